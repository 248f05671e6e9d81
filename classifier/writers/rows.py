"""The row: what one paragraph becomes, the same in every format."""

from __future__ import annotations

from typing import TypedDict


class Row(TypedDict):
    """One paragraph with its theme.

    `document` is the path as given, with ``/``; `paragraph` counts from 1; `start` and `end` are character offsets
    into the document's text; `score` and `second_score` are probabilities, rounded to 6 digits; `evidence` lists the
    strongest ``[term, weight, start, end]`` with offsets into `text`.
    """

    document: str
    title: str
    region: str
    year: int | None
    paragraph: int
    section: str
    lead: str
    role: str
    start: int
    end: int
    text: str
    theme: str
    score: float
    second_theme: str | None
    second_score: float | None
    accepted: bool
    evidence: list[list[str | float | int]]
    model: str


COLUMNS: tuple[str, ...] = tuple(Row.__annotations__)
