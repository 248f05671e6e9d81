"""Labelled rows in: tables and the exports of labelling tools to `LabelledRow`.

Takes paths (files or folders of files), gives checked rows. Not for the formats (tables, labelled_formats), for folds
(folds) or scores (evaluation).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from classifier.errors import DatasetError, TableError
from classifier.headings import find_opening
from classifier.labelled_formats import is_fasttext, read_labelled
from classifier.tables import SUFFIXES

COLUMNS = {
    "text": ("text", "文本", "段落", "内容", "正文"),
    "theme": ("theme", "标签", "类别", "主题", "label", "labels", "cats"),
    "also": ("also", "次要主题", "另属"),
    "report": ("report", "报告", "文件", "document"),
    "heading": ("heading", "章节", "标题", "section"),
    "id": ("row_id", "id", "编号"),
    "source": ("source", "来源"),
    "kind": ("kind", "文种"),
}

WEAK = "弱标注"  # what the source of a row begins with whose label comes from rules, not from a person
WEAK_LEAD = (f"{WEAK}：段首句", f"{WEAK}：首句")  # where the paragraph's own beginning gave it
LEAST_REST = 10  # characters of a paragraph without its lead

_SEVERAL = re.compile(r"[;；|\n]")  # in theme, where a comma may be part of the name
_ANY_OF = re.compile(r"[;；|\n,，、]")  # in also


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

    @property
    def is_weak(self) -> bool:
        """Whether rules gave the label, not a person."""
        return self.source.startswith(WEAK)


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


def hide_leads(rows: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Give rows without the lead where rules took the label from it: else a model would learn the rules' words alone.

    A row that says little more than its lead stays as it is.

    Examples
    --------
    >>> row = LabelledRow("1.做好应诉。负责人出庭九次，胜诉八件。", "矛盾纠纷化解", source="弱标注：段首句")
    >>> hide_leads([row])[0].text
    '负责人出庭九次，胜诉八件。'
    """
    hidden = []
    for row in rows:
        rest = row.text[len(find_opening(row.text).text) :].strip() if row.source in WEAK_LEAD else ""
        hidden.append(replace(row, text=rest) if len(rest) >= LEAST_REST else row)
    return hidden


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
            found = sorted(p for p in path.rglob("*") if p.is_file() and _is_labelled(p))
            if not found:
                raise DatasetError(f"{path}: holds no labelled files ({', '.join(SUFFIXES)})")
            yield from found
        elif not path.exists():
            raise DatasetError(f"{path}: there is no such file; check the path")
        elif not _is_labelled(path):
            raise DatasetError(f"{path}: labelled rows are read from {', '.join(SUFFIXES)}; save it as one of these")
        else:
            yield path


def _is_labelled(path: Path) -> bool:
    if path.name.startswith((".", "~$")):  # what the system or an open Excel leaves beside a table
        return False
    return path.suffix.lower() in SUFFIXES or (path.suffix.lower() == ".txt" and is_fasttext(path))


def _read_file(path: Path, on_bad_row: Callable[[DatasetError], None] | None) -> Iterator[LabelledRow]:
    def tell(error: DatasetError) -> None:
        if on_bad_row is None:
            raise error
        on_bad_row(error)

    def report(number: int, reason: str) -> None:
        tell(DatasetError(f"{path}, row {number}: {reason}"))

    try:
        for number, values in read_labelled(path, COLUMNS, needed=("text", "theme"), on_bad_row=report):
            try:
                row = _row(values, f"{path}, row {number}")
            except DatasetError as error:
                tell(error)
                continue
            yield row
    except TableError as error:
        raise DatasetError(str(error)) from error


def _row(values: Mapping[str, Any], place: str) -> LabelledRow:
    text, theme = values.get("text"), values.get("theme")
    themes = _themes(theme, _SEVERAL)
    if text is not None and not isinstance(text, str):
        raise DatasetError(f"{place}: text is {reprlib.repr(text)}, not text")
    if theme is not None and not themes and not isinstance(theme, (str, list)):
        raise DatasetError(f"{place}: theme is {reprlib.repr(theme)}, not text")
    if not text or not text.strip():
        raise DatasetError(f"{place}: has no text; fill it in or leave the row out")
    if not themes:
        raise DatasetError(f"{place}: has no theme; fill it in or leave the row out")
    return LabelledRow(
        text=text.strip(),
        theme=themes[0],
        also=tuple(dict.fromkeys((*themes[1:], *_themes(values.get("also"), _ANY_OF)))),
        report=_string(values.get("report")),
        heading=_string(values.get("heading")),
        id=_string(values.get("id")),
        source=_string(values.get("source")),
        kind=_string(values.get("kind")),
        place=place,
    )


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


def _themes(value: object, separator: re.Pattern[str]) -> list[str]:
    """Read themes: a list, JSON in a cell, names with separators, or a number that stands for one."""
    if isinstance(value, str) and value.strip().startswith("["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        value = separator.split(value)
    if isinstance(value, float) and value.is_integer():  # as pandas writes 1 in a column with gaps
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = [value]
    return [str(v).strip() for v in value if _string(v)] if isinstance(value, list) else []
