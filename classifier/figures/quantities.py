"""Numbers with their units: where they stand, what they amount to, and how exactly.

Takes a text, gives `Quantity`s in their order. Not for what they count (phrases).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from classifier.figures.names import Spans, find_dates, find_names
from classifier.figures.numerals import multiply, read_arabic, read_chinese, to_plain
from classifier.figures.units import CHINESE_UNITS, TIME, UNITS, WHOLE, normal_unit

_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９％．：，＋", "0123456789%.:,+", strict=True)} | {0x3000: " ", 0xA0: " "}
_AMOUNT = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_TIMES = r"(?:万亿|[十百千]?[万亿]|[千百](?![米克瓦伏卡帕分]))"
_ARABIC = re.compile(
    rf"(?P<low>{_AMOUNT}) ?(?P<more>[余多几来]?)(?P<times>{_TIMES}?)(?P<yet>[余多几来]?) ?"
    rf"(?:(?P<unit>[^\d\s]{{0,4}}?)(?P<dash> ?(?:[-–~－～至]|[—]{{1,2}}|到) ?)(?P<high>{_AMOUNT})(?P<times2>{_TIMES}?)(?P<yet2>[余多]?) ?)?"
)
_NUMERAL = "零〇一二三四五六七八九十百千万亿两"
_CHINESE = re.compile(
    rf"(?:(?P<per>百|千)分之)?(?P<low>[{_NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?)(?P<more>[余多几来]?)(?P<times>[万亿]?)(?P<yet>[余多]?)"
    rf"(?:(?P<dash>[-–~－～至到]|[—]{{1,2}})(?P<high>[{_NUMERAL}]+))?"
)
_FRACTION = re.compile(r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])(?![一二三四五六七八九十点])")
_TENTHS = re.compile(r"(?P<low>[一二三四五六七八九两1-9](?:\.\d)?)(?:(?P<more>[多余])?成)(?P<half>半|[一二三四五六七八九](?![一二三四五六七八九十]))?(?![立果功员效品长本交都就熟绩年员形])")
_START = re.compile(rf"[\d{_NUMERAL}]")
_AFTER_UNIT = re.compile(r"(?:[(（][次头只批人件][)）]次?)?")
_SUFFIX = re.compile(r" ?(?:(?P<said>以上|以下|以内|之内|左右|上下|余|多)|内(?=[，。；,;完办作答送报的到]|$))")
_PREFIX = re.compile(r"(?:不低于|不少于|不超过|不得少于|不高于|超过|突破|不足|不到|至少|最多|最高|最低|大约|约为|将近|接近|高于|低于|大于|小于|近|约|超|逾|上|过)$")
_ROUND = re.compile(rf"[百千万亿]")
_BARE = re.compile(r"(?P<times>万|亿|$)")
_SCORES = re.compile(r"(?:量|数|额|比|指数|得分|评分|总量|户|突破)(?:为|是|达|达到|已达|超|超过|突破|约|近|逾|高达|累计|共|计|至|到|提升至|提高到|增至){0,3}$")
_END = re.compile(r"[，。；、！？,;!?)）\n]|$")
_HELD = re.compile(r"(?:了|召开|举办|举行)$")
_POINTS = re.compile(r"[、和与及]\d+(?:\.\d+)?个百分点")
_DAYS = re.compile(r"(?:公示|期限|时限|缩短|压缩|压减|提速|时间|周期|不少于|不超过|不低于|至|到|为|限|满|期|由|从)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `after` is where the words that soften it end."""

    start: int
    end: int
    after: int
    value: int | float
    upper: int | float | None
    unit: str
    qualifiers: tuple[str, ...]


def narrow(text: str) -> str:
    """Give a text of the same length with narrow digits, commas, points and spaces.

    Examples
    --------
    >>> narrow("１，２３４件")
    '1,234件'
    """
    narrowed = text.translate(_WIDE)
    return narrowed


def find_quantities(text: str, dates: list[tuple[int, int]] | None = None) -> Iterator[Quantity]:
    """Find the numbers with units in a narrowed text, without dates, ordinals and other names."""
    names = Spans([*(find_dates(text) if dates is None else dates), *find_names(text)])
    place = 0
    while found := _START.search(text, place):
        start = found.start()
        quantity = None if names.covers(start) else _read(text, start)
        if quantity is not None and (names.covers(quantity.end - 1) or not _may_be(text, quantity)):
            quantity = None
        if quantity is not None:
            yield quantity
            place = quantity.end
        else:
            place = _skip(text, start)


