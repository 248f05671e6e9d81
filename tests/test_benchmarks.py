"""The benchmark of speed: its text, its clock, its tables, and the whole of it at the smallest size."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.speed import measure, tables, text
from benchmarks.speed.bench import Bench
from benchmarks.speed.measure import Command, Run, Spread, python
from benchmarks.speed.sections import classify
from benchmarks.speed.setting import describe
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "performance.md"
ROWS = [
    {
        "text": "开展普法宣传。组织法治讲座12次；发放手册。",
        "heading": "一、普法宣传 > （一）讲座",
        "report": "甲县报告",
    },
    {"text": "调解邻里纠纷。办理复议案件3件。", "heading": "二、化解纠纷", "report": "乙县报告"},
    {"text": "推行一网通办。压缩审批时限！", "heading": "三、优化服务", "report": "乙县报告"},
    {"text": "规范执法。公示信息。", "heading": "四、规范执法", "report": "丙县报告"},
]


def test_generated_paragraphs_are_distinct_and_the_same_every_time():
    first = list(islice(text.generate_paragraphs(ROWS, seed=3), 40))
    assert len(set(first)) == 40
    assert first == list(islice(text.generate_paragraphs(ROWS, seed=3), 40))
    assert first != list(islice(text.generate_paragraphs(ROWS, seed=4), 40))


def test_generated_paragraphs_are_as_long_as_those_of_the_corpus():
    rows = text.read_corpus()
    generated = [len(t) for t in islice(text.generate_paragraphs(rows), 3000)]
    written = [len(row["text"]) for row in rows]
    assert sum(generated) / 3000 == pytest.approx(sum(written) / len(written), rel=0.1)


def test_a_paragraph_with_a_line_separator_is_read_back(tmp_path: Path):
    texts = ["第一段\u2028还是第一段", "第二段", "第三段"]
    assert text.write_paragraphs(texts, tmp_path / "p.jsonl") == (3, 15)
    assert text.read_paragraphs(tmp_path / "p.jsonl", 2) == texts[:2]


def test_rows_are_taken_by_whole_reports():
    taken = text.take_reports(text.read_corpus(), 300)
    assert 300 <= len(taken) < 400
    names = {row["report"] for row in taken}
    assert len(taken) == sum(row["report"] in names for row in text.read_corpus())


def test_a_report_has_headings_and_paragraphs(tmp_path: Path):
    text.write_reports(ROWS, tmp_path / "reports", 2)
    first, second = sorted((tmp_path / "reports").iterdir())
    lines = first.read_text(encoding="utf-8").split("\n")
    assert lines[0] in {"甲县报告", "乙县报告", "丙县报告"}
    assert sum(bool(re.match("[一二三四]、", line)) for line in lines) == text.SECTIONS
    assert len(lines) == 2 + text.SECTIONS * (1 + text.PARAGRAPHS) + 1
    assert first.read_bytes() != second.read_bytes()


def test_real_text_is_lines_or_rows(tmp_path: Path):
    (tmp_path / "a.txt").write_text("\ufeff开展普法。\n\n  调解纠纷。\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "开展普法。"}\n', encoding="utf-8")
    assert text.read_real(tmp_path / "a.txt") == ["开展普法。", "调解纠纷。"]
    assert text.read_real(tmp_path / "b.jsonl") == ["开展普法。"]


@pytest.mark.parametrize("content", ["", "\n \n", '{"theme": "其他"}\n', '["a"]\n', "开展普法。\n"])
def test_a_file_without_text_is_named(tmp_path: Path, content: str):
    path = tmp_path / "b.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(f"{path}: ")):
        text.read_real(path)


def test_a_run_has_its_own_time_and_memory():
    idle = measure.run(Command(python("-c", "print('ready')")))
    busy = measure.run(Command(python("-c", "import time; kept = bytearray(200_000_000); time.sleep(0.3)")))
    assert idle.output == "ready\n"
    assert idle.memory < 60e6  # a little Python, however large the process that asked for it
    assert 200e6 < busy.memory < 260e6
    assert 0.3 < busy.seconds < 5


def test_a_run_is_held_to_its_cores():
    asked = Command(python("-c", "import os; print(os.environ['OMP_NUM_THREADS'], len(os.sched_getaffinity(0)))"))
    if sys.platform == "linux":
        assert measure.run(asked).output == "1 1\n"


def test_a_contestant_times_itself():
    program = "import time; time.sleep(0.2); print('{\"seconds\": 0.125}')"
    assert measure.run(Command(python("-c", program), inside=True)).seconds == 0.125


def test_a_run_that_fails_says_why():
    with pytest.raises(RuntimeError, match="ended with 1:\n(.|\n)*ZeroDivisionError"):
        measure.run(Command(python("-c", "1 / 0")))


def test_runs_are_in_turn_and_the_order_changes():
    told: list[tuple[int, str]] = []
    commands = {name: Command(python("-S", "-c", "")) for name in "ab"}
    runs = measure.run_in_turn(commands, 2, lambda number, name: told.append((number, name)))
    assert told == [(1, "a"), (1, "b"), (2, "b"), (2, "a")]
    assert {name: len(found) for name, found in runs.items()} == {"a": 2, "b": 2}


def test_a_ratio_is_taken_within_a_round():
    slow, fast = [Run(4.0, 10), Run(40.0, 30), Run(9.0, 20)], [Run(2.0, 5), Run(10.0, 10), Run(3.0, 10)]
    assert measure.ratio(slow, fast) == Spread(3.0, 2.0, 4.0)
    assert measure.ratio(slow, fast, "memory") == Spread(2.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("bar", "ratio", "met"),
    [
        (tables.Bar("≥", 6), Spread(6.0, 5.0, 7.0), True),
        (tables.Bar("≥", 6), Spread(5.9, 5.0, 9.0), False),
        (tables.Bar("≤", 1.5), Spread(1.5, 1.4, 1.6), True),
        (tables.Bar("≤", 0), Spread(1, 1, 1), False),
        (tables.Bar("≥", 6), None, None),
        (None, Spread(1, 1, 1), None),
    ],
)
def test_the_median_is_held_against_the_bar(bar, ratio, met):
    assert tables.Row("what", "ours", "other", ratio, bar).met is met


def test_a_row_tells_the_spread():
    row = tables.Row("what", "1 s", "2 s", Spread(2.0, 1.5, 12.34), tables.Bar("≥", 6))
    assert row.cells() == ["what", "1 s", "2 s", "2.00 (1.50 to 12.3)", "≥ 6", "**no**"]


def test_tables_replace_those_of_a_page():
    page = "before\n<!-- table -->\nold\n<!-- /table -->\nafter\n"
    assert tables.with_tables(page, "new") == "before\n<!-- table -->\n\nnew\n\n<!-- /table -->\nafter\n"
    with pytest.raises(ValueError, match="mark it with <!-- table -->"):
        tables.with_tables("no marks", "new")


def test_a_busy_machine_is_told(tmp_path: Path):
    bench = Bench(tmp_path, size=100, largest=100, rounds=3)
    assert "had it" not in describe(bench)
    bench.runs["cold"] = {"ours": [Run(1.0, 1, share) for share in (0.97, 0.99, 0.6)]}
    assert describe(bench).endswith("Runs on one core had it for 97% of their time (least 60%).")
    bench.runs["cold"]["naive"] = [Run(1.0, 1, 0.5), Run(1.0, 1, 0.5)]
    assert describe(bench).endswith("**The machine was busy: measure again.**")


def test_on_one_core_two_are_skipped(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("benchmarks.speed.bench.available_cores", lambda: 1)
    rows = classify(Bench(tmp_path, size=100, largest=100, rounds=1))
    assert [(row.other, row.met) for row in rows] == [("skipped: one core", None)] * 2


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.speed", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--size", "9"], "--size starts at 100"),
        (["--rounds", "0"], "--rounds at 1"),
        (["--only", "cold", "--write", str(PAGE)], "leave out --only"),
        (["no such file.txt"], "no such file.txt"),
        (["--write", str(ROOT / "LICENSE")], "mark it with <!-- table -->"),
    ],
)
def test_what_cannot_be_measured_is_said_first(arguments, told):
    result = call(*arguments)
    assert result.returncode == 2
    assert told in result.stderr.splitlines()[-1]


def labels(printed: str) -> list[str]:
    """Give the first cells of the table of rows."""
    rows = printed.partition("### On generated text")[2].partition("###")[0]
    return [line.split(" | ")[0].removeprefix("| ") for line in rows.split("\n") if line.startswith("| ")][2:]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[str, str]:
    """What a whole run prints, and the page that it writes."""
    page = tmp_path_factory.mktemp("speed") / "page.md"
    shutil.copy(PAGE, page)
    done = call("--size", "300", "--rounds", "1", "--write", str(page))
    assert done.returncode == 0, done.stderr
    return done.stdout, page.read_text(encoding="utf-8")


@pytest.mark.minutes
def test_a_whole_run_has_every_row_and_writes_the_page(whole):
    printed, page = whole
    assert page == tables.with_tables(PAGE.read_text(encoding="utf-8"), printed.strip())
    assert "| 3,000 |" in printed.partition("### How time and memory grow")[2]
    for beginning, count in {
        "predict_batch": 6, "plain words": 3, "cold start": 4, "classify": 4, "train": 2, "model on disk": 2, "same": 2,
    }.items():  # fmt: skip
        assert sum(label.startswith(beginning) for label in labels(printed)) == count


@pytest.mark.minutes
def test_the_page_of_the_docs_has_the_rows_that_a_run_prints(whole):
    assert labels(PAGE.read_text(encoding="utf-8")) == labels(whole[0])


@pytest.mark.slow
def test_real_text_is_measured_too(tmp_path: Path):
    real = tmp_path / "real.txt"
    real.write_text("开展普法宣传。\n调解邻里纠纷。\n", encoding="utf-8")
    printed = call("--size", "300", "--rounds", "1", "--only", "size", str(real)).stdout
    assert "predict_batch: times as fast as naive" in printed.partition("real.txt, 2 paragraphs")[2]


@pytest.mark.minutes
def test_one_section_as_json():
    told = json.loads(call("--size", "100", "--rounds", "2", "--only", "same", "--json").stdout)
    assert [row["met"] for row in told["rows"]["generated text"]] == [True, True]
