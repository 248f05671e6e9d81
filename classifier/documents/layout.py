"""What each line of a document is: title, furniture, date, signature, salutation, or text.

Takes a document's text, gives its `Line`s. Not for telling headings from paragraphs among the text (paragraphs), nor
for what the structure of a page tells (page_body).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from classifier.documents.dates import DATE
from classifier.documents.furniture import SHORT, furniture_reason, is_label, is_remark
from classifier.documents.line_shapes import (
    ATTACHMENT,
    SPEAKER,
    is_addressee,
    is_greeting,
    is_office,
    is_plain,
    is_substantial,
)
from classifier.documents.report_end import is_signature, last_of_report
from classifier.documents.titles import DOCUMENT_WORD, find_title, is_title

Kind = Literal["text", "title", "furniture", "date", "signature", "salutation"]

# \s holds the no-break and full-width spaces of indents; the others show nothing either
_VISIBLE = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff](?:.*[^\s\u200b-\u200d\u2060\ufeff])?", re.DOTALL)

ATTACHED = "title of an attached document"
BESIDE = "stands beside the report"
PLAIN_HEADING = 20  # characters: up to that a line without a marker may be a heading
_NOTHING_ELSE = 2 * SHORT  # characters: within a report a longer line can be nothing but text
_OPENING = re.compile(r".*(?:报告|汇报|总结|通报|公布|公开|情况)如下[:：]?")  # 现将有关情况报告如下：, however short
_WELCOME = 3  # lines: a site says no more before the title


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
    given : bool
        Whether somebody has said that it is a paragraph; `section` is then where it stands, joined by ``" > "``.
    """

    start: int
    end: int
    text: str
    kind: Kind = "text"
    reason: str = ""
    given: bool = False
    section: str = ""


def read_lines(text: str, *, title: str = "", outside: Sequence[str] = ()) -> tuple[Line, ...]:
    """Find the non-blank lines of a text and say what each is.

    Parameters
    ----------
    text : str
    title : str, optional
        The title, where the format tells it (an HTML heading).
    outside : sequence of str, optional
        For each line of `text`, blank ones included, why the format has it outside the report; empty where it does not.
    """
    lines, apart = _cut(text, outside)
    texts = [line for _, _, line in lines]
    worded = [furniture_reason(line) for line in texts]
    furniture = _with_values(texts, [words or reason for words, reason in zip(worded, apart, strict=True)])
    body = [i for i, line in enumerate(texts) if not furniture[i] and is_substantial(line)]
    if not body:
        body = [i for i, line in enumerate(texts) if not furniture[i] and len(line) >= 10 and not DATE.fullmatch(line)]
    body = _without_remarks(texts, body)
    first = _first_of_report(texts, body, furniture, title)
    last = last_of_report(texts, [i for i in body if i >= first], furniture) if body else len(lines)
    # a title stands outside the block of the text as often as in it, never among links
    barred = [bool(words) or reason not in ("", BESIDE) for words, reason in zip(worded, apart, strict=True)]
    title_lines = find_title(texts[:first], barred, title)
    # without a title the report begins with its first line, unless a site is around it
    start = max(title_lines) + 1 if title_lines else (first if any(furniture[:first]) else 0)
    found = []
    kind: Kind
    for i, (begin, end, line) in enumerate(lines):
        if i in title_lines:
            kind, reason = "title", "title of the document"
        elif furniture[i]:
            kind, reason = "furniture", furniture[i]
        elif i < first:
            kind, reason = _before_report(line, in_report=i >= start)
        elif i > last:
            kind, reason = _after_report(line)
        else:
            kind, reason = _within_report(texts, i, furniture)
        found.append(Line(begin, end, line, kind, reason))
    return tuple(found)


