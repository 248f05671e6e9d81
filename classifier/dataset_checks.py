"""What a person should know about labelled rows before believing a score on them.

Takes rows and their folds, gives `Problem`s in words, with the place of each. Not for rows that cannot be read at
all (dataset) or that a model contradicts (labelling).
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from classifier.dataset import LabelledRow
from classifier.near_duplicates import find_near_duplicates

FEW = 20  # rows of a theme below which its score says little: one row then moves recall by 5 points
ALIKE = 0.6  # Jaccard index of five-character runs from which on two paragraphs count as the same


class Problem(NamedTuple):
    """Something doubtful: where (file and row) and what, in words."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


def check_rows(rows: Sequence[LabelledRow], folds: Sequence[int] | None = None) -> list[Problem]:
    """Find doubtful rows: likely slips in theme names, thin themes, contradictions, copies on both sides of a split.

    Parameters
    ----------
    rows : sequence of LabelledRow
    folds : sequence of int, optional
        The fold of each row; without it copies are not looked for.
    """
    problems = [*_slips(rows), *_thin_themes(rows), *_contradictions(rows)]
    if folds is not None:
        problems += _copies(rows, folds)
    return problems


def _slips(rows: Sequence[LabelledRow]) -> list[Problem]:
    """Rare theme names that look like a frequent one."""
    counts = Counter(row.theme for row in rows)
    frequent = [theme for theme, count in counts.items() if count >= FEW]
    found = []
    for theme, count in sorted(counts.items()):
        close = difflib.get_close_matches(theme, [f for f in frequent if f != theme], n=1, cutoff=0.5)
        if count < FEW and close:
            places = ", ".join(row.place for row in rows if row.theme == theme)
            found.append(
                Problem(places, f"the theme {theme!r} is rare; was {close[0]!r} ({counts[close[0]]} rows) meant?")
            )
    known = set(counts)
    strange = {also: row.place for row in rows for also in row.also if also not in known}
    found += [Problem(p, f"the further theme {t!r} is no row's theme") for t, p in sorted(strange.items())]
    return found


def _thin_themes(rows: Sequence[LabelledRow]) -> list[Problem]:
    counts = Counter(row.theme for row in rows)
    reports = {theme: len({row.group for row in rows if row.theme == theme}) for theme in counts}
    found = []
    for theme, count in sorted(counts.items()):
        if count < FEW:
            found.append(Problem("", f"the theme {theme!r} has {count} rows; its score says little below {FEW}"))
        elif reports[theme] < 3:
            found.append(Problem("", f"the theme {theme!r} is in {reports[theme]} reports only; add rows of others"))
    return found


def _contradictions(rows: Sequence[LabelledRow]) -> list[Problem]:
    """The same text under two themes."""
    themes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        themes["".join(row.text.split())].setdefault(row.theme, row.place)
    return [
        Problem(", ".join(places.values()), f"the same text is labelled {' and '.join(places)}")
        for places in themes.values()
        if len(places) > 1
    ]


def _copies(rows: Sequence[LabelledRow], folds: Sequence[int]) -> list[Problem]:
    """Nearly the same text on both sides of a split: the score would reward memory."""
    pairs = find_near_duplicates([row.text for row in rows], least=ALIKE)
    return [
        Problem(
            f"{rows[p.first].place}, {rows[p.second].place}",
            f"nearly the same text ({p.likeness:.0%}) in the reports {rows[p.first].report!r} and {rows[p.second].report!r}",
        )
        for p in pairs
        if folds[p.first] != folds[p.second]
    ]
