"""What one model has learned otherwise than another: terms gained and lost, weights that moved.

Takes two models, gives terms with both weights. Not for which answers change (promotion).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.inspection.terms import TermWeight
from classifier.model import ThemeModel


class Moved(NamedTuple):
    """A term and its weight in a theme's decision of two models; 0 where a model lacks the term."""

    term: str
    theme: str
    first: float
    second: float


@dataclass(frozen=True)
class Difference:
    """How the second of two models differs from the first.

    Attributes
    ----------
    shared, gained, lost : int
        How many terms both have, the second alone, the first alone.
    moved : dict of str to list of Moved
        For each theme that both have, the terms of both whose weight moved most, the farthest first.
    gained_terms, lost_terms : dict of str to list of TermWeight
        For each of these themes, the terms that one model alone has, those of the greatest weight, for or against, first.
    gained_themes, lost_themes : tuple of str
        Themes that one of the two alone knows.
    """

    shared: int
    gained: int
    lost: int
    moved: dict[str, list[Moved]]
    gained_terms: dict[str, list[TermWeight]]
    lost_terms: dict[str, list[TermWeight]]
    gained_themes: tuple[str, ...]
    lost_themes: tuple[str, ...]


class _Aligned:
    """The terms of two models side by side, in the order of their names."""

    def __init__(self, first: ThemeModel, second: ThemeModel) -> None:
        self._models = first, second
        names = [[model.term(i) for i in range(len(model.terms))] for model in self._models]
        self.terms = sorted({*names[0], *names[1]})
        index = {term: i for i, term in enumerate(self.terms)}
        self._places = [np.array([index[term] for term in part], dtype=np.int64) for part in names]
        self.has = np.zeros((2, len(self.terms)), dtype=np.bool_)
        for number, places in enumerate(self._places):
            self.has[number, places] = True
        self.themes = [theme for theme in first.themes if theme in second.themes]

    def weights(self, theme: str) -> NDArray[np.float64]:
        """Give the weights of all terms in the decision of a theme that both have, shape (2, n_terms)."""
        found = np.zeros(self.has.shape)
        for number, (model, places) in enumerate(zip(self._models, self._places, strict=True)):
            found[number, places] = model.theme_weights(theme)[0]
        return found


def find_differences(first: ThemeModel, second: ThemeModel, count: int = 20) -> Difference:
    """Compare what two models have learned, theme by theme.

    Parameters
    ----------
    first, second : ThemeModel
        Such as two versions of one model, the older first.
    count : int
        How many terms of each theme are given.
    """
    both = _Aligned(first, second)
    lost, gained = both.has[0] & ~both.has[1], both.has[1] & ~both.has[0]
    shared = ~(lost | gained)
    moved: dict[str, list[Moved]] = {}
    terms: tuple[dict[str, list[TermWeight]], ...] = ({}, {})
    for theme in both.themes:
        weights = both.weights(theme)
        farthest = _largest(weights[1] - weights[0], shared, count)
        moved[theme] = [Moved(both.terms[i], theme, float(weights[0, i]), float(weights[1, i])) for i in farthest]
        for own, alone, found in zip(weights, (lost, gained), terms, strict=True):
            found[theme] = [TermWeight(both.terms[i], float(own[i])) for i in _largest(own, alone, count)]
    return Difference(
        shared=int(shared.sum()),
        gained=int(gained.sum()),
        lost=int(lost.sum()),
        moved=moved,
        gained_terms=terms[1],
        lost_terms=terms[0],
        gained_themes=tuple(theme for theme in second.themes if theme not in first.themes),
        lost_themes=tuple(theme for theme in first.themes if theme not in second.themes),
    )


def find_moved(first: ThemeModel, second: ThemeModel, count: int = 20) -> tuple[Moved, ...]:
    """Give the terms and themes whose weights moved most of all; a term that a model lacks weighs 0 there."""
    both = _Aligned(first, second)
    everywhere = np.ones(len(both.terms), dtype=np.bool_)
    found: list[Moved] = []
    for theme in both.themes:
        weights = both.weights(theme)
        farthest = _largest(weights[1] - weights[0], everywhere, count)
        found += [Moved(both.terms[i], theme, float(weights[0, i]), float(weights[1, i])) for i in farthest]
    return tuple(sorted(found, key=lambda m: (-abs(m.second - m.first), m.term, m.theme))[:count])


def _largest(values: NDArray[np.float64], among: NDArray[np.bool_], count: int) -> list[int]:
    """Give the indices, among some, of the values farthest from 0; of equal ones the first."""
    candidates = np.flatnonzero(among)
    order = np.argsort(-np.abs(values[candidates]), kind="stable")[:count]
    chosen: list[int] = candidates[order].tolist()
    return chosen
