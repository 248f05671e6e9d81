"""Rows as one page for readers in Chinese, which opens offline and which our own commands read back.

Takes rows one by one and keeps them on disk until `finish`, so that memory grows with the documents, not with the rows;
the same rows give the same bytes. Not for what is on the page (page) nor for reading it (result_pages).
"""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from classifier.writers.page import render_page
from classifier.writers.rows import COLUMNS, Outcome, Row
from classifier.writers.tally import Tally

LARGEST = 20_000_000  # bytes: above it an office computer's browser takes seconds to show and to filter
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


class HtmlWriter:
    """Write rows to a binary stream; the page is there when `finish` returns."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._rows = tempfile.TemporaryFile(prefix="classifier-")  # noqa: SIM115 (closed by close)
        self._tally = Tally()
        self._stretches: dict[str, list[tuple[int, int]]] = {}  # of each document, in that file: from where to where

    def write(self, row: Row) -> None:
        """Write one row."""
        self._tally.add(row)
        start = self._rows.tell()
        self._rows.write(dump_row(row))
        stretches = self._stretches.setdefault(row["document"], [])
        if stretches and stretches[-1][1] == start:
            start, _ = stretches.pop()
        stretches.append((start, self._rows.tell()))

    def finish(self, outcome: Outcome) -> None:
        """Put the page together."""
        if not outcome.model:
            outcome = replace(outcome, model="、".join(self._tally.models))
        size = 0
        for piece in render_page(self._tally, outcome, self._read_rows, self._lines()):
            size += self._sink.write(piece.encode())
        if size > LARGEST:
            warnings.warn(
                f"the page has {size / 1e6:.0f} MB, more than browsers show with ease; for {self._tally.all.paragraphs:,} "
                "paragraphs write .xlsx or .jsonl, or a page for each part of the reports",
                stacklevel=2,
            )

    def close(self) -> None:
        """Let go of the file on disk."""
        self._rows.close()

    def _read_rows(self, document: str) -> Iterator[Row]:
        """Read the rows of one document back."""
        for start, end in self._stretches[document]:
            while start < end:
                self._rows.seek(start)
                line = self._rows.readline()
                start += len(line)
                yield cast("Row", dict(zip(COLUMNS, json.loads(line), strict=True)))

    def _lines(self) -> Iterator[str]:
        self._rows.seek(0)
        for line in self._rows:
            yield line.decode()


def dump_row(row: Row) -> bytes:
    """Give a row as a line of JSON, its values in the order of `COLUMNS`, in which nothing can end the element around it."""
    values = [row[name] for name in COLUMNS]  # type: ignore[literal-required]
    dumped = json.dumps(values, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return dumped.encode("utf-8", "backslashreplace") + b"\n"
