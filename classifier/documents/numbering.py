"""Word's automatic numbering, which is not in the text: 一、 and （一） and 1. are computed as Word does.

Takes ``numbering.xml`` and the paragraphs' properties in document order, gives what stands in front of each. Not for
numbers that somebody typed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from classifier.documents.alternatives import ALTERNATIVES, FALLBACK
from classifier.documents.numerals import write_numeral
from classifier.documents.styles import Style, Styles, W, number_of, switch_of, value_of

_LEVELS = 9
_LONGEST = 100  # characters of a level's text; Word allows 31
_KEPT = {"decimalZero", "none", "bullet"}  # what "legal" numbering leaves as it is
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")  # characters of symbol fonts
_OWN_SPACE = ("、", "．", "。", "，", "：", "）", "】", "〕", "》")  # full-width: no space is needed after them


class _Level(NamedTuple):
    start: int
    style: str  # the format of its numeral
    text: str
    separator: str
    restart: int | None
    legal: bool
    hidden: bool
    paragraph_style: str


class _Definition:
    """An abstract numbering: nine levels and, for the document read, how far each has counted."""

    def __init__(self, element: etree._Element) -> None:
        self.levels = _read_levels(element)
        self.linked_to = value_of(element, "numStyleLink") or ""
        self.links = {level.paragraph_style: i for i, level in self.levels.items() if level.paragraph_style}
        self.counted: list[int | None] = [None] * _LEVELS


class _Instance:
    """A numbering that paragraphs name: a definition, and what it changes in it."""

    def __init__(self, element: etree._Element) -> None:
        self.definition = number_of(element, "abstractNumId")
        self.levels: dict[int, _Level] = {}
        self.starts: dict[int, int] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            self.levels.update(_read_levels(override))
            level, start = _index(override), number_of(override, "startOverride")
            if level is not None and start is not None:
                self.starts[level] = start
        self._merged: dict[int, _Level] = {}
        self.restarting = set(self.starts)  # levels that begin anew at the first paragraph of this numbering

    def levels_of(self, definition: _Definition) -> dict[int, _Level]:
        """Give the levels of the definition, which is always the same one, with the changes."""
        if not self._merged:
            for i, level in (definition.levels | self.levels).items():
                self._merged[i] = level._replace(start=self.starts.get(i, level.start))
        return self._merged


class Numbering:
    """The counters of one document; ask for its paragraphs in order, each once.

    Parameters
    ----------
    root : element or None
        Of ``numbering.xml``; a document without it has no automatic numbers.
    styles : Styles
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[int | None, _Definition] = {}
        self._instances: dict[int | None, _Instance] = {}
        if root is not None:
            for element in root.iterchildren(f"{W}abstractNum"):
                self._definitions[_id(element, "abstractNumId")] = _Definition(element)
            for element in root.iterchildren(f"{W}num"):
                self._instances[_id(element, "numId")] = _Instance(element)

    def count(self, properties: etree._Element | None, chain: tuple[Style, ...]) -> str:
        """Count a paragraph; give what Word shows in front of its text, with the space after it, if any.

        Parameters
        ----------
        properties : element or None
            The paragraph's ``w:pPr``.
        chain : tuple of Style
            Its styles, nearest first.
        """
        num_id = number_of(properties, "numPr/numId")
        if num_id is None:
            num_id = next((style.num_id for style in chain if style.num_id is not None), None)
        instance = self._instances.get(num_id)
        definition = self._definition(instance)
        if instance is None or definition is None:
            return ""
        at = number_of(properties, "numPr/ilvl")
        if at is None:
            at = _level_of_style(chain, definition)
        if not 0 <= at < _LEVELS:
            return ""
        levels = instance.levels_of(definition)
        _advance(definition.counted, levels, at, anew=at in instance.restarting)
        instance.restarting.discard(at)
        return _write(definition.counted, levels, at)

    def _definition(self, instance: _Instance | None) -> _Definition | None:
        """Give the definition that holds the levels: a link to a style of lists is followed."""
        for _ in range(_LEVELS):
            definition = self._definitions.get(instance.definition) if instance else None
            if definition is None or not definition.linked_to or definition.levels:
                return definition
            chain = self._styles.chain(definition.linked_to)
            instance = self._instances.get(chain[0].num_id) if chain else None
        return None


def _read_levels(parent: etree._Element) -> dict[int, _Level]:
    levels = {}
    for element in parent.iterchildren(f"{W}lvl"):
        index = _index(element)
        if index is not None:
            levels[index] = _Level(
                start=number_of(element, "start") or 0,
                style=_format(element),
                text=(value_of(element, "lvlText") or "")[:_LONGEST],
                separator="" if value_of(element, "suff") == "nothing" else " ",
                restart=number_of(element, "lvlRestart"),
                legal=switch_of(element, "isLgl") or False,
                hidden=switch_of(element, "rPr/vanish") or False,
                paragraph_style=value_of(element, "pStyle") or "",
            )
    return levels


def _format(element: etree._Element) -> str:
    """Give the format of a level's numeral; one of the newer formats is given with a fallback."""
    plain = value_of(element, "numFmt")
    if plain is None:
        plain = value_of(element.find(f"{ALTERNATIVES}/{FALLBACK}"), "numFmt")
    return plain or "decimal"


def _index(element: etree._Element) -> int | None:
    written = element.get(f"{W}ilvl", "")
    return int(written) if re.fullmatch("[0-8]", written) else None


def _id(element: etree._Element, name: str) -> int | None:
    written = element.get(W + name, "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else None


def _level_of_style(chain: tuple[Style, ...], definition: _Definition) -> int:
    """The level that names the style; where none does, the level that the style names."""
    for style in chain:
        if style.id in definition.links:
            return definition.links[style.id]
        if style.level is not None:
            return style.level
    return 0


def _advance(counted: list[int | None], levels: dict[int, _Level], at: int, *, anew: bool) -> None:
    """Count one at this level; deeper ones begin anew, unless they say that they do not.

    A level above that has not begun is taken to begin here.
    """
    for above in range(at):
        if counted[above] is None and above in levels:
            counted[above] = levels[above].start
    before = counted[at]
    start = levels[at].start if at in levels else 0
    counted[at] = start if anew or before is None else before + 1
    for deeper in range(at + 1, _LEVELS):
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or at < restart:
            counted[deeper] = None


def _write(counted: list[int | None], levels: dict[int, _Level], at: int) -> str:
    level = levels.get(at)
    if level is None or level.hidden or level.style == "bullet":
        return ""

    def numeral(found: re.Match[str]) -> str:
        k = int(found[1]) - 1
        number = counted[k]
        if number is None or k not in levels or k > at:
            return ""
        style = "decimal" if level.legal and levels[k].style not in _KEPT else levels[k].style
        return write_numeral(number, style)

    label = _PRIVATE.sub("", re.sub("%([1-9])", numeral, level.text)).strip()
    return label + ("" if label.endswith(_OWN_SPACE) else level.separator) if label else ""
