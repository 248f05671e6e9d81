"""Lines that were broken at a width: paragraphs wrapped with <br>, or with line ends in <pre>.

Takes the lines with what is known of their ends, says which belong together. A line that may be a paragraph stays one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from classifier.headings import find_marker

_LEAST_LINES = 4
_LEAST_WIDTH = 40  # columns: narrower lines are lists
_MOST_WIDTH = 130  # columns: wider ones are whole paragraphs
_FULL = 5  # columns by which a full line may be short: a word or a sign that did not fit
_SHARE = 0.8  # of the lines that end in the middle of a sentence: so many are full if a width broke them
_ENDS = ("。", "！", "？", "；", "：", "!", "?", ";", ":", ".")


class WrappedLine(NamedTuple):
    """A line, whether it begins with an indent, and whether it ends in a line break within its block."""

    text: str
    is_indented: bool
    is_soft: bool


def unwrap(lines: Sequence[WrappedLine]) -> list[int] | None:
    """Give, for each line, the number of the line that it is part of; None if none was wrapped."""
    joined: list[int] = []
    number, found, start = -1, False, 0
    for i, line in enumerate(lines):
        if line.is_soft and i + 1 < len(lines):
            continue
        parts = _wrapped(lines[start : i + 1])
        found = found or any(parts)
        for is_part in parts:
            number += not is_part
            joined.append(number)
        start = i + 1
    return joined if found else None


def _wrapped(run: Sequence[WrappedLine]) -> list[bool]:
    """Say of each line of a run whether it goes on from the one above."""
    apart = [False] * len(run)
    if len(run) < _LEAST_LINES:
        return apart
    widths = [_width(line.text) + 4 * line.is_indented for line in run]
    if not _LEAST_WIDTH <= max(widths) <= _MOST_WIDTH:
        return apart
    # some count columns, some characters
    lengths = [2 * len(line.text) + 4 * line.is_indented for line in run]
    widest, longest = max(widths) - _FULL, max(lengths) - _FULL
    full = [w >= widest or n >= longest for w, n in zip(widths, lengths, strict=True)]
    cut = [i for i, (line, below) in enumerate(pairwise(run)) if not _ends(line) and not below.is_indented]
    cut_full = sum(full[i] for i in cut)
    if cut_full < 2 or cut_full < _SHARE * len(cut):
        return apart
    indents = any(line.is_indented for line in run)
    goes_on = [False]
    for (above, line), is_full in zip(pairwise(run), full, strict=False):
        is_item = _ends(above) and not indents and find_marker(line.text) is not None
        goes_on.append(is_full and not line.is_indented and not is_item)
    return goes_on


def _ends(line: WrappedLine) -> bool:
    return line.text.endswith(_ENDS)


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text[: _MOST_WIDTH + 1])
