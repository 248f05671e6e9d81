"""A comparison as a workbook: sheets in Chinese, a chart, and nothing that text could set off."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
from pathlib import Path

import openpyxl
import pytest

from classifier.comparison import Comparison, compare_results
from classifier.comparison.copies import drop_mirrored
from classifier.comparison.workbook import write_workbook
from tests import hostile_rows as hostile
from tests.hostile_rows import make_row
from tests.test_comparison import make_report
from tests.test_comparison_copies import LONG
from tests.test_comparison_plans import DONE, PLAN

SHEETS = ["主题占比", "占比明细", "词语变化", "重复占比", "重复段落", "计划与成效", "说明"]


def write(found: Comparison) -> bytes:
    sink = io.BytesIO()
    write_workbook(found, sink)
    return sink.getvalue()


def read(found: Comparison) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(found)))


def make_comparison() -> Comparison:
    old = [*make_report("桐垭县", 2021, LONG, *["深化放管服改革。"] * 9), *make_report("砚溪县", 2021, "调解纠纷。")]
    new = [*make_report("桐垭县", 2022, LONG.replace("1860", "2015"), DONE, *["高效办成一件事。"] * 9)]
    plans = [make_row(PLAN, document="桐垭县2021.txt", year=2021, paragraph=20, role="计划")]
    return compare_results([*old, *plans, *new])


def hostile_comparison(texts: list[str] = hostile.TEXTS) -> Comparison:
    """Give what comes of rows whose every text is hostile, with copies and plans among them."""
    rows = []
    for number, text in enumerate(texts):
        for year in (2021, 2022):
            names = {
                "document": f"{text}{year}",
                "title": text,
                "region": text,
                "year": year,
                "theme": texts[number % 7],
            }
            rows.append(make_row(f"{text}{LONG}{text}", paragraph=2 * number, **names))
            rows.append(make_row(f"{text}{PLAN}", paragraph=2 * number + 1, role="计划", **names))
    return compare_results(rows, by="region")


def cells(book: openpyxl.Workbook) -> list[object]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def column(book: openpyxl.Workbook, sheet: str, header: str) -> list[object]:
    rows = list(book[sheet].iter_rows(values_only=True))
    return [row[rows[0].index(header)] for row in rows[1:]]


def test_the_sheets_are_named_for_readers():
    assert read(make_comparison()).sheetnames == SHEETS


def test_shares_stand_with_their_counts_and_a_chart_of_them():
    sheet = read(make_comparison())["主题占比"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "成效：各主题的段落占比，按年度"
    assert rows[3][:6] == ("年度", "报告", "段落", "需复核", "段落", "占比")
    assert rows[4][:6] == ("2021", 2, 11, 0, 11, 1)
    assert len(sheet._charts) == 2


def test_what_repeats_and_what_differs_stands_in_a_row():
    book = read(make_comparison())
    assert column(book, "重复段落", "关系") == ["上年"]
    assert column(book, "重复段落", "差别（旧→新）") == ["1860→2015"]
    assert column(book, "重复占比", "重复段落")[0] == 1


def test_words_and_plans_stand_in_rows():
    book = read(make_comparison())
    assert ("高效办成一件事", "新出现") in zip(
        column(book, "词语变化", "词语"), column(book, "词语变化", "变化"), strict=True
    )
    assert column(book, "计划与成效", "成效") == [DONE]


def test_the_guide_says_what_was_compared_and_that_similarity_is_no_proof():
    said = "\n".join(str(cell.value) for row in read(make_comparison())["说明"].iter_rows() for cell in row)
    for words in ("共 3 份", "威尔逊区间", "Monroe", "找到相近成效不等于计划已经完成", "来自不同的地区"):
        assert words in said


def test_what_there_is_nothing_of_is_said_to_be_empty():
    book = read(compare_results(make_report()))
    assert book["重复段落"]["A2"].value == "没有发现几乎相同的段落。"
    assert str(book["计划与成效"]["A2"].value).startswith("没有可以对照的计划")


def test_the_same_comparison_gives_the_same_bytes():
    assert write(make_comparison()) == write(make_comparison())


def test_no_text_becomes_a_formula_or_is_lost():
    found = hostile_comparison()
    book = read(found)
    assert not [cell for cell in cells(book) if cell.data_type == "f"]
    assert len(column(book, "重复段落", "正文")) == len(drop_mirrored(found.copies)) > len(hostile.TEXTS)


def test_many_groups_have_a_chart_of_the_first_ones():
    book = read(compare_results([row for n in range(60) for row in make_report("桐垭县", 1950 + n)]))
    (chart,) = book["主题占比"]._charts
    assert chart.series[0].val.numRef.f.endswith("$44")


@pytest.mark.minutes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_libreoffice_opens_it_and_sees_no_formula(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(write(hostile_comparison(hostile.TEXTS[::3])))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "saved"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(tmp_path / "saved" / "a.xlsx")
    assert book.sheetnames[: len(SHEETS)] == SHEETS
    assert not [cell for cell in cells(book) if cell.data_type == "f"]
