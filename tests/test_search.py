"""Settings chosen on held-out reports."""

from __future__ import annotations

import math

import pytest

from classifier.dataset import LabelledRow
from classifier.search import GRID, Setting, choose_setting, search
from tests.conftest import make_rows

SMALL = {"mode": ("plain", "search"), "ngrams": (1,), "sublinear": (True,), "C": (0.1, 1.0)}


def test_every_setting_is_scored_on_every_fold(rows):
    found = search(rows, grid=SMALL)
    assert len(found.settings) == 4
    assert len({len(s.scores) for s in found.settings}) == 1
    assert [s.mean for s in found.settings] == sorted((s.mean for s in found.settings), reverse=True)
    assert found.chosen in found.settings
    assert 0.8 < found.random_split <= 1


def test_the_grid_has_twenty_four_settings():
    assert math.prod(len(values) for values in GRID.values()) == 24


def test_the_number_of_processes_changes_nothing(rows):
    assert search(rows, grid=SMALL, jobs=2) == search(rows, grid=SMALL)


def test_progress_is_told_to_the_end(rows):
    told: list[tuple[int, int]] = []
    search(rows, grid=SMALL, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_the_simplest_setting_within_the_noise_is_chosen():
    simple = Setting({"C": 1}, (0.90, 0.92, 0.91, 0.93))
    rich = Setting({"C": 2}, (0.91, 0.91, 0.92, 0.92))
    assert choose_setting([simple, rich]) == simple


def test_a_setting_that_is_clearly_better_is_chosen():
    simple = Setting({"C": 1}, (0.80, 0.82, 0.81, 0.83))
    rich = Setting({"C": 2}, (0.91, 0.92, 0.92, 0.93))
    assert choose_setting([simple, rich]) == rich


def test_one_fold_has_no_noise_to_speak_of():
    assert choose_setting([Setting({}, (0.8,)), Setting({"C": 1}, (0.9,))]).scores == (0.9,)


def test_paragraphs_of_one_report_on_both_sides_score_higher():
    """Each report here has words of its own that give its theme away."""
    rows = [
        LabelledRow(f"暗号{n}号，事项{k}已经办结。", "甲" if n % 2 else "乙", report=str(n))
        for n in range(12)
        for k in range(6)
    ]
    found = search(rows, grid=SMALL)
    assert found.random_split > found.chosen.mean + 0.2


def test_a_theme_with_one_row_has_no_random_split():
    rows = [*make_rows(3), LabelledRow("孤单一行", "独", report="报告0")]
    assert math.isnan(search(rows, grid=SMALL).random_split)


@pytest.mark.parametrize("grid", [SMALL])
def test_rows_in_another_order_give_the_same(rows, grid):
    assert search(list(reversed(rows)), grid=grid) == search(rows, grid=grid)
