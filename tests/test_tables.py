"""Tables of any kind to records: CSV, JSON lines, JSON, Parquet, and what no table is."""

from __future__ import annotations

import csv
import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import TableError
from classifier.spreadsheet_text import LARGEST_CELL, escape_formula
from classifier.tables import Record, find_columns, read_records
from classifier.tables.parquet import BATCH
from tests.table_reading import refused, values

WANTED = {"text": ("text", "文本", "内容"), "theme": ("theme", "主题", "标签"), "year": ("year", "年份")}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: bytes | str, name: str = "a.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


# -- columns


@pytest.mark.parametrize("name", ["text", " TEXT ", "Ｔｅｘｔ", "文本", "文 本", "\u3000内容"])
def test_a_column_is_known_by_any_of_its_names_whatever_their_case_and_width(name: str):
    assert find_columns(["编号", name], WANTED) == {"text": name}


def test_of_two_columns_for_one_field_the_surest_name_counts():
    assert find_columns(["内容", "文本"], WANTED)["text"] == "文本"


def test_a_needed_column_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(TableError, match="the table: has no column for text; its columns are 甲, 乙; call one of them"):
        find_columns(["甲", "乙"], WANTED, needed=["text"])


def test_a_wanted_column_that_is_there_twice_is_told():
    with pytest.raises(TableError, match="has 2 columns called '文本'; rename all but one"):
        find_columns(["文本", "文 本"], WANTED)


def test_long_headers_are_told_in_part():
    with pytest.raises(TableError) as caught:
        find_columns(["长" * 500] * 50, WANTED, needed=["text"])
    assert "长…" in str(caught.value)
    assert "and 30 more" in str(caught.value)
    assert len(str(caught.value)) < 600


# -- CSV


def test_all_columns_are_read_by_their_own_names(write: Write):
    assert list(read_records(write("a,b\n1,2\n"))) == [Record(2, {"a": "1", "b": "2"})]


def test_wanted_columns_are_read_by_their_field(write: Write):
    assert values(write("编号,主题,文本\n1,甲,话\n"), wanted=WANTED) == [{"text": "话", "theme": "甲"}]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ","),
        ("gb18030", ","),
        ("gbk", ";"),
        ("utf-16", "\t"),
        ("utf-8", "\t"),
        ("utf-32", ","),
    ],
)
def test_tables_are_read_as_excel_saves_them(write: Write, encoding: str, mark: str):
    path = write(f'文本{mark}标签\r\n"第一行\r\n第二行，普法{mark}"{mark}普法宣传\r\n', encoding=encoding)
    assert values(path) == [{"文本": f"第一行\n第二行，普法{mark}", "标签": "普法宣传"}]


def test_a_character_that_only_gb18030_has_is_kept(write: Write):
    assert values(write("文本,标签\n朱镕到硚口㐂,甲\n", encoding="gb18030"))[0]["文本"] == "朱镕到硚口㐂"


def test_the_number_of_a_row_is_the_one_that_excel_shows(write: Write):
    path = write('text,theme\n"a\nb",x\n\n,\nc,y\n')
    assert [(r.number, r.values["text"]) for r in read_records(path)] == [(2, "a\nb"), (5, "c")]


def test_commas_in_texts_do_not_make_a_table_of_tabs_one_of_commas(write: Write):
    path = write("文本\t标签\n一,二,三,四,五\t甲\n", "a.csv")
    assert values(path) == [{"文本": "一,二,三,四,五", "标签": "甲"}]
    assert values(path, wanted=WANTED) == [{"text": "一,二,三,四,五", "theme": "甲"}]


@pytest.mark.parametrize("wanted", [None, WANTED])
def test_lines_above_the_header_are_passed_over(write: Write, wanted: Any):
    path = write("2023年法治建设台账,\n,\n文本,标签\n话,甲\n")
    found = list(read_records(path, wanted=wanted))
    assert [(r.number, *r.values.values()) for r in found] == [(4, "话", "甲")]


