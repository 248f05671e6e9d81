"""Cells of a workbook: text stays text, whatever it looks like, and whole, however long it is.

Takes sheets of XlsxWriter, places and values. Not for what is in which cell (xlsx, sheets).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.writers.characters import CELL_LIMIT, is_too_long, replace_forbidden
from classifier.writers.chinese import LONG_TEXTS, find_pointer, shorten
from classifier.writers.styles import Styles, set_print

_PIECE = CELL_LIMIT // 2  # characters of a long text in one cell: they fit even if all of them are emoji
_COLUMNS = (("编号", 8), ("片段", 8), ("文字", 140))
# what XlsxWriter would write as something else: it passes on as XML what opens with <r> and ends with </r>, and of two
# escapes that share an underscore (_x0041_x0042_) it escapes the first
_MISREAD = re.compile(r"\A<r>.*</r>\Z|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", re.DOTALL)
_SUSPECT = re.compile(r"_x|\A<r>|号）\Z")  # found in all that are misread or look like a pointer
_SEAM = re.compile(r"(?<=_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")


class Cells:
    """Write values into the cells of one workbook; a text that one cannot hold goes into a sheet of its own."""

    def __init__(self, book: Workbook, styles: Styles) -> None:
        self.styles = styles
        self._book = book
        self._sheet: Worksheet | None = None
        self._row = 0
        self._numbers: dict[bytes, int] = {}

    @property
    def long_texts(self) -> int:
        """How many texts are in that sheet."""
        return len(self._numbers)

    def put(self, sheet: Worksheet, row: int, column: int, value: str | float | None, style: Format) -> None:
        """Write a number as a number and a text as a text; None and an empty text leave the cell empty."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, self._fit(value), style)
        else:
            sheet.write_number(row, column, value, style)

    def put_header(self, sheet: Worksheet, row: int, columns: Sequence[tuple[str, float]]) -> None:
        """Write a header and set the widths of its columns, in digits; it stays in sight and on every printed page."""
        sheet.set_row(row, 26)
        for column, (name, width) in enumerate(columns):
            self.put(sheet, row, column, name, self.styles.header)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(0, row)
        set_print(sheet)

    def _fit(self, text: str) -> str:
        """Give what a cell can hold: the text, or its beginning and where the whole is."""
        text = replace_forbidden(text)
        if len(text) <= _PIECE and not _SUSPECT.search(text):
            return text
        if is_too_long(text) or find_pointer(text) or _MISREAD.search(text):
            return shorten(text, self._keep(text))
        return text

    def _keep(self, text: str) -> int:
        """Write a long text into its own sheet, unless it is there; give its number."""
        key = hashlib.sha256(text.encode()).digest()
        if key in self._numbers:
            return self._numbers[key]
        number = self._numbers[key] = len(self._numbers) + 1
        if self._sheet is None:
            self._sheet = self._book.add_worksheet(LONG_TEXTS)
            self.put_header(self._sheet, 0, _COLUMNS)
        for position, piece in enumerate(_pieces(text), 1):
            self._row += 1
            self._sheet.write_number(self._row, 0, number, self.styles.whole)
            self._sheet.write_number(self._row, 1, position, self.styles.whole)
            self._sheet.write_string(self._row, 2, piece, self.styles.text)
        return number


def _pieces(text: str) -> Iterator[str]:
    """Cut a text so that every piece fits into a cell and is read as it stands."""
    for part in _SEAM.split(text):
        for start in range(0, len(part), _PIECE):
            piece = part[start : start + _PIECE]
            if piece.startswith("<r>"):
                yield "<"
                piece = piece[1:]
            yield piece
