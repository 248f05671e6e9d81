"""What a document says about itself; what it does not tell stays empty."""

from __future__ import annotations

import pytest

from classifier.documents.layout import read_lines
from classifier.documents.metadata import Metadata, read_metadata

BODY = "全年办结行政复议案件三十二件，无一超期。"


def read(*texts: str, path: str = "report.txt", title: str = "") -> Metadata:
    return read_metadata(read_lines("\n".join(texts), title=title), path, title=title)


def test_a_document_that_tells_nothing_leaves_everything_empty() -> None:
    assert read("一、主要工作", BODY) == Metadata("", "", None, "", "")


# -- title


def test_a_title_over_two_lines_is_joined() -> None:
    assert (
        read("云泽县人民政府", "关于2023年法治政府建设情况的报告", BODY).title
        == "云泽县人民政府关于2023年法治政府建设情况的报告"
    )


def test_a_repeated_title_is_given_once() -> None:
    title = "云泽县2023年法治政府建设工作报告"
    assert read(title, "来源：云泽县司法局", title, BODY).title == title


def test_a_title_given_once_whole_and_once_in_two_lines_is_given_once() -> None:
    whole, first, second = (
        "云泽县人民政府关于2023年法治政府建设情况的报告",
        "云泽县人民政府",
        "关于2023年法治政府建设情况的报告",
    )
    assert read(whole, "来源：云泽之窗", first, second, BODY, title=whole).title == whole
    assert read(first, second, "来源：云泽之窗", whole, BODY, title=whole).title == whole


@pytest.mark.parametrize("label", ["信息名称：", "【标题】：", "名 称："])
def test_without_a_title_line_a_label_tells_it(label: str) -> None:
    assert read(label + "云泽县2023年法治政府建设工作报告", BODY).title == "云泽县2023年法治政府建设工作报告"


def test_without_a_title_line_the_page_s_own_is_taken() -> None:
    assert read(BODY, title="云泽县法治政府建设报告").title == "云泽县法治政府建设报告"


def test_without_any_title_a_file_saved_under_its_title_tells_it() -> None:
    told = read("一、主要工作", BODY, path="下载/云泽县2023年法治政府建设工作报告.txt")
    assert told == Metadata("云泽县2023年法治政府建设工作报告", "云泽县", 2023, "", "", "报告")


def test_a_file_name_that_is_no_title_tells_none() -> None:
    assert read(BODY, path="yunze-2023.txt").title == ""


# -- year


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("云泽县2023年法治政府建设工作报告", 2023),
        ("云泽县2023年度法治政府建设工作报告", 2023),
        ("2023年度云泽县法治政府建设工作报告", 2023),
        ("云泽县二〇二三年法治政府建设工作报告", 2023),
        ("云泽县二○二三年度法治政府建设工作报告", 2023),
        ("云泽县二0二三年法治政府建设工作报告", 2023),
        ("云泽县法治政府建设工作报告（2023年）", 2023),
        ("云泽县法治政府建设工作报告（2023）", 2023),
        ("云泽县2023法治政府建设工作报告", 2023),
    ],
)
def test_the_year_of_the_title_is_the_year_reported_on(title: str, year: int) -> None:
    assert read(title, "发布日期：2024-01-26", BODY, "云泽县人民政府", "2024年1月20日").year == year


@pytest.mark.parametrize(
    "opening",
    [
        "2023年，云泽县扎实推进法治政府建设。",
        "2023年度我局认真落实各项部署要求。",
        "2023年以来，全县法治建设稳步推进。",
        "2023我县扎实推进法治政府建设各项任务。",
        "二〇二三年，云泽县扎实推进法治政府建设。",
        "现将云泽县2023年法治政府建设情况报告如下。",
    ],
)
def test_without_a_year_in_the_title_the_opening_tells_it(opening: str) -> None:
    assert read("云泽县法治政府建设工作报告", "发布日期：2024-01-26", opening, BODY, "2024年1月20日").year == 2023


