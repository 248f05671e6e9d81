"""``classifier compare``, as a person runs it, on reports that the shipped model classified."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from classifier import classify_documents
from classifier.cli import compare
from classifier.comparison import compare_results
from classifier.errors import ClassifierError, OutputError
from classifier.results import read_rows_back
from classifier.writers import write_rows
from tests.comparison_reports import COPIES, DOCUMENTS, write_reports
from tests.conftest import ROOT
from tests.test_comparison import make_report
from tests.test_comparison_copies import LONG
from tests.test_comparison_terms import NEW, OLD, make_year


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "classifier", "compare", *map(str, arguments)], capture_output=True, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows of six reports of two counties and three years."""
    folder = tmp_path_factory.mktemp("compare")
    write_reports(folder / "reports")
    paths = [str(folder / "reports" / name) for name in DOCUMENTS]
    write_rows(classify_documents(paths, model="default"), str(folder / "rows.jsonl"))
    return folder / "rows.jsonl"


@pytest.fixture(scope="module")
def shown(rows: Path) -> subprocess.CompletedProcess[str]:
    return run(rows)


def test_what_matters_comes_first(shown):
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("6 reports, 59 paragraphs; ")
    assert lines[2] == "成效: share of paragraphs (and how many)"
    assert [line.split()[:3] for line in lines[4:7]] == [["2021", "2", "11"], ["2022", "2", "11"], ["2023", "2", "12"]]
    assert shown.stderr == ""


def test_repeated_paragraphs_and_plans_without_achievement_are_told(shown):
    assert "成效 from the same region's report before: 4 of 23 (17%)" in shown.stdout
    assert "96%  桐垭县2022 ← 桐垭县2021  制定县政府重大行政决策" in shown.stdout
    assert "(a hint where to read, no proof)" in shown.stdout
    assert "筹建县法治文化公园" in shown.stdout


def test_the_copies_of_the_reports_are_found_and_nothing_else(rows: Path):
    copies = compare_results(read_rows_back(rows)).copies
    found = {((c.region, c.year), (c.source_region, c.source_year)) for c in copies}
    assert found == {(place, source) for place, _, source in COPIES}
    assert len(copies) == len(COPIES)
    for place, begin, _ in COPIES:
        assert any((c.region, c.year) == place and c.text.startswith(begin) for c in copies)


def test_a_workbook_and_a_page_are_written_and_not_overwritten_unasked(rows: Path, tmp_path: Path, capsys):
    for name in ("out.xlsx", "out.html"):
        compare.run([str(rows)], output=str(tmp_path / name))
        assert capsys.readouterr().err == f"comparison: {tmp_path / name}\n"
    with pytest.raises(OutputError, match=r"out\.html: is there already; choose another name, or add --overwrite"):
        compare.run([str(rows)], output=str(tmp_path / "out.html"))
    compare.run([str(rows)], output=str(tmp_path / "out.html"), overwrite=True)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "主题占比"
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_report_in_two_results_is_counted_once_and_told(tmp_path: Path):
    for name in ("a.csv", "b.xlsx"):
        write_rows(make_report("", None, document="\x1b[31m甲.txt"), str(tmp_path / name))
    done = run(tmp_path / "a.csv", tmp_path / "b.xlsx", "--by", "region")
    assert done.stdout.startswith("1 report, 3 paragraphs; 0 not accepted")
    assert "is given twice; only" in done.stderr
    assert "1 document without a region" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"role": "成绩"}, "role '成绩': there is no such role"),
        ({"output": "out.pdf"}, "out.pdf: the suffix names no format of comparisons; choose one of .xlsx, .html"),
        ({"output": "."}, ".: the suffix names no format"),
        ({"least": 7}, "least is 7: a likeness is above 0 and at most 1"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(rows: Path, options: dict[str, object], message: str):
    with pytest.raises(ClassifierError, match=re.escape(message)) as caught:
        compare.run([str(rows)], **options)
    assert "\n" not in str(caught.value)


def test_options_choose_what_is_compared(rows: Path, capsys):
    compare.run([str(rows)], by="region", role="计划", only_accepted=True)
    told = capsys.readouterr().out
    assert "which are left out" in told
    assert "计划: share of paragraphs" in told
    assert "成效: share of paragraphs" not in told
    assert "\n桐垭县" in told


def test_many_groups_and_copies_are_cut_and_counted(tmp_path: Path, capsys):
    texts = [f"{LONG}第{n}号" for n in range(9)]
    rows = [row for year in range(1950, 1975) for row in make_report("桐垭县", year, *texts)]
    write_rows(rows, str(tmp_path / "rows.jsonl"))
    compare.run([str(tmp_path / "rows.jsonl")])
    told = capsys.readouterr().out
    assert re.search(r"\n\.\.\. 5 more *\n", told)
    assert "... 211 more; write them all with -o OUT.xlsx" in told


def test_regions_are_told_by_the_words_that_stand_out_in_each(tmp_path: Path, capsys):
    rows = [*make_year(2021, OLD, "甲县"), *make_year(2021, OLD, "乙县"), *make_year(2021, NEW, "丙县")]
    write_rows(rows, str(tmp_path / "rows.jsonl"))
    compare.run([str(tmp_path / "rows.jsonl")])
    told = capsys.readouterr().out
    assert "成效: words that stand out" in told
    assert re.search(r"\n丙县 +.*高效办成一件事\(0/24→12/12\)", told)
