"""Labels that deserve a second look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from benchmarks.label_suspects import found_among_first
from classifier.dataset import WEAK, LabelledRow, read_rows
from classifier.labelling.suspects import find_suspects
from classifier.labelling.suspects_files import write_suspects
from tests.conftest import ROOT, make_rows

LONG = "组织宪法宣传周活动，发放手册三千册，受众一万人次。"


def wrong_rows() -> list[LabelledRow]:
    """Rows of which those with an id have a wrong label."""
    rows = make_rows(8)
    for k in (3, 40, 77, 121):
        theme = "行政执法" if rows[k].theme == "普法宣传" else "普法宣传"
        rows[k] = replace(rows[k], theme=theme, also=(), id="wrong")
    return rows


def test_wrong_labels_come_first_with_the_theme_that_is_meant():
    found = find_suspects(wrong_rows())
    assert [s.row.id for s in found[:4]] == ["wrong"] * 4
    assert all(s.suggested and s.suggested != s.row.theme for s in found[:4])
    assert "没有见过本报告的模型认为" in found[0].reasons[0]


def test_the_worst_comes_first():
    badness = [s.badness for s in find_suspects(wrong_rows())]
    assert badness == sorted(badness, reverse=True)
    assert all(0 <= b <= 1 for b in badness)


def test_a_theme_that_a_row_has_as_well_is_no_contradiction():
    rows = [replace(row, also=("普法宣传", "行政执法", "矛盾纠纷化解", "其他")) for row in wrong_rows()]
    assert not [s for s in find_suspects(rows) if s.suggested]


def test_copies_with_two_themes_point_to_each_other():
    rows = [
        LabelledRow(LONG, "普法宣传", place="a.csv, row 2"),
        LabelledRow(LONG[:-1] + "！", "其他", place="a.csv, row 9"),
    ]
    first, second = find_suspects(rows)
    assert "与a.csv, row 9几乎相同" in first.reasons[0]
    assert "那里标为“普法宣传”" in second.reasons[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("普法宣传。", "正文只有 4 个字"),
        ("组织宪法宣传周活动，发放手册三千册，", "正文似乎不完整"),
        ("组织全县宪法宣传周活动（", "正文似乎不完整"),
        ("法" * 255, "正文恰好 255 个字而句子没有写完"),
    ],
)
def test_a_text_that_is_short_or_cut_is_told(text, reason):
    assert reason in find_suspects([LabelledRow(text, "普法宣传"), LabelledRow(LONG, "普法宣传")])[0].reasons[0]


def test_a_whole_text_is_not_suspect():
    assert find_suspects([LabelledRow(LONG, "普法宣传")]) == []


def test_a_theme_of_one_row_among_many_is_told():
    rows = [*make_rows(8), LabelledRow(LONG, "普法宜传", report="报告1")]
    assert any("是否写错了主题名" in reason for s in find_suspects(rows) for reason in s.reasons)


def test_weak_rows_are_judged_too():
    rows = [replace(row, source=f"{WEAK}：段首句") for row in wrong_rows()]
    found = find_suspects(rows)
    assert [s.row.id for s in found[:4]] == ["wrong"] * 4
    assert all(s.row in rows for s in found)


def test_the_list_is_read_back_with_what_was_corrected(tmp_path: Path):
    path = tmp_path / "suspects.xlsx"
    found = find_suspects(wrong_rows())
    write_suspects(found, str(path))
    book = openpyxl.load_workbook(path)
    book["可疑标注"]["A2"] = found[0].suggested
    book.save(path)
    rows = read_rows(path)
    assert [row.text for row in rows] == [s.row.text for s in found]
    assert (rows[0].theme, rows[0].report) == (found[0].suggested, found[0].row.report)


@pytest.mark.minutes
def test_most_of_the_wrong_labels_are_among_the_first_suspects():
    rows = read_rows(ROOT / "data" / "corpus")
    assert found_among_first(rows, 1000, 100, 150, seed=0) >= 0.7
