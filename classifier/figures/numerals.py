"""Written numbers to numbers: 1,234, １２３４, 三百二十, 5.71 and 亿, 百分之三.

Takes the characters of one number, gives a `Decimal`, exact where a float is not. Not for finding numbers (quantities).
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MOST_DIGITS = 15  # more are an identity number, not an amount


def read_arabic(written: str) -> Decimal | None:
    """Read digits with separators of thousands and a decimal point; None for more digits than an amount has.

    Examples
    --------
    >>> read_arabic("1,234.5")
    Decimal('1234.5')
    """
    digits = written.replace(",", "").replace(" ", "").replace("\xa0", "")
    return Decimal(digits) if len(digits) <= _MOST_DIGITS else None


def read_chinese(written: str) -> Decimal | None:
    """Read a number in Chinese characters, with 点 for a decimal point; None if it is none.

    Examples
    --------
    >>> read_chinese("三百二十"), read_chinese("两"), read_chinese("九十五点五"), read_chinese("一万二")
    (Decimal('320'), Decimal('2'), Decimal('95.5'), None)
    """
    whole, point, fraction = written.partition("点")
    if not whole or len(written) > 2 * _MOST_DIGITS:
        return None
    number = _read_whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    if not fraction or any(c not in DIGITS for c in fraction):
        return None
    return Decimal(f"{number}.{''.join(str(DIGITS[c]) for c in fraction)}")


def _read_whole(written: str) -> int | None:
    if len(written) > 1 and all(c in DIGITS for c in written):
        return None  # 二〇二三 is a year, 一二三 an enumeration
    total = section = digit = 0
    unit = 10**9
    filled = False  # whether a digit waits for its multiplier
    for place, c in enumerate(written):
        if c in DIGITS:
            if filled:
                return None
            digit, filled = DIGITS[c], DIGITS[c] != 0
            continue
        multiplier = MULTIPLIERS.get(c)
        if multiplier is None:
            return None
        if multiplier >= 10_000:
            total = (total + section + digit) * multiplier if total + section + digit else multiplier
            section, unit = 0, 10**9
        else:
            if multiplier >= unit or (not filled and multiplier > 10 and place):
                return None
            section += (digit if filled else 1) * multiplier
            unit = multiplier
        digit, filled = 0, False
    if filled and len(written) > 1 and written[-2] in MULTIPLIERS and written[-2] != "十":
        return None  # 三百二: as rare as it is doubtful
    return total + section + digit


def multiply(number: Decimal, multipliers: str) -> Decimal:
    """Apply the multipliers written after a number, such as 万 or 百万."""
    for c in multipliers:
        number *= MULTIPLIERS[c]
    return number


def to_plain(number: Decimal) -> int | float:
    """Give an int where the number is whole, else a float."""
    return int(number) if number == number.to_integral_value() else float(number)
