"""Files of other formats, many under a report's name, and old word processors' files that bite.

Gives `HAZARDS`. Not for sound reports under a wrong name (labels).
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import struct
import tarfile
from functools import partial

from tests.hazards.hazard import BODY, LINES, OPENING, TEXT, TITLE, Hazard, file
from tests.hazards.samples import docx, html, jpg, rtf, zipped

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: dict[str, bytes], *, table: dict[int, int] | None = None, sector_shift: int = 9) -> bytes:
    """Give a compound file, the container of old Office files and of protected new ones.

    Parameters
    ----------
    streams : dict of str to bytes
        Their names and contents.
    table : dict of int to int, optional
        Sectors whose successor is not the true one.
    sector_shift : int
        The size of a sector, as a power of two, that the header tells.
    """
    sectors: list[bytes] = [b"", b""]  # the table of sectors, the directory
    chain = [_TABLE, _END]
    entries = [_ole_entry("Root Entry", 5, _END, 0, child=1 if streams else 0xFFFFFFFF)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(4096, b"\0")  # shorter ones would lie in a stream of small sectors
        blocks = [padded[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(padded), _SECTOR)]
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_ole_entry(name, 2, len(sectors), len(padded), right=following))
        chain += [*range(len(sectors) + 1, len(sectors) + len(blocks)), _END]
        sectors += blocks
    entries += [_ole_entry("", 0, 0, 0)] * (-len(entries) % 4)
    assert len(entries) == 4
    sectors[1] = b"".join(entries)
    for sector, successor in (table or {}).items():
        chain[sector] = successor
    sectors[0] = struct.pack("<128L", *chain, *[_FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, sector_shift, 6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109L", 0, *[_FREE] * 108)
    return header + b"".join(sectors)


def _ole_entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0" if name else b""
    told = struct.pack("<HBBLLL", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return encoded.ljust(64, b"\0") + told + bytes(36) + struct.pack("<LQ", start, size)


_PROTECTION = (
    b'\4\0\4\0\x40\0\0\0<?xml version="1.0"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"/>'
)
_PROTECTED = {"EncryptedPackage": bytes(range(256)) * 20, "EncryptionInfo": _PROTECTION}


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("../../report.txt")
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


class _Runs:
    """What a careless reader of pickles would run."""

    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemExit('a pickle was run')",))


_EPUB = {"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>", "a.xhtml": html().decode()}
_OFD = {"OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>', "Doc_0/Document.xml": "<ofd:Document/>"}
_PPTX = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p:presentation/>"}
_WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p></w:body></w:wordDocument>"
).encode()
_MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(range(256)) * 40

# (suffix, content): what nobody reads as a report, each under its own name and under one of a report's
_BINARY: dict[str, bytes] = {
    "parquet": b"PAR1" + bytes(500) + b"PAR1", "sqlite": b"SQLite format 3\0" + bytes(4000), "exe": b"MZ\x90\0\3\0" + bytes(4000), "elf": b"\x7fELF\2\1\1" + bytes(4000),
    "mp4": _MP4, "mp3": b"ID3\4\0" + bytes(range(256)) * 40, "gz": gzip.compress(TEXT.encode()), "bz2": bz2.compress(TEXT.encode()), "xz": lzma.compress(TEXT.encode()),
    "7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(256)) * 9, "rar": b"Rar!\x1a\7\1\0" + bytes(range(256)) * 9, "zst": b"\x28\xb5\x2f\xfd" + bytes(range(256)) * 9, "tar": _tar(),
    "jpg": jpg(), "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\2\0\0\0" + bytes(500), "gif": b"GIF89a\xff\xff\xff\xff\xf7\0\0" + bytes(800),
    "bmp": b"BM" + struct.pack("<LLLLll", 10_000, 0, 54, 40, 0x7FFFFFFF, -0x7FFFFFFF) + bytes(400), "tif": b"II*\0\x08\0\0\0" + bytes(range(256)) * 4, "webp": b"RIFF\xff\xff\xff\x7fWEBPVP8 " + bytes(400),
    "pickle": pickle.dumps(_Runs()), "npy": b"\x93NUMPY\1\0v\0{'descr': '|O', 'shape': (1,)}" + bytes(99), "class": b"\xca\xfe\xba\xbe\0\0\0\x41" + bytes(400),
    "wasm": b"\0asm\1\0\0\0" + bytes(400), "ttf": b"\0\1\0\0\0\x10" + bytes(400), "chm": b"ITSF\3\0\0\0" + bytes(400), "lnk": b"\x4c\0\0\0\1\x14\2\0" + bytes(400),
}  # fmt: skip

_WRITTEN: dict[str, bytes] = {
    "ics": f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:{TITLE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode(),
    "eml": f"From: a@yunze.example\r\nTo: b@yunze.example\r\nSubject: report\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}".encode(),
    "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{BODY}</text></svg>'.encode(),
    "rss": f'<?xml version="1.0"?><rss><channel><title>{TITLE}</title><item>{BODY}</item></channel></rss>'.encode(),
    "xml": _WORD_2003,
    "ps": b"%!PS-Adobe-3.0\n{ } loop\n",
    "py": b"import os\nos.system('id')\n" * 50,
    "url": b"[InternetShortcut]\r\nURL=http://127.0.0.1:9/\r\n",
    "csv": f"=cmd|'/c calc'!A1,{TITLE}\n".encode(),
    "yaml": b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)),
}  # fmt: skip


def _deep_rtf(depth: int) -> bytes:
    return rtf("{" * depth + "}" * depth)


HAZARDS: list[Hazard] = [
    *(file(f"{kind}-named-html", content, "error", suffix=".html") for kind, content in _BINARY.items()),
    *(file(f"{kind}-named-docx", content, "error", suffix=".docx") for kind, content in list(_BINARY.items())[::4]),
    *(file(f"{kind}-named-pdf", content, "error", suffix=".pdf") for kind, content in list(_BINARY.items())[1::4]),
    *(file(f"{kind}-named-txt", content, "error", suffix=".txt") for kind, content in list(_BINARY.items())[2::4]),
    *(file(f"written-{kind}", content, "either") for kind, content in _WRITTEN.items()),
    file("page-kept-in-gzip-html", lambda: gzip.compress(html())),
    file("swollen-gzip-html", lambda: gzip.compress(bytes(200 << 20))),
    file("book-epub", lambda: zipped(_EPUB)),
    file("layout-document-ofd", lambda: zipped(_OFD)),
    file("slides-pptx", lambda: zipped(_PPTX)),
    file("deep-json", lambda: b"[" * 1_000_000 + b"]" * 1_000_000, "either"),
    file("deep-objects-json", lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "either"),
    file("rows-json", lambda: json.dumps([{"text": BODY}] * 1000).encode(), "either"),
    file("tail-of-noughts-docx", lambda: docx() + bytes(1_000_000), "either", TEXT),
    file("protected-docx", lambda: ole(_PROTECTED)),
    file("protected-named-doc", lambda: ole(_PROTECTED), suffix=".doc"),
    file("old-workbook-xls", lambda: ole({"Workbook": b"\x09\x08\x10\0\0\6\5\0" * 99})),
    file("old-slides-ppt", lambda: ole({"PowerPoint Document": b"\x0f\0\xe8\x03" * 99})),
    file("mail-msg", lambda: ole({"__properties_version1.0": bytes(99)}), office=True),
    file("nothing-in-it-doc", lambda: ole({}), office=True),
    file("rubbish-as-document-doc", lambda: ole({"WordDocument": bytes(range(256)) * 16}), office=True),
    file("header-only-doc", lambda: ole({})[:512], "error", office=True),
    file("magic-only-doc", lambda: ole({})[:8], "error", office=True),
    file("sectors-in-a-circle-doc", lambda: ole({"WordDocument": b"\xec\xa5\xc1\0" * 99}, table={2: 2, 3: 2}), office=True, slow=True),
    file("directory-in-a-circle-doc", lambda: ole({"WordDocument": b"\xec\xa5\xc1\0" * 99}, table={1: 1}), office=True, slow=True),
    file("sectors-of-a-huge-size-doc", lambda: ole({"WordDocument": b"\xec\xa5\xc1\0" * 99}, sector_shift=31), office=True, slow=True),
    file("sound-rtf", rtf, "text", TEXT, office=True),
    file("in-gbk-bytes-rtf", lambda: rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 " + b"".join(b"".join(b"\\'%02x" % b for b in line.encode("gbk")) + b"\\par\n" for line in LINES) + b"}", "text", TEXT, office=True),
    file("empty-rtf", lambda: rtf(lines=()), office=True),
    file("head-only-rtf", b"{\\rtf", "error", office=True, slow=True),
    file("binary-inside-rtf", lambda: rtf().replace(b"}}", b"}}{\\*\\evil\\bin99 " + bytes(range(99)) + b"}", 1), "either", TEXT, office=True, slow=True),
    file("binary-of-two-gigabytes-said-rtf", lambda: rtf("\\bin2147483647 "), "either", office=True, slow=True),
    file("binary-below-zero-rtf", lambda: rtf("\\bin-5 "), "either", office=True, slow=True),
    file("object-inside-rtf", lambda: rtf("{\\object\\objemb\\objautlink\\objupdate{\\*\\objdata 0105000002000000" + "d0cf11e0" * 9999 + "}}"), "either", TEXT, office=True, slow=True),
    file("picture-of-a-server-rtf", lambda: rtf('{\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a.png"}{\\fldrslt }}'), "either", TEXT, office=True, slow=True),
    file("template-of-a-server-rtf", lambda: rtf("{\\*\\template http://127.0.0.1:9/a.dotm}"), "either", TEXT, office=True, slow=True),
    file("groups-hundred-thousand-deep-rtf", partial(_deep_rtf, 100_000), "either", office=True, slow=True),
    file("groups-never-closed-rtf", lambda: rtf() + b"{" * 100_000, "either", office=True, slow=True),
    file("control-word-of-a-megabyte-rtf", lambda: rtf("\\" + "a" * 1_000_000 + " "), "either", office=True, slow=True),
    file("number-of-a-megabyte-rtf", lambda: rtf("\\fs" + "9" * 1_000_000 + " "), "either", office=True, slow=True),
    file("table-of-ten-thousand-columns-rtf", lambda: rtf("\\trowd" + "".join(f"\\cellx{n}" for n in range(10_000)) + "\\cell" * 10_000 + "\\row\\pard "), "either", office=True, slow=True),
    file("document-within-a-zip-of-documents-zip", lambda: zipped({"a/word/document.xml": f"<w:document>{OPENING}</w:document>"})),
]  # fmt: skip