def test_a_title_with_the_name_of_one_column_is_not_the_header(write: Write):
    path = write("年份,2023\n文本,标签\n话,甲\n")
    assert values(path, wanted=WANTED) == [{"text": "话", "theme": "甲"}]


def test_a_table_of_one_column_is_a_table(write: Write):
    assert values(write("文本\n普法\n执法\n")) == [{"文本": "普法"}, {"文本": "执法"}]


def test_a_short_row_has_blank_cells(write: Write):
    assert values(write("文本,标签,年份\n话,甲\n"), wanted=WANTED) == [{"text": "话", "theme": "甲", "year": None}]


def test_a_row_with_more_cells_than_the_header_is_refused(write: Write):
    told = refused(write("文本,标签\n话,甲\n一,二,甲\n"))
    assert "row 3: has 3 cells, but the header has 2; put quotation marks around" in told
    assert values(write("文本,标签\n话,甲,,\n")) == [{"文本": "话", "标签": "甲"}]


def test_bad_rows_are_left_out_where_somebody_listens(write: Write):
    told: list[tuple[int, str]] = []
    path = write("文本,标签\n一,二,甲\n话,甲\n")
    assert values(path, on_bad_row=lambda *bad: told.append(bad)) == [{"文本": "话", "标签": "甲"}]
    assert told[0][0] == 2


def test_a_quotation_mark_left_open_is_refused_and_does_not_swallow_the_rest(write: Write):
    assert "row 2 (line 3): is not a row of a table (unexpected end of data)" in refused(write('a,b\n"一,甲\n二,乙\n'))
    assert "close the quotation mark" in refused(write('a,b\n"一"二,甲\n'))


def test_a_cell_that_no_csv_should_hold_is_refused(write: Write):
    assert "or save the table as .jsonl" in refused(write(f'a,b\n"{"x" * (LARGEST_CELL + 1)}",甲\n'))


def test_quotation_marks_inside_a_cell_are_text(write: Write):
    assert values(write('a,b\n“法治”和"普法",甲\n'))[0]["a"] == '“法治”和"普法"'


def test_what_our_writers_escape_is_given_back(write: Write):
    assert values(write("a,b\n'=1+1,''-2\n=A1,'引文'\n")) == [{"a": "=1+1", "b": "'-2"}, {"a": "=A1", "b": "'引文'"}]


def test_a_table_without_a_header_is_refused(write: Write):
    told = refused(write("开展普法,普法宣传\n检查执法,行政执法\n"), wanted=WANTED, needed=["text"])
    assert "has no column for text; its columns are 开展普法, 普法宣传; call one of them text or 文本" in told
    assert told.endswith("the first row must name the columns")


def test_a_table_with_none_of_the_wanted_columns_is_refused(write: Write):
    assert "none of its columns is known: 甲, 乙" in refused(write("甲,乙\n1,2\n"), wanted=WANTED)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", ""),
        ("a.csv", "\n\n"),
        ("a.csv", ",,\n,,\n"),
        ("a.csv", "\ufeff"),
        ("a.jsonl", ""),
        ("a.jsonl", "\n \n"),
    ],
)
def test_an_empty_table_has_no_records(write: Write, name: str, content: str):
    assert values(write(content, name), wanted=WANTED, needed=["text"]) == []


def test_a_line_without_end_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.tables.lines.LONGEST", 100)
    assert "line 2: has more than 100 characters" in refused(write("a,b\n" + "长" * 101))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,\0\n", "is a binary file, not text (a NUL at character 6)"),
        ("a,b\n1,\0\n".encode("utf-16"), "a NUL at character 6"),
        (b"a,b\n\xff\xff,2\n", "is text in no known encoding (byte 4 "),
        (b"\xef\xbb\xbfa,b\n\xff,2\n", "is marked as utf-8 but byte 7 "),
        (b"a\x01,\x02\n", "2 control characters, the first at character 1"),
    ],
)
def test_bytes_that_are_no_text_are_refused(write: Write, content: bytes, told: str):
    assert told in refused(write(content))


