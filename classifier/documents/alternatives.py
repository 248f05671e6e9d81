"""Contents that a Word file gives twice, for newer and older programs: which of them is to be read.

Takes an ``mc:AlternateContent`` element (ISO 29500-3), gives one of its branches. Not for reading it (body).
"""

from __future__ import annotations

from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
# shapes, whose text is the same either way; anything else is read from its fallback
_UNDERSTOOD = {
    f"http://schemas.microsoft.com/office/word/2010/wordprocessing{kind}"
    for kind in ("Canvas", "Drawing", "Group", "Shape")
}


def choose_branch(alternatives: etree._Element) -> etree._Element | None:
    """Give the first choice that asks for nothing unknown, else the fallback, else the first choice."""
    chosen = None
    for branch in alternatives.iterchildren(CHOICE, FALLBACK):
        if branch.tag == CHOICE and _is_understood(branch):
            return branch
        if chosen is None or branch.tag == FALLBACK != chosen.tag:
            chosen = branch
    return chosen


def _is_understood(choice: etree._Element) -> bool:
    required = choice.get("Requires", "").split()
    return bool(required) and all(choice.nsmap.get(prefix) in _UNDERSTOOD for prefix in required)
