"""The only recipe: tokenize, weigh, classify, as a genuine scikit-learn Pipeline.

Takes settings, gives an unfitted Pipeline whose steps are ``tokenize``, ``tfidf`` and ``classify``. Not for reading
data (dataset), folds and scores (training), or answering in production (model).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

from classifier.linear import CalibratedLinearClassifier
from classifier.tokenizer import JiebaTokenizer, Mode


def build_pipeline(
    *,
    tokenizer: JiebaTokenizer | None = None,
    mode: Mode = "search",
    ngrams: int = 2,
    min_df: int = 2,
    sublinear: bool = False,
    C: float = 1.0,
    seed: int = 0,
) -> Pipeline:
    """Build the unfitted pipeline that `train` fits.

    Parameters
    ----------
    tokenizer : JiebaTokenizer, optional
        The first step; by default one with the shipped dictionary and stop words in `mode`.
    mode : {"search", "plain"}
        See `JiebaTokenizer`; ignored if `tokenizer` is given.
    ngrams : {1, 2}
        1 for words, 2 for words and pairs of neighbouring words.
    min_df : int
        A term must stand in that many training paragraphs.
    sublinear : bool
        Count a term that stands n times as 1 + ln n instead of n.
    C : float
        Inverse strength of regularisation.
    seed : int
        For everything random in fitting.

    Returns
    -------
    sklearn.pipeline.Pipeline
        Fit it with ``pipeline.fit(texts, themes, classify__groups=reports, classify__also=further_themes)``; both are
        optional.

    Examples
    --------
    >>> texts = ["组织人民调解", "开展普法宣传", "调解邻里纠纷", "宣传宪法知识"] * 3
    >>> themes = ["矛盾纠纷化解", "普法宣传"] * 6
    >>> str(build_pipeline().fit(texts, themes).predict(["调解纠纷"])[0])
    '矛盾纠纷化解'
    """
    return Pipeline(
        [
            ("tokenize", tokenizer if tokenizer is not None else JiebaTokenizer(mode=mode)),
            # words are joined with spaces and split again, so that n-grams and sklearn's own tools work; the default
            # token pattern would drop words of one character
            (
                "tfidf",
                TfidfVectorizer(
                    token_pattern=r"\S+",
                    lowercase=False,
                    ngram_range=(1, ngrams),
                    min_df=min_df,
                    sublinear_tf=sublinear,
                ),
            ),
            ("classify", CalibratedLinearClassifier(C=C, seed=seed)),
        ]
    )


def restore_pipeline(
    tokenizer: JiebaTokenizer,
    *,
    terms: list[str],
    idf: Any,
    themes: list[str],
    coef: Any,
    intercept: Any,
    calibration: Mapping[str, Any],
    ngrams: int,
    sublinear: bool,
) -> Pipeline:
    """Build the fitted pipeline that has these terms and weights; its probabilities are those of the model."""
    pipeline = build_pipeline(tokenizer=tokenizer, ngrams=ngrams, sublinear=sublinear)
    give_terms(pipeline.named_steps["tfidf"], terms, idf)
    classify = pipeline.named_steps["classify"]
    classify.classes_ = np.array(themes)
    classify.coef_ = np.array(coef)
    classify.intercept_ = np.array(intercept)
    for name, values in calibration.items():
        setattr(classify, f"{name}_", np.array(values))
    classify.n_features_in_ = len(terms)
    return pipeline


def give_terms(vectorizer: TfidfVectorizer, terms: Sequence[str], idf: Any) -> None:
    """Make an unfitted vectorizer one that is fitted, with these terms, in order, and their weights."""
    vectorizer.vocabulary_ = {term: i for i, term in enumerate(terms)}
    vectorizer.idf_ = np.array(idf)
