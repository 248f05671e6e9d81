"""A document's paragraphs: which lines are text to classify, under which headings, and what each is for.

Takes a `Document`, gives its `Paragraph`s and, for every other line, why it was left out. Not for reading files
(documents) and not for themes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from classifier.documents.document import Document
from classifier.documents.furniture import SENTENCE_END
from classifier.documents.layout import ATTACHED, Line, read_lines
from classifier.headings import PLAIN, Marker, find_lead, find_marker, is_one_phrase
from classifier.roles import Role, is_closing, is_opening, role_of_heading, turn_of

HEADING = 60  # characters: a longer line is a paragraph even if it is one phrase
ITEM = 25  # characters: a shorter unpunctuated item of a list is a heading without text
PLAIN_HEADING = 30
# a summary of this year with next year's plan is a summary
_PLAN_TITLE = re.compile(
    r"^(?!.*(?:总结|报告|情况|汇报)).*(?:要点|计划|方案|规划|安排)(?:[（(].*[)）])?$|^.*(?:要点|计划|方案|规划|安排)》?的通知$"
)
_ENUMERATION = 3  # from this depth on a marker counts items rather than sections


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a report.

    Attributes
    ----------
    number : int
        Counted from 1 within the document.
    section : str
        The stand-alone headings above it, joined by ``" > "``.
    lead : str
        The run-in sentence that it opens with, marker included; `text` begins with it.
    role : str
        One of 导语 成效 问题 计划 履职 结语.
    start, end : int
        Offsets: ``document.text[start:end] == text``.
    text : str
    """

    number: int
    section: str
    lead: str
    role: Role
    start: int
    end: int
    text: str


class Omission(NamedTuple):
    """A line that is no paragraph, and why."""

    line: Line
    reason: str


class Split(NamedTuple):
    """A document taken apart: every line is in one of the two."""

    paragraphs: list[Paragraph]
    omissions: list[Omission]


class _Heading(NamedTuple):
    depth: float
    text: str


def split_paragraphs(document: Document | str) -> list[Paragraph]:
    """Give the paragraphs of a document, or of a text, in order.

    Examples
    --------
    >>> [p.section for p in split_paragraphs("一、主要工作\\n全年办结行政复议案件三十二件，无一超期。")]
    ['一、主要工作']
    """
    return split_document(document).paragraphs


def split_document(document: Document | str, *, keep_all: bool = False) -> Split:
    """Give the paragraphs of a document and the lines that were left out, each with the reason.

    Parameters
    ----------
    document : Document or str
    keep_all : bool
        Whether every line is a paragraph: furniture, titles and headings as well.
    """
    if isinstance(document, str):
        document = Document(text=document, lines=read_lines(document))
    if keep_all:
        document = replace(document, lines=tuple(replace(line, kind="text", reason="") for line in document.lines))
    if any(line.given for line in document.lines):
        return Split(_given_paragraphs(document), [])
    text_lines = [line for line in document.lines if line.kind == "text"]
    attached = [line for line in document.lines if line.kind == "title" and line.reason == ATTACHED]
    markers = [find_marker(line.text) for line in text_lines]
    headings = [False] * len(text_lines) if keep_all else _find_headings(text_lines, markers)
    omissions = [Omission(line, line.reason) for line in document.lines if line.kind != "text"]
    omissions += [
        Omission(line, "heading") for line, is_heading in zip(text_lines, headings, strict=True) if is_heading
    ]
    omissions.sort(key=lambda o: o.line.start)
    roles = _Roles(document)
    stack: list[_Heading] = []
    found: list[Paragraph] = []
    for i, line in enumerate(text_lines):
        marker = markers[i]
        while attached and attached[0].start < line.start:
            stack = []
            roles.enter_document(attached.pop(0).text)
        depth = marker.depth if marker else (PLAIN if headings[i] else None)
        if depth is not None:
            kept = [heading for heading in stack if heading.depth < depth]
            if len(kept) != len(stack):
                stack = kept
                roles.leave_section(stack)
        if headings[i]:
            stack.append(_Heading(PLAIN if depth is None else depth, line.text))
            roles.enter_section(line.text)
            continue
        found.append(
            Paragraph(
                number=len(found) + 1,
                section=" > ".join(heading.text for heading in stack),
                lead=find_lead(line.text),
                role=roles.role(line.text, marker, bool(stack)),
                start=line.start,
                end=line.end,
                text=line.text,
            )
        )
    return Split(roles.close(found), omissions)


def _given_paragraphs(document: Document) -> list[Paragraph]:
    """Give the paragraphs that others have split: every line is one, in the section that it was given."""
    roles = _Roles(document)
    found: list[Paragraph] = []
    for line in document.lines:
        if not found or line.section != found[-1].section:
            roles.leave_section([_Heading(PLAIN, heading) for heading in line.section.split(" > ")])
        role = roles.role(line.text, find_marker(line.text), in_section=True)
        place = (line.start, line.end, line.text)
        found.append(Paragraph(len(found) + 1, line.section, find_lead(line.text), role, *place))
    return found


