"""PDF files: the text of their pages, one paragraph a line.

Takes the file's bytes. The text is what the file says about its glyphs: a scan has none, and is refused. The file is
parsed by pypdf, told to stop at limits; pictures are never decoded.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import Configuration, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from classifier.documents.pdf_content import Content, read_content
from classifier.documents.pdf_fonts import UNKNOWN, Font
from classifier.documents.pdf_lines import read_page
from classifier.documents.pdf_objects import LARGEST, entry
from classifier.documents.pdf_paragraphs import find_paragraphs
from classifier.documents.text import Extract
from classifier.documents.titles import DOCUMENT_WORD
from classifier.errors import DocumentError

MOST_PAGES = 2000
MOST_OPERATIONS = 1_000_000  # drawing instructions of a document: a page of text has 100 to 5,000

_LIMITS = Configuration(
    zlib_maximum_output_length=LARGEST,
    lzw_maximum_output_length=LARGEST,
    run_length_maximum_output_length=LARGEST,
    array_based_stream_maximum_output_length=LARGEST,
    stream_decoding_work_maximum_length=2 * LARGEST,
    stream_parsing_work_maximum_count=600_000,
    zlib_maximum_recovery_input_length=1_000_000,
    page_tree_maximum_entries=20_000,
    jbig2dec_binary=None,
)
_UNREADABLE = 0.1  # of the characters; one font in ten that does not tell its characters leaves holes in every line
_BULLETS = 0.3  # of the characters: so many may be signs of a symbol font
_MESSAGES = 100
_STAMP = 20  # characters a page: no more is what a scanner's program prints on its pictures
_SHAPES = 200  # drawn on a page without text: it may be text drawn as outlines
_OTHERWISE = "print it to a new PDF file from a viewer that shows it, or get the Word file"
_AES = f"is encrypted with AES, which needs the Python package cryptography; install it, or {_OTHERWISE}"
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# what programs put in place of a title
_NO_TITLE = re.compile(
    r"microsoft|untitled|\bwps\b|未命名|无标题|新建|^文档\s*\d*$|^幻灯片|\.(?:docx?|wps|pdf|ofd|rtf|txt|html?|xlsx?|pptx?)\b|\ufffd",
    re.IGNORECASE,
)


def read_pdf(content: bytes) -> Extract:
    """Read a PDF file; its text has one line for each paragraph.

    Warns
    -----
    UserWarning
        If pages are pictures without text among others that have text, or some characters are not told by the file
        and stand as U+FFFD.

    Raises
    ------
    DocumentError
        If it is no PDF file or damaged, protected by a password, a scan, beyond the limits, or its fonts do not tell
        what characters they show. A page that cannot be read whole is never passed over.
    """
    with _log() as mended, apply_configuration(_LIMITS):
        reader = _open(content)
        pages = _read_pages(reader, mended)
        title = _title(reader)
    _check_readable(pages)
    paragraphs = find_paragraphs([read_page(page.pieces, page.box) for page in pages])
    pictured = all(page.pictures for page in pages)
    if not paragraphs or (pictured and sum(map(len, paragraphs)) < _STAMP * len(pages)):
        raise DocumentError(_without_text(pages))
    pictures = [str(number) for number, page in enumerate(pages, start=1) if _is_picture(page)]
    if pictures:
        warnings.warn(
            f"page {', '.join(pictures)} of {len(pages)}: a picture without text, not read; run OCR over the file",
            UserWarning,
            stacklevel=2,
        )
    return Extract("\n".join(paragraphs), encoding="", title=title)


@contextmanager
def _log() -> Iterator[list[str]]:
    """Keep what the library logs, about damage that it mends, from the handlers of the program; give it."""
    logger, handler = logging.getLogger("pypdf"), _Listener()
    kept, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = kept


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.messages) < _MESSAGES:
            self.messages.append(record.getMessage())


def _open(content: bytes) -> PdfReader:
    start = max(content.find(b"%PDF-"), 0)
    try:
        reader = PdfReader(io.BytesIO(content[start:]))
        protected = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        count = 0 if protected else len(reader.pages)
        declared = 0 if protected else entry(entry(reader.root_object, "/Pages"), "/Count")
    except DependencyError as error:
        raise DocumentError(_AES) from error
    except Exception as error:  # on broken files the library raises anything, MemoryError and RecursionError included
        raise DocumentError(f"is a damaged PDF file ({_reason(error)}); download it again, or {_OTHERWISE}") from error
    if protected:
        raise DocumentError(f"is protected by a password; remove it in the program that opens it, or {_OTHERWISE}")
    if count > MOST_PAGES:
        raise DocumentError(f"has {count} pages, more than the {MOST_PAGES} that are read; split it")
    if not count or not isinstance(declared, int) or count < declared:
        there = f"{count} of {declared if isinstance(declared, int) else 'an unknown number of'} pages are there"
        raise DocumentError(f"is a damaged PDF file ({there}); download it again, or {_OTHERWISE}")
    return reader


def _read_pages(reader: PdfReader, mended: list[str]) -> list[Content]:
    fonts: dict[int, Font] = {}
    pages: list[Content] = []
    operations = 0
    for number, page in enumerate(reader.pages, start=1):
        try:
            pages.append(read_content(page, fonts))
        except DependencyError as error:
            raise DocumentError(_AES) from error
        except Exception as error:  # as above; a page passed over would be text lost without a word
            raise DocumentError(f"cannot be read at page {number} ({_reason(error)}); {_OTHERWISE}") from error
        if "/Contents" not in page and mended:
            raise DocumentError(
                f"is a damaged PDF file (page {number} has lost its content); download it again, or {_OTHERWISE}"
            )
        operations += pages[-1].operations
        if operations > MOST_OPERATIONS:
            raise DocumentError(
                f"holds more than {MOST_OPERATIONS} drawing instructions up to page {number} of "
                f"{len(reader.pages)}; split it, or {_OTHERWISE}"
            )
    return pages


def _reason(error: BaseException) -> str:
    """Give the error's words in one line; those of Python itself with its name."""
    words = " ".join(str(error).split())[:120]
    return words if words and isinstance(error, PyPdfError | ValueError) else f"{type(error).__name__}: {words}"