# -- JSON


def test_json_lines_are_numbered_by_line(write: Write):
    path = write('{"a": 1, "b": [1, {"c": null}]}\n\n{"a": "二"}\n', "a.jsonl")
    assert list(read_records(path)) == [Record(1, {"a": 1, "b": [1, {"c": None}]}), Record(3, {"a": "二"})]


@pytest.mark.parametrize("layout", [{"indent": 2}, {"separators": (",", ":")}])
def test_a_list_of_objects_is_read_one_by_one(write: Write, layout: dict[str, Any]):
    records = [{"text": f"第{i}段：" + "普法，" * (i % 7 * 3000), "n": i} for i in range(60)]
    path = write(json.dumps(records, ensure_ascii=False, **layout), "a.json")
    assert list(read_records(path)) == [Record(i, record) for i, record in enumerate(records, 1)]


def test_an_empty_list_has_no_records(write: Write):
    assert values(write(" [ ] ", "a.json")) == []


def test_members_are_found_in_each_object_by_itself(write: Write):
    path = write('{"文本": "话", "x": 1}\n{"TEXT": "语", "theme": ["甲"]}\n', "a.jsonl")
    assert values(path, wanted=WANTED) == [{"text": "话"}, {"text": "语", "theme": ["甲"]}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "row 1: is not JSON (Expecting"),
        ('{"a": 1}\n{"a": 1]\n', "row 2: is not JSON ("),
        ('{"a": 1}\n"text"\n', "row 2: is not a JSON object"),
        ('[{"a": 1}, 2]', "row 2: is not a JSON object"),
        ('[{"a": 1}, {"a": ', "row 2: is not JSON ("),
        ('[{"a": 1}', "row 2: is not JSON (Expecting value"),
        ("{" * 100_000, "row 1: is not JSON ("),
        ('{"a": ' + "[" * 100_000, "row 1: is not JSON ("),
        ("[" * 100_000, "row 1: is not JSON ("),
        ('{"a": ' + "9" * 5000 + "}", "row 1: is not JSON (Exceeds the limit"),
    ],
)
def test_broken_json_is_named_with_its_row(write: Write, content: str, told: str):
    assert told in refused(write(content, "a.jsonl"))


def test_an_object_without_a_needed_member_is_a_bad_row(write: Write):
    path = write('{"文本": "话"}\n{"b": 1, "c": 2}\n{"text": "语", "Text": "言"}\n', "a.jsonl")
    told: list[tuple[int, str]] = []
    found = values(path, wanted=WANTED, needed=["text"], on_bad_row=lambda *bad: told.append(bad))
    assert found == [{"text": "话"}]
    assert told[0] == (2, "has no column for text; its columns are b, c; call one of them text or 文本 or 内容")
    assert told[1] == (3, "has 2 columns called 'text'; rename all but one")


@pytest.mark.parametrize(("content", "name"), [('{{"a": "{}"}}', "a.jsonl"), ('[{{"a": "{}"}}]', "a.json")])
def test_half_a_character_is_replaced(write: Write, content: str, name: str):
    assert values(write(content.format(r"\ud83d话\ud83d\ude00"), name)) == [{"a": "\ufffd话😀"}]


def test_a_list_with_an_object_beyond_memory_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.tables.jsonl.LONGEST", 1000)
    assert "row 1: is too long" in refused(write('[{"a": "' + "长" * 1_000_000 + '"}]', "a.json"))


# -- Parquet


def parquet(path: Path, **columns: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=700)
    return path


