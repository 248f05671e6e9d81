"""Page furniture: lines that a site puts around a report.

Takes one line, tells why it is furniture. The lists are in ``resources/furniture.txt``. Not for what the structure of
a page tells (page_body).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from classifier.documents.dates import DATE
from classifier.headings import find_marker

SENTENCE_END = re.compile(r"[。；！？;!?]")
PAGE_NUMBER = "page number"
SHORT = 60  # characters: up to that a line may be furniture, signature or title

_PAGE = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–－\s]*")
# of a footer whatever else it says
_FOOTER = re.compile(r"©|\bcopyright\b|powered by|all rights reserved|ICP[备证]|公网安备|网站标识码", re.IGNORECASE)
_BYLINE = re.compile(r"(?:本[报网刊台])?(?:特约|见习)?(?:记者|通讯员|摄影|作者|编辑)[\s　][\u4e00-\u9fff\s　]{1,16}")
_CONTENTS = re.compile(r".{2,60}?\s*[.…·．]{3,}\s*\d{1,3}")
_URL = re.compile(r".{0,30}?(?:https?://|www\.)[\x21-\x7e]+.{0,10}")
_COUNT = r"(?:阅读|浏览|点击|访问|评论|点赞|收藏|分享|人气)(?:量|数|次数|人数)?"
_COUNTER = re.compile(
    rf"(?:已|共|本文)?{_COUNT}\s*[:：(（]?\s*[\d,.]+\s*万?\+?\s*(?:次|人|条)?\s*[)）]?|[\d,.]+\s*万?\+?\s*(?:次|人|条)?\s*{_COUNT}"
)
_AROUND = " \t\u3000\u00a0:：>》»+【】[]■◆●·|—-*"  # signs around the heading of a list
# in a table about the document, not in it, however long it is
_SUMMARY = re.compile(r"(?:内容)?(?:概述|摘要|简介)\s*[:：]")
_FORMS = (
    (_PAGE, PAGE_NUMBER),
    (_COUNTER, "page furniture (counter)"),
    (_BYLINE, "page furniture (author)"),
    (_CONTENTS, "table of contents"),
    (_URL, "page furniture (address of a page)"),
)
# what a site says in sentences of its own, about itself; a report may well mention comments, users or a client program
_REMARK = re.compile(
    r"^(?:免责|版权|特别)?声明|^(?:温馨|特别|友情)提示|转载.{0,12}(?:注明|务必|出处)|版权所有"
    r"|(?:许可|授权|同意).{0,20}(?:转载|复制|镜像|禁止使用)"
    r"|^(?:如|若)(?:有|对|您|需|发现|涉及).{0,40}(?:与.{1,20}联系|联系我们|拨打|致电|来电|告知)"
    r"|^(?:本网站?|本站|本页|本文).{0,40}(?:版权|转载|负责|立场|观点|不得|删除)"
    r"|(?:建议|推荐|请)使用.{0,40}浏览|分辨率.{0,20}浏览"
    r"|^(?:请)?(?:点击|扫描|扫码|扫一扫|长按).{0,30}(?:查看|二维码|公众号|客户端|更多|关注)|^(?:请)?下载.{0,20}客户端"
    r"|(?:登录|注册).{0,10}(?:评论|留言|回帖)|(?:评论|留言).{0,10}(?:登录|注册|仅代表|不代表)|^欢迎(?:访问|光临|关注|扫码|留言|您)"
)


def furniture_reason(text: str) -> str:
    """Give why a line is page furniture, in words; empty if it is none."""
    rules = _rules()
    if rules.buttons.fullmatch(text):
        return "page furniture (buttons)"
    label = rules.labels.match(text)
    if label and (len(text) <= SHORT or not SENTENCE_END.search(text) or _SUMMARY.match(text)):
        return f"page furniture ({label[1]})"
    if len(text) > 2 * SHORT:
        return ""
    for pattern, reason in _FORMS:
        if pattern.fullmatch(text) and not DATE.fullmatch(text):
            return reason
    return "" if find_marker(text) else _phrase(text, rules)


def _phrase(text: str, rules: _Rules) -> str:
    """Give the phrase that makes a short line furniture; in a sentence only one of a footer does."""
    found = _FOOTER.search(text)
    if not found and not SENTENCE_END.search(text):
        found = rules.index_labels.match(text) or rules.phrases.search(text)
    if not found:
        return ""
    return f"page furniture ({(found[1] if found.re is rules.index_labels else found[0]).strip()})"


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label whose value stands on the next (发布机构：)."""
    rules = _rules()
    found = rules.labels.match(text)
    return (found is not None and found.end() == len(text)) or rules.index_labels.fullmatch(text) is not None


def is_list_heading(text: str) -> bool | None:
    """Whether a line heads a list that is no report (相关链接); False if it may head a section too, None if not."""
    if len(text) > SHORT:
        return None
    rules = _rules()
    bare = text.strip(_AROUND)
    if rules.list_headings.fullmatch(bare):
        return True
    return False if rules.doubtful_headings.fullmatch(bare) else None


def is_remark(text: str) -> bool:
    """Whether a sentence is one of the site about itself; a report may have such a one (建立网站，欢迎留言)."""
    return find_marker(text) is None and _REMARK.search(text) is not None


class _Rules(NamedTuple):
    labels: re.Pattern[str]
    index_labels: re.Pattern[str]
    phrases: re.Pattern[str]
    buttons: re.Pattern[str]
    list_headings: re.Pattern[str]
    doubtful_headings: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Read the lists of page furniture into patterns."""
    sections: list[list[str]] = []
    for line in files("classifier").joinpath("resources", "furniture.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            sections.append([])
        elif line.strip() and not line.startswith("#"):
            sections[-1].append(line.strip())
    labels, index, phrases, buttons, list_headings, doubtful = sections
    return _Rules(
        labels=re.compile(rf"[【\[]?\s*({_spaced([*labels, *index])})\s*[】\]]?\s*[:：]", re.IGNORECASE),
        index_labels=re.compile(rf"[【\[]?\s*({_spaced(index)})\s*[】\]]?(?:\s.*|$)"),
        phrases=re.compile(_any(phrases), re.IGNORECASE),
        buttons=re.compile(rf"(?>[\s【】\[\]|｜/+·、>-]*(?:{_any(buttons)}))++[\s【】\[\]|｜/+-]*", re.IGNORECASE),
        list_headings=re.compile(_any(list_headings), re.IGNORECASE),
        doubtful_headings=re.compile(_any(doubtful), re.IGNORECASE),
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _spaced(words: Sequence[str]) -> str:
    """The words in a pattern that allows white space between their characters (索 引 号)."""
    return "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
