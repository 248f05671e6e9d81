"""What rows are called for readers in Chinese: columns, values, themes, roles, in workbooks and pages.

Names and sentences only. Not for how they look (styles) or for reading them back (results).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from classifier.writers.rows import Outcome

YES, NO = "是", "否"
ROWS, SUMMARY, FAILURES, GUIDE, LONG_TEXTS = "结果", "汇总", "未能读取", "说明", "长文本"
OTHER = "其他"


class Column(NamedTuple):
    """A column of the sheet of rows: its field, its header, what it says, and what a reader of a workbook may do with it.

    All are fields of rows but evidence_terms.
    """

    field: str
    header: str
    meaning: str
    advice: str = ""


COLUMNS = (
    Column(
        "accepted", "需复核", "“是”表示把握不足，请人工核对；“否”表示把握已达到采信线。", "改动主题后可把它改为“否”。"
    ),
    Column("theme", "主题", "本段最可能的主题。", "可直接在单元格中更正，本程序读回时以更正后的为准。"),
    Column("score", "把握", "主题正确的概率，0% 到 100%，已按未参与训练的报告校准。"),
    Column("second_theme", "次要主题", "本段很可能同时涉及的另一个主题；没有则为空。"),
    Column("role", "类型", "本段在报告中的作用：导语、成效、问题、计划、履职或结语。统计当年成效时请只看“成效”。"),
    Column("text", "正文", "段落原文，一字未改。"),
    Column("evidence_terms", "依据", "对判断主题贡献最大的词语，按贡献从大到小排列。"),
    Column("section", "章节", "本段所在的各级标题，从大到小以“ > ”相连。"),
    Column("document", "报告", "报告文件的路径。"),
    Column("title", "标题", "报告的标题；读不出则为空。"),
    Column("region", "地区", "报告所属地区；读不出则为空。"),
    Column("year", "年度", "报告所述的年度（不是发布年度）；读不出则为空。"),
    Column("paragraph", "段落", "本段是报告正文的第几段，从 1 数起。"),
    Column("second_score", "次要把握", "次要主题存在的概率；没有次要主题则为空。"),
    Column("lead", "段首句", "段首带序号的提示句，如“1.深化改革。”；没有则为空。"),
    Column("start", "起点", "段落在报告全文中的起始字符位置，从 0 数起。"),
    Column("end", "终点", "段落在报告全文中的结束字符位置（不含）。"),
    Column("evidence", "依据明细", "每个词语及其权重和在正文中的位置（JSON）；负数表示不支持这一主题。"),
    Column("model", "模型", "作出判断的模型及其版本。"),
)
HIDDEN = ("second_score", "lead", "start", "end", "evidence", "model")

THEMES = {
    "营商环境": "简政放权、行政审批与许可、政务服务、市场准入、公平竞争、信用监管、助企服务和知识产权保护。",
    "行政执法": "执法体制和队伍、执法三项制度、案卷评查、裁量基准、包容审慎监管、专项执法与处罚、行刑衔接和执法监督。",
    "矛盾纠纷化解": "人民调解、行政调解、信访、行政复议、行政应诉、仲裁和行政裁决等一切渠道的纠纷预防与化解。",
    "普法宣传": "普法规划和责任制、法治宣传活动、法治文化、法律明白人、民主法治示范村、领导干部和工作人员学法。",
    "决策法治化": "重大行政决策程序、规范性文件管理、地方立法、合法性审查、政府法律顾问和公职律师、集体决策。",
    OTHER: "不属于其余任何一个主题的内容，如导语结语、党的领导、考核督察、政务公开、安全生产、法律援助等。"
    "“其他”是明确的答案，不是没有读懂。",
}
UNKNOWN_THEME = "由训练数据定义的主题，含义以标注规则为准。"

ROLES = {
    "导语": "第一个章节之前的开头语。",
    "成效": "已经做了的工作及其结果。",
    "问题": "存在的不足和困难。",
    "计划": "下一步的打算和安排，不是当年成效。",
    "履职": "主要负责人履行推进法治建设第一责任人职责的情况。",
    "结语": "结尾语。",
}


STEPS = (
    ("筛选", f"在工作表“{ROWS}”第一列“需复核”的下拉箭头中选“是”，只看需要人工核对的段落。"),
    ("更正", "主题不对的，在“主题”列选择正确的主题；核对过的，把“需复核”改为“否”。"),
    ("保存", "保存为 xlsx 即可由本程序的其他命令读取。请勿改动表头，也不要删除列；可以隐藏、排序、筛选和删除行。"),
    ("展开", "最右边的几列默认隐藏，点击表格上方的“+”可以展开。"),
)
# on a page: what is shown where
LEGEND = (
    ("颜色和记号", "左边的竖线和主题名前的记号表示主题；每个主题都有自己的颜色和记号，黑白打印时看记号。"),
    (
        "依据",
        "正文中加底色的词语支持所判的主题，加虚线的词语不支持；下方“依据”列出这些词语，点开可见各自的权重（正数支持，负数不支持）。",
    ),
    (
        "筛选",
        "可按主题、类型、地区、报告、把握和文字筛选，各项条件须同时满足；同一项中选几个，满足其一即可。打印的是筛选后的内容。",
    ),
    ("更正", "网页只供阅读。要逐段更正，请另存一份 xlsx：把命令中输出文件的后缀改为 .xlsx。"),
)


class Places(NamedTuple):
    """How readers are told where the paragraphs and the failures are."""

    rows: str
    failures: str


IN_WORKBOOK = Places(f"每段一行，见工作表“{ROWS}”", f"见工作表“{FAILURES}”")
ON_PAGE = Places("按报告和章节排列", f"见“{FAILURES}”")
_ESCAPES = re.compile(r"_x[0-9A-Fa-f]{4}_x")
_POINTER = re.compile(rf"……（全文见工作表“{LONG_TEXTS}”第 (\d{{1,9}}) 号）\Z")


def describe_theme(theme: str) -> str:
    """Say in one sentence what a theme is about."""
    return THEMES.get(theme, UNKNOWN_THEME)


def describe_run(outcome: Outcome, rows: int, places: Places = IN_WORKBOOK) -> list[tuple[str, str]]:
    """Say what was read, by what it was judged, and what the threshold means; label and sentence each."""
    said = [("段落", f"共 {rows:,} 段，{places.rows}。")]
    if outcome.documents is not None:
        failed = f"，其中 {len(outcome.failures):,} 份未能读取，{places.failures}" if outcome.failures else ""
        said.insert(0, ("报告", f"共 {outcome.documents:,} 份{failed}。"))
    if outcome.model:
        said.append(("模型", f"{outcome.model}。同一段文字用同一模型判断，结果总是相同。"))
    if outcome.accept is not None:
        said.append(
            (
                "采信线",
                f"{outcome.accept:.1%}。把握达到这条线的判断可直接采用（需复核为“否”），达不到的请人工核对（需复核为“是”）。"
                "这条线用未参与训练的报告选定，使达到线的判断保持训练时要求的正确率；达到线并不等于一定正确。",
            )
        )
    return said


def shorten(text: str, number: int) -> str:
    """Give what a cell says in place of a text that it cannot hold: the beginning, and where the whole is."""
    return f"{_ESCAPES.split(text[:1000])[0]}……（全文见工作表“{LONG_TEXTS}”第 {number} 号）"


def find_pointer(text: str) -> int | None:
    """Give the number that `shorten` has put at the end of a text, None if there is none.

    Examples
    --------
    >>> find_pointer(shorten("很长的正文", 7))
    7
    """
    found = _POINTER.search(text[-30:])
    return int(found[1]) if found else None
