"""A number with its unit, and the words around it that make it less than exact.

Takes places in a narrowed text. Not for finding numbers (quantities).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from classifier.figures.numerals import to_plain
from classifier.figures.units import normal_unit

SUFFIX = re.compile(r" ?(?:(?P<said>以上|以下|以内|之内|左右|上下|余|多)|内(?=[，。；,;完办作答送报的到]|$))")
_PREFIX = re.compile(
    r"(?:不低于|不少于|不超过|不得少于|不高于|超过|突破|不足|不到|至少|最多|最高|最低|大约|约为|将近|接近"
    r"|高于|低于|大于|小于|近|约|超|逾|上|过)$"
)
_ALTERNATIVE = re.compile(r"[(（][次头只批人件套台户份个组][)）]次?")  # 187件（次）


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


def find_prefix(text: str, start: int) -> str:
    """Give the word before a number that makes it less than exact, such as 近 or 不低于; else an empty text."""
    found = _PREFIX.search(text[max(0, start - 5) : start].rstrip())
    return found[0] if found else ""


def make_quantity(
    text: str,
    start: int,
    end: int,
    low: Decimal,
    unit: str,
    *,
    high: Decimal | None = None,
    told: Iterable[str | None] = (),
) -> Quantity:
    """Give the quantity that stands at a place, its unit included; `told` are words inside it, such as 余."""
    if alternative := _ALTERNATIVE.match(text, end):
        end = alternative.end()
    after = SUFFIX.match(text, end)
    said = [find_prefix(text, start), *told, (after["said"] or "内") if after else ""]
    return Quantity(
        start=start,
        end=end,
        after=after.end() if after else end,
        value=to_plain(low),
        upper=None if high is None else to_plain(high),
        unit=normal_unit(unit),
        qualifiers=tuple(dict.fromkeys(word for word in said if word)),
    )
