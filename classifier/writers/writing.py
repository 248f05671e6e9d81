"""A stream of rows to the file that its suffix names, whole or not at all."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from classifier.errors import OutputError
from classifier.files import check_target, replace_file, replace_folder
from classifier.writers.csv import CsvWriter
from classifier.writers.jsonl import JsonlWriter
from classifier.writers.rows import Outcome, Row

SUFFIXES = (".jsonl", ".csv", ".xlsx", ".parquet", ".html")
PART = "part-*.parquet"


class Writer(Protocol):
    """Takes rows one by one, then how the run went."""

    def write(self, row: Row) -> None:
        """Write one row."""

    def finish(self, outcome: Outcome) -> None:
        """Write what stands beside or after the rows; without it the output is not whole."""

    def close(self) -> None:
        """Let go of what the writer holds, finished or not."""


def check_output(output: str, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that rows can go to `output`.

    Raises
    ------
    OutputError
        If its suffix names no format, what writes the format is not installed, or it is there and may not be
        overwritten.
    """
    if Path(output).suffix.lower() == ".parquet":
        _check_parquet(Path(output))
    check_target(output, SUFFIXES, "rows", overwrite=overwrite, stdout=True)


def write_rows(
    rows: Iterable[Row], output: str, *, overwrite: bool = False, outcome: Callable[[], Outcome] = Outcome
) -> int:
    """Write rows to a file by its suffix, or to standard output (``-``, JSON lines); give how many.

    The file, for Parquet a folder of parts, has its final name only when the last row is on the disk.

    Parameters
    ----------
    rows : iterable of Row
    output : str
        Its suffix is one of `SUFFIXES`.
    overwrite : bool
        Whether an output that is there may be replaced.
    outcome : callable, optional
        Called after the last row: how the run went, for formats that have a place for it.
    """
    with open_writer(output, overwrite=overwrite, outcome=outcome) as writer:
        count = 0
        for row in rows:
            writer.write(row)
            count += 1
    return count


@contextlib.contextmanager
def open_writer(output: str, *, overwrite: bool = False, outcome: Callable[[], Outcome] = Outcome) -> Iterator[Writer]:
    """Give the writer for an output; it is finished, and the output in place, when the block ends well.

    Parameters are those of `write_rows`.
    """
    check_output(output, overwrite=overwrite)
    with contextlib.ExitStack() as stack:
        writer = _enter_writer(output, stack)
        stack.enter_context(contextlib.closing(writer))
        yield writer
        writer.finish(outcome())


def _enter_writer(output: str, stack: contextlib.ExitStack) -> Writer:
    if output == "-":
        return JsonlWriter(sys.stdout.buffer)
    path = Path(output)
    match path.suffix.lower():
        case ".jsonl":
            return JsonlWriter(stack.enter_context(replace_file(path)))
        case ".csv":
            return CsvWriter(stack.enter_context(replace_file(path)))
        case ".xlsx":
            # imported where they are used: they take longer than to write a few rows
            from classifier.writers.xlsx import XlsxWriter

            return XlsxWriter(stack.enter_context(replace_file(path)))
        case ".html":
            from classifier.writers.html import HtmlWriter

            return HtmlWriter(stack.enter_context(replace_file(path)))
        case _:
            from classifier.writers.parquet import ParquetWriter

            return ParquetWriter(stack.enter_context(replace_folder(path)))


def _check_parquet(path: Path) -> None:
    if not find_spec("pyarrow"):
        raise OutputError(f"{path}: Parquet needs pyarrow; install it with: pip install 'fazhi-classifier[parquet]'")
    if path.is_dir():
        foreign = sorted(set(path.iterdir()) - set(path.glob(PART)))
        if foreign:
            raise OutputError(f"{path}: holds {foreign[0].name}, which is no part of rows; choose another name")
