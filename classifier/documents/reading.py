"""A path to a `Document`: the kind is taken from the bytes, the reader from the kind."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from classifier.documents.document import Document
from classifier.documents.html import read_html
from classifier.documents.layout import read_lines
from classifier.documents.metadata import read_metadata
from classifier.documents.text import read_text
from classifier.errors import DocumentError

LARGEST = 64 * 1024 * 1024  # bytes; a report of 300 pages with its scripts has less than 5 MB
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|br|span|script|style)\b", re.IGNORECASE)
_PEEK = 65536  # bytes in which a page shows its first tags
_OTHERS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
)


def read_document(path: str | os.PathLike[str]) -> Document:
    """Read a report: its text, and what it says about itself.

    Parameters
    ----------
    path : path
        A text file or web page, in UTF-8, UTF-16 with a mark, or GB18030 (GBK, GB2312).

    Raises
    ------
    DocumentError
        If it is missing, no regular file, empty, binary, undecodable, or of a kind that is not read; the message
        names the file.

    Examples
    --------
    >>> document = read_document("data/samples/fuyang-2023.txt")  # doctest: +SKIP
    >>> document.year  # doctest: +SKIP
    2023
    """
    name = os.fspath(path).replace("\\", "/") if os.name == "nt" else os.fspath(path)
    try:
        content = _read_bytes(Path(path))
        if not content.strip():
            raise DocumentError("is empty; download it again")
        extract = read_html(content) if _is_html(content) else read_text(content)
        if not extract.text.strip():
            raise DocumentError("holds no text (a page may load it by script); save the page from the browser as text")
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error
    lines = read_lines(extract.text, title=extract.title)
    told = read_metadata(lines, name, title=extract.title)
    return Document(
        text=extract.text,
        title=told.title,
        region=told.region,
        year=told.year,
        issuer=told.issuer,
        date=told.date,
        encoding=extract.encoding,
        path=name,
        lines=lines,
    )


def _read_bytes(path: Path) -> bytes:
    if "\0" in str(path):
        raise DocumentError("cannot be read (a NUL character in its name); check the path")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("is not a regular file; name a text file or web page")
        if status.st_size > LARGEST:
            raise DocumentError(f"has {status.st_size} bytes, more than the {LARGEST} that a report may have; split it")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror}); check the path and its permissions") from error


def _is_html(content: bytes) -> bool:
    """Whether the bytes are a web page, whatever the file is called."""
    for magic, kind in _OTHERS:
        if content.startswith(magic):
            raise DocumentError(f"is {kind}, which is not read yet; save it as UTF-8 text or as a web page")
    head = content[:_PEEK]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        head = head.replace(b"\0", b"")
    return len(_HTML.findall(head)) >= 2
