"""Parts of a page by the names that content systems give them: the report, the head, the rest of the site.

Takes an element's tag and names. A name is a hint: what it stands for is decided with the text (page_body).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

Part = Literal["report", "head", "site", ""]

_TAGS: dict[str, Part] = {
    "nav": "site",
    "footer": "site",
    "aside": "site",
    "menu": "site",
    "marquee": "site",
    "dialog": "site",
    "header": "head",
    "article": "report",
    "main": "report",
}
_NUMBER = re.compile(r"\d+$")
# of families whose members are too many to list: 相关…, 评论…, 分享…
_FAMILIES = re.compile(
    r"^(?:footer|breadcrumb|bdshare|sharebtn|relatednews|relatedread|commentlist|sidebar|crumbs?nav)"
)


class _Names(NamedTuple):
    report: frozenset[str]
    head: frozenset[str]
    site: frozenset[str]


def part_of_page(tag: str, names: Iterable[str]) -> tuple[Part, str]:
    """Give what part of a page an element is by its name, and that name; empty if the name does not tell.

    Examples
    --------
    >>> part_of_page("div", ["wrap", "trseditor"])
    ('report', 'trseditor')
    >>> part_of_page("nav", [])
    ('site', 'nav')
    """
    known = _names()
    bare = {name: _NUMBER.sub("", name) for name in sorted(names)}
    parts: tuple[tuple[Part, frozenset[str]], ...] = (
        ("site", known.site),
        ("report", known.report),
        ("head", known.head),
    )
    for part, listed in parts:
        for name, stem in bare.items():
            if name in listed or stem in listed or (part == "site" and _FAMILIES.match(name)):
                return part, name
    return (_TAGS[tag], tag) if tag in _TAGS else ("", "")


@lru_cache(maxsize=1)
def _names() -> _Names:
    sections: list[set[str]] = []
    for line in files("classifier").joinpath("resources", "containers.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            sections.append(set())
        elif line.strip() and not line.startswith("#"):
            sections[-1].add(line.strip())
    return _Names(*map(frozenset, sections))
