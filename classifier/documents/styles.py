"""Styles of a Word file, as far as they decide what text there is: numbering, hidden text, the title.

Takes ``styles.xml``, answers for the style a paragraph or run names. Not for how anything looks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 20  # styles in a chain; Word allows eleven, and a circle ends here too
_TITLES = {"title", "标题", "大标题", "文件标题", "公文标题", "文档标题"}


class Style(NamedTuple):
    """What one style says itself; None where it leaves the matter to the style that it is based on."""

    id: str
    name: str
    based_on: str
    num_id: int | None
    level: int | None
    hidden: bool | None


def value_of(parent: etree._Element | None, path: str) -> str | None:
    """Give ``w:val`` of the child (or of the descendant at ``child/child``), None if there is none."""
    if parent is None:
        return None
    found = parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def number_of(parent: etree._Element | None, path: str) -> int | None:
    """Give ``w:val`` of the child as a number; None if there is none or it is no number of up to nine digits."""
    written = (value_of(parent, path) or "").strip()
    return int(written) if re.fullmatch(r"[+-]?[0-9]{1,9}", written) else None


def switch_of(parent: etree._Element | None, path: str) -> bool | None:
    """Give whether a property is switched on; None if it is not mentioned."""
    written = value_of(parent, path)
    return None if written is None else written.lower() not in ("0", "false", "off", "none")


class Styles:
    """All styles of a document.

    Parameters
    ----------
    root : element or None
        Of ``styles.xml``; a document without it has no styles.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._default = ""
        for element in root.iter(f"{W}style") if root is not None else ():
            style = Style(
                id=element.get(f"{W}styleId", ""),
                name=(value_of(element, "name") or "").strip(),
                based_on=value_of(element, "basedOn") or "",
                num_id=number_of(element, "pPr/numPr/numId"),
                level=number_of(element, "pPr/numPr/ilvl"),
                hidden=switch_of(element, "rPr/vanish"),
            )
            self._styles[style.id] = style
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") in ("1", "true", "on"):
                self._default = style.id

    def of_paragraph(self, properties: etree._Element | None) -> tuple[Style, ...]:
        """Give the style of a paragraph with these properties (``w:pPr``), then those that it is based on."""
        named = value_of(properties, "pStyle")
        return self.chain(named if named in self._styles else self._default)

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """Give a style and those that it is based on, nearest first; empty for an unknown one."""
        if not style_id or style_id not in self._styles:
            return ()
        if style_id not in self._chains:
            chain: list[Style] = []
            style = self._styles.get(style_id)
            while style is not None and len(chain) < _DEEPEST:
                chain.append(style)
                style = self._styles.get(style.based_on)
            self._chains[style_id] = tuple(chain)
        return self._chains[style_id]

    def is_hidden(self, properties: etree._Element | None, paragraph: tuple[Style, ...]) -> bool:
        """Whether text with these properties (``w:rPr``), in a paragraph of these styles, is not shown."""
        direct = switch_of(properties, "vanish")
        if direct is not None:
            return direct
        # the property is a toggle: two styles that both set it leave the text visible (ISO 29500-1 17.7.3)
        return _hides(paragraph) != _hides(self.chain(value_of(properties, "rStyle")))


def is_title(chain: tuple[Style, ...]) -> bool:
    """Whether a paragraph of these styles is the document's title."""
    return bool(chain) and chain[0].name.lower() in _TITLES


def _hides(chain: tuple[Style, ...]) -> bool:
    return next((style.hidden for style in chain if style.hidden is not None), False)
