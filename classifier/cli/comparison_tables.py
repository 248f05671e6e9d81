"""A comparison on the terminal: what matters first, in few lines; the whole is in a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from classifier.cli.console import printable, say

if TYPE_CHECKING:
    from classifier.comparison import Comparison, Copy, PlanMatch, TermChange

MOST_GROUPS = 20  # that get a line each
MOST_ITEMS = 5  # words of a theme, copies, plans without an achievement
_TEXT = 36  # characters of a paragraph


def show_comparison(found: Comparison) -> None:
    """Print a comparison on standard output, and what makes it doubtful on standard error."""
    _warn(found)
    out = Console(
        markup=False, emoji=False, highlight=False, soft_wrap=True, width=max(100, shutil.get_terminal_size().columns)
    )
    left = ", which are left out" if found.only_accepted and found.unsure else ""
    out.print(
        f"{_count(len(found.reports), 'report')}, {_count(found.paragraphs, 'paragraph')}; "
        f"{found.unsure} not accepted (需复核){left}"
    )
    _show_shares(out, found)
    if found.by == "year":
        _show_terms(out, found.terms)
    else:
        _show_outstanding(out, found.terms)
    _show_copies(out, found)
    _show_plans(out, found.plans)


def _warn(found: Comparison) -> None:
    for name, counted in ((r.document, r.counted) for r in found.repeated[:MOST_ITEMS]):
        say(f"warning: {name} is given twice; only {counted} is counted")
    if len(found.repeated) > MOST_ITEMS:
        say(f"warning: {len(found.repeated) - MOST_ITEMS} more reports are given twice")
    if found.ungrouped and found.by != "document":
        say(
            f"warning: {_count(len(found.ungrouped), 'document')} without a {found.by}, such as {found.ungrouped[0]}: "
            "each stands for itself"
        )
    if found.mixed:
        say("warning: the years have reports of different regions; a difference may be one of regions")


def _show_shares(out: Console, found: Comparison) -> None:
    from classifier.comparison.shares import tabulate_shares

    for role, themes, lines in tabulate_shares(found.shares):
        table = Table(
            box=None, pad_edge=False, title=f"\n{role}: share of paragraphs (and how many)", title_justify="left"
        )
        table.add_column(found.by)
        for name in ("reports", "paragraphs", "需复核", *themes):
            table.add_column(printable(name), justify="right", no_wrap=True)
        for line in lines[:MOST_GROUPS]:
            unsure = sum(share.unsure for share in line)
            cells = (f"{s.share:.0%} ({s.paragraphs})" if s.paragraphs else "-" for s in line)
            table.add_row(_name(line[0].group), str(line[0].reports), str(line[0].of), str(unsure), *cells)
        if len(lines) > MOST_GROUPS:
            table.add_row(f"... {len(lines) - MOST_GROUPS} more")
        out.print(table)


def _show_terms(out: Console, terms: Sequence[TermChange]) -> None:
    for (role, before, after), changes in _last_pairs(terms):
        table = Table(box=None, pad_edge=False, title_justify="left")
        table.title = (
            f"\n{role}: words, {printable(before)} to {printable(after)} (paragraphs that have them; ? may be chance)"
        )
        table.add_column("theme", no_wrap=True)
        for name in ("came", "went"):
            table.add_column(name, overflow="fold")
        for theme, some in groupby(changes, key=lambda change: change.theme):
            words = list(some)
            sides = ([w for w in words if w.z > 0], [w for w in words if w.z < 0])
            table.add_row(printable(theme), *(_words(side) for side in sides))
        out.print(table)


def _show_outstanding(out: Console, terms: Sequence[TermChange]) -> None:
    """Print for each group the words of all themes that it has more than the rest."""
    for role, changes in groupby(terms, key=lambda change: change.role):
        table = Table(box=None, pad_edge=False, title_justify="left")
        table.title = (
            f"\n{role}: words that stand out (paragraphs that have them, in the rest and here; ? may be chance)"
        )
        table.add_column("in")
        table.add_column("words", overflow="fold")
        groups = [(name, list(some)) for name, some in groupby(changes, key=lambda change: change.after)]
        for name, some in groups[:MOST_GROUPS]:
            strongest = sorted((c for c in some if c.z > 0), key=lambda c: (not c.sure, -c.z))
            table.add_row(_name(name), _words(strongest))
        out.print(table)


def _last_pairs(terms: Sequence[TermChange]) -> Iterable[tuple[tuple[str, str, str], list[TermChange]]]:
    """Give the changes of the last pair of groups of each role: of years those that matter most."""
    last = {}
    for key, some in groupby(terms, key=lambda change: (change.role, change.before, change.after)):
        last[key[0]] = (key, list(some))
    return last.values()


def _words(changes: Sequence[TermChange]) -> str:
    told = [
        f"{printable(c.word)}({c.before_paragraphs}/{c.before_of}→{c.after_paragraphs}/{c.after_of}{'' if c.sure else '?'})"
        for c in changes[:MOST_ITEMS]
    ]
    return " ".join(told)


def _show_copies(out: Console, found: Comparison) -> None:
    from classifier.comparison.copies import RELATIONS, drop_mirrored

    out.print(f"\nparagraphs repeated nearly word for word (likeness {found.least:.0%} and more)")
    for role in found.roles:
        for relation in RELATIONS:
            shares = [s for s in found.copy_shares if (s.role, s.relation) == (role, relation)]
            if of := sum(s.of for s in shares):
                count = sum(s.paragraphs for s in shares)
                out.print(f"  {role} {_RELATION[relation]}: {count} of {of} ({count / of:.0%})")
    copies = drop_mirrored(found.copies)
    for copy in sorted(copies, key=lambda c: -c.likeness)[:MOST_ITEMS]:
        out.print(f"  {copy.likeness:.0%}  {_source(copy)}  {_short(copy.text)}  {printable(copy.changes)}".rstrip())
    _tell_more(out, len(copies) - MOST_ITEMS)


_RELATION = {
    "上年": "from the same region's report before",
    "外地": "from another region",
    "其他": "from another report",
}


def _source(copy: Copy) -> str:
    mine = printable(f"{copy.region}{copy.year or ''}") or _name(copy.document)
    theirs = printable(f"{copy.source_region}{copy.source_year or ''}") or _name(copy.source_document)
    return f"{mine} ← {theirs}"


def _show_plans(out: Console, plans: Sequence[PlanMatch]) -> None:
    all_plans = [plan for plan in plans if plan.rank <= 1]
    if not all_plans:
        return
    without = [plan for plan in all_plans if not plan.found]
    out.print(
        f"\nplans beside next year's achievements: {len(all_plans)} plans, {len(without)} with nothing alike "
        "(a hint where to read, no proof)"
    )
    for plan in without[:MOST_ITEMS]:
        out.print(f"  {printable(f'{plan.region}{plan.plan_year}')}  {printable(plan.theme)}  {_short(plan.plan_text)}")
    _tell_more(out, len(without) - MOST_ITEMS)


def _tell_more(out: Console, more: int) -> None:
    if more > 0:
        out.print(f"  ... {more} more; write them all with -o OUT.xlsx")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _name(group: str) -> str:
    return printable(PurePath(group).name or group)


def _short(text: str) -> str:
    line = printable(text)
    return line if len(line) <= _TEXT else f"{line[: _TEXT - 1]}…"
