"""Suspect labels as a file for the person who looks again, the worst first.

Takes `Suspect`s, gives an .xlsx, .csv or .jsonl file. Not for finding them (suspects).
"""

from __future__ import annotations

from collections.abc import Sequence

from classifier.labelling.suspects import Suspect
from classifier.labelling.tabular import Column, Table, write_tables
from classifier.writers.chinese import OTHER

COLUMNS = (
    Column("theme", "主题", 14, "现在的标注；错了的可以在这里更正。", "theme"),
    Column("suggested", "建议主题", 14, "没有见过本报告的模型认为最可能的主题；空着表示可疑之处不在主题。", "short"),
    Column("reasons", "理由", 50, "为什么值得再看一遍。"),
    Column("text", "正文", 64, "段落原文。"),
    Column("badness", "可疑程度", 10, "0% 到 100%，越大越可疑；本表按此排列。", "share"),
    Column("score", "建议的把握", 10, "模型给建议主题的概率。", "score"),
    Column("label_score", "标注的把握", 10, "模型给现有标注的概率。", "score"),
    Column("also", "另属", 14, "占三分之一以上篇幅的另一个主题。"),
    Column("heading", "章节", 28, "段落所在的各级标题。"),
    Column("report", "报告", 24, "段落所在的报告。"),
    Column("place", "位置", 24, "在哪个文件的第几行。"),
    Column("id", "编号", 19, "段落的编号。", "short"),
    Column("source", "来源", 14, "标注从何而来。", "short"),
    Column("kind", "文种", 10, "报告的文种。", "short"),
)
_ABOUT = (
    ("用途", "这些标注值得再看一遍，最可疑的排在最前。可疑不等于错：请以正文和标注规则为准。"),
    ("怎样更正", "在原来的数据文件中按“位置”或“编号”更正；也可以在“主题”列更正后把本表作为数据使用。"),
)


def write_suspects(suspects: Sequence[Suspect], output: str, *, overwrite: bool = False) -> None:
    """Write suspects to the file that its suffix names."""
    rows = [
        {
            "theme": s.row.theme,
            "suggested": s.suggested,
            "reasons": "；".join(s.reasons),
            "text": s.row.text,
            "badness": round(s.badness, 4),
            "score": None if s.score is None else round(s.score, 6),
            "label_score": None if s.label_score is None else round(s.label_score, 6),
            "also": "、".join(s.row.also),
            "heading": s.row.heading,
            "report": s.row.report,
            "place": s.row.place,
            "id": s.row.id,
            "source": s.row.source,
            "kind": s.row.kind,
        }
        for s in suspects
    ]
    themes = sorted({theme for s in suspects for theme in (s.row.theme, s.suggested) if theme})
    write_tables(
        [Table("可疑标注", COLUMNS, rows)],
        output,
        title="值得再看一遍的标注",
        about=_ABOUT,
        themes=sorted(themes, key=OTHER.__eq__),
        overwrite=overwrite,
    )