@pytest.mark.parametrize(
    "path",
    ["yunze-2023.txt", "云泽县2023.txt", "2022/云泽县_2023年.html"],
)
def test_without_a_year_in_the_text_the_file_s_name_tells_it(path: str) -> None:
    assert read("一、主要工作", BODY, path=path).year == 2023


@pytest.mark.parametrize(
    "texts",
    [
        ("云泽县法治政府建设工作报告", "发布日期：2024-01-26", BODY),
        ("云泽县法治政府建设工作报告", BODY, "云泽县人民政府", "2024年1月20日"),
        ("云泽县法治政府建设工作报告（2024年1月20日）", BODY),
        ("云泽县法治政府建设工作报告", "二〇二四年一月二十日", BODY),
        ("云泽县法治政府建设工作报告", "2024年1月20日，云泽县召开会议部署工作。"),
    ],
)
def test_the_year_of_publication_is_never_the_year_reported_on(texts: tuple[str, ...]) -> None:
    assert read(*texts).year is None


@pytest.mark.parametrize("path", ["2024-01-26.txt", "report-2024.1.26.txt", "20240126.txt", "云泽2024年1月.txt"])
def test_a_date_in_the_file_s_name_is_not_the_year_reported_on(path: str) -> None:
    assert read("一、主要工作", BODY, path=path).year is None


def test_a_title_outweighs_opening_and_file_name() -> None:
    assert read("云泽县2023年法治政府建设工作报告", "2022年，全县工作有序。" + BODY, path="2021.txt").year == 2023


def test_without_all_these_the_year_named_most_often_is_taken() -> None:
    items = (
        "一、主要工作",
        BODY,
        BODY,
        "到2023年底，办结三十件，较2022年底增长一成。",
        "与2023年初相比，投诉减少一半。",
    )
    assert read(*items).year == 2023


# -- region


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("云泽县2023年法治政府建设工作报告", "云泽县"),
        ("云泽县人民政府关于2023年法治政府建设情况的报告", "云泽县"),
        ("2023年度柳湾区法治政府建设工作报告", "柳湾区"),
        ("关于青岚省2023年法治政府建设情况的报告", "青岚省"),
        ("青岚省石桥市柳湾区2023年法治政府建设报告", "青岚省石桥市柳湾区"),
        ("石桥市司法局2023年法治政府建设工作总结", "石桥市"),
        ("白杨镇2023年法治政府建设工作总结", "白杨镇"),
        ("中共云泽县委云泽县人民政府关于2023年法治政府建设的报告", "云泽县"),
        ("松林开发区2023年法治政府建设报告", "松林开发区"),
        ("全椒镇2023年法治政府建设工作总结", "全椒镇"),
        ("全县2023年法治政府建设工作总结", ""),
        ("我县2023年法治政府建设工作总结", ""),
        ("关于2023年法治政府建设工作的报告", ""),
    ],
)
def test_the_title_tells_the_region(title: str, region: str) -> None:
    assert read(title, BODY).region == region


def test_the_signature_tells_the_region_where_the_title_does_not() -> None:
    assert read("关于2023年法治政府建设工作的报告", BODY, "云泽县司法局", "2024年1月20日").region == "云泽县"


@pytest.mark.parametrize(
    "opening",
    [
        "2023年，云泽县坚持依法行政，扎实推进各项工作。",
        "在市委的坚强领导下，云泽县人民政府认真落实法治建设要求。",
        "云泽县深入学习贯彻习近平法治思想，推进依法行政。",
    ],
)
def test_the_opening_tells_the_region(opening: str) -> None:
    assert read(opening, BODY).region == "云泽县"


@pytest.mark.parametrize(
    "opening",
    [
        "2023年，我县坚持依法行政，扎实推进。",
        "2023年，全市各级机关深入推进法治建设。",
        "在省委、市委的坚强领导下，我局扎实推进法治工作。",
        "近年来，各乡镇认真落实法治建设要求。",
    ],
)
def test_an_opening_that_says_our_county_names_none(opening: str) -> None:
    assert read(opening, BODY).region == ""


def test_local_documents_tell_the_region() -> None:
    texts = ("一、主要工作", "印发《云泽县行政执法监督办法》《云泽县普法清单》，落实《青岚省法治建设条例》。")
    assert read(*texts).region == "云泽县"


