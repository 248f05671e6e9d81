"""Texts and file names that try to be something else, through the whole command: to files and to a terminal."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.hostile_rows import TEXTS
from tests.test_runs import command, run

pytestmark = [pytest.mark.minutes, pytest.mark.skipif(os.name == "nt", reason="such names, and terminals of POSIX")]

HOSTILE = [
    *("\x1b[2J", "\x1b]0;title\x07", "\x1b[31mred", "\x9b31m", "\x1bc", "\b\b\b", "\x1b[6n", "a\r\x1b[K", "\x1b]8;;http://x.invalid\x07x"),
    *("x\nerror: forged", "x\u2028error: forged", "[red]x[/red]", ":smile:", "[link=http://x.invalid]x", "\u202egpj.", "\u200e\u200f"),
    *TEXTS,
]  # fmt: skip
SENTENCE = "开展宪法宣传周活动，组织法治讲座十二场。"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# what a terminal must not get from a text: C0 but line ends, DEL, C1, and what turns the direction of writing
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# what a bar that is begun and one that is full are drawn in, which a quick run may never show
BAR = {f"\x1b[38;5;{colour}m" for colour in (70, 197, 237)}
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def write_hostile(folder: Path) -> Path:
    """Write a report for each string as a text, heading and title, and one under it as a name where the system lets us."""
    folder.mkdir()
    for number, text in enumerate(HOSTILE):
        content = f"{text}桐垭县2021年法治政府建设工作报告\n{text}\n一、{text}\n{text}{SENTENCE}\n1.{text}。{SENTENCE}{text}\n"
        (folder / f"{number:03d}.txt").write_bytes(content.encode("utf-8", "surrogateescape"))
        name = f"{text.replace('/', '／').replace(chr(0), '')}{number}.txt"
        try:
            (folder / name).write_text(f"一、主要工作\n1.{SENTENCE}\n", encoding="utf-8")
        except OSError:
            continue
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile") / "in")


def classify(folder: Path, *args: object) -> subprocess.CompletedProcess[str]:
    """Classify a folder from inside, so that rows and messages begin with the names as they are."""
    done = run(".", *args, cwd=folder, errors="surrogateescape")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert not CONTROL.findall(done.stderr)
    return done


def on_terminal(folder: Path, *args: object) -> str:
    """Give what a command writes to a terminal of its own, its rows going elsewhere."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(
        command(".", *args), cwd=folder, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    )
    os.close(theirs)
    told = b""
    try:
        while piece := os.read(ours, 1 << 16):
            told += piece
    except OSError:  # how Linux says that nobody holds the other end
        pass
    os.close(ours)
    assert process.wait() in (0, 3)
    return told.decode("utf-8")


def test_most_of_the_strings_can_be_names(hostile):
    assert len(HOSTILE) > 60
    assert len(list(hostile.iterdir())) > len(HOSTILE) + 60


def test_no_cell_of_a_csv_is_a_formula(hostile, tmp_path):
    classify(hostile, "-o", tmp_path / "rows.csv")
    content = (tmp_path / "rows.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(content.splitlines(keepends=True)))
    assert len(rows) > 2 * 60
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []
    assert re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content) == []


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile, tmp_path):
    classify(hostile, "-o", tmp_path / "rows.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rows.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert len(cells) > 60
    assert [cell.value for cell in cells if cell.data_type in ("f", "e") or cell.hyperlink] == []


def test_rows_on_standard_output_are_those_of_the_file_and_lines_of_json(hostile, tmp_path):
    classify(hostile, "-o", tmp_path / "rows.jsonl")
    content = (tmp_path / "rows.jsonl").read_bytes()
    printed = classify(hostile, "-o", "-").stdout
    assert printed.encode() == content
    rows = [json.loads(line) for line in content.decode().split("\n")[:-1]]
    assert {row["document"] for row in rows} >= {"=1+116.txt", "[red]x[／red]11.txt"}
    assert re.findall(r"[\x00-\x09\x0b-\x1f]", printed) == []


def test_a_log_has_no_control_character_and_no_line_that_a_name_wrote(hostile, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    verbose = command(".", "-o", tmp_path / "rows.csv")
    verbose.insert(verbose.index("classify"), "--verbose")
    done = subprocess.run(verbose, cwd=hostile, capture_output=True, text=True, env=environment)
    assert "left out" in done.stderr
    assert CONTROL.findall(done.stderr) == []
    assert [line for line in done.stderr.splitlines() if line.startswith("error: forged")] == []
    assert "Traceback" not in done.stderr


def test_a_terminal_gets_the_sequences_of_a_harmless_run_and_no_others(hostile, tmp_path):
    harmless = tmp_path / "harmless"
    harmless.mkdir()
    for number in range(150):
        (harmless / f"{number}.txt").write_text(f"一、主要工作\n1.{SENTENCE}\n", encoding="utf-8")
    known = set(SEQUENCE.findall(on_terminal(harmless, "-o", tmp_path / "harmless.csv")))
    told = on_terminal(hostile, "-o", tmp_path / "rows.csv")
    assert known
    assert set(SEQUENCE.findall(told)) <= known | BAR
    assert CONTROL.findall(SEQUENCE.sub("", told)) == []
    assert "Traceback" not in told


def test_names_are_shown_whole_in_the_table_of_a_few_documents(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("[bold]x.txt", ":smile:.txt", "a\x1b[2Jb.txt", "a\nall 9 9 9.txt", "\u202etxt.exe.txt"):
        (folder / name).write_text(f"1.{SENTENCE}\n", encoding="utf-8")
    done = run(".", "-o", tmp_path / "rows.csv", cwd=folder)
    told = done.stderr
    assert "[bold]x.txt" in told
    assert ":smile:.txt" in told
    assert "a\ufffdall 9 9 9.txt" in told
    assert CONTROL.findall(told) == []
    assert CONTROL.findall(SEQUENCE.sub("", on_terminal(folder, "-o", tmp_path / "again.csv"))) == []
