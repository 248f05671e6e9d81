"""Numbers of headings over a stretch of lines: whether a section goes on counting where another stopped.

Takes lines, answers for any stretch of them at once. Not for the depth of a single marker (headings).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.documents.dates import read_number
from classifier.headings import find_marker

_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
_DEPTHS = (0, 0.2, 0.4, 1, 2, 3, 4, 6)  # 第一部分 第一章 第一节 一、 （一） 1. （1） 一是
_SECTIONS = 2  # the last of them that sections have and lists of links do not


class Numbering:
    """The numbers that lines open with.

    Examples
    --------
    >>> numbering = Numbering(["一、主要工作", "全年办案三件。", "二、下一步打算"])
    >>> numbering.goes_on(1, 3)
    True
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._values: list[tuple[float, int]] = [_value(text) for text in lines]
        end = len(lines)
        self._next = {depth: [end] * (end + 1) for depth in _DEPTHS}
        self._last = {depth: [-1] * (end + 1) for depth in _DEPTHS}
        for depth in _DEPTHS:
            for i in range(end):
                self._last[depth][i + 1] = i if self._values[i][0] == depth else self._last[depth][i]
            for i in reversed(range(end)):
                self._next[depth][i] = i if self._values[i][0] == depth else self._next[depth][i + 1]

    def goes_on(self, start: int, end: int, *, after: int = 0) -> bool:
        """Whether the first number of the lines `start` to `end` follows the last one between `after` and `start`."""
        for depth in _DEPTHS:
            first, before = self._next[depth][start], self._last[depth][start]
            if first < end and before >= after:
                return self._values[first][1] == self._values[before][1] + 1
        return False

    def counts(self, start: int, end: int) -> bool:
        """Whether any of the lines `start` to `end` opens with the number of a section."""
        return any(self._next[depth][start] < end for depth in _DEPTHS if depth <= _SECTIONS)


def _value(text: str) -> tuple[float, int]:
    marker = find_marker(text)
    number = _NUMBER.search(text, 0, marker.end) if marker else None
    return (marker.depth, read_number(number[0])) if marker and number else (-1, 0)
