"""Which lines of a page are the report, by what the page is made of: how its blocks nest, where its sentences are.

Takes a `Page`, says of each line why it is outside the report, if it is. What is in doubt is left in: a line's words
are judged later (layout).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifier.documents.containers import part_of_page
from classifier.documents.dates import DATE
from classifier.documents.heading_numbers import Numbering
from classifier.documents.layout import BESIDE
from classifier.documents.line_shapes import closing_lines, is_office, is_substantial
from classifier.documents.page import Node, Page, PageLine
from classifier.documents.page_measures import Measures, weigh
from classifier.documents.page_parts import (
    ENTRY,
    LINKS,
    mark,
    mark_cards,
    mark_links,
    mark_lists_under_headings,
    mark_named_parts,
)
from classifier.documents.report_end import ROW
from classifier.documents.titles import is_title

_REMARK = 0.25  # of the report's length: what is shorter, and set apart by a line of the site, is a remark
_NOTICE = 0.03  # of the report's length: a block below it of that size is a column's notice
_FEW = 6  # lines
_DENSE = 0.3  # share of links in a list with summaries
_COPY = 0.9  # of a block: the report once more, for telephones or printers
_ABOVE = 3  # lines in which a title stands above its text


class Body(NamedTuple):
    """What a page is made of.

    Attributes
    ----------
    outside : list of str
        For each line why it is outside the report; empty for what may be in it.
    prose : int
        Characters of sentences and marked headings in the report.
    entries : int
        How many links on the page are long enough to be titles of documents.
    """

    outside: list[str]
    prose: int
    entries: int


class _Block(NamedTuple):
    start: int
    end: int
    node: Node | None


def find_body(page: Page) -> Body:
    """Tell the report from the site around it."""
    lines, weights = page.lines, weigh(page.lines)
    outside = [""] * len(lines)
    numbering = Numbering([line.text for line in lines])
    mark_links(weights, lines, outside)
    mark_cards(page, outside)
    mark_named_parts(page, Measures(lines, weights, outside), numbering, outside)
    mark_lists_under_headings(page, Measures(lines, weights, outside), numbering, outside)
    measures = Measures(lines, weights, outside)
    _Report(page, measures, numbering).mark(outside)
    _mark_rows(lines, outside)
    _mark_links_around(lines, Measures(lines, weights, outside), outside)
    return Body(
        outside,
        Measures(lines, weights, outside).prose(0, len(lines)),
        sum(line.linked >= ENTRY and line.is_link for line in lines),
    )


def _mark_rows(lines: Sequence[PageLine], outside: list[str]) -> None:
    """Mark rows of tables of facts; one that holds a sentence is text."""
    mark(outside, (i for i, line in enumerate(lines) if line.cells > 1 and not is_substantial(line.text)), ROW)


def _mark_links_around(lines: Sequence[PageLine], measures: Measures, outside: list[str]) -> None:
    """Mark single links above the first sentence and below the last: only between can one be a heading."""
    for i, line in enumerate(lines):
        if line.is_link and not (measures.prose(0, i) and measures.prose(i + 1, len(lines))):
            mark(outside, [i], LINKS)


class _Report:
    """The way down to the block that holds the report."""

    def __init__(self, page: Page, measures: Measures, numbering: Numbering) -> None:
        self._lines, self._root = page.lines, page.root
        self._measures, self._numbering = measures, numbering

    def mark(self, outside: list[str]) -> None:
        """Mark what is outside of that block, or within it and not of the report."""
        prose = self._measures.prose
        node, whole, beside = self._root, None, list[_Block]()
        while True:
            best = max(node.children, key=lambda child: prose(child.start, child.end), default=None)
            if best is None or best.end - best.start < 2 or not prose(best.start, best.end):
                break
            if whole and 2 * prose(best.start, best.end) < prose(whole.start, whole.end):
                break
            others = [o for o in _others(node, best) if prose(o.start, o.end)]
            apart = [o for o in others if not self._belongs(o, best, node)]
            beside += apart
            if len(apart) < len(others) and whole is None:
                whole = node
            node = best
        whole = whole or node
        if not prose(whole.start, whole.end):
            return
        end = whole.end + closing_lines([line.text for line in self._lines[whole.end : whole.end + _FEW]])
        mark(outside, range(whole.start), BESIDE)
        mark(outside, range(end, len(self._lines)), BESIDE)
        for block in beside:
            mark(outside, range(block.start, min(block.end, len(self._lines))), BESIDE)

    def _belongs(self, other: _Block, best: Node, node: Node) -> bool:
        """Whether a block with sentences is of the same report as the largest one beside it in a node."""
        measures, numbering = self._measures, self._numbering
        start, end, block = other
        size, length = measures.prose(start, end), measures.prose(best.start, best.end)
        first, second = sorted(((start, end), (best.start, best.end)))
        if measures.copies(start, end) >= _COPY * size:
            return False
        if numbering.goes_on(*second, after=node.start):
            return True
        single = block is None or end - start == 1
        if not single and self._is_titled(first[0] - _ABOVE, first) and self._is_titled(first[1], second):
            return False
        if block and block.names and (block.tag, block.names) == (best.tag, best.names):
            return True
        if size < _REMARK * length and measures.has_bound(
            measures.sentences(*first)[1], measures.sentences(*second)[0]
        ):
            return False
        if block is None or single:
            return True
        if measures.link_share(start, end) > _DENSE:
            return False
        if numbering.counts(start, end) or size >= _REMARK * length:
            return True
        if start >= best.end and size < _NOTICE * length and not self._closes(start, end):
            return False
        if _is_report(block) or not _is_report(best):
            return True
        spoken = start if start >= best.end else measures.sentences(start, end)[0]
        return not (measures.has_bound(spoken, end) or measures.link_share(start, end))

    def _closes(self, start: int, end: int) -> bool:
        """Whether a few lines may be the last of a report: a signature or a date is among them."""
        texts = [line.text for line in self._lines[start : min(end, start + _FEW)]]
        return any(is_office(text) or DATE.fullmatch(text) for text in texts)

    def _is_titled(self, least: int, block: tuple[int, int]) -> bool:
        """Whether a title opens a block, or stands above it from line `least` on."""
        above = max(least, block[0] - _ABOVE, 0)
        return any(is_title(line.text) for line in self._lines[above : min(block[0] + _ABOVE, block[1])])


def _others(node: Node, best: Node) -> Iterator[_Block]:
    """Give what else is in a node: its other blocks, and lines in none of them."""
    at = node.start
    for child in node.children:
        if child.start > at:
            yield _Block(at, child.start, None)
        if child is not best and child.end > max(at, child.start):
            yield _Block(max(at, child.start), child.end, child)
        at = max(at, child.end)
    if node.end > at:
        yield _Block(at, node.end, None)


def _is_report(node: Node) -> bool:
    return part_of_page(node.tag, node.names)[0] == "report"
