"""Documents from a table: for people who already have paragraphs, or whole reports in cells.

Takes the path of a table with a column of texts, gives `Document`s as they come. Not for the formats of tables
(tables) and not for labels (dataset).
"""

from __future__ import annotations

import os
import re
import reprlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from classifier.documents.dates import read_number
from classifier.documents.document import Document
from classifier.documents.layout import Line, read_lines
from classifier.documents.metadata import read_metadata
from classifier.errors import TableError
from classifier.normalisation import normalise
from classifier.tables import Record, read_records

COLUMNS = {
    "text": ("text", "文本", "段落", "内容", "正文", "原文"),
    "id": ("id", "编号", "序号"),
    "document": ("document", "文件", "报告", "report"),
    "title": ("title", "标题"),
    "region": ("region", "地区"),
    "year": ("year", "年份", "年度"),
    "section": ("section", "章节"),
}
LARGEST = 16 * 1024 * 1024  # characters; a report of 300 pages has less than one million

_YEAR = re.compile(r"(?:((?:19|20)\d\d)(?:\.0+)?|(二[〇○零][一二三四五六七八九〇○零]{2}))\s*(?:年度?)?")
_DATE = re.compile(r"((?:19|20)\d\d)([-/.])\d{1,2}\2\d{1,2}(?:\s.*)?")


class _Given(NamedTuple):
    """A record whose text says something."""

    number: int
    text: str
    year: int | None
    id: str
    document: str
    title: str
    region: str
    section: str


class Gathered(NamedTuple):
    """The rows of a document, not looked into yet."""

    name: str
    rows: Sequence[_Given]

    def read(self) -> Document:
        """Make a document of them."""
        return _document(self.name, self.rows)


def read_table_documents(
    path: str | os.PathLike[str], *, sheet: str | None = None, on_skipped: Callable[[int, str], None] | None = None
) -> Iterator[Document]:
    """Give the documents of a table one by one; memory holds one of them, and the names of all.

    Rows that follow each other with the same *document* are one document, each a paragraph of it as it stands: none is
    taken for a heading or page furniture. A row without one is a document of its own, called ``<path>#<id or row>``.
    A text of several lines that is all of its document is read like a text file.

    Parameters
    ----------
    path : path
        A table as `read_records` takes it, with a column of texts (text, 文本, 段落, 内容, 正文, 原文) and perhaps id
        (编号), document (文件, 报告), title (标题), region (地区), year (年份), section (章节).
    sheet : str, optional
        The sheet of a workbook.
    on_skipped : callable, optional
        Called with the number of every row that is left out, and the reason. Without it one warning at the end counts
        them.

    Yields
    ------
    Document
        Title, region and year are those of its first row that has any, else read from title and name.

    Raises
    ------
    TableError
        If the table cannot be read, or rows of one document do not follow each other.
    """
    return (gathered.read() for gathered in gather_documents(path, sheet=sheet, on_skipped=on_skipped))


def gather_documents(
    path: str | os.PathLike[str], *, sheet: str | None = None, on_skipped: Callable[[int, str], None] | None = None
) -> Iterator[Gathered]:
    """Give the rows of each document, as `read_table_documents` does; those that nobody reads cost half."""
    table = os.fspath(path).replace("\\", "/") if os.name == "nt" else os.fspath(path)
    skipped = 0
    first = ""

    def count(number: int, reason: str) -> None:
        nonlocal skipped, first
        skipped += 1
        first = first or f"row {number} {reason}"

    report = on_skipped or count
    records = read_records(path, wanted=COLUMNS, needed=("text",), sheet=sheet, on_bad_row=report)
    seen: set[str] = set()
    for _, rows in groupby(_usable(records, report), lambda row: row.document or row.number):
        group = _gather(rows, table)
        name = group[0].document or f"{table}#{group[0].id or group[0].number}"
        if name in seen:
            raise TableError(
                f"{table}, row {group[0].number}: belongs to {name!r}, whose other rows stand elsewhere; sort the table "
                "by document"
            )
        if group[0].document:
            seen.add(name)
        yield Gathered(name, group)
    if skipped:
        warnings.warn(f"{table}: {skipped} rows were left out, the first: {first}", stacklevel=2)


def _usable(records: Iterator[Record], report: Callable[[int, str], None]) -> Iterator[_Given]:
    for number, values in records:
        text = values["text"]
        try:
            year = read_year(values.get("year"))
        except ValueError:
            report(number, f"year is {reprlib.repr(values['year'])}; write it as 2023, or leave it empty")
            continue
        if text is not None and not isinstance(text, str):
            report(number, f"text is {reprlib.repr(text)}, not text")
        elif not text or not text.strip():
            report(number, "has no text")
        else:
            told = {name: _string(values.get(name)) for name in ("id", "document", "title", "region", "section")}
            yield _Given(number, text.strip(), year, **told)


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


def read_year(value: object) -> int | None:
    """Read a year as people write it in a cell: 2023, 2023.0, 2023年, 二〇二三年, a date; None for a blank cell.

    Raises
    ------
    ValueError
        If it is none between 1900 and 2099.

    Examples
    --------
    >>> read_year(" ２０２３年度")
    2023
    """
    if value is None:
        return None
    text = str(value.year) if isinstance(value, date) else normalise(str(value)).strip()
    if not text:
        return None
    found = _YEAR.fullmatch(text) or _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no year")
    return int(found[1]) if found[1] else read_number(found[2])


def _gather(rows: Iterator[_Given], table: str) -> list[_Given]:
    gathered: list[_Given] = []
    size = 0
    for row in rows:
        size += len(row.text)
        if size > LARGEST:
            raise TableError(
                f"{table}, row {row.number}: with it a document has more than {LARGEST} characters; does the column "
                "document hold names of documents?"
            )
        gathered.append(row)
    return gathered


def _document(name: str, rows: Sequence[_Given]) -> Document:
    title, region = (next((value for row in rows if (value := getattr(row, told))), "") for told in ("title", "region"))
    year = next((row.year for row in rows if row.year), None)
    text = "\n".join(row.text for row in rows)
    lines = read_lines(text, title=title) if len(rows) == 1 and "\n" in text else ()
    if not any(line.kind == "text" for line in lines):  # not a report but a paragraph in two lines
        lines = _given_lines(rows)
    # what one paragraph names is not what its document is about
    told = read_metadata([line for line in lines if not line.given], rows[0].document, title=title)
    return Document(
        text=text,
        title=title or told.title,
        region=region or told.region,
        year=year or told.year,
        issuer=told.issuer,
        date=told.date,
        path=name,
        lines=lines,
    )


def _given_lines(rows: Sequence[_Given]) -> tuple[Line, ...]:
    lines: list[Line] = []
    start = 0
    for row in rows:
        end = start + len(row.text)
        lines.append(Line(start, end, row.text, given=True, section=row.section))
        start = end + 1
    return tuple(lines)
