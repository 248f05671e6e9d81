"""Measures of a printed document: type size, margins, indents, and the steps from line to line.

Takes pages (or columns), gives what tells the end of a paragraph. Not for deciding (pdf_paragraphs).
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from classifier.documents.pdf_lines import PrintedLine, PrintedPage

FITS = -0.1  # em: from that much room on the next word would have fitted, but for rounding

_ENOUGH = 4  # long lines
_FULL = 0.5  # of the long lines: the others are last lines of paragraphs
_USUAL = 0.15  # of the steps: fewer are exceptions
_ENDED = 4  # em: a line that ends so early ends its paragraph


class _Margins(NamedTuple):
    left: float
    right: float


class Measures:
    """The measures of a document that tell where its paragraphs end.

    Attributes
    ----------
    size, step : float
        The size of most of its text, and the largest step between two baselines within a paragraph, in points.
    indented, spaced : bool
        Whether its paragraphs begin with an indent, and whether there is more space between them than within.
    """

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        sizes: Counter[float] = Counter()
        for line in (line for page in pages for line in page.lines):
            sizes[line.size] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        self._margins = _find_margins(pages, self.size)
        pairs = [
            (above, line, number)
            for number, page in enumerate(pages)
            for above, line in pairwise(page.lines)
            if self._is_text(above) and self._is_text(line) and 0 < above.y - line.y < 4 * self.size
        ]
        self.indented = sum(self._is_indented(*pair) for pair in pairs) > 1
        steps = Counter(round(above.y - line.y) for above, line, _ in pairs)
        # where most paragraphs are of one line, the step within them is not the commonest
        usual = [step for step, count in steps.items() if count > 1 and count >= _USUAL * len(pairs)]
        pitch = min(usual, default=2 * self.size)
        ends = [above.y - line.y for above, line, number in pairs if self.room(above, line, number) > _ENDED]
        self.spaced = bool(ends) and median(ends) > 1.15 * pitch
        self.step = (pitch + median(ends)) / 2 if self.spaced else 1.3 * max(pitch, self.size)

    def _is_text(self, line: PrintedLine) -> bool:
        return abs(line.size - self.size) < 0.1 * self.size

    def _is_indented(self, line: PrintedLine, following: PrintedLine, page: int) -> bool:
        """Whether two lines are the beginning of a paragraph with an indent."""
        first, second = self.indent(line, page), self.indent(following, page)
        return 1.2 < first < 4.5 and abs(second) < 0.5 and self.room(line, following, page) < FITS

    def indent(self, line: PrintedLine, page: int) -> float:
        """Give how far, in em, a line begins from the left margin."""
        return (line.x - self._margins[page].left) / self.size

    def room(self, line: PrintedLine, following: PrintedLine, page: int) -> float:
        """Give how much room, in em, a line would have left had it taken what begins the following one; below 0: none."""
        return (self._margins[page].right - line.end - following.head) / line.size

    def is_centred(self, line: PrintedLine, page: int, *, inset: float) -> bool:
        """Whether a line stands as far from the left margin as from the right, and at least `inset` em."""
        left, right = line.x - self._margins[page].left, self._margins[page].right - line.end
        return abs(left - right) < 1.2 * line.size and left >= inset * line.size - 0.5 * self.size


def _find_margins(pages: Sequence[PrintedPage], size: float) -> list[_Margins]:
    """Measure each page by its long lines; one that has few has the margins of those like it, else as left so right."""
    every = [line for page in pages for line in page.lines]
    measured = [
        _measure(page.lines if len(page.lines) > 8 else _long(page.lines, _reach(every)), size) for page in pages
    ]
    usual = _measure(every, size)
    alike = [_usual(measured[parity::2]) or usual for parity in (0, 1)]
    left = _find_left(every, size)
    ends = max(line.end for line in every)
    return [
        found or alike[number % 2] or _Margins(left, max(ends, page.right - (left - page.left)))
        for number, (page, found) in enumerate(zip(pages, measured, strict=True))
    ]


def _usual(measured: Sequence[_Margins | None]) -> _Margins | None:
    found = [margins for margins in measured if margins]
    return _Margins(median(m.left for m in found), median(m.right for m in found)) if found else None


def _measure(lines: Sequence[PrintedLine], size: float) -> _Margins | None:
    """Measure margins by long lines; None if they do not end in one place, as lines that are full do."""
    long = [line for line in _long(lines, _reach(lines)) if abs(line.size - size) < 0.1 * size and not line.apart]
    if len(long) < _ENOUGH:
        return None
    ends = sorted(line.end for line in long)
    right = ends[len(ends) * 3 // 4]
    full = sum(right - 1.2 * size < end < right + 0.6 * size for end in ends)
    return _Margins(_find_left(lines, size), right) if full >= _FULL * len(long) else None


def _find_left(lines: Sequence[PrintedLine], size: float) -> float:
    """Give the leftmost place where more than one in eight lines begin."""
    starts = sorted(line.x for line in lines)
    near = 0.3 * size
    return next(
        (x for x in starts if (bisect(starts, x + near) - bisect_left(starts, x - near)) * 8 > len(starts)), starts[0]
    )


def _long(lines: Sequence[PrintedLine], reach: float) -> list[PrintedLine]:
    return [line for line in lines if line.end - line.x >= 0.7 * reach]


def _reach(lines: Sequence[PrintedLine]) -> float:
    """Give the width that one in ten lines surpasses."""
    widths = sorted(line.end - line.x for line in lines)
    return widths[len(widths) * 9 // 10] if widths else 0
