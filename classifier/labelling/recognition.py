"""What a file of labels holds, by its sheets and the names of its columns, whatever people have called them.

Takes paths, gives names. Not for the rows (reading).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from classifier.errors import DatasetError, TableError
from classifier.labelling.layout import LABELS, WANTED
from classifier.result_workbooks import read_long_texts
from classifier.tables.columns import fold_name, match_columns
from classifier.tables.csv import find_separator
from classifier.tables.grid import HEADER_WITHIN, filled, read_names
from classifier.tables.package import MOST_BYTES
from classifier.tables.reading import read_records
from classifier.tables.sources import decode_source, find_kind, open_source
from classifier.tables.workbook import Workbook
from classifier.writers import chinese

_ANNEX = re.compile(r"\s*[(（\[【].*$|\s*[*＊:：?？!！]+\s*$", re.DOTALL)
# what only rows of `classify` have
_RESULT = {"accepted": ("accepted", "需复核"), "evidence": ("evidence", "依据明细")}
_EVERY = {**WANTED, **_RESULT}
_LONGEST_NAME = 100  # characters
_SAMPLE = 1 << 16  # characters in which the header is
_BOMB_RATIO = 100  # more times its size than a workbook may unpack to, as for results

Content = Literal["results", "labels", "texts"]


def find_content(path: str | Path) -> Content:
    """Tell what a table is by its columns: ``results`` of `classify`, ``labels`` with texts, or ``texts`` alone.

    Raises
    ------
    DatasetError
        If it cannot be read.
    """
    path = Path(path)
    try:
        for sheet in find_sheets(path) or [""]:
            names = read_column_names(path, sheet)
            if is_result(names):
                return "results"
            if {"data", "annotations"} <= {*names} or is_labelled(match_columns(names, widen_names(names))):
                return "labels"
    except TableError as error:
        raise DatasetError(str(error)) from error
    return "texts"


def find_sheets(path: Path) -> dict[str, dict[int, str]]:
    """Give the visible sheets of a workbook, and the long texts that each refers to; nothing for other files.

    Ours come first: people copy parts of it into sheets of their own.
    """
    table = str(path)
    if path.is_dir():  # of Parquet files
        return {}
    with open_source(path, table) as source:
        if find_kind(source, path.suffix, table) != "xlsx":
            return {}
        book = Workbook(source, table, most_bytes=_most_bytes(path))
        texts = read_long_texts(book)
        names = [sheet.name for sheet in book.sheets if not sheet.hidden and sheet.name != chinese.LONG_TEXTS]
    return dict.fromkeys(sorted(names, key=lambda name: name != LABELS), texts)


def read_column_names(path: Path, sheet: str) -> list[str]:
    """Give the names of the columns: of the first rows the one with most that are known; of JSON those of its members."""
    table = str(path)
    rows: list[list[str]]
    if path.is_dir():
        rows = [list(record.values) for record in islice(read_records(path), 1)]
    else:
        with open_source(path, table) as source:
            kind = find_kind(source, path.suffix, table)
            if kind == "xlsx":
                book = Workbook(source, table, most_bytes=_most_bytes(path))
                chosen = next(each for each in book.sheets if each.name == sheet)
                rows = [[*read_names(row).values()] for row in islice(filled(book.rows(chosen)), HEADER_WITHIN)]
            elif kind == "csv":
                text = decode_source(source, table)
                separator = find_separator(text, WANTED)
                sample = io.StringIO(text.read(_SAMPLE), newline="")
                rows = list(islice(csv.reader(sample, delimiter=separator), HEADER_WITHIN))
            else:
                first = islice(read_records(path, on_bad_row=lambda *_: None), 1)
                rows = [list(record.values) for record in first]
    named = [[name for name in row if name.strip() and len(name) <= _LONGEST_NAME] for row in rows]
    return max(named, key=lambda names: len(match_columns(map(_bare, names), _EVERY)), default=[])


def _bare(name: str) -> str:
    """Give the name of a column without a remark behind it."""
    return _ANNEX.sub("", name)


def _most_bytes(path: Path) -> int:
    return max(MOST_BYTES, _BOMB_RATIO * path.stat().st_size)


def widen_names(names: Sequence[str]) -> dict[str, Sequence[str]]:
    """Give the names that columns may have, with those of this file that are a known one with a remark behind it."""
    wanted: dict[str, Sequence[str]] = {}
    for field, known in WANTED.items():
        folded = set(map(fold_name, known))
        wanted[field] = [*known, *(name for name in names if fold_name(_bare(name)) in folded)]
    return wanted


def is_result(names: Sequence[str]) -> bool:
    """Whether columns are those of rows of ``classify``, whose themes a model gave."""
    return {*match_columns(names, _RESULT)} == {*_RESULT}


def is_labelled(found: dict[str, str]) -> bool:
    """Whether the columns that were found can hold labels: a theme, and what it is the theme of."""
    return "theme" in found and ("text" in found or "id" in found)
