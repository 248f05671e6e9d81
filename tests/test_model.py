"""The arrays answer what the pipeline answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline

from classifier.errors import ModelError
from classifier.evidence import Reading, explain_text
from classifier.loading import load_model
from classifier.model import ThemeModel
from classifier.pipeline import build_pipeline
from classifier.words import WordReader

odd_texts = st.lists(
    st.one_of(
        st.sampled_from(
            ["行政复议", "普法", "宣传", "，", "枫桥经验", "　", " ", "一网通办", "ＡＰＰ", "…", "①", "\0", "é"]
        ),
        st.text(max_size=4),
    ),
    max_size=15,
).map("".join)
ODD = ["", " ", "。", "2020", "开展", "完全陌生的词汇嚯嚯", "开展宪法宣传周活动" * 50, "ＡＢＣ abc", "组织\n组织\t组织"]


@pytest.mark.parametrize("settings_", [{}, {"ngrams": 1}, {"mode": "plain"}, {"min_df": 1}, {"sublinear": False}])
def test_probabilities_are_those_of_the_pipeline(rows, settings_):
    texts = [r.text for r in rows]
    pipeline = build_pipeline(**settings_).fit(texts, [r.theme for r in rows])
    model = ThemeModel.from_pipeline(pipeline)
    for given_texts in (texts, ODD):
        probabilities, presence = model.answer(given_texts)
        X = pipeline[:-1].transform(given_texts)
        assert np.abs(probabilities - pipeline.predict_proba(given_texts)).max() < 1e-12
        assert np.abs(presence - pipeline[-1].predict_presence(X)).max() < 1e-12


def test_the_shipped_model_and_its_pipeline_agree():
    model = load_model("default")
    pipeline = model.to_pipeline()
    texts = [
        f"{a}，{b}。"
        for a in ("开展普法宣传", "调解纠纷", "推行一网通办")
        for b in ("规范执法", "加强领导", "合法性审查")
    ]
    assert np.abs(model.probabilities(texts) - pipeline.predict_proba(texts)).max() < 1e-12


def test_a_model_turned_into_a_pipeline_and_back_is_the_same(training):
    again = ThemeModel.from_pipeline(training.model.to_pipeline())
    assert again.words == training.model.words
    for name in ("terms", "idf", "coef", "intercept"):
        assert (getattr(again, name) == getattr(training.model, name)).all()
    for name, values in vars(training.model.calibration).items():
        assert (getattr(again.calibration, name) == values).all()


def test_texts_are_answered_alike_alone_and_together(training, rows):
    texts = [r.text for r in rows] * 20
    together = training.model.probabilities(texts)
    alone = np.vstack([training.model.probabilities([t]) for t in texts[:30]])
    assert np.abs(together[:30] - alone).max() < 1e-12


def test_no_text_gives_no_row(training):
    assert training.model.probabilities([]).shape == (0, 4)


def test_other_pipelines_are_refused():
    with pytest.raises(ModelError, match="build it with build_pipeline"):
        ThemeModel.from_pipeline(make_pipeline(TfidfVectorizer()))


@pytest.mark.parametrize(
    ("setting", "told"), [({"tfidf__norm": "l1"}, "norm='l2'"), ({"tfidf__ngram_range": (1, 3)}, "cannot be kept")]
)
def test_a_setting_that_the_arrays_cannot_answer_with_is_refused(rows, setting, told):
    pipeline = build_pipeline().set_params(**setting).fit([r.text for r in rows], [r.theme for r in rows])
    with pytest.raises(ModelError, match=told):
        ThemeModel.from_pipeline(pipeline)


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(["行政复议", "普法", "宣传", "执法证", "，", "全年", "枫桥经验", "  ", "一网通办"]), max_size=25
    ).map("".join)
)
def test_evidence_and_intercept_sum_to_the_decision_value(text: str):
    model = load_model("default")
    for k, theme in enumerate(model.themes):
        evidence = explain_text(model, text, theme)
        total = sum(e.weight for e in evidence) + model.theme_weights(theme)[1]
        assert total == pytest.approx(model.decisions([text])[0, k], abs=1e-9)
        assert all(e.term == text[e.start : e.end] for e in evidence)


def test_the_strongest_evidence_comes_first(training):
    text = "开展宪法宣传周活动，调解邻里纠纷"
    (found,) = Reading(training.model, [text]).strongest(["普法宣传"], 3)
    everything = explain_text(training.model, text, "普法宣传")
    assert found == sorted(everything, key=lambda e: -abs(e.weight))[:3]


@settings(max_examples=60, deadline=None)
@given(given_texts=st.lists(odd_texts, min_size=1, max_size=6))
def test_evidence_is_the_same_alone_and_together_and_slices_back(given_texts: list[str]):
    model = load_model("default")
    themes = [model.themes[len(text) % len(model.themes)] for text in given_texts]
    together = Reading(model, given_texts).strongest(themes, 1000)
    for text, theme, found in zip(given_texts, themes, together, strict=True):
        assert sorted(found, key=lambda e: (e.start, e.end)) == sorted(
            explain_text(model, text, theme), key=lambda e: (e.start, e.end)
        )
        assert all(e.term == text[e.start : e.end] for e in found)
        places = {(start, end) for _, start, end in model.tokenizer.spans(text)}
        assert {(e.start, e.end) for e in found} <= places


@pytest.mark.parametrize("settings_", [{}, {"ngrams": 1}])
def test_every_term_is_found_where_its_words_stand(rows, settings_):
    pipeline = build_pipeline(min_df=1, **settings_).fit([r.text for r in rows], [r.theme for r in rows])
    model = ThemeModel.from_pipeline(pipeline)
    is_word = model.terms >= 0
    found = model.vocabulary.find(model.terms[is_word].astype(np.int32), np.nonzero(is_word)[0])
    row, term = np.divmod(found.cell, len(model.terms))
    own = found.last - found.first == (model.terms[row, 1] >= 0)
    assert set(zip(row[own].tolist(), term[own].tolist(), strict=True)) >= {(i, i) for i in range(len(model.terms))}


def test_what_is_remembered_of_pieces_does_not_grow_without_end(training, monkeypatch):
    model = ThemeModel.from_pipeline(training.model.to_pipeline())
    monkeypatch.setattr(WordReader, "LIMIT", 3)
    texts = ["开展宪法宣传周活动，调解邻里纠纷", "落实执法全过程记录"] * 3
    probabilities = np.concatenate([model.probabilities([text]) for text in texts])
    assert (probabilities == np.concatenate([training.model.probabilities([text]) for text in texts])).all()
    assert set(model.vocabulary._reader._numbers) == {*next(model.tokenizer.pieces(texts[-1:]))}
