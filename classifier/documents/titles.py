"""Titles of documents: which line is one, how it goes on over several.

Takes lines and what the format tells of the title. Not for headings within a document (paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.documents.dates import DATE
from classifier.documents.furniture import SENTENCE_END
from classifier.documents.line_shapes import ORGANISATION
from classifier.headings import find_marker

DOCUMENT_WORD = re.compile(
    r"(?:报告|总结|要点|方案|通知|通告|公告|公报|通报|规划|计划|意见|情况|汇报|办法|细则|说明|清单|安排|决定|纲要|综述|材料|目录)"
    r"(?:[（(].{1,30}[)）])?$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}|二[〇○零0][一二三四五六七八九〇○零0]{2}年")
_SUBJECT = re.compile(r"法治|法制|依法|普法|行政|政府|工作")
_SHORTEST, _LONGEST = 6, 80  # characters
_PIECES = 4  # lines that a title may be cut into
_LEAST = 3  # a document's word and its subject, or what the format tells
_UNMISTAKABLE = 4
_WHOLE = 13  # characters: a shorter one may be a heading (2024年工作计划)


def find_title(lines: Sequence[str], barred: Sequence[bool], told: str) -> set[int]:
    """Give the numbers of the lines that make up the title, repetitions included.

    Parameters
    ----------
    lines : sequence of str
        Those before the text.
    barred : sequence of bool
        For each whether it cannot be the title.
    told : str
        The title that the format tells, or nothing.
    """
    whole = _lines_of(told, lines, barred)
    if whole:
        return whole
    candidates = [
        (title_score(text, told), i)
        for i, text in enumerate(lines)
        if not barred[i] and not DATE.fullmatch(text) and not text.endswith(("：", ":"))
    ]
    best, at = max(candidates, default=(0, -1))
    if best < _LEAST:
        return set()
    chosen = {i for i, text in enumerate(lines) if text == lines[at] and not barred[i]}
    above = at - 1
    while above >= 0 and not barred[above] and above not in chosen and _goes_on(lines[above], lines[above + 1]):
        chosen.add(above)
        above -= 1
    return chosen


def _lines_of(told: str, lines: Sequence[str], barred: Sequence[bool]) -> set[int]:
    """Give the numbers of lines that make up a title that was told, each time that they do."""
    wanted = "".join(told.split())
    found: set[int] = set()
    for i in range(len(lines)):
        joined, end = "", i
        while end < min(i + _PIECES, len(lines)) and not barred[end] and wanted.startswith(joined) and joined != wanted:
            joined += "".join(lines[end].split())
            end += 1
        if wanted and joined == wanted and title_score(told):
            found |= set(range(i, end))
    return found


def title_score(text: str, told: str = "") -> int:
    """Give how much a line looks like a title: a document's word at its end, a year, a subject, what was told."""
    if not _SHORTEST <= len(text) <= _LONGEST or SENTENCE_END.search(text):
        return 0
    score = 2 * bool(DOCUMENT_WORD.search(text)) + 2 * bool(_YEAR.search(text)) + bool(_SUBJECT.search(text))
    if told and (text in told or told in text):
        score += 3
    return score


def is_title(text: str) -> bool:
    """Whether a line is the title of a document wherever it stands."""
    return len(text) >= _WHOLE and title_score(text) >= _UNMISTAKABLE and not find_marker(text)


def _goes_on(above: str, title: str) -> bool:
    """Whether a title goes over two lines: an office, then 关于…; or a line cut before its end."""
    if len(above) > 40 or SENTENCE_END.search(above) or DATE.fullmatch(above) or DOCUMENT_WORD.search(above):
        return False
    if title.startswith(("关于", "2", "二")) and ORGANISATION.search(above):
        return True
    return len(title) < 14 and (_YEAR.search(above) is not None or _SUBJECT.search(above) is not None)
