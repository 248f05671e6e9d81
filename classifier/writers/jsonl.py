"""Rows as JSON lines: UTF-8, one object a line, keys in the order of the row."""

from __future__ import annotations

import json
from typing import BinaryIO

from classifier.writers.rows import Outcome, Row

_JSON = json.JSONEncoder(ensure_ascii=False)


class JsonlWriter:
    """Write rows to a binary stream as they come."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def write(self, row: Row) -> None:
        """Write one row."""
        self._sink.write(_JSON.encode(row).encode("utf-8", "backslashreplace") + b"\n")

    def finish(self, outcome: Outcome) -> None:
        """Flush; every line stands alone."""
        self._sink.flush()

    def close(self) -> None:
        """Do nothing: the stream belongs to who opened it."""
