"""The arrays that answer: vocabulary, idf, weights. numpy alone, no scikit-learn.

Takes texts, gives calibrated probabilities per theme, the same as those of the pipeline it came from. Not for
files (artifact), thresholds applied and results shaped (prediction), or learning (training).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.errors import ModelError
from classifier.key_index import IntArray
from classifier.tokenizer import BATCH, JiebaTokenizer
from classifier.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Thresholds:
    """From which probability on an answer is accepted, and a second theme shown; both chosen on held-out reports."""

    accept: float = 0.5
    second: float = 1.0


@dataclass(frozen=True, eq=False)
class Calibration:
    """How the decision values of k themes become probabilities.

    Attributes
    ----------
    slope, shift : float64 arrays of shape (k, k) and (k,)
        ``softmax(values @ slope + shift)``: which theme it is.
    presence_slope, presence_shift : float64 arrays of the same shapes
        ``1 / (1 + exp(-(values @ presence_slope + presence_shift)))``: whether a theme is there, first or further.
    """

    slope: FloatArray
    shift: FloatArray
    presence_slope: FloatArray
    presence_shift: FloatArray


class Features(NamedTuple):
    """The TF-IDF values of texts in coordinate form, by text and term; arrays of one length.

    Attributes
    ----------
    row, term : int64 arrays
        Indices of the text and of the term.
    value : float64 array
        (1 + ln repeats) x idf, or repeats x idf, scaled so that the squares of a text sum to 1: those of scikit-learn's
        ``TfidfVectorizer``.
    repeats : int64 array
        How often the term stands in the text.
    """

    row: IntArray
    term: IntArray
    value: FloatArray
    repeats: IntArray


@dataclass(frozen=True, eq=False)
class ThemeModel:
    """A trained model: what `predict` answers with.

    Attributes
    ----------
    themes : tuple of str
        In the order of the columns of every array of probabilities.
    words : tuple of str
        All words that a term is made of, distinct.
    terms : int64 array of shape (n_terms, 2)
        Each term as indices into `words`: one word (second index -1), or a pair of neighbouring words.
    idf : float64 array of shape (n_terms,)
    coef : float64 array of shape (n_terms, n_themes)
    intercept : float64 array of shape (n_themes,)
    calibration : Calibration
    tokenizer : JiebaTokenizer
    sublinear : bool
        Whether a term that stands n times counts as 1 + ln n instead of n.
    thresholds : Thresholds
    reference : str
        What the model is called in results, such as ``default@1``.
    """

    themes: tuple[str, ...]
    words: tuple[str, ...]
    terms: IntArray
    idf: FloatArray
    coef: FloatArray
    intercept: FloatArray
    calibration: Calibration
    tokenizer: JiebaTokenizer
    sublinear: bool = True
    thresholds: Thresholds = field(default_factory=Thresholds)
    reference: str = ""

    def probabilities(self, texts: Sequence[str]) -> FloatArray:
        """Give calibrated probabilities, shape (len(texts), n_themes)."""
        return self.answer(texts)[0]

    def answer(self, texts: Sequence[str]) -> tuple[FloatArray, FloatArray]:
        """Give probabilities, and the probability of each theme to be there at all; shapes (len(texts), n_themes)."""
        return self.calibrate(self.values(texts))

    def calibrate(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Turn decision values into what `answer` gives."""
        how = self.calibration
        decisions = values @ how.slope + how.shift
        raised = np.exp(decisions - decisions.max(axis=1, keepdims=True))
        presence = 1.0 / (1.0 + np.exp(-np.clip(values @ how.presence_slope + how.presence_shift, -30.0, 30.0)))
        return raised / raised.sum(axis=1, keepdims=True), presence

    def decisions(self, texts: Sequence[str]) -> FloatArray:
        """Give the sums whose softmax answers, shape (len(texts), n_themes); each is linear in the terms."""
        decisions: FloatArray = self.values(texts) @ self.calibration.slope + self.calibration.shift
        return decisions

    def values(self, texts: Sequence[str]) -> FloatArray:
        """Give the decision values before calibration, shape (len(texts), n_themes)."""
        parts = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.concatenate([self._values(part) for part in parts]) if parts else np.empty((0, len(self.themes)))

    def _values(self, texts: Sequence[str]) -> FloatArray:
        words = self.vocabulary.read(texts)
        found = self.vocabulary.find(words.code, words.text)
        return self.weigh(self.features(found.cell, len(texts)), len(texts))

    def weigh(self, features: Features, rows: int) -> FloatArray:
        """Give the decision values before calibration of texts whose features are known, shape (rows, n_themes)."""
        values = np.tile(self.intercept, (rows, 1))
        if len(features.row):
            begin = np.flatnonzero(_is_new(features.row))
            for k, weights in enumerate(self._columns):
                values[features.row[begin], k] += np.add.reduceat(weights[features.term] * features.value, begin)
        return values

    def theme_weights(self, theme: str) -> tuple[FloatArray, float]:
        """Give the weight of every term in a theme's decision, and the intercept."""
        k = self.themes.index(theme)
        return self.final_coef[:, k], float(self.intercept @ self.calibration.slope[:, k] + self.calibration.shift[k])

    def features(self, cells: IntArray, rows: int) -> Features:
        """Give the TF-IDF values of texts in which terms stand as `Occurrences` tell; `rows` is how many they are."""
        cells = np.sort(cells)
        begin = np.flatnonzero(_is_new(cells))
        count = np.diff(begin, append=len(cells))
        terms = len(self.idf)
        cells = cells[begin]
        of_text = np.diff(np.searchsorted(cells, np.arange(rows + 1) * terms))
        row = np.repeat(np.arange(rows), of_text)
        term = cells - row * terms
        value = (1.0 + np.log(count) if self.sublinear else count) * self.idf[term]
        norm = np.sqrt(np.bincount(row, weights=value * value, minlength=rows))
        return Features(row, term, value / norm[row], count)

    def term(self, index: int) -> str:
        """Give a term as scikit-learn writes it: its words joined by a space."""
        return " ".join(self.words[i] for i in self.terms[index] if i >= 0)

    def with_reference(self, reference: str) -> ThemeModel:
        """Give the same model under a name."""
        return replace(self, reference=reference)

    def to_pipeline(self) -> Pipeline:
        """Give the fitted scikit-learn Pipeline that answers the same; needs scikit-learn."""
        from classifier.pipeline import restore_pipeline

        return restore_pipeline(
            self.tokenizer,
            terms=[self.term(i) for i in range(len(self.terms))],
            idf=self.idf,
            themes=list(self.themes),
            coef=self.coef,
            intercept=self.intercept,
            calibration=vars(self.calibration),
            ngrams=2 if (self.terms[:, 1] >= 0).any() else 1,
            sublinear=self.sublinear,
        )

    @classmethod
    def from_pipeline(cls, pipeline: Pipeline, *, thresholds: Thresholds | None = None) -> ThemeModel:
        """Take the arrays out of a fitted pipeline that `build_pipeline` made.

        Raises
        ------
        ModelError
            If a step is of another kind or setting than the model can answer with.
        """
        steps = pipeline.named_steps
        if list(steps) != ["tokenize", "tfidf", "classify"] or not hasattr(steps["classify"], "coef_"):
            raise ModelError(
                f"a pipeline of the steps {list(steps)} cannot be kept as a model; build it with build_pipeline()"
            )
        tfidf, classify = steps["tfidf"], steps["classify"]
        expected: dict[str, Any] = {
            "norm": "l2", "use_idf": True, "lowercase": False, "binary": False,
            "token_pattern": r"\S+", "analyzer": "word", "stop_words": None,
        }  # fmt: skip
        for name, value in expected.items():
            if tfidf.get_params()[name] != value:
                raise ModelError(f"a model is kept with tfidf {name}={value!r}, this pipeline has another")
        if tfidf.ngram_range not in ((1, 1), (1, 2)):
            raise ModelError(f"ngram_range {tfidf.ngram_range} cannot be kept; choose (1, 1) or (1, 2)")
        vocabulary = sorted(tfidf.vocabulary_, key=tfidf.vocabulary_.__getitem__)
        words = sorted({word for term in vocabulary for word in term.split(" ")})
        index = {word: i for i, word in enumerate(words)}
        split = [[index[word] for word in term.split(" ")] for term in vocabulary]
        return cls(
            themes=tuple(str(theme) for theme in classify.classes_),
            words=tuple(words),
            terms=np.array([[*pair, -1][:2] for pair in split], dtype=np.int64).reshape(-1, 2),
            idf=np.asarray(tfidf.idf_, dtype=np.float64),
            coef=np.ascontiguousarray(classify.coef_, dtype=np.float64),
            intercept=np.asarray(classify.intercept_, dtype=np.float64),
            calibration=Calibration(
                *(np.ascontiguousarray(getattr(classify, f"{f.name}_"), dtype=np.float64) for f in fields(Calibration))
            ),
            tokenizer=steps["tokenize"],
            sublinear=bool(tfidf.sublinear_tf),
            thresholds=thresholds or Thresholds(),
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms, to be looked up."""
        return Vocabulary(self.words, self.terms, self.tokenizer)

    @cached_property
    def _columns(self) -> FloatArray:
        """The weights of each theme in a row, so that those of one are near each other."""
        return np.ascontiguousarray(self.coef.T)

    @cached_property
    def final_coef(self) -> FloatArray:
        """The weight of each term in the decisions, shape (n_terms, n_themes): calibration is linear."""
        weights: FloatArray = self.coef @ self.calibration.slope
        return weights


def second_of(first: NDArray[np.intp], presence: FloatArray) -> NDArray[np.intp]:
    """Give for each row the theme, other than the first, that is most probably there too; shape (n,)."""
    others = presence.copy()
    others[np.arange(len(first)), first] = -1.0
    second: NDArray[np.intp] = others.argmax(axis=1)
    return second


def _is_new(ordered: IntArray) -> NDArray[np.bool_]:
    """Tell of each number in an ordered array whether it is another than the one before."""
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new
