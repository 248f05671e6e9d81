"""Plain text files: one line is one block."""

from __future__ import annotations

import re
from typing import NamedTuple

from classifier.encoding import decode_text

_MANY_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*+\n){50,}+")  # only a text file has empty lines at all


class Extract(NamedTuple):
    """What a format's reader gives.

    Attributes
    ----------
    text : str
        One line a block.
    encoding : str
        How it was decoded.
    title, issuer, date, site : str
        What the format tells of the document beside its text; `site` is the name of the site that published it.
    outside : tuple of str
        For each line why the format has it outside the report, empty where it does not; or nothing at all.
    """

    text: str
    encoding: str
    title: str = ""
    issuer: str = ""
    date: str = ""
    site: str = ""
    outside: tuple[str, ...] = ()


def read_text(content: bytes) -> Extract:
    """Read a text file; very many empty lines in a row are one."""
    text, encoding = decode_text(content)
    return Extract(_MANY_EMPTY_LINES.sub("\n\n", text), encoding)
