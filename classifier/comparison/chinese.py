"""What a comparison is called for readers in Chinese: sheets, columns, sentences.

Names and sentences only. Not for how they look (workbook, page).
"""

from __future__ import annotations

from classifier.comparison.comparing import Comparison
from classifier.comparison.copies import LEAST, SHORTEST
from classifier.comparison.plans import LEAST as LEAST_PLAN
from classifier.comparison.terms import ENOUGH, SURE, TermChange

SHARES, DETAIL, TERMS, COPY_SHARES, COPIES, PLANS, GUIDE = (
    "主题占比", "占比明细", "词语变化", "重复占比", "重复段落", "计划与成效", "说明",
)  # fmt: skip
BY = {"year": "年度", "region": "地区", "document": "报告"}
RELATIONS = {
    "上年": "与本地区上一份报告几乎相同",
    "外地": "与其他地区同年或更早的报告几乎相同",
    "其他": "与另一份报告几乎相同（地区或年度不明，或同地区同年度）",
}
NOT_FOUND = "未找到"
NO_PROOF = "这只是按共同词语给出的阅读线索：找到相近成效不等于计划已经完成，未找到也不等于没有做。请对照原文判断。"
NO_WORDS = "没有变化明显的词语：段落太少，或用词基本相同。"
NO_COPIES = "没有发现几乎相同的段落。"
NO_PLANS = "没有可以对照的计划：需要同一地区相邻两个年度的报告，前一年有计划，后一年有成效。"


def describe_comparison(found: Comparison) -> list[tuple[str, str]]:
    """Say what was compared, and what makes it doubtful; label and sentence each."""
    years = sorted({report.year for report in found.reports if report.year is not None})
    regions = list(dict.fromkeys(report.region for report in found.reports if report.region))
    span = f"{years[0]}—{years[-1]} 年度" if len(years) > 1 else f"{years[0]} 年度" if years else "年度不明"
    said = [
        ("报告", f"共 {len(found.reports):,} 份，{span}，{len(regions):,} 个地区，{found.paragraphs:,} 段。"),
        ("类型", f"只在同一类型的段落之间比较：{'、'.join(found.roles)}，各自分开。"),
        (
            "需复核",
            f"有 {found.unsure:,} 段的主题把握不足，"
            + ("未计入本次比较。" if found.only_accepted else "仍计入本次比较；核对之前，它们的主题可能有误。"),
        ),
    ]
    if found.repeated:
        names = "；".join(f"{repeat.document} 与 {repeat.counted}" for repeat in found.repeated[:10])
        more = " 等" if len(found.repeated) > 10 else ""
        said.append(("重复提供", f"{len(found.repeated):,} 份报告提供了两次，只计一次：{names}{more}。"))
    if found.ungrouped and found.by != "document":
        named = "、".join(found.ungrouped[:10])
        more = " 等" if len(found.ungrouped) > 10 else ""
        said.append(
            (f"{BY[found.by]}不明", f"{len(found.ungrouped):,} 份报告没有{BY[found.by]}，各自单列：{named}{more}。")
        )
    if found.mixed:
        said.append(("注意", "各年度的报告来自不同的地区，年度之间的差别可能是地区之间的差别。"))
    return said


def describe_methods(found: Comparison) -> list[tuple[str, str]]:
    """Say how each part was computed and how it is to be read."""
    return [
        (
            SHARES,
            "某主题的段落数除以同组、同类型的段落总数；字数占比按段落的字符数计算。区间为 95% 威尔逊区间（Wilson 1927）："
            "段落越少区间越宽，区间大幅重叠的两个占比不宜说成有高低。",
        ),
        (
            TERMS,
            "按含有该词的段落数比较两组，用带信息先验的对数优势比（Monroe、Colaresi、Quinn 2008，Fightin' Words）。"
            f"显著度是该比值除以其标准误，绝对值不到 {SURE}，或两组都不足 {ENOUGH} 段有该词的，可能只是偶然（标“存疑”）。"
            "停用词、单字词和地名不列。比较两个年度时只取两年都有报告的地区（如果有的话）。",
        ),
        (
            COPIES,
            f"去掉标点后，两段文字按相同顺序共有的字符占两段字符的 {found.least:.0%} 以上（默认 {LEAST:.0%}）即列出；"
            f"不足 {SHORTEST} 字的段落不比较。只与其他报告比较。同一年度的两个地区相互重复时，谁先谁后无从得知。"
            "占比的分母是有报告可比的段落。",
        ),
        (
            PLANS,
            f"同一地区、同一主题，上年的计划与本年的成效按词语的 TF-IDF 余弦相似度配对，不到 {LEAST_PLAN:.0%} 的视为{NOT_FOUND}"
            f"（与毫不相干的报告相比，约十分之一的计划也能达到这个值）。{NO_PROOF}",
        ),
    ]


def describe_change(change: TermChange) -> str:
    """Say in a word what became of a word."""
    if change.z > 0:
        return "增多" if change.before_paragraphs else "新出现"
    return "减少" if change.after_paragraphs else "不再出现"
