"""Excel workbooks to records: whatever people and programs put into them."""

from __future__ import annotations

import shutil
import struct
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from classifier.errors import TableError
from classifier.spreadsheet_text import LARGEST_CELL
from classifier.tables import Record, read_records
from classifier.tables.cells import unescape
from classifier.tables.dates import is_date_format, read_serial
from classifier.tables.workbook import Workbook
from tests.table_reading import refused, values

WANTED = {"text": ("text", "文本"), "theme": ("theme", "主题"), "report": ("report", "报告")}
HEADER = ["文本", "主题"]
Save = Callable[..., Path]
Pack = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write sheets with openpyxl, each given as its rows; `change` has the last word."""

    def save(*sheets: list[list[Any]], change: Callable[[Worksheet], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        for i, rows in enumerate(sheets):
            sheet = book.active if i == 0 else book.create_sheet()
            assert isinstance(sheet, Worksheet)
            for row in rows:
                sheet.append(row)
        if change:
            assert isinstance(book.active, Worksheet)
            change(book.active)
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return save


RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
PARTS = {
    "_rels/.rels": RELATIONS.format(RELATION.format("r1", "officeDocument", "/xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": RELATIONS.format(
        RELATION.format("r1", "worksheet", "worksheets/sheet1.xml")
        + RELATION.format("r2", "sharedStrings", "sharedStrings.xml")
        + RELATION.format("r3", "styles", "styles.xml")
    ),
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="31"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": "<sst><si><t>文本</t></si><si><t>主题</t></si></sst>",
}


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Write a workbook from the XML of its one sheet, and of other parts."""

    def pack(sheet: str | bytes, **others: str | bytes) -> Path:
        header = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        if isinstance(sheet, str):
            sheet = f"<worksheet><sheetData>{header}{sheet}</sheetData></worksheet>"
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **others}.items():
                archive.writestr(name, content)
        return tmp_path / "a.xlsx"

    return pack


# -- where the table is


def test_rows_are_numbered_as_excel_shows_them(save: Save):
    path = save([HEADER, ["一", "甲"], [], [None, "  "], ["二", "乙"]])
    assert list(read_records(path)) == [
        Record(2, {"文本": "一", "主题": "甲"}),
        Record(5, {"文本": "二", "主题": "乙"}),
    ]


def test_the_header_is_found_below_a_title(save: Save):
    rows = [["2023年法治建设台账"], [], ["填表：办公室", None, "2023年1月"], HEADER, ["一", "甲"]]
    path = save(rows, change=lambda sheet: sheet.merge_cells("A1:B1"))
    assert list(read_records(path, wanted=WANTED, needed=["text"])) == [Record(5, {"text": "一", "theme": "甲"})]


def test_the_first_sheet_with_the_columns_is_read(save: Save):
    path = save([["说明", "用法"], ["甲", "乙"]], [], [HEADER, ["一", "甲"]])
    assert values(path, wanted=WANTED, needed=["text", "theme"]) == [{"text": "一", "theme": "甲"}]


def test_other_sheets_with_the_columns_are_told(save: Save):
    path = save([HEADER, ["一", "甲"]], [HEADER, ["二", "乙"]])
    with pytest.warns(UserWarning, match="the sheets Sheet, Sheet1 have the wanted columns; only Sheet is read"):
        assert len(values(path, wanted=WANTED)) == 1


def test_a_named_sheet_is_read(save: Save):
    path = save([HEADER, ["一", "甲"]], [HEADER, ["二", "乙"]])
    assert values(path, wanted=WANTED, sheet="Sheet1") == [{"text": "二", "theme": "乙"}]
    assert "has no sheet '表'; its sheets are Sheet, Sheet1" in refused(path, sheet="表")


def test_a_hidden_sheet_is_read_only_by_its_name(save: Save):
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    path = save([HEADER, ["旧", "甲"]], [HEADER, ["新", "甲"]], change=hide)
    assert values(path)[0]["文本"] == "新"
    assert values(path, sheet="Sheet")[0]["文本"] == "旧"


def test_hidden_rows_and_columns_are_read(save: Save):
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert values(save([HEADER, ["一", "甲"]], change=hide)) == [{"文本": "一", "主题": "甲"}]


