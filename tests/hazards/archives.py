"""Zip files that swell, lie, overlap or lack a part: .docx, .xlsx and .odt among them.

Gives `HAZARDS`. Not for what their XML says (xml).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tests.hazards.hazard import TEXT, TITLE, Hazard, file
from tests.hazards.samples import (
    document_xml,
    docx,
    docx_parts,
    odt_parts,
    paragraphs,
    pdf,
    relations,
    xlsx,
    xlsx_parts,
    zipped,
)  # fmt: skip

MIB = 1 << 20
SWOLLEN = 1536 * MIB  # more than a reader may have


class Entry(NamedTuple):
    """A member of an archive; whatever is not None or 0 is said of it whether true or not."""

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    method: int = 8
    flags: int = 0
    packed_size: int | None = None
    attributes: int = 0


def entry(name: str, content: str | bytes, **said: int) -> Entry:
    """Give an honest member, but for what is said of it."""
    raw = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    return Entry(name.encode(), packed, len(raw), zlib.crc32(raw))._replace(**said)


def swelling(name: str, start: str, end: str, size: int, unit: bytes = b" ") -> Entry:
    """Give a member that unpacks to so many bytes and is a thousand times smaller."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    block = unit * (MIB // len(unit))
    # after a full flush a block refers to nothing before it, so it can be repeated
    repeated = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(end.encode()) + packer.flush()
    times = size // MIB
    return Entry(name.encode(), head + repeated * times + tail, len(start + end) + times * len(block))


def pack(entries: Sequence[Entry], *, overlapping: bool = False, comment: bytes = b"") -> bytes:
    """Give an archive with these members; if overlapping, all are the first one."""
    out, index = bytearray(), bytearray()
    for member in entries:
        place = 0 if overlapping else len(out)
        packed_size = len(member.packed) if member.packed_size is None else member.packed_size
        shared = (20, member.flags, member.method, 0, 0x21, member.crc, packed_size, member.size, len(member.name), 0)
        if not (overlapping and out):
            out += struct.pack("<4s5H3L2H", b"PK\3\4", *shared) + member.name + member.packed
        index += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *shared, 0, 0, 0, member.attributes, place) + member.name
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(index), len(out), len(comment))
    return bytes(out + index) + end + comment


def _others(*left_out: str) -> list[Entry]:
    return [entry(name, content) for name, content in docx_parts().items() if name not in left_out]


def _swollen_docx(part: str, start: str, end: str) -> bytes:
    return pack([*_others(part), swelling(part, start, end, SWOLLEN)])


def _swollen_xlsx(part: str, start: str, end: str) -> bytes:
    others = [entry(name, content) for name, content in xlsx_parts().items() if name != part]
    return pack([*others, swelling(part, start, end, SWOLLEN)])


def _swollen_odt() -> bytes:
    start, _, end = str(odt_parts()["content.xml"]).partition("<text:p>")
    kind = Entry(b"mimetype", str(odt_parts()["mimetype"]).encode(), 39, method=0)
    return pack([kind, swelling("content.xml", start, "<text:p>" + end, SWOLLEN)])


def _said_of_document(**said: int) -> bytes:
    return pack([*_others("word/document.xml"), entry("word/document.xml", document_xml(paragraphs()), **said)])


def _lying() -> bytes:
    start, end = document_xml("|").split("|")
    return pack([*_others("word/document.xml"), swelling("word/document.xml", start, end, SWOLLEN)._replace(size=300)])


def _many_members() -> bytes:
    return pack([*_others(), *(entry(f"customXml/item{n}.xml", "<a/>") for n in range(60_000))])


def _nested(depth: int, width: int) -> bytes:
    """Give archives in archives: 42.zip has a depth of 6 and a width of 16."""
    content = pack([swelling("0.dll", "", "", 64 * MIB, b"\0")])
    for _ in range(depth):
        content = pack([entry(f"lib {n:x}.zip", content) for n in range(width)])
    return content


def _overlapping() -> bytes:
    kernel = swelling("word/document.xml", *document_xml("|").split("|"), 64 * MIB)
    return pack([kernel._replace(name=b"word/%05d.xml" % n) for n in range(5000)], overlapping=True)


def _in_itself(depth: int) -> bytes:
    content = docx()
    for _ in range(depth):
        content = docx("", {"word/embeddings/inner.docx": content})
    return content


def _without(part: str) -> bytes:
    return zipped({name: content for name, content in docx_parts().items() if name != part})


_ELSEWHERE = {
    "_rels/.rels": relations(("officeDocument", "elsewhere/body.xml", "")),
    "elsewhere/body.xml": document_xml(paragraphs()),
}
_START, _END = document_xml("|").split("|")
_TRAVELLING = {"../../hazard-left-here.xml": "x", "/tmp/hazard-left-here.xml": "x", "word\\..\\..\\evil.xml": "x"}

