"""Words taken off the ends of a phrase: 全县, 其中 and 依法 before the noun; 共, 达 and 同比增长 between it and its number.

Takes words, gives those that are left. Not for what they mean (phrases).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.figures.lexicon import groups
from classifier.figures.verbs import JOINS, LIST_END
from classifier.figures.words import Word

_COMPARED = ("较", "比", "同比", "环比", "与", "同", "相比", "相较", "比上年", "较上年", "比去年")
_THAN = ("较", "比")
_FROM = ("由", "从")
_MEANS = frozenset(("通过", "经", "经过", "以", "由", "被"))
_USING = frozenset(("运用", "综合运用", "通过", "采取", "采用", "以", "利用", "依托"))
_WAYS = frozenset(("方式", "形式", "渠道", "途径", "手段", "方法", "平台", "系统", "机制", "热线"))
_PLACE_ENDS = frozenset(("中", "上", "下", "内", "里"))
_ATTRIBUTES = frozenset(
    ("重点", "综合", "专题", "有效", "集中", "公开", "联合", "集体", "直接", "全面", "定期", "主动", "当期", "统一")
)
_AMONG = ("有", "仅有", "只有", "已有", "共有", "约", "近", "超")
_AVERAGES = ("平均", "年均", "日均", "月均")
_SIGNS = frozenset("，,、；;。：: 　·—-–…")
_YEARS = re.compile(r"[一二三四五六七八九十两多\d]+年|(?:19|20)\d\d|\d{1,2}")


def without_opening(words: Sequence[Word], *, adverbs: bool = True) -> Sequence[Word]:
    """Take off what opens a clause: time, place and, unless they may belong to the name of a rate, adverbs."""
    lexicon = groups()
    words = _without_setting(_without_means(words))
    openers = lexicon["manner"] if adverbs else lexicon["openers"]
    k = 0
    while k < len(words) and (words[k].text in openers or words[k].text in _SIGNS or _is_place(words[k].text)):
        if words[k].text in _MEANS and any(word.text == "的" for word in words[k + 1 : -1]):
            break  # 通过复议化解的争议
        if words[k].text in _AVERAGES and words[-1].text != words[k].text and _names_amount(words[k + 1 :]):
            break  # 平均办理周期
        if words[k].text in _ATTRIBUTES and k + 1 < len(words) and words[k + 1].text not in lexicon["verbs"] | openers:
            break  # 重点领域信用修复
        k += 1
    return words[k:]


def _without_means(words: Sequence[Word]) -> Sequence[Word]:
    """Take off 运用调解、和解等方式 or 通过诉前调解 before the verb."""
    lexicon = groups()
    if any(word.text in _USING for word in words[:3]):
        for k in range(len(words) - 2, 0, -1):
            if words[k].text in _WAYS:
                return words[k + 1 :]
    if words and words[0].text in _MEANS and all(word.text != "的" for word in words):
        for k in range(2, len(words) - 1):
            if (
                words[k].text in lexicon["verbs"]
                and words[k - 1].text in lexicon["nominal"]
                and words[k + 1].text not in lexicon["verbs"] | lexicon["compounds"]
            ):
                return words[k:]
    return words


def _without_setting(words: Sequence[Word]) -> Sequence[Word]:
    """Take off 在全省考核中 before a noun, and 在法定时限基础上 before a word of change."""
    lexicon = groups()
    begin = next((k for k, word in enumerate(words) if word.text == "在"), len(words))
    end = next((k + 1 for k in range(begin + 2, len(words)) if words[k].text in _PLACE_ENDS), len(words))
    if all(word.text in lexicon["openers"] or word.text in _SIGNS or _is_place(word.text) for word in words[:begin]):
        return words[end:] if end < len(words) else words
    if end < len(words) and all(word.text in lexicon["changes"] | lexicon["connectors"] for word in words[end:]):
        return [*words[:begin], *words[end:]]
    return words


def _names_amount(words: Sequence[Word]) -> bool:
    amounts = tuple(groups()["amounts"])
    return words[:1] != [] and words[0].text != "每" and any(word.text.endswith(amounts) for word in words)


def _is_place(word: str) -> bool:
    """Whether a word says where, for the whole clause: 全县, 我市, 本局."""
    return len(word) == 2 and word[0] in "全我本" and word[1] in "省市县区镇乡局州盟旗厅委院校"


def without_tail(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """Take off what may stand between a noun and its number; give also the words of change among it."""
    lexicon = groups()
    change = ""
    k = len(words)
    while k:
        said = words[k - 1].text
        if (said in _FROM and not change) or (said in lexicon["changes"] and (not change or change in _FROM)):
            change = said
        elif said in _COMPARED and change and change not in _FROM:
            change = said + change if said in ("同比", "环比") else change
        elif said not in lexicon["connectors"] and said not in _SIGNS and not _YEARS.fullmatch(said):
            break
        k -= 1
    if k > 1 and k < len(words) and words[k].text in _AMONG and words[k - 1].text == "中":
        k -= 1  # 公务员中有26人
    words = words[:k]
    if change:
        words = _without_comparison(words)
    return words, change


def _without_comparison(words: Sequence[Word]) -> Sequence[Word]:
    """Take off 较上年, 比去年同期, 与2022年相比, 比法定期限 at the end."""
    for k in range(len(words) - 1, max(-1, len(words) - 6), -1):
        if words[k].text in _COMPARED and all(
            word.text in groups()["times"] or word.text.isdigit() or word.text in groups()["openers"]
            for word in words[k + 1 :]
        ):
            return words[:k]
    than = max((k for k, word in enumerate(words[:-1]) if word.text in _THAN), default=-1)
    if than >= 0 and not any(word.text in groups()["firm"] for word in words[than:]):
        return words[:than]  # 较全省平均水平高1.9个百分点
    return words


def without_list_end(words: Sequence[Word]) -> Sequence[Word]:
    """Take off what closes an enumeration: 等."""
    while words and words[-1].text in (*LIST_END, "的", "共", "各", *JOINS):
        words = words[:-1]
    return words


def join(text: str, words: Sequence[Word]) -> str:
    """Give the text from the first word to the last."""
    return text[words[0].start : words[-1].end].strip() if words else ""
