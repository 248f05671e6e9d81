"""What a page says of its article beside the text: title, source, date, and the site's name.

Takes the parsed page. Not for what stands among the lines (metadata).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from classifier.documents.dates import iso_date
from classifier.documents.titles import DOCUMENT_WORD, title_score

_META = {
    "title": ("articletitle", "og:title", "title", "dc.title", "twitter:title"),
    "issuer": ("contentsource", "source", "author", "article:author", "og:article:author", "dc.creator"),
    "date": ("pubdate", "publishdate", "article:published_time", "og:release_date", "dc.date", "date", "firstcreatedtime"),
    "site": ("sitename", "og:site_name"),
}  # fmt: skip
_SITE = re.compile(r"(?:网站?|平台|门户)$")
_HEADING_NAMES = re.compile(
    r"(?:^|\s)(?:(?:article|art|news|detail|info|doc|content|page|main|xl|con|rich_media|arti)?[-_]?(?:title|tit|bt|biaoti)|activity-name)\d{0,2}(?:\s|$)",
    re.IGNORECASE,
)
_NAMED = 300  # characters of id and class that are looked at
_LONGEST = 200  # characters: an element with more is no title
_MANY = 60  # headings: a page with more lists documents
# between the article and the name of the site in <title>
_TITLE_BREAK = re.compile(r"\s*[_|—–]+\s*|\s+-+\s+|(?<=[\u4e00-\u9fff）])-+(?=[\u4e00-\u9fff\d])")


class Head(NamedTuple):
    """What a page tells of its article; empty where it does not."""

    title: str = ""
    issuer: str = ""
    date: str = ""
    site: str = ""


def read_head(root: html.HtmlElement) -> Head:
    """Read what the head and the headings of a page tell."""
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        told.setdefault(name, " ".join((meta.get("content") or "").split()))

    def tell(what: str) -> str:
        return next((told[name] for name in _META[what] if told.get(name)), "")

    whole = root.findtext(".//title") or ""
    return Head(
        _title(root, tell("title"), whole), tell("issuer"), iso_date(tell("date")), tell("site") or _site(whole)
    )


def _title(root: html.HtmlElement, meta: str, whole: str) -> str:
    """Give the article's title: the first of meta tag, heading and <title> that looks like a document's."""
    found = [_article(meta), *_headings(root), _article(whole)]
    named = [text for text in found if title_score(text) >= 2 and not _SITE.search(text)]
    return next((text for text in (*named, *found) if text and not _SITE.search(text)), _article(whole))


def _headings(root: html.HtmlElement) -> Iterator[str]:
    """Give what the page marks as its title: h1, else an element with a title's name."""
    for _, heading in zip(range(_MANY), root.iter("h1"), strict=False):
        yield _text(heading)
    for _, heading in zip(range(_MANY), _titled(root), strict=False):
        yield _text(heading)


def _titled(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in root.iter("h2", "h3", "div", "p", "td", "span", "font", "strong"):
        names = f"{(element.get('id') or '')[:_NAMED]} {(element.get('class') or '')[:_NAMED]}"
        if names != " " and _HEADING_NAMES.search(names):
            yield element


def _text(element: html.HtmlElement) -> str:
    """The element's text without white space; nothing if it is longer than a title can be."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append("".join(piece.split()))
        length += len(pieces[-1])
        if length > _LONGEST:
            return ""
    return "".join(pieces)


def _article(title: str) -> str:
    """Leave out the site's name, whichever side it stands on."""
    parts = _parts(title)
    named = [part for part in parts if DOCUMENT_WORD.search(part)]
    return (named or parts or [""])[0]


def _site(title: str) -> str:
    """The other half of <title>: who runs the site."""
    return next(
        (part for part in reversed(_parts(title)) if re.search(r"(?:政府|[局厅委])(?:门户)?(?:网站?)?$", part)), ""
    )


def _parts(title: str) -> list[str]:
    return [part for part in _TITLE_BREAK.split(" ".join(title.split())) if part]
