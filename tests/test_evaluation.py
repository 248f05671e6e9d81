"""Scores, compared with scikit-learn's and with what can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_recall_fscore_support

from classifier.dataset import LabelledRow
from classifier.errors import DatasetError
from classifier.evaluation import evaluate, score

THEMES = ["甲", "乙", "丙"]


def random_case(count: int = 200, reports: int = 20):
    generator = np.random.default_rng(3)
    probabilities = generator.dirichlet([1, 1, 1], count)
    rows = [
        LabelledRow(
            str(i),
            THEMES[generator.integers(3)],
            also=(THEMES[generator.integers(3)],) if i % 5 == 0 else (),
            report=str(i % reports),
        )
        for i in range(count)
    ]
    return rows, probabilities


def test_themes_are_scored_as_scikit_learn_does():
    rows, probabilities = random_case()
    scores = score(rows, probabilities, THEMES, accept=0.5, second=0.3)
    answers = [THEMES[k] for k in probabilities.argmax(axis=1)]
    truth = [r.theme for r in rows]
    precision, recall, f1, support = precision_recall_fscore_support(truth, answers, labels=THEMES)
    assert [t.precision for t in scores.themes] == pytest.approx(precision)
    assert [t.recall for t in scores.themes] == pytest.approx(recall)
    assert [t.f1 for t in scores.themes] == pytest.approx(f1)
    assert [t.rows for t in scores.themes] == support.tolist()
    assert scores.macro_f1 == pytest.approx(f1_score(truth, answers, average="macro"))


def test_a_theme_that_never_occurs_is_left_out_of_the_mean():
    rows = [LabelledRow("一", "甲"), LabelledRow("二", "乙")]
    scores = score(rows, np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0]]), THEMES, accept=0, second=1)
    assert scores.macro_f1 == 1


def test_lenient_counts_a_further_theme_as_right():
    rows = [LabelledRow("一", "甲", also=("乙",)), LabelledRow("二", "甲")]
    scores = score(rows, np.array([[0.2, 0.8, 0], [0.2, 0.8, 0]]), THEMES, accept=0, second=1)
    assert (scores.accuracy, scores.lenient_accuracy) == (0, 0.5)


def test_acceptance_is_counted_at_the_threshold():
    rows = [LabelledRow("一", "甲"), LabelledRow("二", "乙"), LabelledRow("三", "乙")]
    scores = score(rows, np.array([[0.9, 0.1, 0], [0.8, 0.2, 0], [0.6, 0.4, 0]]), THEMES, accept=0.8, second=1)
    assert (scores.accepted, scores.accepted_right, scores.accepted_wrong) == (pytest.approx(2 / 3), 0.5, 1)


def test_the_second_theme_is_scored_against_further_themes():
    rows = [LabelledRow("一", "甲", also=("乙",)), LabelledRow("二", "甲", also=("丙",)), LabelledRow("三", "甲")]
    probabilities = np.array([[0.6, 0.4, 0], [0.6, 0.4, 0], [0.9, 0.1, 0]])
    presence = np.array([[0.9, 0.4, 0], [0.9, 0.4, 0], [0.9, 0.1, 0]])
    scores = score(rows, probabilities, THEMES, presence=presence, accept=0, second=0.3)
    assert (scores.second_precision, scores.second_recall) == (0.5, 0.5)


def test_without_presence_no_second_theme_is_shown():
    rows = [LabelledRow("一", "甲", also=("乙",)), LabelledRow("二", "乙")]
    scores = score(rows, np.array([[0.6, 0.4, 0], [0.4, 0.6, 0]]), THEMES, accept=0, second=0.3)
    assert np.isnan(scores.second_precision)
    assert scores.second_recall == 0


def test_calibration_is_the_mean_distance_of_score_and_share():
    rows = [LabelledRow(str(i), "甲" if i < 6 else "乙") for i in range(10)]
    scores = score(rows, np.tile([0.8, 0.2, 0.0], (10, 1)), THEMES, accept=0, second=1)
    assert scores.calibration_error == pytest.approx(0.2)
    assert scores.bins[0].rows == 10


def test_intervals_hold_the_score_and_repeat_with_the_seed():
    rows, probabilities = random_case()
    one, two = (score(rows, probabilities, THEMES, accept=0.5, second=0.3, seed=s) for s in (1, 1))
    assert one.to_dict() == two.to_dict()
    assert one.macro_f1_interval[0] < one.macro_f1 < one.macro_f1_interval[1]


def test_few_reports_are_resampled_by_row():
    rows, probabilities = random_case(reports=2)
    low, high = score(rows, probabilities, THEMES, accept=0.5, second=0.3).accuracy_interval
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.33 * 0.67 / 200), rel=0.25)


def test_numbers_that_could_not_be_computed_are_null():
    rows = [LabelledRow("一", "甲"), LabelledRow("二", "乙")]
    told = score(rows, np.array([[0.9, 0.1, 0], [0.1, 0.9, 0]]), THEMES, accept=1, second=1).to_dict()
    assert told["accepted_right"] is None
    assert told["second_recall"] is None


def test_a_model_is_evaluated_on_rows_or_files(training, rows, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"text": "开展宪法宣传周活动", "theme": "普法宣传"}\n{"text": "调解邻里纠纷", "theme": "矛盾纠纷化解"}\n',
        encoding="utf-8",
    )
    assert evaluate(rows, model=training.model).rows == len(rows)
    assert evaluate(path, model=training.model).accuracy == evaluate([path], model=training.model).accuracy == 1


def test_a_theme_that_the_model_does_not_know_is_named(training):
    with pytest.raises(DatasetError, match="x.csv, row 3: the theme '陌生' is none of the model's"):
        evaluate([LabelledRow("一", "陌生", place="x.csv, row 3")], model=training.model)
