"""Plain text files: one line is one block."""

from __future__ import annotations

from typing import NamedTuple

from classifier.documents.encoding import decode_text


class Extract(NamedTuple):
    """What a format's reader gives: text with one line a block, how it was decoded, the title if the format tells."""

    text: str
    encoding: str
    title: str = ""


def read_text(content: bytes) -> Extract:
    """Read a text file."""
    text, encoding = decode_text(content)
    return Extract(text, encoding)