def _skip(text: str, start: int) -> int:
    """Give where to look on after a number that is no figure."""
    if text[start].isdigit() and text[start].isascii():
        return _DIGITS.match(text, start).end()  # type: ignore[union-attr]
    return start + 1 if text[start : start + 40].strip(_NUMERAL) else _NUMERALS.match(text, start).end()  # type: ignore[union-attr]


_DIGITS = re.compile(r"\d[\d.]*")
_NUMERALS = re.compile(rf"[{_NUMERAL}]+")


def _read(text: str, start: int) -> Quantity | None:
    for read in (_read_fraction, _read_tenths, _read_arabic, _read_chinese):
        quantity = read(text, start)
        if quantity is not None:
            return quantity
    return None


def _read_fraction(text: str, start: int) -> Quantity | None:
    found = _FRACTION.match(text, start)
    below, above = (read_chinese(found[name]) for name in ("below", "above")) if found else (None, None)
    if not found or not below or not above:
        return None
    return _quantity(text, found.start(), found.end(), round(100 * above / below, 2), None, "%", [])


def _read_tenths(text: str, start: int) -> Quantity | None:
    found = _TENTHS.match(text, start)
    if not found:
        return None
    value = read_arabic(found["low"]) if found["low"].isascii() else read_chinese(found["low"])
    if text[found.end() : found.end() + 1] == "为" and not _PREFIX.search(text[max(0, start - 4) : start]):
        return None
    half = Decimal(5) if found["half"] == "半" else read_chinese(found["half"]) if found["half"] else Decimal(0)
    if value is None or half is None:
        return None
    return _quantity(text, start, found.end(), 10 * value + half, None, "%", [found["more"] or ""])


def _read_arabic(text: str, start: int, *, after_marker: bool = False) -> Quantity | None:
    found = _ARABIC.match(text, start)
    if not found or (_is_glued(text, start) and not after_marker):
        return None
    low = read_arabic(found["low"])
    if low is None:
        return None
    high, times = None, found["times"]
    unit, end = "", found.end()
    if found["high"]:
        high = read_arabic(found["high"])
        end_unit = UNITS.match(text, end)
        between = UNITS.fullmatch(found["unit"] or "") if found["unit"] else None
        mid_ok = not found["unit"] or (between is not None and found["dash"].strip() != "到" and end_unit is not None and between[0] == end_unit[0])
        if high is not None and end_unit and mid_ok and not _is_glued_after(text, end):
            high = multiply(high, found["times2"])
            low = multiply(low, times or ("" if found["unit"] else found["times2"]))
            if low < high:
                return _with_unit(text, start, end, low, high, end_unit[0], [found["more"], found["yet"], found["yet2"]])
        shorter = _ARABIC_ALONE.match(text, start)
        if not shorter:
            return None
        found, end = shorter, shorter.end()
    low = multiply(low if high is None else read_arabic(found["low"]) or Decimal(0), found["times"])
    told = [found["more"], found["yet"]]
    matched = UNITS.match(text, end)
    if matched:
        unit = matched[0]
        if unit == "个" and _POINTS.match(text, matched.end()):
            quantity = _with_unit(text, start, end, low, None, unit, told)
            return replace(quantity, unit="个百分点")  # 0.3个和1.2个百分点
        if unit in WHOLE and low != low.to_integral_value() and not found["times"] and _opens(text, start):
            point = text.index(".", start)
            return _read_arabic(text, point + 1, after_marker=True)
        return _with_unit(text, start, end, low, None, unit, told)
    bare = found.end("yet") if found["yet"] else found.end("times") if found["times"] else found.end("low")
    if _END.match(text, bare) and (found["times"] or "." in found["low"]) and _SCORES.search(text[max(0, start - 12) : start]):
        return _quantity(text, start, bare, low, None, "", told)
    return None


_ARABIC_ALONE = re.compile(rf"(?P<low>{_AMOUNT}) ?(?P<more>[余多几来]?)(?P<times>{_TIMES}?)(?P<yet>[余多几来]?) ?")


