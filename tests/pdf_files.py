"""PDF files for the tests: written by hand, object by object, and made by the programs that offices use."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from tests.pdf_report import Block

# a font that every reader knows, with its map from UTF-16 to glyphs: no font file is needed
SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 "
    b">> /DW 1000 >>] >>"
)
TOP, LEFT, PITCH, ROOM, SIZE, LINES = 740, 80, 28, 28, 16, 22  # points, but characters a line and lines a page
_TOKEN = re.compile(r"[（《“‘]*(?:[A-Za-z0-9.,%+-]+|.)[，。、；：！？）》”’%]*")

A4 = 'fo:page-width="210mm" fo:page-height="297mm"'

Show = Callable[[str, float, float, float, float], bytes]


def stream(data: bytes, entries: bytes = b"", *, compress: bool = False) -> bytes:
    if compress:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def assemble(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Give a file of numbered objects; number 1 is its catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    count = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, table)
    return bytes(out)


def pdf(
    pages: Sequence[bytes],
    *,
    font: bytes = SONG,
    title: str = "",
    objects: Mapping[int, bytes] | None = None,
    resources: bytes = b"",
    entries: bytes = b"",
    compress: bool = False,
) -> bytes:
    """Give a file whose pages show these contents with one font, ``/F1``; further objects are numbered from 1000."""
    numbers = [10 + 2 * i for i in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    found = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%b] /MediaBox [0 0 595 842] >>" % (len(pages), kids),
        3: font,
        4: b"<< /Title <%b> >>" % (b"feff" + title.encode("utf-16-be").hex().encode()),
    }
    for number, content in zip(numbers, pages, strict=True):
        found[number] = (
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> %b >> %b >>"
            % (number + 1, resources, entries)
        )
        found[number + 1] = stream(content, compress=compress)
    return assemble(found | dict(objects or {}), trailer=b"/Info 4 0 R" if title else b"")


def show(text: str, x: float = LEFT, y: float = 700, size: float = SIZE, gap: float = 0) -> bytes:
    """Give the operators that show a text at a place, with a gap after each character."""
    return b"BT /F1 %g Tf %g Tc %g %g Td <%b> Tj ET\n" % (size, gap, x, y, _coded(text))


def page(*lines: str) -> bytes:
    """Give the contents of a page of lines, one below the other."""
    return b"".join(show(line, LEFT, TOP - i * PITCH) for i, line in enumerate(lines))


def show_characters(text: str, x: float, y: float, size: float, gap: float = 0) -> bytes:
    """Show every character by itself, each put in its place."""
    out = b"BT /F1 %g Tf\n" % size
    for character in text:
        out += b"1 0 0 1 %g %g Tm <%b> Tj\n" % (x, y, _coded(character))
        x += size * width(character) + gap
    return out + b"ET\n"


def show_parts(text: str, x: float, y: float, size: float, gap: float = 0) -> bytes:
    """Show characters with adjustments between them, and spaces that take no room between Chinese ones."""
    items = []
    for i, character in enumerate(text):
        items.append(b"<%b> %g" % (_coded(character), -gap * 1000 / size))
        if i % 5 == 3 and not (text[i : i + 2]).isascii():
            items.append(b"<0020> 500")
    return b"BT /F1 %g Tf %g %g Td [%b] TJ ET\n" % (size, x, y, b" ".join(items))


def _coded(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def wrap(text: str, indent: int) -> list[str]:
    """Break a text into lines, punctuation never at the beginning; the first has that many characters less."""
    lines = [""]
    for token in _TOKEN.findall(text):
        if width(lines[-1] + token) > ROOM - (indent if len(lines) == 1 else 0):
            lines.append(token)
        else:
            lines[-1] += token
    return lines


def typeset(
    blocks: Sequence[Block],
    *,
    show: Show = show,
    indent: int = 2,
    spacing: float = 0,
    justified: bool = True,
    header: str = "",
    foot: str = "",
) -> list[bytes]:
    """Give the contents of the pages of a report; `foot` is shown with the page's number in place of {}."""
    pages: list[bytes] = [b""]
    y = float(TOP)
    for block in blocks:
        lines = wrap(block.text, 8 if block.style == "title" else indent)
        for number, line in enumerate(lines):
            if y < TOP - (LINES - 1) * PITCH:
                pages.append(b"")
                y = TOP
            size = 22 if block.style == "title" else SIZE
            free = ROOM * SIZE - size * width(line)
            x = {"title": free / 2, "date": free / 2, "signature": free}.get(
                block.style, 0 if number else indent * SIZE
            )
            gap = (
                (free - x) / (len(line) - 1) if number < len(lines) - 1 and block.style != "title" and justified else 0
            )
            pages[-1] += show(line, LEFT + x, y, size, gap)
            y -= PITCH
        y -= spacing
    for number, page in enumerate(pages, start=1):
        top = show(header, 200, 800, 9, 0) if header else b""
        bottom = show(foot.format(number), 270, 60, 12, 0) if foot else b""
        pages[number - 1] = top + page + bottom
    return pages


