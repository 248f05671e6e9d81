"""A workbook to records: which sheet, where its header is, what merged cells stand for.

Takes an open .xlsx file. Not for its format (workbook).
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from classifier.errors import TableError
from classifier.tables.columns import Wanted
from classifier.tables.grid import (
    HEADER_WITHIN,
    GridRow,
    Header,
    filled,
    find_header,
    is_blank,
    read_below,
    tell_no_header,
)
from classifier.tables.records import Record, Report
from classifier.tables.workbook import Sheet, Workbook


def read_xlsx(
    source: BinaryIO,
    *,
    table: str,
    wanted: Wanted | None,
    needed: Collection[str],
    sheet: str | None,
    report: Report,
) -> Iterator[Record]:
    """Read the records of one sheet of a workbook."""
    book = Workbook(source, table)
    candidates = _candidates(book, sheet, table)
    beginnings = {at: list(islice(_rows(book, at), HEADER_WITHIN)) for at in candidates}
    headers = {
        at: header
        for at, first in beginnings.items()
        if (header := find_header(first, wanted, needed, table=f"{table}, sheet {at.name}"))
    }
    if not headers:
        _refuse(beginnings, wanted or {}, needed, table)
        return
    chosen, header = next(iter(headers.items()))
    if wanted is not None and len(headers) > 1:
        warnings.warn(
            f"{table}: the sheets {', '.join(at.name for at in headers)} have the wanted columns; only {chosen.name} is "
            "read, put all rows into one sheet",
            stacklevel=2,
        )
    rows = _spread(_rows(book, chosen), book.merges(chosen), header)
    yield from read_below(rows, header, report, fits=False)


def _candidates(book: Workbook, name: str | None, table: str) -> list[Sheet]:
    """Give the sheet of that name, or all that people see."""
    if name is None:
        return [sheet for sheet in book.sheets if not sheet.hidden]
    named = [sheet for sheet in book.sheets if sheet.name == name]
    if not named:
        names = ", ".join(sheet.name for sheet in book.sheets)
        raise TableError(f"{table}: has no sheet {name!r}; its sheets are {names}")
    return named


def _rows(book: Workbook, sheet: Sheet) -> Iterator[GridRow]:
    """Give the rows that say something, every line end as Unix writes it."""
    for row in filled(book.rows(sheet)):
        yield GridRow(row.number, {place: _mend_line_ends(value) for place, value in row.cells.items()})


def _mend_line_ends(value: Any) -> Any:
    if isinstance(value, str) and "\r" in value:
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value


def _refuse(beginnings: Mapping[Sheet, Sequence[GridRow]], wanted: Wanted, needed: Collection[str], table: str) -> None:
    """Say what the first sheet with rows has instead of the wanted columns; without any rows there is nothing wrong."""
    for sheet, first in beginnings.items():
        if first:
            others = "".join(f", {other.name}" for other in beginnings if other != sheet)
            raise TableError(
                f"{table}, sheet {sheet.name}: {tell_no_header(first, wanted, needed)}"
                + (f"; the other sheets{others} have none either" if others else "")
            )


def _spread(rows: Iterable[GridRow], merges: Mapping[tuple[int, int], int], header: Header) -> Iterator[GridRow]:
    """Give merged cells their value in every row that they cover; a header of several rows ends with the last one."""
    header_end = max(
        (last for (first, place), last in merges.items() if first <= header.number <= last and place in header.names),
        default=header.number,
    )
    spread: dict[int, tuple[int, Any]] = {}
    for row in rows:
        if row.number <= header_end:
            continue
        spread = {place: (last, value) for place, (last, value) in spread.items() if row.number <= last}
        covered = {place: value for place, (_, value) in spread.items() if is_blank(row.cells.get(place))}
        for place, value in row.cells.items():
            last = merges.get((row.number, place), 0)
            if last > row.number:
                spread[place] = (last, value)
        yield GridRow(row.number, {**row.cells, **covered})
