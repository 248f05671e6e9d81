"""Numbers in digits with their units: 1,234件, 5.71亿元, 3至5个.

Takes the place of a digit in a narrowed text, gives what starts there. Not for numbers in Chinese characters (characters).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from classifier.figures.numerals import multiply, read_arabic
from classifier.figures.quantity import Quantity, make_quantity
from classifier.figures.units import UNITS, WHOLE

_AMOUNT = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_TIMES = r"(?:万亿|[十百千]?[万亿]|[千百](?![米克瓦伏卡帕分]))"
_NUMBER = re.compile(rf"(?P<low>{_AMOUNT}) ?(?P<more>[余多几来]?)(?P<times>{_TIMES}?)(?P<yet>[余多几来]?) ?")
_RANGE = re.compile(
    rf"(?P<unit>[^0-9\s]{{0,4}}?) ?(?P<dash>[-–~－～至到]|—{{1,2}}) ?(?P<high>{_AMOUNT})(?P<times>{_TIMES}?)(?P<yet>[余多]?) ?"
)
_SCORES = re.compile(
    r"(?:量|数|额|比|指数|得分|评分|总量|户|突破)"
    r"(?:为|是|达|达到|已达|超|超过|突破|约|近|逾|高达|累计|共|计|至|到|提升至|提高到|增至){0,3}$"
)
_PEOPLE = re.compile(
    r"群众|企业|农户|居民|村民|学生|师生|干部|党员|职工|市民|农民|工人|商户|(?:市场|经营)主体|家庭|住户|用户|网民|游客|考生"
)
_END = re.compile(r"[，。；、！？,;!?)）\n]|$")
_POINTS = re.compile(r"[、和与及][0-9]+(?:\.[0-9]+)?个百分点")


def read_digits(text: str, start: int) -> Quantity | None:
    """Read the quantity whose digits begin at a place; None if it is part of a code or has no unit."""
    return None if _is_glued(text, start) else _read(text, start)


def _read(text: str, start: int) -> Quantity | None:
    found = _NUMBER.match(text, start)
    low = read_arabic(found["low"]) if found else None
    if not found or low is None:
        return None
    return _read_range(text, found, low) or _read_single(text, found, multiply(low, found["times"]))


def _read_range(text: str, found: re.Match[str], low: Decimal) -> Quantity | None:
    """Read 3至5个, 20%-30%, 3万至5万元."""
    onward = _RANGE.match(text, found.end())
    unit = UNITS.match(text, onward.end()) if onward else None
    high = read_arabic(onward["high"]) if onward else None
    if not onward or not unit or high is None or text[onward.end() : onward.end() + 1] in ("-", "/"):
        return None
    if onward["unit"] and (onward["dash"] == "到" or onward["unit"] != unit[0]):
        return None  # 从3个到5个 is a change
    high = multiply(high, onward["times"])
    low = multiply(low, found["times"] or ("" if onward["unit"] else onward["times"]))
    told = [found["more"], found["yet"], onward["yet"]]
    return make_quantity(text, found.start(), unit.end(), low, unit[0], high=high, told=told) if low < high else None


def _read_single(text: str, found: re.Match[str], value: Decimal) -> Quantity | None:
    start, told = found.start(), (found["more"], found["yet"])
    unit = UNITS.match(text, found.end())
    if unit is None:
        return _read_bare(text, found, value)
    is_whole = value == value.to_integral_value()
    if unit[0] in WHOLE and not is_whole and not found["times"] and _opens(text, start):
        return _read(text, text.index(".", start) + 1)  # 1.12个乡镇 is heading 1 and 12个
    quantity = make_quantity(text, start, unit.end(), value, unit[0], told=told)
    if unit[0] == "个" and _POINTS.match(text, unit.end()):
        return replace(quantity, unit="个百分点")  # 0.3个和1.2个百分点
    return quantity


def _read_bare(text: str, found: re.Match[str], value: Decimal) -> Quantity | None:
    """Read a number without unit where a noun beside it needs none: 点击量超2000万, 律师万人比达到3.6, 9万余农户."""
    start, end = found.start(), found.start() + len(found[0].rstrip())
    is_amount = found["times"] or "." in found["low"]
    if is_amount and _END.match(text, end) and _SCORES.search(text[max(0, start - 12) : start]):
        return make_quantity(text, start, end, value, "", told=(found["more"], found["yet"]))
    if (found["times"] or found["more"] or found["yet"]) and _PEOPLE.match(text, end):
        return make_quantity(text, start, end, value, "", told=(found["more"], found["yet"]))
    return None


def _is_glued(text: str, start: int) -> bool:
    """Whether a number is part of a code: V2.0, G60, 3.15, 010-65."""
    before = text[start - 1 : start]
    is_letter = before.isascii() and before.isalpha()
    return is_letter or before in tuple("./·\\_^") or (before == "-" and text[max(0, start - 2)].isdigit())


def _opens(text: str, start: int) -> bool:
    """Whether a place opens a sentence or paragraph, where headings have their number."""
    return not text[max(0, start - 4) : start].strip() or text[start - 1] in "。；\n"
