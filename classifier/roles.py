"""What a paragraph is for: opening, achievement, problem, plan, the leader's duty, closing.

Takes headings, leads and texts one by one. Not for the theme.
"""

from __future__ import annotations

import re
from typing import Literal

from classifier.headings import find_lead, find_marker

Role = Literal["导语", "成效", "问题", "计划", "履职", "结语"]

_TROUBLE = r"(?:问题|不足|短板|差距|困难|薄弱|弱项|欠缺|挑战)"
_BETWEEN = r"[^,，。;；、及和与]{0,12}?"
_PLAN_HEADING = re.compile(
    r"下一?步|下一?阶段|下一?年度|今后|努力方向|改进(?:措施|方向|思路|举措)|整改(?:措施|方向|打算)|展望"
    r"|工作(?:打算|安排|思路|计划|设想|谋划|部署|目标|规划|展望)|(?:明年|来年|新一年).{0,8}(?:重点|任务|举措|工作)|(?:打算|计划|设想|安排|思路)$"
)
# a plan that was carried out, and a question that was settled, are work done (落实工作部署, 整治突出问题, 坚持问题导向)
_PLAN_CARRIED_OUT = re.compile(
    r"(?:完成|落实|开展|执行)情况|(?:落实|执行|制定|编制|公布|公开|完成|实施|细化|健全).{0,10}(?:安排|部署|计划|规划|目标)"
    # but 加强法治建设工作安排 is a plan
    r"|(?:加强|强化|抓好)(?!.{0,8}(?:法治|依法|普法)).{0,10}(?:安排|部署|计划|规划|目标)"
)
_SETTLED = re.compile(
    rf"(?:解决|整治|化解|破解|聚焦|针对|整改|治理|补齐|补足|攻克|消除|纾解|强化|坚持|突出){_BETWEEN}{_TROUBLE}"
    rf"|问题导向|{_TROUBLE}(?:的)?(?:整改|解决|化解|办理)(?:落实)?(?:情况|完成|成效|$)"
)
_PROBLEM_HEADING = re.compile(
    rf"(?:存在|面临|主要|突出|薄弱).{{0,8}}{_TROUBLE}|{_TROUBLE}(?:和|与|及|、).{{0,4}}{_TROUBLE}|{_TROUBLE}(?:以?及|和|与|、).{{0,3}}(?:打算|下一?步|今后|明年|20\d{{2}}|努力|改进|整改|对策|措施)|不足之处|薄弱环节|{_TROUBLE}(?:及|与|和)?(?:原因|成因)|^.{{0,3}}(?:不足|短板|差距)$"
)
# not 企业是第一责任人, nor 整改“第一责任人职责不到位”问题
_DUTY_HEADING = re.compile(r"(?<!是)第一责任人(?!.{0,12}问题)|主要负责人.{0,6}(?:履行|推进|职责)|履行推进法治")
_YEAR = re.compile(r"(20\d{2})\s*年")
_PLAN_TURN = re.compile(
    r"(?:下一?步|下一?阶段|下一?年度|今后|接下来|明年|来年|新的一年|展望20\d{2}年?|20\d{2}年下半年)"
    r"(?=[,，:：、我全将的里中区市县镇街道省局继持工])"
)
_NEXT_YEAR = re.compile(r"(20\d{2})年[度]?[,，]?.{0,20}?(?:将|要|继续|计划|拟|重点(?:做好|抓好)|着力)")
_PROBLEM_TURN = re.compile(
    rf"(?:但|但是|虽然|尽管|同时|也|还|仍|清醒|对照|对标|相比).{{0,45}}?(?:存在|有(?![关效力序利机])|面临).{{0,25}}?{_TROUBLE}"
    rf"|^.{{0,20}}(?:存在|仍有|还有|面临)(?:的|着|一些|以下|一定|不少|主要|突出|诸多)*{_TROUBLE}(?:和|与|及|、|主要|[:：,，。是]|有)"
    rf"|(?:还|仍|仍然|依然|尚)(?:有|存在).{{0,12}}?{_TROUBLE}"
)
_SOLVED = re.compile(
    rf"针对.{{0,20}}{_TROUBLE}|{_TROUBLE}.{{0,8}}(?:整改|解决|化解|销号|清单|线索|排查|处置|处理|办结|破解|纠正|消除)"
    rf"|(?:整改|解决|发现|排查|查找|梳理|反馈|督促|破解|消除|纠正).{{0,12}}{_TROUBLE}"
)
_WILL = re.compile(r"将|要|继续")
_CLOSING = re.compile(
    r"^(?:总之|综上|特此|以上|专此|同志们|各位代表|让我们|我们坚信|我们相信|回顾)|特此报告|以上报告|整体向好|总体(?:来看|向好)|再上新台阶|迈上新台阶"
)
_OPENING = re.compile(
    r"以.{2,30}为指导|在.{2,40}(?:领导|指导)下|现将.{0,40}(?:报告|总结|汇报|通报|如下)|根据.{2,40}(?:要求|部署|通知|精神)|深入贯彻|认真贯彻|全面贯彻|学习贯彻|坚持以"
)
_HEAD = 60  # characters in which a paragraph says what it turns to


def role_of_heading(heading: str, year: int | None) -> Role | None:
    """Give the role that a heading announces for what is under it, or None.

    Parameters
    ----------
    heading : str
    year : int or None
        The year reported on; a heading that names a later one announces plans.
    """
    if _DUTY_HEADING.search(heading):
        return "履职"
    if _PROBLEM_HEADING.search(heading) and not _SETTLED.search(heading):
        return "问题"
    if _PLAN_HEADING.search(heading) and not _PLAN_CARRIED_OUT.search(heading):
        return "计划"
    years = [int(y) for y in _YEAR.findall(heading)]
    if year and years and min(years) > year:
        return "计划"
    return None


def turn_of(text: str, year: int | None) -> Role | None:
    """Give the role that a paragraph's own words turn to (存在…不足, 下一步), or None."""
    marker = find_marker(text)
    lead = find_lead(text)
    if lead:
        announced = role_of_heading(lead.strip("。：: "), year)
        if announced and (announced != "计划" or len(lead) <= 25):
            return announced
    body = text[marker.end if marker else 0 :]
    if _PLAN_TURN.match(body):
        return "计划"
    following = _NEXT_YEAR.match(body)
    if following and year and int(following[1]) > year:
        return "计划"
    if marker is None:
        head = body[: 2 * _HEAD]
        found = _PROBLEM_TURN.search(head)
        if found and not _SOLVED.search(head[max(0, found.start() - 12) : found.end() + 12]):
            return "问题"
        if _PLAN_TURN.search(body[:_HEAD]) and _WILL.search(body):
            return "计划"
    return None


def is_closing(text: str) -> bool:
    """Whether a text closes a report in so many words."""
    return _CLOSING.search(text) is not None


def is_opening(text: str) -> bool:
    """Whether a text opens a report in so many words."""
    return _OPENING.search(text) is not None
