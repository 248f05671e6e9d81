"""Rows of cells to records: where the header is, and what is under it.

Takes the numbered rows of a sheet or of a CSV file. Not for reading them from files (csv, xlsx).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from classifier.tables.columns import Wanted, find_columns, list_columns, match_columns, tell_wrong
from classifier.tables.records import Record, Report, Unreadable

HEADER_WITHIN = 10  # rows: people put a title, a date or a note above the names of the columns


class GridRow(NamedTuple):
    """A row: its number, and its cells by their place, counted from 0; blank ones may be left out."""

    number: int
    cells: Mapping[int, Any]


class Header(NamedTuple):
    """The row with the names of the columns: its number, its names by their place, and those that records bear."""

    number: int
    names: dict[int, str]
    columns: dict[int, str]


def is_blank(value: object) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def filled(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Leave out the rows that say nothing."""
    return (row for row in rows if not all(map(is_blank, row.cells.values())))


def read_names(row: GridRow) -> dict[int, str]:
    """Give the cells of a row that say something, as names of columns."""
    told = ((place, value) for place, value in row.cells.items() if not is_blank(value))
    return {place: str(value).strip() for place, value in told if not isinstance(value, Unreadable)}


def find_header(
    rows: Sequence[GridRow], wanted: Wanted | None, needed: Collection[str], *, table: str
) -> Header | None:
    """Find the header among the first rows: the row with most columns wanted; without any, the first with two cells.

    Raises
    ------
    TableError
        If a wanted column is there twice.
    """
    named = [(row.number, names) for row in rows if (names := read_names(row))]
    if not named:
        return None
    if wanted is None:
        number, names = next((found for found in named if len(found[1]) > 1), named[0])
        return Header(number, names, _first_of_each(names))
    number, names = max(named, key=lambda found: len(match_columns(found[1].values(), wanted)))
    known = match_columns(names.values(), wanted)
    if not known or any(field not in known for field in needed):
        return None
    fields = {column: field for field, column in find_columns([*names.values()], wanted, table=table).items()}
    return Header(number, names, {place: fields[name] for place, name in names.items() if name in fields})


def tell_no_header(rows: Sequence[GridRow], wanted: Wanted, needed: Collection[str]) -> str:
    """Say what the first rows of a table without the wanted columns have instead."""
    names = [*max(map(read_names, rows), key=len).values()]
    wrong = tell_wrong(names, wanted, needed, match_columns(names, wanted))
    return f"{wrong or f'none of its columns is known: {list_columns(names)}'}; the first row must name the columns"


def read_below(rows: Iterable[GridRow], header: Header, report: Report, *, fits: bool) -> Iterator[Record]:
    """Give the records below a header.

    Parameters
    ----------
    rows : iterable of GridRow
        Only such as say something.
    header : Header
    report : callable
        Told of rows that cannot be read.
    fits : bool
        Whether a cell beyond the header is a mistake (a comma that should have been quoted) rather than a note.
    """
    width = max(header.names) + 1
    for row in rows:
        if row.number <= header.number:
            continue
        values = {name: row.cells.get(place) for place, name in header.columns.items()}
        wrong = next((name for name, value in values.items() if isinstance(value, Unreadable)), None)
        last = max(place for place, value in row.cells.items() if not is_blank(value))
        if wrong is not None:
            report(row.number, f"{wrong} {values[wrong].reason}")  # type: ignore[union-attr]
        elif fits and last >= width:
            report(
                row.number,
                f"has {last + 1} cells, but the header has {width}; put quotation marks around cells that hold the "
                "separator, or save the table as .xlsx",
            )
        else:
            yield Record(row.number, values)


def _first_of_each(names: Mapping[int, str]) -> dict[int, str]:
    first: dict[str, int] = {}
    for place, name in names.items():
        first.setdefault(name, place)
    return {place: name for name, place in first.items()}
