"""What a page of a PDF file shows: its text in pieces, and how much else.

Takes a page's dictionary, goes through its operators and those of the forms it shows. Pictures are counted and never
decoded. Not for lines and paragraphs (pdf_lines, pdf_paragraphs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ContentStream

from classifier.documents.pdf_fonts import Font
from classifier.documents.pdf_objects import entry, resolve, whole_data
from classifier.documents.pdf_pieces import A4, IDENTITY, Box, Pen, Piece, TextState, as_matrix, product

DEEPEST = 16  # forms within forms
MOST_FORMS = 1000  # shown on one page

_ACTUAL_TEXT = 16  # characters: a longer one describes a whole passage and not the glyphs under it
_PAINT = {b"f", b"F", b"f*", b"S", b"s", b"B", b"b", b"B*", b"b*"}


@dataclass
class Content:
    """What a page shows: its pieces in the order drawn, how many pictures and shapes, by how many operations, on what."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: int = 0
    shapes: int = 0
    forms: int = 0
    operations: int = 0
    box: Box = A4


def read_content(page: Mapping[str, Any], fonts: dict[int, Font]) -> Content:
    """Read what a page shows.

    Parameters
    ----------
    page : mapping
        The page's dictionary, with inherited entries.
    fonts : dict
        Fonts read so far, by the identity of their dictionaries; new ones are added.

    Raises
    ------
    ValueError
        If part of the content is missing or cut, or forms are nested without end.
    Exception
        Whatever the PDF library raises on broken content.
    """
    pen = Pen()
    content = Content(pieces=pen.pieces, box=_find_box(page))
    stream = entry(page, "/Contents")
    if stream is not None:
        _Walk(content, pen, fonts).read(stream, entry(page, "/Resources") or {}, TextState())
    elif page.get("/Contents") is not None:
        raise ValueError("its content is missing")
    return content


