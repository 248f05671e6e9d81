"""The pipeline is a genuine scikit-learn one."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold

from classifier.linear import CalibratedLinearClassifier
from classifier.pipeline import build_pipeline


@pytest.fixture
def data(rows):
    return [r.text for r in rows], [r.theme for r in rows], [r.report for r in rows]


def test_it_fits_and_answers(data):
    texts, themes, reports = data
    pipeline = build_pipeline().fit(texts, themes, classify__groups=reports)
    assert pipeline.predict(["调解邻里纠纷"])[0] == "矛盾纠纷化解"
    assert np.allclose(pipeline.predict_proba(texts).sum(axis=1), 1)


def test_it_fits_without_groups(data):
    texts, themes, _ = data
    assert (build_pipeline().fit(texts, themes).predict(texts) == np.array(themes)).mean() > 0.9


def test_a_clone_is_unfitted_and_equal(data):
    pipeline = build_pipeline(C=0.7, ngrams=1)
    pipeline.fit(data[0], data[1])
    copy = clone(pipeline)
    assert not hasattr(copy.named_steps["classify"], "coef_")
    assert copy.get_params()["classify__C"] == 0.7


def test_parameters_of_every_step_can_be_set(data):
    pipeline = build_pipeline().set_params(tokenize__mode="plain", tfidf__min_df=1, classify__C=2.0)
    pipeline.fit(data[0], data[1])
    assert pipeline.named_steps["tokenize"].mode == "plain"


def test_grid_search_runs_in_worker_processes(data):
    texts, themes, reports = data
    search = GridSearchCV(build_pipeline(), {"classify__C": [0.1, 1.0]}, cv=GroupKFold(2), n_jobs=2)
    search.fit(texts, themes, groups=reports, classify__groups=np.array(reports))
    assert search.best_score_ > 0.8


def test_a_pickled_pipeline_answers_the_same(data):
    pipeline = build_pipeline().fit(data[0], data[1])
    again = pickle.loads(pickle.dumps(pipeline))
    assert (again.predict_proba(data[0]) == pipeline.predict_proba(data[0])).all()


def test_further_themes_are_learned_as_presence(rows):
    texts, themes = [r.text for r in rows], [r.theme for r in rows]
    pipeline = build_pipeline().fit(texts, themes, classify__also=[r.also for r in rows])
    presence = pipeline[-1].predict_presence(pipeline[:-1].transform(["开展宪法宣传周活动", "召开动员大会"]))
    publicity = list(pipeline.classes_).index("普法宣传")
    assert presence[0, publicity] > 0.9 > 0.3 > presence[1, publicity]
    assert (np.delete(presence, publicity, axis=1) < 1e-10).all()


def test_a_theme_that_every_row_has_is_no_second_theme():
    X = np.vstack([np.eye(2)] * 10)
    fitted = CalibratedLinearClassifier().fit(X, ["甲", "乙"] * 10, also=[("乙",), ()] * 10)
    assert (fitted.predict_presence(X)[:, 1] < 1e-10).all()


def test_one_class_is_refused():
    with pytest.raises(ValueError, match="at least two classes"):
        CalibratedLinearClassifier().fit(np.eye(3), ["甲", "甲", "甲"])


def test_two_classes_get_a_column_each():
    X = np.vstack([np.eye(2)] * 10)
    fitted = CalibratedLinearClassifier().fit(X, ["甲", "乙"] * 10)
    assert fitted.coef_.shape == (2, 2)
    assert fitted.predict(X).tolist() == ["甲", "乙"] * 10


def test_too_few_rows_for_folds_still_give_an_answer():
    fitted = CalibratedLinearClassifier().fit(np.eye(2), ["甲", "乙"])
    assert fitted.predict(np.eye(2)).tolist() == ["甲", "乙"]


def test_a_class_of_a_single_report_is_learned():
    X = np.vstack([np.eye(3)] * 6)
    themes = np.array(["甲", "乙", "丙"] * 6)
    groups = np.where(themes == "丙", "独", [str(i // 3 % 3) for i in range(18)])
    fitted = CalibratedLinearClassifier().fit(X, themes, groups=groups)
    assert np.isfinite(fitted.predict_proba(X)).all()
    assert fitted.predict(np.eye(3)).tolist()[:2] == ["甲", "乙"]


def test_weights_of_rows_are_heeded():
    X = np.vstack([np.eye(2)] * 10)
    themes = ["甲", "乙"] * 5 + ["乙", "甲"] * 5
    fitted = CalibratedLinearClassifier().fit(X, themes, sample_weight=[1.0] * 10 + [0.01] * 10)
    assert fitted.predict(np.eye(2)).tolist() == ["甲", "乙"]
