"""Rows of a classified report to rows of figures, each with its report, paragraph, theme and sentence.

Takes what `results.read_rows_back` gives. Not for finding figures in a text (finding) nor for files (output).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from classifier.figures.finding import find_figures
from classifier.writers import Row


class FigureRow(TypedDict):
    """One figure of one report.

    `counts` to `raw` are those of `Figure`; `start`, `end`, `sentence_start` and `sentence_end` are character offsets into the
    document's text, so that ``row["text"][start - row["start"] : end - row["start"]]`` is `raw`; all else is that of the paragraph.
    """

    document: str
    title: str
    region: str
    year: int | None
    paragraph: int
    section: str
    role: str
    theme: str
    counts: str
    predicate: str
    value: int | float
    upper: int | float | None
    unit: str
    qualifier: str
    change: str
    raw: str
    sentence: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int


COLUMNS: tuple[str, ...] = tuple(FigureRow.__annotations__)


def find_row_figures(rows: Iterable[Row]) -> Iterator[FigureRow]:
    """Find the figures of the paragraphs of reports, in their order.

    Examples
    --------
    >>> from classifier.results import read_rows_back
    >>> figures = list(find_row_figures(read_rows_back("rows.xlsx")))  # doctest: +SKIP
    """
    for row in rows:
        offset = row["start"]
        for figure in find_figures(row["text"]):
            yield FigureRow(
                document=row["document"],
                title=row["title"],
                region=row["region"],
                year=row["year"],
                paragraph=row["paragraph"],
                section=row["section"],
                role=row["role"],
                theme=row["theme"],
                counts=figure.counts,
                predicate=figure.predicate,
                value=figure.value,
                upper=figure.upper,
                unit=figure.unit,
                qualifier=figure.qualifier,
                change=figure.change,
                raw=figure.raw,
                sentence=row["text"][figure.sentence_start : figure.sentence_end],
                start=offset + figure.start,
                end=offset + figure.end,
                sentence_start=offset + figure.sentence_start,
                sentence_end=offset + figure.sentence_end,
            )
