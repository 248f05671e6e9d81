"""Nouns that several numbers share: 受理77件、办结70件; 投诉、举报分别为12件、8件; 其中, 占比, 同比增长.

Takes readings of one sentence in their order, fills in what a number does not have itself. Not for single numbers (phrases).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from classifier.figures.clauses import left_bound, topic_before
from classifier.figures.lexicon import groups
from classifier.figures.names import Spans
from classifier.figures.phrase import Phrase
from classifier.figures.phrases import read_before
from classifier.figures.quantity import Quantity
from classifier.figures.units import CASES, PERSONS, RATES, are_alike
from classifier.figures.words import Word, cut_words

MEMORY = 40  # numbers of a sentence from which a noun is taken over
_JOINED = re.compile(r"\s*[、和及与]?\s*$")
_MEASURED = ("数", "量", "率", "额", "值", "度", "比例", "频次", "时间", "总数")
_SEVERAL = CASES | {"部", "份", "条", "项", "个"}


@dataclass(slots=True)
class Reading:
    """A quantity and what was read of its noun so far."""

    quantity: Quantity
    phrase: Phrase
    part: bool
    source: bool  # whether later numbers may take its noun over
    own: bool  # whether a noun stands before it


def take_over(text: str, quantity: Quantity, phrase: Phrase, readings: list[Reading], start: int, left: int) -> Phrase:
    """Give the phrase of a number that has only a verb, or nothing, the noun of a number before it."""
    if quantity.unit in RATES or phrase.change:
        source = next((r for r in reversed(readings) if r.source), None)
        if readings and text[readings[-1].quantity.after : left] in ("（", "("):
            return replace(phrase, noun=readings[-1].phrase.noun)  # 撤销12件（占6%）
        nearer = topic_before(text, readings[-1].quantity.after if readings else start, left)
        if nearer.endswith(_MEASURED):
            return replace(phrase, noun=nearer)
        if source is not None:
            return replace(phrase, noun=source.phrase.noun)
        if not phrase.noun and readings:
            return replace(phrase, noun=nearer or readings[-1].phrase.noun)
        return phrase if phrase.noun else replace(phrase, noun=nearer)
    alike = [r for r in readings if r.source and are_alike(r.quantity.unit, quantity.unit)]
    if not alike and not phrase.noun and not phrase.verb and quantity.unit not in PERSONS:
        alike = [r for r in readings if r.source][-1:]
    source = next((r for r in reversed(alike) if not r.part), alike[-1] if alike else None)
    nearer = topic_before(text, readings[-1].quantity.after if readings else start, left)
    if nearer.endswith(tuple(groups()["plain"])) and quantity.unit in _SEVERAL:
        return replace(phrase, noun=nearer)
    if source is not None and (
        not phrase.noun or phrase.verb not in groups()["intransitive"] or source.quantity.unit not in PERSONS
    ):
        return replace(phrase, noun=source.phrase.noun)
    if not phrase.noun:
        return replace(phrase, noun=nearer if readings else topic_before(text, start, left))
    topic = topic_before(text, start, left)
    if topic.endswith(tuple(groups()["plain"])) and quantity.unit not in PERSONS:
        return replace(phrase, noun=topic)
    return phrase


def share_lists(text: str, readings: list[Reading], start: int) -> None:
    """Give each of the numbers after 分别 its own noun: 投诉、举报分别为12件、8件."""
    for k, reading in enumerate(readings):
        left = left_bound(text, reading.quantity.start, readings[k - 1].quantity.after if k else start, Spans([]))
        place = text.find("分别", left, reading.quantity.start)
        if place < 0:
            continue
        group = [reading]
        for following in readings[k + 1 : k + MEMORY]:
            between = text[group[-1].quantity.after : following.quantity.start]
            if not _JOINED.match(between) or not between.strip():
                break
            group.append(following)
        items = _items(cut_words(text, left, place))
        if not items and len(group) > 1 and k >= len(group):
            for other, earlier in zip(group, readings[k - len(group) : k], strict=True):
                other.phrase = replace(other.phrase, noun=earlier.phrase.noun, change=reading.phrase.change)
            continue
        if len(group) < 2 or len(items) != len(group):
            for other in group[1:]:
                other.phrase = reading.phrase
            continue
        phrases = [read_before(text, item, rate=reading.quantity.unit in RATES) for item in items]
        shared = phrases[-1]
        for other, phrase in zip(group, phrases, strict=True):
            only_verb = phrase.bare or not phrase.noun
            noun = shared.noun if only_verb else phrase.noun + _shared_end(text, phrase.noun, items[-1])
            verb = phrase.verb or (shared.verb if only_verb else phrases[0].verb)
            other.phrase = Phrase(noun, verb, reading.phrase.change)


def _shared_end(text: str, noun: str, last: list[Word]) -> str:
    """Give what the nouns of a list share with the end of the last: 行政许可、行政处罚|公示率."""
    if noun.endswith(tuple(groups()["rates"])) or noun.endswith(last[-1].text):
        return ""
    for k in range(1, len(last)):
        if last[k].start - last[0].start == len(noun):
            return text[last[k].start : last[-1].end]
    return ""


def _items(words: list[Word]) -> list[list[Word]]:
    items: list[list[Word]] = [[]]
    for word in words:
        if word.text in ("同比", "环比", "较", "上年", "去年", "比", "，", "也"):
            continue
        if word.text in ("、", "和", "及", "与", "以及"):
            items.append([])
        else:
            items[-1].append(word)
    return [item for item in items if item]
