"""What is to be said about rows that came back: in English for the terminal, in Chinese for a sheet.

Takes what was found and where. Not for finding it (returning).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from classifier.labelling.items import Item
from classifier.labelling.reading import Place

_SHOWN = 20  # characters of a paragraph that has no place

Kind = Literal[
    "unreadable file", "unreadable row", "unknown theme", "theme missing", "other text", "no text", "contradiction",
    "changed label", "removed label", "edited text", "found by text", "new paragraph", "twice", "respelled", "missing",
]  # fmt: skip
PROBLEMS: dict[Kind, tuple[str, str]] = {
    "unreadable file": ("{value}", "文件无法读取：{value}"),
    "unreadable row": ("{value}", "这一行无法读取：{value}"),
    "unknown theme": ("the theme {value!r} is not known{other}", "没有名为“{value}”的主题{other}"),
    "theme missing": ("has further themes ({value}) but no theme; choose one", "填了另属（{value}），没有填主题"),
    "other text": (
        "the text is not that of the id {value}; restore one of them, or name what was handed out with --against",
        "正文与编号 {value} 对不上，请恢复其中之一",
    ),
    "no text": ("has a label but neither text nor a known id", "有标注，但没有正文，编号也认不出"),
    "contradiction": (
        "the same paragraph is labelled {value} and {other} by the same person",
        "同一标注人对同一段落的标注不一致：{value}与{other}",
    ),
}
CHANGES: dict[Kind, tuple[str, str]] = {
    "changed label": ("the label was {value}, now {other}", "标注由{value}改为{other}"),
    "removed label": ("the label was {value}, now there is none", "标注{value}被删去"),
    "edited text": ("the text was edited; the original is kept", "正文被改动，已恢复原文"),
    "found by text": ("had no id or a wrong one; found by its text", "编号缺失或有误，按正文认出"),
    "new paragraph": ("was not handed out; taken in as new", "不在发出的段落中，作为新段落收入"),
    "twice": ("stands there twice with the same label", "重复出现，标注相同"),
    "respelled": ("{value!r} is taken for {other!r}", "“{value}”按“{other}”处理"),
    "missing": ("was handed out, but has not come back", "已发出，没有交回"),
}


class Finding(NamedTuple):
    """One thing about one row.

    Attributes
    ----------
    kind : str
        One of `PROBLEMS`, whose rows are not taken in, or of `CHANGES`, whose rows are.
    place : Place
    item : Item
        As far as it could be read.
    value, other : str
        What it is about.
    """

    kind: Kind
    place: Place
    item: Item
    value: str = ""
    other: str = ""

    def __str__(self) -> str:
        english, _ = {**PROBLEMS, **CHANGES}[self.kind]
        other = f"; is {self.other} meant?" if self.kind == "unknown theme" and self.other else self.other
        where = "" if self.kind == "unreadable file" else f"{self.place}: "
        if self.kind == "missing":
            where = f"{self.item.id} ({self.item.text[:_SHOWN]}): "
        return where + english.format(value=self.value, other=other)

    @property
    def chinese(self) -> str:
        """The same for people who label, with the place in front."""
        _, chinese = {**PROBLEMS, **CHANGES}[self.kind]
        other = f"，是否为“{self.other}”？" if self.kind == "unknown theme" and self.other else self.other
        return f"{describe_place(self.place)}：{chinese.format(value=self.value, other=other)}"


def describe_place(place: Place) -> str:
    """Say in Chinese where something stands.

    Examples
    --------
    >>> describe_place(Place("a.xlsx", "标注", 7))
    'a.xlsx 工作表“标注”第 7 行'
    """
    sheet = f" 工作表“{place.sheet}”" if place.sheet else ""
    return f"{place.file}{sheet}" + (f"第 {place.row} 行" if place.row else "")
