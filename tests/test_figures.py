"""Numbers in paragraphs: what is one, what it amounts to, what it counts."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.figures import Figure, find_figures, find_row_figures
from classifier.figures.numerals import read_chinese
from classifier.figures.summary import Summary, name_indicator
from tests.figure_scores import describe, matches, score
from tests.hostile_rows import make_row

FIXTURES = Path(__file__).parent / "figures"
BAR = {"precision": 0.95, "recall": 0.90}
FILES = ["developing", "held_out", "fresh", "practice", "last", "unseen", "blind"]
SENTENCES = [line for name in FILES for line in (FIXTURES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def only(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize("name", FILES)
def test_known_figures_are_found_with_what_they_count(name):
    found = score(FIXTURES / f"{name}.jsonl")
    assert found.precision >= BAR["precision"], describe(FIXTURES / f"{name}.jsonl")
    assert found.recall >= BAR["recall"], describe(FIXTURES / f"{name}.jsonl")


def test_there_are_600_sentences():
    assert len(SENTENCES) >= 600
    assert len(set(SENTENCES)) == len(SENTENCES)


def test_an_answer_may_leave_out_what_is_in_brackets():
    assert matches("法律援助案件", "[法律援助]案件|援助")
    assert matches("案件", "[法律援助]案件|援助")
    assert not matches("援助案件", "[法律援助]案件|援助")


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("标的5.71亿元", 571_000_000, None, "元"),
        ("罚款１，２３４万元", 12_340_000, None, "元"),
        ("出庭应诉率93.1％", 93.1, None, "%"),
        ("超限率1.5‰", 1.5, None, "‰"),
        ("受理案件1,234件", 1234, None, "件"),
        ("受理案件1 286件", 1286, None, "件"),
        ("受理案件三百二十件", 320, None, "件"),
        ("组织学法两次", 2, None, "次"),
        ("归集数据1.2亿条", 120_000_000, None, "条"),
        ("出动执法人员3千人次", 3000, None, "人次"),
        ("审结案件3至5件", 3, 5, "件"),
        ("压缩审批时限20%-30%", 20, 30, "%"),
        ("安排经费3万至5万元", 30_000, 50_000, "元"),
        ("安排经费3至5万元", 30_000, 50_000, "元"),
        ("调解成功率达百分之九十五点五", 95.5, None, "%"),
        ("办件量减少三成半", 35, None, "%"),
        ("三分之二的行政村", 66.67, None, "%"),
        ("案件增长2倍", 2, None, "倍"),
        ("纠错率下降3.2百分点", 3.2, None, "个百分点"),
        ("造林面积38.6万㎡", 386_000, None, "平方米"),
        ("审批时限压缩至3个工作日", 3, None, "个工作日"),
        ("全网点击量超2000万。", 20_000_000, None, ""),
        ("群众安全感指数98.76。", 98.76, None, ""),
        ("行政案件数1268件", 1268, None, "件"),
        ("服务2.4万家企业", 24_000, None, "家"),
        ("惠及9万余农户", 90_000, None, ""),
        ("平均浓度31微克/立方米", 31, None, "微克/立方米"),
    ],
)
def test_numbers_are_given_in_their_unit_without_multipliers(text, value, upper, unit):
    figure = only(text)
    assert (figure.value, figure.upper, figure.unit) == (value, upper, unit)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("开展活动近300场", "近"),
        ("开展活动320余场", "余"),
        ("发放资料3万多份", "多"),
        ("覆盖率达98%以上", "以上"),
        ("培训不少于2次", "不少于"),
        ("约谈企业近百余家", "近、余"),
        ("开展活动300场", ""),
    ],
)
def test_words_that_make_a_number_less_than_exact_are_kept(text, qualifier):
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("信访总量同比下降12.5%", "同比下降"),
        ("败诉率降至5.1%", "降至"),
        ("案件数较上年增长3成", "增长"),
        ("受理案件77件", ""),
    ],
)
def test_a_change_is_told_from_a_level(text, change):
    assert only(text).change == change


def test_both_ends_of_a_change_count_the_same():
    before, after = find_figures("即办件占比由41%提高到56%。")
    assert (before.value, before.change, after.value, after.change) == (41, "由", 56, "提高到")
    assert before.counts == after.counts == "即办件占比"


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月5日，截至12月底，2021—2025年，二〇二三年六月",
        "根据国发〔2021〕33号文件和第12号令",
        "第三次会议审议第12条、第33条",
        "（一）加强领导。1.深化改革。一是强化统筹。",
        "拨打12345热线、110或12348，电话0571-88888888",
        "“八五”普法、“双随机、一公开”、“一件事”、三项制度、两个维护、四个意识",
        "国家5A级景区、百强县、5G平台、V2.0版、G60沿线",
        "上午8:30至17:30，7×24小时自助服务",
        "统一社会信用代码123456789012345678",
        "一系列、一批、一定、一律、统一、一体化、第一时间、三位一体、千家万户、万无一失",
        "最多跑一次，十年如一日",
        "县十七届人大三次会议",
        "八类主要刑事案件、70岁以上老人、五分钟到达现场率",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert find_figures(text) == []


def test_numbers_in_a_row_share_a_noun_and_keep_their_verbs():
    figures = find_figures("受理行政复议案件77件、办结70件、不予受理3件。")
    assert [(f.counts, f.predicate) for f in figures] == [
        ("行政复议案件", "受理"), ("行政复议案件", "办结"), ("行政复议案件", "不予受理"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("在全省考核中得分96.4分", "得分"),
        ("下达责令改正决定书221份", "责令改正决定书"),
        ("召开会议专题研究法治工作4次", "法治工作"),
        ("移送公安机关线索3条", "线索"),
        ("平均办理周期缩短至18天", "平均办理周期"),
        ("办理时限比法定期限缩短45天", "办理时限"),
        ("参与化解矛盾纠纷79起", "矛盾纠纷"),
        ("企业注销由45天压缩至20天", "企业注销"),
        ("行政立案24起", "行政立案"),
        ("会议通过《物业管理条例》，共8章", "《物业管理条例》"),
    ],
)
def test_what_is_counted_is_told_from_how_and_where(text, counts):
    assert {figure.counts for figure in find_figures(text)} == {counts}


def test_what_was_done_to_some_is_not_counted_in_others():
    figures = find_figures("维持原行为的84件（占53%），撤销的6件（占6%）。")
    assert [figure.counts for figure in figures] == ["原行为", "原行为", "撤销", "撤销"]


def test_parts_are_told_after_the_whole():
    figures = find_figures("办理援助案件90件（其中农民工案件30件），办结80件。")
    assert [f.counts for f in figures] == ["援助案件", "农民工案件", "援助案件"]


def test_numbers_after_respectively_go_to_their_nouns():
    figures = find_figures("平台接收投诉、举报、咨询分别为18件、6件和24件。")
    assert [(f.counts, f.value) for f in figures] == [("投诉", 18), ("举报", 6), ("咨询", 24)]


@pytest.mark.parametrize(
    "text", ["77件行政复议案件", "行政复议案件77件", "共受理行政复议案件77件", "行政复议案件共计 77 件"]
)
def test_the_noun_may_stand_before_or_after(text):
    assert only(text).counts == "行政复议案件"


def test_no_noun_is_taken_from_another_sentence():
    assert only("受理案件增多。全年77件。").counts == ""


def test_a_sentence_is_given_with_its_offsets():
    text = "首先调研。全年办结56件！然后总结。"
    figure = only(text)
    assert text[figure.sentence_start : figure.sentence_end] == "全年办结56件！"


def test_chinese_numerals_are_read_or_refused():
    assert read_chinese("一万二千三百零五") == 12305
    assert [read_chinese(w) for w in ("二〇二三", "百万千", "一二", "", "三百二", "点五")] == [None] * 6


def test_figures_of_a_row_stand_at_offsets_of_the_document():
    row = make_row("全年办结案件56件，罚款1.2万元。", start=100, end=120)
    figures = list(find_row_figures([row]))
    assert (
        [row["text"][f["start"] - 100 : f["end"] - 100] for f in figures]
        == [f["raw"] for f in figures]
        == ["56件", "1.2万元"]
    )
    assert {f["sentence"] for f in figures} == {row["text"]}
    assert {(f["document"], f["year"], f["theme"], f["role"]) for f in figures} == {
        ("reports/a.txt", 2021, "普法宣传", "成效")
    }


def test_indicators_of_several_reports_stand_side_by_side():
    summary = Summary()
    for year, text in (
        (2022, "全县受理复议案件30件，出庭应诉率90%。"),
        (2023, "受理复议案件40件，负责人出庭应诉率95%，同比上升5个百分点。"),
    ):
        for figure in find_row_figures([make_row(text, document=f"{year}.txt", year=year)]):
            summary.add(figure)
    shared = {indicator.counts: list(by_report.values()) for indicator, by_report in summary.shared()}
    assert shared == {"复议案件": [[30], [40]], "行政机关负责人出庭应诉率": [[90], [95]]}


def test_next_years_aims_are_no_results():
    summary = Summary()
    for role in ("成效", "计划"):
        for figure in find_row_figures([make_row("培训调解员20名。", document=role, role=role)]):
            summary.add(figure)
    assert summary.shared() == []


def test_the_place_is_no_part_of_an_indicator():
    assert name_indicator("桐垭县行政机关负责人出庭应诉率", "桐垭县") == "行政机关负责人出庭应诉率"
    assert name_indicator("全县") == "全县"


def check(text: str) -> None:
    figures = find_figures(text)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.raw != ""
        assert 0 <= figure.sentence_start <= figure.start < figure.end <= figure.sentence_end <= len(text)
        assert figure.upper is None or figure.upper > figure.value
        assert figure.value >= 0
    assert all(a.end <= b.start for a, b in pairwise(figures))


PIECES = [
    "受理", "办结", "案件", "行政复议", "77件", "1,234", "5.71亿元", "93.1%", "三百二十", "两次", "十余场", "百分之", "由", "提高到", "分别为", "、",
    "，", "。", "（", "）", "“", "”", "《", "》", "其中", "的", "同比", "增长", "下降", "2023年", "3月", "第", "一", "二", "万", "亿", "余", "近", "至",
    "-", "—", ".", ":", "个", "件", "个百分点", "人次", "．", " ", "\n", "1", "年",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(), max_size=80),
        st.text(st.sampled_from("受理案件7一件\ud83d\udcff\x00\u2028😀İ")),
        st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    )
)
def test_any_text_gives_figures_that_slice_back(text):
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        ",",
        "万",
        "1,",
        "1,234",
        "1.",
        "“",
        "（1",
        "第",
        " ",
        "1-",
        "届",
        "2023年",
        "百分之",
        "\n",
        "的",
        "受理",
        '"',
        "《",
        "0-",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length_warrants(piece):
    text = piece * (100_000 // len(piece))
    find_figures("受理案件77件")  # the dictionary is loaded
    begun = time.process_time()
    find_figures(text)
    assert time.process_time() - begun < 6  # most take 0.1 s; what is quadratic takes a minute


def test_many_figures_in_one_sentence_take_time_in_proportion():
    def seconds(count: int) -> float:
        begun = time.process_time()
        assert len(find_figures("，受理1件" * count)) == count
        return time.process_time() - begun

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.01)
