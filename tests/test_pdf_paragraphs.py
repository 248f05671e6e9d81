"""Paragraphs of PDF files are those of the source, whatever program laid it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.documents.pdf import read_pdf
from tests.conftest import require_program
from tests.pdf_files import (
    LEFT,
    PITCH,
    TOP,
    Show,
    export_with_libreoffice,
    page,
    pdf,
    print_with_chromium,
    show,
    show_characters,
    show_parts,
    stream,
    text_document,
    typeset,
    web_page,
)
from tests.pdf_report import HEADER, OPENING, REPORT, TEXTS, TITLE, Block, bodies


def read(content: bytes) -> list[str]:
    return read_pdf(content).text.split("\n")


# -- the same report by several programs


@pytest.mark.parametrize("show", [show, show_characters, show_parts])
@pytest.mark.parametrize(("indent", "spacing"), [(2, 0), (0, 8), (2, 8), (0, 0)])
@pytest.mark.parametrize("justified", [True, False])
def test_paragraphs_are_those_of_the_source(show: Show, indent: int, spacing: float, justified: bool) -> None:
    pages = typeset(
        REPORT, show=show, indent=indent, spacing=spacing, justified=justified, header=HEADER, foot="— {} —"
    )
    assert read(pdf(pages, compress=True)) == TEXTS


OFFICE = {
    "official.fodt": text_document(
        REPORT, body='fo:text-indent="32pt" fo:line-height="28pt" fo:text-align="justify"', footer="— # —"
    ),
    "spaced.fodt": text_document(REPORT, body='fo:margin-bottom="10pt"', footer="第#页 共$页", header=HEADER),
    "ragged.fodt": text_document(REPORT, body='fo:text-indent="32pt"', footer="#/$"),
    "tight.fodt": text_document(REPORT, body='fo:text-align="justify"', footer="#"),
    "hanging.fodt": text_document(
        REPORT,
        body='fo:text-indent="32pt"',
        item='fo:margin-left="32pt" fo:text-indent="-32pt" fo:text-align="justify"',
        footer="- # -",
    ),
    "landscape.fodt": text_document(
        REPORT,
        body='fo:text-indent="32pt"',
        page='fo:page-width="297mm" fo:page-height="210mm"',
        footer="Page # of $",
    ),
    "mirrored.fodt": text_document(
        REPORT, body='fo:text-indent="32pt" fo:text-align="justify"'
    ).replace('style:name="page"', 'style:name="page" style:page-usage="mirrored"'),
    "web.html": web_page(REPORT, "p {text-indent: 2em; margin: 0; line-height: 1.8}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    require_program("soffice")
    return export_with_libreoffice(tmp_path_factory.mktemp("office"), OFFICE)


@pytest.mark.minutes
@pytest.mark.parametrize("name", OFFICE)
def test_paragraphs_of_a_file_by_libreoffice_are_those_of_the_source(name: str, exported: dict[str, bytes]) -> None:
    assert read(exported[name]) == TEXTS


@pytest.mark.minutes
@pytest.mark.parametrize(
    ("style", "indent", "options"),
    [
        ("p {text-indent: 2em; margin: 0; line-height: 1.8; text-align: justify}", "", []),
        ("p {margin: 1em 0; line-height: 1.6}", "", []),
        ("p {margin: 0 0 .8em; line-height: 2; font-size: 14pt}", "　　", ["--no-pdf-header-footer"]),
        ("p {margin: 0; line-height: 1.75}", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;", []),
        ("p {text-indent: 2em; margin: 0; line-height: 1.8; text-autospace: normal}", "", []),
        ("body {font-family: 'Noto Sans CJK SC'} p {text-indent: 2em; margin: 10px 0; line-height: 30px}", "", []),
    ],
)
def test_paragraphs_of_a_printed_web_page_are_those_of_the_source(
    style: str, indent: str, options: list[str], tmp_path: Path
) -> None:
    require_program("chromium")
    content = print_with_chromium(tmp_path, web_page(REPORT, style, indent=indent), *options)
    assert read(content) == TEXTS


@pytest.mark.minutes
def test_the_title_of_a_printed_web_page_is_without_the_name_of_the_site(tmp_path: Path) -> None:
    require_program("chromium")
    content = print_with_chromium(tmp_path, web_page(REPORT[:3], "", title=f"{TITLE} - 云泽县人民政府"))
    assert read_pdf(content).title == TITLE


# -- where a paragraph ends


def test_lines_are_joined_without_spaces_between_chinese_and_with_one_between_latin_words() -> None:
    lines = [
        "　",
        "共建单位为青岚大学法学院（Qinglan University Law",
        "School of Public Governance），由双方定期会商并联合培养",
        "法治人才。",
    ]
    assert read(pdf([page(*lines)])) == [
        "共建单位为青岚大学法学院（Qinglan University Law School of Public Governance），由双方定期会商并联合培养法治人才。"
    ]


def test_a_paragraph_that_crosses_pages_is_one() -> None:
    blocks = bodies(
        *[
            f"第{i}项工作由县司法局牵头办理，" + "各乡镇和县直部门按照职责分工抓好落实，" * 9 + "年底前完成。"
            for i in range(12)
        ]
    )
    pages = typeset(blocks, foot="- {} -")
    assert len(pages) > 2
    assert read(pdf(pages)) == [block.text for block in blocks]


def test_a_paragraph_goes_on_after_the_notes_at_the_foot_of_a_page() -> None:
    pages = typeset(bodies("办结" * 200 + "。", "复议" * 200 + "。"))
    note = show("①数据来源于县司法局年度统计报表。", LEFT, 90, 10)
    assert len(pages) > 1
    texts = read(pdf([pages[0] + note, *pages[1:]]))
    assert sorted(texts) == sorted(["办结" * 200 + "。", "复议" * 200 + "。", "①数据来源于县司法局年度统计报表。"])


def test_a_full_last_line_ends_its_paragraph_where_an_indent_follows() -> None:
    blocks = bodies(*["办" * 53 + "。", "结" * 53 + "。", "复" * 60 + "。", "议" * 25 + "。"] * 4)
    assert read(pdf(typeset(blocks))) == [block.text for block in blocks]


@pytest.mark.parametrize("spacing", [0, 10])
def test_a_page_of_paragraphs_of_one_line_each_is_not_one_paragraph(spacing: float) -> None:
    texts = [
        "一、主要工作和成效", "（一）优化法治化营商环境", "出台惠企政策清单，清理涉企收费项目十二个。", "（二）规范行政执法",
        "全面推行行政执法公示制度，公开执法结果三千条。", "二、存在的问题", "执法人员年龄偏大，懂法律的人才短缺。", "三、2024年工作思路",
        "继续深化改革，落实市场信用监管。",
    ]  # fmt: skip
    assert read(pdf(typeset(bodies(*texts), indent=0, spacing=spacing))) == texts


def test_a_heading_over_two_lines_is_one() -> None:
    heading = "（一）坚持和加强党的全面领导，健全统筹协调推进机制，着力夯实基层法治政府建设工作基础"
    blocks = [*bodies("办" * 90 + "。"), Block("h2", heading), *bodies("结" * 90 + "。", "复" * 70 + "。")]
    assert read(pdf(typeset(blocks))) == [block.text for block in blocks]


@pytest.mark.parametrize(
    "lines",
    [
        ("云泽县人民政府关于2023年度", "法治政府建设工作情况的报告"),
        ("云泽县人民政府", "关于2023年度法治政府建设", "工作情况的报告"),
        ("云泽县关于法治督察反馈意见", "整改落实情况的报告"),
    ],
)
def test_a_title_over_several_lines_is_one(lines: tuple[str, ...]) -> None:
    title = b"".join(
        show(line, 304 - 11 * len(line.encode("gbk")) / 2, 770 - 30 * i, 22) for i, line in enumerate(lines)
    )
    text = b"1 0 0 1 0 -90 cm\n" + typeset(bodies(OPENING * 6, OPENING * 5))[0]
    assert read(pdf([title + text]))[0] == "".join(lines)


def test_title_and_date_below_it_stay_two() -> None:
    assert read(pdf(typeset(REPORT)))[:2] == [TITLE, "（2024年1月18日）"]


def test_cells_of_a_row_stand_on_one_line_and_rows_apart() -> None:
    rows = [("单位", "案件数", "说明"), ("县市场监督管理局", "312", "食品安全"), ("县交通运输局", "208", "超限超载")]
    table = b"".join(
        show(cell, LEFT + 150 * k, TOP - 120 - 20 * i, 12) for i, row in enumerate(rows) for k, cell in enumerate(row)
    )
    text = typeset(bodies(OPENING * 2))[0]
    assert read(pdf([text + table])) == [OPENING * 2, *(" ".join(row) for row in rows)]


def test_columns_are_read_one_after_the_other() -> None:
    first, second = ([f"{word}栏第{i}行文字连续书写不断" for i in range(8)] for word in "左右")
    left = b"".join(show(line, 60, TOP - 20 * i, 12) for i, line in enumerate(first))
    right = b"".join(show(line, 330, TOP - 20 * i, 12) for i, line in enumerate(second))
    assert read(pdf([left + right])) == ["".join(first + second)]


def test_lines_drawn_in_any_order_are_read_from_top_to_bottom() -> None:
    lines = [show(f"第{i}行文字，一直写到右边为止，", LEFT, TOP - PITCH * i) for i in range(6)]
    expected = "".join(f"第{i}行文字，一直写到右边为止，" for i in range(6))
    assert read(pdf([b"".join(lines[k] for k in (3, 0, 5, 1, 4, 2))])) == [expected]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_laid_sideways_is_read_as_it_is_looked_at(turn: int) -> None:
    matrix = {90: b"0 1 -1 0 842 0 cm\n", 180: b"-1 0 0 -1 595 842 cm\n", 270: b"0 -1 1 0 0 595 cm\n"}[turn]
    contents = [matrix + content for content in typeset(REPORT, foot="— {} —")]
    assert read(pdf(contents, entries=b"/Rotate %d" % turn)) == TEXTS


def test_every_way_to_begin_a_line_begins_one() -> None:
    lines = [f"第{i}行文字，一直写到右边为止，" for i in range(6)]
    coded = [line.encode("utf-16-be").hex() for line in lines]
    operators = "BT /F1 16 Tf 28 TL 1 0 0 1 80 700 Tm <{}> Tj T* <{}> Tj <{}> ' 0 0 <{}> \" 0 -28 TD [<{}>] TJ 0 -28 Td 100 Tz 0 Ts <{}> Tj ET"
    assert read(pdf([operators.format(*coded).encode()])) == ["".join(lines)]


def test_raised_figures_stay_in_their_line() -> None:
    raised = b"BT /F1 16 Tf 80 700 Td <%b> Tj /F1 9 Tf 6 Ts <0032> Tj 0 Ts /F1 16 Tf <%b> Tj ET" % tuple(
        text.encode("utf-16-be").hex().encode() for text in ("建成面积三百m", "的调处中心")
    )
    assert read(pdf([raised])) == ["建成面积三百m2的调处中心"]


def test_text_in_forms_is_read_in_its_place() -> None:
    form = stream(
        page("全年办结三十件。"), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 -60]"
    )
    content = pdf([page("现报告如下。") + b"/X0 Do\n"], resources=b"/XObject << /X0 1000 0 R >>", objects={1000: form})
    assert read(content) == ["现报告如下。", "全年办结三十件。"]


# -- what is printed around the text


@pytest.mark.parametrize(
    "foot",
    [
        "— {} —",
        "- {} -",
        "－{}－",
        "第{}页",
        "第 {} 页 共 9 页",
        "第{}页，共9页",
        "{}/9",
        "{} / 9",
        "{}",
        "·{}·",
        "Page {} of 9",
    ],
)
def test_page_numbers_are_left_out(foot: str) -> None:
    assert read(pdf(typeset(REPORT, foot=foot))) == TEXTS


def test_running_heads_are_left_out_also_where_they_count() -> None:
    pages = [show(f"{HEADER}　第{i}期", 180, 800, 9) + content for i, content in enumerate(typeset(REPORT))]
    assert read(pdf(pages)) == TEXTS


def test_lines_that_recur_at_the_edges_of_pages_far_apart_stay() -> None:
    pages = typeset(REPORT)
    assert len(pages) > 4
    assert read(pdf(pages * 2)) == TEXTS * 2


def test_what_a_browser_prints_at_the_edges_of_a_single_page_is_left_out() -> None:
    edges = show("2024/1/26 10:30", 30, 820, 8) + show("云泽县人民政府", 260, 820, 8)
    edges += show("https://www.yunze.example/zwgk/2024/0126.html", 30, 20, 8) + show("1/1", 550, 20, 8)
    assert read(pdf([typeset(REPORT[3:8])[0] + edges])) == TEXTS[3:8]


def test_running_heads_that_say_what_they_are_are_left_out() -> None:
    head = b"/Artifact << /Type /Pagination /Subtype /Header >> BDC\n" + show("内部资料", 200, 800, 12) + b"EMC\n"
    assert read(pdf([head + page(OPENING)])) == [OPENING]


def test_a_watermark_across_the_page_is_left_out() -> None:
    mark = b"q 0.7 0.7 -0.7 0.7 200 200 cm\n" + show("征求意见稿", 0, 0, 60) + b"Q\n"
    assert read(pdf([mark + page(OPENING)])) == [OPENING]


def test_a_number_that_is_no_page_number_stays() -> None:
    pages = typeset(bodies(OPENING * 30, OPENING * 30))
    assert len(pages) > 2
    for shown in ("312", "312 208", "3.", "一"):
        assert shown in read(pdf([pages[0] + show(shown, 270, 60, 12), *pages[1:]]))
