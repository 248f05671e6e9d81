"""Rows as CSV for Excel: UTF-8 with a byte-order mark, CRLF, nested values as JSON.

A text that a spreadsheet would take for a formula gets an apostrophe in front, which our own readers take off again.
"""

from __future__ import annotations

import codecs
import csv
import io
import warnings
from typing import BinaryIO

from classifier.spreadsheet_text import escape_formula
from classifier.writers.characters import CELL_LIMIT, ROW_LIMIT, dump_evidence, is_too_long, replace_forbidden
from classifier.writers.rows import COLUMNS, Outcome, Row


class CsvWriter:
    """Write rows to a binary stream as they come, with `head` the column names first."""

    def __init__(self, sink: BinaryIO, *, head: bool = True) -> None:
        self._sink = sink
        self._rows = 0
        self._long = 0
        if head:
            sink.write(codecs.BOM_UTF8)
            self._write(COLUMNS)

    def write(self, row: Row) -> None:
        """Write one row."""
        cells = [_cell(row[name]) for name in COLUMNS]  # type: ignore[literal-required]
        self._write(cells)
        self._rows += 1
        self._long += sum(isinstance(cell, str) and is_too_long(cell) for cell in cells)

    def finish(self, outcome: Outcome) -> None:
        """Warn of what the file holds and Excel does not show; the outcome has no place in a table."""
        if self._long:
            warnings.warn(
                f"{self._long} cells are longer than the {CELL_LIMIT:,} characters that Excel shows; for Excel write .xlsx",
                stacklevel=2,
            )
        if self._rows >= ROW_LIMIT:
            warnings.warn(
                f"{self._rows:,} rows are more than the {ROW_LIMIT - 1:,} that Excel shows; for Excel write .xlsx",
                stacklevel=2,
            )

    def close(self) -> None:
        """Do nothing: the stream belongs to who opened it."""

    def _write(self, cells: object) -> None:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(cells)  # type: ignore[arg-type]
        self._sink.write(line.getvalue().encode("utf-8", "backslashreplace"))


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape_formula(replace_forbidden(value))
    if isinstance(value, list):
        return dump_evidence(value)
    return value
