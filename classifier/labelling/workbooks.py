"""A workbook for people who label: a sheet of paragraphs with lists to choose from, one of themes, one that explains.

Takes items and themes, gives an .xlsx file that `reading` takes back whatever people did to it in Excel, WPS or
LibreOffice. Not for results of a model (writers.xlsx).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classifier.files import write_file
from classifier.labelling.codebook import HEADERS, RULES, Entry, describe_themes
from classifier.labelling.items import Item, clean_items
from classifier.labelling.layout import COLUMNS, GUIDE, HIDDEN, LABELS, THEMES, join_names
from classifier.writers.cells import Cells
from classifier.writers.characters import CELL_LIMIT
from classifier.writers.sheets import begin_guide, write_section
from classifier.writers.styles import FONT, Styles, fit_height

SPARE = 1000  # rows below the last one that have lists too, for what people add
_MOST_THEMES = 200  # rows of the sheet of themes that the lists look at
_FROZEN = 2  # columns that stay in sight: theme and further themes
_CREATED = datetime(1980, 1, 1)  # as of members of the archive: the same items give the same bytes
_WRAPPED = ("text", "note", "reason", "heading", "before", "report")
_GREY, _INPUT = "#F2F2F2", "#FFFBE6"
_DISPENSABLE = ("guess", "score", "reason", "heading", "before", "number")  # hidden where no item has any
_THEME_WIDTHS = (16, 50, 60, 50)
# what people may do on a protected sheet; without a password, so that who must can take it off
_ALLOWED = dict.fromkeys(
    ("sort", "autofilter", "insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows",
     "select_locked_cells", "select_unlocked_cells"), True,
)  # fmt: skip
_LIST = f"=OFFSET('{THEMES}'!$A$2,0,0,MAX(1,COUNTA('{THEMES}'!$A$2:$A${_MOST_THEMES + 1})),1)"
_STEPS = (
    ("标注", f"在工作表“{LABELS}”的“主题”列点下拉箭头选择主题；不需要改动其他列。每标几十段请保存一次。"),
    ("可以", "排序、筛选、隐藏、调整列宽行高、插入和删除行都可以，导入时按编号认出每一段。没有标完也可以交回，空着的算未标注。"),
    ("请不要", "改动正文和编号，或只对其中一列排序。导入时会核对正文与编号，不一致的会列出来，不会悄悄采用。"),
    ("新主题", f"列表中没有的主题，请先在工作表“{THEMES}”的“主题”列下面加一行，下拉列表会随之加长。"),
    ("保护", "工作表有保护但没有密码：表头锁定，不能删改列。Excel 只允许对未锁定的单元格排序和删除行，所以编号列没有锁定，"
     "而是拒绝手工输入；若误删了编号，导入时按正文认出。需要时可在“审阅”中撤销工作表保护。"),
    ("交回", "保存为 xlsx（或 CSV）交回即可。标注人填在“标注人”列，整列不填时以文件名为准。"),
)  # fmt: skip


def write_label_workbook(items: Iterable[Item], themes: Sequence[str | Entry], path: str | Path) -> int:
    """Write items for people to label; give how many.

    Parameters
    ----------
    items : iterable of Item
        In the order in which people shall meet them; those without text, and copies with the same id, are left out.
    themes : sequence of str or Entry
        To choose from. The shipped themes are explained; of others there is a table to fill in.
    path : path
        Replaced if it is there.

    Raises
    ------
    OutputError
        If the disk refuses.

    Examples
    --------
    >>> write_label_workbook([Item("开展宪法宣传周活动。")], ["普法宣传", "其他"], "todo.xlsx")  # doctest: +SKIP
    1
    """
    cleaned = clean_items(items)
    write_file(Path(path), encode_workbook(cleaned, themes))
    return len(cleaned)


def encode_workbook(items: Sequence[Item], themes: Sequence[str | Entry]) -> bytes:
    """Give the bytes of the workbook; the same items give the same bytes."""
    sink = BytesIO()
    # not constant_memory: a label workbook holds what people can read, and cells are written sheet by sheet
    book = Workbook(sink, {"in_memory": True, "default_format_properties": FONT})
    book.set_properties({"created": _CREATED})
    styles = _Styles(book)
    cells = Cells(book, styles)
    sheet, names, guide = (book.add_worksheet(name) for name in (LABELS, THEMES, GUIDE))
    _write_items(cells, styles, sheet, items)
    _write_themes(cells, styles, names, describe_themes(themes))
    _write_guide(cells, guide, len(items))
    book.close()
    if cells.long_texts:
        warnings.warn(
            f"{cells.long_texts} texts do not fit into a cell, which holds {CELL_LIMIT:,} characters; they are whole in "
            "a sheet of their own",
            stacklevel=3,
        )
    return sink.getvalue()


class _Styles(Styles):
    """The formats of label workbooks: what people may change is unlocked, and looks so."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book)
        base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9", "locked": False}
        self.unlocked = book.add_format({"locked": False})
        self.input = book.add_format({**base, "align": "center", "bg_color": _INPUT})
        self.note = book.add_format({**base, "bg_color": _INPUT})
        self.plain = book.add_format(base)
        # an apostrophe that is not part of the text: one who edits the cell makes no formula of it
        self.quoted = book.add_format({**base, "quote_prefix": True})
        self.shown = book.add_format({**base, "bg_color": _GREY})
        self.centred = book.add_format({**base, "align": "center", "bg_color": _GREY})
        self.percent = book.add_format({**base, "align": "center", "bg_color": _GREY, "num_format": "0.0%"})
        self.whole_number = book.add_format({**base, "align": "center", "bg_color": _GREY, "num_format": "0"})

    def column(self, field: str) -> Format:
        """Give the format of a column of items."""
        known = {
            "theme": self.input, "also": self.input, "annotator": self.input, "note": self.note, "text": self.plain,
            "score": self.percent, "number": self.whole_number, "guess": self.centred, "id": self.centred,
        }  # fmt: skip
        return known.get(field, self.shown)


