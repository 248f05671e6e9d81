"""Page furniture: lines that a site puts around a report.

Takes one line, tells why it is furniture. The lists are in ``resources/furniture.txt``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from classifier.documents.dates import DATE
from classifier.headings import find_marker

SENTENCE_END = re.compile(r"[。；！？;!?]")
SHORT = 60  # characters: up to that a line may be furniture, signature or title

_PAGE = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–－\s]*")
# in a table about the document, not in it, however long it is
_SUMMARY = re.compile(r"(?:内容)?(?:概述|摘要|简介)\s*[:：]")


def furniture_reason(text: str) -> str:
    """Give why a line is page furniture, in words; empty if it is none."""
    labels, phrases, buttons = _rules()
    if _PAGE.fullmatch(text) and not DATE.fullmatch(text):
        return "page number"
    if buttons.fullmatch(text):
        return "page furniture (buttons)"
    label = labels.match(text)
    if label and (len(text) <= SHORT or not SENTENCE_END.search(text) or _SUMMARY.match(text)):
        return f"page furniture ({label[1]})"
    if len(text) <= 2 * SHORT and not SENTENCE_END.search(text) and not find_marker(text):
        phrase = phrases.search(text)
        if phrase:
            return f"page furniture ({phrase[0].strip()})"
    return ""


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Read the lists of page furniture into three patterns: labels, phrases, buttons."""
    sections: list[list[str]] = []
    for line in files("classifier").joinpath("resources", "furniture.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            sections.append([])
        elif line.strip() and not line.startswith("#"):
            sections[-1].append(line.strip())
    labels, phrases, buttons = sections
    spaced = "|".join(r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    return (
        re.compile(rf"[【\[]?\s*({spaced})\s*[】\]]?\s*[:：]"),
        re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE),
        re.compile(
            rf"(?>[\s【】\[\]|｜/+·、>-]*(?:{'|'.join(map(re.escape, sorted(buttons, key=len, reverse=True)))}))++[\s【】\[\]|｜/+-]*"
        ),
    )