def _find_box(page: Mapping[str, Any]) -> Box:
    """Give the part of the paper that is seen; of a page that does not tell, A4."""
    box = entry(page, "/CropBox") or entry(page, "/MediaBox")
    if not isinstance(box, list) or len(box) != 4:
        return A4
    left, bottom, right, top = (float(resolve(value)) for value in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


class _Walk:
    """Goes through the operators of a content stream and of the forms that it shows."""

    def __init__(self, content: Content, pen: Pen, fonts: dict[int, Font]) -> None:
        self._content = content
        self._pen = pen
        self._fonts = fonts
        self._resources: Mapping[str, Any] = {}
        self._state = TextState()
        self._depth = 0
        self._marks: list[bool] = []  # whether each open mark hides what it holds

    def read(self, stream: Any, resources: Mapping[str, Any], state: TextState) -> None:
        for part in stream if isinstance(stream, list) else [stream]:
            whole_data(resolve(part))
        self._resources, self._state = resources, state
        stack: list[TextState] = []
        in_text = False
        operations = ContentStream(stream, None, "bytes").operations
        self._content.operations += len(operations)
        for operands, operator in operations:
            if operator == b"q":
                stack.append(self._state)
            elif operator == b"Q":
                self._state = stack.pop() if stack else self._state
            elif operator in (b"BT", b"ET"):
                in_text = operator == b"BT"
                self._pen.set_matrix(IDENTITY)
            elif operator == b"Do":
                self._show_object(str(operands[0]))
            elif operator in _PAINT:
                self._content.shapes += 1
            elif operator == b"INLINE IMAGE":
                self._content.pictures += 1
            elif operator in (b"BDC", b"BMC"):
                self._open_mark(operands)
            elif operator == b"EMC":
                self._pen.actual = None
                if self._marks:
                    self._marks.pop()
            elif not self._show_text(operator, operands):
                self._set(operator, operands)
        if in_text:
            raise ValueError("its content is cut off")

    def _show_text(self, operator: bytes, operands: Sequence[Any]) -> bool:
        """Show text or move to where it is shown; say whether the operator does that."""
        state, pen, hidden = self._state, self._pen, any(self._marks)
        match operator:
            case b"Tj":
                pen.show(operands[0], state, hidden=hidden)
            case b"TJ":
                for item in operands[0]:
                    if isinstance(item, bytes):
                        pen.show(item, state, hidden=hidden)
                    else:
                        pen.advance(-float(item) / 1000 * state.size * state.stretch)
            case b"'" | b'"':
                if operator == b'"':
                    self._set(b"Tw", operands[:1])
                    self._set(b"Tc", operands[1:2])
                pen.next_line(0, -state.leading)
                pen.show(operands[-1], self._state, hidden=hidden)
            case b"Td" | b"TD":
                if operator == b"TD":
                    self._state = replace(state, leading=-float(operands[1]))
                pen.next_line(float(operands[0]), float(operands[1]))
            case b"T*":
                pen.next_line(0, -state.leading)
            case b"Tm":
                pen.set_matrix(as_matrix(operands))
            case _:
                return False
        return True

    def _set(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Change the state that text is shown in; what else an operator does is passed over."""
        match operator:
            case b"Tf":
                self._state = replace(self._state, font=self._find_font(str(operands[0])), size=float(operands[1]))
            case b"cm":
                self._state = replace(self._state, matrix=product(as_matrix(operands), self._state.matrix))
            case b"Tc":
                self._state = replace(self._state, character_space=float(operands[0]))
            case b"Tw":
                self._state = replace(self._state, word_space=float(operands[0]))
            case b"Tz":
                self._state = replace(self._state, stretch=float(operands[0]) / 100)
            case b"TL":
                self._state = replace(self._state, leading=float(operands[0]))
            case b"Ts":
                self._state = replace(self._state, rise=float(operands[0]))

    def _find_font(self, name: str) -> Font | None:
        resource = entry(entry(self._resources, "/Font") or {}, name)
        if not isinstance(resource, Mapping):
            return None
        if id(resource) not in self._fonts:
            self._fonts[id(resource)] = Font(resource)
        return self._fonts[id(resource)]

    def _show_object(self, name: str) -> None:
        """Count a picture, or read what a form shows."""
        shown = entry(self._resources, "/XObject") or {}
        form = entry(shown, name)
        if form is None:
            raise ValueError(f"what it shows as {name} is missing")
        if entry(form, "/Subtype") != "/Form":
            self._content.pictures += 1
            return
        self._content.forms += 1
        self._depth += 1
        if self._content.forms > MOST_FORMS or self._depth > DEEPEST:
            raise ValueError(f"it shows more than {MOST_FORMS} forms, or one within another more than {DEEPEST} deep")
        kept = self._resources, self._state, self._marks
        matrix = as_matrix(entry(form, "/Matrix") or IDENTITY)
        state = replace(self._state, matrix=product(matrix, self._state.matrix))
        self._marks = [any(self._marks)]
        self.read(form, entry(form, "/Resources") or self._resources, state)
        self._resources, self._state, self._marks = kept
        self._depth -= 1

    def _open_mark(self, operands: Sequence[Any]) -> None:
        """Enter marked content: running heads that say so are hidden, and glyphs may come with their actual text."""
        values = operands[1] if len(operands) > 1 else {}
        if isinstance(values, str):
            values = entry(entry(self._resources, "/Properties") or {}, values)
        self._marks.append(operands[0] == "/Artifact" and entry(values, "/Type") == "/Pagination")
        actual = entry(values, "/ActualText")
        if isinstance(actual, bytes):
            utf16 = actual.startswith(b"\xfe\xff")
            actual = actual[2:].decode("utf-16-be", "replace") if utf16 else actual.decode("latin-1")
        if isinstance(actual, str) and len(actual) <= _ACTUAL_TEXT:
            self._pen.actual = actual
