"""Small sound files of every kind, and the parts to build unsound ones from.

Gives bytes. Not for realistic documents (layouts).
"""

from __future__ import annotations

import io
import quopri
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from tests.hazards.hazard import LINES, TEXT, TITLE
from tests.pdf_writer import Run, write_pages

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_RELATION}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"

Parts = Mapping[str, str | bytes]


def paragraphs(lines: Iterable[str] = LINES) -> str:
    """Give lines as the paragraphs of a .docx."""
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)


def document_xml(body: str, *, doctype: str = "") -> str:
    return f"{DECLARATION}{doctype}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def relations(*links: tuple[str, str, str]) -> str:
    """Give a part of relations, each (type, target, mode); they are called rId1, rId2, ..."""
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{escape(target)}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for n, (kind, target, mode) in enumerate(links, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(overrides: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{inner}</Types>'
    )


def docx_parts(document: str = "", more: Parts | None = None) -> dict[str, str | bytes]:
    """Give the parts of a .docx; `more` adds to them and replaces them."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(
            {
                "word/document.xml": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
                "word/numbering.xml": "wordprocessingml.numbering",
            }
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": document or document_xml(paragraphs()),
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml", ""), ("numbering", "numbering.xml", "")),
        "word/styles.xml": f"{DECLARATION}<w:styles {NAMESPACES}/>",
        "word/numbering.xml": f"{DECLARATION}<w:numbering {NAMESPACES}/>",
    }
    return {**parts, **(more or {})}


def xlsx_parts(sheet: str = "", more: Parts | None = None, *, doctype: str = "") -> dict[str, str | bytes]:
    """Give the parts of a .xlsx with one sheet."""
    main = _MAIN.replace("wordprocessing", "spreadsheet")
    inner = sheet or f'<row r="1"><c r="A1" t="inlineStr"><is><t>{TITLE}</t></is></c></row>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(
            {"xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{main}" xmlns:r="{_RELATION}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": f'{DECLARATION}{doctype}<worksheet xmlns="{main}"><sheetData>{inner}</sheetData></worksheet>',
    }
    return {**parts, **(more or {})}


def odt_parts(body: str = "", *, doctype: str = "") -> dict[str, str | bytes]:
    """Give the parts of a .odt, the unpacked kind first."""
    kind = "application/vnd.oasis.opendocument.text"
    inner = body or "".join(f"<text:p>{line}</text:p>" for line in LINES)
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": f'{DECLARATION}<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f'{DECLARATION}{doctype}<office:document-content xmlns:office="{_OFFICE}:office:1.0" '
        f'xmlns:text="{_OFFICE}:text:1.0" xmlns:table="{_OFFICE}:table:1.0" office:version="1.2"><office:body><office:text>'
        f"{inner}</office:text></office:body></office:document-content>",
    }


def zipped(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give an archive of these parts, one called mimetype unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return out.getvalue()


def docx(document: str = "", more: Parts | None = None) -> bytes:
    return zipped(docx_parts(document, more))


def xlsx() -> bytes:
    return zipped(xlsx_parts())


def odt() -> bytes:
    return zipped(odt_parts())


def pdf(text: str = TEXT) -> bytes:
    """Give one page that holds the lines of a text."""
    return write_pages([[Run(80, 760 - 24 * row, 14, line) for row, line in enumerate(text.split("\n"))]])


def html(body: str = "", *, head: str = "") -> bytes:
    inner = body or "".join(f"<p>{line}</p>" for line in LINES)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{inner}</body></html>".encode()


def mht(page: bytes = b"") -> bytes:
    content = quopri.encodestring(page or html()).replace(b"\n", b"\r\n")
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n--edge\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: http://yunze.example/report.html\r\n\r\n" + content + b"\r\n--edge--\r\n"
    )


def rtf(body: str = "", *, lines: Iterable[str] = LINES) -> bytes:
    """Give lines with every Chinese character by its number, and what stands before them as it is."""
    typed = "".join(
        "".join(c if c.isascii() else f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in line) + "\\par\n"
        for line in lines
    )
    return (r"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0 SimSun;}}\f0 " + body + typed + "}").encode("ascii")


def jpg() -> bytes:
    return bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(1, 65)) * 8 + b"\xff\xd9"
