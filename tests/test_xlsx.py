"""Workbooks: text is text, nothing is lost, and a reader finds the way."""

from __future__ import annotations

import io
import tempfile
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from classifier.errors import OutputError, ResultsError
from classifier.results import read_rows_back
from classifier.writers import Outcome, Row, open_writer, write_rows
from classifier.writers.chinese import COLUMNS, HIDDEN
from classifier.writers.xlsx import XlsxWriter
from tests import hostile_rows as hostile
from tests.hostile_rows import as_kept, make_row

THEMES = ("其他", "决策法治化", "普法宣传", "矛盾纠纷化解", "营商环境", "行政执法")
OUTCOME = Outcome(
    documents=3, failures=[("b.pdf", "b.pdf: is empty; save it again")], model="small@1", themes=THEMES, accept=0.8459
)


def write(rows: list[Row], path: Path, outcome: Outcome = OUTCOME) -> openpyxl.Workbook:
    write_rows(rows, str(path), overwrite=True, outcome=lambda: outcome)
    return openpyxl.load_workbook(path)


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def column(name: str) -> str:
    """The letter of a column of the sheet of rows."""
    return openpyxl.utils.get_column_letter(1 + [c.header for c in COLUMNS].index(name))


def test_the_sheets_are_named_for_readers(tmp_path: Path):
    assert write([make_row()], tmp_path / "a.xlsx").sheetnames == ["结果", "汇总", "未能读取", "说明"]


def test_a_row_shows_first_what_is_to_be_checked(tmp_path: Path):
    book = write([make_row(), make_row(accepted=False, second_theme="行政执法", second_score=0.5)], tmp_path / "a.xlsx")
    header, first, second = values(book["结果"])
    assert header[:6] == ("需复核", "主题", "把握", "次要主题", "类型", "正文")
    assert first[:7] == ("否", "普法宣传", 0.987654, None, "成效", "开展宪法宣传周活动。", "宪法")
    assert second[:4] == ("是", "普法宣传", 0.987654, "行政执法")


def test_every_field_of_a_row_has_a_column():
    from classifier.writers import COLUMNS as FIELDS

    assert set(FIELDS) == {c.field for c in COLUMNS} - {"evidence_terms"}
    assert [c.field for c in COLUMNS[-len(HIDDEN) :]] == list(HIDDEN)


def test_offsets_and_evidence_are_hidden_and_the_header_stays_in_sight(tmp_path: Path):
    sheet = write([make_row()] * 3, tmp_path / "a.xlsx")["结果"]
    groups = [range(found.min, found.max + 1) for found in sheet.column_dimensions.values() if found.hidden]
    assert {COLUMNS[number - 1].header for group in groups for number in group} == {
        "次要把握",
        "段首句",
        "起点",
        "终点",
        "依据明细",
        "模型",
    }
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:S4"
    assert sheet.print_title_rows == "$1:$1"


def test_probabilities_are_percentages_and_texts_are_wrapped(tmp_path: Path):
    sheet = write([make_row()], tmp_path / "a.xlsx")["结果"]
    assert sheet[f"{column('把握')}2"].number_format == '[>=0.9995]">99.9%";0.0%'
    assert sheet[f"{column('正文')}2"].alignment.wrap_text


def test_a_row_is_as_high_as_its_text(tmp_path: Path):
    sheet = write([make_row("法" * 20), make_row("法" * 300), make_row("法" * 30_000)], tmp_path / "a.xlsx")["结果"]
    assert [sheet.row_dimensions[n].height for n in (2, 3, 4)] == [33.0, 148.5, 409.5]


def test_every_theme_has_its_fill_and_themes_of_other_models_too(tmp_path: Path):
    themes = [*THEMES, "财政", "教育", "财政"]
    sheet = write([make_row(theme=theme) for theme in themes], tmp_path / "a.xlsx")["结果"]
    fills = [sheet[f"B{n}"].fill.fgColor.rgb for n in range(2, 11)]
    assert len(set(fills)) == 8
    assert fills[6] == fills[8]


def test_what_is_to_be_checked_is_marked_and_can_be_corrected(tmp_path: Path):
    sheet = write([make_row(), make_row(accepted=False)], tmp_path / "a.xlsx")["结果"]
    rules = {str(found.sqref): [rule.formula for rule in found.rules] for found in sheet.conditional_formatting}
    assert rules == {"A2:A3": [['$A2="是"']], "C2:S3": [['$A2="是"']]}
    lists = {str(found.sqref): found.formula1 for found in sheet.data_validations.dataValidation}
    assert lists["A2:A3"] == '"是,否"'
    guide = sheet.parent["说明"]
    names = guide[lists["B2:B3"].rpartition("!")[2].replace("$", "")]
    assert [cell.value for (cell,) in names] == [*THEMES[1:], "其他"]


