"""Words that came and went, with their counts, and how sure that is."""

from __future__ import annotations

import pandas as pd
import pytest

from classifier.comparison import TermChange, compare_terms, find_term_changes
from classifier.writers import Row
from tests.test_comparison import make_report

OLD = "深化放管服改革，优化政务服务流程，减少审批材料。"
NEW = "推进高效办成一件事，优化政务服务流程，减少审批材料。"


def make_year(year: int, text: str, region: str = "桐垭县", paragraphs: int = 12) -> list[Row]:
    return make_report(region, year, *(f"{text}共{n}件。" for n in range(paragraphs)), theme="营商环境")


def words(changes: list[TermChange], sign: int) -> set[str]:
    return {change.word for change in changes if change.z * sign > 0}


def test_words_that_came_and_went_are_told_with_their_counts():
    changes = compare_terms([*make_year(2021, OLD), *make_year(2022, NEW)])
    assert "高效办成一件事" in words(changes, 1)
    assert "放管服" in words(changes, -1)
    came = next(change for change in changes if change.word == "高效办成一件事")
    assert (came.before, came.after, came.theme, came.role) == ("2021", "2022", "营商环境", "成效")
    assert (came.before_paragraphs, came.before_of, came.after_paragraphs, came.after_of) == (0, 12, 12, 12)
    assert (came.before_reports, came.after_reports) == (0, 1)
    assert came.sure


def test_words_that_stayed_are_not_told():
    changes = compare_terms([*make_year(2021, OLD), *make_year(2022, NEW)])
    assert not {"政务", "流程", "审批"} & {change.word for change in changes}


def test_a_word_that_one_paragraph_has_is_no_change():
    rows = [*make_year(2021, OLD), *make_year(2022, OLD, paragraphs=11)]
    rows += make_report("桐垭县", 2022, "设立办不成事反映窗口。", theme="营商环境")
    assert compare_terms(rows) == []


def test_few_paragraphs_leave_a_change_in_doubt():
    changes = compare_terms([*make_year(2021, OLD, paragraphs=2), *make_year(2022, NEW, paragraphs=2)])
    assert not any(change.sure for change in changes)


def test_years_are_compared_by_the_regions_that_have_both():
    rows = [*make_year(2021, OLD, "甲县"), *make_year(2022, OLD, "甲县"), *make_year(2022, NEW, "乙县")]
    assert compare_terms(rows) == []


def test_each_of_three_regions_is_compared_with_the_rest():
    rows = [*make_year(2021, OLD, "甲县"), *make_year(2021, OLD, "乙县"), *make_year(2021, NEW, "丙县")]
    changes = compare_terms(rows, by="region")
    assert {(change.before, change.after) for change in changes} >= {("其余", "丙县")}
    came = next(c for c in changes if c.word == "高效办成一件事" and c.after == "丙县")
    assert (came.before_paragraphs, came.before_of, came.after_paragraphs) == (0, 24, 12)


def test_two_groups_of_regions_are_compared_as_they_are_given():
    changes = find_term_changes(make_year(2021, OLD, "甲县"), make_year(2021, NEW, "乙县"), names=("山区", "沿海"))
    assert {(change.before, change.after) for change in changes} == {("山区", "沿海")}
    assert pd.DataFrame(changes)["z"].abs().min() >= 1


def test_swapping_the_groups_changes_only_the_sign():
    one = find_term_changes(make_year(2021, OLD), make_year(2022, NEW))
    other = find_term_changes(make_year(2022, NEW), make_year(2021, OLD))
    assert {c.word: pytest.approx(c.z) for c in one} == {c.word: -c.z for c in other}


def test_the_name_of_a_region_is_no_word():
    rows = [*make_year(2021, f"桐垭县{OLD}"), *make_year(2022, f"桐垭县{NEW}")]
    assert not [change for change in compare_terms(rows) if change.word in "桐垭县"]


def test_the_measure_is_that_of_the_paper():
    from math import log, sqrt

    rows = [*make_year(2021, "调解信访", paragraphs=3), *make_year(2022, "调解", paragraphs=3)]
    (change,) = [c for c in compare_terms(rows) if c.word == "信访"]
    # six words of one kind, three of the other; the prior of half of all, as there are two reports
    y = [(3 + 1.5, 6 + 4.5), (0 + 1.5, 3 + 4.5)]
    expected = log(y[1][0] / (y[1][1] - y[1][0])) - log(y[0][0] / (y[0][1] - y[0][0]))
    assert change.log_odds == pytest.approx(expected)
    assert change.z == pytest.approx(expected / sqrt(1 / 4.5 + 1 / 1.5))


def test_of_many_regions_the_largest_are_compared(monkeypatch):
    monkeypatch.setattr("classifier.comparison.terms.LARGEST", 1)
    rows = [*make_year(2021, OLD, "甲县"), *make_year(2021, OLD, "乙县"), *make_year(2021, NEW, "丙县", paragraphs=20)]
    assert {change.after for change in compare_terms(rows, by="region")} == {"丙县"}
