"""What headings and turning words say a paragraph is for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.roles import is_closing, is_opening, role_of_heading, turn_of


@pytest.mark.parametrize(
    "heading",
    [
        "三、存在的问题",
        "（三）存在问题和不足",
        "存在的主要困难和问题",
        "四、问题与短板",
        "三、主要问题及原因",
        "二、不足之处",
        "薄弱环节",
        "三、面临的挑战",
        "四、存在的问题及下一步打算",
        "存在问题及整改措施",
        "三、主要差距",
        "二、问题和下一步打算",
        "七、不足与今后努力方向",
        "二、不足与打算",
        "五、短板及2024年工作安排",
    ],
)
def test_a_heading_of_problems_announces_problems(heading: str) -> None:
    assert role_of_heading(heading, 2023) == "问题"


@pytest.mark.parametrize(
    "heading",
    [
        "四、下一步工作打算",
        "四、下步工作安排",
        "四、下一阶段重点",
        "五、今后努力方向",
        "四、2024年工作计划",
        "四、2024年度工作思路",
        "四、明年重点任务",
        "展望2024",
        "四、进一步加强法治政府建设工作安排",
        "四、2024年主要任务",
        "三、工作打算",
        "四、改进措施",
    ],
)
def test_a_heading_of_plans_announces_plans(heading: str) -> None:
    assert role_of_heading(heading, 2023) == "计划"


@pytest.mark.parametrize(
    "heading",
    [
        "二、党政主要负责人履行推进法治建设第一责任人职责情况",
        "二、主要负责人履行职责情况",
        "（二）履行推进法治建设职责",
    ],
)
def test_a_heading_of_the_leader_s_duties_announces_them(heading: str) -> None:
    assert role_of_heading(heading, 2023) == "履职"


@pytest.mark.parametrize(
    "heading",
    [
        "一、主要工作和成效",
        "（一）突出问题导向",
        "（二）解决群众反映强烈的突出问题",
        "（三）整治突出问题",
        "（一）坚持问题导向，强化执法监督",
        "二、上年度存在问题整改落实情况",
        "（二）全面落实上级工作部署",
        "（一）加强组织领导和工作部署",
        "（三）主要举措",
        "（一）优化营商环境新举措",
        "（四）执行年度立法计划",
        "一、2023年工作开展情况",
        "二、2023年工作计划完成情况",
        "（二）纾解企业困难",
        "1.公布检查计划",
        "（二）企业是第一责任人",
        "（一）整改“第一责任人职责不到位”问题",
        "（五）破解执法难题",
    ],
)
def test_a_heading_of_work_done_announces_nothing_else(heading: str) -> None:
    assert role_of_heading(heading, 2023) is None


def test_a_heading_that_names_a_later_year_announces_plans() -> None:
    assert role_of_heading("四、2024年重点任务", 2023) == "计划"
    assert role_of_heading("一、2024年重点任务", 2024) is None


def test_without_the_report_s_year_a_year_in_a_heading_says_nothing() -> None:
    assert role_of_heading("一、2024年重点任务", None) is None


@pytest.mark.parametrize(
    "text",
    [
        "一年来取得了一定成效，但与群众期待相比仍存在差距，执法力量不足。",
        "同时，我们也清醒地看到，工作中还存在一些短板。",
        "存在的主要问题：执法人员专业能力不强。",
        "虽然成绩明显，但仍有不少薄弱环节。",
        "法治政府建设还面临一些困难。",
        "2023年我县法治政府建设虽然取得了一定成绩，但还存在以下不足：",
    ],
)
def test_words_of_shortcoming_turn_to_problems(text: str) -> None:
    assert turn_of(text, 2023) == "问题"


@pytest.mark.parametrize(
    "text",
    [
        "下一步，我县将健全监督机制。",
        "下步，县政府将抓好普法。",
        "2024年，我局将继续深化改革。",
        "今后，要持续用力。",
        "接下来，我们将抓好落实。",
        "1.下一步工作打算。健全监督机制。",
        "新的一年里，要健全机制。",
        "针对以上不足，下一步我们将从三个方面改进。",
    ],
)
def test_words_about_the_future_turn_to_plans(text: str) -> None:
    assert turn_of(text, 2023) == "计划"


@pytest.mark.parametrize(
    "text",
    [
        "针对群众反映的停车难问题，组织多部门会商，推动问题整改到位。",
        "全年排查矛盾问题五百余个，化解率九成八。",
        "还有效解决了群众办证难问题。",
        "同时，有力推动历史遗留问题妥善处置。",
        "同时，组织有关部门梳理执法领域突出问题四十个。",
        "1.突出问题导向。开展执法突出问题专项整治，发现问题三十个。",
        "2023年，我县全面完成年度普法计划。",
        "认真落实下一步审批改革的要求，办结事项一万件。",
        "二是聚焦短板抓整改。销号问题十二个。",
    ],
)
def test_work_done_about_problems_stays_work_done(text: str) -> None:
    assert turn_of(text, 2023) is None


def test_a_sentence_about_the_report_s_own_year_is_no_plan() -> None:
    assert turn_of("2023年，我县将法治建设纳入考核。", 2023) is None


@pytest.mark.parametrize(
    "text", ["特此报告。", "总之，法治建设任重道远。", "让我们携手并肩，奋力谱写新篇章！", "以上报告，请予审议。"]
)
def test_closing_words_are_known(text: str) -> None:
    assert is_closing(text)


def test_a_result_does_not_close_a_report() -> None:
    assert not is_closing("全年办结行政复议案件三十二件。")


@pytest.mark.parametrize(
    "text",
    ["2023年，以习近平法治思想为指导，推进各项工作。", "现将有关情况报告如下：", "根据市委依法治市办要求，开展总结。"],
)
def test_opening_words_are_known(text: str) -> None:
    assert is_opening(text)


@given(st.text(max_size=80), st.sampled_from([None, 2023]))
def test_any_text_has_an_answer(text: str, year: int | None) -> None:
    for role in (role_of_heading(text, year), turn_of(text, year)):
        assert role in (None, "问题", "计划", "履职")
