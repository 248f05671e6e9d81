"""What looks like a figure and is a name: dates, ordinals, document numbers, slogans, telephone numbers.

Takes a text whose full-width digits are narrow (`quantities.narrow`), gives spans. Not for what lacks a unit: that is no
figure anyway.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

_N = r"[0-9零〇○一二三四五六七八九十百两]"
_TO = r"[-–—~至到、和]{1,2}"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# dates end a phrase too: 2023年|受理案件77件
_DATES = re.compile(
    rf"""
    (?:19|20)\d\d\ ?(?:年度?)?\ ?{_TO}\ ?(?:(?:19|20)\d\d|\d\d)\ ?年度?   # 2021—2025年
    | (?:19|20)\d\d\ ?年度?(?:以来)?
    | [一二][零〇○一二三四五六七八九]{{3}}年度?
    | \d\d\ ?年代 | \d\d\ ?世纪
    | (?:19|20)\d\d[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?!\d)
    | (?<![个\d]){_DAY}\ ?(?:{_TO}\ ?{_DAY}\ ?)?月(?!\d*[个次])(?:份|底|初|末|[上中下]旬)?
      (?:\ ?{_DAY}\ ?(?:日?\ ?{_TO}\ ?\d{{1,2}}\ ?)?日)?
    | (?<!\d)\d{{1,2}}日(?=[起前止上下晚早至,，。])
    | \d{{1,2}}\ ?[至到]\ ?(?=\d{{1,2}}月)
    """,
    re.VERBOSE,
)
_NAMES = re.compile(
    rf"""
    第\ ?{_N}{{1,6}}(?:\ ?{_TO}\ ?第?{_N}{{1,6}})*[条款项号章节次批期届个名位季度轮部站课讲]?   # 第32、33条
    | 前{_N}{{1,4}}[名位强家个]
    | [〔\[(（【]\ ?(?:19|20)\d\d\ ?[〕\])）】]\ ?\d{{1,5}}\ ?号
    | 届[^，。；！？,;!?\n]{{0,15}}?{_N}{{1,4}}次(?:全体|常委)?会议
    | \d{{1,2}}[:：]\d\d(?::\d\d)? | \d{{1,2}}时\d{{1,2}}分
    | (?<!\d)(?:0\d{{2,3}}|400|800)[-—]\d{{3,8}}(?:[-—]\d{{1,8}})?
    | \d{{1,3}}\ ?[×xX*]\ ?\d{{1,3}}(?:小时|天)?
    | {_N}{{1,3}}周?岁(?:及)?(?:以上|以下)
    | [八8]类(?=主要|重点|刑|案|严重)
    | 24小时(?!以?内) | 365天(?!以?内)
    | \d{{1,3}}\ ?(?:分钟|小时|公里)[^，。；,;\n]{{0,12}}?圈
    | {_N}{{1,3}}(?:分钟|小时|天|日)(?:内|以内)?[^，。；、,;\d\n]{{1,8}}率
    | (?<!\d)\d{{1,2}}[·•]\d{{1,2}}(?!\d)
    | \d{{1,3}}\+(?=[\dNnXx])
    | (?<![\d.])\d{{1,4}}/\d{{1,4}}(?!\d)
    | (?:近|过去|未来|今后|最近|前|连续|这|第|每|每隔|头){_N}{{1,3}}(?:多|余)?年(?:来|间)?
    | (?:连续|近|前|过去){_N}{{1,2}}(?:个(?:季度|月)|届)
    | (?:中央)?[八8]项规定 | 三项(?:制度|纪律|岗位) | 六项纪律
    | {_N}{{1,2}}个(?:维护|确立|意识|自信|全面|毫不|大局|结合|必须|坚持|明确|最[严新]|规定|责任(?!单位)|区分|代表)
    | {_N}{{1,2}}个(?:务必|统筹|不|一[^\d]|文明|重要作用|先锋|同步|统一|到位)
    | [一二三四五六七八九十两]{{1,2}}个(?:方面|层面|维度|关键|全覆盖)
    | 万[家户]灯火 | 千[家乡]万[户镇] | (?<![\d.一二三四五六七八九十百千两余多几])[百千万][家户名人](?:企|万户|争鸣)
    | [三两一]张网 | [百千万]年 | 十[年佳]
    | [一二三四五]期(?:工程|项目|投产|建设|规划|等)
    | [数几][十百千万亿]+余? | 好几 | 若干
    | 一[起并次位](?=[参推开组落抓办性])
    """,
    re.VERBOSE,
)
_QUOTES = re.compile(
    r"“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』|《[^《》\n]{1,80}》|\"[^\"\n]{1,30}\""
)
_TITLES = re.compile(r"《[^《》\n]{1,80}》")
_MARKERS = re.compile(
    r"(?:^|(?<=[。；\n]))\s{0,4}(?:[(（]\ ?[0-9一二三四五六七八九十]{1,3}\ ?[)）]|[①-⑳]|\d{1,2}[.、．](?!\d))"
)


class Spans:
    """Stretches of a text, to ask whether a place lies in one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        reached = 0
        self._reach = []  # how far the spans up to each one reach
        for _, end in self._spans:
            reached = max(reached, end)
            self._reach.append(reached)

    def covers(self, place: int) -> bool:
        """Whether a place lies in one of the spans."""
        before = bisect_right(self._starts, place)
        return before > 0 and self._reach[before - 1] > place

    def end_before(self, place: int) -> int:
        """Give the last end at or before a place, 0 if there is none."""
        before = bisect_right(self._starts, place)
        for _, end in reversed(self._spans[max(0, before - 3) : before]):
            if end <= place:
                return end
        return 0


def find_dates(text: str) -> list[tuple[int, int]]:
    """Give the spans of years, months and days.

    Examples
    --------
    >>> text = "2023年受理7件，3月5日办结"
    >>> [text[start:end] for start, end in find_dates(text)]
    ['2023年', '3月5日']
    """
    titles = Spans(found.span() for found in _TITLES.finditer(text))
    return [found.span() for found in _DATES.finditer(text) if not titles.covers(found.start())]


def find_names(text: str) -> list[tuple[int, int]]:
    """Give the spans of ordinals, document numbers, titles and what stands in quotation marks.

    Examples
    --------
    >>> text = "第3次会议学习“一件事”"
    >>> [text[start:end] for start, end in find_names(text)]
    ['第3次', '“一件事”']
    """
    return [found.span() for pattern in (_NAMES, _QUOTES, _MARKERS) for found in pattern.finditer(text)]
