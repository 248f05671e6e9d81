"""Texts that a spreadsheet would take for formulas.

Takes and gives `str`: a writer puts an apostrophe in front, a reader takes it off again. Not for what else a format
cannot hold.
"""

from __future__ import annotations

import re

LARGEST_CELL = 2**22  # characters; Python's csv stops at 2**17, which is fewer than a long report in one cell has
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def escape_formula(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula; `unescape_formula` gives the original back.

    Examples
    --------
    >>> escape_formula("=1+1")
    "'=1+1"
    """
    return "'" + text if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Take off the apostrophe that `escape_formula` has put in front."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
