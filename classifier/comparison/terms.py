"""Words that came and went between two years, or that tell two groups of regions apart.

Takes rows, gives words with their counts on both sides, by theme. Not for words that mark a theme (inspection).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from classifier.comparison.groups import By, Group, group_rows, order_themes, split_roles
from classifier.tokenizer import JiebaTokenizer
from classifier.writers.characters import replace_surrogates
from classifier.writers.rows import Row

SURE = 1.96  # standard errors from which on a change is likely to be more than chance, which takes 1 word in 20 there
ENOUGH = 5  # paragraphs with a word on one side, below which standard errors say little
LEAST = 1.0  # standard errors from which on a change is given
MOST = 10  # words of a theme in each direction
LARGEST = 100  # groups that are each compared with the rest; each costs as much as all words of all groups
_FEWEST = 2  # paragraphs that must have a word, on the side that has it more often
_SHORTEST = 2  # characters of a word; those of one are mostly parts of names


class TermChange(NamedTuple):
    """A word of a theme that one group of paragraphs has more than another.

    `before_paragraphs` of `before_of` paragraphs of the group `before` have it, in `before_reports` reports; the
    same for `after`. `log_odds` is above 0 for a word that came, below for one that went; `z` is the same in standard
    errors.
    """

    role: str
    theme: str
    before: str
    after: str
    word: str
    before_paragraphs: int
    before_of: int
    before_reports: int
    after_paragraphs: int
    after_of: int
    after_reports: int
    log_odds: float
    z: float

    @property
    def sure(self) -> bool:
        """Whether the change is more than chance would bring one word in twenty, by enough paragraphs to tell."""
        return abs(self.z) >= SURE and max(self.before_paragraphs, self.after_paragraphs) >= ENOUGH


@dataclass
class Usage:
    """How many paragraphs and reports of a theme have each word."""

    of: int = 0
    paragraphs: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def without(self, other: Usage) -> Usage:
        """Give what is left when a part that is in it is taken out; the part has whole reports."""
        return Usage(
            self.of - other.of,
            self.paragraphs - other.paragraphs,
            self.reports - other.reports,
            self.documents - other.documents,
        )


def compare_terms(
    rows: Iterable[Row],
    *,
    by: By = "year",
    role: str | None = None,
    most: int = MOST,
    tokenizer: JiebaTokenizer | None = None,
) -> list[TermChange]:
    """Find the words that changed: from each year to the next, or between each region, or document, and the rest.

    Of many regions or documents the `LARGEST` with the most paragraphs are compared.

    Two years are compared by the regions that have reports of both, if there are any, so that regions are not taken for
    time.

    Parameters
    ----------
    rows : iterable of Row
    by : {"year", "region", "document"}
    role : str, optional
        One role, or ``"all"`` for all together; by default 成效 and 计划, apart.
    most : int
        Words of a theme given in each direction.
    tokenizer : JiebaTokenizer, optional
        By default one with the shipped word lists, without the words inside words.

    Returns
    -------
    list of TermChange
        By role, pair of groups and theme; of a theme the words that came, then those that went, the surest first.
    """
    tokenizer = tokenizer or JiebaTokenizer(mode="plain")
    changes = []
    for name, some in split_roles(rows, role).items():
        groups = group_rows(some, by)
        if by == "year" or len(groups) == 2:
            groups = [group for group in groups if by != "year" or group.year is not None]
            for before, after in pairwise(groups):
                sides = _same_regions(before, after) if by == "year" else (before.rows, after.rows)
                usages = [count_words(side, tokenizer) for side in sides]
                changes += _compare(usages[0], usages[1], (name, before.name, after.name), most)
        elif len(groups) > 2:
            # word counts of whole reports add up: the rest is all without the group
            every = count_words(some, tokenizer)
            largest = sorted(range(len(groups)), key=lambda place: -len(groups[place].rows))[:LARGEST]
            for group in (groups[place] for place in sorted(largest)):
                mine = count_words(group.rows, tokenizer)
                rest = {theme: usage.without(mine.get(theme, Usage())) for theme, usage in every.items()}
                changes += _compare(rest, mine, (name, "其余", group.name), most)
    return changes


def find_term_changes(
    before: Iterable[Row],
    after: Iterable[Row],
    *,
    names: tuple[str, str] = ("before", "after"),
    role: str = "",
    most: int = MOST,
    tokenizer: JiebaTokenizer | None = None,
) -> list[TermChange]:
    """Find the words that one group of rows has more than another, such as two groups of regions.

    Parameters
    ----------
    before, after : iterable of Row
    names : (str, str)
        What the groups are called in the result.
    role : str
        What the role is called in the result; rows are taken as they are.
    most, tokenizer
        As in `compare_terms`.

    Examples
    --------
    >>> from classifier.results import read_rows_back
    >>> find_term_changes(read_rows_back("coast.csv"), read_rows_back("hills.csv"))  # doctest: +SKIP
    """
    tokenizer = tokenizer or JiebaTokenizer(mode="plain")
    usages = [count_words(list(rows), tokenizer) for rows in (before, after)]
    return _compare(usages[0], usages[1], (role, *names), most)


def count_words(rows: Sequence[Row], tokenizer: JiebaTokenizer) -> dict[str, Usage]:
    """Count, for each theme, the paragraphs and reports that have each word; names of the rows' regions left out."""
    usages = {theme: Usage() for theme in order_themes(rows)}
    documents: dict[tuple[str, str], set[str]] = {}
    names = "\n".join({row["region"] for row in rows})
    for row, words in zip(rows, tokenizer.tokenize_all([replace_surrogates(row["text"]) for row in rows]), strict=True):
        usage = usages[row["theme"]]
        usage.of += 1
        kept = {word for word in words if len(word) >= _SHORTEST and word not in names}
        usage.paragraphs.update(kept)
        documents.setdefault((row["theme"], row["document"]), set()).update(kept)
    for (theme, _), kept in documents.items():
        usages[theme].reports.update(kept)
        usages[theme].documents += 1
    return usages


