"""Workbooks of results: which sheets hold rows, which columns are which, and the texts that no cell holds.

Takes a path, gives records by the names of their fields. Not for the values (results) nor the format (tables.workbook).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import ResultsError
from classifier.tables.grid import GridRow, filled, read_names
from classifier.tables.package import MOST_BYTES
from classifier.tables.sources import find_kind, open_source
from classifier.tables.workbook import Workbook
from classifier.writers import COLUMNS, chinese

_HEADERS = {c.field: c.header for c in chinese.COLUMNS if c.field in COLUMNS}
# more times its size than a workbook may unpack to; that of rows all alike comes to 21
_BOMB_RATIO = 100

Record = Mapping[str, Any]


def read_workbook(path: Path) -> Iterator[tuple[str, Record]]:
    """Give the rows of all sheets that have them: where each stands, and its values by their fields.

    Raises
    ------
    ResultsError
        If there are no rows, or a column is missing.
    TableError
        If the file is damaged or no workbook.
    """
    table = str(path)
    with open_source(path, table) as source:
        if find_kind(source, path.suffix, table) != "xlsx":
            raise ResultsError(f"{path}: is no Excel workbook, whatever its name; name one that classify wrote")
        book = Workbook(source, table, most_bytes=max(MOST_BYTES, _BOMB_RATIO * path.stat().st_size))
        found = False
        long_texts = read_long_texts(book)
        for sheet in book.sheets:
            rows = filled(book.rows(sheet))
            # of columns with one name the first counts
            places = {name: place for place, name in reversed(read_names(next(rows, GridRow(0, {}))).items())}
            if _HEADERS["text"] not in places or _HEADERS["accepted"] not in places:
                continue
            found = True
            missing = [header for header in _HEADERS.values() if header not in places]
            if missing:
                raise missing_columns(f"{path}, sheet {sheet.name}", missing)
            for row in rows:
                cells = {field: row.cells.get(places[header]) for field, header in _HEADERS.items()}
                yield f"sheet {sheet.name}, row {row.number}", _record(cells, long_texts)
        if not found:
            raise ResultsError(f"{path}: has no sheet of rows; name a workbook that classify wrote")


def _record(cells: dict[str, Any], long_texts: Mapping[int, str]) -> Record:
    record = {field: restore_text(value, long_texts) for field, value in cells.items()}
    to_check = cells["accepted"]
    record["accepted"] = {chinese.YES: False, chinese.NO: True}.get(to_check, to_check)
    return record


def restore_text(value: Any, long_texts: Mapping[int, str]) -> Any:
    """Give the whole text for what a cell says in place of one that it cannot hold; other values stay as they are."""
    number = chinese.find_pointer(value) if isinstance(value, str) else None
    if number is not None and number in long_texts and chinese.shorten(long_texts[number], number) == value:
        return long_texts[number]
    return value


def read_long_texts(book: Workbook) -> dict[int, str]:
    """Give the texts that no cell holds, by their numbers."""
    pieces: dict[int, list[str]] = {}
    for sheet in book.sheets:
        if sheet.name == chinese.LONG_TEXTS:
            for _, cells in book.rows(sheet):
                number, piece = cells.get(0), cells.get(2)
                if isinstance(number, int) and isinstance(piece, str):
                    pieces.setdefault(number, []).append(piece)
    return {number: "".join(found) for number, found in pieces.items()}


def missing_columns(place: str, names: list[str]) -> ResultsError:
    """Give the error of a result that lacks columns."""
    return ResultsError(f"{place}: has no {', '.join(names)}; classify the reports again, and keep all columns")