def test_the_file_s_name_tells_the_region() -> None:
    assert read("一、主要工作", BODY, path="reports/云泽县2023年.txt").region == "云泽县"


# -- issuer


def test_who_signs_is_the_issuer() -> None:
    texts = ("云泽县2023年法治政府建设工作报告", "来源：云泽之窗", BODY, "云泽县 人民政府", "2024年1月20日")
    assert read(*texts).issuer == "云泽县人民政府"


def test_without_a_signature_the_title_tells_who_reports() -> None:
    assert read("云泽县司法局关于2023年法治政府建设情况的报告", "来源：云泽之窗", BODY).issuer == "云泽县司法局"


@pytest.mark.parametrize("label", ["发布机构：", "发文机关: ", "来源：", "信息来源："])
def test_without_both_a_label_tells_the_issuer(label: str) -> None:
    assert read("云泽县2023年法治政府建设报告", label + "云泽县司法局", BODY).issuer == "云泽县司法局"


@pytest.mark.parametrize("source", ["本站", "本网站", "本站原创", "互联网", "云泽县人民政府门户网站"])
def test_a_site_is_not_an_issuer(source: str) -> None:
    assert read("云泽县2023年法治政府建设报告", "来源：" + source, BODY).issuer == ""


# -- date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024年1月20日", "2024-01-20"),
        ("2024 年 1 月 20 日", "2024-01-20"),
        ("（2024年1月）", "2024-01"),
        ("2024-01-20", "2024-01-20"),
        ("2024/1/20", "2024-01-20"),
        ("2024.1.20", "2024-01-20"),
        ("2024-01-20 10:30:00", "2024-01-20"),
        ("二〇二四年一月二十日", "2024-01-20"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二零二四年十月十日", "2024-10-10"),
        ("二0二四年二月二十一日", "2024-02-21"),
        ("２０２４年１月２０日", "2024-01-20"),
        ("2024年13月1日", ""),
        ("2024年2月31日", ""),
    ],
)
def test_a_date_line_is_read_in_every_form(line: str, date: str) -> None:
    assert read("云泽县2023年法治政府建设报告", BODY, BODY, "云泽县人民政府", line).date == date


def test_the_date_signed_outweighs_the_date_published() -> None:
    texts = ("发布日期：2024-02-01", "云泽县2023年法治政府建设报告", BODY, "云泽县人民政府", "2024年1月20日")
    assert read(*texts).date == "2024-01-20"


def test_of_several_labels_the_one_nearest_to_the_signing_counts() -> None:
    texts = ("更新时间：2024-03-01", "发布日期：2024-02-01 10:00", "成文日期：2024年1月20日", BODY)
    assert read(*texts).date == "2024-01-20"


@pytest.mark.parametrize(
    "line",
    [
        "发布机构 云泽县司法局 成文日期 2024年01月19日",
        "发文机关： 云泽县司法局 成文日期： 2024年01月19日",
        "发文字号 云司发〔2024〕3号 发文机关 云泽县司法局 生成日期 2024-1-19",
        "来源：云泽日报 发布单位：云泽县司法局 发布时间：2024/1/19 浏览次数：12",
        "Source: 云泽县司法局 | Published: 2024-01-19 | Views: 3",
    ],
)
def test_a_table_about_the_document_tells_with_and_without_colons(line: str) -> None:
    told = read("云泽县2023年法治政府建设报告", line, BODY)
    assert (told.issuer, told.date) == ("云泽县司法局", "2024-01-19")


def test_a_label_tells_with_its_value_on_the_next_line() -> None:
    told = read("发布机构：", "云泽县司法局", "成文日期", "2024年1月19日", "云泽县2023年法治政府建设报告", BODY)
    assert (told.issuer, told.date) == ("云泽县司法局", "2024-01-19")


def test_a_button_below_an_empty_label_is_no_value() -> None:
    assert read("云泽县2023年法治政府建设报告", "来源：", "【打印】", "发布单位：", "关闭", BODY).issuer == ""


