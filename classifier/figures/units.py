"""Units: what may stand behind a number that is a figure.

Gives one pattern for digits and a narrower one for Chinese numerals, whose 一面, 三线 or 七日 are seldom amounts.
"""

from __future__ import annotations

import re

_RATES = "% ‰ 个百分点 百分点 倍"
_COUNTERS = """
件 件次 次 人次 人 名 位 起 宗 例 场 场次 期 期次 批 批次 轮 个 个次 项 条 条次 部 份 家 家次 户 户次 台 台次 辆 辆次 套 艘 架
座 处 处次 所 所次 间 间次 栋 幢 支 张 本 册 篇 幅 块 面 卷 卷次 集 档 款 枚 副 把 株 棵 只 头 对 页 封 通 笔 单 票 则 句
道 门 堂 讲 节 遍 趟 回 车次 航次 班次 点次 队次 种 类 大类 小类 大项 小项 组 班 段 方面 课时 学时 字 份次 站 窗 盏 户数 口 匹
尾 羽 瓶 箱 袋 盒 桶 包 粒 片 味 样 桩 席 床 章 颗 樘 根 具 顶 眼 帧 起次 案次 轮次 艘次 项次 趟次 亩次 口人
"""
_MEASURES = """
元 美元 欧元 港元 日元 元人民币 平方米 平方公里 平方千米 立方米 公里 千米 米 厘米 毫米 海里 里 亩 公顷 吨 公斤 千克 克 斤 升 千瓦时 千瓦 度
分 小时 分钟 秒 秒钟 天 日 个月 个工作日 工作日 个工作时 工作时 个小时 年 周 个星期 岁 批人 米长
微克/立方米 毫克/立方米 毫克/升 微克 毫克 KB MB GB TB PB km kg m2 m² ㎡ km2 km² 层
"""
# Chinese numerals are amounts only before these: 三面, 四方, 五班 are names, 七日 and 三年 spans of time
_CHINESE = """
% 个百分点 百分点 倍 件 件次 次 人次 人 名 位 起 宗 例 场 场次 期 批 批次 轮 个 项 条 部 份 家 家次 户 户次 台 辆 套 艘 座 处 所 间 栋
支 张 本 册 篇 幅 块 面 卷 集 款 枚 副 株 棵 只 封 笔 则 堂 趟 遍 回 种 类 章 元 亩 公里 平方米 吨 小时 分钟 天 日 个月 个工作日 工作日 课时
学时 成
"""
# what makes another word of a unit: 分之, 个人, 部门, 年度
_NOT_BEFORE = {
    "分": "[钟之别类局为级中公支部会院开析享布散发管队行层批期流工包数子]",
    "年": "[度级代终底初末来计规攻方活轮专间内前后版]", "周": "[年边]",
    "天": "[候然下地]", "人": "[大才均员口社事力文]|民[^调法]|所(?![在需有])", "部": "[门署分委长队级]", "位": "[于居列]|一体",
    "次": "[年日月序生]", "件": "套",
    "家": "[庭属政长乡]", "度": "假", "项": "目(?!标)", "条": "[例款线]", "层": "[面次级]", "面": "[对向临积]",
    "道": "[路德]", "门": "[户槛]",
    "只": "[有要能是]", "对": "一", "处": "[级长罚]", "成": "[立为果功员效品长本交都就熟绩年]", "单": "[位一独]",
    "期": "[间限]", "起": "[来到草]",
    "类": "[别型]", "里": "程", "节": "[约能日]", "段": "落", "组": "[织建成]", "班": "子", "站": "点", "通": "过",
    "日": "[常报益]", "本": "[市县区省级]",
    "张": "贴", "副": "[主书县市区局]", "字": "号", "包": "[括含]", "口": "径", "片": "区", "样": "本", "讲": "座",
    "把": "[手关]", "升": "[级至到]",
    "集": "[中体]", "支": "持", "例": "如", "席": "位", "批": "[准复]", "回": "[复访]", "场": "所", "章": "程",
    "款": "项", "户": "籍", "卷": "宗",
    "座": "谈", "台": "账", "笔": "录", "票": "决", "克": "服", "亩": "均", "元": "旦", "种": "植", "页": "面", "架": "构",
}  # fmt: skip
_SAME = {
    "百分点": "个百分点", "工作日": "个工作日", "工作时": "个工作时", "㎡": "平方米", "m2": "平方米", "m²": "平方米",
    "km": "公里", "km²": "平方公里",
    "km2": "平方公里", "平方千米": "平方公里", "kg": "公斤", "元人民币": "元", "个星期": "周", "秒钟": "秒", "个小时": "小时", "口人": "人",
}  # fmt: skip
RATES = frozenset({"%", "‰", "个百分点", "倍"})
MONEY = frozenset({"元", "美元", "欧元", "港元", "日元"})
TIME = frozenset({"小时", "分钟", "秒", "天", "日", "个月", "个工作日", "个工作时", "年", "周"})
PERSONS = frozenset({"人", "名", "位", "人次"})
VISITS = frozenset(("人次", "家次", "户次"))
CASES = frozenset({"件", "起", "宗", "例", "件次"})
# counters that come in halves only when something was divided: 2.12个 is a heading 2. and 12个
_WHOLE = "件 起 宗 例 名 位 人 个 项 部 份 家 户 条 场 期 批 辆 台 支 所 座 处 张 本"
WHOLE = frozenset(_WHOLE.split())


def _pattern(units: str) -> re.Pattern[str]:
    known = sorted(set(units.split()), key=len, reverse=True)
    written = [re.escape(unit) + (f"(?!{_NOT_BEFORE[unit]})" if unit in _NOT_BEFORE else "") for unit in known]
    return re.compile("|".join(written))


UNITS = _pattern(f"{_RATES} {_COUNTERS} {_MEASURES}")
CHINESE_UNITS = _pattern(_CHINESE)


def normal_unit(unit: str) -> str:
    """Give the usual name of a unit: 百分点 is 个百分点, ㎡ is 平方米.

    Examples
    --------
    >>> normal_unit("百分点"), normal_unit("件")
    ('个百分点', '件')
    """
    return _SAME.get(unit, unit)


def are_alike(unit: str, other: str) -> bool:
    """Whether two units count the same kind of thing, so that a noun said with one may be meant with the other."""
    return unit == other or any(unit in group and other in group for group in (PERSONS, CASES))