HAZARDS: list[Hazard] = [
    file("swollen-document-docx", partial(_swollen_docx, "word/document.xml", _START, _END), slow=True),
    file("swollen-text-docx", lambda: pack([*_others("word/document.xml"), swelling("word/document.xml", _START + "<w:p><w:r><w:t>", "</w:t></w:r></w:p>" + _END, SWOLLEN, "法".encode())])),
    file("swollen-paragraphs-docx", lambda: pack([*_others("word/document.xml"), swelling("word/document.xml", _START, _END, 512 * MIB, b"<w:p/>")])),
    file("swollen-styles-docx", partial(_swollen_docx, "word/styles.xml", "<a>", "</a>"), "either"),
    file("swollen-numbering-docx", partial(_swollen_docx, "word/numbering.xml", "<a>", "</a>"), "either"),
    file("swollen-content-types-docx", partial(_swollen_docx, "[Content_Types].xml", "<a>", "</a>"), "either", TEXT),
    file("swollen-relations-docx", partial(_swollen_docx, "_rels/.rels", "<a>", "</a>")),
    file("swollen-picture-docx", partial(_swollen_docx, "word/media/image1.png", "", ""), "either"),
    file("swollen-sheet-xlsx", partial(_swollen_xlsx, "xl/worksheets/sheet1.xml", "<worksheet>", "</worksheet>")),
    file("swollen-strings-xlsx", partial(_swollen_xlsx, "xl/sharedStrings.xml", "<sst>", "</sst>")),
    file("swollen-content-odt", _swollen_odt, office=True, slow=True),
    file("size-said-too-small-docx", _lying),
    file("size-said-too-large-docx", partial(_said_of_document, size=0xFFFFFFF0), "either"),
    file("packed-size-said-too-large-docx", partial(_said_of_document, packed_size=0x7FFFFFF0), "either", TEXT),
    file("packed-size-said-too-small-docx", partial(_said_of_document, packed_size=20)),
    file("checksum-wrong-docx", partial(_said_of_document, crc=1)),
    file("encrypted-member-docx", partial(_said_of_document, flags=1)),
    file("unknown-packing-docx", partial(_said_of_document, method=99)),
    file("lies-about-packing-docx", partial(_said_of_document, method=0), "error"),
    file("link-as-document-docx", partial(_said_of_document, attributes=0o120777 << 16), "either", TEXT),
    file("packed-by-bzip2-docx", partial(zipped, docx_parts(), method=zipfile.ZIP_BZIP2), "either", TEXT),
    file("packed-by-lzma-docx", partial(zipped, docx_parts(), method=zipfile.ZIP_LZMA), "either", TEXT),
    file("not-packed-docx", partial(zipped, docx_parts(), method=zipfile.ZIP_STORED), "text", TEXT),
    file("sixty-thousand-members-docx", _many_members, "either", TEXT, slow=True),
    file("nested-archives-zip", partial(_nested, 6, 16)),
    file("nested-archives-docx", partial(_nested, 6, 16)),
    file("overlapping-members-docx", _overlapping),
    file("within-itself-docx", partial(_in_itself, 30), "text", TEXT),
    file("members-that-travel-docx", lambda: docx("", _TRAVELLING), "either", TEXT),
    file("two-documents-of-one-name-docx", lambda: pack([*_others(), entry("word/document.xml", document_xml(paragraphs([TITLE])))]), "either"),
    file("names-that-differ-in-case-docx", lambda: docx("", {"Word/Document.xml": document_xml("")}), "either"),
    file("long-comment-docx", lambda: pack(_others(), comment=b"PK\5\6" * 16000), "either", TEXT),
    file("rubbish-in-front-docx", lambda: b"rubbish" * 1000 + docx(), "either"),
    file("rubbish-behind-docx", lambda: docx() + b"rubbish" * 1000, "either", TEXT),
    file("no-content-types-docx", partial(_without, "[Content_Types].xml"), "either", TEXT),
    file("no-document-docx", partial(_without, "word/document.xml")),
    file("no-relations-docx", partial(_without, "_rels/.rels"), "either", TEXT),
    file("no-styles-docx", partial(_without, "word/styles.xml"), "text", TEXT),
    file("document-elsewhere-docx", lambda: docx("", _ELSEWHERE), "either", TEXT),
    file("relation-to-itself-docx", lambda: docx("", {"word/_rels/document.xml.rels": relations(("styles", "document.xml", ""), ("numbering", "_rels/document.xml.rels", ""))}), "either", TEXT),
    file("relation-to-nothing-docx", lambda: docx("", {"word/_rels/document.xml.rels": relations(("styles", "none.xml", ""), ("image", "../../../etc/passwd", ""))}), "either", TEXT),
    file("programs-inside-docx", lambda: docx("", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/embeddings/a.exe": b"MZ"}), "text", TEXT),
    file("pdf-and-docx-at-once-docx", lambda: pdf() + docx(), "either"),
    file("empty-archive-docx", lambda: pack([])),
    file("no-index-docx", lambda: docx().rpartition(b"PK\1\2")[0]),
    file("index-of-nothing-docx", lambda: b"PK\3\4" + bytes(26) + pack([])),
    file("count-of-members-wrong-docx", lambda: docx()[:-14] + b"\xff\xff\xff\xff" + docx()[-10:], "either"),
    file("index-beyond-the-end-docx", lambda: docx()[:-6] + b"\xf0\xff\xff\x7f\0\0"),
    file("text-in-an-archive-zip", lambda: zipped({"report.txt": TEXT})),
    file("documents-in-an-archive-zip", lambda: zipped({"1.docx": docx(), "2.xlsx": xlsx()})),
]  # fmt: skip
