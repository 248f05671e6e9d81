"""PDF files that are read, and those that are refused: scans, protected, empty."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from classifier.documents.pdf import MOST_PAGES, read_pdf
from classifier.errors import DocumentError
from tests.pdf_files import page, pdf, show, stream, typeset
from tests.pdf_report import OPENING, REPORT, TEXTS, TITLE


def read(content: bytes) -> list[str]:
    return read_pdf(content).text.split("\n")


def image(width: int = 8, height: int = 8) -> dict[int, bytes]:
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    return {1000: stream(b"\0" * 64, entries % (width, height))}


PICTURE, SHOWN = b"q 595 0 0 842 0 0 cm /X0 Do Q\n", b"/XObject << /X0 1000 0 R >>"


@pytest.mark.parametrize("extra", [b"", show("1", 280, 40, 9)])
def test_a_scan_says_that_it_is_one(extra: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^is a scan: its pages \(2\) are pictures without text; run OCR"):
        read_pdf(pdf([PICTURE + extra, PICTURE + extra.replace(b"31", b"32")], resources=SHOWN, objects=image()))


def test_pictures_are_never_decoded() -> None:
    content = pdf([PICTURE + page(OPENING)], resources=SHOWN, objects=image(1_000_000, 1_000_000))
    assert read(content) == [OPENING]


def test_pages_without_text_among_others_are_named() -> None:
    contents = [page(OPENING), PICTURE, page("一、主要工作"), b"", PICTURE]
    with pytest.warns(UserWarning, match=r"^page 2, 5 of 5: a picture without text, not read"):
        assert read(pdf(contents, resources=SHOWN, objects=image())) == [OPENING, "一、主要工作"]


def test_a_scan_with_the_stamp_of_its_program_is_a_scan() -> None:
    with pytest.raises(DocumentError, match=r"^is a scan"):
        read_pdf(pdf([PICTURE + show("全能扫描 创建", 400, 30, 10)], resources=SHOWN, objects=image()))


def test_a_scan_in_strips_drawn_in_the_page_itself_is_a_scan() -> None:
    strip = b"q 595 0 0 9 0 0 cm BI /W 8 /H 8 /BPC 8 /CS /G ID " + b"\0" * 64 + b" EI Q\n"
    with pytest.raises(DocumentError, match=r"^is a scan"):
        read_pdf(pdf([strip * 20]))


def test_text_drawn_as_outlines_says_so() -> None:
    with pytest.raises(DocumentError, match=r"^holds no text: its pages \(1\) are drawn as outlines"):
        read_pdf(pdf([b"0 0 m 9 9 l 9 0 l f\n" * 300]))


def test_a_file_without_text_says_so() -> None:
    with pytest.raises(DocumentError, match=r"^holds no text on its pages \(1\)"):
        read_pdf(pdf([b""]))


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_protected_file_is_opened_if_it_asks_for_no_password(password: str, tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf(typeset(REPORT)))
    writer = PdfWriter(clone_from=tmp_path / "plain.pdf")
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    content = (tmp_path / "locked.pdf").read_bytes()
    if password:
        with pytest.raises(DocumentError, match=r"^is protected by a password; remove it"):
            read_pdf(content)
    else:
        assert read(content) == TEXTS


def test_a_file_encrypted_with_aes_is_read_or_says_what_is_needed(tmp_path: Path) -> None:
    keys = b"/O <%b> /U <%b> /OE <%b> /UE <%b> /Perms <%b>" % (
        b"00" * 48,
        b"00" * 48,
        b"00" * 32,
        b"00" * 32,
        b"00" * 16,
    )
    encrypt = (
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> "
        b"/StmF /StdCF /StrF /StdCF %b >>" % keys
    )
    content = pdf([page(OPENING)], objects={1000: encrypt}).replace(b"/Root", b"/Encrypt 1000 0 R /Root")
    with pytest.raises(
        DocumentError, match=r"^is (?:encrypted with AES, which needs .* cryptography|protected by a password)"
    ):
        read_pdf(content)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (TITLE, TITLE),
        (f"{TITLE}_法治政府_云泽县人民政府门户网站", TITLE),
        ("", ""),
        ("Microsoft Word - 法治政府建设报告.doc", ""),
        ("云泽县法治政府建设报告.docx", ""),
        ("无标题文档", ""),
        ("untitled", ""),
        ("ÔÆÔóÏØ·¨ÖÎÕþ¸®½¨Éè±¨¸æ", ""),
    ],
)
def test_the_title_is_what_somebody_wrote(given: str, title: str) -> None:
    assert read_pdf(pdf([page(OPENING)], title=given)).title == title


def test_more_pages_than_are_read_are_counted() -> None:
    with pytest.raises(
        DocumentError, match=rf"^has {MOST_PAGES + 1} pages, more than the {MOST_PAGES} that are read; split it"
    ):
        read_pdf(pdf([b""] * (MOST_PAGES + 1)))


def test_the_library_is_silent_and_its_logger_is_left_as_it_was(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    mended = pdf([page(OPENING)]).replace(b"startxref\n", b"startxref\n7")
    logger = logging.getLogger("pypdf")
    before = logger.level, logger.propagate, list(logger.handlers)
    with caplog.at_level(logging.DEBUG):
        assert read(mended) == [OPENING]
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    assert (logger.level, logger.propagate, logger.handlers) == before


def test_what_is_written_by_hand_here_is_read_by_others_too() -> None:
    text = "".join(shown.extract_text() for shown in PdfReader(io.BytesIO(pdf(typeset(REPORT)))).pages)
    assert "认真落实《青岚省法治政府建设实施纲要" in text.replace("\n", "")
