"""Numbers as Word's automatic numbering writes them: 一, 壹, 甲, (1) as one character, Ⅳ and such.

Takes a number and the name of a format (ST_NumberFormat, ISO 29500-1 17.18.59), gives the characters. Not for the text
around them (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 780  # as in Word: thirty times the same letter


def write_numeral(number: int, style: str) -> str:
    """Write a number in one of Word's formats; what a format cannot write, and unknown formats, in decimal digits.

    Examples
    --------
    >>> write_numeral(12, "chineseCounting"), write_numeral(12, "decimalEnclosedCircle"), write_numeral(2, "bullet")
    ('十二', '⑫', '')
    """
    if style in ("none", "bullet"):
        return ""
    write = _FORMATS.get(style)
    return (write(number) if write and number >= 0 else "") or str(number)


def _of(characters: Sequence[str], number: int) -> str:
    return characters[number - 1] if 0 < number <= len(characters) else ""


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    return partial(_of, [chr(ord(first) + i) for i in range(count)])


def _by_digit(digits: str, number: int) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counted(number: int) -> str:
    """Up to 99 as spoken, above by digits."""
    return _spelt(number) if number < 100 else _by_digit("○一二三四五六七八九", number)


def _spelt(number: int, *, digits: str = "零一二三四五六七八九", units: str = "十百千", short: bool = True) -> str:
    """Write as spoken, up to 9,999; `short`: 十二 rather than 一十二."""
    if number >= 10_000:
        return ""
    written, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            ten = short and not written and power == 1 and digit == 1
            written += digits[0] * zero + ("" if ten else digits[digit]) + (units[power - 1] if power else "")
        zero = bool(written) and not digit
    return written or digits[0]


def _japanese(number: int) -> str:
    """As spoken, with neither 一 before a unit nor a zero within."""
    return re.sub("一(?=[十百千])|〇(?!$)", "", _spelt(number, digits=_DIGITS))


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return ""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letter(number: int) -> str:
    return _LETTERS[(number - 1) % 26] * ((number + 25) // 26) if 0 < number <= _MOST_LETTERS else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counted,
    "chineseCountingThousand": _spelt,
    "chineseLegalSimplified": partial(_spelt, digits=_LEGAL, units="拾佰仟", short=False),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalFullWidth": partial(_by_digit, "０１２３４５６７８９"),
    "decimalFullWidth2": partial(_by_digit, "０１２３４５６７８９"),
    "decimalZero": "{:02d}".format,
    "ideographDigital": partial(_by_digit, _DIGITS),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "ideographLegalTraditional": partial(_spelt, digits=_LEGAL_TRADITIONAL, units="拾佰仟", short=False),
    "ideographTraditional": partial(_of, _STEMS),
    "ideographZodiac": partial(_of, _BRANCHES),
    "ideographZodiacTraditional": partial(_of, [_STEMS[i % 10] + _BRANCHES[i % 12] for i in range(60)]),
    "japaneseCounting": _japanese,
    "lowerLetter": _letter,
    "lowerRoman": _roman,
    "numberInDash": "- {} -".format,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _spelt,
    "taiwaneseDigital": partial(_by_digit, "○一二三四五六七八九"),
    "upperLetter": lambda number: _letter(number).upper(),
    "upperRoman": lambda number: _roman(number).upper(),
}
