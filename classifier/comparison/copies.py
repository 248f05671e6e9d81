"""Paragraphs repeated nearly word for word: from the report of the year before, or from another region's.

Takes rows of several reports, gives each repeated paragraph with its nearest source. Finding is in two steps: runs of
characters tell which paragraphs to look at (near_duplicates), the longest common subsequence how alike they are
(edits). Not for paragraphs that say the same in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.comparison.edits import compare_texts, describe_changes, edit_likeness
from classifier.comparison.groups import By, group_rows, split_roles
from classifier.comparison.positions import ELSEWHERE, OTHER_REPORT, YEAR_BEFORE, Positions
from classifier.comparison.shares import wilson_interval
from classifier.near_duplicates import Pairs, find_pairs, strip_text
from classifier.writers.rows import Row

LEAST = 0.85  # of 30 characters that are the same, 8 more on both sides may differ; measured in tests/test_comparison_copies
SHORTEST = 20  # letters and figures; shorter paragraphs are formula that nobody copies from anybody
# with one character in twelve changed, two texts of 24 characters still share 16 of 28 runs of three: 0.57
_RUN, _CANDIDATE = 3, 0.4
_TRIED = 3  # candidates that are compared character by character

RELATIONS = (YEAR_BEFORE, ELSEWHERE, OTHER_REPORT)


class Copy(NamedTuple):
    """A paragraph and where it was nearly word for word before.

    `relation` is 上年 (the region's report before), 外地 (another region's report of the same year or before) or 其他 (another
    report, where region or year do not tell more). `likeness` is from 0 to 1; `changes` says what differs.
    """

    relation: str
    likeness: float
    role: str
    theme: str
    document: str
    region: str
    year: int | None
    paragraph: int
    text: str
    source_document: str
    source_region: str
    source_year: int | None
    source_paragraph: int
    source_text: str
    changes: str


class CopyShare(NamedTuple):
    """How many paragraphs of a group repeat one of another report, `of` those that could.

    `share` is from 0 to 1, `low` to `high` its Wilson interval.
    """

    group: str
    role: str
    relation: str
    paragraphs: int
    of: int
    share: float
    low: float
    high: float


def find_copies(
    rows: Iterable[Row], *, role: str | None = None, least: float = LEAST, shortest: int = SHORTEST
) -> list[Copy]:
    """Find the paragraphs that repeat one of another report nearly word for word.

    Only paragraphs of one role are compared with each other, unless `role` is ``"all"``. Of the paragraphs that one
    repeats, the nearest of each relation is given. Two paragraphs of one year that repeat each other are given twice,
    each as a copy of the other, since nobody knows who was first.

    Parameters
    ----------
    rows : iterable of Row
    role : str, optional
        One role, or ``"all"`` for all together; by default 成效 and 计划, apart.
    least : float
        `edit_likeness`, without punctuation, from which on a paragraph counts as repeated.
    shortest : int
        Letters and figures below which a paragraph is not looked at.

    Returns
    -------
    list of Copy
        By role; within it by relation, then the likest first.
    """
    found = []
    for name, some in split_roles(rows, role).items():
        found += _find_copies(some, name, least, shortest)
    return found


def count_copies(
    rows: Iterable[Row],
    copies: Iterable[Copy],
    *,
    by: By | Sequence[By] = "year",
    role: str | None = None,
    shortest: int = SHORTEST,
) -> list[CopyShare]:
    """Count which part of the paragraphs is repeated, by group, role and relation.

    Parameters
    ----------
    rows : iterable of Row
        Those in which the copies were found.
    copies : iterable of Copy
        What `find_copies` gives.
    by : {"year", "region", "document"} or several
    role, shortest
        As in `find_copies`.

    Returns
    -------
    list of CopyShare
        Without groups none of whose paragraphs has a report that could be its source.
    """
    repeated = Counter((copy.relation, copy.role, copy.document, copy.paragraph) for copy in copies)
    shares = []
    for name, some in split_roles(rows, role).items():
        kept = [row for row in some if len(strip_text(row["text"])) >= shortest]
        for relation, comparable in zip(RELATIONS, Positions(kept).comparable(), strict=True):
            for group in group_rows((row for row, can in zip(kept, comparable, strict=True) if can), by):
                places = {(relation, name, row["document"], row["paragraph"]) for row in group.rows}
                found = sum(place in repeated for place in places)
                of = len(group.rows)
                shares.append(CopyShare(group.name, name, relation, found, of, found / of, *wilson_interval(found, of)))
    return shares


def drop_mirrored(copies: Iterable[Copy]) -> list[Copy]:
    """Leave out the second of two paragraphs that are each given as a copy of the other."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for copy in copies:
        mine, theirs = (copy.document, copy.paragraph), (copy.source_document, copy.source_paragraph)
        if (copy.relation, theirs, mine) not in seen:
            seen.add((copy.relation, mine, theirs))
            kept.append(copy)
    return kept


