"""Weak labels for many paragraphs, and how each rule does: where it speaks, where it is at odds, how often it is right.

Takes candidates and rules, gives `WeakLabels`; writes them as rows to train on. Not for one paragraph (weak).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classifier.dataset import WEAK, LabelledRow
from classifier.headings import find_opening
from classifier.labelling.gathering import Candidate
from classifier.labelling.rules import LEVELS, Level, Matcher, Rule
from classifier.labelling.rules_table import read_rules
from classifier.labelling.tabular import Column, Line, Table, write_tables
from classifier.labelling.weak import ROLE, Label, label_paragraph
from classifier.writers.chinese import OTHER

USUAL_LEVEL: Level = "中"


class RuleCount(NamedTuple):
    """How one rule does.

    Attributes
    ----------
    rule : Rule
    covered : int
        Paragraphs that it labels.
    conflicts : int
        Paragraphs where its words stand in a heading or lead, and another theme was given.
    checked, right : int
        Of those it labels, how many have a real label, and of those how many have that theme.
    """

    rule: Rule
    covered: int
    conflicts: int
    checked: int
    right: int


@dataclass(frozen=True)
class WeakLabels:
    """What `label_candidates` gives.

    Attributes
    ----------
    candidates : tuple of Candidate
    labels : tuple of Label or None
        One for each candidate; None where nothing speaks, or not surely enough.
    rules : tuple of RuleCount
    truth : tuple of str
        The real theme of each candidate; empty where it is not known.
    """

    candidates: tuple[Candidate, ...]
    labels: tuple[Label | None, ...]
    rules: tuple[RuleCount, ...]
    truth: tuple[str, ...]

    @property
    def labelled(self) -> int:
        """How many paragraphs have a label."""
        return sum(label is not None for label in self.labels)

    @property
    def coverage(self) -> float:
        """The share of paragraphs that have a label; where real labels are known, of those whose theme is not 其他."""
        known = [label is not None for label, t in zip(self.labels, self.truth, strict=True) if t and t != OTHER]
        if known:
            return sum(known) / len(known)
        return self.labelled / len(self.labels) if self.labels else 0.0

    @property
    def precision(self) -> float:
        """The share of labels that are right, of those with a real one; nan if there is none."""
        checked = [label.theme == t for label, t in zip(self.labels, self.truth, strict=True) if label and t]
        return sum(checked) / len(checked) if checked else float("nan")

    def themes(self) -> dict[str, int]:
        """How many labels each theme has, the most frequent first."""
        return dict(Counter(label.theme for label in self.labels if label).most_common())


def label_candidates(
    candidates: Iterable[Candidate],
    *,
    rules: Sequence[Rule] | None = None,
    least: Level = USUAL_LEVEL,
    truth: Iterable[LabelledRow] = (),
) -> WeakLabels:
    """Label paragraphs by what the headings above them and their own leads say.

    Parameters
    ----------
    candidates : iterable of Candidate
    rules : sequence of Rule, optional
        By default those that come with the package.
    least : {"高", "中", "低"}
        Labels of a lower level are left out.
    truth : iterable of LabelledRow
        Real labels of some of the paragraphs, found by their text, to see how often the rules are right.

    Examples
    --------
    >>> found = label_candidates([Candidate("1.做好行政应诉工作。全年出庭九次。")])
    >>> found.labels[0].theme
    '矛盾纠纷化解'
    """
    matcher = Matcher(read_rules() if rules is None else rules)
    given = tuple(candidates)
    real = {bare_text(row.text): row.theme for row in truth}
    labels = tuple(_label(candidate, matcher, least) for candidate in given)
    themes = tuple(real.get(bare_text(candidate.text), "") for candidate in given)
    return WeakLabels(given, labels, _count_rules(matcher, given, labels, themes), themes)


def bare_text(text: str) -> str:
    """Give a text without white space, by which copies of a paragraph are found."""
    return "".join(text.split())


def write_weak_labels(found: WeakLabels, output: str, *, overwrite: bool = False) -> None:
    """Write the labelled paragraphs as rows to train on; a workbook also has the rules and how each does."""
    pairs = [(candidate, label) for candidate, label in zip(found.candidates, found.labels, strict=True) if label]
    rows = [_row(candidate, label, found.rules) for candidate, label in pairs]
    tables = [Table("弱标注", COLUMNS, rows), Table("规则", RULE_COLUMNS, [_rule_row(count) for count in found.rules])]
    themes = sorted(found.themes(), key=OTHER.__eq__)
    write_tables(tables, output, title="弱标注：由标题得出的主题", about=_ABOUT, themes=themes, overwrite=overwrite)


def _label(candidate: Candidate, matcher: Matcher, least: Level) -> Label | None:
    label = label_paragraph(
        candidate.text, matcher, headings=candidate.headings, title=candidate.title, role=candidate.role
    )
    return label if label and LEVELS.index(label.level) <= LEVELS.index(least) else None


def _count_rules(
    matcher: Matcher, candidates: Sequence[Candidate], labels: Sequence[Label | None], truth: Sequence[str]
) -> tuple[RuleCount, ...]:
    covered: Counter[int] = Counter()
    conflicts: Counter[int] = Counter()
    checked: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for candidate, label, theme in zip(candidates, labels, truth, strict=True):
        if label is None:
            continue
        covered[label.rule] += 1
        checked[label.rule] += bool(theme)
        right[label.rule] += theme == label.theme
        said = [matcher.read(heading, "章节") for heading in candidate.headings]
        said.append(matcher.read(find_opening(candidate.text).text, "段首句"))
        spoke = {match.rule for saying in said for match in saying.matches}
        conflicts.update(rule for rule in spoke if matcher.rules[rule].theme != label.theme)
    numbers = range(len(matcher.rules))
    return tuple(RuleCount(matcher.rules[n], covered[n], conflicts[n], checked[n], right[n]) for n in numbers)


def _row(candidate: Candidate, label: Label, rules: Sequence[RuleCount]) -> Line:
    return {
        "theme": label.theme,
        "also": "",
        "text": candidate.text,
        "source": f"{WEAK}：{label.source}",
        "level": label.level,
        "said": label.said,
        "words": label.words if label.source != ROLE else "",
        "heading": candidate.heading,
        "report": candidate.report,
        "number": candidate.number,
        "split": "",
        "id": candidate.id,
    }


def _rule_row(count: RuleCount) -> Mapping[str, object]:
    return {
        **count.rule._asdict(),
        "places": "|".join(count.rule.places),
        "covered": count.covered,
        "conflicts": count.conflicts,
        "checked": count.checked or None,
        "precision": count.right / count.checked if count.checked else None,
    }


COLUMNS = (
    Column("theme", "主题", 14, "由标题得出的主题；不对的可以直接更正。", "theme"),
    Column("also", "另属", 14, "占三分之一以上篇幅的另一个主题；规则不填，可由人补充。"),
    Column("text", "正文", 64, "段落原文。"),
    Column(
        "source",
        "来源",
        16,
        f"“{WEAK}”开头表示由规则得出，冒号后是哪里说明了主题；人工核对过的行请改为“人工”。",
        "short",
    ),
    Column("level", "级别", 7, "高、中或低：规则有多可靠。", "short"),
    Column("said", "依据", 30, "说明主题的标题或段首句。"),
    Column("words", "词语", 14, "其中与规则相符的词语。"),
    Column("heading", "章节", 28, "段落所在的各级标题。"),
    Column("report", "报告", 24, "报告文件的路径。"),
    Column("number", "段号", 7, "报告正文的第几段，从 1 数起。", "whole"),
    Column("split", "切分", 8, "训练集、测试集等划分；可以留空。", "short"),
    Column("id", "编号", 19, "段落的编号，由程序生成。", "short"),
)
RULE_COLUMNS = (
    Column("theme", "主题", 14, "规则说明的主题。", "theme"),
    Column("pattern", "词语", 80, "标题中要出现的词语。"),
    Column("level", "级别", 7, "高、中或低。", "short"),
    Column("places", "位置", 14, "用于哪些标题。", "short"),
    Column("covered", "覆盖段数", 10, "由这条规则得出主题的段落数。", "whole"),
    Column("conflicts", "冲突段数", 10, "标题中有这条规则的词语、却得出了别的主题的段落数。", "whole"),
    Column("checked", "有标注", 8, "覆盖的段落中有真实标注的数目；没有提供真实标注则为空。", "whole"),
    Column("precision", "准确率", 8, "其中主题相符的比例。", "share"),
    Column("note", "说明", 30, "给人看的说明。"),
)
_ABOUT = (
    ("怎样得来", "主题不是人读出来的，而是由段首句和各级标题按规则得出的：离段落最近、能说明主题的标题算。"),
    ("怎样使用", "可以直接用 classifier train 训练；主题由段首句得出的行，训练时会去掉段首句，以免模型只学会段首句。"),
    ("注意", "对照弱标注算出的分数不是对照人工标注的分数：它只说明模型与规则有多一致。请至少人工核对一部分。"),
)
