"""Counts of the rows that have passed, per document: what a summary says.

Takes rows one by one; memory grows with the documents, not with the rows. Not for showing the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.writers.rows import Row


@dataclass
class Count:
    """The paragraphs of one document, or of all."""

    title: str = ""
    region: str = ""
    year: int | None = None
    themes: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    accepted: int = 0

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return self.themes.total()

    def add(self, row: Row) -> None:
        """Count one row."""
        self.themes[row["theme"]] += 1
        self.roles[row["role"]] += 1
        self.accepted += row["accepted"]


class Tally:
    """Counts per document, in the order in which they came, and of all.

    Attributes
    ----------
    documents : dict of str to Count
    all : Count
    models : dict of str to None
        The models that answered, in the order in which they came.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Count] = {}
        self.all = Count()
        self.models: dict[str, None] = {}

    def add(self, row: Row) -> None:
        """Count one row."""
        count = self.documents.get(row["document"])
        if count is None:
            count = self.documents[row["document"]] = Count(row["title"], row["region"], row["year"])
        count.add(row)
        self.all.add(row)
        self.models.setdefault(row["model"])

    def themes(self, known: Sequence[str]) -> list[str]:
        """Give the themes that are known, then those that only rows have."""
        return list(dict.fromkeys([*known, *self.all.themes]))
