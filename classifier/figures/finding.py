"""Figures of a text: quantities with what they count, nouns shared between several of them given to each.

Takes a text, gives `Figure`s in their order; time grows with the length of the text. Not for rows of reports (rows).
"""

from __future__ import annotations

import re
from dataclasses import replace

from classifier.figures.clauses import left_bound, noun_after, words_after
from classifier.figures.figure import Figure
from classifier.figures.lexicon import groups
from classifier.figures.names import Spans, find_dates
from classifier.figures.objects import BODIES, HANDING
from classifier.figures.phrase import Phrase
from classifier.figures.phrases import read_before
from classifier.figures.quantities import find_quantities, narrow
from classifier.figures.quantity import Quantity
from classifier.figures.sharing import MEMORY, Reading, share_lists, take_over
from classifier.figures.units import CASES, MONEY, PERSONS, RATES, TIME
from classifier.figures.words import cut_words

_SENTENCE = re.compile(r"(?:[^。！？!?\n\r.]|(?<=[0-9A-Za-z])\.|^\.)*(?:[。！？!?.][”’）)]?)?[\n\r]*")
_SHARES = ("占比", "比例", "比重")
_STANDING = ("在岗", "在编", "在册", "在职")  # of persons told before
_PART = ("其中", "含", "包括", "包含")


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


def _read_sentence(
    text: str, narrowed: str, quantities: list[Quantity], sentence: tuple[int, int], dates: Spans
) -> list[Figure]:
    if not quantities:
        return []
    start, stop = sentence
    end = start + len(text[start:stop].rstrip())
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    readings: list[Reading] = []
    for k, quantity in enumerate(quantities):
        following = quantities[k + 1].start if k + 1 < len(quantities) else end
        readings.append(_read(narrowed, quantity, readings[-MEMORY:], (start, min(following, end)), dates))
    share_lists(narrowed, readings, start)
    for reading, later in zip(reversed(readings[:-1]), reversed(readings[1:]), strict=True):
        lacks = reading.phrase.noun in ("", reading.phrase.verb)
        if not reading.own and later.phrase.noun and narrowed.startswith(later.phrase.noun, later.quantity.after):
            lacks = True  # 对3类18项事项
        if lacks and reading.quantity.end == later.quantity.start:
            reading.phrase = replace(reading.phrase, noun=later.phrase.noun)
    return [_figure(text, reading, (start, end)) for reading in readings]


def _read(text: str, quantity: Quantity, readings: list[Reading], bounds: tuple[int, int], dates: Spans) -> Reading:
    """Read what a quantity counts, from the words on both sides and the quantities before it in the sentence."""
    start, end = bounds
    previous = readings[-1] if readings else None
    since = previous.quantity.after if previous else start
    left = left_bound(text, quantity.start, max(start, since), dates)
    joined = previous is not None and left == since < quantity.start and text[left] in "、和及与"
    unit, rate = quantity.unit, quantity.unit in RATES
    phrase = read_before(text, cut_words(text, left, quantity.start), rate=rate, money=unit in MONEY, time=unit in TIME)
    own, tied = phrase, text[quantity.start - 1 : quantity.start] == "的"
    part = _is_part(text, left, quantity.start, previous, joined=joined)
    if after := noun_after(text, quantity, phrase, end):
        phrase = Phrase(after, phrase.verb, phrase.change)
    elif joined and previous is not None and (listed := _read_listed(phrase, previous, part=part)):
        phrase = listed
    elif previous is None or not _follows(text, quantity, phrase, previous, joined=joined):
        phrase = _complete(text, quantity, phrase, readings, start, left)
        if joined and previous is not None and not phrase.verb and not rate:
            phrase = replace(phrase, verb=previous.phrase.verb)
    else:
        phrase = Phrase(previous.phrase.noun, previous.phrase.verb, phrase.change)
    if end == quantity.end and ((phrase.bare and tied) or quantity.unit == "方面"):
        phrase = replace(phrase, noun="")  # 部署的两批21个事项: the next number tells
    if not phrase.noun and end > quantity.end:
        phrase = replace(phrase, noun=words_after(text, quantity.after, end))
    only_what_was_done = phrase.noun == phrase.verb or (tied and own.verb and phrase.noun == own.noun)
    return Reading(quantity, phrase, part, bool(phrase.noun) and not only_what_was_done, bool(own.noun))


def _follows(text: str, quantity: Quantity, phrase: Phrase, previous: Reading, *, joined: bool) -> bool:
    """Whether a quantity says more of what the one before it counts: 216批539人次, 17处、3260平方米."""
    adjoins = not text[previous.quantity.after : quantity.start].strip()
    return adjoins or (joined and not phrase.noun and not phrase.verb)


def _read_listed(phrase: Phrase, previous: Reading, *, part: bool) -> Phrase | None:
    """Take a verb for part of a noun where the noun before it in the list shows that it is one."""
    lexicon = groups()
    before = previous.phrase
    if part and phrase.noun in lexicon["nominal"] and not before.verb:
        return Phrase(phrase.noun, "", phrase.change)  # 其中行政处罚81项、行政检查5项
    if phrase.verb in lexicon["nominal"] and phrase.noun in lexicon["compounds"] and before.noun.endswith(phrase.noun):
        return Phrase(phrase.verb + phrase.noun, before.verb, phrase.change)  # 公共服务事项22项、监管事项41项
    return None


def _complete(text: str, quantity: Quantity, phrase: Phrase, readings: list[Reading], start: int, left: int) -> Phrase:
    """Give a phrase the noun that it lacks."""
    if phrase.noun in _SHARES and readings:
        return replace(phrase, noun=readings[-1].phrase.noun + phrase.noun)
    if phrase.noun in _STANDING and any(r.source and r.quantity.unit in PERSONS for r in readings):
        phrase = replace(phrase, bare=True)
    counts_bodies = phrase.noun.endswith(BODIES) and (
        quantity.unit in CASES or (quantity.unit in PERSONS and phrase.verb in HANDING)
    )
    if not phrase.noun or phrase.bare or counts_bodies:
        phrase = take_over(text, quantity, phrase, readings, start, left)
        if counts_bodies and phrase.noun.endswith(BODIES):
            return replace(phrase, noun=phrase.verb + phrase.noun)
    return phrase


def _is_part(text: str, left: int, place: int, previous: Reading | None, *, joined: bool) -> bool:
    opening = text[left:place].lstrip("，、 ")
    return opening.startswith(_PART) or (joined and previous is not None and previous.part)


def _figure(text: str, reading: Reading, sentence: tuple[int, int]) -> Figure:
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
