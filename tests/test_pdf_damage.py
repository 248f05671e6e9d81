"""Damaged and hostile PDF files: refused in one line, or read whole; nothing is lost without a word."""

from __future__ import annotations

import re
import warnings
import zlib
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from classifier.documents.pdf import read_pdf
from classifier.documents.pdf_lines import read_page
from classifier.documents.pdf_paragraphs import find_paragraphs
from classifier.documents.pdf_pieces import Piece
from classifier.documents.pdf_running_heads import without_running_heads
from classifier.errors import DocumentError
from tests.pdf_files import SONG, assemble, page, pdf, show, stream, typeset
from tests.pdf_report import OPENING, REPORT, TEXTS


def read(content: bytes) -> list[str]:
    return read_pdf(content).text.split("\n")


WHOLE = pdf(typeset(REPORT[:14], foot="— {} —"), compress=True)


ALL = "".join(TEXTS[:14])


def outcome(content: bytes) -> str:
    """The text without white space; empty for a refusal."""
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        try:
            return "".join(read_pdf(content).text.split())
        except DocumentError as error:
            assert "\n" not in str(error)
            return ""


def test_junk_around_a_file_is_no_obstacle() -> None:
    assert read(b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE + b"\0" * 2000) == TEXTS[:14]


@pytest.mark.parametrize("share", [i / 40 for i in range(40)])
def test_a_cut_file_is_refused_or_whole(share: float) -> None:
    assert outcome(WHOLE[: int(len(WHOLE) * share)]) in ("", ALL)