def test_a_summary_counts_per_report(tmp_path: Path):
    rows = [
        make_row(),
        make_row(theme="其他", accepted=False),
        make_row(document="b.txt", title="", region="", year=None, theme="财政"),
    ]
    sheet = write(rows, tmp_path / "a.xlsx")["汇总"]
    themes, header, a, b, total = values(sheet)
    assert [theme for theme in themes if theme] == [*THEMES[1:], "财政", "其他"]
    assert header[:9] == ("报告", "标题", "地区", "年度", "段落", "需复核", "采信占比", "段落", "占比")
    assert a[:7] == ("reports/a.txt", "桐垭县2021年法治政府建设报告", "桐垭县", 2021, 2, 1, 0.5)
    assert a[7:] == (0, 0, 1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0.5)
    assert b[:7] == ("b.txt", None, None, None, 1, 0, 1)
    assert total[:7] == ("合计 2 份", None, None, None, 3, 1, pytest.approx(2 / 3))
    assert sheet.auto_filter.ref == "A2:U4"


def test_failures_are_listed_with_their_reasons(tmp_path: Path):
    assert values(write([make_row()], tmp_path / "a.xlsx")["未能读取"]) == [
        ("报告", "原因"),
        ("b.pdf", "b.pdf: is empty; save it again"),
    ]
    book = write([make_row()], tmp_path / "a.xlsx", Outcome())
    assert values(book["未能读取"])[1][0] == "没有未能读取的报告。"


def test_the_guide_explains_columns_themes_model_and_threshold(tmp_path: Path):
    guide = dict(row[:2] for row in values(write([make_row()], tmp_path / "a.xlsx")["说明"]))
    assert {c.header for c in COLUMNS} <= set(guide)
    assert set(THEMES) <= set(guide)
    assert "“其他”是明确的答案" in guide["其他"]
    assert guide["采信线"].startswith("84.6%")
    assert guide["模型"]
    assert guide["报告"]


def test_the_guide_names_the_models_that_rows_name(tmp_path: Path):
    rows = [make_row(), make_row(model="other@2"), make_row()]
    guide = values(write(rows, tmp_path / "a.xlsx", Outcome())["说明"])
    assert ("模型", "small@1、other@2。同一段文字用同一模型判断，结果总是相同。") in guide
    assert "采信线" not in [row[0] for row in guide]


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path):
    rows = [
        make_row(text, document=text, title=text, region=text, section=text, lead=text, theme=text or "a",
                 second_theme=text, model=text, evidence=[[text, 1.0, 0, 1]])
        for text in hostile.TEXTS
    ]  # fmt: skip
    outcome = Outcome(
        failures=[(text, text) for text in hostile.TEXTS], themes=tuple(hostile.TEXTS), model=hostile.TEXTS[1]
    )
    with pytest.warns(UserWarning, match="do not fit"):
        book = write(rows, tmp_path / "a.xlsx", outcome)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name).replace(b"&lt;f&gt;", b"")


def test_markup_does_not_reach_the_sheet_as_markup(tmp_path: Path):
    text = '<r></is></c><c r="Z9"><f>1+1</f></c><c t="inlineStr"><is></r>'
    with pytest.warns(UserWarning, match="1 texts do not fit"):
        book = write([make_row(text)], tmp_path / "a.xlsx")
    assert values(book["结果"])[2:] == []
    assert "".join(str(row[2]) for row in values(book["长文本"])[1:]) == text


def test_a_long_text_goes_on_in_its_own_sheet_with_a_warning(tmp_path: Path):
    text = "一" + "法" * 40_000
    with pytest.warns(
        UserWarning,
        match="1 texts do not fit into a cell, which holds 32,767 characters; they are whole in the sheet 长文本",
    ):
        book = write([make_row(text), make_row(text), make_row("短")], tmp_path / "a.xlsx")
    shown = book["结果"][f"{column('正文')}2"].value
    assert shown.startswith("一法法法")
    assert shown.endswith("……（全文见工作表“长文本”第 1 号）")
    _, *pieces = values(book["长文本"])
    assert [piece[:2] for piece in pieces] == [(1, 1), (1, 2), (1, 3)]
    assert "".join(str(piece[2]) for piece in pieces) == text
    assert all(len(cell.value) <= 32_767 for row in book["长文本"].iter_rows(min_row=2, min_col=3) for cell in row)


def test_a_text_that_looks_like_a_pointer_is_no_pointer(tmp_path: Path):
    rows = [
        make_row("法" * 40_000),
        make_row("短……（全文见工作表“长文本”第 1 号）"),
        make_row("……（全文见工作表“长文本”第 9 号）"),
    ]
    with pytest.warns(UserWarning, match="3 texts"):
        write_rows(rows, str(tmp_path / "a.xlsx"))
    assert list(read_rows_back(tmp_path / "a.xlsx")) == rows


def test_rows_that_a_sheet_cannot_hold_go_on_in_the_next(tmp_path: Path):
    rows = [make_row(paragraph=number) for number in range(1, 8)]
    with (tmp_path / "a.xlsx").open("wb") as sink:
        writer = XlsxWriter(sink, rows_per_sheet=3)
        for row in rows:
            writer.write(row)
        with pytest.warns(UserWarning, match=r"7 rows are more than a sheet holds; they go on in 结果\(3\)"):
            writer.finish(Outcome())
        writer.close()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [len(values(book[name])) for name in ("结果", "结果(2)", "结果(3)")] == [4, 4, 2]
    assert book["结果(3)"].auto_filter.ref == "A1:S2"
    assert list(read_rows_back(tmp_path / "a.xlsx")) == rows


