"""Lines that were broken at a width: paragraphs wrapped with <br>, or with line ends in <pre>.

Takes the lines with what is known of their ends, says which belong together. A line that may be a paragraph stays one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
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
    alone = [False] * len(run)
    if len(run) < _LEAST_LINES:
        return alone
    widths = [_width(line.text) + 4 * line.is_indented for line in run]
    if not _LEAST_WIDTH <= max(widths) <= _MOST_WIDTH:
        return alone
    # some count columns, some characters
    lengths = [2 * len(line.text) + 4 * line.is_indented for line in run]
    widest, longest = max(widths) - _FULL, max(lengths) - _FULL
    full = [w >= widest or n >= longest for w, n in zip(widths, lengths, strict=True)]
    cut = [i for i in range(len(run) - 1) if not run[i].text.endswith(_ENDS) and not run[i + 1].is_indented]
    cut_full = sum(full[i] for i in cut)
    if cut_full < 2 or cut_full < _SHARE * len(cut):
        return alone
    indents = any(line.is_indented for line in run)
    for i in range(1, len(run)):
        above, line = run[i - 1], run[i]
        ended = above.text.endswith(_ENDS)
        marked = find_marker(line.text) is not None and not indents
        alone[i] = full[i - 1] and not line.is_indented and not (marked and ended)
    return alone


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text[: _MOST_WIDTH + 1])
