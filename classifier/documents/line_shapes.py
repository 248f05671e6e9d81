"""What a line looks like by itself: an office, a salutation, a note on attachments, a sentence.

Takes one line of text. Not for what it is where it stands (layout).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.documents.dates import DATE
from classifier.documents.furniture import SENTENCE_END, SHORT
from classifier.headings import find_marker

ORGANISATION = re.compile(
    r"(?:政府|办公室|办公厅|委员会|[局厅委署处科队站所院行社办]|中心|管委会|办事处|公司|领导小组|党组|党工委|支部|街道|[镇乡])$"
)
ATTACHMENT = re.compile(
    r"附\s*件\s*\d{0,2}\s*(?:[:：]|$)|附\s*[:：]|（此件|[(（]此页无正文|抄送[:：]|（联系人|联系人[:：]"
)
SPEAKER = re.compile(
    r"(?:[局厅处省市县区州旗镇乡院]长|主任|书记|检察长)[\s　]+[\u4e00-\u9fff][\s　]?[\u4e00-\u9fff]{1,3}$"
)
_NO_NAME = re.compile(r"[\d©®◎@/:：|]")  # of a line that names who runs a site
_CLAUSE = 12  # characters: a sentence of fewer tells nothing
LONG = 50  # characters: a line of that many is a paragraph, whatever its punctuation

_GREETING = re.compile(r"(?:各位|同志们|尊敬的|委员们|代表们).{0,20}[:：，,！!]$")
_ADDRESSEE = re.compile(
    r"(?=.*(?:[省市县区州旗镇乡街委局办厅室]|单位|各|政府|代表|同志))(?!.*(?:如下|情况|报告|以下|包括|问题|是|将|我|下一?步|主要)).{2,80}[:：]$"
)


def is_substantial(text: str) -> bool:
    """Whether a line can only be part of a report itself: a sentence, a long line, or a marked heading."""
    if find_marker(text):
        return True
    if is_greeting(text) or is_addressee(text):
        return False
    return len(text) >= LONG or (len(text) >= _CLAUSE and SENTENCE_END.search(text) is not None)


def is_plain(text: str) -> bool:
    """Whether a line is short, without punctuation that ends a sentence, and without a marker."""
    return len(text) <= SHORT and not SENTENCE_END.search(text) and not find_marker(text)


def is_office(text: str) -> bool:
    """Whether a line is the name of an office, as in a signature."""
    name = text.rstrip("（(盖章)）")
    return is_plain(text) and _NO_NAME.search(name) is None and ORGANISATION.search(name) is not None


def is_greeting(text: str) -> bool:
    """Whether a line greets an audience (各位代表：)."""
    return _GREETING.fullmatch(text) is not None


def is_addressee(text: str) -> bool:
    """Whether a line names those to whom a document goes (市人民政府：)."""
    return text.endswith((":", "：")) and _ADDRESSEE.fullmatch(text) is not None


def closing_lines(texts: Sequence[str]) -> int:
    """Give how many of the first lines close a document: a few words (特此报告。), offices and date, or a date in words."""
    begin = int(bool(texts) and len(texts[0]) < _CLAUSE and texts[0].endswith(("。", "！")))
    for n, text in enumerate(texts[begin:]):
        if DATE.fullmatch(text):
            return begin + n + 1 if n or "年" in text else begin
        if not is_office(text):
            break
    return begin