def _read_chinese(text: str, start: int) -> Quantity | None:
    found = _CHINESE.match(text, start)
    if not found or (start and text[start - 1] in _NUMERAL + "第点"):
        return None
    written = found["low"]
    if found["per"]:
        value = read_chinese(written)
        end = found.end("low")
        return None if value is None else _quantity(text, start, end, value, None, "%" if found["per"] == "百" else "‰", [])
    low = read_chinese(written)
    if low is None:
        return None
    end = found.end()
    high = read_chinese(found["high"]) if found["high"] else None
    if high is not None and low < high and (unit := UNITS.match(text, end)):
        return _with_unit(text, start, end, low, high, unit[0], [])
    if found["high"]:
        end = found.end("yet")
    unit = CHINESE_UNITS.match(text, end)
    if not unit or (_ROUND.match(written) and not _is_softened(text, start, found)):
        return None
    if unit[0] == "日" and not _SUFFIX.match(text, unit.end()):
        return None
    if low == 1 and written == "一" and not _counts_one(text, start, unit.end(), unit[0]):
        return None
    return _with_unit(text, start, end, multiply(low, found["times"]), None, unit[0], [found["more"], found["yet"]])


def _is_softened(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether 百, 千 and such alone are an amount: 上百场, 千余人, not 百日攻坚."""
    return bool(found["more"] or found["yet"] or _PREFIX.search(text[max(0, start - 4) : start]))


def _counts_one(text: str, start: int, end: int, unit: str) -> bool:
    """Whether 一 is an amount: it closes a clause that has a verb before it (废止文件一件), unlike 一件事, 一批."""
    if unit in ("倍", "成") or (unit in ("次", "场", "期") and _HELD.search(text[max(0, start - 3) : start])):
        return True
    before = text[max(0, start - 3) : start]
    return bool(
        _END.match(text, end) and len(before) == 3 and not re.search(r"[，。；、每跑任何无没第同逐]", before) and unit not in ("批", "种", "面", "起", "位")
    )


def _is_glued(text: str, start: int) -> bool:
    """Whether a number is part of a code: V2.0, G60, 3.15, 第12."""
    return start > 0 and (text[start - 1] in ".·/\\_^" or text[start - 1].isascii() and text[start - 1].isalpha() or text[start - 1] == "-" and text[max(0, start - 2)].isdigit())


def _is_glued_after(text: str, end: int) -> bool:
    return end < len(text) and text[end] in "-/"


def _opens(text: str, start: int) -> bool:
    """Whether a place opens a sentence or paragraph, where headings have their number."""
    return not text[max(0, start - 4) : start].strip() or text[start - 1] in "。；\n"


def _with_unit(text: str, start: int, place: int, low: Decimal, high: Decimal | None, unit: str, told: list[str | None]) -> Quantity:
    end = place + len(unit)
    if alternative := _AFTER_UNIT.match(text, end):
        end = alternative.end()
    return _quantity(text, start, end, low, high, normal_unit(unit), told)


def _quantity(
    text: str, start: int, end: int, low: Decimal, high: Decimal | None, unit: str, told: list[str | None]
) -> Quantity:
    before, after = _PREFIX.search(text[max(0, start - 5) : start].rstrip()), _SUFFIX.match(text, end)
    said = [before[0] if before else "", *told, (after["said"] or "内") if after else ""]
    qualifiers = tuple(dict.fromkeys(word for word in said if word))
    return Quantity(
        start, end, after.end() if after else end, to_plain(low), to_plain(high) if high is not None else None, unit, qualifiers
    )


def _may_be(text: str, quantity: Quantity) -> bool:
    """Whether what stands around a number with a unit lets it be an amount."""
    before = text[max(0, quantity.start - 6) : quantity.start]
    if quantity.unit in ("日",) and quantity.upper is None:
        return "内" in quantity.qualifiers or "以内" in quantity.qualifiers or bool(_DAYS.search(before.rstrip()))
    if quantity.unit in TIME and text[quantity.after : quantity.after + 1] in ("热", "制") :
        return False
    if quantity.unit == "年" and quantity.upper is None and quantity.value > 50:
        return False
    return not before.endswith(("第", "№"))
