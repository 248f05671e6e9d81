"""What a document says about itself: title, kind, region, year, issuer, date.

Takes its text, lines and file name. Nothing is guessed: what the document does not tell stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import PurePath
from typing import NamedTuple

from classifier.documents.dates import iso_date, read_number
from classifier.documents.furniture import furniture_reason, is_label
from classifier.documents.layout import Line
from classifier.documents.line_shapes import ORGANISATION
from classifier.documents.regions import find_region
from classifier.documents.titles import DOCUMENT_WORD

# a year with a month is a date, of a meeting or of publication
_NO_MONTH = r"(?!\s*[年./-]\s*\d{1,2}(?!\d)(?:\s*[月./-]|$))"
_YEAR = re.compile(rf"(?<!\d)(20\d{{2}})(?!\d){_NO_MONTH}")
_YEAR_IN_WORDS = re.compile(
    r"(二[〇○◯ＯOoΟ０0零][一二三四五六七八九〇○◯ＯOoΟ０0零]{2})年(?![一二三四五六七八九十]{1,2}月)"
)
_REPORTED_YEAR = re.compile(r"(20\d{2})\s*年(?:度|以来|来|[,，]|我|全|的?工作|[一-龥]{1,12}法治|在)")
_ISSUER_LABELS = (
    "发文机关", "制发机关", "发文单位", "发文机构", "发布机构", "发布机关", "发布单位", "公开责任部门", "责任部门", "发布部门", "信息来源",
    "来源单位", "文章来源", "来源", "稿源", "Source",
)  # fmt: skip
_DATE_LABELS = (
    "成文日期", "成文时间", "产生日期", "生成日期", "发文日期", "发文时间", "印发日期", "发布日期", "发布时间", "公开日期", "公开时间",
    "发稿时间", "添加时间", "录入时间", "日期", "时间",
    "Published", "Publish date", "Release date", "Date", "更新时间", "更新日期", "Updated",
)  # fmt: skip
_TITLE_LABELS = ("信息名称", "名称", "标题")
_NEXT_LABEL = re.compile(r"\s+\S{2,8}?\s*[:：]")
_NO_ISSUER = re.compile(
    r"^本|原创$|^未知$|^互联网|网站?$|门户|平台$|[日晚]报|新闻|融媒|电视|广播|微信|公众号|发布$|管理员|^admin|^无$|^\W*$",
    re.IGNORECASE,
)
_KINDS = (
    "报告", "总结", "要点", "方案", "通知", "通告", "公告", "公报", "通报", "规划", "计划", "意见", "汇报", "办法", "细则", "说明", "清单",
    "安排", "决定", "纲要", "综述", "材料", "目录", "情况",
)  # fmt: skip
_KIND = re.compile(rf"({'|'.join(_KINDS)})(?:[（(].{{1,30}}[)）])?$")
_SUMMARY = re.compile(
    r"(总结|报告|汇报)(?=.{0,12}(?:20\d{2}|二〇|下一?步|下年|明年|工作).{0,12}(?:计划|安排|打算|要点|思路))"
)


class Metadata(NamedTuple):
    """See `Document` for what each field means."""

    title: str
    region: str
    year: int | None
    issuer: str
    date: str
    kind: str = ""


def read_metadata(
    lines: Sequence[Line], path: str, *, title: str = "", issuer: str = "", date: str = "", site: str = ""
) -> Metadata:
    """Read what the lines and the file's name tell.

    Parameters
    ----------
    lines : sequence of Line
    path : str
    title, issuer, date, site : str, optional
        What the format tells beside the lines; what these tell goes before it.
    """
    found_title = _title(lines) or title or _labelled_title(lines) or _title_of_file(path)
    furniture = _labelled(lines)
    found_issuer = _issuer(lines, furniture, found_title) or _office(issuer)
    body = [line.text for line in lines if line.kind == "text"]
    around = [site, *(line.text for line in lines if line.kind in ("furniture", "signature"))]
    return Metadata(
        title=found_title,
        region=find_region(found_title, found_issuer, body, path, around=around),
        year=_year(found_title, body, path),
        issuer=found_issuer,
        date=_date(lines, furniture) or date,
        kind=_kind(found_title),
    )


def _labelled(lines: Sequence[Line]) -> list[str]:
    """Give the furniture, a label and the value on the next line as one."""
    texts: list[str] = []
    for line in lines:
        if line.kind != "furniture":
            continue
        if texts and is_label(texts[-1]):
            texts[-1] = f"{texts[-1].rstrip('：:')}：{line.text}"
        else:
            texts.append(line.text)
    return texts


def _kind(title: str) -> str:
    """The last word of the title, which names the kind; a summary of this year with next year's plan is a summary."""
    bare = re.sub(r"《[^》]*》", "", title)
    summary, named = _SUMMARY.search(bare), _KIND.search(bare)
    return summary[1] if summary else (named[1] if named else "")


