"""A paragraph as a page shows it: where in its text evidence stands, and which words it is.

Takes a text and the evidence of its row, gives pieces and words. Not for how they look (the templates).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

_PLACE = itemgetter(0, 1)


class Piece(NamedTuple):
    """A stretch of a text; `weight` is that of all words over it, None where no evidence stands; `words` are these."""

    text: str
    weight: float | None = None
    words: tuple[tuple[str, float], ...] = ()


class Word(NamedTuple):
    """A word of the evidence: what it weighs at all its places together, and at how many it stands."""

    term: str
    weight: float
    places: int


def mark_evidence(text: str, evidence: Sequence[Sequence[object]]) -> Iterator[Piece]:
    """Cut a text into the stretches where evidence stands and those where none does.

    Words that overlap, as a long word and its parts do, are one stretch. Evidence that is not where it says is left out.

    Examples
    --------
    >>> for piece in mark_evidence("办理行政复议案件", [["行政复议", 0.7, 2, 6], ["复议", -0.2, 4, 6]]):
    ...     print(piece.text, piece.weight, piece.words)
    办理 None ()
    行政复议 0.5 (('行政复议', 0.7), ('复议', -0.2))
    案件 None ()
    """
    spans = deque(
        sorted((span for span in map(_span, evidence) if span and text[span[0] : span[1]] == span[2]), key=_PLACE)
    )
    shown = 0
    while spans:
        start, end = spans[0][:2]
        over = []
        while spans and spans[0][0] < end:
            over.append(spans.popleft())
            end = max(end, over[-1][1])
        if start > shown:
            yield Piece(text[shown:start])
        words = tuple((term, weight) for _, _, term, weight in over)
        yield Piece(text[start:end], round(sum(weight for _, weight in words), 6), words)
        shown = end
    if shown < len(text):
        yield Piece(text[shown:])


def rank_words(evidence: Sequence[Sequence[object]]) -> list[Word]:
    """Give the words of the evidence, each once: those that speak for the theme first, the heaviest first.

    Examples
    --------
    >>> rank_words([["宪法", 0.5, 0, 2], ["活动", -0.9, 4, 6], ["宪法", 0.25, 8, 10]])
    [Word(term='宪法', weight=0.75, places=2), Word(term='活动', weight=-0.9, places=1)]
    """
    found: dict[str, list[float]] = {}
    for term, weight, *_ in evidence:
        found.setdefault(str(term), []).append(float(str(weight)))
    words = [Word(term, sum(weights), len(weights)) for term, weights in found.items()]
    return sorted(words, key=lambda word: (word.weight < 0, -abs(word.weight)))


def _span(item: Sequence[object]) -> tuple[int, int, str, float] | None:
    term, weight, start, end = item
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return start, end, str(term), float(str(weight))
    return None