def test_a_workbook_without_rows_can_be_read(tmp_path: Path):
    write([], tmp_path / "a.xlsx")
    assert list(read_rows_back(tmp_path / "a.xlsx")) == []


def test_corrections_are_read_back(tmp_path: Path):
    book = write([make_row(), make_row(accepted=False), make_row("短")], tmp_path / "a.xlsx")
    sheet = book["结果"]
    sheet["A3"], sheet["B3"] = "否", "行政执法"
    sheet.delete_rows(2)
    sheet.insert_cols(1)
    sheet["A1"] = "备注"
    sheet.title = "我的结果"
    book.save(tmp_path / "b.xlsx")
    assert list(read_rows_back(tmp_path / "b.xlsx")) == [make_row(theme="行政执法"), make_row("短")]


def test_an_answer_other_than_yes_or_no_is_named_with_its_row(tmp_path: Path):
    book = write([make_row(), make_row()], tmp_path / "a.xlsx")
    book["结果"]["A3"] = "大概"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ResultsError, match="sheet 结果, row 3: accepted is '大概', .* in a workbook neither 否 nor 是"):
        list(read_rows_back(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        ("#REF!", "e", "theme holds the error #REF!; mend it in Excel"),
        ("=B2", "f", "theme holds a formula without its value; open the file in Excel and save it"),
    ],
)
def test_a_cell_that_does_not_tell_its_value_is_named_with_its_row(tmp_path: Path, value: str, kind: str, told: str):
    book = write([make_row(), make_row()], tmp_path / "a.xlsx")
    book["结果"]["B3"].value = value
    book["结果"]["B3"].data_type = kind
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ResultsError, match=f"a.xlsx, sheet 结果, row 3: {told}"):
        list(read_rows_back(tmp_path / "a.xlsx"))


def test_rows_are_named_by_the_numbers_that_excel_shows(tmp_path: Path):
    book = write([make_row()], tmp_path / "a.xlsx")
    book["结果"].insert_rows(1, 2)
    book["结果"]["A4"] = "大概"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ResultsError, match="sheet 结果, row 4: accepted is '大概'"):
        list(read_rows_back(tmp_path / "a.xlsx"))


def test_a_workbook_larger_than_tables_may_be_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rows = [make_row(paragraph=number) for number in range(1, 300)]
    write(rows, tmp_path / "a.xlsx")
    monkeypatch.setattr("classifier.result_workbooks.MOST_BYTES", 10_000)
    assert list(read_rows_back(tmp_path / "a.xlsx")) == rows


def test_a_workbook_that_unpacks_to_very_many_times_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write([make_row()], tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a", bytes(20_000_000))
    monkeypatch.setattr("classifier.result_workbooks.MOST_BYTES", 10_000)
    with pytest.raises(ResultsError, match="a.xlsx: unpacks to"):
        list(read_rows_back(tmp_path / "a.xlsx"))


def test_a_column_that_was_deleted_is_named(tmp_path: Path):
    book = write([make_row()], tmp_path / "a.xlsx")
    book["结果"].delete_cols(2)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ResultsError, match="sheet 结果: has no 主题; classify the reports again, and keep all columns"):
        list(read_rows_back(tmp_path / "a.xlsx"))


def test_a_workbook_of_something_else_is_refused(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = "正文"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ResultsError, match="a.xlsx: has no sheet of rows"):
        list(read_rows_back(tmp_path / "a.xlsx"))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path):
    rows = [make_row(), make_row("_x0041_", accepted=False)]
    for name in ("a.xlsx", "b.xlsx"):
        write(rows, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_memory_does_not_grow_with_the_rows():
    peaks = []
    for count in (300, 1500):
        tracemalloc.start()
        writer = XlsxWriter(io.BytesIO())
        for number in range(count):
            writer.write(make_row(f"第{number}段" + "法" * 100, paragraph=number))
        peaks.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        writer.close()
    assert peaks[1] - peaks[0] < 20_000


def test_rows_that_stop_halfway_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "temporary").mkdir()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with pytest.raises(RuntimeError), open_writer(str(tmp_path / "out" / "a.xlsx")) as writer:
        writer.write(make_row())
        assert list((tmp_path / "temporary").iterdir())
        raise RuntimeError
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list((tmp_path / "out").iterdir()) == []


def test_a_full_disk_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", refuse)
    with pytest.raises(OutputError, match=r"a.xlsx: cannot be written \(No space left on device\)"):
        write_rows([make_row()], str(tmp_path / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_rows_as_a_table_warn_of_what_excel_does_not_show(tmp_path: Path):
    rows = [make_row("法" * 32_768), make_row("法" * 32_767)]
    with pytest.warns(UserWarning, match="1 cells are longer than the 32,767 characters that Excel shows"):
        write_rows(rows, str(tmp_path / "a.csv"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_rows(rows[1:], str(tmp_path / "b.csv"))
    assert list(read_rows_back(tmp_path / "a.csv")) == [as_kept(row, ".csv") for row in rows]