def _title(lines: Sequence[Line]) -> str:
    title = ""
    for line in lines:
        if line.kind == "title" and line.reason == "title of the document":
            # a page may give it once whole and once in two lines
            bare, so_far = _bare(line.text), _bare(title)
            if bare not in so_far:
                title = line.text if so_far in bare else title + line.text
    return title


def _labelled_title(lines: Sequence[Line]) -> str:
    values = (value for text in _labelled(lines) for _, value in _values(text, _TITLE_LABELS))
    return next((value for value in values if 6 <= len(value) <= 80), "")


def _values(text: str, labels: tuple[str, ...]) -> list[tuple[int, str]]:
    """Give what stands behind labels on a line of furniture, each with the rank of its label."""
    return [
        (labels.index(_bare(found[1])), _NEXT_LABEL.split(text[found.end() : found.end() + 120])[0].strip())
        for found in _label_pattern(labels).finditer(text)
    ]


@lru_cache(maxsize=8)
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    spaced = "|".join(r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?<![\u4e00-\u9fffA-Za-z])({spaced})\s*[】\]]?(?:\s*[:：]\s*|\s+)(?=\S)")


def _bare(text: str) -> str:
    """The text without white space, but between English words."""
    return text if text.isascii() else re.sub(r"\s", "", text)


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


def _issuer(lines: Sequence[Line], furniture: Sequence[str], title: str) -> str:
    """Who signed; else who reports, by the title (云泽县人民政府关于…); else who published."""
    offices = [i for i, line in enumerate(lines) if line.kind == "signature"]
    # a name below the date is the site's
    dated = [i for i in offices if i + 1 < len(lines) and lines[i + 1].kind == "date"]
    if offices:
        return re.sub(r"\s+|[（(](?:盖?章|公章)[)）]$", "", lines[(dated or offices)[-1]].text)
    reporting = re.match(
        r"([\u4e00-\u9fff]{2,30}(?:政府|厅|局|委员会|委|办公室|管委会))(?=关于|20\d{2}\s*年|二〇)", title
    )
    if reporting:
        return reporting[1]
    named = [(rank, value.split()[0]) for text in furniture for rank, value in _values(text, _ISSUER_LABELS) if value]
    ranked = (issuer for _, issuer in sorted(named, key=itemgetter(0)))
    return next((issuer for issuer in ranked if not (_NO_ISSUER.search(issuer) or furniture_reason(issuer))), "")


def _office(name: str) -> str:
    """The name, if it is one of an office and not of a site or a person."""
    return name if ORGANISATION.search(name) and not _NO_ISSUER.search(name) else ""


def _date(lines: Sequence[Line], furniture: Sequence[str]) -> str:
    dated = [line.text for line in lines if line.kind == "date"]
    if dated:
        return iso_date(dated[-1])
    labelled = [(rank, iso_date(value)) for text in furniture for rank, value in _values(text, _DATE_LABELS)]
    return min(((rank, date) for rank, date in labelled if date), default=(0, ""), key=itemgetter(0))[1]
