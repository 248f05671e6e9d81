"""``classifier figures``, as a person runs it on what ``classifier classify`` wrote."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl
import pytest

from classifier.errors import OutputError
from classifier.figures import COLUMNS, find_row_figures, write_figures
from classifier.writers import Row, write_rows
from tests.conftest import ROOT
from tests.hostile_rows import TEXTS, make_row


def report(year: int, *texts: str) -> list[Row]:
    return [
        make_row(
            text,
            document=f"{year}.txt",
            title=f"{year}年报告",
            year=year,
            paragraph=k,
            start=100 * k,
            end=100 * k + len(text),
        )
        for k, text in enumerate(texts, 1)
    ]


ROWS = [
    *report(2022, "受理行政复议案件60件，罚款1.5万元。", "行政机关负责人出庭应诉率90.5%。"),
    *report(2023, "受理行政复议案件77件，同比增长28%。", "负责人出庭应诉率达93.1%。", "加强领导。"),
]


def run(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "classifier", "figures", *map(str, args)], capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture
def results(tmp_path: Path) -> Path:
    write_rows(ROWS, str(tmp_path / "rows.jsonl"))
    return tmp_path / "rows.jsonl"


def cells(path: Path, sheet: str) -> list[list[object]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_the_workbook_has_numbers_their_sentences_and_the_reports_side_by_side(results, tmp_path):
    done = run(results, "-o", tmp_path / "figures.xlsx")
    assert done.returncode == 0, done.stderr
    assert "6 figures" in done.stderr
    header, first, *rest = cells(tmp_path / "figures.xlsx", "数据")
    assert header[:5] == ["指标", "动作", "数值", "上限", "单位"]
    row = dict(zip(header, first, strict=True))
    assert (row["指标"], row["动作"], row["数值"], row["单位"], row["原文"]) == (
        "行政复议案件",
        "受理",
        60,
        "件",
        "60件",
    )
    assert row["来源句"] == "受理行政复议案件60件，罚款1.5万元。"
    assert rest[0][2] == 15000
    summary = cells(tmp_path / "figures.xlsx", "汇总")
    assert summary[0] == ["指标", "动作", "单位", "报告数", "桐垭县\n2022", "桐垭县\n2023"]
    assert ["行政机关负责人出庭应诉率", None, "%", 2, 90.5, 93.1] in summary
    assert ["行政复议案件", "受理", "件", 2, 60, 77] in summary
    assert "6 个数" in str(cells(tmp_path / "figures.xlsx", "说明"))


def test_the_data_can_be_filtered_under_a_header_that_stays(tmp_path):
    write_figures(find_row_figures(ROWS), str(tmp_path / "figures.xlsx"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx")["数据"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:U7"


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx"])
def test_every_format_of_results_is_read(tmp_path, suffix):
    write_rows(ROWS, str(tmp_path / f"rows{suffix}"))
    done = run(tmp_path / f"rows{suffix}", "-o", "-")
    assert [json.loads(line)["raw"] for line in done.stdout.splitlines()] == [
        "60件",
        "1.5万元",
        "90.5%",
        "77件",
        "28%",
        "93.1%",
    ]


def test_several_results_go_into_one_table(tmp_path):
    for year, rows in ((2022, ROWS[:2]), (2023, ROWS[2:])):
        write_rows(rows, str(tmp_path / f"{year}.csv"))
    done = run(tmp_path / "2022.csv", tmp_path / "2023.csv", "-o", tmp_path / "all.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert [row["year"] for row in table] == ["2022"] * 3 + ["2023"] * 3
    assert tuple(table[0]) == COLUMNS


def test_offsets_of_the_jsonl_slice_the_paragraph(results, tmp_path):
    run(results, "-o", tmp_path / "figures.jsonl")
    texts = {(row["document"], row["paragraph"]): row for row in ROWS}
    for line in (tmp_path / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        figure = json.loads(line)
        row = texts[figure["document"], figure["paragraph"]]
        assert row["text"][figure["start"] - row["start"] : figure["end"] - row["start"]] == figure["raw"]


def test_without_an_output_the_figures_are_shown_by_report(results):
    done = run(results)
    lines = done.stdout.splitlines()
    assert lines[0] == "2022.txt 桐垭县 2022"
    assert lines[1].split() == ["1", "60件", "受理", "行政复议案件", "普法宣传"]
    assert done.stderr.strip().endswith("6 figures")


def test_an_output_that_is_there_is_refused_unless_told(results, tmp_path):
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    refused = run(results, "-o", tmp_path / "out.csv")
    assert refused.returncode == 1
    assert (
        refused.stderr.strip()
        == f"error: {tmp_path / 'out.csv'}: is there already; choose another name, or add --overwrite"
    )
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "mine"
    assert run(results, "-o", tmp_path / "out.csv", "--overwrite").returncode == 0


def test_a_suffix_that_names_no_format_is_refused_before_any_work(tmp_path):
    with pytest.raises(OutputError, match=r"out\.txt: the suffix names no format of figures; choose one of \.xlsx"):
        write_figures([], str(tmp_path / "out.txt"))
    with pytest.raises(OutputError, match="is a folder"):
        (tmp_path / "a.csv").mkdir()
        write_figures([], str(tmp_path / "a.csv"))


def test_results_that_cannot_be_read_leave_no_output(tmp_path):
    (tmp_path / "rows.jsonl").write_text("no rows\n", encoding="utf-8")
    done = run(tmp_path / "rows.jsonl", "-o", tmp_path / "out.xlsx")
    assert done.returncode == 1
    assert "is not JSON" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_text_of_a_report_becomes_a_formula(tmp_path, suffix):
    rows = [
        make_row(f"{text}受理{text}案件7件", document=text, region=text, section=text, theme=text or "其他")
        for text in TEXTS
    ]
    output = tmp_path / f"out{suffix}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        count = write_figures(find_row_figures(rows), str(output))
        assert count >= len(TEXTS) - 10
        if suffix == ".xlsx":
            book = openpyxl.load_workbook(output)
            assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
            return
    with output.open(encoding="utf-8-sig", newline="") as lines:
        assert not [cell for row in csv.reader(lines) for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_terminal_is_safe_from_a_report(tmp_path):
    write_rows([make_row("受理\x1b[31m案件7件")], str(tmp_path / "rows.jsonl"))
    assert "\x1b" not in run(tmp_path / "rows.jsonl").stdout


def test_reports_without_figures_give_an_empty_table(tmp_path):
    write_rows([make_row("加强领导。")], str(tmp_path / "rows.jsonl"))
    done = run(tmp_path / "rows.jsonl", "-o", tmp_path / "out.xlsx")
    assert done.returncode == 0
    assert len(cells(tmp_path / "out.xlsx", "数据")) == 1
    assert cells(tmp_path / "out.xlsx", "汇总")[1][0] == "没有两份报告共有的指标。"


def test_the_same_figures_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_figures(find_row_figures(ROWS), str(tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(tmp_path):
    from classifier.figures.workbook import write_workbook

    content, count = write_workbook(find_row_figures(ROWS), rows_per_sheet=4)
    (tmp_path / "out.xlsx").write_bytes(content)
    assert count == 6
    assert len(cells(tmp_path / "out.xlsx", "数据")) == 5
    assert len(cells(tmp_path / "out.xlsx", "数据(2)")) == 3