def test_a_parquet_file_is_read_batch_by_batch(tmp_path: Path):
    path = parquet(tmp_path / "a.parquet", text=[f"第{i}段" for i in range(3000)], n=range(3000), x=[None] * 3000)
    found = list(read_records(path))
    assert found[BATCH] == Record(BATCH + 1, {"text": f"第{BATCH}段", "n": BATCH, "x": None})
    assert len(found) == 3000
    assert values(path, wanted=WANTED)[:2] == [{"text": "第0段"}, {"text": "第1段"}]


def test_a_folder_of_parquet_files_is_one_table(tmp_path: Path):
    folder = tmp_path / "rows.parquet"
    (folder / "year=2023").mkdir(parents=True)
    parquet(folder / "year=2023" / "part-1.parquet", 文本=["三"])
    parquet(folder / "part-0.snappy.parquet", 文本=["一", "二"])
    (folder / "_metadata.parquet").write_bytes(b"about")
    (folder / "_SUCCESS").write_bytes(b"")
    assert list(read_records(folder, wanted=WANTED, needed=["text"])) == [
        Record(i, {"text": text}) for i, text in enumerate("一二三", 1)
    ]


def test_texts_that_were_written_as_bytes_are_texts(tmp_path: Path):
    path = parquet(tmp_path / "a.parquet", text=pyarrow.array(["普法".encode()], pyarrow.binary()))
    assert values(path) == [{"text": "普法"}]


def test_values_of_parquet_keep_their_types(tmp_path: Path):
    path = parquet(tmp_path / "a.parquet", theme=pyarrow.array(["甲", "甲"]).dictionary_encode(), also=[["乙"], []])
    assert values(path) == [{"theme": "甲", "also": ["乙"]}, {"theme": "甲", "also": []}]


@pytest.mark.parametrize("cut", [4, 8, 100, -20, -9, -4])
def test_a_cut_parquet_file_is_refused(tmp_path: Path, cut: int):
    path = parquet(tmp_path / "a.parquet", text=["普法"] * 900)
    path.write_bytes(path.read_bytes()[:cut])
    assert "is a damaged Parquet file (" in refused(path)


def test_a_parquet_file_with_damaged_rows_is_refused(tmp_path: Path):
    path = parquet(tmp_path / "a.parquet", text=[f"普法{i}" for i in range(900)])
    content = bytearray(path.read_bytes())
    content[4:400] = bytes(396)
    path.write_bytes(content)
    assert "is a damaged Parquet file (" in refused(path)


def test_parquet_without_the_wanted_columns_is_refused(tmp_path: Path):
    path = parquet(tmp_path / "a.parquet", 甲=[1])
    assert "has no column for text; its columns are 甲" in refused(path, wanted=WANTED, needed=["text"])
    assert "none of its columns is known: 甲" in refused(path, wanted=WANTED)


def test_a_folder_without_tables_is_refused(tmp_path: Path):
    assert "is a folder without Parquet files" in refused(tmp_path)


def test_without_pyarrow_the_cure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = parquet(tmp_path / "a.parquet", text=["x"])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "run: pip install 'fazhi-classifier[parquet]'" in refused(path)


# -- what kind it is


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx", "a.xls", "a", "a.txt"])
def test_a_table_of_text_is_known_by_its_bytes(write: Write, name: str):
    assert values(write("文本\t标签\n话\t甲\n", name)) == [{"文本": "话", "标签": "甲"}]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.xlsx"])
@pytest.mark.parametrize("content", ['{"a": 1}\n', '[\n  {"a": 1}\n]', '\ufeff [{"a":1}]'])
def test_json_is_known_by_its_bytes(write: Write, name: str, content: str):
    assert values(write(content, name)) == [{"a": 1}]


def test_parquet_is_known_by_its_bytes(tmp_path: Path):
    assert values(parquet(tmp_path / "a.csv", a=[1])) == [{"a": 1}]


