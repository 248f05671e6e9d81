"""A path to records: the kind is taken from the bytes, the reader from the kind."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from classifier.errors import TableError
from classifier.tables.columns import Wanted
from classifier.tables.records import Record, Report, make_report
from classifier.tables.sources import decode_source, find_kind, open_source

SUFFIXES = (".csv", ".tsv", ".jsonl", ".json", ".xlsx", ".parquet")


def read_records(
    path: str | os.PathLike[str],
    *,
    wanted: Wanted | None = None,
    needed: Collection[str] = (),
    sheet: str | None = None,
    on_bad_row: Report | None = None,
) -> Iterator[Record]:
    """Give the rows of a table one by one; memory does not grow with their number.

    CSV and TSV are decoded as `encoding` decides, their separator is found, formulas that our writers have escaped are
    given back. In a workbook dates are `date`, `datetime` or `time`, and a merged cell's value is that of every row it
    covers; its texts are in memory, as its format keeps them in one place.

    Parameters
    ----------
    path : path
        A CSV, TSV, JSON lines, JSON (a list of objects), Excel or Parquet file, or a folder of Parquet files.
    wanted : mapping of str to sequence of str, optional
        Fields, and the names that the column of each may have (see `find_columns`). Records then have the fields that
        were found, and nothing else. By default they have all columns by their own names.
    needed : collection of str
        Those of the fields without which the table cannot be used.
    sheet : str, optional
        The sheet of a workbook; by default the first one not hidden that has the needed columns.
    on_bad_row : callable, optional
        Called with the number of every row that cannot be read, and the reason; the row is left out. Without it the
        first one is an error.

    Yields
    ------
    Record

    Raises
    ------
    TableError
        If the file cannot be read, is of another kind, or lacks a needed column; the message names the file, and the
        row where there is one.

    Examples
    --------
    >>> records = read_records("data/corpus/plans-and-notices.jsonl", wanted={"theme": ("主题", "theme")})
    >>> next(records)
    Record(number=1, values={'theme': '普法宣传'})
    """
    table = os.fspath(path).replace("\\", "/") if os.name == "nt" else os.fspath(path)
    try:
        yield from _read(Path(path), table, wanted, needed, sheet, make_report(table, on_bad_row))
    except OSError as error:
        raise TableError(f"{table}: cannot be read ({error.strerror or error}); check the disk") from error


def _read(
    path: Path, table: str, wanted: Wanted | None, needed: Collection[str], sheet: str | None, report: Report
) -> Iterator[Record]:
    """Choose the reader; each is imported when it is first needed."""
    if path.is_dir():
        from classifier.tables.parquet import read_parquet

        yield from read_parquet(path, table=table, wanted=wanted, needed=needed)
        return
    with open_source(path, table) as source:
        kind = find_kind(source, path.suffix, table)
        if kind == "parquet":
            from classifier.tables.parquet import read_parquet

            yield from read_parquet(path, table=table, wanted=wanted, needed=needed)
        elif kind == "xlsx":
            from classifier.tables.xlsx import read_xlsx

            yield from read_xlsx(source, table=table, wanted=wanted, needed=needed, sheet=sheet, report=report)
        else:
            from classifier.tables.csv import read_csv
            from classifier.tables.jsonl import read_json

            read = read_csv if kind == "csv" else read_json
            text = decode_source(source, table)
            yield from read(text, table=table, wanted=wanted, needed=needed, report=report)
