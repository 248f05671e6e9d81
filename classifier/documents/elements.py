"""What a reader sees of an element: nothing, a block, words in a line, the number of an item.

Takes one element of a parsed page. Not for what is in it (page_lines).
"""

from __future__ import annotations

import re

from lxml import html

SKIPPED = {
    "button", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "xml",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em|pt)", re.IGNORECASE
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:!|;|$)", re.IGNORECASE)
_HIDDEN_CLASSES = {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none", "hidden", "hide"}
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table|list-item|flex|grid)", re.IGNORECASE)
_PATH = re.compile(r"bread|crumb|nav|path|comment|rank")  # lists that style sheets show without numbers
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:none|disc|circle|square)", re.IGNORECASE)
_NUMERALS = "一二三四五六七八九十"
_NAME = re.compile(r"[-_]")
_NAMED = 300  # characters of id and class that are looked at


def is_hidden(element: html.HtmlElement, style: str) -> bool:
    """Whether an element says that it is not to be seen; style sheets of its own are not read."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    # boxes without a size of letters hold others with one
    if style and (_HIDDEN.search(style) or (_NO_SIZE.search(style) and not len(element))):
        return True
    classes = element.get("class")
    return classes is not None and not _HIDDEN_CLASSES.isdisjoint(classes[:_NAMED].lower().split())


def is_block(tag: str, style: str) -> bool:
    """Whether an element stands on lines of its own."""
    # a name with a colon is a word processor's (st1:place), put around words
    return (tag not in _INLINE and ":" not in tag) or _BLOCK_STYLE.search(style) is not None


def names_of(element: html.HtmlElement) -> frozenset[str]:
    """Give the words of an element's id and class in small letters, without - and _."""
    told = f"{(element.get('id') or '')[:_NAMED]} {(element.get('class') or '')[:_NAMED]}"
    return frozenset(_NAME.sub("", told).lower().split())


class ItemNumbers:
    """The numbers of a list's items, as a browser shows them: 1. 2. or 一、 二、, or nothing."""

    def __init__(self, element: html.HtmlElement, names: frozenset[str], style: str) -> None:
        start = element.get("start") or ""
        self._last = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 4 else 0
        self._is_shown = element.tag == "ol" and not _UNNUMBERED.search(style) and not any(map(_PATH.search, names))
        self._is_chinese = "ideographic" in style or "chinese" in style

    def take(self) -> str:
        """Give the next number."""
        self._last += 1
        if not self._is_shown:
            return ""
        if self._is_chinese and self._last <= len(_NUMERALS):
            return f"{_NUMERALS[self._last - 1]}、"
        return f"{self._last}."
