"""Weak labels: the theme of a paragraph as its own lead and the headings above it name it.

Takes rules and paragraphs, gives labels with their source. Not for what a heading says (rules) nor for reading
reports (gathering). A weak label is no reading of the paragraph: who needs a score asks people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifier.headings import find_opening
from classifier.labelling.rules import LONGEST, Level, Matcher, Saying
from classifier.roles import role_of_heading, turn_of
from classifier.writers.chinese import OTHER

LEAD, SENTENCE, HEADING, TITLE, BODY, ROLE = "段首句", "首句", "章节", "题名", "正文", "类型"
CLAUSES = 8  # of a paragraph, in which words are looked for where no heading speaks
LEAST_AGREEING = 2  # of them; one alone may mention a theme in passing

_CLAUSE_END = re.compile(r"[，,。；;、：:]")
_TURNED = ("问题", "计划")
_FRAME = ("导语", "结语")
_PLAN = re.compile(r"要点|计划|方案|规划|安排|通知")


class Label(NamedTuple):
    """A weak label and where it comes from.

    Attributes
    ----------
    theme : str
    level : str
        高, 中 or 低.
    source : str
        段首句, 首句 (the first sentence of a paragraph without a lead), 章节, 题名, 正文 (clauses that agree) or 类型.
    said : str
        The lead or heading that named the theme.
    words : str
        Those of its words that matched.
    rule : int
        Position of the rule in the table; -1 for 类型.
    """

    theme: str
    level: Level
    source: str
    said: str
    words: str
    rule: int


def label_paragraph(
    text: str, matcher: Matcher, *, headings: Sequence[str] = (), title: str = "", role: str = ""
) -> Label | None:
    """Tell the theme that a paragraph's lead, else the nearest heading above it that speaks, names; None if none does.

    Where none speaks surely, the first clauses of the text do if they agree; a word of level 低 counts only after that.
    Where a lead names two themes, the heading above decides between them. A heading's word is taken for less (低) where
    the paragraph has no word of the theme.

    Parameters
    ----------
    text : str
    matcher : Matcher
    headings : sequence of str
        The stand-alone headings above it, the outermost first.
    title : str
        The document's.
    role : str
        One of 导语 成效 问题 计划 履职 结语; empty if it is not known.

    Examples
    --------
    >>> from classifier.labelling.rules import Rule
    >>> matcher = Matcher([Rule("普法宣传", "普法"), Rule("行政执法", "执法")])
    >>> found = label_paragraph("1.规范执法。全年办案三十件。", matcher, headings=["（一）普法宣传"])
    >>> found.theme, found.source
    ('行政执法', '段首句')
    """
    weakest: Label | None = None
    among: tuple[str, ...] = ()
    for source, said, saying in _sayings(text, matcher, headings, title, role):
        themes = [theme for theme in saying.themes if not among or theme in among]
        if not themes:
            continue
        unsure = len(themes) > 1
        if unsure:
            among = among or saying.themes
            themes.sort(key=OTHER.__eq__)
        elif role == "履职" and themes[0] != OTHER:
            unsure = True
        elif source in (HEADING, TITLE):
            unsure = not _confirms(text, themes[0], matcher)
        words, rule = next((m.words, m.rule) for m in saying.matches if matcher.rules[m.rule].theme == themes[0])
        found = Label(themes[0], "低" if unsure else saying.level, source, said, words, rule)
        if found.level != "低":
            return found
        weakest = weakest or found
    agreed = _agreed(text, matcher)
    if agreed is not None:
        return agreed
    if weakest is None and role in _FRAME:
        return Label(OTHER, "中", ROLE, role, "", -1)
    return weakest


def _sayings(
    text: str, matcher: Matcher, headings: Sequence[str], title: str, role: str
) -> Iterator[tuple[str, str, Saying]]:
    opening = find_opening(text)
    if opening.text:
        yield LEAD if opening.is_lead else SENTENCE, opening.text, matcher.read(opening.text, "段首句")
    if not _stands_apart(text, headings, title, role):
        for heading in reversed(headings):
            yield HEADING, heading, matcher.read(heading, "章节")
    if title:
        yield TITLE, title, matcher.read(title, "题名")


def _agreed(text: str, matcher: Matcher) -> Label | None:
    """Give the theme that the first clauses agree on: words of rules in two of them or more, and of no other theme."""
    clauses = [clause for clause in _CLAUSE_END.split(text[: CLAUSES * LONGEST]) if clause.strip()][:CLAUSES]
    sayings = [(clause, matcher.read(clause, "段首句")) for clause in clauses]
    speaking = [(clause, saying) for clause, saying in sayings if saying.level == "高" and saying.themes]
    themes = {theme for _, saying in speaking for theme in saying.themes}
    if len(themes) != 1 or len(speaking) < LEAST_AGREEING:
        return None
    clause, saying = speaking[0]
    return Label(themes.pop(), "中", BODY, clause, saying.matches[0].words, saying.matches[0].rule)


def _stands_apart(text: str, headings: Sequence[str], title: str, role: str) -> bool:
    """Whether a paragraph is not what its section is about: an opening, a closing, a turn to problems or plans."""
    if role in _FRAME or turn_of(text, None) in _TURNED:
        return True
    announced = any(role_of_heading(heading, None) for heading in headings) or _PLAN.search(title)
    return role in _TURNED and not announced


def _confirms(text: str, theme: str, matcher: Matcher) -> bool:
    """Whether a paragraph has words of the theme that its heading names; what is 其他 has none of its own."""
    return theme == OTHER or matcher.mentions(text, theme)
