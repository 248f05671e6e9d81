"""A stream of rows to the file that its suffix names, whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

from classifier.errors import OutputError
from classifier.files import replace_file
from classifier.writers.csv import CsvWriter
from classifier.writers.jsonl import JsonlWriter
from classifier.writers.rows import Row


class Writer(Protocol):
    """Takes rows one by one."""

    def write(self, row: Row) -> None:
        """Write one row."""


_WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {".jsonl": JsonlWriter, ".csv": CsvWriter}
SUFFIXES = tuple(_WRITERS)


def check_output(output: str, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that rows can go to `output`.

    Raises
    ------
    OutputError
        If its suffix names no format, or it is there and may not be overwritten.
    """
    if output == "-":
        return
    path = Path(output)
    if path.suffix.lower() not in _WRITERS:
        raise OutputError(f"{output}: the suffix names no format of rows; choose one of {', '.join(SUFFIXES)}, or -")
    if path.is_dir():
        raise OutputError(f"{output}: is a folder; name a file in it")
    if path.exists() and not overwrite:
        raise OutputError(f"{output}: is there already; choose another name, or add --overwrite")


def write_rows(rows: Iterable[Row], output: str, *, overwrite: bool = False) -> int:
    """Write rows to a file by its suffix, or to standard output (``-``, JSON lines); give how many.

    The file has its final name only when the last row is on the disk.
    """
    check_output(output, overwrite=overwrite)
    if output == "-":
        count = _write_all(rows, JsonlWriter(sys.stdout.buffer))
        sys.stdout.buffer.flush()
        return count
    path = Path(output)
    with replace_file(path) as sink:
        return _write_all(rows, _WRITERS[path.suffix.lower()](sink))


def _write_all(rows: Iterable[Row], writer: Writer) -> int:
    count = 0
    for row in rows:
        writer.write(row)
        count += 1
    return count
