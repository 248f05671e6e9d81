"""The stretch of text in which a number's noun stands: from the last sign or date, or up to the next.

Takes places in a narrowed text. Not for reading what is there (phrases).
"""

from __future__ import annotations

import re

from classifier.figures.lexicon import groups
from classifier.figures.names import Spans
from classifier.figures.phrase import Phrase
from classifier.figures.phrases import read_after, read_before
from classifier.figures.quantity import Quantity
from classifier.figures.units import MONEY, RATES, TIME, VISITS
from classifier.figures.words import cut_words

_REACH = 80  # characters on each side of a number in which its noun is looked for
_HARD = re.compile(r"[，。；：！？,;:!?\n\r]|(?<![0-9A-Za-z])\.")
_STOP = re.compile(r"[，。；：！？,;:!?.\n\r\d]")
_COMPARED = re.compile(r"(?:[由从较比与]|[升高降加少缩增减短][至到])(?:19|20)\d\d年度?$")
_MARKER = re.compile(r"\s*[（(]\d{1,2}[)）]|\s*[①-⑳]")
_AIMS = ("对", "就", "将", "针对")


def left_bound(text: str, place: int, start: int, dates: Spans) -> int:
    """Give where the clause that ends at `place` begins: after the last sign, number or date."""
    date = min(dates.end_before(place), place)
    if _COMPARED.search(text, max(0, date - 14), date):
        date = 0  # 由2022年的3天压缩至1天
    left = max(start, place - _REACH, date)
    left = max([left, *(marker.end() for marker in _MARKER.finditer(text, left, place))])
    depth = 0
    for k in range(place - 1, left - 1, -1):
        c = text[k]
        if _HARD.match(text, k):
            return k + 1
        depth += c in ")）"
        if c in "(（":
            if not depth:
                return k + 1
            depth -= 1
    return left


def noun_after(text: str, quantity: Quantity, phrase: Phrase, end: int) -> str:
    """Give the noun after a number, if that is what it counts."""
    place = quantity.after
    tied = text[place : place + 1] == "的"
    place += tied
    stop = place
    limit = min(end, place + _REACH // 2)
    while stop < limit and not _STOP.match(text, stop):
        stop += 1
    if stop == place or text[place] in "、)）(（":
        return ""
    shut = quantity.unit in RATES | TIME | MONEY | VISITS
    if shut and phrase.noun and not phrase.bare:
        return ""
    noun = read_after(text, cut_words(text, place, stop), clauses=not phrase.noun or phrase.bare or not phrase.verb)
    if quantity.unit in RATES and not tied and quantity.unit != "%":
        return ""
    return noun


def words_after(text: str, place: int, end: int) -> str:
    """Give the words after a number up to the next sign, for want of a noun: 1.2万人|参加考试."""
    stop = place
    while stop < min(end, place + _REACH // 4) and not _STOP.match(text, stop) and text[stop] not in "、()（）":
        stop += 1
    words = cut_words(text, place, stop)
    if words and words[0].text == "为":
        place = words[0].end  # 近四成为兼职人员
    elif words and words[0].text in groups()["changes"] | groups()["connectors"]:
        return ""
    return text[place:stop].strip()


def topic_before(text: str, start: int, left: int) -> str:
    """Give the noun of the clause before, when it has no number: 依法办理复议案件，受理77件; 对文件进行清理，废止3件."""
    stop = begin = left - 1
    if left <= start or not _HARD.match(text, stop):
        return ""
    while begin > start and begin > stop - _REACH and not _HARD.match(text, begin - 1):
        begin -= 1
    if begin >= stop:
        return ""
    title = text.rfind("《", begin, stop)
    if text[stop - 1] == "》" and title >= 0:
        return text[title:stop]  # 通过《物业管理条例》，共8章
    words = cut_words(text, begin, stop)
    aim = next((k for k, word in enumerate(words) if word.text in _AIMS), None)
    if aim is not None:
        words = words[aim + 1 :]
        while words and (words[0].text.isdigit() or words[0].text in groups()["openers"]):
            words = words[1:]
        return read_after(text, words, clauses=True)
    end = len(words)
    while end and words[end - 1].text in groups()["nominal"] | groups()["manner"]:
        end -= 1
    if end and words[end - 1].text.endswith(tuple(groups()["plain"])):
        words = words[:end]  # 开展文件全面清理
    return read_before(text, words, rate=False).noun
