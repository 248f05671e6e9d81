"""Last year's plans beside this year's achievements."""

from __future__ import annotations

import pandas as pd

from classifier.comparison import match_plans
from tests.test_comparison import make_report

PLAN = "建设标准化行政复议庭，配齐行政复议人员。"
DONE = "建成标准化行政复议庭2个，配齐行政复议人员7名。"
OTHER = "调解邻里纠纷1860件，化解信访积案33件。"


def plan(text: str = PLAN, year: int = 2021, region: str = "桐垭县"):
    return make_report(region, year, text, role="计划", theme="矛盾纠纷化解")


def done(*texts: str, year: int = 2022, region: str = "桐垭县"):
    return make_report(region, year, *texts, theme="矛盾纠纷化解")


def test_the_achievement_that_speaks_of_the_same_stands_beside_the_plan():
    (match,) = match_plans([*plan(), *done(OTHER, DONE)])
    assert (match.plan_text, match.text, match.rank, match.found) == (PLAN, DONE, 1, True)
    assert (match.plan_year, match.year) == (2021, 2022)
    assert 0.5 < match.similarity <= 1
    assert "行政复议" in match.words


def test_a_plan_without_an_achievement_is_said_to_have_none():
    (match,) = match_plans([*plan(), *done(OTHER)])
    assert (match.found, match.rank, match.text, match.paragraph) == (False, 0, "", None)
    assert match.similarity < 0.15


def test_plans_that_were_found_come_first_and_the_likest_of_them():
    rows = [
        *make_report("桐垭县", 2021, "开展普法活动。", "建设行政复议庭。", PLAN, role="计划", theme="矛盾纠纷化解"),
        *done(DONE, OTHER),
    ]
    matches = match_plans(rows)
    assert [m.plan_paragraph for m in matches] == [3, 2, 1]
    assert [m.found for m in matches] == [True, True, False]


def test_no_more_achievements_stand_beside_a_plan_than_are_asked_for():
    rows = [*plan(), *done(DONE, DONE + "群众满意。", DONE + "运行良好。")]
    assert [m.rank for m in match_plans(rows)] == [1, 2]
    assert [m.rank for m in match_plans(rows, most=1)] == [1]


def test_only_the_next_year_of_the_same_region_and_theme_counts():
    assert match_plans([*plan(), *done(DONE, year=2023)]) == []
    assert match_plans([*plan(), *done(DONE, year=2021)]) == []
    assert match_plans([*plan(), *done(DONE, region="砚溪县")]) == []
    other_theme = make_report("桐垭县", 2022, DONE, theme="普法宣传")
    assert [m.found for m in match_plans([*plan(), *other_theme])] == [False]


def test_reports_without_region_or_year_have_no_plans_to_match():
    assert match_plans([*plan(region=""), *done(DONE, region="")]) == []
    assert match_plans([]) == []


def test_paragraphs_without_a_word_match_nothing():
    assert [m.found for m in match_plans([*plan("。。。"), *done("——")])] == [False]


def test_matches_become_a_table_in_one_call():
    table = pd.DataFrame(match_plans([*plan(), *done(DONE)]))
    assert list(table.columns[:3]) == ["region", "theme", "plan_year"]
    assert len(table) == 1
