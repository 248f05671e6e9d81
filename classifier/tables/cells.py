"""The cells of one sheet, put together from the events of its XML.

Takes a package and a part, gives numbered rows of values. Not for what a workbook tells about all sheets (workbook).
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from classifier.spreadsheet_text import LARGEST_CELL
from classifier.tables.dates import read_serial
from classifier.tables.grid import GridRow
from classifier.tables.package import Package, local
from classifier.tables.records import Unreadable

MOST_ROWS = 1_048_576  # of a sheet, as in Excel
MOST_COLUMNS = 16_384

_NO_VALUE = Unreadable("holds a formula without its value; open the file in Excel and save it")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Values(NamedTuple):
    """What cells refer to: the texts of the workbook, the styles that show dates, the year that dates count from."""

    texts: Sequence[str]
    date_styles: Collection[str]
    from_1904: bool

    def read(self, kind: str, style: str, written: str, *, formula: bool) -> Any:
        """Give the value of a cell by its type, style and text as written, and whether a formula computes it.

        It is str, int, float, bool, date, datetime or time, None for a blank cell, or `Unreadable`.
        """
        if kind in ("inlineStr", "str"):
            return unescape(written)
        if not written:
            return _NO_VALUE if formula else None
        if kind == "e":
            return Unreadable(f"holds the error {written[:20]}; mend it in Excel")
        if kind == "b":
            return written.strip() in ("1", "true")
        if kind == "d":
            return written
        try:
            if kind == "s":
                return self.texts[int(written)]
            number = int(written) if len(written) < 16 and written.lstrip("-").isdecimal() else float(written)
        except (ValueError, IndexError):
            return Unreadable(f"holds {written[:20]!r}, which is no value; open the file in Excel and save it")
        if not math.isfinite(number):
            return None
        return read_serial(number, from_1904=self.from_1904) if style in self.date_styles else number


class Runs:
    """The text of a cell, put together from its runs; how it is pronounced is not part of it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._pieces: list[str] = []
        self._length = 0
        self._open = self._pronounced = False

    def start(self, name: str) -> None:
        """Take the beginning of an element; a cell and a shared text begin with nothing."""
        if name in ("c", "si"):
            self._pieces.clear()
            self._length = 0
        elif name == "rPh":
            self._pronounced = True
        self._open = name in ("t", "v") and not self._pronounced

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._open = False
        if name == "rPh":
            self._pronounced = False

    def add(self, text: str) -> None:
        """Take text."""
        if self._open:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > LARGEST_CELL:
                raise self._package.damaged(f"a cell has more than {LARGEST_CELL} characters")

    def text(self) -> str:
        """Give the text so far."""
        return "".join(self._pieces)


def read_rows(package: Package, part: str, values: Values) -> Iterator[GridRow]:
    """Give the rows of a sheet by the numbers that Excel shows.

    Raises
    ------
    TableError
        If the part is damaged or has more rows or columns than Excel can write.
    """
    cells = _Cells(package, values)
    for _ in package.parse(part, cells.start, cells.end, cells.runs.add):
        while cells.rows:
            yield cells.rows.popleft()


def column_number(letters: str) -> int:
    """Give a column's place, from 0.

    Examples
    --------
    >>> [column_number(letters) for letters in ("A", "Z", "AB")]
    [0, 25, 27]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def unescape(text: str) -> str:
    r"""Give a text of a workbook as it was meant: ``_x000D_`` is a character, ``_x005F_x000D_`` are seven.

    Examples
    --------
    >>> unescape("普法_x000D_\n_x005F_x000D_")
    '普法\r\n_x000D_'
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Cells:
    """Puts rows together from the elements of a sheet, as they begin and end."""

    def __init__(self, package: Package, values: Values) -> None:
        self.rows: deque[GridRow] = deque()
        self.runs = Runs(package)
        self._package = package
        self._values = values
        self._number = self._rows_seen = self._cells_seen = 0
        self._place = -1
        self._row: dict[int, Any] = {}
        self._told: dict[str, str] = {}
        self._formula = False

    def start(self, name: str, told: dict[str, str]) -> None:
        name = local(name)
        if name == "c":
            self._start_cell(told)
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(told)
        self.runs.start(name)

    def end(self, name: str) -> None:
        name = local(name)
        self.runs.end(name)
        if name == "c":
            kind, style = self._told.get("t", "n"), self._told.get("s", "")
            value = self._values.read(kind, style, self.runs.text(), formula=self._formula)
            if value is not None:
                self._row[self._place] = value
        elif name == "row":
            self.rows.append(GridRow(self._number, self._row))

    def _start_row(self, told: dict[str, str]) -> None:
        written = told.get("r", "")
        self._number = int(written) if written.isdecimal() and len(written) < 8 else self._number + 1
        self._rows_seen += 1
        self._cells_seen, self._place, self._row = 0, -1, {}
        if max(self._rows_seen, self._number) > MOST_ROWS:
            raise self._package.damaged(f"a sheet has more than {MOST_ROWS} rows")

    def _start_cell(self, told: dict[str, str]) -> None:
        letters = told.get("r", "").rstrip("0123456789")
        self._place = column_number(letters) if letters else self._place + 1
        self._told, self._formula = told, False
        self._cells_seen += 1
        if max(self._cells_seen, self._place) > MOST_COLUMNS:
            raise self._package.damaged(f"a row has more than {MOST_COLUMNS} columns")
