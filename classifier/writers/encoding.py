"""Rows to bytes that can be appended to a file: a form of which a part is good by itself.

Not for files (writing) nor for forms that only a whole file has (xlsx, parquet).
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from classifier.writers.csv import CsvWriter
from classifier.writers.jsonl import JsonlWriter
from classifier.writers.rows import Outcome, Row

FORMS = ("csv", "jsonl")


def encode_rows(rows: Iterable[Row], form: str) -> bytes:
    """Give rows in one of `FORMS`, without what stands before the first row."""
    sink = io.BytesIO()
    writer = CsvWriter(sink, head=False) if form == "csv" else JsonlWriter(sink)
    for row in rows:
        writer.write(row)
    writer.finish(Outcome())
    return sink.getvalue()


def encode_head(form: str) -> bytes:
    """Give what stands before the first row."""
    sink = io.BytesIO()
    if form == "csv":
        CsvWriter(sink)
    return sink.getvalue()
