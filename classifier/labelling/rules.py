"""What headings say about the theme of what is under them: rules of plain words, and how they are matched.

Takes rules and a heading or lead, gives what it says. Not for the table that rules are kept in (rules_table) nor for
which heading decides (weak).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from classifier.errors import DatasetError
from classifier.headings import find_marker
from classifier.normalisation import normalise

Level = Literal["高", "中", "低"]
Place = Literal["题名", "章节", "段首句"]

LEVELS: tuple[Level, ...] = ("高", "中", "低")
PLACES: tuple[Place, ...] = ("题名", "章节", "段首句")
SILENT = "不定"  # the theme of rules that only keep others from matching
LONGEST = 200  # characters of a heading that are looked at, and that a pattern may have
MOST_GAPS = 3  # of one alternative: each may be as long as `GAP`
MOST_TEXT = 5_000  # characters of a paragraph that are looked at
GAP = 8  # characters that * stands for at most, within a phrase
ALTERNATIVES = "|"
ANY = "*"

_IGNORED = re.compile(r"[\s“”\"'‘’《》〈〉「」『』【】()\[\]*|]+")
_IN_PHRASE = rf"[^,，。;；:：!?！？]{{0,{GAP}}}?"


class Rule(NamedTuple):
    """One line of the table of rules.

    Attributes
    ----------
    theme : str
        What a heading that matches is about; `SILENT` says that these words are about nothing in particular.
    pattern : str
        Words, with ``|`` between alternatives; ``*`` stands for up to `GAP` characters of the same phrase.
    level : str
        高, 中 or 低: the surer of two rules that match one heading decides.
    places : tuple of str
        Where it applies: 题名 (the document's title), 章节 (a stand-alone heading), 段首句 (a lead).
    note : str
    """

    theme: str
    pattern: str
    level: Level = "高"
    places: tuple[Place, ...] = ("章节", "段首句")
    note: str = ""


class Match(NamedTuple):
    """A rule that matches a heading: which, by its position in the table, and the words that matched."""

    rule: int
    words: str


class Saying(NamedTuple):
    """What a heading says.

    Attributes
    ----------
    themes : tuple of str
        None if it says nothing; several if it names them equally, in the order in which it does.
    level : str
        Of the surest rule that matches.
    matches : tuple of Match
        Those at that level, in the order of the heading.
    """

    themes: tuple[str, ...] = ()
    level: Level = "低"
    matches: tuple[Match, ...] = ()


class _Piece(NamedTuple):
    """One alternative of a rule's pattern: its longest word, what to search for, and how many letters it has."""

    rule: int
    word: str
    search: re.Pattern[str]
    length: int


class Matcher:
    """Rules made ready to be matched.

    Of matches that overlap, the one with more letters counts: 谁执法谁普法 is about 普法, whatever a rule says about 执法.

    Parameters
    ----------
    rules : sequence of Rule

    Raises
    ------
    DatasetError
        If a pattern is empty, too long, or has more than three gaps.

    Examples
    --------
    >>> matcher = Matcher([Rule("普法宣传", "谁执法谁普法|法治*宣传"), Rule("行政执法", "执法")])
    >>> matcher.read("（二）落实“谁执法谁普法”责任制", "章节").themes
    ('普法宣传',)
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        pieces = [piece for number, rule in enumerate(self.rules) for piece in _compile(number, rule)]
        self._pieces = {place: [p for p in pieces if place in self.rules[p.rule].places] for place in PLACES}
        self._own: dict[str, list[_Piece]] = {}
        for piece in self._pieces["段首句"]:
            if self.rules[piece.rule].level == LEVELS[0]:
                self._own.setdefault(self.rules[piece.rule].theme, []).append(piece)
        self.read = lru_cache(maxsize=50_000)(self._read)

    def _read(self, heading: str, place: Place) -> Saying:
        """Tell what a heading or lead says."""
        bare = simplify(heading)
        found = []
        for piece in self._pieces[place]:
            if piece.word in bare:
                found += [(piece.length, -m.start(), piece.rule, m.span()) for m in piece.search.finditer(bare)]
        found.sort(key=lambda hit: (-hit[0], -hit[1], hit[2]))
        kept: list[tuple[int, int, int]] = []
        for _, _, rule, (start, end) in found:
            if all(end <= other_start or start >= other_end for _, other_start, other_end in kept):
                kept.append((rule, start, end))
        kept.sort(key=lambda hit: hit[1])
        matches = [Match(rule, bare[start:end]) for rule, start, end in kept]
        speaking = [match for match in matches if self.rules[match.rule].theme != SILENT]
        if not speaking:
            return Saying()
        level = min((self.rules[match.rule].level for match in speaking), key=LEVELS.index)
        surest = [match for match in speaking if self.rules[match.rule].level == level]
        themes = tuple(dict.fromkeys(self.rules[match.rule].theme for match in surest))
        return Saying(themes, level, tuple(surest))

    def mentions(self, text: str, theme: str) -> bool:
        """Whether words of a theme's surest rules for leads are in a text."""
        bare = _IGNORED.sub("", normalise(text[:MOST_TEXT]))
        return any(piece.word in bare and piece.search.search(bare) for piece in self._own.get(theme, ()))


def simplify(heading: str) -> str:
    """Give a heading without its marker, quotation marks, brackets and white space, in normal form, cut at `LONGEST`.

    Examples
    --------
    >>> simplify("（一）深化“放管服” 改革。")
    '深化放管服改革。'
    """
    heading = heading[: 2 * LONGEST]
    marker = find_marker(heading.strip())
    bare = heading.strip()[marker.end if marker else 0 :]
    return _IGNORED.sub("", normalise(bare))[:LONGEST]


def split_pattern(pattern: str) -> list[list[str]]:
    """Give the alternatives of a pattern, each as the words between its gaps, in the form that headings have.

    Raises
    ------
    DatasetError
        If it cannot be used; the message says why, not where.
    """
    if len(pattern) > 10 * LONGEST:
        raise DatasetError(f"has {len(pattern)} characters; make several rules of it")
    alternatives = []
    for alternative in normalise(pattern).split(ALTERNATIVES):
        words = [_IGNORED.sub("", word) for word in alternative.split(ANY)]
        words = [word for word in words if word]
        if not words:
            if alternative.strip():
                raise DatasetError(f"{alternative.strip()!r} has no words; write what headings say")
            continue
        if len(words) > MOST_GAPS + 1:
            raise DatasetError(f"{alternative.strip()!r} has more than {MOST_GAPS} gaps ({ANY}); make it shorter")
        if max(map(len, words)) > LONGEST:
            raise DatasetError(f"{alternative[:20]!r}… is longer than {LONGEST} characters; make it shorter")
        alternatives.append(words)
    if not alternatives:
        raise DatasetError("has no words; write what headings say")
    return alternatives


def _compile(number: int, rule: Rule) -> list[_Piece]:
    return [
        _Piece(number, max(words, key=len), re.compile(_IN_PHRASE.join(map(re.escape, words))), sum(map(len, words)))
        for words in split_pattern(rule.pattern)
    ]
