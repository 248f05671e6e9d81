"""The lines of a web page, one for each block that a reader sees, and the elements around them.

Takes the parsed page, gives its lines and a tree of its blocks. Not for telling the report from the site (page_body).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from classifier.documents.elements import SKIPPED, ItemNumbers, is_block, is_hidden, names_of
from classifier.documents.furniture import SENTENCE_END
from classifier.documents.line_wraps import WrappedLine, unwrap
from classifier.documents.page import Node, Page, PageLine, nodes_of
from classifier.headings import find_marker

_TITLES = {"h1", "h2", "h3"}
_WORD_LIST = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_BULLET = re.compile(r"[·•lnuqvoØü§\uf000-\uf0ff]?")
_LINK = 300  # characters: a longer link is one that nobody closed
_SUMMARY = 2  # lines with sentences: so does one with more
_CELL_LINES = 3  # a cell of a table of facts has no more
_ROW_NODES = 200  # blocks: a row of facts has fewer
_ROW = 400  # characters: nor has a row of one

_SOURCE_INDENT = " \t\r\f\v"
_SPACES = re.compile(r"[ \t\r\f\v]+")
_MANY_SPACES = re.compile(r" {2,}")
_WRAP_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\x00+|\x00+(?=[^\x00-\x7f])")
_WORDS = re.compile(r"(?<=[A-Za-z,.;:])\x00(?=[A-Za-z])")
_UNSEEN = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")


def read_page(root: html.HtmlElement, *, with_hidden: bool = False) -> Page:
    """Give a page's lines; with what style sheets and scripts hide, if asked for."""
    walk = _Walk(with_hidden)
    walk.take(root)
    return walk.finish()


class _Frame(NamedTuple):
    """What is to be done when an element ends."""

    skipped: bool
    block: bool
    node: Node | None
    word_list: int  # of the pieces before it; -1 if it is no number of a word processor's list


