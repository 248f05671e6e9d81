"""Markers of headings and enumerations: which a line opens with, how deep it is, where its lead sentence ends.

Takes one line of text. ASCII and full-width forms are the same. Not for deciding, in context, whether a marked line
is a heading or a paragraph (paragraphs).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_NUMERAL = "一二三四五六七八九十"
_STYLES: tuple[tuple[float, str], ...] = (
    (0, rf"第[{_NUMERAL}\d]{{1,3}}(?:编|部分)[、：:.．\s]?"),
    (0.2, rf"第[{_NUMERAL}\d]{{1,3}}章[、：:.．\s]?"),
    (0.4, rf"第[{_NUMERAL}\d]{{1,3}}节[、：:.．\s]?"),
    (1, rf"[{_NUMERAL}百]{{1,4}}\s*[、.．,，]"),
    (2, rf"[（(]\s*[{_NUMERAL}]{{1,3}}\s*[)）][、.．]?"),
    (3, r"\d{1,2}\s*(?:[、．]|\.(?!\d))"),
    (4, r"[（(]\s*\d{1,2}\s*[)）][、.．]?"),
    (5, r"\d{1,2}\s*[)）]|[①-⑳]"),
    (
        6,
        rf"(?:第?[{_NUMERAL}]{{1,2}}(?:是要|是|要|抓|个|则)|第[{_NUMERAL}]{{1,2}}[,，、]|首先[,，]|其次[,，]|再次[,，]|最后[,，])",
    ),
)
_BULLET = r"(?:[■□◆◇●○★☆▲△▪•※►]\s*)?"  # in front of a marker it says nothing
_MARKER = re.compile(f"{_BULLET}(?:{'|'.join(f'({pattern})' for _, pattern in _STYLES)})")
# all that a marker can begin with, beside digits; most lines begin with something else
_FIRST = frozenset(f"{_NUMERAL}百第首其再最（(■□◆◇●○★☆▲△▪•※►①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NOT_ENUMERATION = re.compile(rf"[{_NUMERAL}]{{1,2}}(?:个|则)|[{_NUMERAL}]要素|一是一")
_STOP = re.compile(r"[。；;！？!?]")
_LEAD_END = re.compile(r"[。：:；;！!]|\s{1,}|——")

# a stop that was typed as a full point stands between Chinese characters, which that of a decimal does not
_FULL_POINT = r"(?<=[\u4e00-\u9fff”\"])\.(?=[\u4e00-\u9fff“\"])"
_SENTENCE_END = re.compile(rf"[。；;：:！!]|{_FULL_POINT}")
_CLAUSE_END = re.compile(r"[,，。；;：:]")
_NOT_PLAIN = re.compile(r"[,，\d]")
_NEXT_ITEM = re.compile(r"[；;。，,][二三四五六七][是要]")

PLAIN = 0.5  # the depth of a heading without a marker: above 一、, below 第一节
LEAD = 45  # characters: a longer first sentence is a statement, not a lead
CLAUSE = 40  # characters: a longer first clause is no opening
PLAIN_LEAD = 20  # the same where no marker announces it


class Marker(NamedTuple):
    """A marker at the beginning of a line: its depth (0 第一部分, 0.2 第一章, 1 一、, 2 （一）, ... 6 一是) and where it ends."""

    depth: float
    end: int


def find_marker(text: str) -> Marker | None:
    """Give the marker that `text` opens with.

    Examples
    --------
    >>> find_marker("（二）完善机制")
    Marker(depth=2, end=3)
    >>> find_marker("2020年全区") is None
    True
    """
    first = text[:1]
    if first not in _FIRST and not first.isdecimal():
        return None
    found = _MARKER.match(text)
    if found is None or found.lastindex is None:
        return None
    depth = _STYLES[found.lastindex - 1][0]
    if depth == 6 and _NOT_ENUMERATION.match(text):
        return None
    return Marker(depth, found.end())


def is_one_phrase(text: str) -> bool:
    """Whether a line is a single phrase, as a heading is: no full stop but one at its end."""
    marker = find_marker(text)
    body = text[marker.end if marker else 0 :].strip()
    stop = _STOP.search(body)
    return stop is None or stop.end() == len(body)


@lru_cache(maxsize=1)  # a paragraph is asked for its lead twice, one after the other
def find_lead(text: str) -> str:
    """Give the lead: marker and first short sentence of a paragraph that goes on after it; empty if there is none.

    Examples
    --------
    >>> find_lead("1.完善制度。印发实施意见，明确责任。")
    '1.完善制度。'
    """
    marker = find_marker(text)
    begin = marker.end if marker else 0
    while begin < len(text) and text[begin].isspace():
        begin += 1
    end = _LEAD_END.search(text, begin)
    if end is None or end.start() == begin or not text[end.end() :].strip():
        return ""
    length = end.start() - begin
    if marker is None and (length > PLAIN_LEAD or end[0] != "。" or _NOT_PLAIN.search(text, begin, end.start())):
        return ""
    if length > LEAD or (end[0].isspace() and length < 4):
        return ""
    if end[0].isspace() and text[end.end() : end.end() + 1] in (
        "。",
        "：",
        ":",
    ):  # a stray space before the stop
        return text[: end.end() + 1]
    return text[: end.end()].rstrip()


class Opening(NamedTuple):
    """How a paragraph opens: the words, and whether they are a lead rather than its first sentence or clause."""

    text: str
    is_lead: bool


def find_opening(text: str) -> Opening:
    """Give the lead of a paragraph, or else its first short sentence or clause; empty if there is none.

    A lead that is the first of several items in one paragraph speaks of that item alone: nothing is given.

    Examples
    --------
    >>> find_opening("全面推行公示制度，公开结果三千条。")
    Opening(text='全面推行公示制度，', is_lead=False)
    """
    marker = find_marker(text)
    if marker and marker.depth >= 6 and _NEXT_ITEM.search(text, marker.end):
        return Opening("", False)
    lead = find_lead(text)
    if lead:
        return Opening(lead, True)
    begin = marker.end if marker else 0
    stop = _SENTENCE_END.search(text, begin)
    if stop and stop.start() - begin <= LEAD and text[stop.end() :].strip():
        return Opening(text[: stop.end()], marker is not None)
    clause = _CLAUSE_END.search(text, begin)
    if clause and clause.start() - begin <= CLAUSE:
        return Opening(text[: clause.end()], False)
    return Opening("", False)