def _same_regions(before: Group, after: Group) -> tuple[list[Row], list[Row]]:
    """Give the rows of the regions that both groups have, or all if there is none."""
    both = {row["region"] for row in before.rows} & {row["region"] for row in after.rows} - {""}
    if not both:
        return before.rows, after.rows
    return [r for r in before.rows if r["region"] in both], [r for r in after.rows if r["region"] in both]


def _compare(
    before: dict[str, Usage], after: dict[str, Usage], names: tuple[str, str, str], most: int
) -> list[TermChange]:
    """Compare the themes that both sides have."""
    changes = []
    for theme, usage in before.items():
        other = after.get(theme)
        if other is None or not usage.of or not other.of:
            continue
        words = _weigh(usage, other)
        came = sorted((w for w in words.items() if w[1][1] >= LEAST), key=lambda w: (-w[1][1], w[0]))[:most]
        went = sorted((w for w in words.items() if w[1][1] <= -LEAST), key=lambda w: (w[1][1], w[0]))[:most]
        role, name, other_name = names
        changes += [
            TermChange(
                role, theme, name, other_name, word,
                usage.paragraphs[word], usage.of, usage.reports[word], other.paragraphs[word], other.of, other.reports[word],
                log_odds, z,
            )
            for word, (log_odds, z) in [*came, *went]
        ]  # fmt: skip
    return changes


def _weigh(before: Usage, after: Usage) -> dict[str, tuple[float, float]]:
    """Give the log-odds ratio with an informative Dirichlet prior of each word, and the same in standard errors.

    B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008), *Fightin' words: lexical feature selection and evaluation for
    identifying the content of political conflict*, Political Analysis 16, 372-403, equations 16, 19, 20 and 22. A word
    counts once a paragraph. The prior is the words of both sides together, scaled to the size of one report, so that
    rare words need more than one paragraph to stand out.
    """
    both = before.paragraphs + after.paragraphs
    total = both.total()
    prior = 1 / max(before.documents + after.documents, 1)
    sums = before.paragraphs.total() + total * prior, after.paragraphs.total() + total * prior
    weights = {}
    for word, count in both.items():
        y = [usage.paragraphs[word] + count * prior for usage in (before, after)]
        rest = [size - have for size, have in zip(sums, y, strict=True)]
        if min(rest) <= 0:
            continue
        log_odds = log(y[1] / rest[1]) - log(y[0] / rest[0])
        if (after if log_odds > 0 else before).paragraphs[word] < _FEWEST:
            continue
        weights[word] = log_odds, log_odds / sqrt(1 / y[0] + 1 / y[1])
    return weights
