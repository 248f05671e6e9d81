"""What formats cannot hold of a text, and what stands for it.

Takes and gives `str`. Not for formulas (each format has its own way to say that a cell is text).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

CELL_LIMIT = 32_767  # UTF-16 units that Excel holds in a cell
ROW_LIMIT = 1_048_576  # rows that Excel holds in a sheet, the header included

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_EITHER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def replace_surrogates(text: str) -> str:
    r"""Write lone surrogates, which UTF-8 has no bytes for, as ``\udcff``: they come from file names that are no text.

    Examples
    --------
    >>> replace_surrogates("a\udcff.txt") == r"a\udcff.txt"
    True
    """
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def replace_forbidden(text: str) -> str:
    r"""Write lone surrogates as above, and characters that XML forbids and tables show as nothing as U+FFFD.

    Tabs and line ends stay.

    Examples
    --------
    >>> replace_forbidden("a\x00b\tc") == "a\ufffdb\tc"
    True
    """
    return _FORBIDDEN.sub("\ufffd", replace_surrogates(text)) if _EITHER.search(text) else text


def dump_evidence(evidence: Sequence[Sequence[object]]) -> str:
    """Give evidence as JSON for a cell, its terms as `replace_forbidden` leaves them in the text."""
    dumped = json.dumps(evidence, ensure_ascii=False)
    # a backslash may stand for a control character
    if "\\" not in dumped and not _EITHER.search(dumped):
        return dumped
    return json.dumps([[replace_forbidden(str(term)), *rest] for term, *rest in evidence], ensure_ascii=False)


def utf16_length(text: str) -> int:
    """Count a text as Excel does: characters beyond U+FFFF, such as emoji, are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_too_long(text: str) -> bool:
    """Whether a cell of Excel cannot hold a text."""
    return len(text) > CELL_LIMIT // 2 and utf16_length(text) > CELL_LIMIT