def test_a_workbook_without_the_columns_is_refused(save: Save):
    told = refused(save([["甲", "乙"], ["丙"]], [["丁", "戊"]]), wanted=WANTED, needed=["text"])
    assert ", sheet Sheet: has no column for text; its columns are 甲, 乙; call one of them text or 文本" in told
    assert told.endswith("the other sheets, Sheet1 have none either")


def test_an_empty_workbook_has_no_records(save: Save):
    assert values(save([]), wanted=WANTED, needed=["text"]) == []


def test_notes_beside_the_table_are_passed_over(save: Save):
    assert values(save([HEADER, ["一", "甲", None, "← 看这里"]])) == [{"文本": "一", "主题": "甲"}]


# -- merged cells


def test_a_merged_cell_holds_for_all_rows_that_it_covers(save: Save):
    rows = [["报告", "文本"], ["甲县", "一"], [None, "二"], [None, "三"], [None, "四"], ["乙县", "五"]]
    path = save(rows, change=lambda sheet: sheet.merge_cells("A2:A4"))
    assert [row["报告"] for row in values(path)] == ["甲县", "甲县", "甲县", None, "乙县"]


def test_rows_merged_in_all_their_cells_are_one_row(save: Save):
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    assert len(values(save([HEADER, ["一", "甲"], [], ["二", "乙"]], change=merge))) == 2


def test_a_header_of_two_rows_is_no_record(save: Save):
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    path = save([["文本", "主题", None], [None, "主要", "次要"], ["一", "甲", "乙"]], change=merge)
    assert values(path) == [{"文本": "一", "主题": "甲"}]


def test_merged_cells_are_found_in_a_large_sheet(save: Save):
    rows = [["报告", "文本"], ["甲县", "一"], *([None, f"第{i}段"] for i in range(3000))]
    path = save(rows, change=lambda sheet: sheet.merge_cells("A2:A3002"))
    assert {row["报告"] for row in values(path)} == {"甲县"}


# -- values


def test_values_keep_their_types(save: Save):
    moment = datetime(2024, 1, 20, 8, 30)
    row = ["普法", 2023, 0.5, True, date(2023, 12, 31), moment, time(8, 30), None, 10**14]
    names = [f"列{i}" for i in range(len(row))]
    assert [*values(save([names, row]))[0].values()] == row


def test_dates_in_the_formats_of_chinese_excel_are_dates(pack: Pack):
    path = pack('<row r="2"><c r="A2" s="1"><v>45291</v></c><c r="B2" s="2"><v>45291.5</v></c></row>')
    assert values(path) == [{"文本": date(2023, 12, 31), "主题": datetime(2023, 12, 31, 12)}]


@pytest.mark.parametrize(
    "code",
    ['yyyy"年"m"月"d"日";@', "[$-804]yyyy/m/d", "[$-F800]dddd\\,\\ mmmm\\ dd", "h:mm AM/PM", "[h]:mm:ss", "[mm]:ss"],
)
def test_a_format_with_place_holders_of_dates_shows_dates(code: str):
    assert is_date_format("176", code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0",
        "0%",
        '0"days"',
        "[Red]0",
        "\\d0",
        '0_d"年"',
        "[$-804]0",
        "@",
        "0.00E+00",
        "G/通用格式",
    ],
)
def test_other_formats_show_numbers(code: str):
    assert not is_date_format("176", code)


@pytest.mark.parametrize(
    ("serial", "from_1904", "expected"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (0, True, time(0)),
        (1, True, date(1904, 1, 2)),
        (45291.00001, False, datetime(2023, 12, 31, 0, 0, 0, 864000)),
        (10**9, False, 10**9),
        (-(10**9), False, -(10**9)),
        (1e300, False, 1e300),
    ],
)
def test_days_are_counted_as_excel_does(serial: float, from_1904: bool, expected: object):
    assert read_serial(serial, from_1904=from_1904) == expected


