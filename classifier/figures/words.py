"""A phrase as words: jieba's, with the verbs and particles that matter put together again.

Takes a short stretch of text, gives its words with their offsets. Not for what they mean (phrases).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from classifier.figures.lexicon import groups
from classifier.segmenters import Segmenter, segmenter
from classifier.word_lists import shipped_user_dict

_TORN = {"得分为": ["得分", "为"], "占比达": ["占比", "达"], "占比为": ["占比", "为"]}
_LONGEST = 4  # words that one of the lexicon may be cut into


class Word(NamedTuple):
    """A word and its offsets in the whole text."""

    text: str
    start: int
    end: int


def cut_words(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch of a text into words; those of the lexicon are whole, white space is left out.

    Examples
    --------
    >>> [word.text for word in cut_words("全年挽回损失", 2, 6)]
    ['挽回', '损失']
    """
    pieces = [part for piece in _segmenter().cut(text[start:end]) for part in _parts(piece)] if start < end else []
    pieces = _mend(pieces)
    words: list[Word] = []
    place = start
    k = 0
    known = _known()
    while k < len(pieces):
        size = next((n for n in range(min(_LONGEST, len(pieces) - k), 1, -1) if "".join(pieces[k : k + n]) in known), 1)
        length = sum(map(len, pieces[k : k + size]))
        if text[place : place + length].strip():
            words.append(Word(text[place : place + length], place, place + length))
        place += length
        k += size
    return words


def _mend(pieces: list[str]) -> list[str]:
    """Cut anew where a verb was torn: 追|发工资 is 追发|工资."""
    verbs = groups()["verbs"]
    mended: list[str] = []
    for piece in pieces:
        if mended and len(mended[-1]) == 1 and len(piece) == 3 and mended[-1] + piece[0] in verbs:
            mended[-1:] = [mended[-1] + piece[0], piece[1:]]
        elif len(mended) > 1 and _is_torn(mended[-2], mended[-1], piece):
            mended[-2:] = [mended[-2] + mended[-1][0], mended[-1][1] + piece]
        elif mended and mended[-1] + piece in _TORN:
            mended[-1:] = _TORN[mended[-1] + piece]
        else:
            mended.append(piece)
    return mended


def _is_torn(first: str, second: str, third: str) -> bool:
    """Whether 受|理工|单 is 受理|工单."""
    if (len(first), len(second), len(third)) != (1, 2, 1) or first + second[0] not in groups()["verbs"]:
        return False
    return second[1] + third in groups()["plain"] or _segmenter().has_word(second[1] + third)


@lru_cache(maxsize=4096)
def _parts(piece: str) -> tuple[str, ...]:
    """Cut what the dictionary takes for one word and is two: 挽回损失, 率控制."""
    lexicon = groups()
    if piece == "建成区":
        return "建成", "区"  # 建成区级平台 is commoner here than 建成区面积
    if piece in _known() or not 3 <= len(piece) <= 6:
        return (piece,)
    for k in range(1, len(piece)):
        first, second = piece[:k], piece[k:]
        if first in _known() and second in lexicon["changes"] | lexicon["connectors"]:
            return first, second
        if len(second) > 1 and second in lexicon["changes"] and _segmenter().has_word(first):
            return first, second
        if first in lexicon["manner"] and second in lexicon["verbs"]:
            return first, second
        if k >= 2 and first in lexicon["verbs"] and len(second) > 1 and _is_object(second, first):
            return first, second
    return (piece,)


def _is_object(word: str, verb: str) -> bool:
    lexicon = groups()
    compounds = lexicon["compounds"] - lexicon["plain"] if verb in lexicon["nominal"] else frozenset()
    return _segmenter().has_word(word) and word not in lexicon["nominal"] and word not in compounds


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset().union(*groups().values())


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return segmenter("auto", tuple(sorted(shipped_user_dict().items())))
