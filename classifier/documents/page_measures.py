"""How much of a page is sentences, links, copies: sums over any stretch of its lines.

Takes the lines, and which of them are already outside the report; one pass, then any sum at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from classifier.documents.furniture import PAGE_NUMBER, furniture_reason, is_remark
from classifier.documents.line_shapes import is_substantial
from classifier.documents.page import PageLine

_COPY = 20  # characters: a shorter line may well stand in two places


class Weight(NamedTuple):
    """What a line counts for.

    Attributes
    ----------
    is_furniture : bool
        By its words; a page's number is none here, it stands between two pages of one report.
    is_link : bool
        For the most part.
    prose : int
        Its characters, if it is a sentence or a marked heading, none of the two, and no remark of the site.
    is_copy : bool
        Whether it is long and stands elsewhere on the page too.
    """

    is_furniture: bool
    is_link: bool
    prose: int
    is_copy: bool


def weigh(lines: Sequence[PageLine]) -> list[Weight]:
    """Judge every line once."""
    counts = Counter(line.text for line in lines)
    weights = []
    for line in lines:
        text = line.text
        furniture, link = furniture_reason(text) not in ("", PAGE_NUMBER), line.is_link
        prose = len(text) if not (furniture or link or is_remark(text)) and is_substantial(text) else 0
        weights.append(Weight(furniture, link, prose, prose >= _COPY and counts[text] > 1))
    return weights


class Measures:
    """Sums over the lines of a page, from line `start` to before line `end`."""

    def __init__(self, lines: Sequence[PageLine], weights: Sequence[Weight], outside: Sequence[str]) -> None:
        prose = [0 if reason else weight.prose for weight, reason in zip(weights, outside, strict=True)]
        self._prose = _sums(prose)
        self._copies = _sums(n if weight.is_copy else 0 for n, weight in zip(prose, weights, strict=True))
        self._bounds = _sums(
            bool(reason) or weight.is_furniture or weight.is_link
            for weight, reason in zip(weights, outside, strict=True)
        )
        self._linked = _sums(line.linked for line in lines)
        self._length = _sums(len(line.text) for line in lines)

    def prose(self, start: int, end: int) -> int:
        """Give the characters of sentences and marked headings."""
        return self._prose[end] - self._prose[start]

    def copies(self, start: int, end: int) -> int:
        """Give how many of these stand elsewhere on the page too."""
        return self._copies[end] - self._copies[start]

    def link_share(self, start: int, end: int) -> float:
        """Give the share of links among all characters."""
        return (self._linked[end] - self._linked[start]) / max(1, self._length[end] - self._length[start])

    def sentences(self, start: int, end: int) -> tuple[int, int]:
        """Give where the first sentence begins and the last one ends."""
        first = bisect_right(self._prose, self._prose[start]) - 1
        return first, bisect_left(self._prose, self._prose[end])

    def has_bound(self, start: int, end: int) -> bool:
        """Whether a line of the site is among them."""
        return start < end and self._bounds[end] > self._bounds[start]


def _sums(values: Iterable[int]) -> list[int]:
    return [0, *accumulate(values)]
