"""A workbook: its sheets, and what they share.

Takes an open .xlsx file, gives the rows of a sheet as a stream. Not for finding the header (grid) nor for choosing the
sheet (xlsx).

It is read here and not by openpyxl, whose streaming reader tells neither merged cells nor formulas without values,
takes dates in Excel's Chinese formats for numbers, takes every ``x005F_`` out of a text, and refuses files with styles
that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from classifier.tables.cells import Runs, Values, column_number, read_rows, unescape
from classifier.tables.dates import is_date_format
from classifier.tables.grid import GridRow
from classifier.tables.package import MOST_BYTES, Package, local

_CELLS_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_RANGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]{0,100}?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_OVERLAP = 256  # bytes, longer than what is looked for


class Sheet(NamedTuple):
    """A sheet: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """The sheets of a workbook.

    Parameters
    ----------
    source, table, most_bytes
        As for `Package`.

    Attributes
    ----------
    sheets : list of Sheet
        In their order; without charts.

    Raises
    ------
    TableError
        If the file is damaged, too large or protected.
    """

    def __init__(self, source: BinaryIO, table: str, *, most_bytes: int = MOST_BYTES) -> None:
        self._package = Package(source, table, most_bytes=most_bytes)
        main = next((r["Target"] for r in self._package.relations("") if r["Type"] == "officeDocument"), "")
        relations = self._package.relations(main)
        targets = {r["Id"]: r["Target"] for r in relations if r["Type"] == "worksheet"}
        self.sheets: list[Sheet] = []
        from_1904 = False
        for name, told in self._package.elements(main, {"sheet", "workbookPr"}):
            if name == "workbookPr":
                from_1904 = told.get("date1904") in ("1", "true")
            elif told.get("id") in targets:
                hidden = told.get("state", "visible") != "visible"
                self.sheets.append(Sheet(told.get("name", ""), targets[told["id"]], hidden))
        parts = {r["Type"]: r["Target"] for r in relations if r["Target"] in self._package}
        self._values = Values(
            texts=list(_read_texts(self._package, parts["sharedStrings"])) if "sharedStrings" in parts else [],
            date_styles=_read_date_styles(self._package, parts["styles"]) if "styles" in parts else set(),
            from_1904=from_1904,
        )

    def rows(self, sheet: Sheet) -> Iterator[GridRow]:
        """Give the rows of a sheet by the numbers that Excel shows, hidden ones too; texts are exactly as meant."""
        return read_rows(self._package, sheet.part, self._values)

    def merges(self, sheet: Sheet) -> dict[tuple[int, int], int]:
        """Give the merged cells: for row and place of the first one the last row."""
        found: dict[tuple[int, int], int] = {}
        window = b""
        below = False  # ranges are listed below the cells
        for piece in self._package.pieces(sheet.part):
            window += piece
            end = None if below else _CELLS_END.search(window)
            below = below or end is not None
            if below:
                for match in _RANGE.finditer(window, end.end() if end else 0):
                    found[int(match[2]), column_number(match[1].decode())] = int(match[4])
            window = window[-_OVERLAP:]
        return found


def _read_texts(package: Package, part: str) -> Iterator[str]:
    """Give the texts that cells refer to by number."""
    texts: list[str] = []
    runs = Runs(package)

    def start(name: str, _: dict[str, str]) -> None:
        runs.start(local(name))

    def end(name: str) -> None:
        runs.end(local(name))
        if local(name) == "si":
            texts.append(unescape(runs.text()))

    for _ in package.parse(part, start, end, runs.add):
        yield from texts
        texts.clear()


def _read_date_styles(package: Package, part: str) -> set[str]:
    """Give the numbers of the styles that show a number as a date."""
    custom: dict[str, str] = {}
    styles: list[str] = []
    within = ""
    groups = {"numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}
    for name, told in package.elements(part, {*groups, "numFmt", "xf"}):
        if name in groups:
            within = name
        elif name == "xf" and within == "cellXfs":
            styles.append(told.get("numFmtId", "0"))
        elif name == "numFmt" and within == "numFmts":
            custom[told.get("numFmtId", "")] = told.get("formatCode", "")
    return {str(style) for style, number in enumerate(styles) if is_date_format(number, custom.get(number))}
