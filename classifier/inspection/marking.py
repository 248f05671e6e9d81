"""A text in pieces: the words that decided, for or against, and what is between them.

Takes a text and its evidence, gives pieces that join to the text. Not for how they look (cli).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from classifier.evidence import Evidence


class Piece(NamedTuple):
    """A stretch of a text: `weight` is above 0 where it spoke for the theme, below 0 against it, 0 between."""

    text: str
    weight: float


def mark_words(text: str, evidence: Iterable[Evidence]) -> list[Piece]:
    """Split a text into pieces by what words weigh.

    Words that overlap are one piece, and two where they pull to different sides: a character weighs what the words over
    it give it.

    Examples
    --------
    >>> mark_words("全年调解纠纷", [Evidence("调解", 1.5, 2, 4), Evidence("纠纷", 0.5, 4, 6)])
    [Piece(text='全年', weight=0.0), Piece(text='调解', weight=1.5), Piece(text='纠纷', weight=0.5)]
    """
    weights = [0.0] * len(text)
    inside = [False] * len(text)  # whether a word reaches over from the character before
    for word in evidence:
        for place in range(word.start, word.end):
            weights[place] += word.weight / (word.end - word.start)
            inside[place] = inside[place] or place > word.start
    sides = [(weight > 0) - (weight < 0) for weight in weights]
    starts = [
        place
        for place, side in enumerate(sides)
        if place == 0 or side != sides[place - 1] or (side and not inside[place])
    ]
    return [Piece(text[start:end], sum(weights[start:end])) for start, end in pairwise([*starts, len(text)])]
