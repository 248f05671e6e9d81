"""Numbers in Chinese characters with their units: 三百二十件, 两次, 百分之九十五, 三成, 三分之二.

Takes the place of a character in a narrowed text, gives what starts there. Not for numbers in digits (digits).
"""

from __future__ import annotations

import re
from decimal import Decimal

from classifier.figures.numerals import multiply, read_arabic, read_chinese
from classifier.figures.quantity import SUFFIX, Quantity, find_prefix, make_quantity
from classifier.figures.units import CHINESE_UNITS, UNITS

NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_DIGIT = "一二三四五六七八九"
_NUMBER = re.compile(
    rf"(?:(?P<per>[百千])分之)?(?P<low>[{NUMERALS}]+(?:点[零〇{_DIGIT}]+)?)(?P<more>[余多几来]?)(?P<times>[万亿]?)(?P<yet>[余多]?)"
)
_RANGE = re.compile(rf"(?:[-–~－～至到]|—{{1,2}})(?P<high>[{NUMERALS}]+)")
_FRACTION = re.compile(rf"(?P<below>[二三四五六七八九十])分之(?P<above>[{_DIGIT}])(?![{_DIGIT}十点])")
_TENTHS = re.compile(
    rf"(?P<low>[{_DIGIT}两1-9](?:\.[0-9])?)(?P<more>[多余]?)成(?P<half>半|[{_DIGIT}](?![{_DIGIT}十]))?"
    r"(?![立果功员效品长本交都就熟绩年员形])"
)
_END = re.compile(r"[，。；、！？,;!?)）\n]|$")
_HELD = re.compile(r"(?:了|召开|举办|举行)$")
_REGULARLY = re.compile(r"每(?:年|月|周|日|季度|半年|季|天)[^，。；不]*$")  # but 每年不少于一次
_NEVER_COUNTED = re.compile(r"[，。；、每跑任何无没第同逐]")  # 最多跑一次, 每月一次


def read_characters(text: str, start: int) -> Quantity | None:
    """Read the quantity whose characters begin at a place; None if it is a word, such as 一批, or has no unit."""
    return _read_fraction(text, start) or _read_tenths(text, start) or _read_number(text, start)


def _read_fraction(text: str, start: int) -> Quantity | None:
    found = _FRACTION.match(text, start)
    below, above = (read_chinese(found[name]) for name in ("below", "above")) if found else (None, None)
    if not found or not below or not above:
        return None
    return make_quantity(text, start, found.end(), round(100 * above / below, 2), "%")


def _read_tenths(text: str, start: int) -> Quantity | None:
    found = _TENTHS.match(text, start)
    if not found or (text[found.end() : found.end() + 1] == "为" and not find_prefix(text, start)):
        return None  # 近四成为兼职人员, but 二成为
    low = read_arabic(found["low"]) if found["low"].isascii() else read_chinese(found["low"])
    half = {"半": Decimal(5), None: Decimal(0)}.get(found["half"]) or read_chinese(found["half"] or "零")
    if low is None or half is None:
        return None
    return make_quantity(text, start, found.end(), 10 * low + half, "%", told=[found["more"]])


def _read_number(text: str, start: int) -> Quantity | None:
    found = _NUMBER.match(text, start)
    if not found or (start and text[start - 1] in f"{NUMERALS}第点"):
        return None
    low = read_chinese(found["low"])
    if low is None:
        return None
    if found["per"]:
        return make_quantity(text, start, found.end("low"), low, "%" if found["per"] == "百" else "‰")
    onward = _RANGE.match(text, found.end())
    high = read_chinese(onward["high"]) if onward else None
    if onward and high is not None and low < high and (unit := UNITS.match(text, onward.end())):
        return make_quantity(text, start, unit.end(), low, unit[0], high=high)
    counted = CHINESE_UNITS.match(text, found.end())
    if not counted or not _is_counted(text, found, counted):
        return None
    told = [found["more"], found["yet"]]
    return make_quantity(text, start, counted.end(), multiply(low, found["times"]), counted[0], told=told)


def _is_counted(text: str, found: re.Match[str], unit: re.Match[str]) -> bool:
    """Whether a number and a unit are an amount rather than a word: not 百日攻坚, 三日, 一件事."""
    start, written = found.start(), found["low"]
    softened = found["more"] or found["yet"] or find_prefix(text, start)
    if written[0] in "百千万亿" and not softened:
        return False
    if unit[0] == "日" and not SUFFIX.match(text, unit.end()):
        return False
    return written != "一" or _counts_one(text, start, unit)


def _counts_one(text: str, start: int, unit: re.Match[str]) -> bool:
    """Whether 一 is an amount: it closes a clause that has a verb before it (废止文件一件), unlike 一件事, 一批."""
    if _REGULARLY.search(text[max(0, start - 10) : start]):
        return False
    before = text[max(0, start - 3) : start]
    if unit[0] in ("倍", "成") or (unit[0] in ("次", "场", "期") and _HELD.search(before)):
        return True
    closes = len(before) == 3 and _END.match(text, unit.end()) is not None
    return closes and not _NEVER_COUNTED.search(before) and unit[0] not in ("批", "种", "面", "起", "位")