@given(
    st.sampled_from([found.span() for found in re.finditer(rb"(?s)(?<=>>\nstream\n).*?(?=\nendstream)", WHOLE)]),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_a_page_with_a_hole_is_refused_or_whole(span: tuple[int, int], data: st.DataObject) -> None:
    start = data.draw(st.integers(span[0], span[1] - 1))
    length = data.draw(st.integers(1, 400))
    content = WHOLE[:start] + b"\0" * length + WHOLE[start + length :]
    assert outcome(content) in ("", ALL)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_a_file_with_a_piece_missing_is_refused_or_whole(start: int, length: int) -> None:
    assert outcome(WHOLE[:start] + WHOLE[start + length :]) in ("", ALL)


def test_a_dictionary_nested_deeply_takes_no_text_along() -> None:
    content = pdf([page(OPENING)], entries=b"/A " + b"<< /A " * 50_000 + b"1 " + b">> " * 50_000)
    assert outcome(content) in ("", OPENING)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_nothing_raises_anything_but_a_document_error(content: bytes) -> None:
    outcome(b"%PDF-1.7\n" + content)
    outcome(pdf([content]))


@pytest.mark.parametrize(
    "table", [b"startxref\n0\n", b"startxref\n999999\n", b"startxref\n-5\n", b"startxref\nnine\n", b"\n"]
)
def test_a_wrong_table_of_objects_is_mended_or_refused(table: bytes) -> None:
    head, _, _ = WHOLE.rpartition(b"startxref")
    assert outcome(head + table + b"%%EOF") in ("", ALL)


def objects_of(*numbered: tuple[int, bytes]) -> bytes:
    return assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>"} | dict(numbered))


ONE_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
)
PAGES = (2, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 1000 0 R >> >>"


def bomb() -> bytes:
    """A page of 60 million bytes packed twice into some hundred."""
    packed = zlib.compress(zlib.compress(b"0 0 m " * 10_000_000))
    return pdf([packed]).replace(
        b"/Length %d " % len(packed), b"/Length %d /Filter [/FlateDecode /FlateDecode]" % len(packed)
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a tree of pages in a ring": lambda: objects_of((2, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")),
    "a ring through two nodes": lambda: objects_of(
        (2, b"<< /Type /Pages /Count 9 /Kids [3 0 R] >>"), (3, b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R] >>")
    ),
    "a page that is there half a million times": lambda: objects_of(
        (2, b"<< /Type /Pages /Count 500000 /Kids [%b] >>" % (b"3 0 R " * 90_000)), (3, ONE_PAGE)
    ),
    "a deep tree of pages": lambda: objects_of(
        *((n, b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (n + 1)) for n in range(2, 3000)), (3000, ONE_PAGE)
    ),
    "contents that refer to themselves": lambda: objects_of(PAGES, (3, ONE_PAGE), (4, b"4 0 R"), (5, SONG)),
    "a length that refers to its own stream": lambda: objects_of(
        PAGES, (3, ONE_PAGE), (4, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"), (5, SONG)
    ),
    "contents that are missing": lambda: objects_of(PAGES, (3, ONE_PAGE), (5, SONG)),
    "fewer pages than are counted": lambda: objects_of(
        (2, b"<< /Type /Pages /Count 7 /Kids [3 0 R] >>"), (3, ONE_PAGE), (4, stream(page(OPENING))), (5, SONG)
    ),
    "a form that shows itself": lambda: pdf(
        [b"/X0 Do"], resources=b"/XObject << /X0 1000 0 R >>", objects={1000: stream(b"/X0 Do", FORM)}
    ),
    "forms by the thousand": lambda: pdf(
        [b"/X0 Do\n" * 5000 + page(OPENING)],
        resources=b"/XObject << /X0 1000 0 R >>",
        objects={1000: stream(b"q Q", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")},
    ),
    "a form that is missing": lambda: pdf([b"/X0 Do"], resources=b"/XObject << /X0 1000 0 R >>"),
    "three million operators": lambda: pdf([b"0 0 m " * 3_000_000], compress=True),
    "a bomb": bomb,
    "forty filters": lambda: pdf([b""]).replace(b"/Length 0 ", b"/Length 0 /Filter [%b]" % (b"/FlateDecode " * 40)),
    "an array nested deeply": lambda: pdf([b"[" * 100_000 + b"]" * 100_000 + page(OPENING)]),
    "a number beyond all numbers": lambda: pdf([b"9" * 400 + b" 0 Td " + page(OPENING)]),
    "a string without an end": lambda: pdf([page(OPENING) + b"("]),
    "text without a font": lambda: pdf([b"BT 80 700 Td (2023) Tj ET"]),
    "text in a font that is not there": lambda: pdf([b"BT /F9 12 Tf 80 700 Td (2023) Tj ET"]),
    "text without an end": lambda: pdf([page(OPENING) + b"BT /F1 12 Tf"]),
    "a font of all widths": lambda: pdf([page(OPENING)], font=SONG.replace(b"/DW 1000", b"/W [0 4294967295 500]")),
    "a font of all codes": lambda: pdf(
        [page(OPENING)],
        font=SONG.replace(b"UniGB-UTF16-H", b"Identity-H /ToUnicode 1000 0 R"),
        objects={1000: stream(b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange")},
    ),
    "widths named again and again": lambda: pdf(
        [page(OPENING)], font=SONG.replace(b"/DW 1000", b"/W [%b]" % (b"0 60000 500 " * 30_000))
    ),
    "codes named again and again": lambda: pdf(
        [page(OPENING)],
        font=SONG.replace(b"UniGB-UTF16-H", b"Identity-H /ToUnicode 1000 0 R"),
        objects={1000: stream(b"1 beginbfrange " + b"<0000> <ea60> <0000>\n" * 100_000 + b"endbfrange")},
    ),
    "operators without operands": lambda: pdf([b"BT Tf Td Tm Tj TJ ' \" Do cm BDC ET"]),
    "operands of the wrong kind": lambda: pdf([b"BT /F1 (a) Tf [1] /b Td 3 Tj (c) TJ ET"]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf(HOSTILE[name]())
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(("is a damaged PDF file (", "cannot be read at page 1 (", "holds more than"))


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 1 999999999 99999999999 cm " + show(OPENING),
        b"0.0000001 0 0 0.0000001 0 0 cm " + show(OPENING),
        b"0 0 0 0 0 0 cm " + show(OPENING),
        b"BT /F1 0 Tf 80 700 Td <4e91> Tj ET",
        show(OPENING, 1e5, 0) * 3 + show("云", 0, 0, 1e5),
    ],
)
def test_text_that_cannot_be_seen_does_no_harm(content: bytes) -> None:
    assert "全年办结三十件。" in outcome(pdf([b"q " + content + b" Q\n" + page("全年办结三十件。")]))


@pytest.mark.minutes
def test_a_page_of_very_many_pieces_is_no_delay() -> None:
    scattered = b"".join(show("云", 1000 + 40 * (i * 7919 % 500), 40 * (i * 104729 % 700), 9) for i in range(30_000))
    assert "办结" in outcome(pdf([scattered + show("办结", 0, 0)]))


PLACES = st.floats(-1e6, 1e6) | st.integers(0, 60).map(lambda n: 10.0 * n)
SIZES = st.sampled_from([16.0, 16.0, 22.0, 9.0]) | st.floats(0.01, 1e6, exclude_min=True)
PIECES = st.builds(
    lambda text, x, wide, y, size, turn, spaced: Piece(text, x, x + wide, y, size, turn, spaced),
    st.text("办结。一、（2023 A", min_size=1, max_size=8).filter(str.strip).map(str.strip),
    PLACES, st.floats(0, 600), PLACES, SIZES, st.sampled_from([0, 0, 0, 90, 180]), st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=25), max_size=4))
def test_every_character_of_every_piece_is_in_the_paragraphs_but_running_heads_wherever_they_stand(
    pages: list[list[Piece]],
) -> None:
    printed = [read_page(page) for page in pages]
    shown = Counter(
        "".join(line.text for page in without_running_heads(printed) for line in page.lines).replace(" ", "")
    )
    assert Counter("".join(find_paragraphs(printed)).replace(" ", "")) == shown
    assert all("\n" not in text for text in find_paragraphs(printed))


@given(st.lists(PIECES, max_size=25, unique_by=lambda piece: (piece.text, piece.x)))
def test_every_character_of_every_piece_is_in_a_line(pieces: list[Piece]) -> None:
    # the same text at nearly the same place is one text drawn twice, to look bold
    near = 0.3 * max((piece.size for piece in pieces), default=0)
    assume(not any(one.text == other.text and abs(one.x - other.x) <= near for one, other in combinations(pieces, 2)))
    text = "".join(line.text for line in read_page(pieces).lines)
    assert Counter(text.replace(" ", "")) == Counter("".join(piece.text for piece in pieces).replace(" ", ""))
