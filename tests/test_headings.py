"""Markers, their depths, and leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.headings import find_lead, find_marker, is_one_phrase

OUTLINE = [
    ["第一部分 总体情况", "第二部分：重点工作", "第1部分 概述"],
    ["第一章 总则", "第十二章、附则"],
    ["第一节 机构"],
    ["一、主要工作", "十二、其他工作", "一. 主要工作", "一．主要工作", "一,主要工作"],
    ["（一）规范执法", "(一)规范执法", "( 十二 ) 规范执法", "（一）、规范执法"],
    ["1.规范执法", "1、规范执法", "12．规范执法", "１．规范执法", "1 、规范执法"],
    ["（1）规范执法", "(1)规范执法", "（１２）规范执法"],
    ["1）规范执法", "1)规范执法", "①规范执法", "⑩ 规范执法"],
    ["一是规范执法", "二要规范执法", "三抓规范执法", "第一，规范执法", "首先，规范执法", "最后,规范执法"],
]


def test_markers_of_a_style_share_a_depth_and_styles_are_nested_in_order() -> None:
    depths = [{marker.depth for text in style if (marker := find_marker(text))} for style in OUTLINE]
    assert all(len(depth) == 1 for depth in depths)
    assert all(find_marker(text) for style in OUTLINE for text in style)
    in_order = [depth.pop() for depth in depths]
    assert in_order == sorted(set(in_order))


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全县办结案件",
        "3.5万人次参加培训",
        "12345热线办结率提高",
        "一个窗口受理",
        "一体推进法治建设",
        "三个专项行动",
        "首先审批",
        "十分重视",
        "全县",
        "",
        "第一责任人职责",
        "第三方评估",
        "二〇二三年",
    ],
)
def test_numbers_and_words_that_count_nothing_are_no_markers(text: str) -> None:
    assert find_marker(text) is None


def test_a_marker_ends_where_the_heading_begins() -> None:
    text = "（二）完善机制"
    marker = find_marker(text)
    assert marker is not None
    assert text[marker.end :] == "完善机制"


@pytest.mark.parametrize("text", ["（一）规范执法", "（一）规范执法。", "第一章 总则", "强化组织领导"])
def test_one_phrase_has_no_full_stop_but_at_its_end(text: str) -> None:
    assert is_one_phrase(text)


@pytest.mark.parametrize("text", ["1.规范执法。公开结果。", "加强领导；压实责任"])
def test_two_sentences_are_not_one_phrase(text: str) -> None:
    assert not is_one_phrase(text)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("1.完善制度。印发实施意见。", "1.完善制度。"),
        ("(一)完善制度.印发实施意见。", ""),
        ("（一）完善制度：印发实施意见。", "（一）完善制度："),
        ("一是完善制度。印发实施意见。", "一是完善制度。"),
        ("一抓队伍。开展轮训。", "一抓队伍。"),
        ("①完善制度；印发实施意见。", "①完善制度；"),
        ("（一）完善制度 印发实施意见三件。", "（一）完善制度"),
        ("——完善制度。印发实施意见。", ""),
        ("完善制度。印发实施意见。", "完善制度。"),
        ("首先，抓学习强意识。党委学法四次。", "首先，抓学习强意识。"),
    ],
)
def test_the_lead_is_the_marker_and_the_first_short_sentence(text: str, lead: str) -> None:
    assert find_lead(text) == lead


@pytest.mark.parametrize(
    "text",
    [
        "1.完善制度。",
        "（一）规范行政执法",
        "全年办结行政复议案件三十二件，同比增长两成，无一超期。群众满意。",
        "一是全县三十二个部门共同参加为期两个月的行政执法案卷评查并逐一反馈评查意见督促限期整改到位取得良好效果。随后通报。",
        "",
    ],
)
def test_a_single_sentence_and_a_long_one_are_no_lead(text: str) -> None:
    assert find_lead(text) == ""


@given(st.text(max_size=60))
def test_a_text_begins_with_its_lead_and_goes_on_after_it(text: str) -> None:
    lead = find_lead(text)
    assert text.startswith(lead)
    assert not lead or text[len(lead) :].strip()


@pytest.mark.parametrize("bullet", ["■", "★ ", "●　"])
def test_a_bullet_in_front_of_a_marker_says_nothing(bullet):
    marker = find_marker(f"{bullet}（二）完善机制")
    assert marker is not None
    assert (marker.depth, marker.end) == (2, len(bullet) + 3)
    assert find_marker(f"{bullet}完善机制") is None
