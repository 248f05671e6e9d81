"""What a model looks at: the terms that weigh most for a theme, and against it.

Takes a model, gives terms and their weights. Not for one text (explanation).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from classifier.model import ThemeModel


class TermWeight(NamedTuple):
    """A term and its weight in a theme's decision: above 0 it speaks for the theme, below against it."""

    term: str
    weight: float


def top_terms(model: ThemeModel, count: int = 20, *, against: bool = False) -> dict[str, list[TermWeight]]:
    """Give for each theme the terms that speak for it most, or against it.

    Parameters
    ----------
    model : ThemeModel
    count : int
        How many terms of each theme; fewer where fewer have a weight of that sign.
    against : bool

    Returns
    -------
    dict of str to list of TermWeight
        The heaviest first. The words of a pair are joined by a space, as in the model. A weight is that of one unit of
        the term's TF-IDF value in a text; over the themes the weights of a term sum to about 0.

    Examples
    --------
    >>> from classifier import load_model
    >>> top_terms(load_model("default"), 2)["普法宣传"][0].term
    '普法'
    """
    found = {}
    for theme in model.themes:
        weights = model.theme_weights(theme)[0]
        signed = -weights if against else weights
        heaviest = np.argsort(-signed, kind="stable")[:count]
        found[theme] = [TermWeight(model.term(i), float(weights[i])) for i in heaviest.tolist() if signed[i] > 0]
    return found
