"""The sheets beside the rows: a summary per report, what could not be read, and what it all means.

Takes sheets of XlsxWriter and what is to be said. Not for the rows themselves (xlsx).
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.writers import chinese
from classifier.writers.cells import Cells
from classifier.writers.rows import Outcome
from classifier.writers.styles import fit_height, set_print
from classifier.writers.tally import Count, Tally

# headers and widths, in digits
_ABOUT = {"报告": 40, "标题": 38, "地区": 12, "年度": 8, "段落": 8, "需复核": 8, "采信占比": 10}
_FAILURES = {"报告": 60, "原因": 100}
_GUIDE = (18, 110)


def write_summary(cells: Cells, sheet: Worksheet, tally: Tally, themes: Sequence[str]) -> None:
    """Write one line per report, and one for all: paragraphs, to check, accepted, and each theme's count and share."""
    styles, first, last = cells.styles, len(_ABOUT), 1 + len(tally.documents)
    for column in range(first):
        cells.put(sheet, 0, column, None, styles.header)
    for column, theme in enumerate(themes):
        sheet.merge_range(0, first + 2 * column, 0, first + 2 * column + 1, "", styles.theme(theme))
        cells.put(sheet, 0, first + 2 * column, theme, styles.theme(theme))
    cells.put_header(sheet, 1, [*_ABOUT.items(), *[("段落", 7), ("占比", 9)] * len(themes)])
    sheet.freeze_panes(2, 1)
    for row, (document, count) in enumerate(tally.documents.items(), 2):
        sheet.set_row(row, fit_height([(document, _ABOUT["报告"]), (count.title, _ABOUT["标题"])]))
        for column, name in enumerate((document, count.title)):
            cells.put(sheet, row, column, name, styles.text)
        for column, value in enumerate((count.region, count.year), 2):
            cells.put(sheet, row, column, value, styles.short)
        _write_counts(cells, sheet, row, count, themes, (styles.whole, styles.share))
    if len(tally.documents) > 1:
        cells.put(sheet, last + 1, 0, f"合计 {len(tally.documents):,} 份", styles.total_label)
        for column in (1, 2, 3):
            cells.put(sheet, last + 1, column, None, styles.total)
        _write_counts(cells, sheet, last + 1, tally.all, themes, (styles.total, styles.total_share))
    if tally.documents:
        sheet.autofilter(1, 0, last, first + 2 * len(themes) - 1)
    for column, theme in enumerate(themes):
        share = first + 2 * column + 1
        sheet.conditional_format(2, share, last + 1, share, styles.bar(theme))


def _write_counts(
    cells: Cells, sheet: Worksheet, row: int, count: Count, themes: Sequence[str], formats: tuple[Format, Format]
) -> None:
    whole, share = formats
    per_theme = [n for theme in themes for n in (count.themes[theme], count.themes[theme] / count.paragraphs)]
    values = [count.paragraphs, count.paragraphs - count.accepted, count.accepted / count.paragraphs, *per_theme]
    for column, value in enumerate(values, len(_ABOUT) - 3):
        cells.put(sheet, row, column, value, share if isinstance(value, float) else whole)


def write_failures(cells: Cells, sheet: Worksheet, failures: Sequence[tuple[str, str]]) -> None:
    """Write what could not be read and why, or that there is nothing of it."""
    cells.put_header(sheet, 0, list(_FAILURES.items()))
    if not failures:
        cells.put(sheet, 1, 0, "没有未能读取的报告。", cells.styles.text)
    for row, failure in enumerate(failures, 1):
        sheet.set_row(row, fit_height(zip(failure, _FAILURES.values(), strict=True)))
        for column, text in enumerate(failure):
            cells.put(sheet, row, column, text, cells.styles.text)


def write_guide(cells: Cells, sheet: Worksheet, outcome: Outcome, rows: int, themes: Sequence[str]) -> str:
    """Write what columns, themes and threshold mean; give the range that holds the names of the themes."""
    styles = cells.styles
    row = begin_guide(cells, sheet, "报告段落主题：说明")
    row = write_section(cells, sheet, row, "本次结果", chinese.describe_run(outcome, rows))
    row = write_section(cells, sheet, row, "怎样核对", chinese.STEPS)
    names = f"='{chinese.GUIDE}'!$A${row + 2}:$A${row + 1 + len(themes)}"
    meanings = [(theme, chinese.describe_theme(theme)) for theme in themes]
    row = write_section(cells, sheet, row, "主题的含义", meanings, [styles.theme(theme) for theme in themes])
    row = write_section(cells, sheet, row, "类型的含义", list(chinese.ROLES.items()))
    columns = [(c.header, c.meaning + c.advice) for c in chinese.COLUMNS]
    write_section(cells, sheet, row, f"工作表“{chinese.ROWS}”各列的含义", columns)
    return names


def begin_guide(cells: Cells, sheet: Worksheet, title: str) -> int:
    """Lay out a sheet of sections and write its title; give the row where the first section goes."""
    for column, width in enumerate(_GUIDE):
        sheet.set_column(column, column, width)
    set_print(sheet)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    cells.put(sheet, 0, 0, title, cells.styles.title)
    return 2


def write_section(
    cells: Cells,
    sheet: Worksheet,
    row: int,
    heading: str,
    lines: Sequence[tuple[str, str]],
    labels: Sequence[Format] | None = None,
) -> int:
    """Write a heading and its lines; give the row where the next one goes."""
    styles = cells.styles
    sheet.set_row(row, 22)
    cells.put(sheet, row, 0, heading, styles.heading)
    cells.put(sheet, row, 1, None, styles.heading)
    for k, (label, sentence) in enumerate(lines):
        sheet.set_row(row + 1 + k, fit_height(zip((label, sentence), _GUIDE, strict=True)))
        cells.put(sheet, row + 1 + k, 0, label, labels[k] if labels else styles.label)
        cells.put(sheet, row + 1 + k, 1, sentence, styles.sentence)
    return row + len(lines) + 2
