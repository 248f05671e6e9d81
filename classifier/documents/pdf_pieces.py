"""Pieces of text on a page: glyphs that touch, put in their places.

Takes the strings that a page shows with the state they are shown in, gathers `Piece`s. Not for operators
(pdf_content) and not for lines (pdf_lines).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.documents.pdf_fonts import Font

_TOUCHING = 0.15  # em: glyphs that are closer stand in one piece
_OVERLAP = -0.7  # em: punctuation is drawn up to half an em into its neighbour
_UPRIGHT = math.radians(10)  # text that is turned further from an axis is a watermark or a stamp
_SMALLEST, _FARTHEST = 0.01, 1e6  # points: beyond these nothing can be seen, and sums lose their meaning
_DIRECTIONS = ((1, 0), (0, 1), (-1, 0), (0, -1))  # cosine and sine of each quarter turn

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Box = tuple[float, float, float, float]
A4: Box = (0, 0, 595, 842)


@dataclass
class Piece:
    """Glyphs that touch, on one baseline.

    Attributes
    ----------
    text : str
    x, end : float
        Where it begins and ends along the reading direction, in points.
    y : float
        Its baseline, upwards.
    size : float
        Of the font, in points.
    turn : int
        The reading direction: 0, 90, 180 or 270 degrees counter-clockwise.
    spaced : bool
        Whether a space is shown before it.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    turn: int = 0
    spaced: bool = False


@dataclass(frozen=True)
class TextState:
    """The graphics state that text depends on; `stretch` is 1 for glyphs as wide as the font says."""

    matrix: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0
    character_space: float = 0
    word_space: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0


class Pen:
    """Shows strings one after the other and gathers their pieces.

    Attributes
    ----------
    pieces : list of Piece
        In the order drawn.
    actual : str or None
        What the glyphs that come next stand for, in the words of the file; the first of them takes it all.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.actual: str | None = None
        self._matrix = self._line_matrix = IDENTITY
        self._spaced = False

    def set_matrix(self, matrix: Matrix) -> None:
        """Begin at a place."""
        self._matrix = self._line_matrix = matrix

    def next_line(self, x: float, y: float) -> None:
        """Begin at a place relative to where the line began."""
        self.set_matrix(product((1, 0, 0, 1, x, y), self._line_matrix))

    def advance(self, distance: float) -> None:
        """Move along the line, in units of the text."""
        a, b, c, d, e, f = self._matrix
        self._matrix = (a, b, c, d, e + distance * a, f + distance * b)

    def show(self, shown: object, state: TextState, *, hidden: bool) -> None:
        """Show a string; `hidden` only moves on.

        Raises
        ------
        ValueError
            If there is no font, or no string.
        """
        if state.font is None or not isinstance(shown, bytes):
            raise ValueError("it shows text without a font")
        a, b, c, d, e, f = product(self._matrix, state.matrix)
        across, size = math.hypot(a, b), abs(state.size) * math.hypot(c, d)
        sign = -1 if state.size * state.stretch < 0 else 1
        angle = math.atan2(b * sign, a * sign)
        turn = round(angle / (math.pi / 2))
        cos, sin = _DIRECTIONS[turn % 4]
        e, f = e + state.rise * c, f + state.rise * d
        x, y = e * cos + f * sin, f * cos - e * sin
        seen = _SMALLEST < size < _FARTHEST and across > 0 and abs(x) < _FARTHEST and abs(y) < _FARTHEST
        upright = abs(angle - turn * math.pi / 2) < _UPRIGHT
        start = 0.0
        for glyph in state.font.decode(shown):
            width = glyph.width * state.size * state.stretch
            if seen and upright and not hidden:
                left = x + abs(start) * across
                self._add(self._take_actual(glyph.text), left, left + abs(width) * across, y, size, turn % 4 * 90)
            spaces = state.character_space + (state.word_space if glyph.is_space else 0)
            start += width + spaces * state.stretch
        self.advance(start)

    def _take_actual(self, text: str) -> str:
        if self.actual is None:
            return text
        text, self.actual = self.actual, ""
        return text

    def _add(self, text: str, x: float, end: float, y: float, size: float, turn: int) -> None:
        """Put a glyph into the last piece if it touches it, else into a new one."""
        if not text.strip():
            self._spaced = self._spaced or bool(text)
            return
        spaced, self._spaced = self._spaced, False
        last = self.pieces[-1] if self.pieces else None
        if last and last.turn == turn and abs(last.y - y) < 0.1 * size and abs(last.size - size) < 0.1 * size:
            if last.text.endswith(text) and abs(end - last.end) < 0.3 * size:
                return  # drawn twice, to look bold
            if _OVERLAP < (x - last.end) / size < _TOUCHING and not spaced:
                last.text += text
                last.end = max(end, last.end)
                return
        self.pieces.append(Piece(text, x, end, y, size, turn, spaced))


def as_matrix(values: Sequence[float]) -> Matrix:
    """Give six numbers as a matrix."""
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def product(m: Matrix, n: Matrix) -> Matrix:
    """Give the matrix that does `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
