"""The codebook: which themes there are, what belongs to each, where its borders are, and an example.

Gives the rules of data/README.md in the words of people who label, for the shipped themes; those of others are empty,
to be filled in by them. Sentences only. Not for how they are shown (workbooks, tools).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from classifier.writers.chinese import OTHER, THEMES

HEADERS = ("主题", "含义", "边界", "例子")


class Entry(NamedTuple):
    """A theme with what belongs to it, what does not, and an example; all but the name may be empty."""

    theme: str
    meaning: str = ""
    border: str = ""
    example: str = ""


_BORDERS = {
    "营商环境": "审批、许可改革（集中行使许可权、审批局）在此；执法改革归行政执法。"
    "双随机一公开、信用监管在此；查处违法的专项检查归行政执法。"
    "权责清单、政务诚信即使以“放管服”开头也属其他。",
    "行政执法": "包容审慎、柔性执法、首违不罚在此；利企内容占三分之一时另属营商环境。规范涉企检查（综合查一次、扫码入企）在此。"
    "只讲安全责任、培训、演练而没有执法行为的属其他。执法人员的培训在此。",
    "矛盾纠纷化解": "行政复议、行政应诉即使作为监督讲述也在此；与人大、政协、审计监督并列的一句属其他。调解员的培训在此。"
    "12345 热线化解纠纷和信访在此，只讲数量和满意率属其他。",
    "普法宣传": "领导干部学法占一半以上在此；组织领导段落中的一句属其他。学习党的理论和文件属其他。普法志愿者、法律明白人的培训在此。",
    "决策法治化": "任何层级的合法性审查在此；只讲公平竞争审查归营商环境。政府法律顾问、公职律师在此；村居法律顾问属其他。"
    "清理妨碍企业的文件在此，另属营商环境。",
    OTHER: "开头结尾、党的领导、述法督察考核、一般监督、政务公开、权责清单、安全生产、社区矫正、公共法律服务、行业工作等。"
    "短板和打算若平均涉及三个以上主题或不涉及任何主题，也属其他。与其他内容混合时，某一主题占四成以上就归该主题。",
}
_EXAMPLES = {
    "营商环境": "砻坪县推行“一业一证”，企业开办时限压缩至一个工作日，政务大厅设帮办代办窗口十二个。",
    "行政执法": "汀溪市开展行政执法案卷评查，抽查案卷八十六件，换发行政执法证四百一十本。",
    "矛盾纠纷化解": "各乡镇调解委员会排查纠纷三百零二件，调解成功二百九十五件；全年受理行政复议申请四十一件。",
    "普法宣传": "在宪法宣传周举办法治讲座二十场，培养法律明白人五百名，发放普法手册九千册。",
    "决策法治化": "公布年度重大行政决策目录，对十七件规范性文件进行合法性审查，聘请政府法律顾问六名。",
    OTHER: "县政府常务会议两次专题研究法治政府建设，各部门主要负责人年终述法。",
}
RULES = (
    ("一段一主题", "每段选且只选一个主题；另一个主题占三分之一以上篇幅时填在“另属”。"),
    ("看正文", "以段落本身的文字为准，章节标题只在难分高下时参考。"),
    ("看篇幅", "按实质内容的字数判断：序号、段首提示句、获奖和表扬不算。两个主题各半时，先说的是主题，后说的是另属。"),
    ("打算和不足", "下一步打算和存在问题，说得最多的是哪个主题就归哪个主题。"),
    ("拿不准", "宁可留空并在“备注”里写明疑问，也不要猜。"),
)


def describe_themes(themes: Iterable[str | Entry]) -> list[Entry]:
    """Give an entry for every theme; one given as an entry stays as it is, the first of several.

    Examples
    --------
    >>> [entry.meaning for entry in describe_themes(["我的主题"])]
    ['']
    """
    entries = [theme if isinstance(theme, Entry) else _entry(theme) for theme in themes]
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.theme, entry)
    return list(first.values())


def _entry(theme: str) -> Entry:
    return Entry(theme, THEMES.get(theme, ""), _BORDERS.get(theme, ""), _EXAMPLES.get(theme, ""))
