"""Numbers with their units: where they stand, what they amount to, and how exactly.

Takes a text, gives `Quantity`s in their order. Not for what they count (phrases).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.figures.characters import NUMERALS, read_characters
from classifier.figures.digits import read_digits
from classifier.figures.names import Spans, find_dates, find_names
from classifier.figures.quantity import Quantity

_WIDE = {
    ord(wide): thin for wide, thin in zip("０１２３４５６７８９％．：，＋\u3000\xa0", "0123456789%.:,+  ", strict=True)
}
_WIDE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates, which the segmenter refuses
_START = re.compile(rf"[0-9{NUMERALS}]")
_RUN = re.compile(rf"[0-9][0-9.]*|[{NUMERALS}]+")
_DAYS = re.compile(r"(?:公示|期限|时限|缩短|压缩|压减|提速|时间|周期|不少于|不超过|不低于|至|到|为|限|满|期|由|从)$")
_MOST_YEARS = 50  # more are a year: 98年


def narrow(text: str) -> str:
    """Give a text of the same length with narrow digits, commas, points and spaces, and without lone surrogates.

    Examples
    --------
    >>> narrow("１，２３４件")
    '1,234件'
    """
    return text.translate(_WIDE)


def find_quantities(text: str, dates: list[tuple[int, int]] | None = None) -> Iterator[Quantity]:
    """Find the numbers with units in a narrowed text, without dates, ordinals and other names.

    Examples
    --------
    >>> [(q.value, q.unit) for q in find_quantities("2023年第3次会议审议议题12个")]
    [(12, '个')]
    """
    names = Spans([*(find_dates(text) if dates is None else dates), *find_names(text)])
    place = 0
    while found := _START.search(text, place):
        start = found.start()
        quantity = None
        if not names.covers(start):
            quantity = read_characters(text, start) or (read_digits(text, start) if text[start].isdigit() else None)
        if quantity is not None and not names.covers(quantity.end - 1) and _may_be(text, quantity):
            yield quantity
            place = quantity.end
        else:
            place = _skip(text, start)


def _skip(text: str, start: int) -> int:
    """Give where to look on after a number that is no figure: its last character may begin one (第一二两件)."""
    run = _RUN.match(text, start)
    if run is None or (text[start] in NUMERALS and run.end() - start < _LONG):
        return start + 1
    return run.end()


_LONG = 40  # characters: nobody writes such a number


def _may_be(text: str, quantity: Quantity) -> bool:
    """Whether what stands around a number with a unit lets it be an amount."""
    before = text[max(0, quantity.start - 6) : quantity.start].rstrip()
    if quantity.unit == "日" and quantity.upper is None:
        return not {"内", "以内"}.isdisjoint(quantity.qualifiers) or bool(_DAYS.search(before))
    if quantity.unit == "年" and quantity.upper is None and quantity.value > _MOST_YEARS:
        return False
    return not before.endswith(("第", "№"))
