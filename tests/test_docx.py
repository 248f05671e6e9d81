"""Word files: what a reader sees, one line for each paragraph, whichever program wrote the file."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.docx import read_docx
from classifier.documents.layout import read_lines
from classifier.errors import DocumentError
from tests.word_files import (
    NAMESPACES,
    Parts,
    W,
    abstract,
    level,
    num,
    num_pr,
    p,
    relationships,
    style,
    styled,
    word_file,
)

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)


def read(body: str, *, numbering: str = "", styles: str = "", parts: Parts | None = None) -> list[str]:
    return read_docx(word_file(body, numbering=numbering, styles=styles, parts=parts)).text.split("\n")


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


VISIBLE = '<w:vanish w:val="0"/>'


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def written(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def report() -> bytes:
    document = docx.Document()
    document.add_paragraph("云泽县2023年法治政府建设工作报告", style="Title")
    document.add_heading("一、主要工作", 1)
    paragraph = document.add_paragraph("（一）规范")
    paragraph.add_run("行政执法。").bold = True
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("开展案卷评查。")
    facts = document.add_table(rows=2, cols=2)
    for cell, text in zip(facts._cells, ["复议案件", "三十二件", "普法活动", "十场"], strict=True):
        cell.text = text
    document.add_page_break()
    document.add_paragraph("全年办结三十二件，无一超期。")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    return written(document)


REPORT = ["云泽县2023年法治政府建设工作报告", "一、主要工作", "（一）规范行政执法。", "开展案卷评查。", "复议案件 三十二件", "普法活动 十场", "全年办结三十二件，无一超期。"]  # fmt: skip


def test_a_report_is_read_in_its_order_without_header_and_footer() -> None:
    extract = read_docx(report())
    assert (extract.text.split("\n"), extract.encoding, extract.title) == (REPORT, "", REPORT[0])


def test_the_lines_of_a_report_are_understood() -> None:
    kinds = {line.text: line.kind for line in read_lines(read_docx(report()).text, title=REPORT[0])}
    assert (kinds[REPORT[0]], kinds["一、主要工作"], kinds["全年办结三十二件，无一超期。"]) == ("title", "text", "text")


@pytest.mark.minutes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_report_that_libreoffice_has_saved_reads_the_same(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")) + num(1, 0)
    listed = p("工作", num_pr(1, 0)) + p("执法", num_pr(1, 1)) + p("普法", num_pr(1, 1)) + p("计划", num_pr(1, 0))
    box = f'<w:r><w:pict><v:shape style="width:90pt;height:30pt"><v:textbox><w:txbxContent>{p("框内")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    revised = p(
        f"<w:ins w:id='1' w:author='甲'>{r('新')}</w:ins><w:del w:id='2' w:author='甲'><w:r><w:delText>旧</w:delText></w:r></w:del>{r('文')}"
    )
    hidden = p(r("见") + r("不见", "<w:vanish/>") + "<w:r><w:tab/></w:r>" + r("面"))
    facts = table(row(p("案件"), p("三件")), row(p("活动"), p("十场")))
    written = word_file(listed + p(box) + revised + hidden + facts, numbering=numbering)
    (tmp_path / "report.docx").write_bytes(written)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", f"{tmp_path}/saved"]
    subprocess.run([*command, f"{tmp_path}/report.docx"], check=True, capture_output=True, timeout=300)
    saved = read_docx((tmp_path / "saved" / "report.docx").read_bytes()).text
    assert saved == read_docx(written).text
    assert saved.split("\n") == ["一、工作", "（一）执法", "（二）普法", "二、计划", "框内", "新文", "见 面", "案件 三件", "活动 十场"]  # fmt: skip


@pytest.mark.parametrize(
    "inner",
    [
        r("规范") + r("行政") + r("执法"),
        f'<w:hyperlink r:id="rId9">{r("规范")}</w:hyperlink>{r("行政执法")}',
        f'<w:smartTag w:element="地名">{r("规范")}</w:smartTag>{r("行政执法")}',
        f"<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{r('规范')}</w:sdtContent></w:sdt>{r('行政执法')}",
        f"<w:ins>{r('规范')}</w:ins><w:moveTo>{r('行政')}</w:moveTo>{r('执法')}",
        f"<w:del><w:r><w:delText>加强</w:delText></w:r></w:del>{r('规范')}<w:moveFrom>{r('深化')}</w:moveFrom>{r('行政执法')}",
        f"{r('规范')}<w:ins><w:del><w:r><w:delText>了</w:delText></w:r></w:del>{r('行政')}</w:ins>{r('执法')}",
        f"{r('规范')}{r('地方', '<w:vanish/>')}{r('行政执法')}",
        f"{r('规范行政', VISIBLE)}{r('执法', '<w:webHidden/>')}",
        f"{r('规范')}<w:r><w:br w:type='page'/></w:r><w:r><w:lastRenderedPageBreak/></w:r>{r('行政执法')}",
        f"{r('规范')}<w:r><w:footnoteReference w:id='2'/><w:commentReference w:id='0'/></w:r>{r('行政执法')}",
        f"{r('规范')}<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:softHyphen/></w:r>{r('行政执法')}",
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('guifan')}</w:rt><w:rubyBase>{r('规范')}</w:rubyBase></w:ruby></w:r>{r('行政执法')}",
        f'<w:fldSimple w:instr="REF 甲">{r("规范")}</w:fldSimple>{r("行政执法")}',
        f"<m:oMath><m:r><m:t>规范</m:t></m:r></m:oMath>{r('行政执法')}",
        "<w:r><w:t>\n  规范\n</w:t></w:r>" + r("行政执法"),
        f"<w:proofErr w:type='x'/><w:bookmarkStart w:id='0'/>{r('　　规范行政执法　')}<w:bookmarkEnd w:id='0'/>",
        f"<w:customXml w:element='a'><w:customXmlPr/>{r('规范<!-- 注 -->行政')}</w:customXml>{r('<![CDATA[执法]]>')}",
    ],
)  # fmt: skip
def test_what_is_split_inside_a_paragraph_stays_one_line(inner: str) -> None:
    assert read(p(inner)) == ["规范行政执法"]


def field(*pieces: str) -> str:
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{piece}"/></w:r>' if piece in ("begin", "separate", "end") else piece
        for piece in pieces
    )


INSTRUCTION = "<w:r><w:instrText>DATE</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (("begin", INSTRUCTION, "separate", r("三月"), "end"), "前三月后"),
        (("begin", INSTRUCTION, "end"), "前后"),
        (("begin", "begin", INSTRUCTION, "separate", r("条件"), "end", "separate", r("三月"), "end"), "前三月后"),
        (("begin", INSTRUCTION, "separate", "begin", "separate", r("三"), "end", r("月"), "end"), "前三月后"),
        (("end", r("三月"), "separate"), "前三月后"),
    ],
)
def test_a_field_gives_its_result_and_not_its_instruction(pieces: tuple[str, ...], line: str) -> None:
    assert read(p(r("前") + field(*pieces) + r("后"))) == [line]


def test_a_field_over_several_paragraphs_keeps_them() -> None:
    first = p(field("begin", INSTRUCTION, "separate") + r("一、工作"))
    assert read(first + p("二、计划") + p(field("end") + r("正文"))) == ["一、工作", "二、计划", "正文"]


@pytest.mark.parametrize("kind", ["<w:br/>", "<w:cr/>", '<w:br w:type="textWrapping"/>', "<w:br/><w:br/>"])
def test_a_line_break_starts_a_new_line(kind: str) -> None:
    assert read(p(f"{r('前')}<w:r>{kind}</w:r>{r('后')}")) == ["前", "后"]


def test_tabs_and_runs_of_spaces_are_one_space() -> None:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
    assert read(p(f"{r('前   中')}<w:r><w:tab/><w:ptab/></w:r>{r('后&#9;尾')}", tabs)) == ["前 中 后 尾"]


def test_a_hyphen_that_does_not_break_is_a_hyphen() -> None:
    assert read(p(f"{r('2021')}<w:r><w:noBreakHyphen/></w:r>{r('2025')}")) == ["2021-2025"]


def test_a_symbol_that_is_a_character_in_any_font_is_kept() -> None:
    assert read(p("<w:r><w:sym w:font='宋体' w:char='2460'/></w:r>" + r("加强"))) == ["①加强"]


@pytest.mark.parametrize("code", ["", "F", "zzzz", "D800", "0041", "10FFFF"])
def test_a_symbol_that_is_none_gives_nothing(code: str) -> None:
    assert read(p(f"<w:r><w:sym w:char='{code}'/></w:r>{r('加强')}")) == ["加强"]


def test_control_characters_of_unicode_do_not_break_a_line() -> None:
    assert read(p(r("前\u2028中\u0085后"))) == ["前\u2028中\u0085后"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:ins>{}</w:ins>",
    ],
)
def test_a_control_around_paragraphs_rows_and_cells_is_looked_through(wrapped: str) -> None:
    cell = wrapped.format(f"<w:tc>{p('二')}</w:tc>")
    rows = wrapped.format(f"<w:tr>{cell}<w:tc>{p('三')}</w:tc></w:tr>")
    assert read(wrapped.format(p("一")) + wrapped.format(table(rows)) + p("四")) == ["一", "二 三", "四"]


def test_facts_of_a_row_stand_on_one_line() -> None:
    assert read(table(row(p("索引号："), p("YZ-1"), p(""), p("云泽县司法局")), row(p("案件"), p("三件")))) == [
        "索引号： YZ-1 云泽县司法局",
        "案件 三件",
    ]


def test_cells_of_several_paragraphs_stand_apart() -> None:
    assert read(table(row(p("首页"), p("公开"), p("前文。") + p("后文。"), p("尾")))) == [
        "首页 公开", "前文。", "后文。", "尾"
    ]  # fmt: skip


def test_a_table_in_a_cell_stays_where_it_is() -> None:
    inner = table(row(p("案件"), p("三件")), row(p("活动"), p("十场")))
    assert read(table(row(p("前"), p("表头") + inner + p("表尾"), p("后")))) == [
        "前", "表头", "案件 三件", "活动 十场", "表尾", "后"
    ]  # fmt: skip


def test_a_merged_cell_is_read_once() -> None:
    start, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = row(wide + p("表名")), row(start + p("案件"), p("三件")), row(on + p("案件"), p("四件"))
    assert read(table(*rows)) == ["表名", "案件 三件", "四件"]


@pytest.mark.parametrize("properties", ["<w:del/>", "<w:hidden/>"])
def test_a_deleted_or_hidden_row_is_left_out(properties: str) -> None:
    assert read(table(row(p("一"), properties=properties), row(p("二"), properties="<w:ins/>"))) == ["二"]


def test_a_deleted_cell_is_left_out() -> None:
    assert read(table(row(p("一"), "<w:tcPr><w:cellDel/></w:tcPr>" + p("二"), p("三")))) == ["一 三"]


BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
PICTURE = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


@pytest.mark.parametrize(
    "box",
    [
        PICTURE,
        SHAPE,
        f'<mc:AlternateContent><mc:Choice Requires="wps">{SHAPE}</mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback></mc:AlternateContent>',
        f'<mc:AlternateContent><mc:Choice Requires="w14">{SHAPE}</mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback></mc:AlternateContent>',
        f'<mc:AlternateContent><mc:Choice Requires="w14">{SHAPE}</mc:Choice></mc:AlternateContent>',
    ],
)
def test_a_text_box_is_read_once_after_the_paragraph_that_it_hangs_on(box: str) -> None:
    inner = p("框内甲") + p("框内乙")
    body = p(r("前") + f"<w:r>{box.replace('{}', inner)}</w:r>" + r("后")) + p("尾")
    assert read(body) == ["前后", "框内甲", "框内乙", "尾"]


def test_a_text_box_in_a_text_box_in_a_cell_is_read() -> None:
    inner = PICTURE.replace("{}", p(f"<w:r>{PICTURE.replace('{}', p('内'))}</w:r>{r('外')}"))
    assert read(table(row(p(f"<w:r>{inner}</w:r>{r('格')}"), p("邻")))) == ["格", "外", "内", "邻"]


def test_a_hidden_text_box_is_left_out() -> None:
    assert read(p(f"<w:r><w:rPr><w:vanish/></w:rPr>{PICTURE.replace('{}', p('框'))}</w:r>") + p("文")) == ["文"]


def mark(kind: str) -> str:
    return f"<w:rPr><{kind}/></w:rPr>"


def test_a_paragraph_whose_mark_is_deleted_joins_the_next() -> None:
    assert read(p("规范", mark("w:del")) + p("行政", mark("w:moveFrom")) + p("执法") + p("尾")) == [
        "规范行政执法",
        "尾",
    ]


def test_a_deleted_paragraph_leaves_no_line_and_no_number() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    gone = p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", num_pr(1, 0) + mark("w:del"))
    assert read(p("一", num_pr(1, 0)) + gone + p("二", num_pr(1, 0)), numbering=numbering) == ["1.一", "2.二"]


def test_a_deleted_mark_before_a_table_or_the_end_loses_nothing() -> None:
    assert read(p("前", mark("w:del")) + table(row(p("格", mark("w:del")))) + p("尾", mark("w:del"))) == [
        "前", "格", "尾"
    ]  # fmt: skip


def test_an_inserted_mark_separates() -> None:
    assert read(p("前", mark("w:ins")) + p("后")) == ["前", "后"]


def test_a_heading_with_a_style_separator_runs_into_its_paragraph() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "（%1）")) + num(1, 0)
    separated = num_pr(1, 0) + "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = p("规范执法。", separated) + p("开展评查。") + p("普法。", separated) + p("开展宣传。", num_pr(1, 0))
    assert read(body, numbering=numbering) == ["（一）规范执法。开展评查。", "（二）普法。开展宣传。"]


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
STYLES = (
    style("N", name="Normal")
    + style("form", base="N", inner=HIDDEN)
    + style("sub", base="form")
    + style("shown", base="form", inner='<w:rPr><w:vanish w:val="false"/></w:rPr>')
    + style("secret", kind="character", inner=HIDDEN)
)


def test_text_that_a_style_hides_is_left_out() -> None:
    body = styled("form", "窗体顶端") + styled("sub", "窗体底端") + styled("shown", "可见") + styled("N", "正文")
    assert read(body, styles=STYLES) == ["可见", "正文"]


def test_a_style_of_characters_hides_its_run_and_in_a_hidden_paragraph_shows_it() -> None:
    secret = '<w:rStyle w:val="secret"/>'
    assert read(p(r("正") + r("密", secret) + r("文")), styles=STYLES) == ["正文"]
    assert read(styled("form", r("隐") + r("显", secret)) + p(""), styles=STYLES) == ["显"]


@pytest.mark.parametrize("name", ["Title", "title", "标题", "大标题"])
def test_the_paragraphs_of_style_title_are_the_title(name: str) -> None:
    body = (
        p("云政发")
        + styled("a3", "云泽县人民政府")
        + p("")
        + styled("a3", r("关于2023年") + "<w:r><w:br/></w:r>" + r("法治工作的报告"))
    )
    body += p("正文。") + styled("a3", "附件")
    extract = read_docx(word_file(body, styles=style("N", name="Normal") + style("a3", name=name)))
    assert extract.title == "云泽县人民政府关于2023年法治工作的报告"
    assert "关于2023年\n法治工作的报告" in extract.text


def core_title(title: str) -> str:
    return read_docx(
        word_file(p("2023年，云泽县办结案件三件。"), parts={"docProps/core.xml": CORE.format(title)})
    ).title


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("云泽县2023年法治政府建设工作报告", "云泽县2023年法治政府建设工作报告"),
        (" 云泽县法治政府\n建设工作总结 ", "云泽县法治政府建设工作总结"),
        ("云泽县2019年法治政府建设工作报告", ""),
        ("Microsoft Word - 2023年工作报告", ""),
        ("文档1", ""),
        ("新建 Microsoft Word 文档", ""),
        ("报告", ""),
        ("云泽县司法局", ""),
        ("", ""),
    ],
)
def test_a_title_among_the_properties_counts_if_it_looks_like_one_of_this_document(told: str, title: str) -> None:
    assert core_title(told) == title


def test_a_strict_file_reads_the_same() -> None:
    content = word_file(
        p(r("规范") + r("地方", "<w:vanish/>") + r("执法"), num_pr(1, 0)),
        numbering=abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0),
    )
    parts = zipfile.ZipFile(io.BytesIO(content))
    strict = word_file(
        "", parts={name: parts.read(name).replace(W.encode(), STRICT.encode()) for name in parts.namelist()}
    )
    assert read_docx(strict).text == "一、规范执法"


def test_a_part_in_utf_16_reads_the_same() -> None:
    document = (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("正文。")}</w:body></w:document>'
    )
    assert read("", parts={"word/document.xml": document.encode("utf-16")}) == ["正文。"]


def test_the_main_part_is_the_one_that_the_relationships_name() -> None:
    document = f"<w:document {NAMESPACES}><w:body>{styled('a', '正文。')}</w:body></w:document>"
    parts = {
        "word/document.xml": None,
        "_rels/.rels": relationships(("styles", "x.xml"), ("officeDocument", "/main/text.xml")),
        "main/text.xml": document,
        "main/_rels/text.xml.rels": relationships(("styles", "../Shared/My%20Styles.xml")),
        "shared/my styles.xml": f"<w:styles {NAMESPACES}>{style('a', inner=HIDDEN)}</w:styles>",
    }
    assert read("", parts=parts) == [""]


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/.rels": None, "word/_rels/document.xml.rels": None, "[Content_Types].xml": None},
        {"word/numbering.xml": None, "word/styles.xml": None},
        {"_rels/.rels": relationships(("officeDocument", "../NULL"))},
        {"word/_rels/document.xml.rels": relationships(("image", "../NULL"), ("image", "media/image1.png"), ("styles", "NULL"))},
        {"word/_rels/document.xml.rels": f'<Relationships xmlns="{W}"/>'},
        {"word/media/image1.png": b"\x89PNG", "customXml/item1.xml": "<broken", "docProps/app.xml": ""},
        {
            "word/_rels/document.xml.rels": relationships(("styles", "http://example.invalid/styles.xml")).replace(
                " Target=", ' TargetMode="External" Target='
            )
        },
    ],
)  # fmt: skip
def test_a_missing_or_broken_part_that_word_does_without_is_no_obstacle(parts: dict[str, str]) -> None:
    image = '<w:r><w:drawing><a:blip xmlns:a="a" r:embed="rId77"/></w:drawing></w:r>'
    assert read(p(image + r("正文。")), parts=parts) == ["正文。"]


def test_names_of_parts_may_have_other_case_and_slashes() -> None:
    document = f"<w:document {NAMESPACES}><w:body>{p('正文。')}</w:body></w:document>"
    assert read("", parts={"word/document.xml": None, "Word\\Document.XML": document}) == ["正文。"]


def test_a_macro_file_and_a_template_are_read_like_any_other() -> None:
    content = zipfile.ZipFile(io.BytesIO(report()))
    parts = {name: content.read(name) for name in content.namelist()}
    kinds = parts["[Content_Types].xml"]
    for kind in (b"application/vnd.ms-word.document.macroEnabled.main", b"application/vnd.ms-word.template"):
        parts["[Content_Types].xml"] = kinds.replace(b"officedocument.wordprocessingml.document.main", kind)
        assert read_docx(word_file("", parts=parts)).text.split("\n") == REPORT


def test_a_document_without_a_body_has_no_text() -> None:
    assert read_docx(word_file("", parts={"word/document.xml": f"<w:document {NAMESPACES}/>"})).text == ""


@pytest.mark.parametrize(
    "body",
    [
        "<w:t>散</w:t><w:r><w:t>落</w:t><w:tab/></w:r>" + p("正文。"),
        f"<w:tc>{p('正文。')}</w:tc>",
        f"<w:tbl><w:tc>{p('正文。')}</w:tc><w:tr/></w:tbl>",
        f"<w:txbxContent>{p('正文。')}</w:txbxContent>",
        f"<w:tr>{p('正文。')}</w:tr>",
        f"<w:p/><w:p><w:pPr/></w:p>{p('正文。')}<w:sectPr/>",
        "<mc:AlternateContent/><mc:AlternateContent><mc:Choice/></mc:AlternateContent>" + p("正文。"),
        f"<w:p>{p('正文。')}</w:p>",
    ],
)
def test_elements_in_the_wrong_place_do_no_harm(body: str) -> None:
    assert read(body) == ["正文。"]


Tree = tuple[str, list["Tree"]] | str
NAMES = [
    "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "txbxContent", "pPr", "rPr", "tcPr", "trPr", "ins", "del",
    "moveTo", "fldSimple", "hyperlink", "ruby", "rubyBase", "rt", "br", "vanish", "vMerge", "numPr", "pStyle", "rStyle",
]  # fmt: skip
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(["法", "<w:tab/>", "<w:br/>", '<w:fldChar w:fldCharType="begin"/>', "<w:cr/>"]),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=4)),
    max_leaves=30,
)


def rendered(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    name, inner = tree
    return f"<w:{name}>{''.join(map(rendered, inner))}</w:{name}>"


@given(TREES)
def test_whatever_holds_what_there_is_an_answer_without_blank_lines(tree: Tree) -> None:
    lines = read(rendered(tree))
    assert lines == [""] or all(line == line.strip() != "" and "  " not in line for line in lines)


WRAPPERS = ("sdt/sdtContent", "ins", "customXml", "tbl/tr/tc", "p/r/pict/txbxContent")


@given(st.lists(st.lists(st.sampled_from(WRAPPERS), max_size=6), min_size=1, max_size=8))
def test_every_paragraph_is_read_once_and_in_order_wherever_it_is(places: list[list[str]]) -> None:
    body, texts = "", [f"第{i}段" for i in range(len(places))]
    for text, wrappers in zip(texts, places, strict=True):
        inner = p(text)
        for wrapper in wrappers:
            names = wrapper.split("/")
            inner = "".join(f"<w:{name}>" for name in names) + inner + "".join(f"</w:{name}>" for name in names[::-1])
        body += inner
    assert read(body) == texts


def test_a_document_that_embeds_its_text_as_a_page_is_refused() -> None:
    with pytest.raises(DocumentError, match="altChunk.*save it again as .docx"):
        read(p("前") + '<w:altChunk r:id="rId1"/>')


def test_python_docx_agrees_on_a_plain_document() -> None:
    document = docx.Document()
    for i in range(50):
        document.add_paragraph(f"第{i}段，办结案件{i}件。")
    document.element.body.append(parse_xml(f'<w:p xmlns:w="{W}"><w:r><w:t>尾</w:t></w:r></w:p>'))
    assert read_docx(written(document)).text.split("\n") == [paragraph.text for paragraph in document.paragraphs]


def test_three_hundred_pages_take_less_than_two_seconds() -> None:
    run = r("全年办结行政复议案件三十二件，", '<w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/>')
    body = "".join(p(run * 4, num_pr(1, i % 3)) for i in range(3000))
    numbering = abstract(0, *[level(i, "chineseCounting", f"%{i + 1}、") for i in range(3)]) + num(1, 0)
    content = word_file(body, numbering=numbering)
    begin = time.process_time()
    assert read_docx(content).text.count("\n") == 2999
    assert time.process_time() - begin < 2
