"""The report among the parts of a page: found by its sentences, lost by none of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.documents.html import read_html
from classifier.documents.layout import read_lines
from tests.pages import REPORTS, Report, editors, surroundings

TITLE = "云泽县2023年法治政府建设工作报告"
SENTENCES = [
    "全年办结行政复议案件三十二件，纠正不当行政行为四件，无一超期，群众满意度不断提高。",
    "开展宪法宣传周活动十八场，发放宣传册一万余份，培育法律明白人二百六十名。",
    "组织案卷评查四次，抽查案卷三百二十卷，发现并整改问题六十七个。",
    "建成公共法律服务站十二个，提供法律咨询四千余人次，办理法律援助案件三百件。",
    "各级人民调解组织调解矛盾纠纷一千九百件，调解成功率达到百分之九十八。",
    "制定规范性文件三件，清理现行有效文件五十四件，全部向社会公开征求意见。",
]
BODY = "".join(f"<p>{text}</p>" for text in SENTENCES)
LONG_BODY = BODY * 4
NEWS = surroundings.links(surroundings.NEWS, before="<li>", after="</li>")


def text_of(body: str) -> list[str]:
    extract = read_html(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode())
    lines = read_lines(extract.text, title=extract.title, outside=extract.outside)
    return [line.text for line in lines if line.kind == "text"]


def reason_of(body: str, text: str) -> str:
    extract = read_html(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode())
    return next(r for line, r in zip(extract.text.split("\n"), extract.outside, strict=True) if text in line)


# -- what is left out, and why


@pytest.mark.parametrize(
    "part",
    [
        f"<ul>{NEWS}</ul>",
        f"<ul>{surroundings.summaries()}</ul>",
        "".join(f"<h4><a href={i}>{a}</a></h4><p>{b}</p>" for i, (a, b) in enumerate(zip(surroundings.NEWS, surroundings.SUMMARIES, strict=False))),
        "<dl>" + "".join(f"<dt><a href={i}>{a}</a></dt><dd>{b}</dd>" for i, (a, b) in enumerate(zip(surroundings.NEWS, surroundings.SUMMARIES, strict=False))) + "</dl>",
        "<h3>网友评论</h3>" + "".join(f"<p>{text}</p>" for text in surroundings.COMMENTS),
        "<div class='comment-list'>" + "".join(f"<p>{text}</p>" for text in surroundings.COMMENTS) + "</div>",
        "<aside><p>为方便群众办事，政务服务大厅周末实行预约办理，请提前一天预约。</p></aside>",
        "<nav>首页 走进云泽 政务公开</nav>",
        "<footer><p>本页面由云泽县大数据中心负责维护，如需帮助请拨打值班电话。</p></footer>",
        "<p>Powered by Discuz! X3.4</p>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["{part}<div>{body}</div>", "<div>{body}</div>{part}", "<div><div>{body}</div></div><div>{part}</div>"])  # fmt: skip
def test_what_a_site_puts_beside_a_report_is_left_out(part: str, order: str) -> None:
    assert text_of(order.format(part=part, body=BODY)) == SENTENCES


def test_a_sentence_below_the_buttons_of_the_site_is_left_out() -> None:
    below = "<div><p>打印本页</p><p>机构介绍：云泽县司法局内设五个股室，承担法治建设日常工作。</p></div>"
    assert text_of(f"<div>{BODY}</div>{below}") == SENTENCES


@pytest.mark.parametrize(
    ("page", "text", "reason"),
    [
        (f"<div>{BODY}</div><ul>{NEWS}</ul>", surroundings.NEWS[0], "list of links"),
        (f"<div>{BODY}</div><div class='bread-crumb breadcrumb'>云泽 公开 年报</div>", "云泽 公开", "part of the site (breadcrumb)"),
        (f"<div>{BODY}<h3>延伸阅读</h3><p>云泽县的法治故事，说的是一位老调解员的三十年。</p></div>", "老调解员", "stands under 延伸阅读"),
        (f"<div>{BODY}</div><ul><li>打印</li></ul><div>云泽县地处山区，交通不便，<p>物产丰富，风光秀丽。</p></div>", "物产丰富", "stands beside the report"),
        (f"<div>{BODY}<table><tr><td>复议案件</td><td>32</td></tr></table></div>", "复议案件 32", "row of a table"),
    ],
)  # fmt: skip
def test_what_is_left_out_says_why(page: str, text: str, reason: str) -> None:
    assert reason_of(page, text) == reason


@pytest.mark.parametrize(
    "column",
    [
        "<p>县司法局<a href=a>印发普法责任清单的通知</a>，请各乡镇落实。</p><p>县信访局<a href=b>发布办理指南第二版</a>，欢迎群众下载。</p>",
        "<p>网上调查</p><p>您对本网站的总体评价如何？请选择其中一项。</p>",
    ],
)
def test_a_column_of_little_text_below_a_long_report_is_left_out(column: str) -> None:
    assert text_of(f"<div>{LONG_BODY}</div><div>{column}</div>") == SENTENCES * 4


def test_a_column_with_links_beside_the_known_container_is_left_out() -> None:
    column = "<p>云泽县地处山区，辖十三个乡镇，总人口四十六万人。</p><p>详情请看<a href=a>县情</a>介绍，内容每年更新一次。</p>"
    assert text_of(f"<div>{column}</div><div class='TRS_Editor'>{BODY * 2}</div>") == SENTENCES * 2


def test_the_larger_of_two_articles_is_kept() -> None:
    small = f"<div class='a'><h2>云泽县2024年春季防火工作情况通报</h2>{'<p>春季风大物燥，各乡镇落实值班值守，劝导野外用火。</p>' * 2}</div>"
    large = f"<div class='a'><h2>{TITLE}</h2>{BODY}</div>"
    assert text_of(small + large) == text_of(large + small) == SENTENCES


def test_a_report_that_a_page_holds_twice_is_read_once() -> None:
    assert text_of(f"<div class='pc'>{BODY}</div><div class='phone'>{BODY}</div>") == SENTENCES


def test_a_link_that_nobody_closes_makes_no_list_of_links() -> None:
    assert text_of(f"<div><a href='/index.htm'>{BODY}</div>") == SENTENCES


# -- what is kept, whatever the page says of it


@pytest.mark.parametrize("name", ["notice", "footer", "sidebar", "comment", "hot", "header"])
def test_a_part_that_holds_most_of_the_text_is_the_report_whatever_its_name(name: str) -> None:
    assert text_of(f"<ul>{NEWS}</ul><div class='{name}'>{BODY}</div>") == SENTENCES


def test_a_paragraph_with_the_name_of_a_part_is_kept() -> None:
    assert text_of(f"<div>{BODY}<p class='notice'>全县新聘法律顾问十五名，实现行政村全覆盖。</p></div>")[-1].startswith(
        "全县新聘"
    )


def test_sections_beside_the_known_container_are_kept_when_they_go_on_counting() -> None:
    first = f"<div class='TRS_Editor'><p>一、主要工作</p>{BODY}</div>"
    second = "<div class='x'><p>二、存在的问题</p><p>执法力量不足。</p><p>普法形式单一。</p></div>"
    assert text_of(first + second) == ["一、主要工作", *SENTENCES, "二、存在的问题", "执法力量不足。", "普法形式单一。"]


def test_a_linked_heading_between_sentences_is_kept() -> None:
    linked = f"<p>{SENTENCES[0]}</p><p><a href='/yfxz'>（二）推进依法行政</a></p><p>{SENTENCES[1]}</p>"
    assert text_of(linked)[1] == "（二）推进依法行政"


def test_a_heading_that_a_list_might_have_is_kept_above_sentences() -> None:
    body = f"<div>{BODY}<p>政策解读</p><p>组织政策解读会六场，回应社会关切十二次，发布图解八份。</p></div>"
    assert text_of(body)[-2:] == ["政策解读", "组织政策解读会六场，回应社会关切十二次，发布图解八份。"]


def test_a_row_of_a_table_with_a_sentence_is_kept() -> None:
    rows = "<table><tr><td>1</td><td>健全监督机制，完善案卷评查制度。</td><td>司法局</td></tr></table>"
    assert "1 健全监督机制，完善案卷评查制度。 司法局" in text_of(f"<div>{BODY}{rows}{BODY}</div>")


def test_a_last_sentence_with_the_signature_below_the_block_is_kept() -> None:
    last = "<div><p>以上报告，请予审议，不妥之处请批评指正。</p><p>云泽县人民政府</p><p>2024年1月20日</p></div>"
    assert text_of(f"<div>{LONG_BODY}</div>{last}")[-1] == "以上报告，请予审议，不妥之处请批评指正。"


def test_signature_and_date_below_the_block_are_read() -> None:
    extract = read_html(
        f"<html><body><div class=zoom>{BODY}</div><p>云泽县人民政府</p><p>2024年1月20日</p></body></html>".encode()
    )
    lines = read_lines(extract.text, outside=extract.outside)
    assert [line.kind for line in lines[-2:]] == ["signature", "date"]


# -- hostile and random pages


@pytest.mark.parametrize(
    "page",
    [
        "<font>" * 3000 + BODY,
        "".join(f"<p><font><b>{text}" for text in SENTENCES * 500),
        "<div>" * 1500 + BODY,
        BODY + "<div class='a'>" * 1000,
        f"<div style='{'color:red;' * 100_000}' class='{'x ' * 100_000}'>{BODY}</div>",
        f"<script>{'var a=1;' * 400_000}</script>{BODY}",
        BODY + "</div></td></table></p>" * 10_000,
        BODY + "<a href=x>" * 5000,
        "<table><tr><td>" * 500 + BODY,
    ],
)
def test_a_hostile_page_gives_its_sentences(page: str) -> None:
    assert set(text_of(page)) == set(SENTENCES)


@pytest.mark.parametrize(
    "lines",
    [
        ["相关链接", SENTENCES[0]], ["云泽县人民政府", "2024年1月20日", SENTENCES[0]], ["责任编辑：王某", "云泽县人民政府"],
        ["发布机构："], [TITLE], ["1.评查案卷"], ["一、主要工作"], ["<a href=x>全县经济工作会议召开</a>", SENTENCES[0]],
    ],
)  # fmt: skip
def test_many_lines_are_no_delay(lines: list[str]) -> None:
    page = "".join(f"<p>{text}</p>" for text in lines * 8000)
    extract = read_html(f"<html><body>{page}<p>{'。'.join(SENTENCES)}</p></body></html>".encode())
    assert len(read_lines(extract.text, outside=extract.outside)) == 8000 * len(lines) + 1


NAMES = ["", "", "c1", "box", "left", "right", "main", "content", "TRS_Editor", "txt", "page1"]


@st.composite
def nested(draw: st.DrawFn, rows: list[str], depth: int = 4) -> str:
    """The rows in order, in blocks within blocks that say nothing, or that they are the text."""
    if depth == 0 or len(rows) < 3:
        return "".join(
            draw(st.sampled_from(["<p>{}</p>", "{}<br>", "<div><span>{}</span></div>"])).format(row) for row in rows
        )
    cuts = sorted(draw(st.sets(st.integers(1, len(rows) - 1), max_size=3)))
    parts = []
    for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True):
        frame = draw(st.sampled_from(["<div class='{1}'>{0}</div>", "<section>{0}</section>", "<table><tr><td>{0}</td></tr></table>", "<font>{0}</font>"]))  # fmt: skip
        parts.append(frame.format(draw(nested(rows[start:end], depth - 1)), draw(st.sampled_from(NAMES))))
    return "".join(parts)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(REPORTS))
def test_however_a_report_is_nested_no_sentence_is_lost(data: st.DataObject, report: Report) -> None:
    rows = [report.title, "发布时间：2024-02-01　浏览次数：12", *(text for _, text in report.lines())]
    page = f"<html><body><ul><li><a href=a>首页</a></li></ul>{data.draw(nested(rows))}<p>主办：云泽县</p></body></html>"
    extract = read_html(page.encode())
    lines = read_lines(extract.text, title=extract.title, outside=extract.outside)
    assert {line.text for line in lines if line.kind == "text"} == {block.text for block in report.blocks}


EDITORS = [
    editors.paragraphs, editors.trs_editor, editors.double_breaks, editors.divs, editors.word, editors.wps, editors.ueditor,
    editors.font_soup, editors.preformatted, editors.excel, editors.headed, editors.sections, editors.wechat,
]  # fmt: skip
PARTS = [
    f"<ul>{NEWS}</ul>", f"<ul>{surroundings.summaries()}</ul>", surroundings.dated_list(), surroundings.menu(),
    "<p>主办单位：云泽县人民政府办公室</p><p>建议使用IE9以上浏览器浏览本站，以获得最佳效果。</p>",
    "<h3>相关链接</h3>" + "<br>".join(f"{i}.<a href={i}>{text}</a>" for i, text in enumerate(surroundings.NEWS, 1)),
    "<div>扫一扫在手机打开当前页</div><p>上一篇：<a href=1>全县经济工作会议召开</a></p>",
    "当前位置：<a href=/>首页</a> &gt; <a href=/a>公开</a> &gt; 正文<br>", "<p>欢迎访问云泽县人民政府网站，今天是2024年2月3日！</p>",
]  # fmt: skip
WRAPS = ["<div>{}</div>", "<div class='right'>{}</div>", "<table><tr><td>{}</td></tr></table>", "<section>{}</section>", "<div><div>{}</div></div>"]  # fmt: skip


@pytest.mark.parametrize("seed", range(80))
def test_whatever_stands_around_a_report_it_alone_is_read(seed: int) -> None:
    chance = random.Random(seed)
    report = replace(REPORTS[seed % len(REPORTS)], is_signed=chance.random() < 0.5)
    above, below = (
        "".join(chance.choice(WRAPS).format(chance.choice(PARTS)) for _ in range(chance.randrange(4))) for _ in "ab"
    )
    text = chance.choice(WRAPS).format(chance.choice(EDITORS)(report))
    page = f"<html><head><title>{report.title}</title></head><body>{above}<h1>{report.title}</h1>{text}{below}</body></html>"
    extract = read_html(page.encode())
    lines = read_lines(extract.text, title=extract.title, outside=extract.outside)
    assert [line.text for line in lines if line.kind == "text"] == [block.text for block in report.blocks]
