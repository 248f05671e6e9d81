"""The same indicator in several reports side by side: what was counted, by what action, in what unit.

Takes figures one by one; memory grows with the indicators, not with the sentences. Not for showing them (workbook).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from classifier.figures.rows import FigureRow
from classifier.figures.units import RATES
from classifier.normalisation import normalise

_LEFT_OUT = ("计划", "问题")  # next year's aims and what falls short are no results of the year
_ENDS = ("至", "到", "为")  # 降至5.1% is a level, 下降1.2个百分点 a difference
_USUAL = {"出庭应诉率": "行政机关负责人出庭应诉率"}
_PLACES = tuple(whole + place for whole in "全我本" for place in ("省", "市", "县", "区", "镇", "乡", "局", "州"))


class Indicator(NamedTuple):
    """What is the same in all reports."""

    counts: str
    predicate: str
    unit: str


class Report(NamedTuple):
    """A report, in the order of its region and year."""

    region: str
    year: int
    title: str
    document: str


@dataclass
class Summary:
    """Values of indicators by report.

    Attributes
    ----------
    reports : dict of Report to None
    values : dict of Indicator to dict of Report to list of number
        The different values of an indicator in each report, in the order of the text.
    """

    reports: dict[Report, None] = field(default_factory=dict)
    values: dict[Indicator, dict[Report, list[int | float]]] = field(default_factory=dict)

    def add(self, row: FigureRow) -> None:
        """Take in one figure; changes, aims and what has no name are left out."""
        report = Report(row["region"], row["year"] or 0, row["title"], row["document"])
        self.reports.setdefault(report)
        is_difference = row["change"] and not row["change"].endswith(_ENDS)
        if not row["counts"] or row["role"] in _LEFT_OUT or is_difference:
            return
        predicate = "" if row["unit"] in RATES else row["predicate"]
        indicator = Indicator(name_indicator(row["counts"], row["region"]), predicate, row["unit"])
        values = self.values.setdefault(indicator, {}).setdefault(report, [])
        if row["value"] not in values:
            values.append(row["value"])

    def shared(self) -> list[tuple[Indicator, dict[Report, list[int | float]]]]:
        """Give the indicators that several reports have, the most common first."""
        several = [(indicator, by_report) for indicator, by_report in self.values.items() if len(by_report) > 1]
        return sorted(several, key=lambda item: (-len(item[1]), item[0]))

    def in_order(self) -> list[Report]:
        """Give the reports by region and year."""
        return sorted(self.reports)


def name_indicator(counts: str, region: str = "") -> str:
    """Give the name of an indicator without the place that it is told of.

    Examples
    --------
    >>> name_indicator("全县行政复议案件"), name_indicator("负责人出庭应诉率")
    ('行政复议案件', '行政机关负责人出庭应诉率')
    """
    name = normalise(counts).strip()
    for place in (normalise(region), *_PLACES):
        if place and name.startswith(place) and len(name) > len(place) + 1:
            name = name[len(place) :].removeprefix("的")
    return next((usual for end, usual in _USUAL.items() if name.endswith(end)), name)
