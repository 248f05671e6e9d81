"""Figures to the file that its suffix names, whole or not at all.

Takes figures, gives how many there were. Not for what is in a workbook (workbook).
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from classifier.figures.rows import COLUMNS, FigureRow
from classifier.files import check_target, replace_file
from classifier.spreadsheet_text import escape_formula
from classifier.writers.characters import replace_forbidden

SUFFIXES = (".xlsx", ".csv", ".jsonl")


def check_figures_output(output: str, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that figures can go to `output`.

    Raises
    ------
    OutputError
        If its suffix names no format, it is a folder, or it is there and may not be overwritten.
    """
    check_target(output, SUFFIXES, "figures", overwrite=overwrite, stdout=True)


def write_figures(figures: Iterable[FigureRow], output: str, *, overwrite: bool = False) -> int:
    """Write figures to a file by its suffix, or to standard output (``-``, JSON lines); give how many.

    Parameters
    ----------
    figures : iterable of FigureRow
    output : str
        Its suffix is one of `SUFFIXES`.
    overwrite : bool
        Whether an output that is there may be replaced.
    """
    check_figures_output(output, overwrite=overwrite)
    if output == "-":
        return _write_jsonl(figures, sys.stdout.buffer)
    path = Path(output)
    with replace_file(path) as sink:
        match path.suffix.lower():
            case ".jsonl":
                return _write_jsonl(figures, sink)
            case ".csv":
                return _write_csv(figures, sink)
            case _:
                # imported where it is used: XlsxWriter takes longer than to write a few figures
                from classifier.figures.workbook import write_workbook

                content, count = write_workbook(figures)
                sink.write(content)
                return count


def _write_jsonl(figures: Iterable[FigureRow], sink: BinaryIO) -> int:
    count = 0
    for count, figure in enumerate(figures, 1):  # noqa: B007
        sink.write(json.dumps(figure, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    return count


def _write_csv(figures: Iterable[FigureRow], sink: BinaryIO) -> int:
    sink.write(codecs.BOM_UTF8)
    sink.write(_csv_line(COLUMNS))
    count = 0
    for count, figure in enumerate(figures, 1):  # noqa: B007
        sink.write(_csv_line(_cell(figure[name]) for name in COLUMNS))  # type: ignore[literal-required]
    return count


def _csv_line(cells: Iterable[object]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: object) -> object:
    if isinstance(value, str):
        return escape_formula(replace_forbidden(value))
    return "" if value is None else value