def _cut(text: str, outside: Sequence[str]) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Give where each line begins and ends, its text, and why it is outside the report."""
    lines, apart, start = [], [], 0
    for number, raw in enumerate(text.split("\n")):
        found = _VISIBLE.search(raw)
        if found:
            lines.append((start + found.start(), start + found.end(), found[0]))
            apart.append(outside[number] if number < len(outside) else "")
        start += len(raw) + 1
    return lines, apart


def _with_values(texts: Sequence[str], furniture: list[str]) -> list[str]:
    """Say of the value of a label on the line above that it is furniture too."""
    for i, text in enumerate(texts[:-1]):
        if is_label(text) and not furniture[i + 1] and is_plain(texts[i + 1]) and not is_title(texts[i + 1]):
            furniture[i + 1] = furniture[i]
    return furniture


def _without_remarks(texts: Sequence[str], body: list[int]) -> list[int]:
    """Leave out what the site says of itself above the first sentence of the report and below the last."""
    start, end = 0, len(body)
    while end > 1 and is_remark(texts[body[end - 1]]):
        end -= 1
    while start < end - 1 and is_remark(texts[body[start]]):
        start += 1
    return body[start:end]


def _first_of_report(texts: Sequence[str], body: Sequence[int], furniture: Sequence[str], title: str) -> int:
    """Give the number of the report's first sentence: below its title, if only a site's welcome is above that."""
    if not body:
        return len(texts)
    for n, after in enumerate(body[1 : _WELCOME + 1], start=1):
        between = [k for k in range(body[n - 1] + 1, after) if not furniture[k] and is_plain(texts[k])]
        above, below = sum(len(texts[i]) for i in body[:n]), sum(len(texts[i]) for i in body[n:])
        welcomes = all(len(texts[i]) <= SHORT for i in body[:n])
        if 4 * above < below and any(
            "".join(texts[k].split()) == title or (welcomes and is_title(texts[k])) for k in between
        ):
            head = [texts[k] for k in range(after) if not furniture[k]]
            signed = any(DATE.fullmatch(text) or ATTACHMENT.match(text) for text in head)
            titled = any(is_title(texts[k]) for k in range(body[0]) if not furniture[k])
            return body[0] if signed or titled else after
    return body[0]


def _before_report(text: str, *, in_report: bool) -> tuple[Kind, str]:
    if DATE.fullmatch(text):
        return "date", "date"
    if is_greeting(text) or is_addressee(text):
        return "salutation", "salutation"
    if in_report and _OPENING.fullmatch(text):
        return "text", ""
    if SPEAKER.search(text):
        return "furniture", "speaker"
    if in_report and is_office(text):
        return "signature", "issuer"
    if in_report and len(text) <= PLAIN_HEADING and not re.search(r"[\d:：|/]|^[（(]", text):
        return "text", ""
    return "furniture", "stands before the report"


def _after_report(text: str) -> tuple[Kind, str]:
    if DATE.fullmatch(text):
        return "date", "date"
    if ATTACHMENT.match(text):
        return "furniture", "note on attachments"
    if is_office(text):
        return "signature", "signature"
    return "furniture", "stands after the report"


def _within_report(texts: Sequence[str], i: int, furniture: Sequence[str]) -> tuple[Kind, str]:
    text = texts[i]
    if len(text) > _NOTHING_ELSE:
        return "text", ""
    if DATE.fullmatch(text):
        return "date", "date"
    if is_greeting(text) or _is_addressee_after_title(texts, i):
        return "salutation", "salutation"
    if ATTACHMENT.match(text) and len(text) <= SHORT:
        return "furniture", "note on attachments"
    before = next((texts[k] for k in range(i - 1, -1, -1) if not furniture[k]), "")
    if is_signature(texts, i, furniture):
        return "signature", "signature"
    if is_plain(text) and DOCUMENT_WORD.search(text) and (DATE.fullmatch(before) or ATTACHMENT.match(before)):
        return "title", ATTACHED
    return "text", ""


def _is_addressee_after_title(texts: Sequence[str], i: int) -> bool:
    return (
        is_addressee(texts[i]) and i > 0 and is_plain(texts[i - 1]) and DOCUMENT_WORD.search(texts[i - 1]) is not None
    )
