"""The body of a Word file: its paragraphs through tables, text boxes, content controls and tracked changes.

Takes the parsed main part, gives lines. A walk, not a recursion, for files nested a thousand deep. Not for opening
files (docx) and not for numbers (numbering).
"""

from __future__ import annotations

import re

from lxml import etree

from classifier.documents.alternatives import ALTERNATIVES, CHOICE, FALLBACK, choose_branch
from classifier.documents.numbering import Numbering
from classifier.documents.styles import Style, Styles, W, is_title, switch_of, value_of

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# a paragraph's properties hold tab stops, which have the name of tabs; other properties hold nothing that is text
_SKIPPED = {W + name for name in ("pPr", "del", "moveFrom", "rt")}
_WHITE = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXT = {f"{W}t", f"{_M}t"}
_RUN = {f"{W}r", f"{_M}r"}
_PARAGRAPH, _ROW, _CELL, _BOX = f"{W}p", f"{W}tr", f"{W}tc", f"{W}txbxContent"
_OTHERS = [f"{W}br", f"{W}sym", f"{W}fldChar", ALTERNATIVES, CHOICE, FALLBACK]
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class _Frame:
    """What holds paragraphs: the body, a cell, a text box."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.label = ""  # of the paragraph it is at, which may run on over several
        self.pieces: list[str] = []
        self.has_rows = False


class _Paragraph:
    def __init__(self, chain: tuple[Style, ...]) -> None:
        self.chain = chain
        self.pieces: list[str] = []
        self.hidden = False  # the run that is being read
        self.fields = _Fields()
        self.boxes: list[str] = []


class _Fields:
    """The fields that are open, one in another: an instruction, then the result that it gave."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # whether in the instruction
        self.instructions = 0

    def follow(self, kind: str | None) -> None:
        if kind == "begin":
            self._open.append(True)
            self.instructions += 1
        elif self._open and kind in ("separate", "end"):
            self.instructions -= self._open.pop()
            if kind == "separate":
                self._open.append(False)


def read_body(root: etree._Element, styles: Styles, numbering: Numbering) -> tuple[str, str]:
    """Read a main part; give its text, one line a block, and the paragraphs of style Title, if it has any."""
    walk = _Walk(styles, numbering)
    walk.read(root)
    return "\n".join(walk.lines), "".join(walk.title)


class _Walk:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._frames = [_Frame()]
        self._rows: list[list[_Frame]] = []
        self._paragraphs: list[_Paragraph] = []
        self._branches: list[etree._Element | None] = []
        self.title: list[str] = []
        self._title_ended = False

    @property
    def lines(self) -> list[str]:
        return self._frames[0].lines

    def read(self, root: etree._Element) -> None:
        wanted = [*_SKIPPED, *_WHITE, *_TEXT, *_RUN, *_OTHERS, _PARAGRAPH, _ROW, _CELL, _BOX]
        walk = etree.iterwalk(root, events=("start", "end"), tag=wanted)
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif element.tag in _SKIPPED or not self._start(element):
                walk.skip_subtree()
        _close(self._frames[0])

    def _start(self, element: etree._Element) -> bool:
        """Enter an element; say whether what it holds is to be read."""
        tag = element.tag
        if tag == _PARAGRAPH:
            self._paragraphs.append(_Paragraph(self._styles.of_paragraph(element.find(f"{W}pPr"))))
        elif tag == _ROW:
            self._rows.append([])
            return not _is_dropped_row(element.find(f"{W}trPr"))
        elif tag == _CELL:
            self._frames.append(_Frame())
            return not _is_dropped_cell(element.find(f"{W}tcPr"))
        elif tag == _BOX:
            self._frames.append(_Frame())
            return not (self._paragraphs and self._paragraphs[-1].hidden)
        elif tag == ALTERNATIVES:
            self._branches.append(choose_branch(element))
        elif tag in (CHOICE, FALLBACK):
            return bool(self._branches) and element is self._branches[-1]
        elif self._paragraphs:
            paragraph = self._paragraphs[-1]
            if tag in _RUN:
                paragraph.hidden = self._styles.is_hidden(element.find(f"{W}rPr"), paragraph.chain)
            elif tag == f"{W}fldChar":
                paragraph.fields.follow(element.get(f"{W}fldCharType"))
            elif not paragraph.hidden and not paragraph.fields.instructions:
                paragraph.pieces.append(_written(element))
        return True

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _PARAGRAPH:
            self._end_paragraph(self._paragraphs.pop(), element.find(f"{W}pPr"))
        elif tag == _ROW:
            lines = _join_cells(self._rows.pop())
            if lines:
                _close(self._frames[-1]).lines += lines
                self._frames[-1].has_rows = True
        elif tag == _CELL:
            cell = _close(self._frames.pop())
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._frames[-1].lines += cell.lines
        elif tag == ALTERNATIVES:
            self._branches.pop()
        elif tag == _BOX:
            lines = _close(self._frames.pop()).lines
            (self._paragraphs[-1].boxes if self._paragraphs else self._frames[-1].lines).extend(lines)

    def _end_paragraph(self, paragraph: _Paragraph, properties: etree._Element | None) -> None:
        frame = self._frames[-1]
        mark = properties.find(f"{W}rPr") if properties is not None else None
        # accepting the deletion of a paragraph's mark joins it with the next, whose properties are those that stay
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            frame.pieces += paragraph.pieces
        elif self._styles.is_hidden(mark, paragraph.chain):  # Word's style separator: a heading that runs in
            if any(piece.strip() for piece in paragraph.pieces):
                frame.label = frame.label or self._numbering.count(properties, paragraph.chain)
            frame.pieces += paragraph.pieces
        else:
            label = self._numbering.count(properties, paragraph.chain)
            frame.label = frame.label or label
            frame.pieces += paragraph.pieces
            self._note_title(paragraph.chain, frame.pieces)
            _close(frame)
        frame.lines += paragraph.boxes

    def _note_title(self, chain: tuple[Style, ...], pieces: list[str]) -> None:
        """Keep the first paragraphs of style Title; empty ones between them are passed over."""
        titled = is_title(chain)
        if self._title_ended or not (titled or self.title):
            return
        text = "".join("".join(pieces).split())
        if text and titled:
            self.title.append(text)
        self._title_ended = bool(text) and not titled


