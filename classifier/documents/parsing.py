"""The bytes of a file to a `Document`, in the process that is called for it.

Takes a path, gives a document; `parse` gives it as JSON, for a child process. Not for protecting anyone from the file
(reading).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classifier.documents.document import Document, pack
from classifier.documents.kinds import find_kind
from classifier.documents.layout import read_lines
from classifier.documents.metadata import read_metadata
from classifier.documents.text import Extract
from classifier.errors import DocumentError

HEAD = 4096  # bytes that tell whether LibreOffice is needed
_LONG_GAP = re.compile(r"[^\S\n]{50,}")
MOST_LINES = 500_000  # a report of 300 pages has fewer than 10,000
LARGEST = 64 * 1024 * 1024  # bytes; a report of 300 pages with its scripts has less than 5 MB


def parse(path: str, name: str) -> dict[str, Any]:
    """Read a document; give it as `document.unpack` takes it."""
    return pack(parse_document(path, name))


def parse_table(path: str) -> list[dict[str, Any]]:
    """Read the documents of a table; give each as `document.unpack` takes it."""
    from classifier.documents.table import read_table_documents

    return [pack(document) for document in read_table_documents(path)]


def parse_document(path: str, name: str) -> Document:
    """Read a document from `path`; messages and the document call it `name`.

    Raises
    ------
    DocumentError
        Without the name in its message.
    """
    content = read_bytes(path)
    if not content.strip(b" \t\r\n\0"):
        raise DocumentError("is empty; download it again")
    extract = _reader(content)(content)
    # nothing is told by longer runs, and patterns that look past white space take their time over them
    extract = extract._replace(text=_LONG_GAP.sub(" ", extract.text))
    if not any(c.isalnum() for c in extract.text):
        raise DocumentError("holds no text (a page may load it by script); save the page from the browser as text")
    if extract.text.count("\n") > MOST_LINES:
        raise DocumentError(f"has more than {MOST_LINES:,} lines; cut it into its documents")
    lines = read_lines(extract.text, title=extract.title, outside=extract.outside)
    told = read_metadata(lines, name, title=extract.title, issuer=extract.issuer, date=extract.date, site=extract.site)
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
        kind=told.kind,
    )


def read_bytes(path: str, most: int = LARGEST, *, only: int = -1) -> bytes:
    """Read a regular file of at most `most` bytes, or its first `only`; a pipe or device is not waited for.

    Raises
    ------
    DocumentError
        Otherwise, without the file's name.
    """
    if "\0" in path:
        raise DocumentError("cannot be read (a NUL character in its name); check the path")
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if os.name == "nt" and Path(path).is_dir():
            raise DocumentError("is a folder; name the files in it") from error
        raise DocumentError(f"cannot be read ({error.strerror}); check the path and its permissions") from error
    try:
        _check(os.fstat(handle), most)
        with os.fdopen(handle, "rb", closefd=False) as source:
            return source.read(only)
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror}); check the disk") from error
    finally:
        os.close(handle)


def _check(status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError("is a folder; name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("is not a regular file; name a document")
    if status.st_size > most:
        raise DocumentError(f"has {status.st_size} bytes, more than the {most} that a report may have; split it")


def _reader(content: bytes) -> Callable[[bytes], Extract]:
    """Give the reader for a file's bytes; each is imported when it is first needed."""
    kind = find_kind(content)
    if kind == "html":
        from classifier.documents.html import read_html

        return read_html
    if kind == "mhtml":
        from classifier.documents.mhtml import read_mhtml

        return read_mhtml
    if kind == "docx":
        from classifier.documents.docx import read_docx

        return read_docx
    if kind == "pdf":
        from classifier.documents.pdf import read_pdf

        return read_pdf
    if kind == "text":
        from classifier.documents.text import read_text

        return read_text
    raise DocumentError(_UNREAD[kind])


_UNREAD = {
    "office": "is a word processor's file that is read through LibreOffice; save it as .docx",
    "xlsx": "is an Excel file; its rows are read by the commands that take tables, not as a document",
    "parquet": "is a Parquet file; its rows are read by the commands that take tables, not as a document",
}