def test_a_newspaper_is_no_issuer_where_an_office_is_named() -> None:
    assert (
        read("云泽县2023年法治政府建设报告", "来源：云泽日报", "发布机构：云泽县司法局", BODY).issuer == "云泽县司法局"
    )


def test_what_the_page_s_head_tells_is_taken_last() -> None:
    texts = ("云泽县2023年法治政府建设报告", BODY)
    told = read_metadata(read_lines("\n".join(texts)), "x.html", issuer="云泽县司法局", date="2024-02-01")
    assert (told.issuer, told.date) == ("云泽县司法局", "2024-02-01")
    signed = (*texts, BODY, "云泽县人民政府", "2024年1月20日")
    told = read_metadata(read_lines("\n".join(signed)), "x.html", issuer="云泽县司法局", date="2024-02-01")
    assert (told.issuer, told.date) == ("云泽县人民政府", "2024-01-20")


@pytest.mark.parametrize("author", ["admin", "管理员", "张某", "云泽在线", "云泽县人民政府门户网站"])
def test_an_author_of_the_page_s_head_that_is_no_office_is_no_issuer(author: str) -> None:
    lines = read_lines("云泽县2023年法治政府建设报告\n" + BODY)
    assert read_metadata(lines, "x.html", issuer=author).issuer == ""


def test_the_seal_is_no_part_of_the_issuer_s_name() -> None:
    texts = ("云泽县2023年法治政府建设报告", BODY, BODY, "云泽县司法局（盖章）", "2024年1月20日")
    assert read(*texts).issuer == "云泽县司法局"


def test_a_name_in_the_footer_is_not_the_issuer_of_a_signed_report() -> None:
    texts = (
        "关于2023年法治政府建设情况的报告",
        BODY,
        BODY,
        "云泽县司法局",
        "2024年1月20日",
        "【打印】",
        "柳湾区信息中心",
    )
    assert read(*texts).issuer == "云泽县司法局"


# -- the places around a place


@pytest.mark.parametrize(
    "around",
    [
        "主办单位：青岚省石桥市云泽县人民政府办公室",
        "地址：青岚省石桥市云泽县人民路1号",
        "当前位置：首页 > 青岚省石桥市云泽县 > 公开",
    ],
)
def test_what_stands_around_a_report_tells_province_and_city(around: str) -> None:
    assert read("云泽县2023年法治政府建设报告", BODY, BODY, around).region == "青岚省石桥市云泽县"


def test_city_and_province_may_be_told_apart() -> None:
    texts = ("云泽县2023年法治政府建设报告", BODY, BODY, "主办：石桥市云泽县司法局", "地址：青岚省石桥市中山路1号")
    assert read(*texts).region == "青岚省石桥市云泽县"


def test_the_name_of_the_site_tells_the_city() -> None:
    lines = read_lines("云泽县2023年法治政府建设报告\n" + BODY)
    assert read_metadata(lines, "x.html", site="石桥市云泽县人民政府").region == "石桥市云泽县"


@pytest.mark.parametrize("around", ["来源：石桥市柳湾区司法局", "推动全市云泽县等地", "主办：云泽县司法局"])
def test_another_place_around_a_report_does_not_change_its_own(around: str) -> None:
    assert read("云泽县2023年法治政府建设报告", BODY, BODY, around).region == "云泽县"


# -- kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云泽县2023年法治政府建设工作报告", "报告"),
        ("云泽县司法局2023年度工作总结", "总结"),
        ("云泽县2024年普法工作要点", "要点"),
        ("云泽县法治政府建设实施方案（2021—2025年）", "方案"),
        ("关于印发《云泽县2024年普法工作要点》的通知", "通知"),
        ("云泽县司法局2023年工作总结和2024年工作计划", "总结"),
        ("云泽县2023年法治政府建设情况报告及下一步工作打算", "报告"),
        ("云泽县2023年法治政府建设工作情况通报", "通报"),
        ("云泽法治十年回眸", ""),
    ],
)
def test_the_title_tells_the_kind_of_document(title: str, kind: str) -> None:
    assert read(BODY, title=title).kind == kind