def test_dates_of_a_macintosh_workbook_count_from_1904(pack: Pack):
    book = PARTS["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    path = pack('<row><c s="1"><v>43829</v></c></row>', **{"xl/workbook.xml": book})
    assert values(path)[0]["文本"] == date(2023, 12, 31)


def test_rich_text_is_text(save: Save):
    rich = CellRichText("开展", TextBlock(InlineFont(b=True), "普法"), "宣传")
    assert values(save([HEADER, [rich, "甲"]]))[0]["文本"] == "开展普法宣传"


def test_how_a_text_is_pronounced_is_no_text(pack: Pack):
    texts = (
        '<sst><si><t>文本</t></si><si><r><t>主</t></r><r><t>题</t></r><rPh sb="0" eb="1"><t>zhǔ</t></rPh></si></sst>'
    )
    path = pack("<row><c><v>1</v></c></row>", **{"xl/sharedStrings.xml": texts})
    assert values(path) == [{"文本": 1, "主题": None}]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("一_x000D_\n二", "一\r\n二"),
        ("一\r二", "一\r二"),
        ("_x005f_x0041__x0041_", "_x0041_A"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x00_ _xZZZZ_", "_x00_ _xZZZZ_"),
    ],
)
def test_escapes_are_read_as_excel_means_them(written: str, meant: str):
    assert unescape(written) == meant


def test_texts_in_cells_shared_ones_and_those_of_formulas_are_read_alike(pack: Pack):
    text = "<t>甲_x000D_乙_x005F_x000D_&#13;丙</t>"
    path = pack(
        f'<row><c t="inlineStr"><is>{text}</is></c><c t="s"><v>2</v></c><c t="str">{text.replace("t>", "v>")}</c></row>',
        **{"xl/sharedStrings.xml": f"<sst><si><t>文本</t></si><si><t>主题</t></si><si>{text}</si></sst>"},
    )
    with path.open("rb") as source:
        book = Workbook(source, "a.xlsx")
        _, row = book.rows(book.sheets[0])
    assert [*row.cells.values()] == ["甲\r乙_x000D_\r丙"] * 3


def test_line_ends_in_records_are_those_of_unix(pack: Pack):
    path = pack('<row><c t="str"><v>一_x000D_\n二_x000D_三</v></c></row>')
    assert values(path)[0]["文本"] == "一\n二\n三"


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_truth_is_read_in_both_its_spellings(pack: Pack, written: str, meant: bool):
    assert values(pack(f'<row><c t="b"><v>{written}</v></c></row>'))[0]["文本"] is meant


def test_strict_workbooks_are_read(pack: Pack):
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
        )
        for name, content in PARTS.items()
    }
    assert values(pack("<row><c><v>1</v></c></row>", **strict)) == [{"文本": 1, "主题": None}]


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"])
def test_a_sheet_is_found_from_the_root_and_from_the_workbook(pack: Pack, target: str):
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", target)
    path = pack("<row><c><v>1</v></c></row>", **{"xl/_rels/workbook.xml.rels": relations})
    assert len(values(path)) == 1


def test_cells_and_rows_without_places_follow_each_other(pack: Pack):
    path = pack(
        '<row><c t="inlineStr"><is><t>话</t></is></c><c t="str"><v>甲</v></c></row><row/><row><c><v>1</v></c></row>'
    )
    assert list(read_records(path)) == [Record(2, {"文本": "话", "主题": "甲"}), Record(4, {"文本": 1, "主题": None})]


def test_names_with_prefixes_are_read(pack: Pack):
    sheet = '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert values(pack(sheet.encode())) == [{"文本": 5}]


# -- cells that do not tell their value


def test_a_formula_without_its_value_is_refused(save: Save):
    told = refused(save([HEADER, ["一", "甲"], ['="普"&"法"', "甲"]]))
    assert "row 3: 文本 holds a formula without its value; open the file in Excel and save it" in told


def test_a_formula_in_a_column_that_is_not_wanted_does_not_matter(save: Save):
    assert values(save([[*HEADER, "字数"], ["一", "甲", "=LEN(A2)"]]), wanted=WANTED) == [{"text": "一", "theme": "甲"}]


def test_the_value_of_a_formula_is_read(pack: Pack):
    path = pack('<row><c t="str"><f>"普"&amp;"法"</f><v>普法</v></c><c t="str"><f>A9&amp;""</f><v></v></c></row>')
    assert values(path) == [{"文本": "普法", "主题": ""}]


def test_an_error_in_a_cell_is_refused(pack: Pack):
    assert "row 2: 文本 holds the error #REF!; mend it in Excel" in refused(
        pack('<row><c t="e"><v>#REF!</v></c></row>')
    )


@pytest.mark.parametrize(
    "cell", ['<c t="s"><v>99</v></c>', '<c t="s"><v>x</v></c>', "<c><v>1.2.3</v></c>", f"<c><v>{'9' * 5000}x</v></c>"]
)
def test_a_value_that_is_none_is_refused(pack: Pack, cell: str):
    assert "which is no value; open the file in Excel and save it" in refused(pack(f"<row>{cell}</row>"))


