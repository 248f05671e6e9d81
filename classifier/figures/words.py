"""A phrase as words: jieba's, with the verbs and particles that matter put together again.

Takes a short stretch of text, gives its words with their offsets. Not for what they mean (phrases).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from classifier.figures.lexicon import groups
from classifier.segmenters import Segmenter, segmenter
from classifier.word_lists import shipped_user_dict

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
    >>> [word.text for word in cut_words("负责人出庭应诉率", 0, 8)]
    ['负责人', '出庭应诉率']
    """
    pieces = [part for piece in _segmenter().cut(text[start:end]) for part in _parts(piece)] if start < end else []
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
        if first in lexicon["openers"] and second in lexicon["verbs"]:
            return first, second
        if len(piece) == 4 and k == 2 and first in lexicon["verbs"] and _is_object(second):
            return first, second
    return (piece,)


def _is_object(word: str) -> bool:
    lexicon = groups()
    return _segmenter().has_word(word) and word not in lexicon["nominal"] | lexicon["compounds"] - lexicon["plain"]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset().union(*groups().values())


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return segmenter("auto", tuple(sorted(shipped_user_dict().items())))
