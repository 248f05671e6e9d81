"""Rows as an Excel workbook for readers in Chinese, which our own commands read back.

Takes rows one by one and keeps them on disk until `finish`, so that memory does not grow with them; the same rows give
the same bytes. What a sheet cannot hold goes on in the next one. Not for the sheets beside the rows (sheets).
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import warnings
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.writers import chinese
from classifier.writers.cells import Cells
from classifier.writers.characters import CELL_LIMIT, ROW_LIMIT, dump_evidence
from classifier.writers.rows import Outcome, Row
from classifier.writers.sheets import write_failures, write_guide, write_summary
from classifier.writers.styles import FONT, Styles, fit_height
from classifier.writers.tally import Tally

_WIDTHS = {
    "accepted": 8, "theme": 14, "score": 8, "second_theme": 14, "role": 7, "text": 70, "evidence_terms": 22, "section": 28,
    "document": 26, "title": 28, "region": 11, "year": 7, "paragraph": 7, "evidence": 40,
}  # fmt: skip
_NARROW = 10
_WRAPPED = ("text", "evidence_terms", "section", "document", "title", "region")
_VISIBLE = len(chinese.COLUMNS) - len(chinese.HIDDEN)
_FROZEN = 2  # columns that stay in sight: whether to check, and the theme
_TERMS = 5  # words of the evidence that a reader sees
_CREATED = datetime(1980, 1, 1)  # that of the members of the archive: the time of writing would change the bytes


class XlsxWriter:
    """Write rows to a binary stream as they come; the workbook is there when `finish` returns.

    Parameters
    ----------
    sink : binary stream
        Must be able to seek.
    rows_per_sheet : int
        After how many rows the next sheet begins.
    """

    def __init__(self, sink: BinaryIO, *, rows_per_sheet: int = ROW_LIMIT - 1) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="classifier-")
        options = {"constant_memory": True, "tmpdir": self._folder.name, "default_format_properties": FONT}
        self._sink = _Sink(sink)
        self._book = Workbook(self._sink, options)
        self._book.use_zip64()
        self._book.set_properties({"created": _CREATED})
        self._styles = Styles(self._book)
        self._cells = Cells(self._book, self._styles)
        self._formats = self._formats_of_columns()
        self._tally = Tally()
        self._rows_per_sheet = rows_per_sheet
        self._filled: list[tuple[Worksheet, int]] = []
        self._heights: list[dict[int, object]] = []
        self._sheet, self._row = self._begin_sheet(chinese.ROWS), 0
        self._others = [self._book.add_worksheet(n) for n in (chinese.SUMMARY, chinese.FAILURES, chinese.GUIDE)]

    def write(self, row: Row) -> None:
        """Write one row."""
        if self._row == self._rows_per_sheet:
            self._filled.append((self._sheet, self._row))
            self._sheet, self._row = self._begin_sheet(f"{chinese.ROWS}({len(self._filled) + 1})"), 0
        self._row += 1
        self._tally.add(row)
        values: dict[str, Any] = {
            **row,
            "accepted": chinese.NO if row["accepted"] else chinese.YES,
            "evidence": dump_evidence(row["evidence"]),
            "evidence_terms": _strongest_terms(row),
        }
        put, sheet, number = self._cells.put, self._sheet, self._row
        for column, (name, style) in enumerate(self._formats):
            put(sheet, number, column, values[name], style or self._styles.theme(row["theme"]))
        sheet.set_row(number, fit_height((values[name], _WIDTHS[name]) for name in _WRAPPED))
        for heights in self._heights:
            heights.pop(number - 1, None)

    def finish(self, outcome: Outcome) -> None:
        """Write the other sheets and put the workbook together."""
        self._filled.append((self._sheet, self._row))
        if not outcome.model:
            outcome = replace(outcome, model="、".join(self._tally.models))
        themes = sorted(self._tally.themes(outcome.themes), key=chinese.OTHER.__eq__)  # the rest comes last
        summary, failures, guide = self._others
        write_summary(self._cells, summary, self._tally, themes)
        write_failures(self._cells, failures, outcome.failures)
        names = write_guide(self._cells, guide, outcome, self._tally.all.paragraphs, themes)
        for sheet, last in self._filled:
            if last:
                self._dress_sheet(sheet, last, names)
        try:
            self._book.close()
        except FileCreateError as error:
            raise cast("OSError", error.args[0]) from error
        finally:
            self._sink.target = io.BytesIO()
        self._warn()

    def close(self) -> None:
        """Let go of the files on disk, also of a workbook that was not finished."""
        for sheet in self._book.worksheets():
            with contextlib.suppress(OSError):
                sheet.row_data_fh.close()
        self._folder.cleanup()

    def _formats_of_columns(self) -> list[tuple[str, Format | None]]:
        """Give every column's field and format; that of the theme depends on the theme."""
        styles = self._styles
        formats: dict[str, Format | None] = {
            "theme": None,
            **dict.fromkeys(("score", "second_score"), styles.score),
            **dict.fromkeys(("year", "paragraph", "start", "end"), styles.whole),
            **dict.fromkeys(("accepted", "second_theme", "role", "region"), styles.short),
        }
        return [(c.field, formats.get(c.field, styles.text)) for c in chinese.COLUMNS]

    def _begin_sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        self._cells.put_header(sheet, 0, [(c.header, _WIDTHS.get(c.field, _NARROW)) for c in chinese.COLUMNS])
        for column, c in enumerate(chinese.COLUMNS[_VISIBLE:], _VISIBLE):
            hidden = {"hidden": True, "level": 1}
            sheet.set_column(column, column, _WIDTHS.get(c.field, _NARROW), None, hidden)
        sheet.set_column(len(chinese.COLUMNS), len(chinese.COLUMNS), None, None, {"collapsed": True})
        sheet.freeze_panes(1, _FROZEN)
        # XlsxWriter remembers the height of every row to the end, in these (set_rows before 3.3); one that is on the
        # disk can be forgotten, and where a later version has them no more, only memory is lost
        remembered = (vars(sheet).get(name) for name in ("row_info", "set_rows", "row_sizes"))
        self._heights = [heights for heights in remembered if isinstance(heights, dict)]
        return sheet

    def _dress_sheet(self, sheet: Worksheet, last: int, names_of_themes: str) -> None:
        """Add what covers all rows of a sheet: filter, marks of what to check, lists to choose from, area to print."""
        sheet.autofilter(0, 0, last, len(chinese.COLUMNS) - 1)
        sheet.print_area(0, 0, last, _VISIBLE - 1)
        check = f'=$A2="{chinese.YES}"'
        sheet.conditional_format(1, 0, last, 0, {"type": "formula", "criteria": check, "format": self._styles.alarm})
        rest = (1, _FROZEN, last, len(chinese.COLUMNS) - 1)
        sheet.conditional_format(*rest, {"type": "formula", "criteria": check, "format": self._styles.tint})
        sheet.data_validation(1, 0, last, 0, {"validate": "list", "source": [chinese.YES, chinese.NO]})
        choice = {"validate": "list", "source": names_of_themes, "error_type": "warning"}
        sheet.data_validation(1, 1, last, 1, choice)

    def _warn(self) -> None:
        if self._cells.long_texts:
            warnings.warn(
                f"{self._cells.long_texts} texts do not fit into a cell, which holds {CELL_LIMIT:,} characters; "
                f"they are whole in the sheet {chinese.LONG_TEXTS}",
                stacklevel=3,
            )
        if len(self._filled) > 1:
            warnings.warn(
                f"{self._tally.all.paragraphs:,} rows are more than a sheet holds; they go on in {self._sheet.name}",
                stacklevel=3,
            )


class _Sink:
    """A stream whose target can be exchanged: an archive that failed writes its end once more when it is forgotten."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target

    def __getattr__(self, name: str) -> Any:
        return getattr(self.target, name)


def _strongest_terms(row: Row) -> str:
    """Give the words that speak for the theme, the heaviest first."""
    terms = dict.fromkeys(str(term) for term, weight, *_ in row["evidence"] if float(weight) > 0)
    return "、".join(list(terms)[:_TERMS])
