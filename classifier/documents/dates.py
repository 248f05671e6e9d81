"""Dates as documents write them, in digits and in Chinese."""

from __future__ import annotations

import re
from datetime import date

DATE = re.compile(
    r"[（(]?\s*(?P<year>(?:19|20|１９|２０)\d{2}|[一二][〇○◯ＯOoΟ０0零一二三四五六七八九]{3})\s*[年./-]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月./-]\s*(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?)?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[)）]?"
)
_DIGITS = str.maketrans("〇○◯ＯOoΟ０零一二三四五六七八九", "000000000123456789")


def iso_date(text: str) -> str:
    """Give a date as YYYY-MM-DD, or YYYY-MM without a day; empty if `text` begins with none."""
    found = DATE.match(text)
    if not found:
        return ""
    year, month, day = (read_number(found[g]) for g in ("year", "month", "day"))
    try:
        date(year, month, day or 1)
    except ValueError:  # 31 February
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def read_number(text: str | None) -> int:
    """Read a number as 12, 十二, 二十 or 二〇二〇; 0 for nothing."""
    if not text:
        return 0
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (read_number(tens) or 1) * 10 + read_number(ones)
    return int(text.translate(_DIGITS))
