"""Everything that reports of several years and regions are compared by, in one go.

Takes the rows of one or more results, gives a `Comparison`: what a command shows and a file keeps. Not for writing
(writing) nor for a single question (shares, terms, copies, plans have a function each).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.comparison.copies import LEAST, Copy, CopyShare, count_copies, find_copies
from classifier.comparison.groups import By, choose_by, find_ungrouped, order_themes, split_roles
from classifier.comparison.plans import PlanMatch, match_plans
from classifier.comparison.reports import Repeat, Report, gather_reports
from classifier.comparison.shares import Share, count_shares
from classifier.comparison.terms import TermChange, compare_terms
from classifier.errors import ResultsError
from classifier.tokenizer import JiebaTokenizer
from classifier.writers.rows import Row

MOST_THEMES = 200  # every group has a share of every theme


@dataclass(frozen=True)
class Comparison:
    """What reports of several years and regions have in common, and what not.

    Attributes
    ----------
    by : {"year", "region", "document"}
        What makes the groups of `shares`, `terms` and `copy_shares`.
    roles : tuple of str
        The roles that were looked at, apart from each other.
    least : float
        The likeness from which on a paragraph counts as repeated.
    only_accepted : bool
        Whether paragraphs that were not accepted are left out of everything but `reports`.
    reports : list of Report
        Every report once.
    repeated : list of Repeat
        Reports that were given twice and count once.
    ungrouped : list of str
        Documents of which nobody knows what `by` asks for; they are groups of their own.
    shares : list of Share
        By `by`.
    detail : list of Share
        By region and year together; by document if that is what `by` says.
    terms : list of TermChange
    copies : list of Copy
    copy_shares : list of CopyShare
    plans : list of PlanMatch
    """

    by: By
    roles: tuple[str, ...]
    least: float
    only_accepted: bool
    reports: list[Report]
    repeated: list[Repeat]
    ungrouped: list[str]
    shares: list[Share]
    detail: list[Share]
    terms: list[TermChange]
    copies: list[Copy]
    copy_shares: list[CopyShare]
    plans: list[PlanMatch]

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the reports have, of all roles."""
        return sum(report.paragraphs for report in self.reports)

    @property
    def unsure(self) -> int:
        """How many of them were not accepted."""
        return sum(report.unsure for report in self.reports)

    @property
    def mixed(self) -> bool:
        """Whether years are compared whose reports are of different regions, so that a difference may be theirs."""
        regions: dict[int, set[str]] = {}
        for report in self.reports:
            if report.year is not None:
                regions.setdefault(report.year, set()).add(report.region)
        return self.by == "year" and len({frozenset(some) for some in regions.values()}) > 1


def compare_results(
    *results: Iterable[Row],
    by: By | None = None,
    role: str | None = None,
    only_accepted: bool = False,
    least: float = LEAST,
) -> Comparison:
    """Compare the reports of one or more results.

    Parameters
    ----------
    *results : iterable of Row
        Each as `classifier.results.read_rows_back` gives it.
    by : {"year", "region", "document"}, optional
        By default years if there are several, else regions, else documents.
    role : str, optional
        One role, or ``"all"`` for all together; by default what was done (成效) and what is planned (计划), apart.
    only_accepted : bool
        Whether to leave out paragraphs that were not accepted.
    least : float
        The likeness from which on a paragraph counts as repeated, above 0 and up to 1.

    Raises
    ------
    ResultsError
        If there are no rows, or none that are wanted, or more themes than anybody compares.

    Examples
    --------
    >>> from classifier.results import read_rows_back
    >>> compare_results(read_rows_back("2022.xlsx"), read_rows_back("2023.xlsx"))  # doctest: +SKIP
    """
    if not 0 < least <= 1:
        raise ResultsError(f"least is {least}: a likeness is above 0 and at most 1; give a number such as {LEAST}")
    collection = gather_reports(*results)
    rows = [row for row in collection.rows if row["accepted"] or not only_accepted]
    roles = split_roles(rows, role)
    chosen = [row for some in roles.values() for row in some]
    if not chosen:
        raise ResultsError(
            f"no paragraph is {' or '.join(roles)}{' and accepted' if only_accepted else ''}: nothing to compare; "
            "choose another role, or take --only-accepted away"
        )
    themes = order_themes(chosen)
    if len(themes) > MOST_THEMES:
        raise ResultsError(
            f"{len(themes):,} themes, such as {themes[0]!r:.40}: more than {MOST_THEMES} cannot be compared; "
            "check the column theme (主题) of the results"
        )
    by = by or choose_by(chosen)
    tokenizer = JiebaTokenizer(mode="plain")
    copies = find_copies(rows, role=role, least=least)
    return Comparison(
        by=by,
        roles=tuple(roles),
        least=least,
        only_accepted=only_accepted,
        reports=collection.reports,
        repeated=collection.repeated,
        ungrouped=find_ungrouped(chosen, by),
        shares=count_shares(rows, by=by, role=role, themes=themes),
        detail=count_shares(rows, by=by if by == "document" else ("region", "year"), role=role, themes=themes),
        terms=compare_terms(rows, by=by, role=role, tokenizer=tokenizer),
        copies=copies,
        copy_shares=count_copies(rows, copies, by=by, role=role),
        plans=match_plans(rows, tokenizer=tokenizer),
    )
