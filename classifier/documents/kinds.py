"""What kind of file it is, by its bytes; its suffix may lie.

Takes bytes, gives a kind. Not for reading it.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import Literal

from classifier.errors import DocumentError

Kind = Literal["text", "html", "mhtml", "docx", "pdf", "office", "xlsx", "parquet"]

_PEEK = 65536  # bytes in which a page shows its first tags
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|br|span|script|style)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:^|\n)content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE)
_MAIL_START = re.compile(rb"\s*(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAMS = (b"WordDocument", b"MatOST", b"CONTENTS")  # of Word and WPS, and of Works
_RTF = b"{\\rtf"
_OPEN_DOCUMENT = (
    b"mimetypeapplication/vnd.oasis.opendocument.text",
    b"mimetypeapplication/vnd.oasis.opendocument.text-template",
)
_OTHERS = (
    (b"\x89PNG", "a picture; get the document itself, or its text by OCR"),
    (b"\xff\xd8\xff", "a picture; get the document itself, or its text by OCR"),
    (b"GIF8", "a picture; get the document itself, or its text by OCR"),
    (b"BM", "a picture; get the document itself, or its text by OCR"),
    (b"II*\0", "a picture; get the document itself, or its text by OCR"),
    (b"MM\0*", "a picture; get the document itself, or its text by OCR"),
    (b"Rar!", "an archive; unpack it and name the files in it"),
    (b"7z\xbc\xaf", "an archive; unpack it and name the files in it"),
    (b"\x1f\x8b", "an archive; unpack it and name the files in it"),
    (b"BZh", "an archive; unpack it and name the files in it"),
    (b"\xfd7zXZ", "an archive; unpack it and name the files in it"),
    (b"MZ", "a program, not a document; get the report again from its site"),
    (b"\x7fELF", "a program, not a document; get the report again from its site"),
    (b"SQLite format 3", "a database; export the texts as .csv"),
)
_ZIPPED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
)
_REFUSED = (
    ("ppt/presentation.xml", "a presentation; save its text as .docx"),
    ("OFD.xml", "an OFD file; save it as .docx or PDF with the program that shows it"),
    ("META-INF/container.xml", "an e-book; save its text as .docx"),
)


def needs_office(head: bytes) -> str:
    """Give the suffix under which LibreOffice opens a file with these first bytes; empty if it is not needed."""
    if head.startswith(_OLE):
        return ".doc"  # Word's and WPS's both; LibreOffice looks inside as well
    if head.lstrip()[:5].lower() == _RTF:
        return ".rtf"
    return ".odt" if head[:4] == b"PK\3\4" and head[30:].startswith(_OPEN_DOCUMENT) else ""


def find_kind(content: bytes) -> Kind:
    """Give the kind of a file by its bytes.

    Raises
    ------
    DocumentError
        If it is of a kind that holds no report's text; the message says what to do instead.
    """
    if needs_office(content[:200]):
        return "office"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"PK\3\4") or content.startswith(b"PK\5\6"):
        return _zipped(content)
    for magic, what in _OTHERS:
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:_PEEK]):
            raise DocumentError(f"is {what}")
    head = content[:_PEEK]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        head = head.replace(b"\0", b"")
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    headers = _MAIL_START.match(start[:8192])
    if headers and _MAIL.search(headers[0]):
        return "mhtml"
    return "html" if len(_TAG.findall(head)) >= 2 else "text"


def check_office(content: bytes) -> None:
    """Refuse, before LibreOffice is asked, what it cannot turn into a report.

    Raises
    ------
    DocumentError
        If the file is protected, or a table or presentation of old.
    """
    if not content.startswith(_OLE):
        return
    streams = content.replace(b"\0", b"")
    if b"EncryptedPackage" in streams:
        raise DocumentError("is protected by a password; open it and save it without one")
    if not any(name in streams for name in _WORD_STREAMS):
        for name, what in (
            (b"Workbook", "an old Excel file; save it as .xlsx"),
            (b"PowerPoint", "a presentation; save its text as .docx"),
        ):
            if name in streams:
                raise DocumentError(f"is {what}")
        raise DocumentError("is damaged: an old Word file without its document; get it again")


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        raise DocumentError(
            f"is damaged: a Word or Excel file, or an archive, cut short ({error}); get it again"
        ) from error
    for name, kind in _ZIPPED:
        if name in names:
            return kind  # type: ignore[return-value]
    for name, what in _REFUSED:
        if name.lower() in names:
            raise DocumentError(f"is {what}")
    raise DocumentError("is an archive; unpack it and name the files in it")