def test_a_header_in_brackets_is_not_json(write: Write):
    assert values(write("[文本],{标签}\n话,甲\n")) == [{"[文本]": "话", "{标签}": "甲"}]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "is an old Excel file (.xls); open it in Excel and save it as .xlsx"),
        (OLE + bytes(1 << 20) + "EncryptedPackage".encode("utf-16-le"), "is protected by a password; open it in Excel"),
        (OLE + "WordDocument".encode("utf-16-le"), "is an old Word file"),
        (b"%PDF-1.4", "is a PDF file"),
        (b"\x1f\x8b\x08", "is a gzip archive; unpack it"),
        (
            b"<html><table><tr><td>a</td></tr></table></html>",
            "is a web page or XML file, whatever its name; open it in",
        ),
        ('\ufeff<?xml version="1.0"?><Workbook/>'.encode(), "is a web page or XML file"),
        (b"PK\3\4" + bytes(100), "is a damaged Excel file, or an archive cut short"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(write: Write, content: bytes, told: str):
    assert told in refused(write(content, "a.xlsx"))


def test_a_path_that_is_no_file_is_refused(tmp_path: Path):
    assert "cannot be read (No such file or directory); check the path" in refused(tmp_path / "none.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is not a regular file" in refused(tmp_path / "pipe.csv")
    with pytest.raises(TableError, match="NUL character in its name"):
        list(read_records("a\0b.csv"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file at hand that fails to be read")
def test_a_file_that_the_disk_does_not_give_is_named():
    assert "cannot be read (Input/output error); check the disk" in refused(Path("/proc/self/mem"))


# -- whatever is written comes back

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20)
CELLS = st.lists(st.lists(TEXTS, min_size=3, max_size=3).filter(lambda row: any(c.strip() for c in row)), max_size=8)


@given(CELLS, st.sampled_from([(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "gb18030")]))
def test_csv_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, rows: Any, saved: tuple[str, str]):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding=saved[1], newline="") as sink:
        writer = csv.writer(sink, delimiter=saved[0], lineterminator="\r\n")
        writer.writerow(["文本", "标签", "注"])
        writer.writerows([escape_formula(cell) for cell in row] for row in rows)
    assert [[*found.values()] for found in values(path)] == rows


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(TEXTS, JSON_VALUES, max_size=4), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_json_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, records: Any, lines: bool, ascii_only: bool
):
    path = tmp_path_factory.mktemp("json") / "a.json"
    written = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    path.write_text("\n".join(written) if lines else f"[{','.join(written)}]", encoding="utf-8")
    assert values(path) == records


@given(st.lists(st.tuples(TEXTS | st.none(), st.integers(-(2**40), 2**40) | st.none()), max_size=20))
def test_parquet_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, rows: Any):
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    texts = pyarrow.array([text for text, _ in rows], pyarrow.string())
    numbers = pyarrow.array([number for _, number in rows], pyarrow.int64())
    pyarrow.parquet.write_table(pyarrow.table({"text": texts, "n": numbers}), path)
    assert values(path) == [{"text": text, "n": number} for text, number in rows]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.mktemp("any") / "a.csv"
    for head in (b"", b"PK\3\4", b"PAR1", b"[{", b"{", b"\xff\xfe"):
        path.write_bytes(head + content)
        try:
            list(read_records(path))
        except TableError as error:
            assert str(error).startswith(str(path))


# -- memory


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json"])
def test_memory_does_not_grow_with_the_table(tmp_path: Path, kind: str):
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.{kind}"
        line = {
            "csv": "{},普法宣传活动\n",
            "jsonl": '{{"a": {}, "b": "普法宣传活动"}}\n',
            "json": '{{"a": {}, "b": "普法宣传活动"}},\n',
        }
        with path.open("w", encoding="utf-8") as sink:
            sink.write({"csv": "a,b\n", "jsonl": "", "json": "["}[kind])
            sink.writelines(line[kind].format(i) for i in range(rows))
            sink.write('{"a": 0}]' if kind == "json" else "")
        tracemalloc.start()
        assert sum(1 for _ in read_records(path)) >= rows
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    small = peak(10_000)
    assert peak(50_000) < small * 1.2 + 100_000
