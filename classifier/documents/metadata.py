"""What a document says about itself: title, region, year, issuer, date.

Takes its text, lines and file name. Nothing is guessed: what the document does not tell stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from classifier.documents.dates import iso_date, read_number
from classifier.documents.layout import DOCUMENT_WORD, Line

# a year with a month is a date, of a meeting or of publication
_NO_MONTH = r"(?!\s*[年./-]\s*\d{1,2}(?!\d)(?:\s*[月./-]|$))"
_YEAR = re.compile(rf"(?<!\d)(20\d{{2}})(?!\d){_NO_MONTH}")
_YEAR_IN_WORDS = re.compile(
    r"(二[〇○◯ＯOoΟ０0零][一二三四五六七八九〇○◯ＯOoΟ０0零]{2})年(?![一二三四五六七八九十]{1,2}月)"
)
_REPORTED_YEAR = re.compile(r"(20\d{2})\s*年(?:度|以来|来|[,，]|我|全|的?工作|[一-龥]{1,12}法治|在)")
_PLACE = (
    r"(?:[\u4e00-\u9fff]{2,10}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,10}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|新区|开发区|高新区|经开区|示范区|试验区|实验区|保税区|管理区|功能区|林区|矿区|县|区|旗))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:街道|镇|民族乡|乡|苏木))?"
)
_REGION = re.compile(_PLACE)
# "2023年，云泽县坚持…": a clause that begins with the place that acts; 我县 and 全县 name none
_OPENING_PLACE = re.compile(
    r"(?:^|[，,。])(?:(?:20\d{2}|二〇[一-龥]{2})年度?(?:以?来)?)?"
    r"((?![我全本各该在以对从为把将按向])[\u4e00-\u9fff]{2,8}?(?<![我全本各该的])(?:省|市|县|区|旗|镇|乡|街道|州))"
    r"(?=人民政府|坚持|深入|认真|在|以|紧紧|全面|扎实|各级|法治|持续|积极|统筹|聚焦|围绕|始终|严格|按照|大力|高度)"
)
_PLACE_SUFFIX = re.compile(r"(?:省|市|县|区|旗|州|盟|镇|乡|街道|地区|苏木)$")
_QUOTED = re.compile(r"《([\u4e00-\u9fff]{2,40})")
_ISSUER_LABEL = re.compile(
    r"(?:发布机构|发文机关|发布单位|发布机关|发布部门|责任部门|信息来源|来\s*源|稿源)\s*[:：]\s*([^\s:：|]{2,40})"
)
_NO_ISSUER = re.compile(r"^本|^原创$|^未知$|^互联网$|网站?$")
_TITLE_LABEL = re.compile(r"[【\[]?\s*(?:信息名称|名\s*称|标\s*题)\s*[】\]]?\s*[:：]\s*(\S.{5,80})$")
_DATE_LABEL = re.compile(
    r"(成文日期|产生日期|生成日期|发文日期|发布日期|发布时间|公开日期|日期|时间|更新时间)\s*[:：]\s*(\S{8,11})"
)
_DATE_RANK = (
    "成文日期",
    "产生日期",
    "生成日期",
    "发文日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "日期",
    "时间",
    "更新时间",
)
_NOT_PLACES = ("我", "全", "本", "各", "该", "中共", "中国", "关于", "印发")


class Metadata(NamedTuple):
    """See `Document` for what each field means."""

    title: str
    region: str
    year: int | None
    issuer: str
    date: str


def read_metadata(lines: Sequence[Line], path: str, *, title: str = "") -> Metadata:
    """Read what the lines and the file's name tell.

    Parameters
    ----------
    lines : sequence of Line
    path : str
    title : str, optional
        The title, where the format tells it.
    """
    found_title = _title(lines) or title or _labelled_title(lines) or _title_of_file(path)
    issuer = _issuer(lines, found_title)
    body = [line.text for line in lines if line.kind == "text"]
    return Metadata(
        title=found_title,
        region=_region(found_title, issuer, body, path),
        year=_year(found_title, body, path),
        issuer=issuer,
        date=_date(lines),
    )


def _title(lines: Sequence[Line]) -> str:
    parts: list[str] = []
    for line in lines:
        if line.kind == "title" and line.reason == "title of the document" and line.text not in parts:
            parts.append(line.text)
    return "".join(parts)


def _labelled_title(lines: Sequence[Line]) -> str:
    labelled = (_TITLE_LABEL.match(line.text) for line in lines if line.kind == "furniture")
    return next((found[1] for found in labelled if found), "")


def _title_of_file(path: str) -> str:
    """The file's name, where somebody saved the document under its title."""
    name = PurePath(path).stem
    return name if re.match(r"[\u4e00-\u9fff\d]{6}", name) and DOCUMENT_WORD.search(name) else ""


