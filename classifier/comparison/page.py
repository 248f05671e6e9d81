"""A comparison as one page for a browser, in Chinese: no network, no script, for screens of any width and for paper.

Takes a `Comparison`, gives HTML. Everything goes through Jinja2's escaping; the only styles that the page may have are
its own. Not for where the marks of charts go (charts) nor for the words (chinese).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from itertools import groupby
from typing import Any

from classifier.comparison import chinese
from classifier.comparison.charts import MOST_GROUPS, span_intervals, stack_bars
from classifier.comparison.comparing import Comparison
from classifier.comparison.copies import Copy, drop_mirrored
from classifier.comparison.edits import compare_texts
from classifier.comparison.plans import PlanMatch
from classifier.comparison.shares import tabulate_shares
from classifier.comparison.terms import TermChange
from classifier.writers.characters import replace_forbidden
from classifier.writers.palette import assign_looks

MOST_LISTED = 100  # copies and plans that a page shows; the workbook has all
_FOLDER = files("classifier.comparison")


def render_page(found: Comparison) -> str:
    """Write the page; the same comparison gives the same page."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    themes = dict.fromkeys([*(share.theme for share in found.shares), *(match.theme for match in found.plans)])
    numbers = {theme: number for number, theme in enumerate(themes)}
    style = (_FOLDER / "page.css").read_text(encoding="utf-8") + _colour_rules(numbers)
    template = (_FOLDER / "page.html.j2").read_text(encoding="utf-8")
    copies = drop_mirrored(found.copies)
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_clean, undefined=StrictUndefined
    )
    environment.filters["percent"] = _percent
    return environment.from_string(template).render(
        # the style is ours, and its hash is all that the page lets a browser use
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        words=chinese,
        found=found,
        by=chinese.BY[found.by],
        colours=numbers,
        tables=[_Table(table) for table in tabulate_shares(found.shares)],
        most=MOST_LISTED,
        most_groups=MOST_GROUPS,
        terms=_term_blocks(found.terms),
        copies=[_show_copy(copy) for copy in copies[:MOST_LISTED]],
        more_copies=len(copies) - MOST_LISTED,
        plans=_show_plans(found.plans),
        notes=chinese.describe_comparison(found),
        methods=chinese.describe_methods(found),
    )


class _Table:
    """The shares of one role with the marks of both charts."""

    def __init__(self, table: Any) -> None:
        self.role, self.themes, self.lines = table
        self.bars = stack_bars(table)
        self.spans, self.end = span_intervals(table)
        self.hidden = len(self.lines) - len(self.bars)


def _clean(value: object) -> object:
    """Take out what a page cannot hold; markup of ours has none of it."""
    return replace_forbidden(value) if type(value) is str else value


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _colour_rules(numbers: Mapping[str, int]) -> str:
    """Give the rules for the colours of the themes, each a class by its number."""
    looks = assign_looks(numbers)
    return "".join(
        f".c{number} {{ fill: {looks[t].colour}; background: {looks[t].pale}; }}\n" for t, number in numbers.items()
    )


def _term_blocks(terms: list[TermChange]) -> list[dict[str, Any]]:
    """Put the changes of each role and pair of groups together, by theme, what came and what went apart."""
    blocks = []
    for (role, before, after), some in groupby(terms, key=lambda c: (c.role, c.before, c.after)):
        themes = []
        for theme, changes in groupby(some, key=lambda c: c.theme):
            words = list(changes)
            sides = [("增多", [w for w in words if w.z > 0]), ("减少", [w for w in words if w.z < 0])]
            themes.append({"theme": theme, "sides": [(name, side) for name, side in sides if side]})
        blocks.append({"role": role, "before": before, "after": after, "themes": themes})
    return blocks


def _show_copy(copy: Copy) -> dict[str, Any]:
    return {
        "repeat": copy,
        "where": _place(copy.region, copy.year, copy.document, copy.paragraph),
        "source": _place(copy.source_region, copy.source_year, copy.source_document, copy.source_paragraph),
        "pieces": compare_texts(copy.source_text, copy.text),
    }


def _show_plans(plans: list[PlanMatch]) -> list[dict[str, Any]]:
    """Put the achievements of each plan beside it."""
    shown = []
    for _, some in groupby(plans, key=lambda m: (m.plan_document, m.plan_paragraph, m.plan_text)):
        matches = list(some)
        first = matches[0]
        shown.append(
            {
                "plan": first,
                "where": _place(first.region, first.plan_year, first.plan_document, first.plan_paragraph),
                "matches": [m for m in matches if m.found],
            }
        )
    return shown


def _place(region: str, year: int | None, document: str, paragraph: int) -> str:
    name = f"{region} {year or ''}".strip() or document
    return f"{name} 第 {paragraph} 段"
