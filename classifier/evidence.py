"""Which words decided: the exact share of every term in one answer of a linear model.

Takes a model, a text and a theme; gives contributions whose sum, with the intercept, is the decision value. Not for
a model as a whole (inspection).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from classifier.model import ThemeModel


class Evidence(NamedTuple):
    """One word of the text and what it added to (above 0) or took from the theme's decision value."""

    term: str
    weight: float
    start: int
    end: int


def explain_text(model: ThemeModel, text: str, theme: str) -> list[Evidence]:
    """Give what each word of `text` contributes to `theme`, in the order of the text.

    A term that stands several times shares its weight among its places; a pair of words shares its weight between
    its two words. ``text[start:end]`` is the term as it stands in the text.

    Returns
    -------
    list of Evidence
        The weights and the theme's intercept (``model.theme_weights``) sum to its ``model.decisions([text])``.
    """
    spans = model.tokenizer.spans(text)
    words = [word for word, _, _ in spans]
    _, terms, values = model.features([words])
    weights = model.coef[terms] @ model.calibration.slope[:, model.themes.index(theme)]
    contribution = dict(zip(terms.tolist(), (values * weights).tolist(), strict=True))
    places: dict[int, list[int]] = {}
    for i, word in enumerate(words):
        for term, at in _terms_at(model, words, i, word):
            places.setdefault(term, []).extend(at)
    weight = np.zeros(len(words))
    for term, at in places.items():
        np.add.at(weight, at, contribution[term] / len(at))
    return [
        Evidence(text[start:end], float(w), start, end)
        for (_, start, end), w in zip(spans, weight, strict=True)
        if w != 0
    ]


def strongest(evidence: list[Evidence], count: int = 8) -> list[Evidence]:
    """Give the `count` words that weigh most, for or against, the heaviest first."""
    return sorted(evidence, key=lambda e: (-abs(e.weight), e.start))[:count]


def _terms_at(model: ThemeModel, words: list[str], i: int, word: str) -> list[tuple[int, list[int]]]:
    found = []
    alone = model.find_term(word)
    if alone >= 0:
        found.append((alone, [i]))
    if i + 1 < len(words):
        pair = model.find_term(word, words[i + 1])
        if pair >= 0:
            found.append((pair, [i, i + 1]))
    return found
