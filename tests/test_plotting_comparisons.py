"""The pictures of a comparison show what they were given."""

from __future__ import annotations

import pandas as pd

from classifier.comparison import compare_terms, count_shares
from classifier.plotting import plot_intervals, plot_term_changes
from tests.test_comparison import make_report
from tests.test_comparison_terms import NEW, OLD, make_year


def test_every_theme_has_a_panel_with_its_shares_and_intervals():
    rows = [*make_report(year=2021, theme="普法宣传"), *make_report(year=2022, theme="行政执法")]
    table = pd.DataFrame(count_shares(rows))
    drawn = plot_intervals(table).to_dict()
    assert [panel["title"] for panel in drawn["concat"]] == ["行政执法", "普法宣传"]
    values = drawn["concat"][0]["data"]["values"]
    assert [(value["group"], value["share"]) for value in values] == [("2021", 0), ("2022", 1)]


def test_words_that_came_stand_above_those_that_went():
    table = pd.DataFrame(compare_terms([*make_year(2021, OLD), *make_year(2022, NEW)]))
    # of a single panel Altair puts the data above it
    weights = [value["weight"] for value in plot_term_changes(table).to_dict()["data"]["values"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0 > weights[-1]
