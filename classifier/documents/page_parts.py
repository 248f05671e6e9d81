"""Parts of a page that are no report whatever stands beside them: lists of links, menus, footers, comments.

Takes a `Page`, says of each line why it is outside the report, if it is. Not for finding the report (page_body).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from classifier.documents.containers import part_of_page
from classifier.documents.furniture import is_list_heading
from classifier.documents.heading_numbers import Numbering
from classifier.documents.layout import BESIDE
from classifier.documents.page import Node, Page, PageLine, nodes_of
from classifier.documents.page_measures import Measures, Weight

LINKS = "list of links"
ENTRY = 8  # characters: a shorter link is a menu's
_WITHIN = 12  # characters: a date, a dash, a word like 更多 between two links
_CARD_LINES = 6  # link, date, summary, caption of a picture
_ITEMS = 60  # a list beside a report has fewer
_GAP_LINES = 2  # summary, date
_CARD = 500  # characters: an entry of a list has fewer, its summary included
_CARDS = 3
# a paragraph with such a name may be any; a block with it is what it says
_WORDS = {"p", "span", "font", "b", "strong", "em", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_OPENING = 80  # characters: a welcome has fewer, a report's opening more


def mark(outside: list[str], numbers: Iterable[int], reason: str) -> None:
    """Give lines a reason, where they have none."""
    for i in numbers:
        outside[i] = outside[i] or reason


def mark_links(weights: Sequence[Weight], lines: Sequence[PageLine], outside: list[str]) -> None:
    """Mark links that stand together; one alone may be a heading that somebody linked."""
    run: list[int] = []
    for i, (weight, line) in enumerate(zip(weights, lines, strict=True)):
        if weight.is_link:
            run.append(i)
        elif not weight.is_furniture and len(line.text) > _WITHIN:
            mark(outside, run if len(run) > 1 else (), LINKS)
            run = []
    mark(outside, run if len(run) > 1 else (), LINKS)


def mark_cards(page: Page, outside: list[str]) -> None:
    """Mark lists of links with their summaries, which are sentences too."""
    for node in nodes_of(page.root):
        if len(node.children) >= _CARDS:
            _mark_cards_in(node, page.lines, outside)


def _mark_cards_in(node: Node, lines: Sequence[PageLine], outside: list[str]) -> None:
    run: list[Node] = []
    cards = gaps = 0
    gap: Node | None = None

    def close() -> None:
        if cards >= _CARDS:
            # a summary beside its link rather than around it: then each has one, the last too
            for child in [*run, *([gap] if gap and gaps >= cards - 1 else [])]:
                mark(outside, range(child.start, child.end), LINKS)

    for child in node.children:
        if _is_card(child, lines):
            gaps += gap is not None
            run += [gap, child] if gap else [child]
            cards, gap = cards + 1, None
        elif run and gap is None and 0 < child.end - child.start <= _GAP_LINES and _size(child, lines) <= _CARD:
            gap = child
        elif child.end > child.start:
            close()
            run, cards, gaps, gap = [], 0, 0, None
    close()


def _is_card(node: Node, lines: Sequence[PageLine]) -> bool:
    if not 0 < node.end - node.start <= _CARD_LINES or _size(node, lines) > _CARD:
        return False
    inside = lines[node.start : node.end]
    if any(line.linked >= ENTRY and line.is_link for line in inside):
        return True
    return node.tag != "p" and inside[0].opens_linked and inside[0].linked >= ENTRY


def _size(node: Node, lines: Sequence[PageLine]) -> int:
    return sum(len(line.text) for line in lines[node.start : min(node.end, node.start + _CARD_LINES)])


def mark_named_parts(page: Page, measures: Measures, numbering: Numbering, outside: list[str]) -> None:
    """Mark what the page itself calls a menu, a footer, comments, unless most of the sentences are there."""
    most = measures.prose(0, len(page.lines)) / 2
    done = 0
    for node in nodes_of(page.root):
        if node.start < done or node.end == node.start:
            continue
        part, name = part_of_page(node.tag, node.names)
        prose = measures.prose(node.start, node.end)
        if part not in ("site", "head") or prose > (most if part == "site" else min(most, _OPENING)):
            continue
        if prose and node.tag in _WORDS:
            continue
        if prose and (numbering.counts(node.start, node.end) or numbering.goes_on(node.start, node.end)):
            continue
        if part == "site":
            mark(outside, range(node.start, node.end), f"part of the site ({name})")
            done = node.end
        else:
            mark(outside, range(node.start, node.end), BESIDE)


def mark_lists_under_headings(page: Page, measures: Measures, numbering: Numbering, outside: list[str]) -> None:
    """Mark what stands under 相关链接, 网友评论 and the like, as far as the block around it goes."""
    lines = page.lines
    whole = measures.prose(0, len(lines))
    done = 0
    for i, line in enumerate(lines):
        sure = is_list_heading(line.text)
        if i < done or sure is None:
            continue
        around: Node | None = line.node
        while around is not None and around.end <= i + 1:
            around = around.parent
        above_link = i + 1 < len(lines) and (lines[i + 1].is_link or bool(outside[i + 1]))
        if around is None or not (sure or above_link):
            continue
        for end in (around.end, _end_of_items(around, i + 1)):
            if measures.prose(i + 1, end) <= whole / 2 and not numbering.goes_on(i, end):
                mark(outside, range(i, end), f"stands under {line.text[:_WITHIN]}")
                done = end
                break


def _end_of_items(around: Node, start: int) -> int:
    """Give where blocks of one kind end that begin with line `start`, among those of a node."""
    at = bisect_left(around.children, start, key=lambda child: child.start)
    items = around.children[at : at + _ITEMS]
    end = start
    for item in items:
        if item.start != end or (item.tag, item.names) != (items[0].tag, items[0].names):
            break
        end = item.end
    return end
