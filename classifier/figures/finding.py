"""Figures of a text: quantities with what they count, nouns shared between several of them given to each.

Takes a text, gives `Figure`s in their order; time grows with the length of the text. Not for rows of reports (rows).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from classifier.figures.figure import Figure
from classifier.figures.lexicon import groups
from classifier.figures.names import Spans, find_dates
from classifier.figures.phrases import Phrase, read_after, read_before
from classifier.figures.quantities import Quantity, find_quantities, narrow
from classifier.figures.units import CASES, MONEY, PERSONS, RATES, TIME, are_alike
from classifier.figures.words import Word, cut_words

_REACH = 80  # characters on each side of a number in which its noun is looked for
_MEMORY = 40  # numbers of a sentence from which a noun is taken over
_SENTENCE = re.compile(r"(?:[^。！？!?\n\r.]|(?<=[0-9A-Za-z])\.|^\.)*(?:[。！？!?.][”’）)]?)?[\n\r]*")
_HARD = re.compile(r"[，。；：！？,;:!?\n\r]|(?<![0-9A-Za-z])\.")
_STOP = re.compile(r"[，。；：！？,;:!?.\n\r\d]")
_JOINED = re.compile(r"\s*[、和及与]?\s*$")
_MEASURED = ("数", "量", "率", "额", "值", "度", "比例", "频次", "时间", "总数")
_SHARES = ("占比", "比例", "比重")
_BODIES = ("机关", "部门", "法院", "检察院", "公安", "检察")  # 移送公安机关4件 counts cases
_COMPARED = re.compile(r"[由从较比与](?:19|20)\d\d年度?$")
_MARKER = re.compile(r"\s*[（(]\d{1,2}[)）]|\s*[①-⑳]")
_PART = ("其中", "含", "包括", "包含")


@dataclass(slots=True)
class _Reading:
    """A quantity and what was read of its noun so far."""

    quantity: Quantity
    phrase: Phrase
    part: bool
    source: bool  # whether later numbers may take its noun over


def find_figures(text: str) -> list[Figure]:
    """Find the figures of a text: its numbers with their units and what they count, not its dates and ordinals.

    Parameters
    ----------
    text : str
        Anything; full-width digits and signs are understood.

    Returns
    -------
    list of Figure
        In the order of the text, their offsets into it; they do not overlap.

    Examples
    --------
    >>> [(f.value, f.unit, f.counts, f.predicate) for f in find_figures("2023年受理复议案件77件、办结70件，纠错率9.1%。")]
    [(77, '件', '复议案件', '受理'), (70, '件', '复议案件', '办结'), (9.1, '%', '纠错率', '')]
    """
    narrowed = narrow(text)
    dates = find_dates(narrowed)
    spans = Spans(dates)
    figures: list[Figure] = []
    sentences = (found.span() for found in _SENTENCE.finditer(narrowed))
    begin, stop = 0, 0
    group: list[Quantity] = []
    for quantity in find_quantities(narrowed, dates):
        while quantity.start >= stop:
            figures += _read_sentence(text, narrowed, group, (begin, stop), spans)
            group = []
            begin, stop = next(sentences)
        group.append(quantity)
    figures += _read_sentence(text, narrowed, group, (begin, stop), spans)
    return figures


def _read_sentence(text: str, narrowed: str, quantities: list[Quantity], sentence: tuple[int, int], dates: Spans) -> list[Figure]:
    if not quantities:
        return []
    start, stop = sentence
    end = start + len(text[start:stop].rstrip())
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    readings: list[_Reading] = []
    for k, quantity in enumerate(quantities):
        following = quantities[k + 1].start if k + 1 < len(quantities) else end
        readings.append(_read(narrowed, quantity, readings[-_MEMORY:], (start, min(following, end)), dates))
    _share_lists(narrowed, readings, start)
    for reading, following in zip(reversed(readings[:-1]), reversed(readings[1:]), strict=True):
        if not reading.phrase.noun and reading.quantity.end == following.quantity.start:
            reading.phrase = replace(reading.phrase, noun=following.phrase.noun)
    return [_figure(text, reading, (start, end)) for reading in readings]


def _read(text: str, quantity: Quantity, readings: list[_Reading], bounds: tuple[int, int], dates: Spans) -> _Reading:
    start, end = bounds
    previous = readings[-1] if readings else None
    left = _left_bound(text, quantity.start, max(start, previous.quantity.after if previous else start), dates)
    before = cut_words(text, left, quantity.start)
    rate = quantity.unit in RATES
    phrase = read_before(text, before, rate=rate, money=quantity.unit in MONEY)
    after = _after(text, quantity, phrase, end)
    adjoining = previous is not None and not text[previous.quantity.after : quantity.start].strip()
    joined = previous is not None and left == previous.quantity.after and text[left : left + 1] in "、和及与" and quantity.start > left
    part = _is_part(text, left, quantity.start, previous, joined=joined)
    if after:
        verb = phrase.verb
        phrase = Phrase(after, verb, phrase.change)
    elif adjoining and previous is not None:
        phrase = Phrase(previous.phrase.noun, previous.phrase.verb, phrase.change)
    elif phrase.noun in _SHARES and readings:
        phrase = replace(phrase, noun=readings[-1].phrase.noun + phrase.noun)
    elif joined and previous is not None and not phrase.noun and not phrase.verb:
        phrase = Phrase(previous.phrase.noun, previous.phrase.verb, phrase.change)
    elif not phrase.noun or phrase.bare or (quantity.unit in CASES and phrase.noun.endswith(_BODIES)):
        phrase = _take_over(text, quantity, phrase, readings, start, left)
        if quantity.unit in CASES and phrase.noun.endswith(_BODIES):
            phrase = replace(phrase, noun=phrase.verb + phrase.noun)
    elif joined and previous is not None and not phrase.verb and not rate:
        phrase = replace(phrase, verb=previous.phrase.verb)
    if phrase.bare and text[quantity.start - 1 : quantity.start] == "的" and end == quantity.end:
        phrase = replace(phrase, noun="")  # 部署的两批21个事项: the next number tells
    if not phrase.noun and end > quantity.end:
        phrase = replace(phrase, noun=_following(text, quantity.after, end))
    return _Reading(quantity, phrase, part, bool(phrase.noun) and phrase.noun != phrase.verb)


def _following(text: str, place: int, end: int) -> str:
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


def _left_bound(text: str, place: int, start: int, dates: Spans) -> int:
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


def _after(text: str, quantity: Quantity, phrase: Phrase, end: int) -> str:
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
    shut = quantity.unit in RATES or quantity.unit in TIME or quantity.unit in MONEY or quantity.unit in ("人次", "家次", "户次")
    if shut and phrase.noun and not phrase.bare:
        return ""
    noun = read_after(text, cut_words(text, place, stop), clauses=not phrase.noun or phrase.bare or not phrase.verb)
    if quantity.unit in RATES and not tied and quantity.unit != "%":
        return ""
    return noun


def _is_part(text: str, left: int, place: int, previous: _Reading | None, *, joined: bool) -> bool:
    opening = text[left:place].lstrip("，、 ")
    return opening.startswith(_PART) or (joined and previous is not None and previous.part)


def _take_over(text: str, quantity: Quantity, phrase: Phrase, readings: list[_Reading], start: int, left: int) -> Phrase:
    """Give the phrase of a number that has only a verb, or nothing, the noun of a number before it."""
    if quantity.unit in RATES or phrase.change:
        source = next((r for r in reversed(readings) if r.source), None)
        nearer = _topic(text, readings[-1].quantity.after if readings else start, left)
        if nearer.endswith(_MEASURED):
            return replace(phrase, noun=nearer)
        if source is not None:
            return replace(phrase, noun=source.phrase.noun)
        return phrase if phrase.noun else replace(phrase, noun=_topic(text, start, left))
    alike = [r for r in readings if r.source and are_alike(r.quantity.unit, quantity.unit)]
    if not alike and not phrase.noun and quantity.unit in MONEY:
        alike = [r for r in readings if r.source][-1:]
    source = next((r for r in reversed(alike) if not r.part), alike[-1] if alike else None)
    nearer = _topic(text, readings[-1].quantity.after if readings else start, left)
    if nearer.endswith(tuple(groups()["plain"])) and quantity.unit in CASES | {"部", "份", "条", "项", "个"}:
        return replace(phrase, noun=nearer)
    if source is not None and (not phrase.noun or phrase.verb not in groups()["intransitive"] or source.quantity.unit not in PERSONS):
        return replace(phrase, noun=source.phrase.noun)
    if not phrase.noun:
        return replace(phrase, noun=nearer if readings else _topic(text, start, left))
    topic = _topic(text, start, left)
    if topic.endswith(tuple(groups()["plain"])) and quantity.unit not in PERSONS:
        return replace(phrase, noun=topic)
    return phrase


def _topic(text: str, start: int, left: int) -> str:
    """Give the noun of the clause before, when it has no number: 依法办理复议案件，受理77件; 对文件进行清理，废止3件."""
    stop = begin = left - 1
    if left <= start or not _HARD.match(text, stop):
        return ""
    while begin > start and begin > stop - _REACH and not _HARD.match(text, begin - 1):
        begin -= 1
    if begin >= stop:
        return ""
    words = cut_words(text, begin, stop)
    aim = next((k for k, word in enumerate(words) if word.text in ("对", "就", "将", "针对")), None)
    if aim is not None:
        words = words[aim + 1 :]
        while words and (words[0].text.isdigit() or words[0].text in groups()["openers"]):
            words = words[1:]
        return read_after(text, words, clauses=True)
    return read_before(text, words, rate=False).noun


def _share_lists(text: str, readings: list[_Reading], start: int) -> None:
    """Give each of the numbers after 分别 its own noun: 投诉、举报分别为12件、8件."""
    for k, reading in enumerate(readings):
        left = _left_bound(text, reading.quantity.start, readings[k - 1].quantity.after if k else start, Spans([]))
        words = cut_words(text, left, reading.quantity.start)
        place = next((n for n, word in enumerate(words) if word.text == "分别"), None)
        if place is None:
            continue
        group = [reading]
        for following in readings[k + 1 : k + _MEMORY]:
            between = text[group[-1].quantity.after : following.quantity.start]
            if not _JOINED.match(between) or not between.strip():
                break
            group.append(following)
        items = _items(words[:place])
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
        for other, phrase, item in zip(group, phrases, items, strict=True):
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


def _figure(text: str, reading: _Reading, sentence: tuple[int, int]) -> Figure:
    quantity, phrase = reading.quantity, reading.phrase
    return Figure(
        raw=text[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit,
        counts=phrase.noun,
        predicate=phrase.verb,
        qualifier="、".join(quantity.qualifiers),
        change=phrase.change,
        sentence_start=sentence[0],
        sentence_end=sentence[1],
    )
