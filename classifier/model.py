"""The arrays that answer: vocabulary, idf, weights. numpy alone, no scikit-learn.

Takes texts, gives calibrated probabilities per theme, the same as those of the pipeline it came from. Not for
files (artifact), thresholds applied and results shaped (prediction), or learning (training).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from classifier.errors import ModelError
from classifier.tokenizer import JiebaTokenizer

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

BATCH = 2048  # texts vectorised at once: large enough for numpy, small enough for the processor's cache


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
        values, how = self.values(texts), self.calibration
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
        values = np.empty((len(texts), len(self.themes)))
        for start in range(0, len(texts), BATCH):
            part = texts[start : start + BATCH]
            row, term, value = self.features(self.tokenizer.tokenize_all(part))
            for k in range(len(self.themes)):
                sums = np.bincount(row, weights=value * self.coef[term, k], minlength=len(part))
                values[start : start + len(part), k] = sums + self.intercept[k]
        return values

    def theme_weights(self, theme: str) -> tuple[FloatArray, float]:
        """Give the weight of every term in a theme's decision, and the intercept."""
        k = self.themes.index(theme)
        slope = self.calibration.slope[:, k]
        return self.coef @ slope, float(self.intercept @ slope + self.calibration.shift[k])

    def features(self, tokenized: Sequence[Sequence[str]]) -> tuple[IntArray, IntArray, FloatArray]:
        """Give the TF-IDF values of tokenized texts in coordinate form: row, term and value, each 1-D.

        Values are (1 + ln count) x idf, or count x idf, scaled so that the squares of a text sum to 1: those of
        scikit-learn's ``TfidfVectorizer``.
        """
        get = self._index.get
        lengths = np.fromiter((len(words) for words in tokenized), dtype=np.int64, count=len(tokenized))
        ids = np.fromiter((get(w, -1) for words in tokenized for w in words), np.int64, count=int(lengths.sum()))
        rows = np.repeat(np.arange(len(tokenized), dtype=np.int64), lengths)
        key = rows * len(self.idf)
        single = np.where(ids >= 0, self._word_term[ids], -1)
        keys = [(key + single)[single >= 0]]
        if len(self._pairs) and len(ids) > 1:
            first, second = ids[:-1], ids[1:]
            wanted = np.flatnonzero((first >= 0) & (second >= 0) & (rows[:-1] == rows[1:]))
            pairs = first[wanted] * len(self.words) + second[wanted]
            at = np.minimum(np.searchsorted(self._pairs, pairs), len(self._pairs) - 1)
            known = self._pairs[at] == pairs
            keys.append(key[wanted[known]] + self._pair_term[at[known]])
        cells, counts = np.unique(np.concatenate(keys), return_counts=True)
        row, term = np.divmod(cells, len(self.idf))
        value = (1.0 + np.log(counts) if self.sublinear else counts) * self.idf[term]
        norm = np.sqrt(np.bincount(row, weights=value * value, minlength=len(tokenized)))
        return row, term, value / norm[row]

    def term(self, index: int) -> str:
        """Give a term as scikit-learn writes it: its words joined by a space."""
        return " ".join(self.words[i] for i in self.terms[index] if i >= 0)

    def find_term(self, word: str, following: str | None = None) -> int:
        """Give the index of the term that is this word, or this pair of words; -1 if the model has no such term."""
        first = self._index.get(word, -1)
        if following is None:
            return int(self._word_term[first])
        second = self._index.get(following, -1)
        if first < 0 or second < 0 or not len(self._pairs):
            return -1
        key = first * len(self.words) + second
        at = int(np.searchsorted(self._pairs, key))
        return int(self._pair_term[at]) if at < len(self._pairs) and self._pairs[at] == key else -1

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
    def _index(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _word_term(self) -> IntArray:
        """The term of each word alone, or -1; one more entry, so that index -1 of an unknown word is -1 too."""
        found = np.full(len(self.words) + 1, -1, dtype=np.int64)
        alone = np.flatnonzero(self.terms[:, 1] < 0)
        found[self.terms[alone, 0]] = alone
        return found

    @cached_property
    def _pair_term(self) -> IntArray:
        """The terms that are pairs, in the order of `_pairs`."""
        pairs = np.flatnonzero(self.terms[:, 1] >= 0)
        return pairs[np.argsort(self._pair_keys(pairs), kind="stable")]

    @cached_property
    def _pairs(self) -> IntArray:
        """Pairs as single numbers, sorted, for binary search."""
        return self._pair_keys(self._pair_term)

    def _pair_keys(self, terms: IntArray) -> IntArray:
        keys: IntArray = self.terms[terms, 0] * len(self.words) + self.terms[terms, 1]
        return keys


def second_of(first: NDArray[np.intp], presence: FloatArray) -> NDArray[np.intp]:
    """Give for each row the theme, other than the first, that is most probably there too; shape (n,)."""
    others = presence.copy()
    others[np.arange(len(first)), first] = -1.0
    second: NDArray[np.intp] = others.argmax(axis=1)
    return second
