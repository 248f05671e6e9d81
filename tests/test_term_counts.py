from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from classifier.errors import DatasetError
from classifier.pipeline import build_pipeline
from classifier.term_counts import TermCounts

texts = st.lists(st.sampled_from(["调解", "纠纷", "宣传", "宪法", "执法", "许可"]), min_size=1, max_size=8).map(
    " ".join
)

recipes = st.fixed_dictionaries(
    {"ngrams": st.sampled_from([1, 2]), "sublinear": st.booleans(), "min_df": st.sampled_from([1, 2])}
)


@settings(max_examples=50, deadline=None)
@given(words=st.lists(texts, min_size=4, max_size=20), recipe=recipes, data=st.data())
def test_vectors_of_a_fold_are_those_of_a_vectorizer_fitted_on_it(words, recipe, data):
    learned = np.array(sorted(data.draw(st.sets(st.integers(0, len(words) - 1), min_size=2, max_size=len(words) - 1))))
    scored = np.setdiff1d(np.arange(len(words)), learned)
    vectorizer = build_pipeline(**recipe).named_steps["tfidf"]
    try:
        expected = vectorizer.fit_transform([words[i] for i in learned])
    except ValueError:  # no term stands in two texts
        assume(False)
    found = TermCounts(words, vectorizer).vectors(learned, scored)
    held_out = vectorizer.transform([words[i] for i in scored])
    # squares are summed in another order
    assert found[0].toarray() == pytest.approx(expected.toarray(), abs=1e-15)
    assert found[1].toarray() == pytest.approx(held_out.toarray(), abs=1e-15)


@settings(max_examples=50, deadline=None)
@given(words=st.lists(texts, min_size=2, max_size=20), recipe=recipes)
def test_the_vectorizer_is_fitted_on_all_texts_as_it_would_be_by_itself(words, recipe):
    itself, counted = (build_pipeline(**recipe).named_steps["tfidf"] for _ in range(2))
    try:
        expected = itself.fit_transform(words)
    except ValueError:  # no term stands in two texts
        assume(False)
    found = TermCounts(words, counted).fit_vectorizer()
    assert list(counted.vocabulary_.items()) == sorted(itself.vocabulary_.items(), key=lambda pair: pair[1])
    assert (counted.idf_ == itself.idf_).all()
    assert found.toarray() == pytest.approx(expected.toarray(), abs=1e-15)
    assert (counted.transform(words) != itself.transform(words)).nnz == 0


def test_a_setting_of_the_weights_can_be_changed():
    words = ["调解 调解 纠纷", "调解 纠纷 纠纷"]
    both = np.arange(2)
    changed, _ = TermCounts(words, build_pipeline().named_steps["tfidf"]).vectors(both, both, sublinear_tf=True)
    expected, _ = TermCounts(words, build_pipeline(sublinear=True).named_steps["tfidf"]).vectors(both, both)
    assert (changed.toarray() == expected.toarray()).all()


def test_texts_that_share_no_term_are_told_to_be_too_few():
    counts = TermCounts(["调解 邻里", "宣传 宪法"], build_pipeline(min_df=2).named_steps["tfidf"])
    with pytest.raises(DatasetError, match="no word stands in 2 of 2 texts"):
        counts.vectors(np.arange(2), np.arange(2))


def test_texts_without_words_are_refused():
    with pytest.raises(DatasetError, match="the 2 texts hold no words"):
        TermCounts(["", ""], build_pipeline().named_steps["tfidf"])
