"""Rows as CSV for Excel: UTF-8 with a byte-order mark, CRLF, nested values as JSON.

A text that a spreadsheet would take for a formula gets an apostrophe in front, which our own readers take off again.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from typing import BinaryIO

from classifier.writers.rows import COLUMNS, Row

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CsvWriter:
    """Write rows to a binary stream as they come, the column names first."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        sink.write(codecs.BOM_UTF8)
        self._write(COLUMNS)

    def write(self, row: Row) -> None:
        """Write one row."""
        self._write([_cell(row[name]) for name in COLUMNS])  # type: ignore[literal-required]

    def _write(self, cells: object) -> None:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(cells)  # type: ignore[arg-type]
        self._sink.write(line.getvalue().encode("utf-8", "backslashreplace"))


def escape_formula(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula; `unescape_formula` gives the original back."""
    return "'" + text if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Take off the apostrophe that `escape_formula` has put in front."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape_formula(_CONTROL.sub("\ufffd", value))
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
