"""Labelled rows in."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from classifier.dataset import LabelledRow, fingerprint, read_rows
from classifier.errors import DatasetError
from classifier.spreadsheet_text import LARGEST_CELL


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def test_json_lines_are_read_with_all_fields(tmp_path: Path):
    record = {
        "id": 7,
        "report": "甲县报告",
        "heading": "一、",
        "text": " 开展普法 ",
        "theme": "普法宣传",
        "also": ["其他"],
        "source": "手工",
    }
    row = read_rows(write(tmp_path / "a.jsonl", json.dumps(record) + "\n\n"))[0]
    assert (row.id, row.report, row.text, row.also, row.source) == ("7", "甲县报告", "开展普法", ("其他",), "手工")
    assert row.place.endswith("a.jsonl, row 1")


@pytest.mark.parametrize("names", [("text", "theme"), ("文本", "标签"), ("段落", "类别"), ("内容", "主题")])
def test_column_names_in_chinese_are_understood(tmp_path: Path, names: tuple[str, str]):
    path = write(tmp_path / "a.csv", f"{names[0]},{names[1]}\n开展普法,普法宣传\n")
    assert read_rows(path) == [LabelledRow("开展普法", "普法宣传", place=f"{path}, row 2")]


@pytest.mark.parametrize(
    ("suffix", "mark", "encoding"), [(".csv", ",", "utf-8-sig"), (".csv", ",", "gb18030"), (".tsv", "\t", "utf-8")]
)
def test_tables_as_excel_saves_them(tmp_path: Path, suffix: str, mark: str, encoding: str):
    path = write(tmp_path / f"a{suffix}", f'text{mark}theme\r\n"两行\n文字"{mark}其他\r\n', encoding)
    assert read_rows(path)[0].text == "两行\n文字"


@pytest.mark.parametrize("also", ['["其他", "普法宣传"]', "其他,普法宣传", "其他、普法宣传", "其他；普法宣传"])
def test_further_themes_in_a_cell(tmp_path: Path, also: str):
    cell = also.replace('"', '""')
    assert read_rows(write(tmp_path / "a.csv", f'text,theme,also\n文字,甲,"{cell}"\n'))[0].also == ("其他", "普法宣传")


@pytest.mark.parametrize("theme", ["甲;乙；丙", "甲|乙|丙", "甲\n乙\n丙", '["甲", "乙", "丙"]'])
def test_of_several_themes_in_a_cell_the_first_is_the_theme(tmp_path: Path, theme: str):
    cell = theme.replace('"', '""')
    row = read_rows(write(tmp_path / "a.csv", f'text,theme,also\n文字,"{cell}",丁、乙\n'))[0]
    assert (row.theme, row.also) == ("甲", ("乙", "丙", "丁"))


def test_a_comma_may_be_part_of_a_themes_name(tmp_path: Path):
    assert read_rows(write(tmp_path / "a.csv", 'text,theme\n文字,"复议、应诉,信访"\n'))[0].theme == "复议、应诉,信访"


@pytest.mark.parametrize("number", [3, 3.0])
def test_a_number_may_stand_for_a_theme(tmp_path: Path, number: float):
    assert read_rows(write(tmp_path / "a.jsonl", json.dumps({"text": "一", "theme": number})))[0].theme == "3"


def test_a_workbook_is_read(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (
        ["训练数据"],
        ["编号", "报告", "段落", "类别"],
        [1, "甲县报告", "开展普法", "普法宣传"],
        [2, None, "调解", "其他"],
    ):
        sheet.append(cells)
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"an open Excel leaves this")
    rows = read_rows(tmp_path)
    assert [(r.id, r.report, r.text, r.theme) for r in rows] == [
        ("1", "甲县报告", "开展普法", "普法宣传"),
        ("2", "甲县报告", "调解", "其他"),
    ]
    assert rows[1].place.endswith("a.xlsx, row 4")


def test_a_parquet_file_is_read(tmp_path: Path):
    columns = {"text": ["开展普法", None], "label": [["普法宣传", "其他"], ["其他"]]}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    told: list[DatasetError] = []
    rows = read_rows(tmp_path / "a.parquet", on_bad_row=told.append)
    assert [(r.text, r.theme, r.also) for r in rows] == [("开展普法", "普法宣传", ("其他",))]
    assert "row 2: has no text" in str(told[0])


def test_a_folder_is_read_in_order(tmp_path: Path):
    write(tmp_path / "b.jsonl", '{"text": "二", "theme": "x"}')
    write(tmp_path / "a.jsonl", '{"text": "一", "theme": "x"}')
    write(tmp_path / "note.txt", "no rows")
    assert [r.text for r in read_rows(tmp_path)] == ["一", "二"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", '{"text": "一", "theme": "x"}\n{"text": "", "theme": "x"}', "row 2: has no text"),
        ("a.jsonl", '{"text": "一"}', "row 1: has no theme"),
        ("a.jsonl", '{"text": 5, "theme": "x"}', "text is 5, not text"),
        ("a.jsonl", "{", "row 1: is not JSON"),
        ("a.jsonl", "[1]", "row 1: is not a JSON object"),
        ("a.jsonl", "", "no labelled rows"),
        ("a.jsonl", '{"text": "一", "theme": [3, {}]}', "theme is .3, {}., not the name of a theme or a list"),
        ("a.jsonl", '{"text": "一", "theme": true}', "theme is True, not text"),
        ("a.jsonl", '{"text": "一", "theme": 0.5}', "theme is 0.5, not text"),
        ("a.jsonl", '{"text": "一", "theme": []}', "row 1: has no theme"),
        (
            "a.csv",
            "甲,乙\n1,2\n",
            r"a\.csv: has no column for text; its columns are 甲, 乙; call one of them text or 文本",
        ),
        (
            "a.csv",
            "文本,乙\n1,2\n",
            "has no column for theme; its columns are 文本, 乙; call one of them theme or 标签",
        ),
        ("a.csv", "文本,主题\n一,二,甲\n", "row 2: has 3 cells, but the header has 2"),
        ("a.csv", "文本,主题\n话,;\n", "row 2: has no theme"),
        ("a.csv", 'text,theme\n"' + "长" * (LARGEST_CELL + 1) + '",x\n', "row 2 .line 2.: is not a row of a table"),
        ("a.txt", "一段话", "labelled rows are read from"),
        ("a.docx", "x", "labelled rows are read from"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, name: str, content: str, told: str):
    with pytest.raises(DatasetError, match=told):
        read_rows(write(tmp_path / name, content))


def test_every_row_that_cannot_be_read_is_told_and_left_out(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", '{"text": "一", "theme": "x"}\n{"text\n[]\n{"text": "二", "theme": "x"}\n')
    told: list[DatasetError] = []
    assert [r.place for r in read_rows(path, on_bad_row=told.append)] == [f"{path}, row 1", f"{path}, row 4"]
    assert [str(error).split(": ")[0] for error in told] == [f"{path}, row 2", f"{path}, row 3"]


def test_missing_and_undecodable_files_are_named(tmp_path: Path):
    with pytest.raises(DatasetError, match="there is no such file"):
        read_rows(tmp_path / "none.jsonl")
    (tmp_path / "bad.csv").write_bytes(b"text\xff\xff,theme\n")
    with pytest.raises(DatasetError, match=r"bad\.csv: is text in no known encoding"):
        read_rows(tmp_path / "bad.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError, match="holds no labelled files"):
        read_rows(tmp_path / "empty")


def test_the_fingerprint_is_of_content_and_not_of_order():
    one, two = LabelledRow("一", "x", place="a"), LabelledRow("二", "x")
    assert fingerprint([one, two]) == fingerprint([two, LabelledRow("一", "x", place="b")])
    assert fingerprint([one]) != fingerprint([LabelledRow("一", "y")])


def test_rows_without_a_report_stand_alone():
    assert LabelledRow("一", "x").group != LabelledRow("二", "x").group
    assert LabelledRow("一", "x", report="r").group == LabelledRow("二", "x", report="r").group


def test_bad_rows_are_left_out_where_somebody_listens(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", '{"text": "一", "theme": "x"}\n{"text": "", "theme": "x"}\n{"text": "三"}\n')
    told: list[str] = []
    rows = read_rows(path, on_bad_row=lambda error: told.append(str(error)))
    assert [r.text for r in rows] == ["一"]
    assert ["row 2: has no text" in told[0], "row 3: has no theme" in told[1]] == [True, True]
