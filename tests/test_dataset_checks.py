"""What a person is warned of before believing a score."""

from __future__ import annotations

from classifier.dataset import LabelledRow
from classifier.dataset_checks import Problem, check_rows


def many(theme: str, count: int, reports: int = 5) -> list[LabelledRow]:
    return [
        LabelledRow(f"{theme}的第{i}句话{i * 7}", theme, report=f"r{i % reports}", place=f"row {theme}{i}")
        for i in range(count)
    ]


def told(rows: list[LabelledRow], folds: list[int] | None = None) -> str:
    return "\n".join(map(str, check_rows(rows, folds)))


def test_good_rows_have_no_problems():
    assert check_rows(many("普法宣传", 25) + many("行政执法", 25), [0, 1] * 25) == []


def test_a_slip_in_a_theme_is_named_with_its_rows():
    rows = [*many("普法宣传", 25), *many("行政执法", 25), LabelledRow("话", "普法宜传", place="a.csv, row 9")]
    assert "a.csv, row 9: the theme '普法宜传' is rare; was '普法宣传' (25 rows) meant?" in told(rows)


def test_a_thin_theme_is_named():
    assert "the theme '行政执法' has 5 rows; its score says little below 20" in told(
        many("普法宣传", 25) + many("行政执法", 5)
    )


def test_a_theme_of_two_reports_is_named():
    assert "the theme '行政执法' is in 2 reports only" in told(many("普法宣传", 25) + many("行政执法", 25, reports=2))


def test_one_text_under_two_themes_is_named_with_both_rows():
    rows = [*many("普法宣传", 25), *many("行政执法", 25)]
    rows += [LabelledRow("同一句话", "普法宣传", place="x"), LabelledRow("同一 句话", "行政执法", place="y")]
    assert "x, y: the same text is labelled 普法宣传 and 行政执法" in told(rows)


def test_a_further_theme_that_no_row_has_is_named():
    rows = [
        *many("普法宣传", 25),
        *many("行政执法", 25),
        LabelledRow("话", "普法宣传", also=("执法",), place="z", report="r1"),
    ]
    assert "z: the further theme '执法' is no row's theme" in told(rows)


def test_copies_on_both_sides_of_a_split_are_named():
    rows = [*many("普法宣传", 25), *many("行政执法", 25)]
    copy = "全镇组织开展宪法宣传周系列活动共计十二场，覆盖群众三千余人。"
    rows += [
        LabelledRow(copy, "普法宣传", report="甲", place="p"),
        LabelledRow(copy[:-1], "普法宣传", report="乙", place="q"),
    ]
    assert "p, q: nearly the same text (100%) in the reports '甲' and '乙'" in told(rows, [0] * 51 + [1])
    assert "nearly the same" not in told(rows, [0] * 52)


def test_a_problem_without_a_place_is_its_reason():
    assert str(Problem("", "thin")) == "thin"