def _find_headings(lines: Sequence[Line], markers: Sequence[Marker | None]) -> list[bool]:
    """Say of every line whether it is a heading; from the last line up, since what is below decides."""
    headings: list[bool] = []
    for i in reversed(range(len(lines))):
        headings.append(_is_heading(lines, markers, i, above_heading=bool(headings) and headings[-1]))
    return headings[::-1]


def _is_heading(lines: Sequence[Line], markers: Sequence[Marker | None], i: int, *, above_heading: bool) -> bool:
    """Whether a line stands alone as a heading: a phrase with its text below it."""
    text, marker = lines[i].text, markers[i]
    if len(text) > HEADING or not is_one_phrase(text):
        return False
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    next_marker = markers[i + 1] if following else None
    stopped = SENTENCE_END.search(text) is not None
    if marker is None:
        plain = len(text) <= PLAIN_HEADING and not stopped and not text.endswith(("：", ":", "，", ",", "、"))
        is_text = len(following) > PLAIN_HEADING or SENTENCE_END.search(following) is not None
        return plain and bool(following) and (next_marker is not None or is_text or above_heading)
    if text.endswith(("：", ":", "；", ";")) and marker.depth >= _ENUMERATION:
        return False
    if following and (next_marker is None or next_marker.depth > marker.depth):
        # what follows is its text, unless it is a full sentence itself among items of a list
        return not (stopped and (marker.depth == 6 or _is_item(markers, i)))
    if stopped:
        return False
    return marker.depth < 6 and len(text) <= ITEM


def _is_item(markers: Sequence[Marker | None], i: int) -> bool:
    """Whether the line before has a marker of the same depth: then both are items of one list."""
    before = markers[i - 1] if i else None
    return before is not None and before.depth == getattr(markers[i], "depth", None)


class _Roles:
    """The role of each paragraph, as headings and turning words change it on the way down."""

    def __init__(self, document: Document) -> None:
        self._year = document.year
        self._usual: Role = "计划" if _PLAN_TITLE.search(document.title) else "成效"
        self._turned: Role | None = None
        self._turn_depth: float = -1
        self._section: Role | None = None
        self._started = False

    def enter_document(self, title: str) -> None:
        """Start afresh: the headings of a notice do not reach into the document attached to it."""
        self._usual = "计划" if _PLAN_TITLE.search(title) else "成效"
        self._turned = self._section = None

    def enter_section(self, heading: str) -> None:
        self._started = True
        self._turned = None
        self._section = role_of_heading(heading, self._year) or self._section

    def leave_section(self, stack: Sequence[_Heading]) -> None:
        self._turned = None
        roles = [role_of_heading(heading.text, self._year) for heading in stack]
        self._section = next((role for role in reversed(roles) if role), None)

    def role(self, text: str, marker: Marker | None, in_section: bool) -> Role:
        if marker is not None:
            self._started = True
            if self._turned and self._turn_depth >= marker.depth:
                self._turned = None
        turn = turn_of(text, self._year)
        if turn and not (self._section == "履职" or (turn == "问题" and self._section == "计划")):
            self._turned = turn
            self._turn_depth = marker.depth if marker else -1
        if self._turned:
            return self._turned
        if not self._started and not in_section:
            return "导语"
        return self._section or self._usual

    def close(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Mark the closing paragraph; in a report without any heading only its first paragraph can be the opening."""
        if not self._started:
            paragraphs = [
                _with_role(p, self._usual) if p.role == "导语" and (i or not is_opening(p.text)) else p
                for i, p in enumerate(paragraphs)
            ]
        if len(paragraphs) > 2 and self._is_closing(paragraphs):
            paragraphs[-1] = _with_role(paragraphs[-1], "结语")
        return paragraphs

    def _is_closing(self, paragraphs: Sequence[Paragraph]) -> bool:
        last, before = paragraphs[-1], paragraphs[-2]
        if find_marker(last.text) is not None:
            return False
        if last.role == "计划" and before.section != last.section:
            return False  # all that a section of plans says, whatever it hopes for at its end
        if is_closing(last.text) and turn_of(last.text, None) is None:
            return True
        follows_items = find_marker(before.text) is not None and before.section == last.section
        # after enumerated plans it closes the report; after achievements, 下一步 begins the only plan there is
        return follows_items and (before.role == "计划" or turn_of(last.text, self._year) is None)


def _with_role(paragraph: Paragraph, role: Role) -> Paragraph:
    return replace(paragraph, role=role)
