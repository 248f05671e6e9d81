"""What is compared with what: roles, groups of paragraphs, the order of themes.

Takes rows, gives rows by role and by year, region or document. Not for what is counted in a group (shares, terms).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from classifier.errors import ResultsError
from classifier.writers.chinese import OTHER, ROLES, THEMES
from classifier.writers.rows import Row

By = Literal["year", "region", "document"]
FIELDS: tuple[By, ...] = ("region", "year", "document")
ALL = "all"
DONE, PLANNED = "成效", "计划"
EVERY_ROLE = "全部"


class Group(NamedTuple):
    """Rows that belong together, and what they have in common; what they do not has no value."""

    name: str
    region: str
    year: int | None
    document: str
    rows: list[Row]


def split_roles(rows: Iterable[Row], role: str | None = None) -> dict[str, list[Row]]:
    """Give the rows of each role that is looked at.

    Parameters
    ----------
    rows : iterable of Row
    role : str, optional
        One role; ``"all"`` for the rows of all roles together. By default what was done (成效) and what is planned (计划),
        apart.

    Raises
    ------
    ResultsError
        If there is no such role.

    Examples
    --------
    >>> split_roles([], "成效")
    {'成效': []}
    """
    if role == ALL:
        return {EVERY_ROLE: list(rows)}
    if role is not None and role not in ROLES:
        raise ResultsError(f"role {role!r}: there is no such role; choose one of {', '.join(ROLES)}, or {ALL}")
    chosen: dict[str, list[Row]] = {name: [] for name in ([role] if role else [DONE, PLANNED])}
    for row in rows:
        if row["role"] in chosen:
            chosen[row["role"]].append(row)
    return chosen


def group_rows(rows: Iterable[Row], by: By | Sequence[By]) -> list[Group]:
    """Group rows by year, region or document, or by several of these.

    Rows whose region or year is not known are grouped by document instead.

    Parameters
    ----------
    rows : iterable of Row
    by : {"year", "region", "document"} or several

    Returns
    -------
    list of Group
        Regions and documents in the order of the rows, years ascending within them; documents that stand for what is
        not known come last.
    """
    fields = [by] if isinstance(by, str) else [field for field in FIELDS if field in by]
    groups: dict[tuple[object, ...], Group] = {}
    for row in rows:
        known = _is_known(row, fields)
        key = tuple(row[field] for field in fields) if known else ("", row["document"])
        if key not in groups:
            groups[key] = _begin_group(row, fields if known else ["document"])
        groups[key].rows.append(row)
    regions = {group.region: place for place, group in reversed(list(enumerate(groups.values())))}
    named_otherwise = [group for group in groups.values() if _names_document_instead(group, fields)]
    proper = [group for group in groups.values() if not _names_document_instead(group, fields)]
    proper.sort(key=lambda group: (regions[group.region], group.year or 0))
    return [*proper, *named_otherwise]


def find_ungrouped(rows: Iterable[Row], by: By | Sequence[By]) -> list[str]:
    """Give the documents whose region or year `by` asks for and nobody knows."""
    fields: list[By] = [by] if isinstance(by, str) else list(by)
    return list(dict.fromkeys(row["document"] for row in rows if not _is_known(row, fields)))


def choose_by(rows: Iterable[Row]) -> By:
    """Give what tells the rows apart: years if there are several, else regions, else documents."""
    years, regions = set(), set()
    for row in rows:
        years.add(row["year"])
        regions.add(row["region"])
    return "year" if len(years - {None}) > 1 else "region" if len(regions - {""}) > 1 else "document"


def order_themes(rows: Iterable[Row]) -> list[str]:
    """Give the themes of rows: the shipped model's in their order, then others, 其他 last."""
    found: Mapping[str, None] = dict.fromkeys(row["theme"] for row in rows)
    ordered = [*(theme for theme in THEMES if theme in found), *(theme for theme in found if theme not in THEMES)]
    return sorted(ordered, key=OTHER.__eq__)


def _is_known(row: Row, fields: Sequence[By]) -> bool:
    return all(row[field] not in ("", None) for field in fields)


def _begin_group(row: Row, fields: Sequence[By]) -> Group:
    name = " ".join(str(row[field]) for field in fields)
    year = row["year"] if "year" in fields else None
    return Group(
        name, row["region"] if "region" in fields else "", year, row["document"] if "document" in fields else "", []
    )


def _names_document_instead(group: Group, fields: Sequence[By]) -> bool:
    return bool(group.document) and "document" not in fields
