"""Text files that are empty, endless, undecodable, or made so that a pattern never finishes.

Gives `HAZARDS`. Not for files that are no text (foreign).
"""

from __future__ import annotations

import codecs
import itertools
from functools import partial

from tests.hazards.hazard import BODY, LINES, OPENING, TEXT, TITLE, Expected, Hazard, file

LONG = 100_000  # characters: a pattern that takes the square of it takes hours
MANY = 20_000  # lines
_MIB = 1 << 20
_HALF = len(TEXT) // 2
_KANA = "行政手続に関する年次報告書です。今年度は三十二件を処理しました。"
_MARKS = {
    "utf8": codecs.BOM_UTF8,
    "utf16": codecs.BOM_UTF16_LE,
    "utf16-big-endian": codecs.BOM_UTF16_BE,
    "utf32": codecs.BOM_UTF32_LE,
    "utf32-big-endian": codecs.BOM_UTF32_BE,
}

# What a line of LONG characters repeats: whatever the patterns of headings, leads, dates, furniture, titles, places and
# turning words look for, begun again and again and never brought to its end.
_REPEATED = {
    "digits": "1", "numerals": "一二三四五六七八九十", "ten": "十", "brackets": "（", "ascii-brackets": "(", "brackets-with-numerals": "（一",
    "closing-brackets": "）", "book-brackets": "《", "book-brackets-with-a-place": "《云泽县", "quotation-marks": "“", "square-brackets": "【",
    "dots": ".", "middle-dots": "·", "dashes": "—", "hyphens": "-", "bars": " | ", "colons": "：", "commas": "，", "enumeration-commas": "、",
    "digits-with-dots": "1.", "digits-with-commas": "1、", "parts": "第一", "chapters": "第十章", "firstly": "一是", "years": "2023年",
    "years-in-words": "二〇二三年", "dates": "2024年1月20日", "dates-with-dashes": "2024-01-", "times": "10:30:", "pages": "第1页/共",
    "problems": "存在", "problems-and-problems": "问题和", "problems-far-from-their-words": "但也还有存在", "plans": "下一步", "plans-and-plans": "计划（",
    "duties": "第一责任人", "closings": "特此", "documents": "报告", "documents-in-brackets": "报告（", "notices": "的通知》", "offices": "政府",
    "places": "县", "places-and-places": "省市县区", "name-of-a-place": "云泽", "addressees": "各单位", "greetings": "各位", "speakers": "局长",
    "attachments": "附件", "labels": "发布日期：", "sources": "来源", "buttons": "打印", "buttons-with-spaces": "大 中 小 ", "home": "首页>",
    "letters": "a", "capitals": "A+", "combining-marks": "a\u0301\u0302", "emoji": "👩‍👩‍👧", "characters-of-four-bytes": "𠮷", "private-characters": "\ue000",
    "zero-width-joiners": "法\u200d", "right-to-left-marks": "法\u202e", "lone-marks": "\u0301", "line-separators": "法\u2028", "vertical-tabs": "法\v",
}  # fmt: skip

# What begins a line, then LONG spaces, then a character that spoils the match: white space is where patterns repeat.
_BEFORE_SPACES = {
    "nothing": "法", "a-label": "来源", "an-attachment": "附件", "an-attachment-s-number": "附件1", "a-month": "2024年1月", "a-day": "2024年1月20日",
    "a-year": "2024", "a-page": "第1", "a-page-of": "第1页/", "a-dash": "—", "a-marker": "一、", "a-bracket": "（", "a-digit": "1", "a-lead": "1.完善制度",
    "a-button": "打印", "a-square-bracket": "【来源", "a-speaker": "局长", "an-origin": "来", "an-office": "云泽县人民政府", "a-date-bracket": "（2024年1月20日",
}  # fmt: skip
_SPACES = {"spaces": " ", "full-width-spaces": "　", "no-break-spaces": "\u00a0", "tabs": "\t"}

