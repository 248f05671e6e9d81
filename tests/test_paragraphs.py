"""A document's paragraphs: sections, leads, roles, and why every other line was left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents import Document, read_document
from classifier.documents.layout import read_lines
from classifier.paragraphs import Paragraph, split_document, split_paragraphs

REPORTS = Path(__file__).parent / "reports"
OPENING = "2023年，云泽县深入贯彻习近平法治思想，扎实推进法治政府建设。"
BODY = "全年办结行政复议案件三十二件，无一超期。"
MORE = "开展宪法宣传周活动十八场，发放宣传册一万余份。"


def split(*texts: str, year: int | None = 2023, title: str = "") -> list[Paragraph]:
    text = "\n".join(texts)
    return split_paragraphs(Document(text=text, year=year, title=title, lines=read_lines(text)))


def sections(*texts: str) -> list[str]:
    return [paragraph.section for paragraph in split(*texts)]


def leads(*texts: str) -> list[str]:
    return [paragraph.lead for paragraph in split(*texts)]


def roles(*texts: str, year: int | None = 2023, title: str = "") -> list[str]:
    return [paragraph.role for paragraph in split(*texts, year=year, title=title)]


# -- whole reports, each in a dialect of its own: section, role, lead, beginning of the text


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_whole_report_is_split_as_a_reader_would(path: Path) -> None:
    expected = [line.split("\t") for line in path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
    found = split_paragraphs(read_document(path))
    shortened = [
        [p.section, p.role, p.lead, p.text[: len(begin)]]
        for p, begin in zip(found, (row[3] for row in expected), strict=True)
    ]
    assert shortened == expected


def test_there_are_six_whole_reports() -> None:
    assert len(list(REPORTS.glob("*.txt"))) == len(list(REPORTS.glob("*.tsv"))) == 6


# -- sections


@pytest.mark.parametrize(
    "heading",
    [
        "第一部分 总体情况",
        "第一章 总则",
        "第一节 机构",
        "一、主要工作",
        "（一）规范执法",
        "(一)规范执法",
        "1.规范执法",
        "1、规范执法",
        "１．规范执法",
        "（1）规范执法",
        "(1)规范执法",
        "1）规范执法",
        "①规范执法",
        "一是规范执法",
        "一抓规范执法",
        "首先，规范执法",
        "一、规范执法。",
        "（一）规范执法。",
        "1.规范执法。",
        "规范执法",
    ],
)
def test_a_marker_alone_on_its_line_starts_a_section(heading: str) -> None:
    assert sections(heading, BODY + MORE) == [heading]


@pytest.mark.parametrize(
    "marker",
    ["一、", "（一）", "(一)", "1.", "1、", "１．", "（1）", "1）", "①", "一是", "一要", "一抓", "首先，", "第一，"],
)
def test_a_run_in_marker_leads_its_paragraph_and_makes_no_section(marker: str) -> None:
    found = split("工作情况", marker + "规范执法。" + BODY)
    assert [(p.section, p.lead) for p in found] == [("工作情况", marker + "规范执法。")]


def test_headings_are_joined_from_the_outermost_in() -> None:
    assert sections("第二部分 重点工作", "第一章 依法行政", "一、规范执法", "（一）评查案卷", "1.组织培训", BODY) == [
        "第二部分 重点工作 > 第一章 依法行政 > 一、规范执法 > （一）评查案卷 > 1.组织培训"
    ]


def test_a_heading_of_the_same_depth_ends_the_section_before() -> None:
    assert sections("一、规范执法", "（一）评查案卷", BODY, "二、普法宣传", MORE) == [
        "一、规范执法 > （一）评查案卷",
        "二、普法宣传",
    ]


def test_a_run_in_marker_ends_the_section_of_its_own_depth() -> None:
    assert sections("一、主要工作", "（一）规范执法", BODY, "（二）普法宣传。" + MORE) == [
        "一、主要工作 > （一）规范执法",
        "一、主要工作",
    ]


def test_the_same_marker_may_stand_alone_here_and_run_in_there() -> None:
    found = split("一、主要工作", "（一）规范执法", BODY, "（二）普法宣传。" + MORE, "（三）化解纠纷", BODY)
    assert [(p.section, p.lead) for p in found] == [
        ("一、主要工作 > （一）规范执法", ""),
        ("一、主要工作", "（二）普法宣传。"),
        ("一、主要工作 > （三）化解纠纷", ""),
    ]


def test_full_width_and_ascii_markers_have_the_same_depth() -> None:
    assert sections("一、主要工作", "(一)规范执法", BODY, "（二）普法宣传", MORE) == [
        "一、主要工作 > (一)规范执法",
        "一、主要工作 > （二）普法宣传",
    ]


def test_headings_that_end_in_a_full_stop_are_headings_when_text_is_below() -> None:
    assert sections("一、主要工作。", "（一）规范执法。", BODY, "（二）普法宣传。", MORE) == [
        "一、主要工作。 > （一）规范执法。",
        "一、主要工作。 > （二）普法宣传。",
    ]


@pytest.mark.parametrize("markers", [("1.", "2."), ("一是", "二是"), ("（一）", "（二）"), ("①", "②")])
def test_items_that_are_one_sentence_each_are_paragraphs(markers: tuple[str, str]) -> None:
    texts = [markers[0] + BODY, markers[1] + MORE, "各项工作取得扎实成效，得到群众普遍认可。"]
    assert [p.text for p in split("一、主要工作", *texts)] == texts


def test_unmarked_short_lines_above_text_are_headings() -> None:
    assert sections("强化组织领导", BODY, "加强普法宣传", MORE) == ["强化组织领导", "加强普法宣传"]


def test_an_unmarked_heading_above_a_short_paragraph_is_a_heading() -> None:
    assert sections("存在的主要问题", "执法人员年龄结构偏大。") == ["存在的主要问题"]


def test_headings_with_nothing_below_are_left_out_with_the_reason() -> None:
    text = "\n".join(["一、主要工作", "（一）规范执法", "（二）普法宣传", MORE, "（三）化解纠纷"])
    left_out = split_document(text).omissions
    assert [(o.line.text, o.reason) for o in left_out] == [
        ("一、主要工作", "heading"),
        ("（一）规范执法", "heading"),
        ("（二）普法宣传", "heading"),
        ("（三）化解纠纷", "heading"),
    ]


def test_a_lead_keeps_its_colon() -> None:
    assert leads("一、主要工作", "（一）规范执法：" + BODY) == ["（一）规范执法："]


def test_a_paragraph_of_one_sentence_has_no_lead() -> None:
    assert leads(OPENING, "一、主要工作", BODY) == ["", ""]


def test_paragraphs_are_numbered_from_one() -> None:
    assert [p.number for p in split(OPENING, "一、主要工作", BODY, MORE)] == [1, 2, 3]


# -- roles


def test_what_stands_before_the_first_section_is_the_opening() -> None:
    assert roles(OPENING, "现将有关情况报告如下：", "一、主要工作", BODY) == ["导语", "导语", "成效"]


def test_sections_give_roles() -> None:
    assert roles(
        OPENING,
        "一、主要工作", BODY,
        "二、主要负责人履行推进法治建设第一责任人职责情况", "县长主持召开常务会议学法六次，听取汇报四次。",
        "三、存在的问题", "执法力量不足，专业人才短缺。",
        "四、下一步工作打算", "健全监督机制，抓好普法宣传。",
    ) == ["导语", "成效", "履职", "问题", "计划"]  # fmt: skip


def test_a_role_reaches_down_into_sub_headings_and_ends_with_its_section() -> None:
    assert roles(
        "一、存在的问题", "（一）执法方面", "执法力量不足。", "（二）普法方面", "普法方式单一。", "二、工作成效", BODY
    ) == ["问题", "问题", "成效"]


def test_turning_words_carry_on_over_the_enumerated_paragraphs_that_follow() -> None:
    assert roles(
        "一、主要工作", BODY,
        "同时，我们也清醒地看到，工作中还存在一些不足：", "一是意识不强。遇事找法习惯没有养成。", "二是力量薄弱。持证人员较少。",
        "下一步，我县将抓好以下工作：", "一是抓好学法。纳入考核。", "二是配强队伍。新招五名。",
    ) == ["成效", "问题", "问题", "问题", "计划", "计划", "计划"]  # fmt: skip


def test_the_next_heading_ends_what_turning_words_began() -> None:
    assert (
        roles("一、规范执法", BODY, "但执法力量仍存在不足。", "1.人员较少。持证的只有三人。", "二、普法宣传", MORE)[-1]
        == "成效"
    )


def test_a_combined_heading_begins_with_problems_until_a_turn_to_plans() -> None:
    assert roles(
        "一、工作成效", BODY,
        "二、存在的问题及下一步打算",
        "1.执法能力有待提高。文书不规范。", "2.普法方式单一。参与度不高。",
        "下一步，将重点做好以下工作：", "1.提升能力。开展轮训。", "2.创新形式。建设公园。",
    ) == ["成效", "问题", "问题", "计划", "计划", "计划"]  # fmt: skip


def test_a_combined_heading_with_sub_headings_follows_them() -> None:
    assert roles(
        "二、存在的问题及下一步打算", "（一）存在的问题", "执法力量不足。", "（二）下一步打算", "健全监督机制。"
    ) == ["问题", "计划"]


def test_a_run_in_lead_announces_the_role_of_its_paragraph() -> None:
    assert roles("一、主要工作", BODY, "二、存在问题。执法力量不足，人才短缺。", "三、下一步打算。健全监督机制。") == [
        "成效",
        "问题",
        "计划",
    ]


def test_a_heading_that_names_a_later_year_announces_plans() -> None:
    assert roles("一、2023年主要工作", BODY, "二、2024年重点任务", "健全监督机制。", year=2023) == ["成效", "计划"]
    assert roles("一、2024年重点任务", BODY, year=2024) == ["成效"]


@pytest.mark.parametrize(
    "text",
    [
        "针对群众反映的停车难问题，组织多部门会商，推动问题整改到位。",
        "全年排查矛盾问题五百余个，化解率九成八，有效解决了历史遗留问题。",
        "1.突出问题导向。开展专项整治，发现并整改问题三十个。",
        "（二）解决突出问题。整改问题线索四十条。",
    ],
)
def test_achievements_about_problems_stay_achievements(text: str) -> None:
    assert roles("一、主要工作", text, MORE) == ["成效", "成效"]


def test_the_leader_s_duties_are_not_turned_by_words_about_the_future() -> None:
    texts = (
        "二、第一责任人职责履行情况",
        "县长主持研究法治建设中存在的突出问题四次。",
        "今后，将一以贯之履行职责。",
        BODY,
    )
    assert roles("一、主要工作", BODY, *texts)[1:] == ["履职"] * 3


def test_a_closing_paragraph_that_mentions_next_year_is_the_closing() -> None:
    assert roles(
        "一、主要工作", BODY, "二、下一步打算", "1.健全机制。落实责任。", "2.抓好普法。丰富形式。",
        "让我们携手并肩，在2024年的新征程上奋力谱写法治云泽新篇章！",
    )[-1] == "结语"  # fmt: skip


def test_an_unmarked_paragraph_after_the_items_of_the_last_section_is_the_closing() -> None:
    last = "2024年，云泽县将以更高站位推动法治政府建设再上新台阶。"
    assert (
        roles("一、主要工作", BODY, "二、下一步打算", "1.健全机制。落实责任。", "2.抓好普法。丰富形式。", last)[-1]
        == "结语"
    )


def test_a_section_of_plans_that_is_one_paragraph_is_no_closing() -> None:
    plan = "2024年，我县将健全监督机制，抓好普法宣传，推动法治政府建设再上新台阶。"
    assert roles(OPENING, "一、主要工作", BODY, "二、2024年工作计划", plan) == ["导语", "成效", "计划"]


def test_a_short_formula_closes_a_report() -> None:
    assert roles(OPENING, "一、主要工作", BODY, "特此报告。") == ["导语", "成效", "结语"]


@pytest.mark.parametrize(
    "title",
    [
        "云泽县2024年法治政府建设工作要点",
        "云泽县法治政府建设实施方案（2021—2025年）",
        "关于印发《云泽县2024年普法工作要点》的通知",
        "云泽县2024年普法计划",
    ],
)
def test_a_document_of_plans_holds_plans(title: str) -> None:
    assert roles("一、规范执法", "健全监督机制，完善案卷评查制度。", title=title, year=2024) == ["计划"]


def test_a_plan_attached_to_a_report_starts_afresh() -> None:
    found = split(
        "云泽县2023年法治政府建设工作报告",
        OPENING, "一、主要工作", BODY, "云泽县人民政府", "2024年1月20日",
        "云泽县2024年普法工作要点",
        "围绕中心、服务大局，创新普法形式。", "一、抓好宪法宣传", "开展宪法宣传周活动，推动法律进乡村。",
    )  # fmt: skip
    assert [(p.section, p.role) for p in found] == [
        ("", "导语"),
        ("一、主要工作", "成效"),
        ("", "计划"),
        ("一、抓好宪法宣传", "计划"),
    ]


def test_a_text_without_any_heading_has_an_opening_achievements_and_plans() -> None:
    assert roles(OPENING, BODY, MORE, "下一步，我县将健全机制，抓好落实。") == ["导语", "成效", "成效", "计划"]


def test_a_text_without_heading_and_opening_is_achievements() -> None:
    assert roles(BODY, MORE) == ["成效", "成效"]


# -- the promise


ARBITRARY = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([OPENING, BODY, MORE, "一、主要工作", "（一）规范执法", "1.评查案卷。" + BODY, "存在的问题", "特此报告。", "云泽县人民政府", "2024年1月20日", "附件1", "云泽县2024年普法工作要点", "各位代表：", "当前位置：首页", "  ", "\u2028", "让我们携手并肩！", "下一步，我县将抓好落实。"]),
        max_size=25,
    ).map("\n".join),
)  # fmt: skip


@given(ARBITRARY)
def test_paragraphs_slice_back_and_every_line_is_accounted_for_once(text: str) -> None:
    document = Document(text=text, lines=read_lines(text))
    paragraphs, omissions = split_document(document)
    for p in paragraphs:
        assert document.text[p.start : p.end] == p.text
        assert p.text.strip()
        assert p.text.startswith(p.lead)
        assert p.role in ("导语", "成效", "问题", "计划", "履职", "结语")
    assert all(o.reason for o in omissions)
    places = [(p.start, p.end) for p in paragraphs] + [(o.line.start, o.line.end) for o in omissions]
    assert sorted(places) == [(line.start, line.end) for line in document.lines]
    visible = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff]")
    assert len(places) == sum(visible.search(raw) is not None for raw in text.split("\n"))