def _write_items(cells: Cells, styles: _Styles, sheet: Worksheet, items: Sequence[Item]) -> None:
    cells.put_header(sheet, 0, [(column.header, column.width) for column in COLUMNS])
    sheet.freeze_panes(1, _FROZEN)
    hidden = {*HIDDEN, *(field for field in _DISPENSABLE if all(getattr(i, field) in ("", None) for i in items))}
    for place, column in enumerate(COLUMNS):
        options = {"hidden": True} if column.field in hidden else {}
        sheet.set_column(place, place, column.width, styles.column(column.field), options)
    widths = {column.field: column.width for column in COLUMNS}
    for row, item in enumerate(items, 1):
        values: dict[str, Any] = {**vars(item), "also": join_names(item.also)}
        for place, column in enumerate(COLUMNS):
            value = values[column.field]
            style = styles.column(column.field)
            if style is styles.plain and value[:1] in ("=", "+", "-", "@"):
                style = styles.quoted
            cells.put(sheet, row, place, value, style)
        # of the whole row, to the last column: one is deleted only if nothing in it is locked
        sheet.set_row(row, fit_height((values[field], widths[field]) for field in _WRAPPED), styles.unlocked)
    _dress(sheet, len(items))


def _dress(sheet: Worksheet, last: int) -> None:
    """Add what covers all rows: filter, lists to choose from, a guard of the ids, protection, the area to print."""
    places = {column.field: place for place, column in enumerate(COLUMNS)}
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    sheet.print_area(0, 0, max(last, 1), places["note"])
    choice = {"validate": "list", "source": _LIST, "error_title": "主题", "ignore_blank": True}
    stop = {"error_message": f"请从列表中选择；新主题请先加到工作表“{THEMES}”。"}
    several = {"error_type": "information", "error_message": "有几个另属主题时请用顿号隔开，名称与列表一致。"}
    sheet.data_validation(1, places["theme"], last + SPARE, places["theme"], {**choice, **stop})
    sheet.data_validation(1, places["also"], last + SPARE, places["also"], {**choice, **several})
    guard = {"validate": "custom", "value": "=FALSE", "error_title": "编号", "ignore_blank": False}
    told = {"error_message": "编号由程序生成，请勿改动；按 Esc 键恢复。"}
    sheet.data_validation(1, places["id"], last + SPARE, places["id"], {**guard, **told})
    sheet.protect("", _ALLOWED)


def _write_themes(cells: Cells, styles: _Styles, sheet: Worksheet, entries: Sequence[Entry]) -> None:
    cells.put_header(sheet, 0, list(zip(HEADERS, _THEME_WIDTHS, strict=True)))
    for place, width in enumerate(_THEME_WIDTHS):
        sheet.set_column(place, place, width, styles.plain)
    for row, entry in enumerate(entries, 1):
        sheet.set_row(row, fit_height(zip(entry, _THEME_WIDTHS, strict=True)))
        cells.put(sheet, row, 0, entry.theme, styles.theme(entry.theme))
        for place, sentence in enumerate(entry[1:], 1):
            cells.put(sheet, row, place, sentence, styles.plain if sentence else styles.note)


def _write_guide(cells: Cells, sheet: Worksheet, count: int) -> None:
    row = begin_guide(cells, sheet, f"段落标注：共 {count:,} 段")
    sections = (
        ("怎样标注", _STEPS),
        ("怎样判断", RULES),
        (f"工作表“{LABELS}”各列的含义", tuple((c.header, c.meaning) for c in COLUMNS)),
    )
    for heading, lines in sections:
        row = write_section(cells, sheet, row, heading, lines)