def _close(frame: _Frame) -> _Frame:
    """End the paragraph that a frame is at."""
    lines = [line for raw in "".join(frame.pieces).split("\n") if (line := _squeeze(raw))]
    if lines:
        lines[0] = _join(frame.label, lines[0])
    frame.lines += lines
    frame.label, frame.pieces = "", []
    return frame


def _squeeze(line: str) -> str:
    return re.sub(r" {2,}", " ", line).strip(" \u00a0\u3000")


def _written(element: etree._Element) -> str:
    """Give what an element of a run puts on the page."""
    tag = element.tag
    if tag in _TEXT:
        text = element.text or ""
        kept = text if element.get(_PRESERVE) == "preserve" else text.strip(" \t\r\n")
        return re.sub(r"[\t\r\n\x0b\x0c]", " ", kept)
    if tag == f"{W}br":
        return "" if element.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", ""))
    return _WHITE.get(tag, "")


def _symbol(code: str) -> str:
    """Give a symbol as a character, unless only its font knows what it shows."""
    if not re.fullmatch(r"[0-9A-Fa-f]{4}", code):
        return ""
    character = chr(int(code, 16))
    return character if "\u2000" <= character < "\ud800" else ""


def _is_dropped_row(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or bool(switch_of(properties, "hidden"))


def _is_dropped_cell(properties: etree._Element | None) -> bool:
    """Whether a cell is deleted, or covered by the one above or before that it is merged with."""
    if properties is None:
        return False
    merged = {value_of(properties, kind) for kind in ("vMerge", "hMerge")}
    return properties.find(f"{W}cellDel") is not None or not merged.isdisjoint({"", "continue"})


def _join_cells(cells: list[_Frame]) -> list[str]:
    """Put a row's facts on one line; cells that hold several paragraphs stand apart, as on a page laid out by tables."""
    lines: list[str] = []
    facts: list[str] = []
    for cell in cells:
        if len(cell.lines) > 1 or cell.has_rows:
            lines += [" ".join(facts)] * bool(facts) + cell.lines
            facts = []
        else:
            facts += cell.lines
    return lines + [" ".join(facts)] * bool(facts)


def _join(label: str, text: str) -> str:
    """Put a number in front of a text as it is typed: 1.工作 and 一是工作, but 第一章 总则."""
    tight = not label.startswith("第") and "\u3400" <= text[:1] <= "\u9fff"
    return (label.rstrip(" ") if tight else label) + text
