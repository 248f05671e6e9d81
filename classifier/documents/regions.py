"""The place that a report is about: province, city, county, town, as far as the document tells.

Takes title, signature, text, what the site says around them. Nothing is looked up: a place is known by its suffix.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

_PROVINCE = r"[\u4e00-\u9fff]{2,6}?(?:省|自治区|特别行政区)"
_CITY = r"[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟)"
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,10}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|新区|开发区|高新区|经开区|示范区|试验区|实验区|保税区|管理区|功能区|林区|矿区|县|区|旗))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:街道|镇|民族乡|乡|苏木))?"
)
# "2023年，云泽县坚持…": a clause that begins with the place that acts; 我县 and 全县 name none
_OPENING_PLACE = re.compile(
    r"(?:^|[，,。])(?:(?:20\d{2}|二〇[一-龥]{2})年度?(?:以?来)?)?"
    r"((?![我全本各该在以对从为把将按向])[\u4e00-\u9fff]{2,8}?(?<![我全本各该的])(?:省|市|县|区|旗|镇|乡|街道|州))"
    r"(?=人民政府|坚持|深入|认真|在|以|紧紧|全面|扎实|各级|法治|持续|积极|统筹|聚焦|围绕|始终|严格|按照|大力|高度)"
)
_SUFFIX = re.compile(r"(?:省|市|县|区|旗|州|盟|镇|乡|街道|地区|苏木)$")
_QUOTED = re.compile(r"《([\u4e00-\u9fff]{2,40})")
_NO_PLACE = re.compile(r"中共|中国|关于|印发|[我各该]|[全本](?:省|市|县|区|镇|乡|旗|街道)")  # but 本溪市, 全椒县
_NO_HIGHER = re.compile(r".*[我全本各该](?:省|市|自治区)")
_LINE = 200  # characters of a line in which a place is looked for
_BEFORE = r"(?:^|[\s:：,，。、；;（(《〈“\"|｜>》/_-]|主办|承办|来源|地址|位于)"
_HERE = "\0"  # in the stead of the place, so that the patterns for what is before it need not be compiled anew
_HIGHER = tuple(re.compile(rf"{_BEFORE}({higher})(?={_HERE})") for higher in (rf"(?:{_PROVINCE})?{_CITY}", _PROVINCE))


def find_region(title: str, issuer: str, body: Sequence[str], path: str, *, around: Iterable[str] = ()) -> str:
    """Give the place that a report is about, with the places that it is in where the document names them.

    Parameters
    ----------
    title, issuer : str
    body : sequence of str
        The report's lines, the opening first.
    path : str
        The file's name may tell the place.
    around : iterable of str
        What the site says: its name, breadcrumbs, the address in its footer.
    """
    place = _own_place(title, issuer, body, path)
    return _within(place, [title, issuer, *around]) if place else ""


def _own_place(title: str, issuer: str, body: Sequence[str], path: str) -> str:
    """The place that title or issuer begins with, in the opening, of most local documents named, in the file's name."""
    for text in (title, issuer):
        place = _place_at_start(_after_preamble(text))
        if place:
            return place
    opening = _OPENING_PLACE.search(body[0]) if body else None
    if opening:
        return opening[1]
    named = Counter(place for text in body for name in _QUOTED.findall(text) if (place := _place_at_start(name)))
    return named.most_common(1)[0][0] if named else _place_at_start(_after_preamble(PurePath(path).stem))


def _within(place: str, texts: Sequence[str]) -> str:
    """Put before a place the city and province that the texts name it with (清河市临溪县, 云泽省清河市)."""
    start = place
    for higher in _HIGHER:
        named = (higher.search(text[:_LINE].replace(start, _HERE)) for text in texts)
        found = Counter(found[1] for found in named if found)
        whole = next(
            (name for name, _ in found.most_common() if not _NO_HIGHER.match(name) and not _NO_PLACE.match(name)), ""
        )
        if whole:
            place, start = whole + place, whole
    return place


def _after_preamble(text: str) -> str:
    return re.sub(r"^(?:中共|关于|印发|(?:20\d{2}|二〇..)\s*年度?)+", "", text)


def _place_at_start(text: str) -> str:
    found = _PLACE.match(text)
    place = found[0] if found else ""
    if place and _SUFFIX.search(place) and not _NO_PLACE.match(place) and len(place) > 2:
        return place
    cut = re.match(r"([\u4e00-\u9fff]{2,8}?(?:经开|高新|新区|开发区|示范区|实验区|区|市|县))(?=20\d{2}|二〇)", text)
    return cut[1] if cut else ""
