"""Labelled rows to a file that ``train`` takes: CSV, JSON lines, or a workbook.

Takes labelled items and a path. Not for files that people label in (writing).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from classifier.errors import OutputError
from classifier.files import check_target, write_file
from classifier.labelling.items import Item
from classifier.labelling.layout import SEPARATORS
from classifier.spreadsheet_text import escape_formula
from classifier.writers.characters import CELL_LIMIT, utf16_length

COLUMNS = ("id", "report", "heading", "text", "theme", "also", "split", "source", "kind", "note")
SUFFIXES = (".csv", ".jsonl", ".xlsx")
_WIDTHS = (20, 30, 30, 80, 16, 16, 8, 16, 12, 24)


def check_labelled(path: str | Path, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that labelled rows can go to a file.

    Raises
    ------
    OutputError
        If its suffix names no format, or it is there and may not be overwritten.
    """
    check_target(path, SUFFIXES, "labelled rows", overwrite=overwrite)


def write_labelled(items: Iterable[Item], path: str | Path) -> int:
    """Write labelled items as the rows that `read_rows` and ``train`` take; give how many.

    The source of a label is who gave it. A file that is there is replaced.

    Raises
    ------
    OutputError
        As for `check_labelled`, or if a workbook cannot hold a text.
    """
    path = Path(path)
    check_labelled(path, overwrite=True)
    labelled = [item for item in items if item.theme]
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        lines = (json.dumps({**_record(item), "also": list(item.also)}, ensure_ascii=False) for item in labelled)
        content = "".join(line + "\n" for line in lines).encode()
    else:
        table = [list(_record(item).values()) for item in labelled]
        content = _encode_csv(table) if suffix == ".csv" else _encode_workbook(table, path)
    write_file(path, content)
    return len(labelled)


def _record(item: Item) -> dict[str, str]:
    told = {name: str(getattr(item, name)) for name in COLUMNS}
    source = item.annotator or item.source
    return {**told, "theme": _cell([item.theme]), "also": _cell(item.also), "source": source}


def _cell(names: Sequence[str]) -> str:
    """Join names; where a reader would cut one of them, as JSON."""
    if any(SEPARATORS.search(name) or name.startswith("[") for name in names):
        return json.dumps(list(names), ensure_ascii=False)
    return ";".join(names)


def _encode_csv(table: Sequence[Sequence[str]]) -> bytes:
    sink = io.StringIO(newline="")
    rows = csv.writer(sink, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([escape_formula(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + sink.getvalue().encode()


def _encode_workbook(table: Sequence[Sequence[str]], path: Path) -> bytes:
    from datetime import datetime

    from xlsxwriter import Workbook

    from classifier.writers.cells import Cells
    from classifier.writers.styles import FONT, Styles

    sink = io.BytesIO()
    book = Workbook(sink, {"in_memory": True, "default_format_properties": FONT})
    book.set_properties({"created": datetime(1980, 1, 1)})
    cells = Cells(book, Styles(book))
    sheet = book.add_worksheet("标注")
    cells.put_header(sheet, 0, list(zip(COLUMNS, _WIDTHS, strict=True)))
    for number, row in enumerate(table, 1):
        for place, cell in enumerate(row):
            cells.put(sheet, number, place, cell, cells.styles.text)
    sheet.autofilter(0, 0, max(len(table), 1), len(COLUMNS) - 1)
    book.close()
    if cells.long_texts:
        longest = max(utf16_length(cell) for row in table for cell in row)
        raise OutputError(
            f"{path}: a workbook cannot hold a text as it stands (the longest has {longest:,} characters, a cell holds "
            f"{CELL_LIMIT:,}); write .jsonl or .csv"
        )
    return sink.getvalue()
