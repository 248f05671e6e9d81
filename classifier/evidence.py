"""Which words decided: the exact share of every term in one answer of a linear model.

Takes a model, texts and a theme of each; gives contributions whose sum, with the intercept, is the decision value. Not
for a model as a whole nor for the account of one answer (inspection).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.model import ThemeModel
from classifier.normalisation import SEPARATOR, keeps_places, normalise_with_origin
from classifier.vocabulary import BREAK


class Evidence(NamedTuple):
    """One word of the text and what it added to (above 0) or took from the theme's decision value."""

    term: str
    weight: float
    start: int
    end: int


class FoundTerms(NamedTuple):
    """The terms of a model that stand in texts.

    Attributes
    ----------
    row, term, value, repeats : arrays of one length
        One entry per text and term, as `ThemeModel.features` gives them.
    which, first, last : int64 arrays of one length
        One entry per place where a term stands: its index among those entries, and the indices, among the words, of the
        first and last word that it is made of.
    word_row, places, is_word : arrays of one length
        One entry per word: its text, where it begins and ends there, shape (n, 2), and False for the break between texts.
    """

    row: NDArray[np.int64]
    term: NDArray[np.int64]
    value: NDArray[np.float64]
    repeats: NDArray[np.int64]
    which: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    word_row: NDArray[np.int64]
    places: NDArray[np.int64]
    is_word: NDArray[np.bool_]


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
    _, places, weights = _weigh(model, [text], [theme])
    return _name(text, places[weights != 0], weights[weights != 0])


def explain_strongest(
    model: ThemeModel, texts: Sequence[str], themes: Sequence[str], count: int = 8
) -> list[list[Evidence]]:
    """Give for each text and its theme the `count` words that weigh most, for or against, the heaviest first."""
    row, places, weights = _weigh(model, texts, themes)
    order = np.lexsort((np.arange(len(row)), -np.abs(weights), row))
    order = order[weights[order] != 0]
    ends = np.searchsorted(row[order], np.arange(len(texts) + 1))
    found = []
    for text, start, end in zip(texts, ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        wanted = order[start : min(end, start + count)]
        found.append(_name(text, places[wanted], weights[wanted]))
    return found


def find_terms(model: ThemeModel, texts: Sequence[str]) -> FoundTerms:
    """Find which terms of a model stand in texts, how much each counts, and where."""
    codes, places, normal = model.vocabulary.locate(texts)
    found = model.vocabulary.find(codes)
    row, term, value, repeats = model.features(np.sort(found.cell), len(texts))
    which = np.searchsorted(row * len(model.idf) + term, found.cell)
    breaks = codes == BREAK
    rows = np.cumsum(breaks)
    begins = np.concatenate([[0], places[breaks, 1]])
    places -= begins[rows][:, None]
    for number, (text, normalised) in enumerate(zip(texts, normal.split(SEPARATOR), strict=True)):
        if not keeps_places(text, normalised):
            origin = np.array(normalise_with_origin(text)[1])
            mine = (rows == number) & ~breaks
            places[mine] = np.stack([origin[places[mine, 0]], origin[places[mine, 1] - 1] + 1], axis=1)
    return FoundTerms(row, term, value, repeats, which, found.first, found.last, rows, places, ~breaks)


def _weigh(
    model: ThemeModel, texts: Sequence[str], themes: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Give for each word the index of its text, where it stands in it, shape (n, 2), and its weight."""
    found = find_terms(model, texts)
    wanted = np.array([model.themes.index(theme) for theme in themes], dtype=np.int64)
    share = found.value * model.final_coef[found.term, wanted[found.row]] / found.repeats / 2
    weights = np.zeros(len(found.places))
    np.add.at(weights, found.first, share[found.which])
    np.add.at(weights, found.last, share[found.which])
    return found.word_row[found.is_word], found.places[found.is_word], weights[found.is_word]


def _name(text: str, places: NDArray[np.int64], weights: NDArray[np.float64]) -> list[Evidence]:
    return [
        Evidence(text[start:end], weight, start, end)
        for (start, end), weight in zip(places.tolist(), weights.tolist(), strict=True)
    ]
