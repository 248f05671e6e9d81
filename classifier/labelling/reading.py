"""Files of items back in: workbooks, tables and exports of labelling tools, whatever people did to them.

Takes a path, gives items as they stand in the file, each with its place. Not for judging what came back (returning) nor
for what the names of themes mean (theme_names).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from classifier.errors import DatasetError, TableError
from classifier.labelled_formats import read_labelled
from classifier.labelling.codebook import Entry, describe_themes
from classifier.labelling.items import Item
from classifier.labelling.layout import THEMES, WANTED, Cut, from_record, whole
from classifier.labelling.recognition import find_sheets, is_labelled, is_result, read_column_names, widen_names
from classifier.result_workbooks import restore_text
from classifier.tables.columns import match_columns
from classifier.tables.reading import read_records
from classifier.tables.records import Record

_ENTRY = {
    "theme": ("主题", "theme"),
    "meaning": ("含义", "meaning", "definition"),
    "border": ("边界", "border"),
    "example": ("例子", "示例", "example"),
}

OnBadRow = Callable[["Place", str], None]


class Place(NamedTuple):
    """Where something stands: a file, the sheet of a workbook, and the row that people see."""

    file: str
    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        return ", ".join(
            [self.file, *([f"sheet {self.sheet}"] if self.sheet else []), *([f"row {self.row}"] if self.row else [])]
        )


class Returned(NamedTuple):
    """An item as it stands in a file, and where."""

    item: Item
    place: Place


def read_returned(path: str | Path, *, cut: Cut = whole, on_bad_row: OnBadRow | None = None) -> Iterator[Returned]:
    """Give the items of a file, hidden and unlabelled ones too.

    Of a workbook every visible sheet is read that has columns for the theme and for text or id; columns may stand in any
    order and have other names that are known, or a remark in brackets behind theirs. A task of Label Studio gives an
    item for each annotator.

    Parameters
    ----------
    path : path
    cut : callable
        As for `from_record`.
    on_bad_row : callable, optional
        Called with the place of every row that cannot be read, and the reason. Without it the first one is an error.

    Raises
    ------
    DatasetError
        If the file cannot be read, has no such columns, or holds what a model said rather than people.
    """
    path = Path(path)
    try:
        yield from _read(path, cut, on_bad_row)
    except TableError as error:
        raise DatasetError(str(error)) from error


def read_codebook(path: str | Path) -> list[Entry]:
    """Give the themes that a workbook's own sheet of themes lists, with what it says of them; none of other files.

    Raises
    ------
    DatasetError
        If the file cannot be read.
    """
    path = Path(path)
    try:
        return _entries(path, THEMES) if THEMES in find_sheets(path) else []
    except TableError as error:
        raise DatasetError(str(error)) from error


def list_themes(path: str | Path) -> list[str]:
    """Give the themes that a workbook's own sheet lists; none for other files and such as cannot be read."""
    try:
        return [entry.theme for entry in read_codebook(path)]
    except DatasetError:  # told by who reads the rows
        return []


def read_themes(given: str) -> list[Entry]:
    """Give the themes that somebody names: in a list such as ``调解,信访``, or in a file.

    A file is a label workbook, or a table with a column of themes (主题) and perhaps their meaning (含义), border (边界)
    and example (例子); labelled rows will do.

    Raises
    ------
    DatasetError
        If there are none.
    """
    path = Path(given)
    try:
        is_file = path.is_file()
    except OSError:  # longer than the name of a file may be
        is_file = False
    if is_file:
        try:
            entries = read_codebook(path) or _entries(path, None)
        except TableError as error:
            raise DatasetError(str(error)) from error
    else:
        entries = [Entry(name.strip()) for name in re.split(r"[,，、;；]", given)]
    entries = [entry for entry in describe_themes(entries) if entry.theme]
    if not entries:
        raise DatasetError(f"{given!r}: names no themes; give names such as 调解,信访 or a table with a column 主题")
    for entry in entries:
        if re.search(r"[;；|\n]", entry.theme):
            raise DatasetError(f"{given!r}: the theme {entry.theme!r} has a sign that separates themes; leave it out")
    return [entry if any(entry[1:]) else describe_themes([entry.theme])[0] for entry in entries]


def _entries(path: Path, sheet: str | None) -> list[Entry]:
    rows = read_records(path, wanted=_ENTRY, needed=("theme",), sheet=sheet, on_bad_row=lambda *_: None)
    entries = [Entry(*(str(row.values.get(field) or "").strip() for field in Entry._fields)) for row in rows]
    return [entry for entry in entries if entry.theme]


def _read(path: Path, cut: Cut, on_bad_row: OnBadRow | None) -> Iterator[Returned]:
    sheets = find_sheets(path)
    found = False
    for sheet in sheets or [""]:
        names = read_column_names(path, sheet)
        if is_result(names):
            raise DatasetError(
                f"{path}: holds what a model said, not people; let people label it: classifier labels export {path}"
            )
        wanted = widen_names(names)
        if sheets and not is_labelled(match_columns(names, wanted)):
            continue
        found = True
        long_texts = sheets.get(sheet, {})
        for record in _records(path, wanted, sheet, on_bad_row):
            values = {field: restore_text(value, long_texts) for field, value in record.values.items()}
            yield Returned(from_record(values, cut), Place(str(path), sheet, record.number))
    if not found:
        raise DatasetError(
            f"{path}: no sheet has columns for a theme ({WANTED['theme'][0]}) and a text ({WANTED['text'][0]}); "
            f"its sheets are {', '.join(sheets)}; put the names of the columns back"
        )


def _records(path: Path, wanted: dict[str, Sequence[str]], sheet: str, on_bad_row: OnBadRow | None) -> Iterator[Record]:
    def report(row: int, reason: str) -> None:
        place = Place(str(path), sheet, row)
        if on_bad_row is None:
            raise DatasetError(f"{place}: {reason}")
        on_bad_row(place, reason)

    yield from read_labelled(
        path, wanted, needed=("theme",), sheet=sheet or None, each_annotator=True, on_bad_row=report
    )
