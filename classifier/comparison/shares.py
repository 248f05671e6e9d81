"""How much of the reports each theme takes: shares by paragraphs and by characters, with counts and intervals.

Takes rows, gives one `Share` per group, role and theme. Not for which words changed (terms).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from classifier.comparison.groups import By, group_rows, order_themes, split_roles
from classifier.writers.rows import Row

_Z = 1.959964  # of the normal distribution, for an interval of 95 %


class Share(NamedTuple):
    """A theme's part of the paragraphs of one role in one group.

    `group` names it; `region`, `year` and `document` are filled as far as they make the group. `share` is
    `paragraphs` / `of`, from 0 to 1, with its Wilson interval from `low` to `high`; `character_share` is `characters` /
    `of_characters`. `unsure` counts paragraphs of the theme that were not accepted, `reports` the reports of the
    group that have paragraphs of the role.
    """

    group: str
    region: str
    year: int | None
    document: str
    role: str
    theme: str
    paragraphs: int
    of: int
    share: float
    low: float
    high: float
    characters: int
    of_characters: int
    character_share: float
    unsure: int
    reports: int


class ShareTable(NamedTuple):
    """The shares of one role: `lines` has a list per group, in it a `Share` per theme, in the order of `themes`."""

    role: str
    themes: list[str]
    lines: list[list[Share]]


def count_shares(
    rows: Iterable[Row], *, by: By | Sequence[By] = "year", role: str | None = None, themes: Sequence[str] = ()
) -> list[Share]:
    """Count each theme's paragraphs and characters, by group and role.

    Parameters
    ----------
    rows : iterable of Row
    by : {"year", "region", "document"} or several
        What makes a group; rows that do not know it are grouped by document.
    role : str, optional
        One role, or ``"all"`` for all together; by default 成效 and 计划, apart.
    themes : sequence of str, optional
        The themes to count, in this order; by default those that rows have. One that no row has is counted as 0.

    Returns
    -------
    list of Share
        By role, group and theme; ``pandas.DataFrame(shares)`` makes a table of it.

    Examples
    --------
    >>> row = {"document": "a", "region": "桐垭县", "year": 2021, "role": "成效", "theme": "普法宣传",
    ...        "text": "开展宪法宣传周活动。", "accepted": True}
    >>> share = count_shares([row])[0]
    >>> share.group, share.theme, share.paragraphs, share.of, round(share.low, 2)
    ('2021', '普法宣传', 1, 1, 0.21)
    """
    roles = split_roles(rows, role)
    wanted = list(themes) or order_themes(row for some in roles.values() for row in some)
    shares = []
    for name, some in roles.items():
        for group in group_rows(some, by):
            paragraphs = Counter(row["theme"] for row in group.rows)
            unsure = Counter(row["theme"] for row in group.rows if not row["accepted"])
            characters = Counter[str]()
            for row in group.rows:
                characters[row["theme"]] += len(row["text"])
            of, of_characters = paragraphs.total(), characters.total()
            reports = len({row["document"] for row in group.rows})
            shares += [
                Share(
                    group.name, group.region, group.year, group.document, name, theme,
                    paragraphs[theme], of, paragraphs[theme] / of, *wilson_interval(paragraphs[theme], of),
                    characters[theme], of_characters, characters[theme] / of_characters if of_characters else 0.0,
                    unsure[theme], reports,
                )
                for theme in wanted
            ]  # fmt: skip
    return shares


def tabulate_shares(shares: Iterable[Share]) -> list[ShareTable]:
    """Put shares into one table a role: a line per group, a column per theme."""
    tables: dict[str, dict[str, list[Share]]] = {}
    for share in shares:
        tables.setdefault(share.role, {}).setdefault(share.group, []).append(share)
    return [
        ShareTable(role, [share.theme for share in next(iter(groups.values()))], list(groups.values()))
        for role, groups in tables.items()
    ]


def wilson_interval(count: int, of: int) -> tuple[float, float]:
    """Give the 95 % interval of a share, after Wilson.

    E. B. Wilson (1927), *Probable inference, the law of succession, and statistical inference*, Journal of the
    American Statistical Association 22, 209-212. It takes the paragraphs for a random sample, which those of a report are
    not quite: read it as how far a few paragraphs more or less would move the share.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(3, 10)]
    [0.108, 0.603]
    """
    if not of:
        return 0.0, 1.0
    share, weight = count / of, _Z**2 / of
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)