# Lines that come again MANY times, as a report would have them once.
_BLOCKS = {
    "signatures": f"{BODY}\n云泽县人民政府\n2024年1月20日\n",
    "signatures-only": "云泽县人民政府\n2024年1月20日\n",
    "dates": "2024年1月20日\n",
    "attachments": "附件1\n云泽县2024年普法工作要点\n",
    "titles": f"{TITLE}\n",
    "halves-of-titles": "云泽县2023年法治\n",
    "headings": "一、主要工作\n（一）完善机制\n1.健全制度\n",
    "plain-headings": "主要工作\n",
    "items": "一是完善机制。\n",
    "furniture": "发布日期：2024-01-26 来源：云泽县司法局\n",
    "furniture-between-sentences": f"{BODY}\n打印\n",
    "salutations": "各位代表：\n",
    "announcements": "主要情况如下：\n",
    "problems": "但仍存在一些问题和不足。\n",
    "page-numbers": "— 1 —\n",
    "short-lines": "法\n",
    "sentences": f"{BODY}\n",
}


def _line(repeated: str) -> bytes:
    return f"{TEXT}\n{repeated * (LONG // len(repeated))}法\n{OPENING}\n".encode()


def _spaced(start: str, space: str) -> bytes:
    return f"{TEXT}\n{start}{space * LONG}法\n{OPENING}\n".encode()


