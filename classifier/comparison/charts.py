"""Where the marks of a page's charts go: bars cut by theme, shares with their intervals.

Takes shares, gives positions in per cent of a chart's width. Not for the page itself (page).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from classifier.comparison.shares import Share, ShareTable

MOST_GROUPS = 40  # that a chart can show
_LABELLED = 0.08  # share below which a label would not fit into its piece of a bar on a small screen


class Segment(NamedTuple):
    """A theme's piece of a bar: where it begins and how long it is, in per cent, and what is written on it."""

    theme: str
    start: float
    length: float
    middle: float
    label: str


class Bar(NamedTuple):
    """A group's bar."""

    group: str
    of: int
    unsure: int
    segments: list[Segment]


class Span(NamedTuple):
    """A group's share of a theme by paragraphs, with its interval, and by characters, in per cent of the width."""

    share: Share
    at: float
    characters: float
    low: float
    high: float


def stack_bars(table: ShareTable) -> list[Bar]:
    """Give a bar per group, its pieces in the order of the themes."""
    bars = []
    for line in table.lines[:MOST_GROUPS]:
        start = 0.0
        segments = []
        for share in line:
            length = 100 * share.share
            label = f"{share.share:.0%}" if share.share >= _LABELLED else ""
            if length:
                segments.append(Segment(share.theme, start, length, start + length / 2, label))
            start += length
        bars.append(Bar(line[0].group, line[0].of, sum(share.unsure for share in line), segments))
    return bars


def span_intervals(table: ShareTable) -> tuple[list[list[Span]], int]:
    """Give for each theme the intervals of all groups, on one scale, and what its end means in per cent."""
    lines = table.lines[:MOST_GROUPS]
    furthest = max(max(share.high, share.character_share) for line in lines for share in line)
    end = ceil(10 * furthest) / 10 or 1.0
    themes: Sequence[Sequence[Share]] = list(zip(*lines, strict=True))
    return [[_span(share, 100 / end) for share in theme] for theme in themes], round(100 * end)


def _span(share: Share, scale: float) -> Span:
    return Span(share, share.share * scale, share.character_share * scale, share.low * scale, share.high * scale)