def _check_readable(pages: list[Content]) -> None:
    """Refuse a document whose fonts do not tell what they show, and warn of single characters."""
    text = "".join(piece.text for page in pages for piece in page.pieces)
    unknown = text.count(UNKNOWN)
    private = len(_PRIVATE.findall(text))
    if unknown > _UNREADABLE * len(text) or private > _BULLETS * len(text):
        raise DocumentError(
            f"holds text that cannot be recovered: its fonts do not tell which characters {unknown + private} of {len(text)} "
            "glyphs are; run OCR over it, or get the Word file"
        )
    if unknown:
        warnings.warn(
            f"{unknown} of {len(text)} characters are not told by the file's fonts and stand as {UNKNOWN}",
            UserWarning,
            stacklevel=3,
        )


def _is_picture(page: Content) -> bool:
    return not page.pieces and (page.pictures > 0 or page.shapes > _SHAPES)


def _without_text(pages: list[Content]) -> str:
    number = len(pages)
    if any(page.pictures for page in pages):
        return f"is a scan: its pages ({number}) are pictures without text; run OCR over it, or get the Word file"
    if any(page.shapes > _SHAPES for page in pages):
        return f"holds no text: its pages ({number}) are drawn as outlines; run OCR over it, or get the Word file"
    return f"holds no text on its pages ({number}); check in a viewer whether it is the right file"


def _title(reader: PdfReader) -> str:
    """Give the title that the file carries, if somebody wrote it: without the site's name that a browser appends."""
    try:
        title = " ".join(str(reader.metadata.title or "").split()) if reader.metadata else ""
    except Exception:  # the title is a gift; the library's words about it help nobody
        return ""
    parts = re.split(r"\s*[_|]\s*|\s+[-–—]+\s+", title)
    named = [part for part in parts if DOCUMENT_WORD.search(part)]
    title = (named or parts)[0]
    return title if len(re.findall(r"[\u4e00-\u9fff]", title)) > 3 and not _NO_TITLE.search(title) else ""
