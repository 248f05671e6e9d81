"""The headings of a report around its paragraphs, as a page nests them.

Takes the rows of one document, in order, gives what opens, what stands there and what closes, one by one. Not for the
paragraphs themselves (passages).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from classifier.writers.rows import Row

SEPARATOR = " > "  # between the headings in a row's section
DEEPEST = 4  # a page has headings of six levels, and two are above those of a report


class Step(NamedTuple):
    """One step through a report.

    Attributes
    ----------
    heading : str
        What opens; empty where nothing does.
    level : int
        How deep, from 1.
    rows : iterable of Row
        The paragraphs that stand here, to be taken before the next step.
    closes : bool
        Whether a heading's part ends.
    """

    heading: str = ""
    level: int = 0
    rows: Iterable[Row] = ()
    closes: bool = False


def walk_sections(rows: Iterable[Row]) -> Iterator[Step]:
    """Give the steps through a report; what opens closes again. Headings deeper than `DEEPEST` are joined.

    Examples
    --------
    >>> for step in walk_sections([{"section": "一、成效 > （一）普法"}]):
    ...     print(step.heading, step.level, list(step.rows), step.closes)
    一、成效 1 [] False
    （一）普法 2 [] False
     0 [{'section': '一、成效 > （一）普法'}] False
     0 [] True
     0 [] True
    """
    path: list[str] = []
    for section, inside in groupby(rows, key=itemgetter("section")):
        headings = section.split(SEPARATOR, DEEPEST - 1) if section else []
        shared = next((n for n, pair in enumerate(zip(path, headings, strict=False)) if len(set(pair)) == 2), None)
        if shared is None:
            shared = min(len(path), len(headings))
        while len(path) > shared:
            path.pop()
            yield Step(closes=True)
        for heading in headings[shared:]:
            path.append(heading)
            yield Step(heading, len(path))
        yield Step(rows=inside)
    for _ in path:
        yield Step(closes=True)
