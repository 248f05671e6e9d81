"""PDF files whose pages show too much, nothing, themselves, or what cannot be unpacked.

Gives `HAZARDS`. Not for the objects around the pages (pdfs).
"""

from __future__ import annotations

import zlib
from functools import partial

from tests.hazards.hazard import TEXT, Hazard, file
from tests.hazards.pdfs import PAGE, SHOWN, objects
from tests.pdf_writer import FONT, stream

MIB = 1 << 20


def _content(content: bytes, entries: bytes = b"") -> bytes:
    return objects({5: stream(content, entries)})


def _flate(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return _content(content, b"/Filter [" + b"/FlateDecode " * times + b"]")


def _swollen(size: int, unit: bytes) -> bytes:
    packer = zlib.compressobj(9)
    packed = packer.compress(SHOWN + b"\n")
    block = unit * (MIB // len(unit))
    packed += b"".join(packer.compress(block) for _ in range(size // MIB))
    return _content(packed + packer.flush(), b"/Filter /FlateDecode")


def _twice_swollen() -> bytes:
    once = zlib.compress(b" " * 512 * MIB, 9)
    return _content(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")


def _form(content: bytes, resources: bytes) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % resources
    return objects(
        {
            4: PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"),
            5: stream(SHOWN + b"\n/X Do"),
            6: stream(content, entries),
        }
    )


def _forms_by_two(depth: int) -> bytes:
    """Give forms that each draw the next one twice."""
    changed = {4: PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"), 5: stream(SHOWN + b"\n/X Do")}
    for n in range(6, 6 + depth):
        entries = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (n + 1)
        changed[n] = stream(b"/X Do /X Do", entries)
    changed[6 + depth] = stream(b"", b"/Subtype /Form /BBox [0 0 9 9]")
    return objects(changed)


def _cmap(body: bytes) -> bytes:
    """Give a font whose codes are told by a map of its own."""
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    return objects(
        {3: FONT.replace(b"/Encoding", b"/ToUnicode 6 0 R /Encoding"), 6: stream(head + body + b" endcmap end end")}
    )


_IMAGE = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
_SCAN = objects(
    {
        4: PAGE.replace(b"/Font << /F1 3 0 R >>", b"/XObject << /I 6 0 R >>"),
        5: stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        6: stream(bytes(100), _IMAGE % (10, 10)),
    }
)


def _image(width: int, height: int, entries: bytes = b"", data: bytes = bytes(100)) -> bytes:
    page = PAGE.replace(b"/Font", b"/XObject << /I 6 0 R >> /Font")
    return objects({4: page, 5: stream(SHOWN + b"\n/I Do"), 6: stream(data, _IMAGE % (width, height) + entries)})


HAZARDS: list[Hazard] = [
    file("content-that-is-itself-pdf", lambda: objects({5: b"5 0 R"}), "either"),
    file("content-of-another-kind-pdf", lambda: objects({5: b"[5 0 R 5 0 R 4 0 R 2 0 R null 7 (x)]"}), "either"),
    file("length-that-is-itself-pdf", lambda: objects({5: b"<< /Length 5 0 R >>\nstream\n" + SHOWN + b"\nendstream"}), "either", TEXT),
    file("length-below-zero-pdf", lambda: objects({5: b"<< /Length -1 >>\nstream\n" + SHOWN + b"\nendstream"}), "either", TEXT),
    file("length-too-large-pdf", lambda: objects({5: b"<< /Length 999999999999 >>\nstream\n" + SHOWN + b"\nendstream"}), "either", TEXT),
    file("length-too-small-pdf", lambda: objects({5: b"<< /Length 3 >>\nstream\n" + SHOWN + b"\nendstream"}), "either"),
    file("three-million-operators-pdf", lambda: _flate(SHOWN + b"\n" + b"0 0 m 9 9 l S\n" * 1_000_000), "either", TEXT, slow=True),
    file("million-shown-strings-pdf", lambda: _flate(b"BT /F1 9 Tf " + b"<6CD5> Tj " * 1_000_000 + b"ET"), "either", slow=True),
    file("million-words-in-one-list-pdf", lambda: _flate(b"BT /F1 9 Tf 80 700 Td [" + b"<6CD5> -9 " * 1_000_000 + b"] TJ ET"), "either", slow=True),
    file("half-a-million-saved-states-pdf", lambda: _flate(b"q " * 500_000 + SHOWN), "either", TEXT, slow=True),
    file("swollen-content-pdf", partial(_swollen, 1536 * MIB, b" "), "either", TEXT, slow=True),
    file("twice-swollen-content-pdf", _twice_swollen, "either", slow=True),
    file("thousand-filters-pdf", partial(_flate, SHOWN, 1000), "either", TEXT),
    file("filter-unknown-pdf", partial(_content, SHOWN, b"/Filter /EvilDecode"), "either"),
    file("lzw-rubbish-pdf", partial(_content, b"\x80\x0b\x60\x50" * 200_000, b"/Filter /LZWDecode"), "either"),
    file("hex-and-base85-rubbish-pdf", partial(_content, b"zzzzzz" * 1_000_000, b"/Filter /ASCII85Decode"), "either", slow=True),
    file("run-lengths-pdf", partial(_content, b"\x81 " * 1_000_000, b"/Filter /RunLengthDecode"), "either", slow=True),
    file("flate-broken-pdf", lambda: _content(zlib.compress(SHOWN)[:-30] + bytes(30), b"/Filter /FlateDecode"), "either"),
    file("prediction-of-a-billion-columns-pdf", lambda: _content(zlib.compress(SHOWN), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000000 >>"), "either"),
    file("form-that-draws-itself-pdf", lambda: _form(b"/X Do", b"/XObject << /X 6 0 R >>"), "either", TEXT),
    file("forms-that-double-pdf", partial(_forms_by_two, 40), "either", TEXT),
    file("forms-five-thousand-deep-pdf", lambda: _forms_by_two(5000).replace(b"/X Do /X Do", b"/X Do      "), "either", TEXT),
    file("map-of-too-many-codes-pdf", lambda: _cmap(b"100 beginbfrange " + b"<0000> <FFFF> <4E00> " * 100 + b"endbfrange"), "either", slow=True),
    file("map-over-a-billion-codes-pdf", lambda: _cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <4E00> endbfrange"), "either"),
    file("map-that-uses-itself-pdf", lambda: _cmap(b"/X usecmap"), "either"),
    file("map-never-ended-pdf", lambda: _cmap(b"100 beginbfchar <6CD5> <6C"), "either"),
    file("map-to-a-megabyte-pdf", lambda: _cmap(b"1 beginbfchar <6CD5> <" + b"4E00" * 500_000 + b"> endbfchar"), "either"),
    file("widths-of-a-billion-pdf", lambda: objects({3: FONT.replace(b"[1 95 500]", b"[1 1000000000 500]")}), "either", TEXT),
    file("font-of-another-kind-pdf", lambda: objects({3: b"(font)"}), "either"),
    file("font-that-descends-from-itself-pdf", lambda: objects({3: b"<< /Type /Font /Subtype /Type0 /DescendantFonts [3 0 R] /Encoding 3 0 R /ToUnicode 3 0 R >>"}), "either"),
    file("font-drawn-by-itself-pdf", lambda: objects({3: b"<< /Type /Font /Subtype /Type3 /FontMatrix [0 0 0 0 0 0] /CharProcs << /a 5 0 R >> /Encoding << /Differences [0 /a 999999999 /b] >> >>"}), "either"),
    file("strings-hundred-thousand-deep-pdf", lambda: _content(b"BT (" + b"(" * 100_000 + b")" * 100_000 + b") Tj ET"), "either"),
    file("lists-hundred-thousand-deep-pdf", lambda: _content(SHOWN + b"\n" + b"[" * 100_000 + b"]" * 100_000), "either"),
    file("number-of-a-million-digits-pdf", lambda: _content(SHOWN + b"\n" + b"9" * 1_000_000 + b" 0 Td"), "either", TEXT),
    file("text-far-away-pdf", lambda: _content(SHOWN.replace(b"80.00", b"9" * 40)), "either"),
    file("picture-of-a-billion-points-pdf", lambda: _image(1_000_000_000, 1_000_000_000), "text", TEXT),
    file("picture-in-jbig2-rubbish-pdf", lambda: _image(9, 9, b"/Filter /JBIG2Decode"), "text", TEXT),
    file("picture-within-text-never-ended-pdf", lambda: _content(SHOWN + b"\nBI /W 9 /H 9 ID " + b"\xff" * 100_000), "either"),
    file("scan-pdf", lambda: _SCAN),
    file("empty-page-pdf", lambda: _content(b"")),
    file("rubbish-as-content-pdf", lambda: _content(bytes(range(256)) * 2000), "either"),
]  # fmt: skip
