"""A small producer of PDF files: Chinese text in a font that is not embedded, its characters named by a predefined map.

Takes objects or lines of text, gives the bytes of a file. Not for pictures, for reading, or for good typography.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 595, 842  # points, A4
_CLOSING = "，。、；：？！,.;:)）】》”’%"

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [ << "
    b"/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
    b"/Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)


class Run(NamedTuple):
    """A piece of one line: where its baseline begins, in points from the lower left corner, and its size."""

    x: float
    y: float
    size: float
    text: str


def write_objects(objects: Sequence[bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """Give a file of these objects, numbered from 1, with a table of where each begins.

    Parameters
    ----------
    objects : sequence of bytes
        The inside of each object, between ``obj`` and ``endobj``.
    root : int
        The number of the catalogue.
    trailer : bytes
        More entries of the trailer.
    """
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Give the inside of a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def write_pages(pages: Iterable[Sequence[Run]], *, trailer: bytes = b"") -> bytes:
    """Give a file whose pages hold these runs."""
    contents = [draw(runs) for runs in pages]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 %d %d] >>" % (len(contents), kids, WIDTH, HEIGHT),
        FONT,
    ]
    for n, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * n)
        )
        objects.append(stream(content))
    return write_objects(objects, trailer=trailer)


def draw(runs: Sequence[Run]) -> bytes:
    """Give the operators that show the runs."""
    shown = (
        b"BT /F1 %.1f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET"
        % (run.size, run.x, run.y, run.text.encode("utf-16-be").hex().encode())
        for run in runs
    )
    return b"\n".join(shown)


def measure(text: str) -> float:
    """Give a text's width in ems: ASCII takes half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def wrap(text: str, width: float, *, indent: float = 0) -> list[str]:
    """Cut a text into lines of so many ems, the first of them shorter by the indent.

    A stop that would begin a line hangs at the end of the one before; numbers and words stay whole.
    """
    lines: list[str] = []
    line, room = "", width - indent
    for unit in _units(text):
        if measure(line + unit) > room and line and unit not in _CLOSING:
            lines.append(line)
            line, room = "", width
        line += unit
    return [*lines, line]


def _units(text: str) -> list[str]:
    """Cut a text where a line may end: between any two characters but those of a number or word."""
    units: list[str] = []
    for character in text:
        joined = units and character.isascii() and character.isalnum() and units[-1][-1].isascii()
        if joined and units[-1][-1] not in " ,;:)":
            units[-1] += character
        else:
            units.append(character)
    return units
