"""PDF files whose objects loop, lie, are missing, do something on opening, or are protected.

Gives `HAZARDS`. Not for what pages show (pdf_contents), files cut short (labels), sound ones (layouts).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial

import pypdf

from tests.hazards.hazard import BODY, LINES, TEXT, Hazard, file
from tests.hazards.samples import html, pdf
from tests.pdf_writer import FONT, Run, draw, stream, write_objects, write_pages

SHOWN = draw([Run(80, 760 - 24 * row, 14, line) for row, line in enumerate(LINES)])
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>"
_SOUND = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
    3: FONT,
    4: PAGE,
    5: stream(SHOWN),
}


def objects(changed: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Give a file of one page, some of its objects (1 catalogue, 2 pages, 3 font, 4 page, 5 content) changed or added."""
    numbered = {**_SOUND, **changed}
    return write_objects([numbered.get(n, b"null") for n in range(1, max(numbered) + 1)], trailer=trailer)


def _tree(depth: int) -> bytes:
    """Give a page so many branches below the root."""
    changed = {
        n: b"<< /Type /Pages /Count 1 /Parent %d 0 R /Kids [%d 0 R] >>" % (n - 1, n + 1) for n in range(7, 7 + depth)
    }
    changed[2] = b"<< /Type /Pages /Count 1 /Kids [7 0 R] >>"
    changed[7 + depth] = PAGE.replace(b"/Parent 2", b"/Parent %d" % (6 + depth))
    return objects(changed)


def _table(before: bytes, after: bytes) -> bytes:
    """Give a sound file with one place of its table or trailer changed."""
    sound = pdf()
    assert sound.count(before) == 1
    return sound.replace(before, after)


def _table_in_a_circle() -> bytes:
    sound = pdf()
    place = int(sound.rpartition(b"startxref\n")[2].split(b"\n")[0])
    return sound.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % place)


def _table_stream(entries: bytes, width: bytes = b"[1 4 2]", size: int = 7) -> bytes:
    """Give a file whose table of objects is a stream, which says of itself what `entries` say."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in _SOUND.items():
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    place = len(out)
    rows = b"".join(b"\1" + p.to_bytes(4, "big") + b"\0\0" for p in [*places, place])
    content = b"\0" * 7 + rows
    filled = entries.replace(b"PLACE", b"%d" % place)
    out += (
        b"6 0 obj\n"
        + stream(content, b"/Type /XRef /Size %d /W %s /Root 1 0 R %s" % (size, width, filled))
        + b"\nendobj\n"
    )
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % place


def _packed_objects(entries: bytes) -> bytes:
    """Give a file whose catalogue lies in a stream of objects, which says of itself what `entries` say."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in {
        **{n: c for n, c in _SOUND.items() if n != 1},
        6: stream(b"1 0 6 40 << /Type /Catalog /Pages 2 0 R >>      << >>", entries),
    }.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    place = len(out)
    rows = [b"\0" * 7, b"\2" + (6).to_bytes(4, "big") + b"\0\0"]
    rows += [b"\1" + places[n].to_bytes(4, "big") + b"\0\0" for n in range(2, 7)] + [
        b"\1" + place.to_bytes(4, "big") + b"\0\0"
    ]
    out += b"7 0 obj\n" + stream(b"".join(rows), b"/Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R") + b"\nendobj\n"
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % place


