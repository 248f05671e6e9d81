"""Lines of a printed page, in reading order.

Takes the pieces of text that a page shows, gives a `PrintedPage`. Not for telling which lines make up a paragraph
(pdf_paragraphs).
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from classifier.documents.pdf_pieces import A4, Box, Piece
from classifier.headings import find_marker

MOST_LINES = 400  # of one page that are put in order by comparing each with each; more are sorted from top to bottom

_SAME_LINE = 0.4  # em between baselines: a raised figure belongs to its line
_OVERLAP = 0.7  # em: punctuation is drawn up to half an em into its neighbour
_COLUMN = 2.5  # em: a wider gap stands between cells or columns
_WORD = 0.2  # em: a gap of that width between letters is a space
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:编|部分|章|节)")  # a space after it is meant
_TYPED = 0.3  # em: more than what word processors put between Chinese and figures by themselves
_WIDE = 0.8  # em, beyond what justified text has in the line: a gap meant as one
_RADICALS = str.maketrans(
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)}
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0xF900, 0xFB00), *range(0xFB00, 0xFB07))}
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F800, 0x2FA20)}
    # the supplement has no decompositions; these are characters in their own right, not parts of one
    | dict(
        zip(
            "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻁⺟",
            "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙虎母",
            strict=True,
        )
    )
)
# what cannot begin a line comes with the character before it, what cannot end one with the character after it
_PART = r"[（(《〈【「『\[]*(?:[A-Za-z0-9.,:/%‰@&_+-]+|[^“”‘’])[，。、；：！？）)》〉】」』\]%…—·,.;:!?]*"
_UNBROKEN = re.compile(rf"[“‘”’]*{_PART}(?:[“”‘’]+{_PART})*")
# controls, soft hyphens, marks of no width: some maps give them, and a line feed would end the line
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SYMBOL_BULLET = re.compile(r"^[\uf000-\uf0ff]\s*")


class PrintedLine(NamedTuple):
    """A line of a page.

    Attributes
    ----------
    text : str
    x, end, y, size : float
        Where it begins and ends, its baseline (upwards) and the size of most of its characters, in points.
    head : float
        The width of what would have to move along if its first character stood on the line before.
    apart : bool
        Whether it is made of cells: gaps in it are wider than any in running text.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    head: float
    apart: bool = False


class PrintedPage(NamedTuple):
    """The lines of a page (or of a column) in reading order, and where the paper begins and ends along them."""

    lines: list[PrintedLine]
    left: float = 0
    right: float = 595


def read_page(pieces: Sequence[Piece], box: Box = A4) -> PrintedPage:
    """Put a page's pieces together to lines; those turned against most of the page come last.

    Parameters
    ----------
    pieces : sequence of Piece
    box : tuple of float
        The paper: left, bottom, right, top, in points.
    """
    weight: Counter[int] = Counter()
    for piece in pieces:
        weight[piece.turn] += len(piece.text)
    lines: list[PrintedLine] = []
    for turn, _ in weight.most_common():
        rows = _gather([piece for piece in pieces if piece.turn == turn])
        lines += [_line(row.pieces) for row in _in_reading_order(rows)]
    left, bottom, right, top = box
    turn = weight.most_common(1)[0][0] if weight else 0
    edges = {0: (left, right), 90: (bottom, top), 180: (-right, -left), 270: (-top, -bottom)}[turn]
    return PrintedPage([line for line in lines if line.text], *edges)


def is_cjk(character: str) -> bool:
    """Whether a character is Chinese, or full-width punctuation, which stands without spaces."""
    return character >= "\u2e80" or character in "“”‘’—…·"


class _Row:
    """Pieces on one baseline."""

    def __init__(self, piece: Piece) -> None:
        self.pieces = [piece]
        self.x, self.end, self.y, self.size = piece.x, piece.end, piece.y, piece.size

    def takes(self, piece: Piece, *, next_drawn: bool) -> bool:
        """Add a piece if it goes on at the row's end or stands just before its beginning."""
        size = max(self.size, piece.size)
        if abs(piece.y - self.pieces[-1].y) > _reach(self.size, piece.size):
            return False
        after, before = piece.x - self.end, self.x - piece.end
        reach = math.inf if next_drawn else _COLUMN * size
        if not (-_OVERLAP * size <= after < reach or -_OVERLAP * size <= before < _COLUMN * size):
            return False
        self.add([piece])
        return True

    def add(self, pieces: Sequence[Piece]) -> None:
        self.pieces += pieces
        self.x = min(self.x, *(piece.x for piece in pieces))
        self.end = max(self.end, *(piece.end for piece in pieces))


def _reach(size: float, other: float) -> float:
    """Give how far apart baselines of these sizes may be on one line; little text does not belong to huge."""
    small, large = sorted((size, other))
    return _SAME_LINE * (large if large < 2 * small else small)