def test_a_formula_without_its_value_names_no_column(save: Save):
    assert values(save([["=A9", "文本", "主题"], [1, "一", "甲"]])) == [{"文本": "一", "主题": "甲"}]
    assert "none of its columns is known: blank; the first row must name the columns" in refused(save([["=A9"]]))


def test_bad_rows_are_left_out_where_somebody_listens(pack: Pack):
    told: list[tuple[int, str]] = []
    path = pack('<row><c t="e"><v>#N/A</v></c></row><row><c><v>1</v></c></row>')
    assert list(read_records(path, on_bad_row=lambda *bad: told.append(bad))) == [Record(3, {"文本": 1, "主题": None})]
    assert told == [(2, "文本 holds the error #N/A; mend it in Excel")]


# -- hostile files

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", [*PARTS, "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(pack: Pack, part: str, encoding: str):
    content = f"{BOMB}{PARTS.get(part, '<worksheet><sheetData/></worksheet>')}".encode(encoding)
    assert "declares a document type, which Excel never writes" in refused(pack("", **{part: content}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(pack: Pack):
    class Zeros:
        left = 600 * 1024 * 1024

        def read(self, size: int) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    path = pack("")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/a", "w") as sink,
    ):
        shutil.copyfileobj(Zeros(), sink, 1 << 20)  # type: ignore[arg-type]
    assert path.stat().st_size < 5_000_000
    assert "unpacks to 7 parts of 6291" in refused(path)


def test_a_part_that_lies_about_its_size_is_refused(pack: Pack):
    path = pack("<row><c><v>1</v></c></row>" * 100_000)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.start_dir
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    where = content.index(struct.pack("<I", size), at)
    content[where : where + 4] = struct.pack("<I", 5000)
    path.write_bytes(content)
    assert "is a damaged Excel file (xl/worksheets/sheet1.xml: " in refused(path)


def test_a_workbook_beyond_memory_is_refused(save: Save, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.tables.sources.LARGEST_ZIP", 1000)
    assert "more than the 1000 of a workbook; save it as .csv" in refused(save([HEADER]))


def test_a_zip_of_very_many_parts_is_refused(pack: Pack):
    path = pack("")
    with zipfile.ZipFile(path, "a") as archive:
        for i in range(10_001):
            archive.writestr(f"{i}", b"")
    assert "unpacks to 10007 parts" in refused(path)


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ('<row r="9999999"><c><v>1</v></c></row>', "a sheet has more than 1048576 rows"),
        ('<row><c r="ZZZZ2"><v>1</v></c></row>', "a row has more than 16384 columns"),
        (f"<row>{'<c/>' * 20_000}</row>", "a row has more than 16384 columns"),
        ("<row><c><v>1</c></row>", "xl/worksheets/sheet1.xml: mismatched tag"),
        (f"<row>{'<c>' * 50_000}", "is a damaged Excel file ("),
    ],
)
def test_a_sheet_that_excel_cannot_have_written_is_refused(pack: Pack, sheet: str, told: str):
    assert told in refused(pack(sheet))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_an_endless_text_is_refused(pack: Pack, part: str):
    text = f"<t>{'长' * (LARGEST_CELL + 1)}</t>"
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet><sheetData><row><c t="inlineStr"><is>{text}</is></c></row></sheetData></worksheet>',
        "xl/sharedStrings.xml": f"<sst><si>{text}</si></sst>",
    }
    assert f"a cell has more than {LARGEST_CELL} characters" in refused(pack("", **{part: parts[part]}))


def test_a_sheet_of_endless_rows_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.tables.cells.MOST_ROWS", 50_000)
    assert "a sheet has more than 50000 rows" in refused(pack('<row r="2"/>' * 50_000))


@pytest.mark.parametrize("part", [*(part for part in PARTS if "Strings" not in part and "styles" not in part)])
def test_a_missing_part_is_named(pack: Pack, part: str, tmp_path: Path):
    cut = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(pack("")) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    told = refused(cut)
    assert f"{part} is missing" in told or "is an archive; unpack it" in told