def _year(title: str, body: Sequence[str], path: str) -> int | None:
    """The year reported on: of the title, a heading or the opening, the file's name."""
    for text in (title, *body[:3]):
        year = _year_in(text, whole=text == title)
        if year:
            return year
    named = re.search(rf"(?<!\d)(20\d{{2}})(?!\d){_NO_MONTH}", PurePath(path).stem)
    if named:
        return int(named[1])
    counted = Counter(int(y) for text in body for y in re.findall(r"(?<!\d)(20\d{2})\s*年(?!\d*\s*月)", text))
    return counted.most_common(1)[0][0] if counted else None


def _year_in(text: str, *, whole: bool) -> int | None:
    words = _YEAR_IN_WORDS.search(text)
    if words:
        return read_number(words[1])
    found = _YEAR.search(text) if whole else _REPORTED_YEAR.search(text)
    if found is None:
        found = re.match(rf"(20\d{{2}})(?!\d){_NO_MONTH}", text)  # "2019我区…": the word for year left out
    return int(found[1]) if found else None


def _issuer(lines: Sequence[Line], title: str) -> str:
    """Who signed; else who reports, by the title (云泽县人民政府关于…); else who published."""
    signed = [line.text for line in lines if line.kind == "signature"]
    if signed:
        return re.sub(r"\s+", "", signed[-1])
    reporting = re.match(
        r"([\u4e00-\u9fff]{2,30}(?:政府|厅|局|委员会|委|办公室|管委会))(?=关于|20\d{2}\s*年|二〇)", title
    )
    if reporting:
        return reporting[1]
    for line in lines:
        labelled = _ISSUER_LABEL.search(line.text) if line.kind == "furniture" else None
        if labelled and not _NO_ISSUER.search(labelled[1]):
            return labelled[1]
    return ""


def _date(lines: Sequence[Line]) -> str:
    dated = [line.text for line in lines if line.kind == "date"]
    if dated:
        return iso_date(dated[-1])
    labelled = [
        (_DATE_RANK.index(label), iso_date(value))
        for line in lines
        if line.kind == "furniture"
        for label, value in _DATE_LABEL.findall(line.text)
    ]
    return min(((rank, date) for rank, date in labelled if date), default=(0, ""))[1]


def _region(title: str, issuer: str, body: Sequence[str], path: str) -> str:
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


def _after_preamble(text: str) -> str:
    return re.sub(r"^(?:中共|关于|印发|(?:20\d{2}|二〇..)\s*年度?)+", "", text)


def _place_at_start(text: str) -> str:
    found = _REGION.match(text)
    place = found[0] if found else ""
    if place and _PLACE_SUFFIX.search(place) and not place.startswith(_NOT_PLACES) and len(place) > 2:
        return place
    cut = re.match(r"([\u4e00-\u9fff]{2,8}?(?:经开|高新|新区|开发区|示范区|实验区|区|市|县))(?=20\d{2}|二〇)", text)
    return cut[1] if cut else ""