def _gather(pieces: Sequence[Piece]) -> list[_Row]:
    """Gather pieces into rows: what is drawn next on the same baseline, or fits to a row drawn shortly before."""
    rows: list[_Row] = []
    for piece in pieces:
        if not any(row.takes(piece, next_drawn=row is rows[-1]) for row in rows[-1:-4:-1]):
            rows.append(_Row(piece))
    return _interleave(rows)


def _interleave(rows: Sequence[_Row]) -> list[_Row]:
    """Put rows together that fill each other's gaps: a line whose quotation marks are drawn before its characters."""
    kept: dict[int, _Row] = {}
    last = -1
    for i in sorted(range(len(rows)), key=lambda i: (round(rows[i].y), rows[i].x)):
        row = rows[i]
        if last >= 0 and abs(rows[last].y - row.y) < _reach(rows[last].size, row.size) and row.x < rows[last].end:
            rows[last].add(row.pieces)
        else:
            last = i
            kept[i] = row
    return [kept[i] for i in sorted(kept)]


def _in_reading_order(rows: Sequence[_Row]) -> list[_Row]:
    """Order rows as drawn, but a row never before one above it: so columns and cells stay whole, whatever is drawn first."""
    if len(rows) > MOST_LINES:
        return sorted(rows, key=lambda row: -row.y)
    below: list[list[int]] = [[] for _ in rows]
    waits = [0] * len(rows)
    for i, row in enumerate(rows):
        for k, other in enumerate(rows):
            if other.y < row.y - _SAME_LINE * row.size and other.x < row.end and row.x < other.end:
                below[i].append(k)
                waits[k] += 1
    ready = [i for i, count in enumerate(waits) if not count]
    order = []
    while ready:
        i = heapq.heappop(ready)
        order.append(rows[i])
        for k in below[i]:
            waits[k] -= 1
            if not waits[k]:
                heapq.heappush(ready, k)
    return order


def _line(pieces: Sequence[Piece]) -> PrintedLine:
    row = sorted(pieces, key=lambda piece: piece.x)
    sizes: Counter[float] = Counter()
    for piece in row:
        sizes[piece.size] += len(piece.text)
    size = max(sizes, key=lambda s: (sizes[s], s))
    kept = [row[0]]
    for piece in row[1:]:
        if piece.text != kept[-1].text or abs(piece.x - kept[-1].x) > 0.3 * size:
            kept.append(piece)  # else drawn twice, to look bold
    gaps = [(right.x - left.end) / size for left, right in pairwise(kept)]
    usual = _usual_gap(kept, gaps)
    text = kept[0].text
    for piece, gap in zip(kept[1:], gaps, strict=True):
        text += (" " if _is_space(text, piece, gap, usual) else "") + piece.text
    return PrintedLine(
        text=_clean(text),
        x=kept[0].x,
        end=max(piece.end for piece in kept),
        y=median(piece.y for piece in kept),
        size=size,
        head=_head(kept, text),
        apart=any(gap > _COLUMN and gap > usual + _COLUMN for gap in gaps),
    )


def _clean(text: str) -> str:
    """Give ordinary characters for radicals and symbols, and no tabulator between a marker and its text."""
    text = _SYMBOL_BULLET.sub("•", _UNSEEN.sub("", text).translate(_RADICALS))
    marker = find_marker(text)
    return text[: marker.end] + text[marker.end :].lstrip() if marker else text


def _head(row: Sequence[Piece], text: str) -> float:
    """Measure what cannot be parted at the beginning of a line: a character or word, and punctuation bound to it."""
    found = _UNBROKEN.match(text)
    left = found.end() - text.count(" ", 0, found.end()) if found else 1
    for piece in row:
        if left <= len(piece.text):
            wide = sum(is_cjk(c) for c in piece.text)
            narrow = max(0.0, piece.end - piece.x - wide * piece.size) / max(1, len(piece.text) - wide)
            return piece.x - row[0].x + sum(piece.size if is_cjk(c) else narrow for c in piece.text[:left])
        left -= len(piece.text)
    return row[-1].end - row[0].x


def _usual_gap(row: Sequence[Piece], gaps: Sequence[float]) -> float:
    """Give the gap in em that a line has between its characters: none, unless it is spread out."""
    within = sum(len(piece.text) - 1 for piece in row)
    return median([0.0] * within + list(gaps)) if gaps else 0


def _is_space(text: str, piece: Piece, gap: float, usual: float) -> bool:
    if _CHAPTER.fullmatch(text):
        return piece.spaced or gap > usual + _TYPED
    before, after = text[-1], piece.text[0]
    if is_cjk(before) or is_cjk(after):
        words = (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii())
        return gap > usual + _WIDE or (words and piece.spaced and gap > _WORD / 2)
    return piece.spaced or gap > usual + _WORD
