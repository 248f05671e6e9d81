"""Reports out of rows: which there are, and which were given twice.

Takes the rows of one or more results, gives every report once. Not for reading files (results) or for grouping
(groups).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classifier.near_duplicates import strip_text
from classifier.writers.characters import replace_forbidden
from classifier.writers.rows import Row

SAME = 0.9  # share of the shorter report's paragraphs that the longer one has too, from which on they are one report
_YEARS = 10_000


class Report(NamedTuple):
    """A report: what is known of it, how many paragraphs it has, and how many of these were not accepted."""

    document: str
    title: str
    region: str
    year: int | None
    paragraphs: int
    unsure: int


class Repeat(NamedTuple):
    """A report that was given twice: the one that is left out, and the one that counts."""

    document: str
    counted: str


@dataclass(frozen=True)
class Collection:
    """Every report once.

    Attributes
    ----------
    rows : list of Row
        Report by report, in the order in which they were given, without evidence. Two reports of one name have a number behind it.
    reports : list of Report
    repeated : list of Repeat
    """

    rows: list[Row]
    reports: list[Report]
    repeated: list[Repeat]


@dataclass
class _Given:
    """A report as one result has it."""

    name: str
    rows: list[Row]
    keys: set[str]

    @property
    def region(self) -> str:
        return self.rows[0]["region"]

    @property
    def year(self) -> int | None:
        return self.rows[0]["year"]

    def may_be(self, other: _Given) -> bool:
        """Whether region and year, as far as both are known, are those of another."""
        return (not self.region or not other.region or self.region == other.region) and (
            self.year is None or other.year is None or self.year == other.year
        )


def gather_reports(*results: Iterable[Row]) -> Collection:
    """Put the rows of results together and leave out reports that were given before.

    A report is given twice if nine tenths of its paragraphs are in another of the same region and year, or if one
    of them says neither; the longer counts, of two of one length the first.

    Parameters
    ----------
    *results : iterable of Row
        Each as `classifier.results.read_rows_back` gives it.

    Examples
    --------
    >>> from classifier.results import read_rows_back
    >>> gather_reports(read_rows_back("2022.xlsx"), read_rows_back("2023.xlsx"))  # doctest: +SKIP
    """
    given = [report for result in results for report in _split_result(result)]
    counted: list[_Given] = []
    repeats: dict[int, _Given] = {}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(given)), key=lambda p: -len(given[p].rows)):
        report = given[place]
        shared = Counter(number for key in report.keys for number in holders[key])
        same = next(
            (
                number
                for number, n in shared.most_common()
                if n >= SAME * len(report.keys) and report.may_be(counted[number])
            ),
            None,
        )
        if same is not None:
            repeats[place] = counted[same]
            continue
        for key in report.keys:
            holders[key].append(len(counted))
        counted.append(report)
    _name_apart([report for place, report in enumerate(given) if place not in repeats])
    kept = [report for place, report in enumerate(given) if place not in repeats]
    return Collection(
        [row for report in kept for row in report.rows],
        [describe_report(report.rows) for report in kept],
        [Repeat(given[place].name, repeats[place].name) for place in sorted(repeats)],
    )


def describe_report(rows: Sequence[Row]) -> Report:
    """Give what the rows of one report tell of it."""
    first = rows[0]
    unsure = sum(not row["accepted"] for row in rows)
    return Report(first["document"], first["title"], first["region"], first["year"], len(rows), unsure)


def _split_result(rows: Iterable[Row]) -> list[_Given]:
    """Take a result apart into its reports; a document whose paragraphs come once more is another."""
    reports: dict[tuple[str, int], list[Row]] = defaultdict(list)
    times: Counter[tuple[str, int, int]] = Counter()
    for row in rows:
        place = (row["document"], row["paragraph"], row["start"])
        reports[row["document"], times[place]].append(_clean_row(row))
        times[place] += 1
    return [_Given(name, rows, {strip_text(row["text"]) for row in rows}) for (name, _), rows in reports.items()]


def _clean_row(row: Row) -> Row:
    """Give a row without evidence, its texts such as every output can hold, and no year that cannot be one."""
    cleaned = {name: replace_forbidden(value) if isinstance(value, str) else value for name, value in row.items()}
    year = row["year"]
    return {**cleaned, "year": year if year is not None and 0 < year < _YEARS else None, "evidence": []}  # type: ignore[typeddict-item]


def _name_apart(reports: Sequence[_Given]) -> None:
    """Put a number behind the name of a document that another result has too."""
    taken: set[str] = set()
    for report in reports:
        name, number = report.name, 1
        while name in taken:
            number += 1
            name = f"{report.name} ({number})"
        taken.add(name)
        if name != report.name:
            report.name = name
            for row in report.rows:
                row["document"] = name