def _large(unit: str, size: int, encoding: str = "utf-8") -> bytes:
    encoded = unit.encode(encoding)
    return TEXT.encode(encoding) + encoded * (size // len(encoded))


def _encoded(name: str, encoding: str, expected: Expected = "either", text: str = TEXT) -> Hazard:
    return file(f"{name}-txt", text.encode(encoding), expected, text if expected == "text" else "")


def _many(block: str) -> bytes:
    return (block * MANY).encode()


def _generated() -> list[Hazard]:
    spaces = itertools.cycle(_SPACES.items())
    found = [file(f"line-of-{name}-txt", partial(_line, repeated), "either") for name, repeated in _REPEATED.items()]
    for (name, space), (after, start) in zip(spaces, _BEFORE_SPACES.items(), strict=False):
        found.append(file(f"{name}-after-{after}-txt", partial(_spaced, start, space), "either"))
    found += [file(f"many-{name}-txt", partial(_many, block), "either") for name, block in _BLOCKS.items()]
    return found


HAZARDS: list[Hazard] = [
    file("empty-txt", b""),
    file("spaces-only-txt", b" \t\r\n" * 1000),
    file("wide-spaces-only-txt", "　\u00a0\u200b\ufeff".encode() * 1000),
    file("line-ends-only-txt", b"\n" * 1_000_000),
    file("one-byte-txt", b"a", "either"),
    file("one-character-txt", "法".encode(), "either"),
    file("one-nul-txt", b"\0"),
    file("one-byte-of-no-encoding-txt", b"\xff"),
    file("one-control-character-txt", b"\x02"),
    file("ten-megabytes-of-nul-txt", bytes(10 * _MIB)),
    file("nul-between-txt", TEXT.encode().replace(b"\n", b"\0\n")),
    file("nul-at-the-end-txt", TEXT.encode() + b"\0", "either", TEXT),
    file("control-characters-txt", bytes(range(1, 32)) * 100),
    *(file(f"only-a-mark-of-{name}-txt", mark) for name, mark in _MARKS.items()),
    *(file(f"two-marks-of-{name}-txt", mark * 2) for name, mark in _MARKS.items()),
    *(file(f"mark-of-{name}-before-bytes-of-none-txt", mark + b"\xff\xd8\xfe\xdc\xff\xff\xff" * 99) for name, mark in _MARKS.items()),
    file("mark-of-utf16-before-utf8-txt", codecs.BOM_UTF16_LE + TEXT.encode(), "either"),
    _encoded("utf7", "utf-7"),
    _encoded("ebcdic", "cp037", text="ANNUAL REPORT OF YUNZE COUNTY ON THE RULE OF LAW\n" * 5),
    _encoded("shift-jis", "shift_jis", text=_KANA),
    _encoded("euc-jp", "euc_jp", text=_KANA),
    _encoded("iso-2022-jp", "iso2022_jp", text=_KANA),
    _encoded("euc-kr", "euc_kr", text="행정심판 사건 서른두 건을 모두 기한 내에 처리하였다."),
    _encoded("koi8", "koi8_r", text="Годовой отчёт уезда о верховенстве права."),
    _encoded("windows-1252", "cp1252", text="Rapport annuel du comté sur l’État de droit, 32 affaires réglées."),
    _encoded("big5", "big5", text="雲澤縣全年辦結行政複議案件三十二件，無一超期。"),
    _encoded("hz", "hz"),
    _encoded("utf16-without-mark", "utf-16-le", "error"),
    _encoded("utf16-big-endian-without-mark", "utf-16-be", "error"),
    _encoded("utf32-without-mark", "utf-32-le", "error"),
    _encoded("utf32-with-mark", "utf-32", "text"),
    _encoded("gb18030-with-mark", "gb18030", "text", "\ufeff" + TEXT)._replace(text=TEXT),
    file("utf8-and-gbk-mixed-txt", "\n".join(LINES[:2]).encode() + b"\n" + "\n".join(LINES[2:]).encode("gbk"), "error"),
    file("utf8-cut-in-a-character-txt", TEXT.encode()[:-1], "error"),
    file("gbk-cut-in-a-character-txt", TEXT.encode("gbk")[:-1], "error"),
    file("utf16-cut-in-a-character-txt", TEXT.encode("utf-16")[:-1], "error"),
    file("utf8-of-too-many-bytes-txt", b"\xf0\x82\x82\xac\xc0\x80" + TEXT.encode(), "either"),
    file("surrogates-in-utf8-txt", TEXT.encode() + "\ud800\udc00".encode("utf-8", "surrogatepass"), "either"),
    file("lone-surrogate-in-utf16-txt", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00\xd8", "either"),
    file("private-and-unassigned-characters-txt", f"{TEXT}\n\U0010ffff\ue000\ufffe\ufffd。".encode(), "either"),
    file("old-mac-line-ends-txt", TEXT.replace("\n", "\r").encode(), "text", TEXT),
    file("line-ends-of-every-kind-txt", f"{LINES[0]}\r\n{LINES[1]}\r{LINES[2]}\n\r{LINES[3]}".encode(), "text", TEXT),
    file("unusual-line-separators-txt", "\u2028".join(LINES).encode(), "either"),
    file("hundred-megabytes-txt", lambda: _large(f"\n{BODY}", 100 * _MIB), "error", slow=True),
    file("just-under-the-limit-txt", lambda: _large(f"\n{BODY}", 60 * _MIB), "either", slow=True),
    file("line-of-fifty-megabytes-txt", lambda: _large(BODY[:-1] + "，", 50 * _MIB), "either", slow=True),
    file("line-of-fifty-megabytes-of-one-letter-txt", lambda: _large("a", 50 * _MIB), "either", slow=True),
    file("fifty-megabytes-in-gbk-txt", lambda: _large(f"{BODY}", 50 * _MIB, "gbk"), "either", slow=True),
    file("fifty-megabytes-of-spaces-txt", lambda: _large(" ", 50 * _MIB), "either", slow=True),
    file("fifty-megabytes-of-tags-txt", lambda: _large("<p>", 50 * _MIB), "either", slow=True),
    file("a-million-lines-txt", lambda: _large("\n法治", 7_000_000), "either", slow=True),
    file("a-million-empty-lines-txt", lambda: _large("\n", 1_000_000) + OPENING.encode(), "text", f"{TEXT}\n{OPENING}"),
    file("sixty-million-empty-lines-txt", lambda: _large("\n", 60_000_000) + OPENING.encode(), "text", f"{TEXT}\n{OPENING}"),
    *_generated(),
]  # fmt: skip
