"""Which words decided: the exact share of every term in one answer of a linear model.

Takes a model, texts and a theme of each; gives contributions whose sum, with the intercept, is the decision value. Not
for a model as a whole (inspection).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from classifier.key_index import IntArray
from classifier.model import FloatArray, ThemeModel
from classifier.normalisation import keeps_places, normalise_with_origin


class Evidence(NamedTuple):
    """One word of the text and what it added to (above 0) or took from the theme's decision value."""

    term: str
    weight: float
    start: int
    end: int


class FoundTerm(NamedTuple):
    """A term of a text.

    Attributes
    ----------
    number : int
        Which of the model's terms it is.
    value : float
        Its TF-IDF value in the text.
    places : tuple of tuples of (int, int)
        Where it stands: for every time, the start and end of its word in the text, of both words for a pair.
    """

    number: int
    value: float
    places: tuple[tuple[tuple[int, int], ...], ...]


class Reading:
    """Texts that a model has read once, to answer and to say why.

    Parameters
    ----------
    model : ThemeModel
    texts : sequence of str

    Attributes
    ----------
    values : float64 array of shape (len(texts), n_themes)
        The decision values before calibration.
    """

    def __init__(self, model: ThemeModel, texts: Sequence[str]) -> None:
        self._model, self._texts = model, texts
        self._words = model.vocabulary.read(texts)
        self._found = model.vocabulary.find(self._words.code, self._words.text)
        self._features = model.features(self._found.cell, len(texts))
        self.values: FloatArray = model.weigh(self._features, len(texts))

    def weights(self, themes: Sequence[str]) -> FloatArray:
        """Give what each word contributes to the theme of its text."""
        row, term, value, repeats = self._features
        wanted = np.array([self._model.themes.index(theme) for theme in themes], dtype=np.int64)
        share = value * self._model.final_coef[term, wanted[row]] / repeats / 2
        share = share[self._which()]
        words = np.concatenate([self._found.first, self._found.last])
        return np.bincount(words, np.tile(share, 2), len(self._words.code)).astype(np.float64)

    def name(self, words: IntArray, weights: FloatArray) -> list[list[Evidence]]:
        """Give for each text the words at these positions, which stay in their order within it."""
        named: list[list[Evidence]] = [[] for _ in self._texts]
        for (number, start, end), weight in zip(self._spans(words), weights.tolist(), strict=True):
            named[number].append(Evidence(self._texts[number][start:end], weight, start, end))
        return named

    def terms(self) -> list[list[FoundTerm]]:
        """Give for each text its terms, in the order of the model."""
        spans = [(start, end) for _, start, end in self._spans(np.concatenate([self._found.first, self._found.last]))]
        firsts, lasts = spans[: len(spans) // 2], spans[len(spans) // 2 :]
        places: list[list[tuple[tuple[int, int], ...]]] = [[] for _ in self._features.row]
        for which, first, last in zip(self._which().tolist(), firsts, lasts, strict=True):
            places[which].append((first,) if first == last else (first, last))
        terms: list[list[FoundTerm]] = [[] for _ in self._texts]
        row, term, value, _ = (column.tolist() for column in self._features)
        for text, number, tfidf, found in zip(row, term, value, places, strict=True):
            terms[text].append(FoundTerm(number, tfidf, tuple(sorted(found))))
        return terms

    def _which(self) -> IntArray:
        """Give for each place where a term stands its position among the features."""
        row, term, *_ = self._features
        return np.searchsorted(row * len(self._model.idf) + term, self._found.cell)

    def _spans(self, words: IntArray) -> Iterable[tuple[int, int, int]]:
        """Give for each of the words at these positions the number of its text, and its start and end there."""
        texts, places, normal = self._words.text[words], self._words.places(words), self._words.normal
        for number in sorted(set(texts.tolist())):
            text = self._texts[number]
            if not keeps_places(text, normal[number]):
                origin = np.array(normalise_with_origin(text)[1])
                mine = texts == number
                places[mine] = np.stack([origin[places[mine, 0]], origin[places[mine, 1] - 1] + 1], axis=1)
        return zip(texts.tolist(), *places.T.tolist(), strict=True)

    def strongest(self, themes: Sequence[str], count: int = 8) -> list[list[Evidence]]:
        """Give for each text and its theme the `count` words that weigh most, for or against, the heaviest first."""
        weights = self.weights(themes)
        words = np.flatnonzero(weights)
        texts = self._words.text[words]
        order = np.lexsort((-np.abs(weights[words]), texts))
        rank = np.arange(len(order)) - np.searchsorted(texts, texts)
        words = words[order[rank < count]]
        return self.name(words, weights[words])


def explain_text(model: ThemeModel, text: str, theme: str) -> list[Evidence]:
    """Give what each word of `text` contributes to `theme`, in the order of the text.

    A term that stands several times shares its weight among its places; a pair of words shares its weight between
    its two words. ``text[start:end]`` is the term as it stands in the text.

    Returns
    -------
    list of Evidence
        The weights and the theme's intercept (``model.theme_weights``) sum to its ``model.decisions([text])``.

    Examples
    --------
    >>> from classifier import load_model
    >>> text = "调解邻里纠纷"
    >>> [(e.term, text[e.start : e.end]) for e in explain_text(load_model("default"), text, "矛盾纠纷化解")][0]
    ('调解', '调解')
    """
    reading = Reading(model, [text])
    weights = reading.weights([theme])
    words = np.flatnonzero(weights)
    return reading.name(words, weights[words])[0]
