"""The columns of files of items: their names in each language, what they mean, how their cells are written and read.

Names and conversions only. Not for the formats (workbooks, writing, reading).
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from classifier.labelling.items import Item

LABELS, THEMES, GUIDE = "标注", "主题", "说明"  # sheets
SEPARATOR = "、"
SEPARATORS = re.compile(r"[;；|\n,，、/＋+]")


class Column(NamedTuple):
    """A column: its field, its header, how wide it is, the other names that it may have, and what it says."""

    field: str
    header: str
    width: float
    names: tuple[str, ...]
    meaning: str


COLUMNS = (
    Column(
        "theme", "主题", 14, ("theme", "标签", "类别", "标注主题", "label", "labels", "cats"),
        "您的标注：从下拉列表中选一个主题。留空表示还没有标注。",
    ),
    Column(
        "also", "另属", 14, ("also", "次要主题", "另属主题"),
        "占三分之一以上篇幅的另一个主题；没有则留空。有几个时用顿号隔开。",
    ),
    Column("text", "正文", 64, ("text", "文本", "内容", "段落"), "段落原文。请不要改动；改动会在导入时列出。"),
    Column("note", "备注", 20, ("note", "remark", "comment", "Comments"), "想说的话：拿不准的原因、对规则的疑问等。"),
    Column("guess", "模型建议", 14, ("guess",), "模型认为最可能的主题，仅供参考；请先读正文再看。"),
    Column("score", "把握", 8, ("score",), "模型对其建议的把握，0% 到 100%。最拿不准的排在最前。"),
    Column("reason", "选取理由", 22, ("reason",), "为什么请您看这一段。"),
    Column("heading", "章节", 26, ("heading", "section", "标题"), "段落所在的各级标题。只在正文难以判断时参考。"),
    Column("before", "上文", 26, ("before",), "前一段的开头。"),
    Column("report", "报告", 24, ("report", "document", "文件"), "报告文件的路径。"),
    Column("number", "段号", 7, ("number", "paragraph"), "报告正文的第几段，从 1 数起。"),
    Column("annotator", "标注人", 10, ("annotator",), "您的姓名；整列为空时以文件名代替。"),
    Column("id", "编号", 19, ("row_id", "id"), "段落的编号，由程序生成，导入时凭它认出段落。请勿改动。"),
    Column("source", "来源", 12, ("source",), "已有标注的来源。"),
    Column("split", "切分", 8, ("split",), "训练集、测试集等划分。"),
    Column("kind", "文种", 10, ("kind",), "报告的文种。"),
)  # fmt: skip
Cut = Callable[[str], Sequence[str]]
HIDDEN = ("source", "split", "kind")
FIELDS = tuple(column.field for column in COLUMNS)
WANTED = {column.field: (column.header, *column.names) for column in COLUMNS}


def whole(cell: str) -> list[str]:
    """Take a cell for one name."""
    return [cell]


def to_record(item: Item) -> dict[str, Any]:
    """Give an item as JSON has it, without what is empty, its fields in the order of the columns."""
    told = {field: getattr(item, field) for field in FIELDS}
    told["also"] = list(item.also)
    return {field: value for field, value in told.items() if value or value == 0 or field in ("text", "theme", "id")}


def from_record(values: Mapping[str, Any], cut: Cut = whole) -> Item:
    """Give the item that a record of any format holds; what its label means is left to who reads it.

    Parameters
    ----------
    values : mapping of str to object
        By field.
    cut : callable
        Cuts a cell that may name several themes; a list, also one in JSON, holds names that stand apart already. The
        first of several is the theme, the others are further themes.
    """
    told: dict[str, Any] = {field: _text(values.get(field)) for field in FIELDS}
    first, further = _names(values.get("theme"), cut), _names(values.get("also"), cut)
    told.update(theme=first[0] if first else "", also=(*first[1:], *further))
    told.update(score=_share(told["score"]), number=_whole(told["number"]))
    return Item(**told)


def join_names(names: Sequence[str]) -> str:
    """Give several names as one cell; if a separator is part of a name, as JSON.

    Examples
    --------
    >>> join_names(["普法宣传", "行政执法"]), join_names(["普法、宣传"])
    ('普法宣传、行政执法', '["普法、宣传"]')
    """
    if any(SEPARATORS.search(name) or name.startswith("[") for name in names):
        return json.dumps(list(names), ensure_ascii=False)
    return SEPARATOR.join(names)


def _names(value: object, cut: Cut) -> list[str]:
    if isinstance(value, str) and value.strip().startswith("["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    names = value if isinstance(value, list) else cut(_text(value))
    return [name for name in map(_text, names) if name]


def _text(value: object) -> str:
    """Give a cell as text; a number that a spreadsheet made of one has no ``.0``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):  # of remarks
        return "；".join(filter(None, map(_text, value)))
    return "" if value is None or isinstance(value, (dict, bool)) else str(value).strip()


def _share(text: str) -> float | None:
    """Read a probability, also one that was saved as it was shown, such as ``43.2%``."""
    try:
        share = float(text.rstrip("%％")) / (100 if text.endswith(("%", "％")) else 1)
    except ValueError:
        return None
    return share if math.isfinite(share) else None


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
