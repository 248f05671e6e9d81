"""A comparison as an Excel workbook for readers in Chinese, with a chart that Excel draws.

Takes a `Comparison` and a binary stream. Not for how cells are kept safe (writers.cells) nor for the words (chinese).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.comparison import chinese
from classifier.comparison.comparing import Comparison
from classifier.comparison.copies import drop_mirrored
from classifier.comparison.shares import ShareTable, tabulate_shares
from classifier.writers.cells import Cells
from classifier.writers.sheets import begin_guide, write_section
from classifier.writers.styles import FONT, Styles, fit_height, set_print

_CREATED = datetime(1980, 1, 1)  # the time of writing would change the bytes
_MOST_ROWS = 100_000  # of a list; more is for a program to read
_MOST_BARS = 40  # groups that a chart can show
_ABOUT = (("组", 22), ("报告", 8), ("段落", 8), ("需复核", 8))


class _Column(NamedTuple):
    """A column of a list: its header, its width in digits, and which format it has."""

    header: str
    width: float
    style: str = "text"


def write_workbook(comparison: Comparison, sink: BinaryIO) -> None:
    """Write a comparison to a binary stream that can seek; the same comparison gives the same bytes."""
    book = Workbook(sink, {"in_memory": True, "default_format_properties": FONT})
    book.set_properties({"created": _CREATED})
    cells = Cells(book, Styles(book))
    names = (
        chinese.SHARES,
        chinese.DETAIL,
        chinese.TERMS,
        chinese.COPY_SHARES,
        chinese.COPIES,
        chinese.PLANS,
        chinese.GUIDE,
    )
    sheets = {name: book.add_worksheet(name) for name in names}
    _write_shares(cells, book, sheets[chinese.SHARES], comparison)
    _write_list(cells, sheets[chinese.DETAIL], _DETAIL, _detail(comparison))
    _write_list(cells, sheets[chinese.TERMS], _TERMS, _terms(comparison), chinese.NO_WORDS)
    _write_list(cells, sheets[chinese.COPY_SHARES], _COPY_SHARES, _copy_shares(comparison), chinese.NO_COPIES)
    _write_list(cells, sheets[chinese.COPIES], _COPIES, _copies(comparison), chinese.NO_COPIES)
    _write_list(cells, sheets[chinese.PLANS], _PLANS, _plans(comparison), chinese.NO_PLANS)
    _write_guide(cells, sheets[chinese.GUIDE], comparison)
    book.close()


def _write_shares(cells: Cells, book: Workbook, sheet: Worksheet, found: Comparison) -> None:
    """Write a block per role: the shares of every group, and a chart of them below."""
    styles = cells.styles
    set_print(sheet)
    sheet.hide_gridlines(2)
    for column, (_, width) in enumerate(_ABOUT):
        sheet.set_column(column, column, width)
    row, begins = 0, []
    for table in tabulate_shares(found.shares):
        begins.append(row)
        sheet.set_column(len(_ABOUT), len(_ABOUT) + 2 * len(table.themes) - 1, 9)
        sheet.set_row(row, 30)
        cells.put(sheet, row, 0, f"{table.role}：各主题的段落占比，按{chinese.BY[found.by]}", styles.title)
        head = row + 2
        _write_head(cells, sheet, head, table, chinese.BY[found.by])
        for place, line in enumerate(table.lines, head + 2):
            sheet.set_row(place, fit_height([(line[0].group, _ABOUT[0][1])]))
            cells.put(sheet, place, 0, line[0].group, styles.text)
            numbers = (line[0].reports, line[0].of, sum(share.unsure for share in line))
            for column, number in enumerate(numbers, 1):
                cells.put(sheet, place, column, number, styles.whole)
            for k, share in enumerate(line):
                cells.put(sheet, place, len(_ABOUT) + 2 * k, share.paragraphs, styles.whole)
                cells.put(sheet, place, len(_ABOUT) + 2 * k + 1, share.share, styles.share)
        below = head + 3 + len(table.lines)
        row = below + _insert_chart(book, sheet, styles, table, head, below) + 1
    sheet.set_h_pagebreaks(begins[1:])


def _write_head(cells: Cells, sheet: Worksheet, row: int, table: ShareTable, what: str) -> None:
    styles = cells.styles
    for column, (name, _) in enumerate(_ABOUT):
        cells.put(sheet, row, column, None, styles.header)
        cells.put(sheet, row + 1, column, name if column else what, styles.header)
    for k, theme in enumerate(table.themes):
        column = len(_ABOUT) + 2 * k
        sheet.merge_range(row, column, row, column + 1, "", styles.theme(theme))
        cells.put(sheet, row, column, theme, styles.theme(theme))
        for place, name in enumerate(("段落", "占比")):
            cells.put(sheet, row + 1, column + place, name, styles.header)


def _insert_chart(book: Workbook, sheet: Worksheet, styles: Styles, table: ShareTable, head: int, at: int) -> int:
    """Draw a bar per group, cut by theme, from the cells above; give how many rows it covers."""
    first, last = head + 2, head + 1 + min(len(table.lines), _MOST_BARS)
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for k, theme in enumerate(table.themes):
        column = len(_ABOUT) + 2 * k + 1
        chart.add_series(
            {
                "name": [sheet.get_name(), head, column - 1],
                "categories": [sheet.get_name(), first, 0, last, 0],
                "values": [sheet.get_name(), first, column, last, column],
                "fill": {"color": styles.colour(theme)},
                "border": {"color": "#808080", "width": 0.5},
                "gap": 40,
                # a label on a sliver would cover its neighbours'
                "data_labels": {"value": True, "num_format": "[>=0.07]0%;;", "font": {"size": 9}},
            }
        )
    bars = last - first + 1
    chart.set_title({"name": f"{table.role}：各主题的段落占比", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": False}, "label_position": "high"})
    chart.set_legend({"position": "bottom"})
    height = 150 + 34 * bars
    chart.set_size({"width": 980, "height": height})
    sheet.insert_chart(at, 0, chart, {"object_position": 2, "description": f"{table.role}各主题占比"})
    return height // 20 + 1


_DETAIL = (
    _Column("类型", 8, "short"), _Column("地区", 14, "short"), _Column("年度", 8, "whole"), _Column("主题", 14, "theme"),
    _Column("段落", 8, "whole"), _Column("总段落", 8, "whole"), _Column("段落占比", 10, "share"),
    _Column("区间下限", 10, "share"), _Column("区间上限", 10, "share"), _Column("字数", 9, "whole"),
    _Column("总字数", 9, "whole"), _Column("字数占比", 10, "share"), _Column("需复核", 8, "whole"), _Column("报告", 30),
)  # fmt: skip
_TERMS = (
    _Column("类型", 8, "short"), _Column("主题", 14, "theme"), _Column("从", 18, "short"), _Column("到", 18, "short"),
    _Column("词语", 20), _Column("变化", 10, "short"), _Column("从：段落", 9, "whole"), _Column("从：总段落", 10, "whole"),
    _Column("从：报告", 9, "whole"), _Column("到：段落", 9, "whole"), _Column("到：总段落", 10, "whole"),
    _Column("到：报告", 9, "whole"), _Column("显著度", 9, "number"), _Column("存疑", 8, "short"),
)  # fmt: skip
_COPY_SHARES = (
    _Column("类型", 8, "short"), _Column("关系", 8, "short"), _Column("组", 30), _Column("重复段落", 10, "whole"),
    _Column("可比段落", 10, "whole"), _Column("占比", 10, "share"), _Column("区间下限", 10, "share"),
    _Column("区间上限", 10, "share"),
)  # fmt: skip
_COPIES = (
    _Column("关系", 7, "short"), _Column("相似度", 8, "share"), _Column("类型", 7, "short"), _Column("主题", 14, "theme"),
    _Column("地区", 11, "short"), _Column("年度", 7, "whole"), _Column("正文", 52), _Column("来源地区", 11, "short"),
    _Column("来源年度", 9, "whole"), _Column("来源正文", 52), _Column("差别（旧→新）", 30), _Column("报告", 24),
    _Column("段落", 7, "whole"), _Column("来源报告", 24), _Column("来源段落", 9, "whole"),
)  # fmt: skip
_PLANS = (
    _Column("地区", 11, "short"), _Column("主题", 14, "theme"), _Column("计划年度", 9, "whole"), _Column("计划", 50),
    _Column("结果", 9, "short"), _Column("相似度", 8, "share"), _Column("成效年度", 9, "whole"), _Column("成效", 60),
    _Column("共同词语", 24), _Column("计划报告", 24), _Column("计划段落", 9, "whole"), _Column("成效报告", 24),
    _Column("成效段落", 9, "whole"),
)  # fmt: skip

_Values = Sequence[Any]


def _detail(found: Comparison) -> Iterable[_Values]:
    for s in found.detail:
        yield (
            s.role, s.region, s.year, s.theme, s.paragraphs, s.of, s.share, s.low, s.high,
            s.characters, s.of_characters, s.character_share, s.unsure, s.document,
        )  # fmt: skip


def _terms(found: Comparison) -> Iterable[_Values]:
    for c in found.terms:
        yield (
            c.role, c.theme, c.before, c.after, c.word, chinese.describe_change(c),
            c.before_paragraphs, c.before_of, c.before_reports, c.after_paragraphs, c.after_of, c.after_reports,
            c.z, "" if c.sure else "存疑",
        )  # fmt: skip


def _copy_shares(found: Comparison) -> Iterable[_Values]:
    for s in found.copy_shares:
        yield s.role, s.relation, s.group, s.paragraphs, s.of, s.share, s.low, s.high


def _copies(found: Comparison) -> Iterable[_Values]:
    for c in drop_mirrored(found.copies):
        yield (
            c.relation, c.likeness, c.role, c.theme, c.region, c.year, c.text, c.source_region, c.source_year, c.source_text,
            c.changes, c.document, c.paragraph, c.source_document, c.source_paragraph,
        )  # fmt: skip


def _plans(found: Comparison) -> Iterable[_Values]:
    for m in found.plans:
        yield (
            m.region, m.theme, m.plan_year, m.plan_text, f"第 {m.rank} 相近" if m.found else chinese.NOT_FOUND, m.similarity,
            m.year, m.text, m.words, m.plan_document, m.plan_paragraph, m.document, m.paragraph,
        )  # fmt: skip


def _write_list(
    cells: Cells, sheet: Worksheet, columns: Sequence[_Column], rows: Iterable[_Values], nothing: str = ""
) -> None:
    """Write a header and a row per item; where there is nothing, say so."""
    cells.put_header(sheet, 0, [(column.header, column.width) for column in columns])
    last = 0
    for values in rows:
        if last == _MOST_ROWS:
            cells.put(sheet, last + 1, 0, f"其余的不再列出：只列前 {_MOST_ROWS:,} 行。", cells.styles.label)
            break
        last += 1
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            cells.put(sheet, last, place, value, _style(cells.styles, column, value))
        wrapped = [(v, c.width) for v, c in zip(values, columns, strict=True) if isinstance(v, str)]
        sheet.set_row(last, fit_height(wrapped))
    if last:
        sheet.autofilter(0, 0, last, len(columns) - 1)
    else:
        cells.put(sheet, 1, 0, nothing, cells.styles.title)


def _style(styles: Styles, column: _Column, value: Any) -> Format:
    if column.style == "theme":
        return styles.theme(value)
    style: Format = getattr(styles, column.style)
    return style


def _write_guide(cells: Cells, sheet: Worksheet, found: Comparison) -> None:
    row = begin_guide(cells, sheet, "年度与地区比较：说明")
    row = write_section(cells, sheet, row, "本次比较", chinese.describe_comparison(found))
    row = write_section(cells, sheet, row, "各工作表怎样算、怎样读", chinese.describe_methods(found))
    write_section(cells, sheet, row, "重复段落的关系", list(chinese.RELATIONS.items()))
