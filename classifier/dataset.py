"""Labelled rows in: JSONL and CSV files to `LabelledRow`.

Takes paths (files or folders of files), gives checked rows. Other formats join in `labelling`. Not for folds (folds)
or scores (evaluation).
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.documents.encoding import decode_text
from classifier.errors import ClassifierError, DatasetError

COLUMNS = {
    "text": ("text", "文本", "段落", "内容", "正文"),
    "theme": ("theme", "标签", "类别", "主题", "label"),
    "also": ("also", "次要主题"),
    "report": ("report", "报告", "文件", "document"),
    "heading": ("heading", "标题", "section"),
    "id": ("id", "编号"),
    "source": ("source", "来源"),
    "kind": ("kind", "文种"),
}
SUFFIXES = (".jsonl", ".csv", ".tsv")


@dataclass(frozen=True)
class LabelledRow:
    """One labelled paragraph.

    Attributes
    ----------
    text, theme : str
    also : tuple of str
        Further themes that fill a third of the paragraph.
    report : str
        The document it comes from; rows of one report stay on one side of every split. Rows without one stand alone.
    heading, id, source : str
    kind : str
        What kind of document it is from; the threshold for accepted answers holds for every kind.
    place : str
        File and line, for messages.
    """

    text: str
    theme: str
    also: tuple[str, ...] = ()
    report: str = ""
    heading: str = ""
    id: str = ""
    source: str = ""
    kind: str = ""
    place: str = ""

    @property
    def group(self) -> str:
        """What must stay together in a split: the report, or the text where there is none."""
        return self.report or text_hash(self.text)


def read_rows(
    paths: Path | str | Iterable[Path | str], *, on_bad_row: Callable[[DatasetError], None] | None = None
) -> list[LabelledRow]:
    """Read labelled rows from files, or from all files of folders.

    Parameters
    ----------
    paths : path or iterable of paths
    on_bad_row : callable, optional
        Called with the error of every row without text or theme, which is left out. Without it the first one is
        raised.

    Raises
    ------
    DatasetError
        If a path is missing or of an unknown kind, a row has no text or no theme, or there are no rows; the message
        names the file and the row.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    rows = [row for path in _expand(given) for row in _read_file(path, on_bad_row)]
    if not rows:
        raise DatasetError(f"no labelled rows in {', '.join(map(str, given))}; text and theme are needed")
    return rows


def text_hash(text: str) -> str:
    """Give a short name for a text, the same on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprint(rows: Sequence[LabelledRow]) -> str:
    """Give the SHA-256 of rows, whatever their order and the files they came from."""
    keys = sorted(json.dumps([r.text, r.theme, sorted(r.also), r.report, r.kind], ensure_ascii=False) for r in rows)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def _expand(paths: Sequence[Path | str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not found:
                raise DatasetError(f"{path}: holds no labelled files ({', '.join(SUFFIXES)})")
            yield from found
        elif not path.exists():
            raise DatasetError(f"{path}: there is no such file; check the path")
        elif path.suffix.lower() not in SUFFIXES:
            raise DatasetError(f"{path}: labelled rows are read from {', '.join(SUFFIXES)}; save it as one of these")
        else:
            yield path


def _read_file(path: Path, on_bad_row: Callable[[DatasetError], None] | None) -> Iterator[LabelledRow]:
    try:
        text, _ = decode_text(path.read_bytes())
    except ClassifierError as error:
        raise DatasetError(f"{path}: {error}") from error
    records = _json_records(path, text) if path.suffix.lower() == ".jsonl" else _table_records(path, text)
    for number, record in records:
        try:
            row = _row(record, f"{path}, row {number}")
        except DatasetError as error:
            if on_bad_row is None:
                raise
            on_bad_row(error)
            continue
        yield row


def _json_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DatasetError(f"{path}, row {number}: is not JSON ({error}); one object a line is needed") from error
        if not isinstance(record, dict):
            raise DatasetError(f"{path}, row {number}: is not a JSON object")
        yield number, record


def _table_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    try:
        for record in table:
            yield table.line_num, {k: v for k, v in record.items() if k is not None}
    except csv.Error as error:
        raise DatasetError(f"{path}, line {table.line_num}: is not a table ({error})") from error


def _row(record: Mapping[str, Any], place: str) -> LabelledRow:
    found = {field: _pick(record, names) for field, names in COLUMNS.items()}
    text, theme = found["text"], found["theme"]
    for field, value in (("text", text), ("theme", theme)):
        if value is not None and not isinstance(value, str):
            raise DatasetError(f"{place}: {field} is {value!r}, not text")
        if value is None or not value.strip():
            raise DatasetError(f"{place}: has no {field}; fill it in or leave the row out")
    assert isinstance(text, str)
    assert isinstance(theme, str)
    return LabelledRow(
        text=text.strip(),
        theme=theme.strip(),
        also=_themes(found["also"]),
        report=_string(found["report"]),
        heading=_string(found["heading"]),
        id=_string(found["id"]),
        source=_string(found["source"]),
        kind=_string(found["kind"]),
        place=place,
    )


def _pick(record: Mapping[str, Any], names: Sequence[str]) -> object:
    return next((record[name] for name in names if name in record), None)


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


def _themes(value: object) -> tuple[str, ...]:
    """Read the further themes: a list, JSON in a cell, or names with separators."""
    if isinstance(value, str) and value.strip().startswith("["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        value = value.replace("、", ",").replace(";", ",").replace("；", ",").replace("，", ",").split(",")
    return tuple(str(v).strip() for v in value if str(v).strip()) if isinstance(value, list) else ()
