"""Web pages saved as one file (.mht, .mhtml): the part that holds the report.

Takes the file's bytes, gives what `read_html` gives for that part. Not for mail.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import Message

from classifier.documents.html import read_html
from classifier.documents.text import Extract
from classifier.errors import DocumentError

_PARTS = 2000  # a page with every picture and style sheet has some hundreds
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_NESTED = 30  # a page is one level deep, a mail with a page three


def read_mhtml(content: bytes) -> Extract:
    """Read a web page saved as MIME HTML: of its parts the page, or of its frames the one with the most text.

    Raises
    ------
    DocumentError
        If it holds no page, or pages without a report.
    """
    # the parser calls itself for each level
    if len(_BOUNDARY.findall(content)) > _NESTED:
        raise DocumentError("is MIME HTML with too many parts within parts; open it in a browser and save it as HTML")
    pages = _pages(message_from_bytes(content, policy=policy.compat32))
    if not pages:
        raise DocumentError("is MIME HTML without a page in it; open it in a browser and save it as HTML")
    found: list[Extract] = []
    faults: list[DocumentError] = []
    for page in pages:
        try:
            found.append(read_html(_bytes(page), charset=str(page.get_content_charset() or "")))
        except DocumentError as error:
            faults.append(error)
    if not found:
        raise faults[0]
    return max(found, key=_length)


def _pages(message: Message) -> list[Message]:
    parts = [part for _, part in zip(range(_PARTS), message.walk(), strict=False)]
    return [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _length(extract: Extract) -> int:
    lines = extract.text.split("\n")
    return sum(len(line) for line, reason in zip(lines, extract.outside, strict=False) if not reason)
