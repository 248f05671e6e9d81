"""Reports as .docx files, written as different people type, number, frame and revise them.

Gives writers: report, path -> file.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.layouts.reports import Piece, Report

_NUMBERING = 90  # not the number of any list in python-docx's template
_ALIGN = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "signature": WD_ALIGN_PARAGRAPH.RIGHT,
    "date": WD_ALIGN_PARAGRAPH.RIGHT,
}
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
)
_SPACES += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
_SPACES += 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
_SPACES += 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
_SPACES += 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def write_typed(report: Report, path: Path) -> None:
    """Everything typed, markers included; a running header, and page numbers between dashes."""
    document = _new(report)
    for piece in report.pieces:
        _format(document.add_paragraph(piece.whole), piece)
    document.save(str(path))


def write_counted(report: Report, path: Path) -> None:
    """Markers counted by the word processor, each numbered paragraph saying its level."""
    document = _new(report)
    _add_numbering(document, report, style_names=None)
    for piece in report.pieces:
        paragraph = _format(document.add_paragraph(piece.lead + piece.text), piece)
        if piece.marker:
            paragraph._p.get_or_add_pPr().insert(0, _number_properties(piece.level - 1))
    document.save(str(path))


def write_counted_by_style(report: Report, path: Path) -> None:
    """Markers counted by the word processor, the level a matter of the paragraph's style."""
    document = _new(report)
    names = [f"Numbered {level}" for level in range(1, 5)]
    for level, name in enumerate(names):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.element.get_or_add_pPr().append(_number_properties(level))
    _add_numbering(document, report, style_names=[document.styles[name].style_id for name in names])
    for piece in report.pieces:
        style_name = names[piece.level - 1] if piece.marker else None
        _format(document.add_paragraph(piece.lead + piece.text, style=style_name), piece)
    document.save(str(path))


def write_table(report: Report, path: Path) -> None:
    """The whole report in the only cell of a table."""
    document = _new(report)
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for number, piece in enumerate(report.pieces):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.add_run(piece.whole)
        _format(paragraph, piece)
    document.save(str(path))


def write_text_box(report: Report, path: Path) -> None:
    """The whole report in a text box, which a word processor saves twice: for itself and for its older versions."""
    document = _new(report)
    content = "".join(f"<w:p><w:r><w:t>{escape(piece.whole)}</w:t></w:r></w:p>" for piece in report.pieces)
    document.add_paragraph()._p.append(parse_xml(_TEXT_BOX.format(content=content, spaces=_SPACES)))
    document.save(str(path))


def write_soft_breaks(report: Report, path: Path) -> None:
    """Text pasted from a web page: one paragraph, its lines broken inside it."""
    document = _new(report)
    run = document.add_paragraph().add_run()
    for number, piece in enumerate(report.pieces):
        if number:
            run.add_break()
        run.add_text("　　" + piece.whole)
    document.save(str(path))


def write_reviewed(report: Report, path: Path) -> None:
    """A draft that went round: words inserted and struck out, links, content controls, bookmarks, comments."""
    document = _new(report)
    for number, piece in enumerate(report.pieces):
        paragraph = _format(document.add_paragraph(), piece)
        for element in _reviewed(piece.whole, number):
            paragraph._p.append(parse_xml(element.replace(" ", f" {nsdecls('w')} ", 1)))
        if paragraph.runs:
            document.add_comment(paragraph.runs, text="请核实这里的数字。", author="办公室", initials="办")
    document.save(str(path))


def _new(report: Report) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    document.styles["Normal"].font.size = Pt(16)
    document.core_properties.title = ""
    section.header.paragraphs[0].text = f"{report.region}法治政府建设年度报告汇编"
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" —")
    return document


def _format(paragraph: Paragraph, piece: Piece) -> Paragraph:
    paragraph.alignment = _ALIGN.get(piece.kind)
    if piece.kind in ("heading", "text"):
        paragraph.paragraph_format.first_line_indent = Pt(32)
    if piece.kind in ("title", "heading"):
        for run in paragraph.runs:
            run.bold = True
    return paragraph


def _number_properties(level: int) -> object:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING}"/></w:numPr>')


def _add_numbering(document: Document, report: Report, *, style_names: list[str] | None) -> None:
    """Add the report's list: by style without anything after the number, otherwise with a tab, as is usual."""
    levels = []
    for level, template in enumerate(report.numbering):
        numbers = "decimal" if level == 2 else ("chineseCountingThousand" if style_names else "chineseCounting")
        after = "space" if template.endswith(" ") else ("nothing" if style_names else "tab")
        style = f'<w:pStyle w:val="{style_names[level]}"/>' if style_names else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{numbers}"/>{style}<w:suff w:val="{after}"/>'
            f'<w:lvlText w:val="{template.rstrip()}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
            f"{''.join(levels)}</w:abstractNum>"
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )
    assert numbering[0].tag == qn("w:abstractNum")


def _reviewed(text: str, number: int) -> Iterable[str]:
    """Give the runs of a paragraph: its second third inserted by a colleague, the rest marked up in other ways."""
    third = max(1, len(text) // 3)
    first, second, last = text[:third], text[third : 2 * third], text[2 * third :]
    who = f'w:id="{number}" w:author="办公室" w:date="2024-01-16T09:00:00Z"'
    yield f'<w:bookmarkStart w:id="{number}" w:name="place{number}"/>'
    yield f"<w:smartTag w:element='place'>{_run(first)}</w:smartTag>"
    yield f"<w:del {who}><w:r><w:delText>这几个字已经删去</w:delText></w:r></w:del>"
    yield '<w:proofErr w:type="gramStart"/>'
    yield f"<w:ins {who}>{_run(second)}</w:ins>"
    kinds = (
        f"<w:hyperlink w:anchor='place{number}'>{_run(last)}</w:hyperlink>",
        f"<w:sdt ><w:sdtPr><w:id w:val='{number}'/></w:sdtPr><w:sdtContent>{_run(last)}</w:sdtContent></w:sdt>",
        f"<w:moveTo {who}>{_run(last)}</w:moveTo>",
        f'<w:r w:rsidR="00A1">{_text(last)}</w:r>',
    )
    yield kinds[number % len(kinds)]
    yield f"<w:moveFrom {who}><w:r><w:t>挪走的一句话。</w:t></w:r></w:moveFrom>"
    yield f'<w:bookmarkEnd w:id="{number}"/>'


def _run(text: str) -> str:
    half = len(text) // 2
    return "".join(f"<w:r>{_text(part)}</w:r>" for part in (text[:half], text[half:]))


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


_TEXT_BOX = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>
<wp:extent cx="5400000" cy="8000000"/><wp:docPr id="7" name="Text box"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>
<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>
</mc:Choice><mc:Fallback><w:pict><v:shape type="#_x0000_t202"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
