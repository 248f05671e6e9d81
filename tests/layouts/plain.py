"""Reports as text files: indents, line ends and encodings.

Gives writers: report, path -> file.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from tests.layouts.reports import Report

INDENT = "　　"


def plain_text(report: Report) -> str:
    """Give the report as someone types it: title and signature at the margin, all else indented."""
    lines = [
        piece.whole if piece.kind in ("title", "signature", "date", "salutation") else INDENT + piece.whole
        for piece in report.pieces
    ]
    return "\n".join(lines) + "\n"


def write_utf8(report: Report, path: Path) -> None:
    path.write_bytes(plain_text(report).encode())


def write_utf8_with_mark(report: Report, path: Path) -> None:
    path.write_bytes(codecs.BOM_UTF8 + plain_text(report).encode())


def write_utf16_with_mark(report: Report, path: Path) -> None:
    path.write_bytes(codecs.BOM_UTF16_LE + plain_text(report).encode("utf-16-le"))


def write_big_endian(report: Report, path: Path) -> None:
    path.write_bytes(codecs.BOM_UTF16_BE + plain_text(report).replace("\n", "\r\n").encode("utf-16-be"))


def write_gb18030(report: Report, path: Path) -> None:
    path.write_bytes(plain_text(report).encode("gb18030"))


def write_gbk_of_windows(report: Report, path: Path) -> None:
    """Blank lines between the paragraphs, CRLF, no-break spaces for the indent."""
    text = plain_text(report).replace("\n", "\r\n\r\n").replace(INDENT, "    ")
    path.write_bytes(text.encode("gbk"))
