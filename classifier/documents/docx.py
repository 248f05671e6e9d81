"""Word files (.docx, .docm, .dotx; of Word, WPS, LibreOffice): what a reader sees, one line for each paragraph.

Takes the file's bytes, gives its text with the automatic numbers. Headers, footers, notes, comments, deleted and hidden
text are left out; tracked insertions are in.
"""

from __future__ import annotations

import re

from lxml import etree

from classifier.documents.archive import Archive
from classifier.documents.body import read_body
from classifier.documents.numbering import Numbering
from classifier.documents.styles import Styles, W
from classifier.documents.text import Extract
from classifier.documents.titles import DOCUMENT_WORD
from classifier.errors import DocumentError

_OTHER_KINDS = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LONGEST_TITLE = 120  # characters; more in its style is a misused style
_A_TITLE = re.compile(r"[\u4e00-\u9fff\d《“].{5,79}")
_YEAR = re.compile(r"20\d{2}")


def read_docx(content: bytes) -> Extract:
    """Read a Word file; its text has one line for each paragraph, and for each row of a table of facts.

    Raises
    ------
    DocumentError
        If it is no Word file, is damaged or encrypted, unpacks to more than a report can have, or holds its text as
        an embedded web page; the message does not name the file.

    Examples
    --------
    >>> read_docx(Path("report.docx").read_bytes()).text  # doctest: +SKIP
    '一、主要工作\\n（一）规范行政执法'
    """
    try:
        return _read(Archive(content))
    except MemoryError as error:
        raise DocumentError("has more text than fits the memory allowed; split it") from error


def _read(archive: Archive) -> Extract:
    main = archive.related("", "officeDocument", "word/document.xml")
    if main not in archive:
        raise DocumentError(_other_kind(archive))
    root = archive.parse(main)
    if root.tag != f"{W}document":
        raise DocumentError(_other_kind(archive))
    if next(root.iter(f"{W}altChunk"), None) is not None:
        raise DocumentError("holds its text as an embedded page (altChunk); open it in Word and save it again as .docx")
    styles = Styles(_parse(archive, main, "styles"))
    numbering = Numbering(_parse(archive, main, "numbering"), styles)
    text, title = read_body(root, styles, numbering)
    return Extract(text, "", title if 0 < len(title) <= _LONGEST_TITLE else _told_title(archive, text))


def _parse(archive: Archive, main: str, kind: str) -> etree._Element | None:
    name = archive.related(main, kind, f"{kind}.xml")
    return archive.parse(name) if name in archive else None


def _other_kind(archive: Archive) -> str:
    for name, kind in _OTHER_KINDS.items():
        if name in archive:
            return f"is {kind}, not a Word document; save its text as .docx or as UTF-8 text"
    return (
        "is no Word document (it lacks word/document.xml) or a damaged one; open it in Word or WPS and save it as .docx"
    )


def _told_title(archive: Archive, text: str) -> str:
    """The title among the properties, unless it is no document's, or that of last year's file written over."""
    name = archive.related("", "core-properties", "docProps/core.xml")
    if name not in archive:
        return ""
    title = "".join((archive.parse(name).findtext(_TITLE) or "").split())
    year = _YEAR.search(title)
    if not _A_TITLE.fullmatch(title) or not DOCUMENT_WORD.search(title) or (year and year[0] not in text):
        return ""
    return title
