"""The row: what one paragraph becomes, the same in every format; and what is known when the last one is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Outcome:
    """How a run went, as far as its rows do not tell.

    Attributes
    ----------
    documents : int or None
        How many were to be read, failures included; None if nobody counted.
    failures : sequence of (document, reason)
        What could not be classified, and the line that says why.
    model : str
        What answered, such as ``default@1``; empty where only the rows know.
    themes : tuple of str
        The model's, in its order; a theme that no row has is counted as 0.
    accept : float or None
        The probability from which on an answer is accepted, 0 to 1.
    """

    documents: int | None = None
    failures: Sequence[tuple[str, str]] = ()
    model: str = ""
    themes: tuple[str, ...] = ()
    accept: float | None = None