def export_with_libreoffice(folder: Path, sources: Mapping[str, str]) -> dict[str, bytes]:
    """Give the PDF file of each source, by the source's name; its suffix tells LibreOffice what it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sources.items():
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), *(str(folder / name) for name in sources),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: (folder / name).with_suffix(".pdf").read_bytes() for name in sources}


def print_with_chromium(folder: Path, page: str, *options: str) -> bytes:
    """Give what a browser prints a web page to."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_text(page, encoding="utf-8")
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'page.pdf'}", *options, (folder / "page.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "page.pdf").read_bytes()


def web_page(blocks: Sequence[Block], style: str, *, indent: str = "", title: str = "") -> str:
    """Give a report as a web page; `indent` begins each paragraph."""
    lines = []
    for block in blocks:
        text = escape(block.text, quote=False)
        if block.style == "title":
            lines.append(f"<h1>{text}</h1>")
        elif block.style in ("date", "signature"):
            lines.append(f"<p class='{block.style}'>{text}</p>")
        else:
            lead, stop, rest = text.partition("。") if block.style == "lead" else ("", "", text)
            lines.append(f"<p>{indent}<b>{lead}{stop}</b>{rest}</p>")
    return (
        f"<html lang='zh'><head><meta charset='utf-8'><title>{title}</title><style>"
        "h1, .date {text-align: center; text-indent: 0} h1 {font-size: 22pt} .signature {text-align: right}"
        f"body {{font-family: 'Noto Serif CJK SC'; font-size: 16px}} {style}</style></head><body>{''.join(lines)}</body></html>"
    )


def text_document(
    blocks: Sequence[Block], *, body: str = "", item: str = "", page: str = A4, header: str = "", footer: str = ""
) -> str:
    """Give a report as a flat OpenDocument text; `body`, `item`, `page` are properties of its styles."""
    number, count = "<text:page-number/>", "<text:page-count/>"
    heads = "".join(
        f"<style:{where}><text:p text:style-name='centred'>{text.replace('#', number).replace('$', count)}</text:p></style:{where}>"
        for where, text in (("header", header), ("footer", footer))
        if text
    )
    lines = []
    for block in blocks:
        text = escape(block.text, quote=False)
        if block.style == "lead":
            lead, stop, rest = text.partition("。")
            text = f"<text:span text:style-name='strong'>{lead}{stop}</text:span>{rest}"
        style = {"title": "title", "date": "centred", "signature": "signed", "lead": "item", "list": "item"}.get(
            block.style, "body"
        )
        lines.append(f"<text:p text:style-name='{style}'>{text}</text:p>")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in {"office": "office", "style": "style", "text": "text", "fo": "xsl-fo-compatible"}.items()
    )
    fonts = 'fo:font-size="16pt" style:font-size-asian="16pt" style:font-name-asian="Noto Serif CJK SC"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="simple"/><style:text-properties {fonts} fo:language="en" fo:country="US"
 style:language-asian="zh" style:country-asian="CN"/></style:default-style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="page"><style:page-layout-properties {page}
 fo:margin-top="30mm" fo:margin-bottom="30mm" fo:margin-left="38mm" fo:margin-right="20mm"/>
<style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="body" style:family="paragraph"><style:paragraph-properties {body}/></style:style>
<style:style style:name="item" style:family="paragraph"><style:paragraph-properties {item or body}/></style:style>
<style:style style:name="centred" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="signed" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/></style:style>
<style:style style:name="strong" style:family="text"><style:text-properties fo:font-weight="bold"
 style:font-weight-asian="bold"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">{heads}</style:master-page></office:master-styles>
<office:body><office:text>{"".join(lines)}</office:text></office:body>
</office:document>"""
