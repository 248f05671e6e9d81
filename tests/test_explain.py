"""``classifier explain``, as a person runs it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from tests.conftest import ROOT

TEXT = "组织人民调解员化解邻里纠纷，办理行政复议案件，压缩审批时限。"
HOSTILE = "开展普法宣传\x1b[31m活动\x07，[bold]调解\u202e纠纷"


@pytest.fixture
def run(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    environment["CLASSIFIER_MODELS"] = str(tmp_path / "models")

    def call(*arguments: str, stdin: bytes = b"", program: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*program, sys.executable, "-m", "classifier", "explain", *arguments],
            cwd=tmp_path, env=environment, input=stdin, capture_output=True,
        )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


def test_the_account_is_shown_with_the_words_that_decided(run):
    done = run(TEXT)
    assert done.returncode == 0
    assert done.stderr.startswith("model: default@")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("矛盾纠纷化解  ")
    assert "[调解员][化解]邻里[纠纷]" in lines[2]
    assert "(审批)" in lines[2]
    assert lines[2].replace("[", "").replace("]", "").replace("(", "").replace(")", "") == TEXT
    for told in ("term ", "for 矛盾纠纷化解", "against 矛盾纠纷化解", "intercept", "sum ", "decision values"):
        assert any(line.startswith(told) for line in lines), told


def test_the_shown_contributions_sum_to_the_shown_sum(run):
    rows = [line.split() for line in run(TEXT).stdout.splitlines()]
    shown = {row[0]: row for row in rows if row}
    terms = [row for row in rows if len(row) > 4 and re.fullmatch(r"\d+-\d+,?", row[-1])]
    rest = [row for row in rows if row[1:2] == ["more"]]
    adds = [float(row[-3]) for row in terms] + [float(row[-2]) for row in rest]
    assert sum(adds) + float(shown["intercept"][1]) == pytest.approx(float(shown["sum"][1]), abs=0.02)


def test_numbers_stand_under_their_names_though_chinese_is_twice_as_wide(run):
    lines = run(TEXT).stdout.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("term "))
    edge = cell_len(lines[start][: lines[start].index("tf-idf") + 6])
    for line in lines[start + 1 :]:
        number = re.search(r" 0\.\d{3}(?=  )", line)
        if number:
            assert cell_len(line[: number.end()]) == edge, line


def test_json_is_complete(run):
    told = json.loads(run(TEXT, "--format", "json").stdout)
    assert told["text"] == TEXT
    account = told["account"]
    total = account["intercept"] + sum(term["contribution"] for term in account["terms"])
    assert total == pytest.approx(account["decision"], abs=1e-9)
    assert account["decision"] == told["decisions"][told["theme"]]
    assert len(told["decisions"]) == 6
    (start, end), *_ = account["terms"][0]["places"][0]
    assert TEXT[start:end] == account["terms"][0]["term"].split(" ")[0]


def test_another_theme_can_be_asked_about(run):
    told = run(TEXT, "--theme", "营商环境").stdout
    assert "asked about: 营商环境" in told
    assert "\nfor 营商环境" in told
    assert "矛盾纠纷化解: what the same terms add" in told


def test_a_theme_that_is_none_is_one_line(run):
    done = run(TEXT, "--theme", "环境")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error: '环境' is no theme of default@" in done.stderr
    assert "choose one of 其他, " in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_standard_input_is_read_in_the_encodings_of_documents(run, encoding):
    assert run("-", stdin=f"{TEXT}\r\n".encode(encoding)).stdout.startswith("矛盾纠纷化解")


@pytest.mark.parametrize(
    ("stdin", "told"), [(b" \n", "is blank"), (b"\xff\xff\xff", "standard input is text in no known encoding")]
)
def test_standard_input_without_text_is_one_line(run, stdin, told):
    done = run(stdin=stdin)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hostile_text_can_do_nothing_to_a_terminal(run):
    done = run(HOSTILE)
    assert not set(done.stdout) & {"\x1b", "\x07", "\u202e", "\r"}
    assert "[bold]" in done.stdout


def test_a_text_that_the_model_knows_no_word_of_is_accounted_for(run):
    done = run("qwrtp zxcvb")
    assert done.returncode == 0
    assert "the model knows none of its words" in done.stdout


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run it with a terminal for standard output; give what the terminal was sent."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "classifier", "explain", *arguments], stdout=theirs, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux tells the end of a terminal as an error
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_on_a_terminal_words_are_coloured_and_nothing_of_the_text_is_obeyed():
    shown = on_a_terminal(HOSTILE)
    assert "\x1b[1;32m普法宣传" in shown
    assert "[调解]" not in shown
    assert set(re.findall(r"\x1b\[([\d;]*)m", shown)) <= {"0", "1;32", "4;31"}
    assert not set(shown) & {"\x07", "\u202e"}


def test_no_color_is_heeded():
    shown = on_a_terminal(TEXT, NO_COLOR="1")
    assert "[纠纷]" in shown
    assert "\x1b[1;32m" not in shown
