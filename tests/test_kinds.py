"""The kind of a file is what its bytes say."""

from __future__ import annotations

import io
import zipfile

import pytest

from classifier.documents.kinds import check_office, find_kind, needs_office
from classifier.errors import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*names: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "内容")  # of a fixed date
    return sink.getvalue()


def open_document(kind: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("一、主要工作".encode(), "text"),
        ("一、主要工作".encode("utf-16"), "text"),
        (b"BM is how this text begins", "text"),
        (b"MZ, too", "text"),
        ("标题: 一\n来源: 二\n\n正文".encode(), "text"),
        (b"<html><body><p>x", "html"),
        ("<html><body><p>文".encode("utf-16"), "html"),
        (b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", "mhtml"),
        (b"%PDF-1.7\n", "pdf"),
        (b"junk\n%PDF-1.4\n", "pdf"),
        (b"PAR1....", "parquet"),
        (b"{\\rtf1\\ansi", "office"),
        (OLE + b"....", "office"),
        (packed("word/document.xml"), "docx"),
        (packed("word\\document.xml"), "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (open_document("text"), "office"),
    ],
)
def test_a_kind_is_known_by_its_bytes(content, kind):
    assert find_kind(content) == kind


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture; get the document itself"),
        (b"BM\0\0\0\0", "a picture"),
        (b"Rar!\x1a\x07", "an archive; unpack it"),
        (b"\x1f\x8b\x08\0", "an archive"),
        (b"MZ\x90\0\0", "a program"),
        (b"SQLite format 3\0", "a database; export the texts as .csv"),
        (packed("notes.txt"), "an archive; unpack it"),
        (packed("ppt/presentation.xml"), "a presentation"),
        (packed("OFD.xml"), "an OFD file"),
        (packed("META-INF/container.xml"), "an e-book"),
        (packed("word/document.xml")[:40], "damaged: a Word or Excel file, or an archive, cut short"),
    ],
)
def test_what_is_no_document_is_named_with_what_to_do(content, told):
    with pytest.raises(DocumentError, match=f"^is {told}"):
        find_kind(content)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (OLE, ".doc"),
        (b"  {\\RTF1", ".rtf"),
        (open_document("text"), ".odt"),
        (open_document("spreadsheet"), ""),
        (b"text", ""),
    ],
)
def test_what_libreoffice_reads_is_known_by_its_first_bytes(content, suffix):
    assert needs_office(content[:200]) == suffix


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        ("EncryptedPackage", "is protected by a password"),
        ("Workbook", r"is an old Excel file; save it as \.xlsx"),
        ("PowerPoint Document", "is a presentation"),
    ],
)
def test_what_libreoffice_cannot_turn_into_a_report_is_refused_before(stream, told):
    with pytest.raises(DocumentError, match=told):
        check_office(OLE + stream.encode("utf-16-le"))


def test_a_word_file_with_a_table_of_excel_in_it_is_a_word_file():
    check_office(OLE + "WordDocument".encode("utf-16-le") + "Workbook".encode("utf-16-le"))
