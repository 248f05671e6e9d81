"""A page of results put together from its templates: what they are given, and what nothing on the page may do.

Takes counts, an outcome and a way to the rows; gives the page piece by piece. Not for keeping rows (html) nor for what
the page looks like (templates).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from classifier.writers import chinese
from classifier.writers.characters import replace_forbidden
from classifier.writers.outline import walk_sections
from classifier.writers.palette import Look, assign_looks
from classifier.writers.passages import mark_evidence, rank_words
from classifier.writers.rows import COLUMNS, Outcome, Row
from classifier.writers.tally import Count, Tally

_TEMPLATES = Path(__file__).with_name("templates")
LARGE = 2000  # paragraphs above which a browser lays out only what is in sight
_PIECES = 500  # of the template's output that are given at once
# what turns the direction of writing or shows as nothing at all; a page would obey the first
_UNSEEN = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Share(NamedTuple):
    """One theme or role among the paragraphs of a document: how many, which share, and where it lies in a bar, 0 to 1."""

    name: str
    paragraphs: int
    share: float
    start: float


class Shown(NamedTuple):
    """A document on the page: its number from 1, its name, and its counts."""

    number: int
    name: str
    counts: Count

    @property
    def title(self) -> str:
        """What it is called: its title, else its name."""
        return self.counts.title or self.name


def render_page(
    tally: Tally, outcome: Outcome, read_rows: Callable[[str], Iterable[Row]], data: Iterable[str]
) -> Iterator[str]:
    """Give a page, piece by piece.

    Parameters
    ----------
    tally : Tally
        The counts of all rows.
    outcome : Outcome
        How the run went.
    read_rows : callable
        Gives the rows of a document by its name, in order.
    data : iterable of str
        Lines in which nothing can end the element around them; the page holds them as they are.
    """
    template = _environment().get_template("report.html")
    themes = sorted(tally.themes(outcome.themes), key=chinese.OTHER.__eq__)  # the rest comes last
    roles = sorted(tally.all.roles, key=lambda role: [*chinese.ROLES, role].index(role))
    looks = assign_looks(themes)
    style, script = _style(looks.values()), _read("report.js")
    documents = [Shown(n, name, count) for n, (name, count) in enumerate(tally.documents.items(), 1)]
    page = template.stream(
        chinese=chinese,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        looks=looks,
        all=tally.all,
        large=LARGE,
        documents=documents,
        title=documents[0].title if len(documents) == 1 else f"{len(documents):,} 份报告的段落主题",
        regions=sorted({shown.counts.region for shown in documents} - {""}),
        themes_of=partial(_shares, themes, "themes"),
        roles_of=partial(_shares, roles, "roles"),
        outcome=outcome,
        about=chinese.describe_run(outcome, tally.all.paragraphs, chinese.ON_PAGE),
        steps_of=lambda shown: walk_sections(read_rows(shown.name)),
        pieces_of=lambda row: mark_evidence(row["text"], row["evidence"]),
        words_of=lambda row: rank_words(row["evidence"]),
        columns=Markup(json.dumps(COLUMNS)),
        data=map(Markup, data),
    )
    page.enable_buffering(_PIECES)
    return cast("Iterator[str]", page)


def _shares(names: list[str], kind: str, count: Count) -> list[Share]:
    shares, start = [], 0.0
    counted = getattr(count, kind)
    for name in names:
        share = counted[name] / count.paragraphs if count.paragraphs else 0.0
        shares.append(Share(name, counted[name], share, start))
        start += share
    return shares


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    # no answer is certain, and 99.97% would round to 100.0%
    environment.filters["score"] = lambda score: ">99.9%" if score >= 0.9995 else f"{score:.1%}"
    environment.filters["signed"] = lambda weight: f"{weight:+.2f}".replace("-", "−")
    return environment


def _printable(value: object) -> object:
    """Show a text as it is but for what a page must not hold or would obey; what is markup already is ours."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSEEN.sub("\ufffd", replace_forbidden(value))
    return value


def _style(looks: Iterable[Look]) -> str:
    themes = (f".t{look.number}{{--colour:{look.colour};--pale:{look.pale}}}" for look in looks)
    return _read("report.css") + "\n".join(themes) + "\n"


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Give what the page's policy calls a style or script by: nothing else may act on the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
