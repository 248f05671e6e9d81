"""Lists for people who label, as a workbook in Chinese, as CSV, or as JSON lines.

Takes columns and rows, gives a file that `dataset.read_rows` takes back. Not for what is listed.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from classifier.files import check_target, replace_file, write_file
from classifier.spreadsheet_text import escape_formula
from classifier.writers.characters import replace_forbidden
from classifier.writers.chinese import GUIDE, describe_theme

SUFFIXES = (".xlsx", ".csv", ".jsonl")
Line = Mapping[str, Any]

_CREATED = datetime(1980, 1, 1)  # as of members of the archive: the same rows give the same bytes
_FROZEN = 1  # columns that stay in sight


class Column(NamedTuple):
    """A column: its field, its header in workbooks, its width in digits, what it says, how its cells look.

    `style` is text, short, theme, share, score or whole.
    """

    field: str
    header: str
    width: float
    meaning: str
    style: str = "text"


class Table(NamedTuple):
    """A sheet: its name, its columns, its rows by field; a list in a row is written as its items joined by 、."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Line]


def check_output(output: str, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that a list can go to `output`.

    Raises
    ------
    OutputError
        If its suffix names no format, or it is there and may not be overwritten.
    """
    check_target(output, SUFFIXES, "lists", overwrite=overwrite, stdout=True)


def write_tables(
    tables: Sequence[Table],
    output: str,
    *,
    title: str = "",
    about: Sequence[tuple[str, str]] = (),
    themes: Sequence[str] = (),
    overwrite: bool = False,
) -> None:
    """Write lists to the file that its suffix names, or to standard output (``-``, JSON lines), whole or not at all.

    Parameters
    ----------
    tables : sequence of Table
        A workbook has a sheet for each; other formats have the first one alone.
    output : str
    title : str
    about : sequence of (label, sentence)
        What the sheet 说明 says, above the meaning of the columns.
    themes : sequence of str
        What a cell of style theme may be chosen from.
    overwrite : bool
    """
    check_output(output, overwrite=overwrite)
    if output == "-":
        sys.stdout.buffer.write(_as_jsonl(tables[0]))
        return
    path = Path(output)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with replace_file(path) as sink:
            _write_workbook(tables, sink, title, about, themes)
    else:
        write_file(path, _as_jsonl(tables[0]) if suffix == ".jsonl" else _as_csv(tables[0]))


def _as_jsonl(table: Table) -> bytes:
    kept = [{c.field: row.get(c.field) for c in table.columns} for row in table.rows]
    return b"".join(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n" for row in kept)


def _as_csv(table: Table) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([column.field for column in table.columns])
    for row in table.rows:
        cells = [_cell(row.get(column.field)) for column in table.columns]
        writer.writerow([escape_formula(replace_forbidden(c)) if isinstance(c, str) else c for c in cells])
    return codecs.BOM_UTF8 + lines.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Any) -> str | float | None:
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _write_workbook(
    tables: Sequence[Table], sink: Any, title: str, about: Sequence[tuple[str, str]], themes: Sequence[str]
) -> None:
    # imported where they are used: they take longer than to write a few rows
    from xlsxwriter import Workbook

    from classifier.writers.cells import Cells
    from classifier.writers.styles import FONT, Styles

    book = Workbook(sink, {"in_memory": True, "default_format_properties": FONT})
    book.set_properties({"created": _CREATED})
    styles = Styles(book)
    cells = Cells(book, styles)
    sheets = [book.add_worksheet(table.name) for table in tables]
    guide = book.add_worksheet(GUIDE)
    names = _write_guide(cells, guide, title, about, themes, tables)
    for table, sheet in zip(tables, sheets, strict=True):
        _write_sheet(cells, sheet, table, names)
    book.close()


def _write_sheet(cells: Any, sheet: Any, table: Table, names_of_themes: str) -> None:
    from classifier.writers.styles import fit_height

    styles = cells.styles
    cells.put_header(sheet, 0, [(c.header, c.width) for c in table.columns])
    sheet.freeze_panes(1, _FROZEN)
    formats = {
        "text": styles.text,
        "short": styles.short,
        "share": styles.share,
        "score": styles.score,
        "whole": styles.whole,
    }
    for number, row in enumerate(table.rows, 1):
        texts = []
        for position, column in enumerate(table.columns):
            value = _cell(row.get(column.field))
            of_theme = column.style == "theme" and value
            cells.put(
                sheet,
                number,
                position,
                value,
                styles.theme(value) if of_theme else formats.get(column.style, styles.short),
            )
            if isinstance(value, str):
                texts.append((value, column.width))
        sheet.set_row(number, fit_height(texts or [("", 10)]))
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if table.rows and names_of_themes:
        for position, column in enumerate(table.columns):
            if column.field == "theme":
                choice = {"validate": "list", "source": names_of_themes, "error_type": "warning"}
                sheet.data_validation(1, position, len(table.rows), position, choice)


def _write_guide(
    cells: Any,
    sheet: Any,
    title: str,
    about: Sequence[tuple[str, str]],
    themes: Sequence[str],
    tables: Sequence[Table],
) -> str:
    """Write what the file is, what themes and columns mean; give the range that holds the names of the themes."""
    from classifier.writers.sheets import begin_guide, write_section

    row = begin_guide(cells, sheet, title)
    names = ""
    meanings = [(theme, describe_theme(theme)) for theme in themes]
    sections = [("本文件", list(about)), ("主题的含义", meanings)]
    sections += [(f"工作表“{t.name}”各列的含义", [(c.header, c.meaning) for c in t.columns]) for t in tables]
    for heading, lines in sections:
        if not lines:
            continue
        if lines is meanings:
            names = f"='{GUIDE}'!$A${row + 2}:$A${row + 1 + len(lines)}"
        row = write_section(cells, sheet, row, heading, lines)
    return names
