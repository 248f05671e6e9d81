"""CSV and its kin: cells between commas, tabs or semicolons, as Excel and others save them.

Takes text, gives numbered rows; the separator is the one that makes the best header. The number of a row is the one
that Excel shows: a cell may go over several lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import TextIO

from classifier.errors import TableError
from classifier.spreadsheet_text import LARGEST_CELL, unescape_formula
from classifier.tables.columns import Wanted, match_columns
from classifier.tables.grid import HEADER_WITHIN, GridRow, filled, find_header, read_below, tell_no_header
from classifier.tables.lines import read_lines
from classifier.tables.records import Record, Report

SEPARATORS = (",", "\t", ";")
_SAMPLE = 1 << 16  # characters in which the header is


def read_csv(
    source: TextIO, *, table: str, wanted: Wanted | None, needed: Collection[str], report: Report
) -> Iterator[Record]:
    """Read the records of a CSV file, open at its beginning and seekable."""
    separator = find_separator(source, wanted)
    rows = filled(_rows(source, separator, table))
    first = list(islice(rows, HEADER_WITHIN))
    header = find_header(first, wanted, needed, table=table)
    if header is None:
        if first:
            raise TableError(f"{table}: {tell_no_header(first, wanted or {}, needed)}")
        return
    yield from read_below(chain(first, rows), header, report, fits=True)


def find_separator(source: TextIO, wanted: Wanted | None) -> str:
    """Give the separator under which the first lines hold most of the wanted columns, or most columns soonest."""
    begin = source.tell()
    sample = source.read(_SAMPLE)
    source.seek(begin)
    return max(SEPARATORS, key=lambda separator: _fitness(sample, separator, wanted))


def _fitness(sample: str, separator: str, wanted: Wanted | None) -> tuple[int, int, int]:
    best = (0, 0, 0)
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    for number, row in enumerate(islice(rows, HEADER_WITHIN)):
        known = len(match_columns(row, wanted)) if wanted else 0
        best = max(best, (known, -number if len(row) > 1 else -HEADER_WITHIN, len(row)))
    return best


def _rows(source: TextIO, separator: str, table: str) -> Iterator[GridRow]:
    csv.field_size_limit(LARGEST_CELL)
    # strict: a quotation mark left open would otherwise swallow the rest of the file without a word
    reader = csv.reader(read_lines(source, table), delimiter=separator, strict=True)
    number = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            cure = ".jsonl" if "field limit" in str(error) else ".xlsx"
            raise TableError(
                f"{table}, row {number + 1} (line {reader.line_num}): is not a row of a table ({error}); close the "
                f"quotation mark that is open, double those inside a cell, or save the table as {cure}"
            ) from error
        if row is None:
            return
        number += 1
        yield GridRow(number, {place: unescape_formula(cell) for place, cell in enumerate(row)})
