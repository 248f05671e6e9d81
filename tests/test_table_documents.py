"""Documents from a table: paragraphs that somebody has split, and whole reports in cells."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents import Document
from classifier.documents.table import read_table_documents, read_year
from classifier.errors import TableError
from classifier.paragraphs import split_document

REPORT = """云泽县2023年法治政府建设工作报告
2023年，云泽县认真贯彻上级部署，现将情况报告如下。
一、主要工作
全年办结行政复议案件三十二件，无一超期。
二、下一步打算
继续推进一网通办，压缩行政审批时限。
云泽县人民政府
2024年1月20日"""


def write(path: Path, *records: dict[str, Any]) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
        return path
    names = list(dict.fromkeys(name for record in records for name in record))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as sink:
            writer = csv.DictWriter(sink, names)
            writer.writeheader()
            writer.writerows(records)
        return path
    book = openpyxl.Workbook()
    for row in (names, *([record.get(name) for name in names] for record in records)):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def read(path: Path, *records: dict[str, Any]) -> list[Document]:
    return list(read_table_documents(write(path, *records)))


def paragraphs(document: Document) -> list[tuple[str, str, str]]:
    return [(p.section, p.role, p.text) for p in split_document(document).paragraphs]


# -- which rows are one document


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.xlsx"])
def test_rows_with_the_same_document_are_one(tmp_path: Path, name: str):
    rows = [("甲县报告", "一段话。"), ("甲县报告", "又一段话。"), ("乙县报告", "别的话。")]
    found = read(tmp_path / name, *({"文件": document, "文本": text} for document, text in rows))
    assert [(d.path, d.text) for d in found] == [("甲县报告", "一段话。\n又一段话。"), ("乙县报告", "别的话。")]


def test_without_documents_every_row_is_one_called_by_its_row_or_id(tmp_path: Path):
    path = tmp_path / "a.csv"
    assert [d.path for d in read(path, {"text": "话"}, {"text": "语"})] == [f"{path}#2", f"{path}#3"]
    assert [d.path for d in read(path, {"text": "话", "编号": "A-7"}, {"text": "语"})] == [f"{path}#A-7", f"{path}#3"]


def test_rows_without_a_document_stand_alone_between_others(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    found = read(
        path, {"text": "一", "document": "甲"}, {"text": "二"}, {"text": "三"}, {"text": "四", "document": "乙"}
    )
    assert [d.path for d in found] == ["甲", f"{path}#2", f"{path}#3", "乙"]


def test_rows_with_the_same_id_that_stand_alone_are_not_one_document(tmp_path: Path):
    assert [d.text for d in read(tmp_path / "a.jsonl", {"text": "一", "id": 1}, {"text": "二", "id": 1})] == [
        "一",
        "二",
    ]


def test_rows_of_one_document_that_do_not_follow_each_other_are_refused(tmp_path: Path):
    path = write(tmp_path / "a.csv", *({"document": d, "text": "话"} for d in ("甲", "乙", "甲")))
    documents = read_table_documents(path)
    assert [next(documents).path, next(documents).path] == ["甲", "乙"]
    with pytest.raises(TableError, match=r"a\.csv, row 4: belongs to '甲', whose other rows stand elsewhere; sort"):
        next(documents)


def test_a_document_beyond_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.documents.table.LARGEST", 10)
    with pytest.raises(TableError, match="row 3: with it a document has more than 10 characters"):
        read(tmp_path / "a.jsonl", *[{"document": "县", "text": "四个字。"}] * 9)


def test_documents_come_before_the_table_is_read_to_its_end(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", {"text": "一"}, {"text": "二"})
    path.write_text(path.read_text(encoding="utf-8") + "\n{broken", encoding="utf-8")
    documents = read_table_documents(path, on_skipped=lambda *_: None)
    assert next(documents).text == "一"


# -- what a document tells


def test_title_region_and_year_are_those_of_the_first_row_that_has_any(tmp_path: Path):
    told = {"document": "a", "text": "话", "标题": "年度报告", "地区": "云泽县", "年份": "2023年"}
    document = read(tmp_path / "a.csv", {"document": "a", "text": "话"}, told)[0]
    assert (document.title, document.region, document.year) == ("年度报告", "云泽县", 2023)


def test_region_and_year_are_read_from_the_title_or_the_documents_name(tmp_path: Path):
    title = "云泽县2023年法治政府建设工作报告"
    for told in ({"title": title}, {"document": title}):
        document = read(tmp_path / "a.jsonl", {"text": "话", **told})[0]
        assert (document.title, document.region, document.year) == (title, "云泽县", 2023)


def test_what_a_paragraph_or_the_tables_name_mentions_is_not_what_a_document_is_about(tmp_path: Path):
    document = read(tmp_path / "云泽县2023年报告.jsonl", {"text": "2021年，桐垭县坚持依法行政，成效明显。"})[0]
    assert (document.title, document.region, document.year) == ("", "", None)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2023, 2023), (2023.0, 2023), ("2023", 2023), (" 2023年 ", 2023), ("2023年度", 2023), ("２０２３ 年", 2023),
        ("2023.0", 2023), ("二〇二三年", 2023), ("二○二三", 2023), (date(2023, 1, 5), 2023), (datetime(2023, 1, 5, 8), 2023),
        ("2023-01-05", 2023), ("2023/1/5 8:00", 2023), (None, None), ("", None), ("\u3000", None),
    ],
)  # fmt: skip
def test_a_year_is_read_however_it_is_written(cell: object, year: int | None):
    assert read_year(cell) == year


@pytest.mark.parametrize(
    "cell", ["去年", 23, 202, 20233, 1.5, True, "2022-2023", "2023年1季度", "三千年", [2023], 3023]
)
def test_what_is_no_year_is_told(tmp_path: Path, cell: object):
    told: list[tuple[int, str]] = []
    path = write(tmp_path / "a.jsonl", {"text": "一", "year": cell}, {"text": "二"})
    assert [d.text for d in read_table_documents(path, on_skipped=lambda *s: told.append(s))] == ["二"]
    assert told == [(1, f"year is {cell!r}; write it as 2023, or leave it empty")]


# -- given paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "一、主要工作",
        "【打印本页】",
        "2024年1月20日",
        "云泽县人民政府",
        "加强领导",
        "附件：",
        "索引号：123",
        "第3页",
        "第一行\n第二行",
    ],
)
def test_a_given_paragraph_is_one_whatever_it_looks_like(tmp_path: Path, text: str):
    document = read(
        tmp_path / "a.jsonl", *({"document": "a", "text": t} for t in (text, "全年办结案件三十二件。", text))
    )[0]
    found = split_document(document)
    assert [p.text for p in found.paragraphs] == [text, "全年办结案件三十二件。", text]
    assert found.omissions == []
    assert all(document.text[p.start : p.end] == p.text for p in found.paragraphs)


def test_a_given_section_is_that_of_the_paragraph(tmp_path: Path):
    rows = [("一、主要工作", "办结案件三十二件。"), ("一、主要工作", "组织讲座。"), ("", "话。")]
    document = read(tmp_path / "a.csv", *({"document": "a", "章节": s, "text": t} for s, t in rows))[0]
    assert paragraphs(document) == [(s, "成效", t) for s, t in rows]


def test_the_role_of_a_given_paragraph_comes_from_its_section(tmp_path: Path):
    sections = [
        "三、存在问题",
        "四、下一步打算 > （一）机制",
        "一、主要工作",
        "党政主要负责人履行推进法治建设第一责任人职责情况",
    ]
    document = read(tmp_path / "a.jsonl", *({"document": "a", "section": s, "text": "完善制度。"} for s in sections))[0]
    assert [role for _, role, _ in paragraphs(document)] == ["问题", "计划", "成效", "履职"]


def test_turning_words_give_the_role_of_a_given_paragraph(tmp_path: Path):
    texts = ["2023年，全县深入贯彻习近平法治思想。", "但工作中还存在一些问题和不足。", "下一步，我县将完善制度。"]
    found = [paragraphs(d)[0][1] for d in read(tmp_path / "a.jsonl", *({"text": text} for text in texts))]
    assert found == ["成效", "问题", "计划"]


def test_a_given_plan_is_full_of_plans(tmp_path: Path):
    document = read(tmp_path / "a.jsonl", {"title": "云泽县2024年普法工作计划", "text": "组织法治讲座。"})[0]
    assert paragraphs(document)[0][1] == "计划"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=8))
def test_every_text_that_says_something_is_one_paragraph(tmp_path_factory: pytest.TempPathFactory, texts: list[str]):
    path = tmp_path_factory.mktemp("table") / "a.jsonl"
    path.write_text("\n".join(json.dumps({"document": "a", "text": text}) for text in ["开头。", *texts]))
    document = next(read_table_documents(path, on_skipped=lambda *_: None))
    found = split_document(document).paragraphs
    assert [p.text for p in found] == ["开头。", *(text.strip() for text in texts if text.strip())]
    assert all(document.text[p.start : p.end] == p.text for p in found)


# -- whole reports in cells


@pytest.mark.parametrize("told", [{}, {"document": "a"}])
def test_a_report_in_one_cell_is_read_like_a_text_file(tmp_path: Path, told: dict[str, str]):
    document = read(tmp_path / "a.xlsx", {"text": REPORT, **told})[0]
    assert (document.title, document.region, document.year, document.date, document.issuer) == (
        "云泽县2023年法治政府建设工作报告",
        "云泽县",
        2023,
        "2024-01-20",
        "云泽县人民政府",
    )
    assert [(section, role) for section, role, _ in paragraphs(document)] == [
        ("", "导语"),
        ("一、主要工作", "成效"),
        ("二、下一步打算", "计划"),
    ]


def test_what_the_columns_tell_outweighs_the_report(tmp_path: Path):
    document = read(tmp_path / "a.jsonl", {"text": REPORT, "title": "题", "region": "某县", "year": 2022})[0]
    assert (document.title, document.region, document.year) == ("题", "某县", 2022)


def test_a_paragraph_in_two_lines_is_not_taken_for_a_report(tmp_path: Path):
    assert paragraphs(read(tmp_path / "a.jsonl", {"text": "首页\n加强领导"})[0]) == [("", "成效", "首页\n加强领导")]


# -- rows that are left out


def test_rows_without_text_are_told_and_left_out(tmp_path: Path):
    records = [{"document": "a", "text": t} for t in ("话", " ", None, 5, "语")]
    told: list[tuple[int, str]] = []
    path = write(tmp_path / "a.jsonl", *records)
    assert [d.text for d in read_table_documents(path, on_skipped=lambda *s: told.append(s))] == ["话\n语"]
    assert told == [(2, "has no text"), (3, "has no text"), (4, "text is 5, not text")]


def test_without_a_listener_one_warning_counts_them(tmp_path: Path):
    path = write(tmp_path / "a.csv", {"id": 1, "text": ""}, {"id": 2, "text": "话"}, {"id": 3, "text": ""})
    with pytest.warns(UserWarning, match=r"a\.csv: 2 rows were left out, the first: row 2 has no text"):
        assert len(list(read_table_documents(path))) == 1


def test_rows_that_cannot_be_read_are_left_out_too(tmp_path: Path):
    told: list[tuple[int, str]] = []
    (tmp_path / "a.csv").write_text("文本,年份\n一,二,2023\n话,2023\n", encoding="utf-8")
    found = list(read_table_documents(tmp_path / "a.csv", on_skipped=lambda *s: told.append(s)))
    assert [d.text for d in found] == ["话"]
    assert told[0][1].startswith("has 3 cells, but the header has 2")


def test_a_table_without_texts_is_refused(tmp_path: Path):
    with pytest.raises(TableError, match="has no column for text; its columns are 甲, 乙"):
        read(tmp_path / "a.csv", {"甲": 1, "乙": 2})


def test_a_named_sheet_is_read(tmp_path: Path):
    book = openpyxl.Workbook()
    for name, text in (("一月", "话"), ("二月", "语")):
        sheet = book.create_sheet(name)
        sheet.append(["编号", "文本"])
        sheet.append([1, text])
    book.save(tmp_path / "a.xlsx")
    found = list(read_table_documents(tmp_path / "a.xlsx", sheet="二月"))
    assert [(d.path, d.text) for d in found] == [(f"{tmp_path / 'a.xlsx'}#1", "语")]
