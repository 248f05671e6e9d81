"""Dates of workbooks: days counted from 1900 or 1904, told from numbers by how they are shown."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

# ECMA-376 18.8.30; 27-36 and 50-58 are the Chinese ones
_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# what is quoted, escaped or in brackets ([Red], [$-804]) is no place holder
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_DAY = 86_400_000  # milliseconds; Excel tells no less


def is_date_format(number: str, code: str | None = None) -> bool:
    """Whether a number format shows a date or time.

    Parameters
    ----------
    number : str
        The format's number; some stand for formats that are written nowhere.
    code : str, optional
        The format as written (``yyyy"年"m"月"``).
    """
    if code is None:
        return number.isdecimal() and len(number) < 3 and int(number) in _BUILT_IN
    return _DATE.search(_LITERAL.sub("", code.split(";")[0]).replace("General", "")) is not None


def read_serial(serial: float, *, from_1904: bool = False) -> date | datetime | time | float:
    """Give the day, moment or time of day that a number stands for; the number itself if it is none."""
    begin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        moment = begin + timedelta(milliseconds=round(serial * _DAY))
    except (OverflowError, ValueError):
        return serial
    if 0 <= serial < 1:
        return moment.time()
    if not from_1904 and serial < 60:  # Excel has a 29 February 1900
        moment += timedelta(days=1)
    return moment.date() if moment.time() == time() else moment
