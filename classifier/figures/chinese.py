"""What figures are called for readers in Chinese: sheets, columns and their meaning.

Names and sentences only. Not for how they look (workbook).
"""

from __future__ import annotations

from classifier.writers.chinese import Column

DATA, SUMMARY, GUIDE = "数据", "汇总", "说明"

COLUMNS = (
    Column(
        "counts",
        "指标",
        "这个数统计的是什么，如“行政复议案件”“行政机关负责人出庭应诉率”。几个数共用一个名词的，每个数都写上；看不出的为空。",
    ),
    Column("predicate", "动作", "对统计对象做了什么，如“受理”“办结”；比率一般没有。"),
    Column("value", "数值", "换算后的数：5.71亿元写作571,000,000，93.1%写作93.1，三成写作30。可直接求和、作图。"),
    Column("upper", "上限", "范围的上限，如“3至5个”的5；不是范围则为空。"),
    Column("unit", "单位", "件、人次、元、%、个百分点等；万、亿已换算进数值。"),
    Column("qualifier", "约数", "使数值不精确的词，如“近”“余”“以上”“不低于”；精确的为空。"),
    Column("change", "变化", "说明这个数是变化量或变化的起止，如“同比增长”“下降”“由”“提高到”；不是的为空。"),
    Column("raw", "原文", "数字和单位在报告中的原样。"),
    Column("theme", "主题", "所在段落的主题。"),
    Column("role", "类型", "所在段落的作用。统计当年成效时请只看“成效”，“计划”中的数是目标。"),
    Column("region", "地区", "报告所属地区；读不出则为空。"),
    Column("year", "年度", "报告所述的年度；读不出则为空。"),
    Column("document", "报告", "报告文件的路径。"),
    Column("paragraph", "段落", "所在段落是报告正文的第几段，从 1 数起。"),
    Column("sentence", "来源句", "这个数所在的句子，一字未改，供核对。"),
    Column("title", "标题", "报告的标题；读不出则为空。"),
    Column("section", "章节", "所在段落的各级标题。"),
    Column("start", "起点", "原文在报告全文中的起始字符位置，从 0 数起。"),
    Column("end", "终点", "原文在报告全文中的结束字符位置（不含）。"),
    Column("sentence_start", "句起点", "来源句在报告全文中的起始字符位置。"),
    Column("sentence_end", "句终点", "来源句在报告全文中的结束字符位置（不含）。"),
)
HIDDEN = ("title", "section", "start", "end", "sentence_start", "sentence_end")

HOW = (
    ("怎样得到", "由固定的规则从段落中摘出，不经模型推断；年份、日期、文号、序号、“三项制度”一类名称和电话号码不算。"),
    ("怎样核对", f"摘录可能有错，引用前请对照“来源句”。在工作表“{DATA}”的表头下拉箭头中按指标、主题、年度筛选。"),
    (
        "汇总",
        f"工作表“{SUMMARY}”把至少两份报告都有的同一指标并排列出；计划和问题中的数、增减量不列入。一份报告中同一指标有几个不同的数时全部写出，以“；”相隔。",
    ),
)
NOTHING_SHARED = "没有两份报告共有的指标。"
