"""What was measured, as Markdown: what, ours, other, their ratio, the bar and whether it is met.

Takes rows, gives text; replaces the table of a page. Not for measuring (sections).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from benchmarks.speed.measure import Spread

HEADER = ["what", "ours", "other", "ratio (least to greatest)", "bar", "met"]
_BETWEEN = re.compile(r"(<!-- table[^>]*-->\n).*?(<!-- /table -->)", re.DOTALL)


class Bar(NamedTuple):
    """What a ratio has to reach."""

    kind: Literal["≥", "≤"]
    value: float

    def met(self, value: float) -> bool:
        """Tell whether a ratio reaches it."""
        return value >= self.value if self.kind == "≥" else value <= self.value


@dataclass(frozen=True)
class Row:
    """One line of the table. `ratio` is None where a contestant is missing; `other` then says which."""

    what: str
    ours: str
    other: str
    ratio: Spread | None
    bar: Bar | None = None

    @property
    def met(self) -> bool | None:
        """Tell whether the median reaches the bar; None without a ratio or a bar."""
        return None if self.ratio is None or self.bar is None else self.bar.met(self.ratio.median)

    def cells(self) -> list[str]:
        """Give the cells as text."""
        bar = f"{self.bar.kind} {self.bar.value:g}" if self.bar else ""
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return [self.what, self.ours, self.other, spread_text(self.ratio) if self.ratio else "", bar, met]


def markdown(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table."""
    rule = ["---"] * len(header)
    return "\n".join("| " + " | ".join(line) + " |" for line in [header, rule, *lines])


def row_table(rows: Sequence[Row]) -> str:
    """Write the rows as a Markdown table."""
    return markdown(HEADER, [row.cells() for row in rows])


def spread_text(spread: Spread) -> str:
    """Write a median with its ends, which are left out where they are the same."""
    middle, low, high = (number(value) for value in spread)
    return middle if low == high else f"{middle} ({low} to {high})"


def number(value: float) -> str:
    """Write a ratio: two digits after the point below ten, one above, powers for what is next to nothing.

    Examples
    --------
    >>> [number(v) for v in (0, 1e-9, 0.5, 1.3, 12.04)]
    ['0', '1e-09', '0.50', '1.30', '12.0']
    """
    if value == 0:
        return "0"
    if abs(value) < 0.001:
        return f"{value:.0e}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def with_tables(page: str, tables: str) -> str:
    """Give a page with what stands between its marks replaced.

    Raises
    ------
    ValueError
        If the page has no marks.
    """
    if not _BETWEEN.search(page):
        raise ValueError("the page has no place for the tables; mark it with <!-- table --> and <!-- /table -->")
    return _BETWEEN.sub(lambda marks: f"{marks[1]}\n{tables}\n\n{marks[2]}", page, count=1)
