"""What each line of a document is: title, furniture, date, signature, salutation, or text.

Takes a document's text, gives its `Line`s. Not for telling headings from paragraphs among the text (paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from classifier.documents.dates import DATE
from classifier.documents.furniture import SENTENCE_END, SHORT, furniture_reason
from classifier.headings import find_marker

Kind = Literal["text", "title", "furniture", "date", "signature", "salutation"]

DOCUMENT_WORD = re.compile(
    r"(?:报告|总结|要点|方案|通知|通告|公告|公报|规划|计划|意见|情况|汇报|办法|细则|说明|清单|安排|决定|纲要|综述|材料|目录)"
    r"(?:[（(].{1,30}[)）])?$"
)
_ORGANISATION = re.compile(
    r"(?:政府|办公室|办公厅|委员会|[局厅委署处科队站所院行社办]|中心|管委会|办事处|公司|领导小组|党组|党工委|支部|街道|[镇乡])$"
)
_GREETING = re.compile(r"(?:各位|同志们|尊敬的|委员们|代表们).{0,20}[:：，,！!]$")
_ADDRESSEE = re.compile(
    r"(?=.*(?:[省市县区州旗镇乡街委局办厅室]|单位|各|政府|代表|同志))(?!.*(?:如下|情况|报告|以下|包括|问题|是|将|我|下一?步|主要)).{2,80}[:：]$"
)
# \s holds the no-break and full-width spaces of indents; the others show nothing either
_VISIBLE = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff](?:.*[^\s\u200b-\u200d\u2060\ufeff])?", re.DOTALL)
_SPEAKER = re.compile(
    r"(?:[局厅处省市县区州旗镇乡院]长|主任|书记|检察长)[\s　]+[\u4e00-\u9fff][\s　]?[\u4e00-\u9fff]{1,3}$"
)
_ATTACHMENT = re.compile(
    r"附\s*件\s*\d{0,2}\s*(?:[:：]|$)|附\s*[:：]|（此件|[(（]此页无正文|抄送[:：]|（联系人|联系人[:：]"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SUBJECT = re.compile(r"法治|法制|依法|普法|行政|政府|工作")

ATTACHED = "title of an attached document"

LONG = 50  # characters: a line of that many is a paragraph, whatever its punctuation
PLAIN_HEADING = 20  # characters: up to that a line without a marker may be a heading


@dataclass(frozen=True)
class Line:
    """One line of a document without the white space around it.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    text : str
        ``document.text[start:end]``.
    kind : str
    reason : str
        Why it is not text, in words; empty for text.
    """

    start: int
    end: int
    text: str
    kind: Kind = "text"
    reason: str = ""


def read_lines(text: str, *, title: str = "") -> tuple[Line, ...]:
    """Find the non-blank lines of a text and say what each is.

    Parameters
    ----------
    text : str
    title : str, optional
        The title, where the format tells it (an HTML heading).
    """
    lines = _cut(text)
    furniture = [furniture_reason(line.text) for line in lines]
    body = [i for i, line in enumerate(lines) if not furniture[i] and _is_substantial(line.text)]
    if not body:
        body = [
            i
            for i, line in enumerate(lines)
            if not furniture[i] and len(line.text) >= 10 and not DATE.fullmatch(line.text)
        ]
    first, last = (body[0], _last_of_body(lines, body, furniture)) if body else (len(lines), len(lines))
    title_lines = _find_title(lines[:first], furniture, title)
    # without a title the report begins with its first line, unless a site is around it
    start = max(title_lines) + 1 if title_lines else (first if any(furniture[:first]) else 0)
    found = []
    kind: Kind
    for i, line in enumerate(lines):
        if i in title_lines:
            kind, reason = "title", "title of the document"
        elif furniture[i]:
            kind, reason = "furniture", furniture[i]
        elif i < first:
            kind, reason = _before_body(line.text, in_report=i >= start)
        elif i > last:
            kind, reason = _after_body(line.text)
        else:
            kind, reason = _within_body(lines, i, furniture)
        found.append(replace(line, kind=kind, reason=reason))
    return tuple(found)


def _cut(text: str) -> list[Line]:
    lines, start = [], 0
    for raw in text.split("\n"):
        found = _VISIBLE.search(raw)
        if found:
            lines.append(Line(start + found.start(), start + found.end(), found[0]))
        start += len(raw) + 1
    return lines


def _last_of_body(lines: Sequence[Line], body: Sequence[int], furniture: Sequence[str]) -> int:
    """Give the number of the report's last line: the signed one, unless a document is attached to it."""
    last = body[-1]
    for n, (before, after) in enumerate(pairwise(body), start=1):
        between = range(before + 1, after)
        # a site's own remarks (how to get an account, whom to ask) are sentences too: few, and neither a title nor
        # a marker leads to them
        if (
            any(_is_signature(lines, k, furniture) for k in between)
            and not any(_ATTACHMENT.match(lines[k].text) or DOCUMENT_WORD.search(lines[k].text) for k in between)
            and not any(find_marker(lines[k].text) for k in body[n:])
            and len(body) - n < n
        ):
            last = before
            break
    # a report ends in a sentence, however short (特此报告。)
    while last + 1 < len(lines) and not furniture[last + 1] and lines[last + 1].text.endswith(("。", "！")):
        last += 1
    return last