class _Walk:
    """A walk, not a recursion, for deep pages."""

    def __init__(self, with_hidden: bool) -> None:
        self._with_hidden = with_hidden
        self._root = self._top = Node("", frozenset(), None, 0)
        self._lines: list[PageLine] = []
        self._wraps: list[WrappedLine] = []
        self._pieces: list[str] = []
        self._linked = self._links = self._link_length = self._link_start = 0
        self._opens_linked: bool | None = None
        self._preformatted = self._hidden = 0
        self._lists: list[ItemNumbers] = []
        self._number = ""

    def take(self, root: html.HtmlElement) -> None:
        frames: list[_Frame] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                frame = self._enter(element)
                frames.append(frame)
                if frame.skipped:
                    walk.skip_subtree()
                else:
                    self._add(element.text)
            else:
                frame = frames.pop()
                if not frame.skipped:
                    self._leave(element.tag, frame)
                self._add(element.tail)
        self._flush()

    def finish(self) -> Page:
        self._root.end = len(self._lines)
        joined = unwrap(self._wraps)
        if joined is not None:
            self._join(joined)
        return Page(self._lines, self._root, self._hidden)

    def _enter(self, element: html.HtmlElement) -> _Frame:
        tag = element.tag
        style = element.get("style") or ""
        if tag in SKIPPED:
            return _Frame(True, False, None, -1)
        if not self._with_hidden and is_hidden(element, style):
            self._hidden += sum(map(len, element.itertext()))
            return _Frame(True, False, None, -1)
        block = is_block(tag, style)
        if block:
            self._flush(soft=tag == "br")
        names = names_of(element)
        node = None
        if tag != "br" and (block or names):
            node = Node(tag, names, self._top, len(self._lines))
            self._top.children.append(node)
            self._top = node
        self._preformatted += tag == "pre"
        if tag == "a" and element.get("href", "#") != "#":
            self._open_link()
        elif tag in ("ol", "ul"):
            self._lists.append(ItemNumbers(element, names, style))
        elif tag == "li" and self._lists:
            self._number = self._lists[-1].take()
        return _Frame(False, block, node, len(self._pieces) if _WORD_LIST.search(style) else -1)

    def _leave(self, tag: str, frame: _Frame) -> None:
        if frame.word_list >= 0:
            number = "".join(self._pieces[frame.word_list :]).replace("\u00a0", "").strip(" \x00")
            self._pieces[frame.word_list :] = ["" if _WORD_BULLET.fullmatch(number) else number]
        if tag == "a" and self._links:
            self._close_link()
        if frame.block and tag != "br":
            self._flush()
        if frame.node is not None:
            self._top = frame.node.parent or self._root
            pending = not frame.block and any(piece.strip() for piece in self._pieces)
            frame.node.end = len(self._lines) + pending
            if tag == "tr":
                self._join_cells(frame.node)
        self._preformatted -= tag == "pre"
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "li":
            self._number = ""

    def _open_link(self) -> None:
        if not self._links:
            self._link_length, self._link_start = 0, len(self._lines)
        self._links += 1

    def _close_link(self) -> None:
        self._links -= 1
        if self._links:
            return
        within = self._lines[self._link_start :]
        if self._link_length > _LINK or sum(SENTENCE_END.search(line.text) is not None for line in within) > _SUMMARY:
            self._linked, self._opens_linked = 0, False
            for line in within:
                line.linked, line.opens_linked = 0, False

    def _add(self, text: str | None) -> None:
        """Take text; mark the line breaks of its source: white space, and between Chinese characters nothing at all."""
        if not text:
            return
        if self._preformatted:
            first, *others = text.split("\n")
            self._put(first)
            for other in others:
                self._flush(soft=True)
                self._put(other)
            return
        first, *others = text.split("\n")
        self._put("\x00".join([first, *(other.lstrip(_SOURCE_INDENT) for other in others)]))

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        visible = len(piece.strip(" \t\x00\u00a0\u3000"))
        if not visible:
            return
        if self._opens_linked is None:
            self._opens_linked = self._links > 0
        if self._links:
            self._linked += visible
            self._link_length += visible

    def _flush(self, *, soft: bool = False) -> None:
        """End a line; a soft break is one of a line, not of a block."""
        raw = "".join(self._pieces)
        text = _squeeze(raw)
        if text:
            if self._number:
                text = text if find_marker(text) else self._number + text
                self._number = ""
            line = PageLine(text, self._top, self._linked, bool(self._opens_linked))
            self._lines.append(line)
            self._wraps.append(WrappedLine(text, _is_indented(raw), soft))
        elif self._wraps and self._wraps[-1].is_soft:
            self._wraps[-1] = self._wraps[-1]._replace(is_soft=False)
        self._pieces = []
        self._linked, self._opens_linked = 0, None

    def _join_cells(self, row: Node) -> None:
        """Make a row of facts one line; one that lays out the page stays as it is."""
        cells = [cell for cell in row.children if cell.end > cell.start]
        lines = self._lines[row.start : row.end]
        if len(cells) < 2 or len(lines) > _CELL_LINES * len(cells) or sum(len(line.text) for line in lines) > _ROW:
            return
        texts = [[line.text for line in self._lines[cell.start : cell.end]] for cell in cells]
        if any(len(cell) > 1 and any(map(SENTENCE_END.search, cell)) for cell in texts):
            return
        if any(node.tag in _TITLES for node in islice(nodes_of(row), _ROW_NODES)):
            return
        linked = sum(line.linked for line in lines)
        if linked and any(not line.linked and SENTENCE_END.search(line.text) for line in lines):
            return
        joined = PageLine(
            " ".join(text for cell in texts for text in cell), row, linked, lines[0].opens_linked, len(cells)
        )
        self._lines[row.start :] = [joined]
        self._wraps[row.start :] = [WrappedLine(joined.text, False, False)]
        row.children, row.end = [], row.start + 1

    def _join(self, joined: list[int]) -> None:
        """Put wrapped lines together; `joined` says of each line which one it belongs to."""
        parts: list[list[PageLine]] = []
        for line, to in zip(self._lines, joined, strict=True):
            if to == len(parts):
                parts.append([])
            parts[to].append(line)
        lines = [_put_together(part) for part in parts]
        self._lines = lines
        for node in nodes_of(self._root):
            if node.end > node.start:
                node.start, node.end = joined[node.start], joined[min(node.end, len(joined)) - 1] + 1
            else:
                node.start = node.end = joined[node.start] if node.start < len(joined) else len(lines)


def _put_together(parts: list[PageLine]) -> PageLine:
    """Make one line of those that a width has broken; only between words of letters is there a space."""
    line = parts[0]
    text = "\x00".join(part.text for part in parts)
    line.text = _WORDS.sub(" ", text).replace("\x00", "")
    line.linked = sum(part.linked for part in parts)
    return line


def _is_indented(raw: str) -> bool:
    return raw.lstrip("\x00\r\n")[:2].strip(" \t\u00a0\u3000") == "" and raw.strip() != ""


def _squeeze(raw: str) -> str:
    text = _SPACES.sub(" ", _UNSEEN.sub("", raw)).replace(" \x00", "\x00")
    text = _WRAP_IN_CHINESE.sub("", text).replace("\x00", " ")
    return _MANY_SPACES.sub(" ", text).strip(" \t\u00a0\u3000\u2028\u2029\x85")
