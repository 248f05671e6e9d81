"""One form for what looks different and means the same: full-width letters, case, stray white space.

Takes a text, gives its normal form, and where each character came from. Part of a model's identity, by its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NORMALISATION = "nfkc-lower-v1"

_GAP_IN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def normalise(text: str) -> str:
    """Fold compatibility forms (full-width letters and signs), case, and white space between Chinese characters.

    Examples
    --------
    >>> normalise("ＡＢＣ（一）谁执法\u3000谁普法")
    'abc(一)谁执法谁普法'
    """
    return _GAP_IN_CHINESE.sub("", unicodedata.normalize("NFKC", text).lower())


def normalise_with_origin(text: str) -> tuple[str, list[int]]:
    """Give `normalise(text)` and, for each of its characters, the offset in `text` that it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        folded = unicodedata.normalize("NFKC", cluster).lower()
        pieces.append(folded)
        origin.extend(min(start + i, start + len(cluster) - 1) for i in range(len(folded)))
    folded = "".join(pieces)
    gaps = [range(*gap.span()) for gap in _GAP_IN_CHINESE.finditer(folded)]
    dropped = {i for gap in gaps for i in gap}
    normal = "".join(c for i, c in enumerate(folded) if i not in dropped)
    return normal, [o for i, o in enumerate(origin) if i not in dropped]


def _clusters(text: str) -> Iterable[tuple[int, str]]:
    """Split a text where normalisation cannot reach across: a base character and what composes with it."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or _stands_alone(text[i]):
            yield start, text[start:i]
            start = i


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
