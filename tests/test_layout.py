"""What each line is: furniture of many sites, titles, dates, signatures, salutations, text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.layout import BESIDE, DATE, Line, read_lines

TITLE = "云泽县2023年法治政府建设工作报告"
OPENING = "2023年，云泽县认真贯彻上级部署，扎实推进法治政府建设。"
BODY = "全年办结行政复议案件三十二件，无一超期。"


def read(*texts: str) -> list[Line]:
    return list(read_lines("\n".join(texts)))


def kinds(*texts: str) -> list[str]:
    return [line.kind for line in read(*texts)]


BEFORE = [
    "首页 | 机构概况 | 政务公开",
    "当前位置：首页 > 政务公开 > 法治政府建设年度报告",
    "您现在的位置: 首页>>信息公开",
    "索引号：YZ010-2024-00017",
    "索 引 号： 000123",
    "【索引号】YZ-1：1",
    "公开方式：主动公开",
    "发布日期：2024-01-26　来源：云泽县司法局　浏览次数：318",
    "[来源：本站]",
    "字体：【大 中 小】",
    "【打印本页】【关闭窗口】",
    "大 中 小",
    "分享到：微信 微博",
    "无障碍浏览",
    "长者模式",
    "内容概述：云泽县2023年法治政府建设情况，全文介绍了一年来的主要工作与下一步的打算。",
    "信息名称：云泽县2023年法治政府建设工作报告",
    "登录 注册",
    "- 1 -",
]
AFTER = [
    "扫一扫在手机打开当前页",
    "主办单位：云泽县人民政府办公室",
    "版权所有：云泽县人民政府",
    "某ICP备12345678号-1",
    "某公网安备 00000000号",
    "网站标识码：0000000000",
    "上一篇：云泽县召开例会",
    "下一篇：没有了",
    "【关闭】 【打印】",
    "责任编辑：王某",
    "返回顶部",
    "联系电话：0000-1234567",
    "建议使用1024×768分辨率浏览器浏览",
    "附件：云泽县统计表",
    "第 3 页 / 共 3 页",
]


@pytest.mark.parametrize("line", BEFORE)
def test_what_sites_put_before_a_report_is_furniture(line: str) -> None:
    assert kinds(line, TITLE, OPENING, BODY) == ["furniture", "title", "text", "text"]


@pytest.mark.parametrize("line", [*BEFORE[1:-3], "发布时间：2024-01-26 10:30"])
def test_what_sites_put_between_title_and_text_is_furniture(line: str) -> None:
    assert kinds(TITLE, line, OPENING, BODY) == ["title", "furniture", "text", "text"]


@pytest.mark.parametrize("line", AFTER)
def test_what_sites_put_after_a_report_is_furniture(line: str) -> None:
    assert kinds(TITLE, OPENING, BODY, line) == ["title", "text", "text", "furniture"]


@pytest.mark.parametrize("line", ["【打印本页】", "- 12 -", "第3页", "扫一扫在手机打开当前页", "（此件公开发布）"])
def test_furniture_between_paragraphs_is_furniture(line: str) -> None:
    assert kinds(TITLE, OPENING, line, BODY)[2] == "furniture"


def test_everything_that_is_not_text_says_why() -> None:
    lines = read(BEFORE[0], BEFORE[2], TITLE, OPENING, "云泽县司法局", "2024年1月20日", AFTER[0], "友情的话")
    assert all(bool(line.reason) == (line.kind != "text") for line in lines)


@pytest.mark.parametrize(
    "heading",
    [
        "（三）加强党政机关法律顾问工作",
        "3.推进网站适老化改造",
        "（二）推进无障碍环境建设",
        "一、强化执法技术支持",
        "4.用好政务微博、政务微信",
        "（二）推行智能问答",
        "一、时间安排：全年",
    ],
)
def test_a_heading_that_shares_a_word_with_furniture_stays_text(heading: str) -> None:
    assert kinds(TITLE, OPENING, heading, BODY)[2] == "text"


@pytest.mark.parametrize("phrase", ["推进无障碍环境建设", "用好政务微博和政务微信", "强化技术支持"])
def test_an_unmarked_heading_that_shares_a_word_with_furniture_stays_text(phrase: str) -> None:
    assert kinds(TITLE, OPENING, phrase, BODY)[2] == "text"


def test_a_sentence_that_mentions_furniture_stays_text() -> None:
    assert kinds(TITLE, OPENING, "在政务大厅张贴二维码，群众微信扫一扫在手机上即可办事。")[2] == "text"


@pytest.mark.parametrize(
    "remark",
    ["本网站所有内容未经许可不得转载，违者必究。", "如对本报告有疑问，请在工作日拨打热线咨询。"],
)
def test_sentences_of_the_site_after_signature_and_date_are_furniture(remark: str) -> None:
    found = kinds(TITLE, OPENING, BODY, "云泽县人民政府", "2024年1月20日", remark)
    assert found == ["title", "text", "text", "signature", "date", "furniture"]


# -- titles


def test_a_title_over_two_lines_is_one_title() -> None:
    assert kinds("云泽县人民政府", "关于2023年法治政府建设情况的报告", OPENING) == ["title", "title", "text"]


@pytest.mark.parametrize(
    "lines",
    [
        ("青岚省法治政府建设", "2021年度报告"),
        ("云泽县人民政府2023年法治政府", "建设工作报告"),
        ("云泽县人民政府办公室", "关于2023年法治政府建设", "工作情况的报告"),
    ],
)
def test_a_title_cut_anywhere_is_one_title(lines: tuple[str, ...]) -> None:
    assert kinds(*lines, OPENING) == ["title"] * len(lines) + ["text"]


def test_a_repeated_title_is_title_each_time() -> None:
    assert kinds(TITLE, "来源：云泽县司法局", TITLE, OPENING) == ["title", "furniture", "title", "text"]


def test_a_document_without_title_has_none() -> None:
    assert kinds("一、主要工作", BODY) == ["text", "text"]


def test_a_column_of_the_site_is_not_preferred_to_the_title() -> None:
    assert kinds("法治政府建设年度报告", TITLE, OPENING)[1] == "title"


def test_the_title_that_the_page_tells_is_found_among_the_lines() -> None:
    text = "云泽之窗\n云泽法治十年回眸\n" + OPENING
    assert [line.kind for line in read_lines(text, title="云泽法治十年回眸")] == ["furniture", "title", "text"]


# -- dates


@pytest.mark.parametrize(
    "date",
    [
        "2024年1月20日",
        "2024 年 1 月 20 日",
        "（2024年1月20日）",
        "(2024年1月)",
        "2024-01-20",
        "2024/1/20",
        "2024.1.20",
        "2024-01-20 10:30:00",
        "二〇二四年一月二十日",
        "二○二四年十二月三十一日",
        "二Ｏ二四年一月二十日",
        "二0二四年一月",
        "二零二四年十月十日",
        "２０２４年１月２０日",
    ],
)
def test_a_line_that_is_a_date_in_any_form_is_a_date(date: str) -> None:
    assert DATE.fullmatch(date)
    assert kinds(TITLE, OPENING, BODY, date)[-1] == "date"
    assert kinds(TITLE, date, OPENING)[1] == "date"


@pytest.mark.parametrize("text", ["2024年", "2023年全县", "1月20日全县召开法治建设工作会议并作出部署。"])
def test_a_line_that_says_more_or_less_than_a_date_is_none(text: str) -> None:
    assert not DATE.fullmatch(text)


# -- signatures and salutations


@pytest.mark.parametrize(
    "office", ["云泽县人民政府", "柳湾区司法局", "松林开发区管委会", "白杨镇人民政府（盖章）", "云泽县法治建设领导小组"]
)
def test_an_office_after_the_text_is_its_signature(office: str) -> None:
    assert kinds(TITLE, OPENING, BODY, office, "2024年1月20日")[-2:] == ["signature", "date"]


def test_an_office_and_a_date_under_the_title_sign_too() -> None:
    assert kinds(TITLE, "云泽县司法局", "（2024年1月）", OPENING) == ["title", "signature", "date", "text"]


@pytest.mark.parametrize(
    "salutation",
    [
        "各位代表：",
        "市人民政府：",
        "县委、县政府:",
        "市委全面依法治市委员会办公室：",
        "尊敬的各位领导，同志们：",
        "主任、各位副主任、各位委员：",
        "各街道办事处，区直各部门：",
    ],
)
def test_a_salutation_is_not_text(salutation: str) -> None:
    assert kinds(TITLE, salutation, OPENING) == ["title", "salutation", "text"]
    assert kinds(salutation, OPENING)[0] == "salutation"


def test_a_sentence_that_leads_to_a_list_is_no_salutation() -> None:
    assert kinds(TITLE, OPENING, "全县各部门主要抓好以下工作：", "一是健全机制。印发方案。")[2] == "text"


def test_a_short_sentence_right_after_the_text_is_text() -> None:
    assert kinds(TITLE, OPENING, BODY, "特此报告。", "云泽县人民政府")[-2:] == ["text", "signature"]


def test_the_speaker_under_the_title_is_not_text() -> None:
    found = kinds("云泽县2023年法治政府建设工作报告", "云泽县司法局局长 王某某", "县人大常委会：", OPENING)
    assert found == ["title", "furniture", "salutation", "text"]


def test_an_announcement_under_a_heading_of_plans_is_no_salutation() -> None:
    assert kinds(TITLE, OPENING, "三、下一步工作计划", "下一步，我局将：", "一是抓好学法；")[3] == "text"


# -- attached documents


def test_a_plan_attached_to_a_notice_is_text_with_a_title_of_its_own() -> None:
    found = read(
        "关于印发《云泽县2024年普法工作要点》的通知",
        "各乡镇人民政府，县直各部门：",
        "《云泽县2024年普法工作要点》已经县政府同意，现印发给你们，请遵照执行。",
        "云泽县司法局",
        "2024年3月5日",
        "云泽县2024年普法工作要点",
        "2024年，全县普法工作围绕中心、服务大局。",
        "一、抓好宪法宣传",
    )
    assert [line.kind for line in found] == [
        "title", "salutation", "text", "signature", "date", "title", "text", "text",
    ]  # fmt: skip


def test_a_document_after_the_word_attachment_has_a_title_of_its_own() -> None:
    assert kinds(TITLE, OPENING, BODY, "附件1", "云泽县2024年普法工作要点", "一、抓好宪法宣传", BODY) == [
        "title", "text", "text", "furniture", "title", "text", "text",
    ]  # fmt: skip


# -- lines


def test_lines_are_without_the_white_space_around_them_and_slice_back() -> None:
    text = "　　" + OPENING + "\u00a0\r\n\n\t" + BODY + "\u200b\n \u2009\n"
    lines = read_lines(text)
    assert [line.text for line in lines] == [OPENING, BODY]
    assert all(text[line.start : line.end] == line.text for line in lines)


def test_a_text_of_furniture_only_has_no_text() -> None:
    assert set(kinds("当前位置：首页", "【打印本页】", "版权所有：云泽县人民政府")) == {"furniture"}


@pytest.mark.parametrize("text", ["A+" * 300 + "x", "大中小" * 300 + "x", " 　" * 3000 + "x", "各单位" * 5000 + ":"])
def test_a_line_made_to_be_slow_is_not(text: str) -> None:
    assert len(read(text)) == 1


@given(
    st.text(st.sampled_from("\n\n 　\u00a0\u2028\x85\u200b一（）()1.、：。县政府报告2023年月日附件的"), max_size=200)
)
def test_any_text_is_taken_apart_without_losing_a_visible_line(text: str) -> None:
    lines = read_lines(text)
    assert all(text[line.start : line.end] == line.text and line.text.strip() for line in lines)
    assert len(lines) == sum(bool(raw.replace("\u200b", "").strip()) for raw in text.split("\n"))


# -- what the format tells beside the text


def test_lines_that_the_format_has_outside_are_furniture_with_its_reason() -> None:
    text = "\n".join(["友情提示", "", TITLE, OPENING, BODY, "全县召开会议，部署重点工作。"])
    lines = read_lines(text, outside=["menu", "", "", "", "", "news"])
    assert [(line.kind, line.reason) for line in lines] == [
        ("furniture", "menu"), ("title", "title of the document"), ("text", ""), ("text", ""), ("furniture", "news"),
    ]  # fmt: skip


def test_a_title_outside_the_block_of_the_text_is_the_title_and_one_among_links_is_not() -> None:
    text = "\n".join([TITLE, TITLE, OPENING, BODY])
    lines = read_lines(text, outside=["list of links", BESIDE, "", ""])
    assert [line.kind for line in lines] == ["furniture", "title", "text", "text"]


def test_a_title_cut_in_the_middle_of_a_word_is_known_by_what_the_format_tells() -> None:
    lines = read_lines("\n".join([TITLE[:5], TITLE[5:12], TITLE[12:], OPENING]), title=TITLE)
    assert [line.kind for line in lines] == ["title", "title", "title", "text"]


# -- a site without structure


@pytest.mark.parametrize(
    "remark",
    [
        "欢迎访问云泽县人民政府网站，今天是2024年2月3日！",
        "免责声明：本站转载的文章版权归原作者所有。",
        "未经许可不得转载，违者将追究法律责任。",
        "建议使用1024×768分辨率浏览，以获得最佳效果。",
        "如有疑问，请与云泽县大数据中心联系。",
        "请扫描二维码关注云泽县司法局微信公众号。",
        "您需要登录后才可以发表评论。",
    ],
)
def test_what_a_site_says_of_itself_around_an_unsigned_report_is_furniture(remark: str) -> None:
    assert kinds(TITLE, OPENING, BODY, remark)[-1] == "furniture"
    assert kinds(remark, TITLE, OPENING, BODY) == ["furniture", "title", "text", "text"]


@pytest.mark.parametrize(
    "sentence",
    [
        "关注民生需求，推出更多便民利企举措，群众获得感不断增强。",
        "及时办理网民留言三百二十八条，办结率百分之百。",
        "完善政府网站和微信公众号，方便群众查询办事。",
        "如期完成各项任务，未发生一起执法过错案件。",
        "让群众扫码即可评价，好差评满意率达到百分之九十九。",
    ],
)
def test_a_last_sentence_that_shares_words_with_a_site_s_remarks_is_text(sentence: str) -> None:
    assert kinds(TITLE, OPENING, BODY, sentence)[-1] == "text"


def test_sentences_above_the_title_are_the_site_s() -> None:
    assert kinds("全县政务服务大厅周末照常办公。", TITLE, OPENING, BODY, BODY)[:2] == ["furniture", "title"]


def test_an_opening_above_a_heading_that_looks_like_a_title_is_text() -> None:
    opening = "2023年，云泽县坚持以习近平法治思想为指导，认真贯彻落实上级各项决策部署，扎实推进依法行政，法治政府建设取得新成效，现将主要情况报告如下。"
    assert kinds(opening, "2023年法治政府建设主要工作情况", BODY, BODY, BODY, BODY, BODY, BODY, BODY, BODY, BODY, BODY, BODY, BODY)[:2] == ["text", "text"]  # fmt: skip


@pytest.mark.parametrize(
    "opening", ["现将有关情况报告如下：", "现将2023年法治政府建设情况公开如下", "按照要求，总结如下："]
)
def test_an_opening_is_text_however_short(opening: str) -> None:
    assert kinds(TITLE, "县政府：", opening, "一、主要工作", BODY)[:3] == ["title", "salutation", "text"]
    assert kinds(opening, "首页", TITLE, OPENING, BODY)[0] == "furniture"


def test_numbered_titles_below_the_signature_are_a_list_of_the_site() -> None:
    below = ["相关信息", "1. 全县经济工作会议召开", "2. 县领导调研乡村产业", "3. 柑橘采摘节开幕"]
    assert (
        kinds(TITLE, OPENING, BODY, BODY, BODY, BODY, "云泽县人民政府", "2024年1月20日", *below)[-4:]
        == ["furniture"] * 4
    )


def test_a_short_last_sentence_below_a_table_is_text() -> None:
    lines = read_lines(
        "\n".join([TITLE, OPENING, BODY, "案件 32", "特此报告。"]), outside=["", "", "", "row of a table", ""]
    )
    assert [line.kind for line in lines][-2:] == ["furniture", "text"]


@pytest.mark.parametrize(
    "line",
    [
        "索引号 YZ010-2024-00017",
        "发布机构 云泽县司法局 成文日期 2024年1月20日",
        "浏览量 318",
        "阅读 10万+",
        "318 次浏览",
        "http://www.example.cn/art/2024/1/20/art_12_345.html",
        "本报记者 张某某",
        "一、主要工作……………………3",
        "Home > News > Annual report",
        "Print | Close | Back to top",
        "Copyright © 2024 All Rights Reserved.",
        "云泽之窗 版权所有 云ICP备00000001号！",
    ],
)
def test_more_of_what_sites_write_is_furniture(line: str) -> None:
    assert kinds(TITLE, line, OPENING, BODY) == ["title", "furniture", "text", "text"]


def test_the_value_of_a_label_is_furniture_too() -> None:
    assert kinds("发布机构：", "云泽县司法局", TITLE, OPENING, BODY) == [
        "furniture",
        "furniture",
        "title",
        "text",
        "text",
    ]


def test_a_title_below_an_empty_label_stays_the_title() -> None:
    assert kinds("发布机构：", TITLE, OPENING, BODY) == ["furniture", "title", "text", "text"]