def test_a_workbook_without_styles_and_shared_texts_is_read(save: Save, tmp_path: Path):
    plain = tmp_path / "plain.xlsx"
    sheet = '<worksheet><sheetData><row><c t="inlineStr"><is><t>文本</t></is></c></row><row><c s="7"><v>3</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(plain, "w") as archive:
        for name in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            archive.writestr(name, PARTS[name])
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert values(plain) == [{"文本": 3}]


def test_a_cut_workbook_is_refused(save: Save):
    path = save([HEADER, ["一", "甲"]])
    content = path.read_bytes()
    for size in (30, 1000, len(content) - 10):
        path.write_bytes(content[:size])
        assert "is a damaged Excel file, or an archive cut short" in refused(path)


def test_a_workbook_with_a_flipped_bit_is_read_or_refused(save: Save):
    path = save([HEADER, ["开展普法宣传活动", "甲"]])
    content = path.read_bytes()
    for at in range(0, len(content), 37):
        path.write_bytes(content[:at] + bytes([content[at] ^ 16]) + content[at + 1 :])
        try:
            values(path)
        except TableError as error:
            assert str(error).startswith(str(path))


def test_a_zip_with_a_password_is_refused(pack: Pack):
    path = pack("")
    content = bytearray(path.read_bytes())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\1\2":
            content[at + 8] |= 1
    path.write_bytes(content)
    assert "is protected by a password; save it without one" in refused(path)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/workbook.bin", "is a binary Excel file"),
        ("content.xml", "is an OpenDocument file; save it as .xlsx"),
        ("word/document.xml", "is a Word file; copy its table into Excel"),
        ("a.txt", "is an archive; unpack it and name the table in it"),
    ],
)
def test_other_zips_are_refused_with_what_to_do(tmp_path: Path, part: str, told: str):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert told in refused(tmp_path / "a.xlsx")


# -- other programs

SOFFICE = shutil.which("soffice")


@pytest.mark.minutes
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_workbooks_and_csv_of_libreoffice_are_read(save: Save, tmp_path: Path):
    rows = [
        ["文本", "日期", "数", "主题"],
        ["第一行\n“普法”，第二行", date(2023, 12, 31), 0.5, "甲"],
        ["=1+1", None, -3, "乙"],
    ]

    def change(sheet: Worksheet) -> None:
        sheet["A3"].data_type = "s"
        sheet["E1"], sheet["E2"], sheet["E3"] = "报告", "甲县", None
        sheet["F1"], sheet["F2"], sheet["F3"] = "和", "=C2+1", "=C3+1"
        sheet.merge_cells("E2:E3")

    path = save(rows, change=change)
    made = tmp_path / "made"
    for kind in ("xlsx", "csv:Text - txt - csv (StarCalc):9,34,0", "xls", "ods"):
        command = [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            kind,
        ]
        subprocess.run([*command, "--outdir", made, path], check=True, capture_output=True, timeout=120)  # type: ignore[list-item]
    first, second = values(made / "a.xlsx")
    assert first == {
        "文本": "第一行\n“普法”，第二行",
        "日期": date(2023, 12, 31),
        "数": 0.5,
        "主题": "甲",
        "报告": "甲县",
        "和": 1.5,
    }
    assert second == {"文本": "=1+1", "日期": None, "数": -3, "主题": "乙", "报告": "甲县", "和": -2}
    assert values(made / "a.csv")[0]["文本"] == "第一行\n“普法”，第二行"
    assert "is an old Excel file (.xls)" in refused(made / "a.xls")
    assert "is an OpenDocument file" in refused(made / "a.ods")


# openpyxl writes no control characters, 16 digits of a float, and escapes nothing that looks like an escape
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=20
).filter(
    lambda text: (
        "_x" not in text and not text.startswith("=") and text.strip() and text not in openpyxl.cell.cell.ERROR_CODES
    )
)
VALUES = (
    TEXTS | st.integers(-(10**14), 10**14) | st.booleans() | st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15g}"))
    | st.dates(date(1900, 3, 1), date(2999, 1, 1)) | st.none()
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6))
def test_a_workbook_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, rows: Any):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["甲", "乙", "丙"])
    for row in rows:
        sheet.append(row)
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    book.save(path)
    assert [[*found.values()] for found in values(path)] == [
        row for row in rows if any(cell is not None for cell in row)
    ]


def test_reading_warns_of_nothing(save: Save):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values(save([HEADER, ["一", "甲"]]))