def _find_copies(rows: Sequence[Row], role: str, least: float, shortest: int) -> list[Copy]:
    kept = [(row, bare) for row in rows if len(bare := strip_text(row["text"])) >= shortest]
    positions = Positions([row for row, _ in kept])
    texts = [text for _, text in kept]
    best = _Best()
    for pairs in find_pairs(texts, least=_CANDIDATE, run=_RUN, admit=positions.are_apart):
        for copy, source in ((pairs.first, pairs.second), (pairs.second, pairs.first)):
            relations = positions.relate(copy, source)
            best.add(Pairs(copy, source, pairs.likeness), relations, -positions.distance(copy, source))
    copies = []
    for relation, place, sources in best.groups():
        tried = [(edit_likeness(texts[source], texts[place]), source) for source in sources]
        likeness, nearest = max(tried, key=lambda pair: pair[0])
        if likeness >= least:
            copies.append(_make_copy(RELATIONS[relation], likeness, role, kept[place][0], kept[nearest][0]))
    return sorted(copies, key=lambda copy: (RELATIONS.index(copy.relation), -copy.likeness))


def _make_copy(relation: str, likeness: float, role: str, row: Row, source: Row) -> Copy:
    return Copy(
        relation, likeness, role, row["theme"],
        row["document"], row["region"], row["year"], row["paragraph"], row["text"],
        source["document"], source["region"], source["year"], source["paragraph"], source["text"],
        describe_changes(compare_texts(source["text"], row["text"])),
    )  # fmt: skip


class _Best:
    """The likest candidates of every paragraph and relation, so that memory does not grow with the pairs."""

    def __init__(self) -> None:
        self._kept: NDArray[np.float64] = np.empty((5, 0))

    def add(self, pairs: Pairs, relation: NDArray[np.int64], nearness: NDArray[np.int64]) -> None:
        """Take pairs of a copy and its source, those of no relation left out."""
        wanted = relation >= 0
        columns = (relation, pairs.first, pairs.likeness, nearness, pairs.second)
        every = np.concatenate([self._kept, np.stack([np.asarray(c, dtype=float)[wanted] for c in columns])], axis=1)
        order = np.lexsort((every[4], -every[3], -every[2], every[1], every[0]))
        self._kept = every[:, order][:, _rank(every[:2, order]) < _TRIED]

    def groups(self) -> Iterable[tuple[int, int, list[int]]]:
        """Give relation, paragraph and candidates, the likest first."""
        relation, copy, _, _, source = self._kept.astype(np.int64)  # the likeness is needed no more
        starts = np.flatnonzero(_rank(self._kept[:2]) == 0).tolist()
        for start, end in pairwise([*starts, len(copy)]):
            yield int(relation[start]), int(copy[start]), source[start:end].tolist()


def _rank(keys: NDArray[np.float64]) -> NDArray[np.int64]:
    """Count from 0 within stretches of equal keys, shape (keys, n)."""
    places = np.arange(keys.shape[1])
    begins = np.ones(keys.shape[1], dtype=bool)
    begins[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    return places - np.maximum.accumulate(np.where(begins, places, 0))
