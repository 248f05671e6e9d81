"""One form for what looks different and means the same: full-width letters, case, stray white space.

Takes a text, gives its normal form, and where each character came from. Part of a model's identity, by its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

NORMALISATION = "nfkc-lower-v1"

SEPARATOR = "\0"  # between texts that are normalised together; it is part of no word

_WHITE = "[\t-\r\x1c- \x85\u1680\u2028\u2029]"  # all white space that NFKC leaves
_SPACE = re.compile(rf"{_WHITE}{_WHITE}*")  # a pattern that begins with a set is found thrice as fast as one with a "+"
# the commonest compatibility forms; with these out of the way most texts are normal already, which is seen at a glance
_COMMON = [(wide, unicodedata.normalize("NFKC", wide)) for wide in "，：；（）！？％"]


def normalise(text: str) -> str:
    """Fold compatibility forms (full-width letters and signs), case, and white space between Chinese characters.

    Examples
    --------
    >>> normalise("ＡＢＣ（一）谁执法\u3000谁普法")
    'abc(一)谁执法谁普法'
    """
    return _close_gaps(unicodedata.normalize("NFKC", text).lower())


def normalise_all(texts: Sequence[str]) -> list[str]:
    """Give the normal form of each text; in one go, which is several times faster.

    A separator within a text becomes another control character, which is part of no word either.
    """
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) >= max(len(texts), 1):
        joined = SEPARATOR.join(text.replace(SEPARATOR, "\1") for text in texts)
    for wide, normal in _COMMON:
        joined = joined.replace(wide, normal)
    folded = SEPARATOR.join([unicodedata.normalize("NFKC", text) for text in joined.split(SEPARATOR)])
    return _close_gaps(folded.lower()).split(SEPARATOR) if texts else []


def keeps_places(text: str, normal: str) -> bool:
    """Whether each character of a normal form comes from the character of the text at the same place.

    False may also mean that it would take longer to tell: `normalise_with_origin` then gives the places.
    """
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return text.lower() == normal and len(text) == len(normal)


def normalise_with_origin(text: str) -> tuple[str, list[int]]:
    """Give `normalise(text)` and, for each of its characters, the offset in `text` that it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        if len(cluster) == 1:
            folded = _fold_one(cluster)
            origin += [start] * len(folded)
        else:
            folded = unicodedata.normalize("NFKC", cluster).lower()
            origin.extend(min(start + i, start + len(cluster) - 1) for i in range(len(folded)))
        pieces.append(folded)
    folded = "".join(pieces)
    gaps = [range(*gap.span()) for gap in _SPACE.finditer(folded) if _is_gap(gap)]
    dropped = {i for gap in gaps for i in gap}
    normal = "".join(c for i, c in enumerate(folded) if i not in dropped)
    return normal, [o for i, o in enumerate(origin) if i not in dropped]


@lru_cache(maxsize=8192)
def _fold_one(character: str) -> str:
    return unicodedata.normalize("NFKC", character).lower()


def _close_gaps(text: str) -> str:
    return _SPACE.sub(lambda gap: "" if _is_gap(gap) else gap[0], text)


def _is_gap(space: re.Match[str]) -> bool:
    """Whether white space stands between two Chinese characters."""
    start, end = space.span()
    text = space.string
    return start > 0 and end < len(text) and _is_chinese(text[start - 1]) and _is_chinese(text[end])


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _clusters(text: str) -> Iterable[tuple[int, str]]:
    """Split a text where normalisation cannot reach across: a base character and what composes with it."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or _stands_alone(text[i]):
            yield start, text[start:i]
            start = i


@lru_cache(maxsize=8192)
def _stands_alone(character: str) -> bool:
    if character < "\u0300":
        return True
    if "\u4e00" <= character <= "\u9fff":
        return True
    # Hangul vowels and finals compose with what precedes them without being combining characters
    return (
        unicodedata.combining(character) == 0
        and not "\u1160" <= character <= "\u11ff"
        and not (unicodedata.combining(unicodedata.normalize("NFKC", character)[0]))
    )