def _is_signature(lines: Sequence[Line], i: int, furniture: Sequence[str]) -> bool:
    """Whether a line within the text is an office that signs: a date is below it."""
    text = lines[i].text
    after = next((lines[k].text for k in range(i + 1, len(lines)) if not furniture[k]), "")
    return _is_plain(text) and _ORGANISATION.search(text) is not None and DATE.fullmatch(after) is not None


def _is_plain(text: str) -> bool:
    return len(text) <= SHORT and not SENTENCE_END.search(text) and not find_marker(text)


def _is_substantial(text: str) -> bool:
    """Whether a line can only be part of the report itself: a sentence, a long line, or a marked heading."""
    if find_marker(text):
        return True
    if _GREETING.fullmatch(text) or _ADDRESSEE.fullmatch(text):
        return False
    return len(text) >= LONG or (len(text) >= 12 and SENTENCE_END.search(text) is not None)


def _find_title(head: Sequence[Line], furniture: Sequence[str], told: str) -> set[int]:
    """Give the numbers of the lines that make up the title, repetitions included."""
    candidates = [
        (_title_score(line.text, told), i)
        for i, line in enumerate(head)
        if not furniture[i] and not DATE.fullmatch(line.text) and not line.text.endswith(("：", ":"))
    ]
    best, at = max(candidates, default=(0, -1))
    if best < 3:
        return set()
    chosen = {i for i, line in enumerate(head) if line.text == head[at].text and not furniture[i]}
    above = at - 1
    while (
        above >= 0
        and not furniture[above]
        and above not in chosen
        and _continues(head[above].text, head[above + 1].text)
    ):
        chosen.add(above)
        above -= 1
    return chosen


def _title_score(text: str, told: str) -> int:
    if len(text) < 6 or len(text) > 80 or SENTENCE_END.search(text):
        return 0
    score = 2 * bool(DOCUMENT_WORD.search(text)) + 2 * bool(_YEAR.search(text)) + bool(_SUBJECT.search(text))
    if told and (text in told or told in text):
        score += 3
    return score


def _continues(above: str, title: str) -> bool:
    """Whether a title goes over two lines: an office, then 关于…; or a line cut before its end."""
    if len(above) > 40 or SENTENCE_END.search(above) or DATE.fullmatch(above) or DOCUMENT_WORD.search(above):
        return False
    if title.startswith(("关于", "2", "二")) and _ORGANISATION.search(above):
        return True
    return len(title) < 14 and (_YEAR.search(above) is not None or _SUBJECT.search(above) is not None)


def _before_body(text: str, *, in_report: bool) -> tuple[Kind, str]:
    if DATE.fullmatch(text):
        return "date", "date"
    if _GREETING.fullmatch(text) or _ADDRESSEE.fullmatch(text):
        return "salutation", "salutation"
    if _SPEAKER.search(text):
        return "furniture", "speaker"
    if in_report and _ORGANISATION.search(text):
        return "signature", "issuer"
    if in_report and len(text) <= PLAIN_HEADING and not re.search(r"[\d:：|/]|^[（(]", text):
        return "text", ""
    return "furniture", "stands before the report"


def _after_body(text: str) -> tuple[Kind, str]:
    if DATE.fullmatch(text):
        return "date", "date"
    if _ATTACHMENT.match(text):
        return "furniture", "note on attachments"
    if len(text) <= SHORT and _ORGANISATION.search(text.rstrip("（(盖章)）")):
        return "signature", "signature"
    return "furniture", "stands after the report"


def _within_body(lines: Sequence[Line], i: int, furniture: Sequence[str]) -> tuple[Kind, str]:
    text = lines[i].text
    if DATE.fullmatch(text):
        return "date", "date"
    if _GREETING.fullmatch(text) or _is_addressee_after_title(lines, i):
        return "salutation", "salutation"
    if _ATTACHMENT.match(text) and len(text) <= SHORT:
        return "furniture", "note on attachments"
    before = next((lines[k].text for k in range(i - 1, -1, -1) if not furniture[k]), "")
    if _is_signature(lines, i, furniture):
        return "signature", "signature"
    if _is_plain(text) and DOCUMENT_WORD.search(text) and (DATE.fullmatch(before) or _ATTACHMENT.match(before)):
        return "title", ATTACHED
    return "text", ""


def _is_addressee_after_title(lines: Sequence[Line], i: int) -> bool:
    return (
        _ADDRESSEE.fullmatch(lines[i].text) is not None
        and i > 0
        and _is_plain(lines[i - 1].text)
        and DOCUMENT_WORD.search(lines[i - 1].text) is not None
    )