def _encrypted(user: str, algorithm: str = "RC4-128") -> bytes:
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(user, "owner", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()


def _encryption(entries: bytes) -> bytes:
    return objects({}, trailer=b"/ID [<00> <00>] /Encrypt << /Filter /Standard " + entries + b" >>")


def _action(entries: bytes) -> bytes:
    return objects({1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << " + entries + b" >> >>"})


def _pages(count: int) -> bytes:
    return write_pages([Run(80, 700, 14, BODY)] for _ in range(count))


_BRANCH_IN_A_CIRCLE = b"<< /Type /Pages /Count 2 /Kids [2 0 R 4 0 R] >>"
_OUTLINES = {
    1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
    6: b"<< /First 7 0 R /Last 7 0 R >>",
    7: b"<< /Title (a) /Next 7 0 R /First 6 0 R /Parent 7 0 R >>",
}
_LABELS = {
    1: b"<< /Type /Catalog /Pages 2 0 R /PageLabels 6 0 R /Names << /Dests 6 0 R /JavaScript 6 0 R >> >>",
    6: b"<< /Kids [6 0 R] >>",
}

HAZARDS: list[Hazard] = [
    file("pages-in-a-circle-pdf", lambda: objects({2: _BRANCH_IN_A_CIRCLE}), "either", TEXT),
    file("page-that-is-its-own-parent-pdf", lambda: objects({4: PAGE.replace(b"/Parent 2", b"/Parent 4")}), "either", TEXT),
    file("resources-inherited-in-a-circle-pdf", lambda: objects({2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] /Parent 2 0 R >>", 4: b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"}), "either"),
    file("page-five-thousand-branches-deep-pdf", partial(_tree, 5000), "either", TEXT),
    file("page-two-hundred-branches-deep-pdf", partial(_tree, 200), "either", TEXT),
    file("a-billion-pages-said-pdf", lambda: objects({2: b"<< /Type /Pages /Count 1000000000 /Kids [4 0 R] >>"}), "either", TEXT),
    file("pages-below-zero-pdf", lambda: objects({2: b"<< /Type /Pages /Count -1 /Kids [4 0 R] >>"}), "either", TEXT),
    file("a-page-a-million-times-pdf", lambda: objects({2: b"<< /Type /Pages /Count 1000000 /Kids [" + b"4 0 R " * 1_000_000 + b"] >>"}), "either", slow=True),
    file("five-thousand-pages-pdf", partial(_pages, 5000), "either", slow=True),
    file("three-hundred-pages-pdf", partial(_pages, 300), "either", slow=True),
    file("no-pages-pdf", lambda: objects({2: b"<< /Type /Pages /Count 0 /Kids [] >>"})),
    file("no-catalogue-pdf", lambda: objects({1: b"null"}), "either", TEXT),
    file("catalogue-that-is-a-number-pdf", lambda: objects({1: b"42"}), "either", TEXT),
    file("pages-that-are-a-string-pdf", lambda: objects({2: b"(pages)"}), "either", TEXT),
    file("table-in-a-circle-pdf", _table_in_a_circle, "text", TEXT),
    file("table-stream-in-a-circle-pdf", partial(_table_stream, b"/Prev PLACE"), "text", TEXT),
    file("table-stream-sound-pdf", partial(_table_stream, b""), "text", TEXT),
    file("table-of-a-billion-pdf", partial(_table, b"xref\n0 6\n", b"xref\n0 1000000000\n"), "either", TEXT),
    file("table-stream-of-a-billion-pdf", partial(_table_stream, b"/Index [0 1000000000]", size=1_000_000_000), "either", TEXT),
    file("table-stream-of-wide-rows-pdf", partial(_table_stream, b"", b"[1000000000 1000000000 1000000000]"), "either"),
    file("table-stream-of-rows-below-zero-pdf", partial(_table_stream, b"", b"[-1 -4 -2]"), "either"),
    file("table-beyond-the-end-pdf", lambda: pdf().rpartition(b"startxref")[0] + b"startxref\n99999999999\n%%EOF\n", "either", TEXT),
    file("table-below-zero-pdf", lambda: pdf().rpartition(b"startxref")[0] + b"startxref\n-5\n%%EOF\n", "either", TEXT),
    file("no-table-pdf", lambda: pdf().partition(b"xref\n0")[0], "either", TEXT),
    file("table-of-wrong-places-pdf", lambda: pdf().replace(b" 00000 n", b"1 00000 n").replace(b"0000000", b"000000"), "either", TEXT),
    file("objects-packed-sound-pdf", partial(_packed_objects, b"/Type /ObjStm /N 2 /First 9"), "text", TEXT),
    file("packed-objects-in-a-circle-pdf", partial(_packed_objects, b"/Type /ObjStm /N 2 /First 9 /Extends 6 0 R"), "text", TEXT),
    file("a-billion-packed-objects-pdf", partial(_packed_objects, b"/Type /ObjStm /N 1000000000 /First 9"), "either", TEXT),
    file("packed-objects-from-below-zero-pdf", partial(_packed_objects, b"/Type /ObjStm /N 2 /First -9"), "either", TEXT),
    file("dictionaries-ten-thousand-deep-pdf", lambda: objects({6: b"<< /a " * 10_000 + b"1" + b" >>" * 10_000, 4: PAGE.replace(b"/Type", b"/Evil 6 0 R /Type")}), "either", TEXT),
    file("trailer-ten-thousand-deep-pdf", lambda: objects({}, trailer=b"/a " + b"[" * 10_000 + b"]" * 10_000), "either", TEXT),
    file("page-of-no-size-pdf", lambda: objects({4: PAGE.replace(b"[0 0 595 842]", b"[0 0 0 0]")}), "either", TEXT),
    file("page-of-a-huge-size-pdf", lambda: objects({4: PAGE.replace(b"595", b"9" * 300)}), "either", TEXT),
    file("turned-by-a-million-degrees-pdf", lambda: objects({4: PAGE.replace(b"/Type", b"/Rotate 999999999999 /Type")}), "either", TEXT),
    file("password-needed-pdf", partial(_encrypted, "user")),
    file("password-that-is-empty-pdf", partial(_encrypted, ""), "text", TEXT),
    file("protected-by-aes-256-pdf", partial(_encryption, b"/V 5 /R 6 /Length 256 /O (x) /U (x) /OE (x) /UE (x) /P -4 /Perms (x) /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF")),
    file("protected-by-nobody-knows-what-pdf", partial(_encryption, b"/V 99 /R 99 /O (x) /U (x) /P -4")),
    file("protection-that-is-broken-pdf", partial(_encryption, b"/V 2 /R 3 /Length 1000000000 /O 7 /U null /P (x)")),
    file("protection-by-a-reference-to-itself-pdf", lambda: objects({6: b"6 0 R"}, trailer=b"/Encrypt 6 0 R"), "either"),
    file("script-on-opening-pdf", partial(_action, b"/S /JavaScript /JS (app.alert\\(1\\))"), "text", TEXT),
    file("program-on-opening-pdf", partial(_action, b"/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >>"), "text", TEXT),
    file("server-on-opening-pdf", partial(_action, b"/S /URI /URI (http://127.0.0.1:9/)"), "text", TEXT),
    file("actions-in-a-circle-pdf", lambda: objects({1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>", 6: b"<< /S /JavaScript /JS (x) /Next 6 0 R >>"}), "text", TEXT),
    file("outline-in-a-circle-pdf", lambda: objects(_OUTLINES), "text", TEXT),
    file("labels-and-names-in-a-circle-pdf", lambda: objects(_LABELS), "text", TEXT),
    file("embedded-program-pdf", lambda: objects({1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.exe) << /EF << /F 6 0 R >> >>] >> >> >>", 6: stream(b"MZ" * 100)}), "text", TEXT),
    file("object-numbers-too-large-pdf", lambda: pdf() + b"99999999999999999999 0 obj\nnull\nendobj\n", "either", TEXT),
    file("rubbish-in-front-pdf", lambda: b"\n" * 900 + pdf(), "either", TEXT),
    file("rubbish-behind-pdf", lambda: pdf() + b"rubbish\n" * 10_000, "either", TEXT),
    file("head-only-pdf", lambda: b"%PDF-1.7\n"),
    file("end-only-pdf", lambda: b"%PDF-1.7\n%%EOF\n" * 1000),
    file("version-of-the-future-pdf", partial(_table, b"%PDF-1.7", b"%PDF-9.9"), "either", TEXT),
    file("page-and-pdf-at-once-pdf", lambda: html() + pdf(), "either"),
]  # fmt: skip
