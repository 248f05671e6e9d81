"""Which paragraph can be the source of which: by region and year of their reports.

Takes rows, gives relations of pairs of them, many at a time. Not for how alike their texts are (copies).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.writers.rows import Row

YEAR_BEFORE, ELSEWHERE, OTHER_REPORT = "上年", "外地", "其他"
_BEFORE, _ELSEWHERE, _OTHER, _NONE = 0, 1, 2, -1
_UNKNOWN = -1

Ints = NDArray[np.int64]


class Positions:
    """The region, year and report of each of some paragraphs.

    Parameters
    ----------
    rows : sequence of Row
        Pairs are told by positions in it.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        regions: dict[str, int] = {}
        documents: dict[str, int] = {}
        self.region: Ints = _array(regions.setdefault(r["region"], len(regions)) if r["region"] else -1 for r in rows)
        self.document: Ints = _array(documents.setdefault(r["document"], len(documents)) for r in rows)
        self.year: Ints = _array(
            year if (year := r["year"]) is not None and 0 < year < 10_000 else _UNKNOWN for r in rows
        )
        self.before = _years_before(self.region, self.year)

    def are_apart(self, first: Ints, second: Ints) -> NDArray[np.bool_]:
        """Tell which pairs are of two reports."""
        return np.not_equal(self.document[first], self.document[second])

    def distance(self, copy: Ints, source: Ints) -> Ints:
        """Give how many years lie between two paragraphs; 0 where nobody knows."""
        known = (self.year[copy] != _UNKNOWN) & (self.year[source] != _UNKNOWN)
        return np.where(known, np.abs(self.year[copy] - self.year[source]), 0)

    def relate(self, copy: Ints, source: Ints) -> Ints:
        """Give what the source is to the copy: 0 for 上年, 1 for 外地, 2 for 其他, -1 if it cannot be its source."""
        region, other_region = self.region[copy], self.region[source]
        year, other_year = self.year[copy], self.year[source]
        placed, dated = (region >= 0) & (other_region >= 0), (year != _UNKNOWN) & (other_year != _UNKNOWN)
        same = placed & (region == other_region)
        earlier = self.document[source] < self.document[copy]
        relation = np.full(len(copy), _NONE)
        relation[placed & ~same & (~dated | (other_year <= year))] = _ELSEWHERE
        relation[same & dated & (other_year == self.before[copy])] = _BEFORE
        unclear = (~placed & (~dated | (other_year <= year))) | (same & (~dated | (other_year == year)))
        # nobody knows which was first; the order in which they were given decides
        relation[unclear & (earlier | (dated & (other_year < year)))] = _OTHER
        return relation

    def comparable(self) -> NDArray[np.bool_]:
        """Tell for each relation, shape (3, n), which paragraphs have a report that could be their source."""
        reports: dict[int, int] = {}
        for place, document in enumerate(self.document.tolist()):
            reports.setdefault(document, place)
        firsts = _array(reports.values())
        found = np.zeros((3, len(self.document)), dtype=bool)
        for place in firsts.tolist():
            relations = self.relate(np.full(len(firsts), place), firsts)
            relations[firsts == place] = _NONE
            found[np.ix_(np.unique(relations[relations >= 0]), self.document == self.document[place])] = True
        return found


def _array(values: object) -> Ints:
    return np.fromiter(values, dtype=np.int64)  # type: ignore[call-overload, no-any-return]


def _years_before(region: Ints, year: Ints) -> Ints:
    """Give for each paragraph the last year before its own that its region has a report of; -2 if there is none."""
    years: defaultdict[int, set[int]] = defaultdict(set)
    pairs = list(zip(region.tolist(), year.tolist(), strict=True))
    for r, y in pairs:
        if r >= 0 and y != _UNKNOWN:
            years[r].add(y)
    before = {(r, y): max((o for o in years[r] if o < y), default=-2) for r, y in set(pairs) if y != _UNKNOWN}
    return _array(before.get(pair, -2) for pair in pairs)
