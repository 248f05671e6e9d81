"""Web pages: one line for each block that a reader sees."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.html import read_html
from classifier.errors import DocumentError


def read(body: str) -> list[str]:
    return read_html(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()).text.split("\n")


def title_of(head: str, body: str = "<p>正文。</p>") -> str:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode()).title


@pytest.mark.parametrize(
    "body",
    [
        "<p>办结案件三十件。</p><p>开展普法十场。</p>",
        "<p>办结案件三十件。<p>开展普法十场。",
        "办结案件三十件。<br>开展普法十场。",
        "办结案件三十件。<br/><br/>\n&nbsp;&nbsp;开展普法十场。",
        "<div>办结案件三十件。</div><div>开展普法十场。</div>",
        "<div><span>办结案件</span><span>三十件。</span></div><div><span>开展普法十场。</span></div>",
        "<table><tr><td>办结案件三十件。<br>　　开展普法十场。</td></tr></table>",
        "<table><tr><td><table><tr><td><p>办结案件三十件。</p><p>开展普法十场。</p></td></tr></table></td></tr></table>",
        "<span style='display: block'>办结案件三十件。</span><span style='display:block'>开展普法十场。</span>",
        "<pre>办结案件三十件。\n开展普法十场。</pre>",
        "<ul><li>办结案件三十件。</li><li>开展普法十场。</li></ul>",
        "<custom-block>办结案件三十件。</custom-block><p>开展普法十场。</p>",
    ],
)
def test_every_block_is_a_line(body: str) -> None:
    assert read(body) == ["办结案件三十件。", "开展普法十场。"]


@pytest.mark.parametrize(
    "body",
    [
        "<p><strong>（一）规范</strong><strong>行政执法</strong></p>",
        "<p><b>（一）</b>规范<font color=red>行政</font><a href=x>执法</a></p>",
        "<p>（一）规范\n   行政执法</p>",
        "<p>（一）规范<img src=a.gif>行政执法</p>",
        "<p>（一）规范<st1:place w:st='on'>行政</st1:place>执法<o:p></o:p></p>",
        "<p>　　（一）规范行政执法　</p>",
        "<p>&nbsp;&nbsp;&#12288;（一）规范行政执法&nbsp;</p>",
        "<p>（一）规范<!-- 注释 -->行政执法</p>",
    ],
)
def test_what_is_split_inside_a_block_stays_one_line(body: str) -> None:
    assert read(body) == ["（一）规范行政执法"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>脚本</p>';</script>",
        "<style>p {color: red}</style>",
        "<div style='DISPLAY: none'><p>隐藏<b>文字</b></p></div>",
        "<div style='visibility:hidden'>隐藏</div>",
        "<div hidden>隐藏</div>",
        "<noscript>请开启脚本</noscript>",
        "<select><option>云泽县</option></select>",
        "<textarea>留言</textarea>",
        "<iframe>框架</iframe>",
        "<!-- 注释 -->",
        "<div class='sr-only'>读屏文字</div>",
        "<div class='nav hide'>菜单</div>",
        "<div aria-hidden='true'>图标</div>",
        "<p style='font-size:0'>看不见</p>",
        "<p style='position:absolute;left:-9999px'>看不见</p>",
        "<template><p>模板</p></template>",
        "<noframes>框架</noframes>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out_and_what_follows_is_kept(hidden: str) -> None:
    assert read(f"<p>前文。</p>{hidden}<p>后文。</p>") == ["前文。", "后文。"]


def test_text_after_a_hidden_element_in_the_same_block_is_kept() -> None:
    assert read("<p>办结<span style='display:none'>甲<i>乙</i></span>三十件。</p>") == ["办结三十件。"]


def test_what_is_folded_away_is_kept() -> None:
    assert read("<details><summary>一、主要工作</summary><p>办结三十件。</p></details>") == [
        "一、主要工作",
        "办结三十件。",
    ]


def test_letters_of_a_size_within_a_box_without_one_are_kept() -> None:
    assert read("<ul style='font-size:0'><li style='font-size:14px'>办结三十件。</li></ul>") == ["办结三十件。"]


@pytest.mark.parametrize(
    "hiding", ["style='display:none'", "style='visibility: hidden; opacity: 0'", "hidden", "class='hide'"]
)
def test_a_text_that_a_script_would_show_is_read_when_the_page_shows_but_its_beginning(hiding: str) -> None:
    text = "全年办结行政复议案件三十二件，无一超期，群众满意。"
    page = f"<p>全年办结行政复议案件…</p><a href='#'>展开全文</a><div {hiding}>{f'<p>{text}</p>' * 3}</div>"
    assert read(page).count(text) == 3
    assert read(f"{f'<p>{text}</p>' * 13}<div {hiding}>{f'<p>{text}</p>' * 20}</div>").count(text) == 13


def test_entities_become_characters() -> None:
    assert read("<p>&ldquo;放管服&rdquo;改革&middot;&#20113;&#x6CFD;&lt;试行&gt;&amp;</p>") == [
        "“放管服”改革·云泽<试行>&"
    ]


def test_a_line_break_in_the_source_between_latin_words_is_a_space() -> None:
    assert read("<p>Rule\nof\nlaw</p>") == ["Rule of law"]


def test_cells_of_a_row_stay_on_one_line() -> None:
    assert read("<table><tr><td>索引号：</td><td>YZ-1</td><td>发布机构：</td><td>云泽县司法局</td></tr></table>") == [
        "索引号： YZ-1 发布机构： 云泽县司法局"
    ]


def test_cells_with_a_paragraph_each_stay_on_one_line_too() -> None:
    assert read("<table><tr><td><p>复议案件</p></td><td><p>32</p></td><td><p>件</p></td></tr></table>") == [
        "复议案件 32 件"
    ]


@pytest.mark.parametrize(
    "row",
    [
        "<td><a href=a>首页</a></td><td>全年办结三十件，无一超期。</td>",
        "<td>公开</td><td>办结三十件。<br>普法十场。</td>",
        "<td><h1>云泽县报告</h1></td><td>浏览 12</td>",
        "<td>甲</td><td>乙<br>丙<br>丁<br>戊<br>己<br>庚<br>辛</td>",
    ],
)
def test_a_row_that_lays_out_the_page_is_not_put_together(row: str) -> None:
    assert len(read(f"<table><tr>{row}</tr></table>")) > 1


def test_cells_that_hold_paragraphs_stand_apart() -> None:
    assert read("<table><tr><td>首页 公开</td><td>办结三十件。<br>普法十场。</td></tr></table>") == [
        "首页 公开",
        "办结三十件。",
        "普法十场。",
    ]


def test_long_white_space_is_no_delay() -> None:
    assert read("<p>甲" + " \t" * 100_000 + "</p><p>乙</p>") == ["甲", "乙"]


# -- numbers that a browser shows


def test_items_of_a_numbered_list_have_their_numbers() -> None:
    assert read("<ol><li>完善制度。<li><p>严格执法。</p></li></ol>") == ["1.完善制度。", "2.严格执法。"]
    assert read("<ol start=3><li>完善制度。</li></ol>") == ["3.完善制度。"]
    chinese = "<ol style='list-style-type: cjk-ideographic'><li>完善制度</li><li>严格执法</li></ol>"
    assert read(chinese) == ["一、完善制度", "二、严格执法"]


@pytest.mark.parametrize(
    "items",
    [
        "<ul><li>完善制度。</li></ul>",
        "<ol style='list-style: none'><li>完善制度。</li></ol>",
        "<ol class='breadcrumb'><li>完善制度。</li></ol>",
        "<li>完善制度。</li>",
    ],
)
def test_items_of_other_lists_have_none(items: str) -> None:
    assert read(items) == ["完善制度。"]


def test_an_item_that_writes_its_number_has_no_second() -> None:
    assert read("<ol><li>（一）完善制度。</li></ol>") == ["（一）完善制度。"]


@pytest.mark.parametrize(
    ("number", "line"),
    [("一、", "一、完善制度"), ("（2）", "（2）完善制度"), ("·", "完善制度"), ("Ø", "完善制度"), ("l", "完善制度")],
)
def test_the_number_of_a_word_processor_s_list_is_kept_without_its_gap_and_a_bullet_is_not(
    number: str, line: str
) -> None:
    ignored = f"<span style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    assert read(
        f"<p class=MsoListParagraph><![if !supportLists]><span>{ignored}</span><![endif]>完善<o:p></o:p>制度</p>"
    ) == [line]


# -- odd source


def test_a_line_break_in_the_source_beside_chinese_is_nothing() -> None:
    assert read("<p>办结案件,\n  三十件2023\n年</p>") == ["办结案件,三十件2023年"]


def test_signs_that_show_nothing_are_dropped() -> None:
    assert read("<p>一&#8203;、主要&shy;工作&#65279;</p>") == ["一、主要工作"]


def test_paragraphs_in_marks_that_nobody_closes_are_read_whole() -> None:
    text = "全年办结行政复议案件三十二件，无一超期。"
    assert read(f"<p><font face=宋体><b>{text}" * 3000) == [text] * 3000


@pytest.mark.parametrize("depth", [300, 1500])
def test_a_deeply_nested_page_keeps_its_text(depth: int) -> None:
    assert read("<div>" * depth + "办结三十件。" + "</div>" * depth + "<p>后文。</p>") == ["办结三十件。", "后文。"]


def test_a_page_nested_too_deeply_is_refused_rather_than_cut() -> None:
    with pytest.raises(DocumentError, match="nested too deeply"):
        read("<div>" * 5000 + "办结三十件。" + "</div>" * 5000)


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "iso-8859-1", "utf-8"])
def test_a_gbk_page_keeps_characters_that_gb2312_lacks(declared: str) -> None:
    page = (
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head><p>朱镕到硚口</p>"
    )
    extract = read_html(page.encode("gb18030"))
    assert (extract.text, extract.encoding) == ("朱镕到硚口", "gb18030")


def test_a_page_that_declares_the_charset_it_had_before_it_was_saved_is_read_as_it_is() -> None:
    text = "全年办结行政复议案件三十二件，纠正不当行政行为四件，无一超期。"
    page = f"<html><head><meta charset=gb2312></head><body><p>{text}</p></body></html>"
    assert read_html(page.encode()).text == read_html(page.encode("gb18030")).text == text


def test_the_server_s_charset_counts_where_the_page_declares_none() -> None:
    page = "<html><body><p>依法行政扎實推進</p></body></html>".encode("big5")
    assert read_html(page, charset="Big5").text == "依法行政扎實推進"


def test_an_xml_declaration_with_an_encoding_is_no_obstacle() -> None:
    page = "<?xml version='1.0' encoding='gb2312'?><html><body><p>正文。</p></body></html>"
    assert read_html(page.encode("gb18030")).text == "正文。"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='ArticleTitle' content='云泽县2023年法治政府建设报告'><title>云泽县人民政府</title>",
        "<meta property='og:title' content='云泽县2023年法治政府建设报告'>",
        "<meta name='ArticleTitle' content=''><title>云泽县2023年法治政府建设报告</title>",
        "<title>云泽县2023年法治政府建设报告</title>",
        "<title>云泽县2023年法治政府建设报告 - 云泽县人民政府</title>",
        "<title>云泽县2023年法治政府建设报告_云泽县人民政府网</title>",
        "<title>云泽县人民政府-云泽县2023年法治政府建设报告</title>",
        "<title>\n  云泽县2023年法治政府建设报告 | 法治政府 | 云泽县\n</title>",
    ],
)
def test_the_title_is_the_article_s_and_not_the_site_s(head: str) -> None:
    assert title_of(head) == "云泽县2023年法治政府建设报告"


def test_a_heading_of_the_page_outweighs_its_title_element() -> None:
    body = "<h1>云泽县人民政府门户网站</h1><h1>云泽县2023年法治<br>政府建设报告</h1><p>正文。</p>"
    assert title_of("<title>详情页</title>", body) == "云泽县2023年法治政府建设报告"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>云泽县人民政府</h1><div class='art-title'>云泽县2023年法治政府建设报告</div>",
        "<h1>云泽县人民政府</h1><span id='biaoti'>云泽县2023年法治政府建设报告</span>",
        "<h2 class='xl_title'>云泽县2023年法治政府建设报告</h2>",
    ],
)
def test_an_element_named_after_titles_outweighs_a_heading_that_is_none(body: str) -> None:
    assert title_of("<title>信息公开</title>", body) == "云泽县2023年法治政府建设报告"


def test_the_page_s_head_tells_source_date_and_site() -> None:
    head = (
        "<meta name='ContentSource' content='云泽县司法局'><meta name='PubDate' content='2024-02-01 10:30'>"
        "<meta name='SiteName' content='石桥市云泽县人民政府'>"
    )
    extract = read_html(f"<html><head>{head}</head><body><p>正文。</p></body></html>".encode())
    assert (extract.issuer, extract.date, extract.site) == ("云泽县司法局", "2024-02-01", "石桥市云泽县人民政府")


def test_the_other_half_of_the_title_element_names_the_site() -> None:
    page = "<html><head><title>云泽县2023年法治政府建设报告_石桥市云泽县人民政府</title></head><body><p>正文。</p></body></html>"
    assert read_html(page.encode()).site == "石桥市云泽县人民政府"


def test_a_hyphen_between_years_does_not_cut_the_title() -> None:
    assert (
        title_of("<title>云泽县法治政府建设实施方案（2021-2025年）</title>")
        == "云泽县法治政府建设实施方案（2021-2025年）"
    )


@given(st.text(max_size=80), st.sampled_from(["", "<p>", "<table><td>", "<div style='display:none'>", "<pre>", "<!--"]))
def test_nothing_that_looks_like_a_page_raises_anything_but_a_document_error(text: str, tag: str) -> None:
    content = f"<html><body>{tag}{text}</body></html>".encode("utf-8", "surrogatepass")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            extract = read_html(content)
        except DocumentError:
            return
    assert "\x00" not in extract.text
