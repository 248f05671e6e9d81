"""The figure: one number of a text, with its unit and what it counts.

Plain data. Not for finding it (finding) nor for the report that it stands in (rows).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, what it counts, and where it stands.

    Attributes
    ----------
    raw : str
        The number and its unit as they stand in the text: ``text[start:end]``.
    start, end : int
        Character offsets into the text.
    value : int or float
        The number in `unit`, without multipliers: 5.71亿元 is 571000000, 93.1% is 93.1, 三成 is 30. Of a range the lower end.
    upper : int or float or None
        The upper end of a range (3至5个), else None.
    unit : str
        件, 人次, 元, %, ‰, 个百分点 and such, as written but for 万 and 亿; empty where there is none (点击量超2000万).
    counts : str
        What is counted: 行政复议案件, 行政机关负责人出庭应诉率; empty where the text does not tell.
    predicate : str
        What was done with it: 受理, 办结; empty for rates and where there is no verb.
    qualifier : str
        Words that make the number less than exact, joined by ``、``: 近, 余, 以上, 不低于; else empty.
    change : str
        For a change or the ends of one: 同比增长, 下降, 由, 提高到; else empty.
    sentence_start, sentence_end : int
        Character offsets of the sentence.

    Examples
    --------
    >>> from classifier.figures import find_figures
    >>> figure, = find_figures("全年罚没金额约5.71亿元。")
    >>> figure.raw, figure.value, figure.unit, figure.counts, figure.qualifier
    ('5.71亿元', 571000000, '元', '罚没金额', '约')
    """

    raw: str
    start: int
    end: int
    value: int | float
    upper: int | float | None
    unit: str
    counts: str
    predicate: str
    qualifier: str
    change: str
    sentence_start: int
    sentence_end: int
