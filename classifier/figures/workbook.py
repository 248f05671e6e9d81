"""Figures as an Excel workbook for readers in Chinese: the data, the indicators side by side, an explanation.

Takes figures one by one, gives the bytes of the workbook; the same figures give the same bytes. Not for files (output).
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.figures import chinese
from classifier.figures.rows import FigureRow
from classifier.figures.summary import Report, Summary
from classifier.writers.cells import Cells
from classifier.writers.characters import ROW_LIMIT
from classifier.writers.sheets import begin_guide, write_section
from classifier.writers.styles import FONT, Styles, fit_height

_WIDTHS = {
    "counts": 30, "predicate": 12, "value": 16, "upper": 8, "unit": 10, "qualifier": 9, "change": 11, "raw": 14, "theme": 14, "role": 7,
    "region": 11, "year": 7, "document": 26, "paragraph": 7, "sentence": 80, "title": 28, "section": 28,
}  # fmt: skip
_NARROW = 10
_WRAPPED = ("counts", "predicate", "qualifier", "change", "raw", "document", "sentence")
_VISIBLE = len(chinese.COLUMNS) - len(chinese.HIDDEN)
_FROZEN = 3  # columns that stay in sight: what, by what action, how many
_ABOUT = {"指标": 34, "动作": 12, "单位": 10, "报告数": 8}
_REPORT = 16
_MOST_REPORTS = 1000  # columns of the summary: more cannot be looked at
_CREATED = datetime(1980, 1, 1)  # the time of writing would change the bytes


def write_workbook(figures: Iterable[FigureRow], *, rows_per_sheet: int = ROW_LIMIT - 1) -> tuple[bytes, int]:
    """Give the workbook of figures, and how many there are."""
    sink = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="classifier-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "default_format_properties": FONT}
        book = Workbook(sink, options)
        try:
            book.use_zip64()
            book.set_properties({"created": _CREATED})
            cells = Cells(book, Styles(book))
            summary = Summary()
            count = _write_data(book, cells, figures, summary, rows_per_sheet)
            _write_summary(cells, book.add_worksheet(chinese.SUMMARY), _Numbers(book), summary)
            _write_guide(cells, book.add_worksheet(chinese.GUIDE), count, len(summary.reports))
            book.close()
        finally:
            for sheet in book.worksheets():
                with contextlib.suppress(OSError, AttributeError):
                    sheet.row_data_fh.close()
    return sink.getvalue(), count


class _Numbers:
    """Formats of numbers: with separators of thousands, and with decimals only where there are some."""

    def __init__(self, book: Workbook) -> None:
        box = {"border": 1, "border_color": "#D9D9D9", "valign": "top", "align": "right"}
        self._whole = book.add_format({**box, "num_format": "#,##0"})
        self._decimal = book.add_format({**box, "num_format": "#,##0.0###"})

    def style(self, value: object) -> Format:
        return self._decimal if isinstance(value, float) else self._whole


def _write_data(
    book: Workbook, cells: Cells, figures: Iterable[FigureRow], summary: Summary, rows_per_sheet: int
) -> int:
    numbers = _Numbers(book)
    sheet, row, count = _begin_sheet(book, cells, 1), 0, 0
    for figure in figures:
        if row == rows_per_sheet:
            _end_sheet(sheet, row)
            sheet, row = _begin_sheet(book, cells, count // rows_per_sheet + 1), 0
        row += 1
        count += 1
        summary.add(figure)
        for column, c in enumerate(chinese.COLUMNS):
            value = figure[c.field]  # type: ignore[literal-required]
            cells.put(sheet, row, column, value, _style(cells.styles, numbers, c.field, value))
        sheet.set_row(row, fit_height((str(figure[name]), _WIDTHS[name]) for name in _WRAPPED))  # type: ignore[literal-required]
    _end_sheet(sheet, row)
    return count


def _style(styles: Styles, numbers: _Numbers, field: str, value: object) -> Format:
    if field in ("value", "upper"):
        return numbers.style(value)
    if field == "theme":
        return styles.theme(str(value))
    if field in ("unit", "role", "region"):
        return styles.short
    return styles.whole if isinstance(value, int) or value is None else styles.text


def _begin_sheet(book: Workbook, cells: Cells, number: int) -> Worksheet:
    sheet = book.add_worksheet(chinese.DATA if number == 1 else f"{chinese.DATA}({number})")
    cells.put_header(sheet, 0, [(c.header, _WIDTHS.get(c.field, _NARROW)) for c in chinese.COLUMNS])
    for column, c in enumerate(chinese.COLUMNS[_VISIBLE:], _VISIBLE):
        sheet.set_column(column, column, _WIDTHS.get(c.field, _NARROW), None, {"hidden": True, "level": 1})
    sheet.set_column(len(chinese.COLUMNS), len(chinese.COLUMNS), None, None, {"collapsed": True})
    sheet.freeze_panes(1, _FROZEN)
    return sheet


def _end_sheet(sheet: Worksheet, last: int) -> None:
    if last:
        sheet.autofilter(0, 0, last, len(chinese.COLUMNS) - 1)
        sheet.print_area(0, 0, last, _VISIBLE - 1)


def _write_summary(cells: Cells, sheet: Worksheet, numbers: _Numbers, summary: Summary) -> None:
    styles = cells.styles
    shared = summary.shared()
    used = {report for _, by_report in shared for report in by_report}
    reports = [report for report in summary.in_order() if report in used][:_MOST_REPORTS]
    cells.put_header(sheet, 0, [*_ABOUT.items(), *((label, _REPORT) for label in label_reports(reports))])
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 1)
    if not shared:
        cells.put(sheet, 1, 0, chinese.NOTHING_SHARED, styles.text)
        return
    for row, (indicator, by_report) in enumerate(shared[: ROW_LIMIT - 1], 1):
        sheet.set_row(row, fit_height([(indicator.counts, _ABOUT["指标"]), (indicator.predicate, _ABOUT["动作"])]))
        for column, text in enumerate((indicator.counts, indicator.predicate)):
            cells.put(sheet, row, column, text, styles.text)
        cells.put(sheet, row, 2, indicator.unit, styles.short)
        cells.put(sheet, row, 3, len(by_report), styles.whole)
        for column, report in enumerate(reports, len(_ABOUT)):
            values = by_report.get(report, [])
            if len(values) > 1:
                cells.put(sheet, row, column, "；".join(f"{value:,}" for value in values), styles.short)
            else:
                value = values[0] if values else None
                cells.put(sheet, row, column, value, numbers.style(value))
    sheet.autofilter(0, 0, min(len(shared), ROW_LIMIT - 1), len(_ABOUT) + len(reports) - 1)


def label_reports(reports: list[Report]) -> list[str]:
    """Give the headers of reports: region and year, with the file where two would have the same.

    Examples
    --------
    >>> label_reports([Report("云泽县", 2023, "", "a.txt"), Report("", 0, "", "b/c.txt")])
    ['云泽县\\n2023', 'b/c.txt']
    """
    labels = ["\n".join(filter(None, (r.region, str(r.year or "")))) or r.title or r.document for r in reports]
    often = Counter(labels)
    return [
        f"{label}\n{r.document}" if often[label] > 1 and label != r.document else label
        for label, r in zip(labels, reports, strict=True)
    ]


def _write_guide(cells: Cells, sheet: Worksheet, count: int, reports: int) -> None:
    row = begin_guide(cells, sheet, "报告中的数据：说明")
    told = [
        ("本次结果", f"{reports:,} 份报告中共有 {count:,} 个数，每个一行，见工作表“{chinese.DATA}”。"),
        *chinese.HOW,
    ]
    row = write_section(cells, sheet, row, "怎样使用", told)
    write_section(
        cells, sheet, row, f"工作表“{chinese.DATA}”各列的含义", [(c.header, c.meaning) for c in chinese.COLUMNS]
    )
