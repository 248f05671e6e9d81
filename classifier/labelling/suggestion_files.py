"""Suggestions as a file for the person who labels: the themes to be filled in, what is guessed, and why it is asked.

Takes `Suggestion`s, gives an .xlsx, .csv or .jsonl file. Not for choosing (suggestion).
"""

from __future__ import annotations

from collections.abc import Sequence

from classifier.labelling.suggestion import Suggestion
from classifier.labelling.tabular import Column, Table, write_tables
from classifier.writers.chinese import OTHER

COLUMNS = (
    Column("theme", "主题", 14, "请填：从下拉列表中选一个主题。", "theme"),
    Column("also", "另属", 14, "占三分之一以上篇幅的另一个主题；没有则留空。"),
    Column("text", "正文", 64, "段落原文。请不要改动。"),
    Column("guess", "模型建议", 14, "模型或规则的猜测，仅供参考；请先读正文再看。", "short"),
    Column("score", "把握", 8, "模型对其建议的把握。", "score"),
    Column("reason", "选取理由", 30, "为什么请您看这一段。"),
    Column("heading", "章节", 28, "段落所在的各级标题。"),
    Column("report", "报告", 24, "报告文件的路径。"),
    Column("number", "段号", 7, "报告正文的第几段，从 1 数起。", "whole"),
    Column("split", "切分", 8, "训练集、测试集等划分；可以留空。", "short"),
    Column("source", "来源", 10, "标注从何而来；可以留空。", "short"),
    Column("id", "编号", 19, "段落的编号，由程序生成。", "short"),
)
_ABOUT = (
    (
        "用途",
        "这些段落最值得先标注：每段代表许多相近的文字，彼此又不相同，各主题都有。标完即可用 classifier train 训练。",
    ),
    ("怎样标注", "在“主题”列选择主题。没有标完也可以训练，空着的行会被跳过。"),
    ("下一批", "训练后用 --labelled 指定已标注的文件，再运行一次，就会得到与已标注的不重复的下一批。"),
)


def write_suggestions(
    suggestions: Sequence[Suggestion], output: str, *, themes: Sequence[str] = (), overwrite: bool = False
) -> None:
    """Write suggestions to the file that its suffix names; `themes` are those to choose from."""
    rows = [
        {
            "text": s.candidate.text,
            "guess": s.guess.theme,
            "score": None if s.guess.score is None else round(s.guess.score, 6),
            "reason": s.reason,
            "heading": s.candidate.heading,
            "report": s.candidate.report,
            "number": s.candidate.number or None,
            "id": s.candidate.id,
        }
        for s in suggestions
    ]
    known = sorted(dict.fromkeys([*themes, *(s.guess.theme for s in suggestions if s.guess.theme)]), key=OTHER.__eq__)
    write_tables(
        [Table("待标注", COLUMNS, rows)], output, title="待标注的段落", about=_ABOUT, themes=known, overwrite=overwrite
    )
