"""Files for people who label, and the same items read back from them."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.dataset import read_rows
from classifier.errors import OutputError
from classifier.labelling.codebook import Entry
from classifier.labelling.exporting import read_labels
from classifier.labelling.items import Item, clean_items, has_other_text, make_id
from classifier.labelling.labelled_rows import write_labelled
from classifier.labelling.reading import read_codebook
from classifier.labelling.workbooks import write_label_workbook
from classifier.labelling.writing import FORMS, check_target, write_items
from classifier.writers.chinese import THEMES as SHIPPED
from tests import hostile_rows

THEMES = ["普法宣传", "行政执法", "调解、信访", "其他"]
FULL = Item(
    "开展宪法宣传周活动，组织法治讲座。", report="甲县/2021.txt", heading="一、主要工作 > （一）普法", number=3,
    before="一、加强普法。", theme="普法宣传", also=("行政执法", "调解、信访"), guess="其他", score=0.431234, reason="把握最低",
    note="拿不准", annotator="张三", source="heading", split="train", kind="annual report",
)  # fmt: skip

themes = st.sampled_from(THEMES)
items = st.builds(
    Item,
    text=hostile_rows.texts,
    report=hostile_rows.texts,
    heading=hostile_rows.texts,
    number=st.none() | st.integers(1, 10**6),
    before=hostile_rows.texts,
    theme=themes,
    also=st.lists(themes, max_size=3).map(tuple),
    guess=st.just("") | themes,
    score=st.none() | hostile_rows.scores,
    reason=hostile_rows.texts,
    note=hostile_rows.texts,
    annotator=hostile_rows.texts,
    source=hostile_rows.texts,
    split=st.sampled_from(["", "train", "test"]),
    kind=hostile_rows.texts,
)


def through(folder: Path, form: str, *given: Item) -> list[Item]:
    path = folder / f"todo{FORMS[form]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of texts that go into a sheet of their own
        write_items(given, path, themes=THEMES, form=form)
    return read_labels(path)


@pytest.mark.parametrize("form", FORMS)
def test_items_come_back_from_every_format(tmp_path: Path, form: str):
    bare = Item("调解邻里纠纷十二件。", report="甲县/2021.txt", number=4)
    assert through(tmp_path, form, FULL, bare) == clean_items([FULL, bare])


@settings(max_examples=25, deadline=None)
@given(form=st.sampled_from([*FORMS]), found=st.lists(items, min_size=1, max_size=4))
def test_hostile_items_come_back_as_they_went(tmp_path_factory: pytest.TempPathFactory, form: str, found: list[Item]):
    expected = clean_items(found)
    if expected:
        assert through(tmp_path_factory.mktemp("items"), form, *found) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["法" * 32_767, "法" * 40_000, "😀" * 17_000, "=1+1" * 9000], ids=["full", "long", "wide", "sums"]
)
def test_a_long_text_comes_back_whole(tmp_path: Path, form: str, text: str):
    assert [item.text for item in through(tmp_path, form, Item(text))] == [text]


def test_a_label_that_is_not_there_yet_stays_away(tmp_path: Path):
    for form in FORMS:
        assert [item.theme for item in through(tmp_path, form, replace(FULL, theme="", also=()))] == [""]


def test_no_text_becomes_a_formula(tmp_path: Path):
    with pytest.warns(UserWarning, match="whole in a sheet of their own"):
        write_label_workbook(
            [Item(text, note=text, report=text) for text in hostile_rows.TEXTS], THEMES, tmp_path / "a.xlsx"
        )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_text_that_begins_like_a_formula_stays_text_when_it_is_edited(tmp_path: Path):
    write_label_workbook([Item("=1+1"), Item("开展普法。")], THEMES, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["标注"]
    assert [bool(sheet.cell(row, 3).quotePrefix) for row in (2, 3)] == [True, False]


def test_the_same_items_give_the_same_bytes(tmp_path: Path):
    for name in ("a.xlsx", "b.xlsx"):
        write_label_workbook([FULL], THEMES, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# -- the workbook


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    write_label_workbook([FULL, Item("调解邻里纠纷十二件。")], THEMES, tmp_path / "todo.xlsx")
    return openpyxl.load_workbook(tmp_path / "todo.xlsx")


def test_themes_are_chosen_from_a_list_that_grows_with_the_sheet_of_themes(book: openpyxl.Workbook):
    lists = {str(v.sqref): v for v in book["标注"].data_validations.dataValidation}
    assert lists["A2:A1003"].formula1.startswith("OFFSET('主题'!$A$2,0,0,")
    assert (lists["A2:A1003"].showErrorMessage, lists["A2:A1003"].errorStyle) == (True, None)  # None is stop
    assert lists["B2:B1003"].errorStyle == "information"


def test_an_id_is_not_typed_over(book: openpyxl.Workbook):
    guard = next(v for v in book["标注"].data_validations.dataValidation if v.type == "custom")
    assert (str(guard.sqref), guard.formula1) == ("M2:M1003", "FALSE")


def test_the_header_is_locked_and_cells_are_not(book: openpyxl.Workbook):
    sheet = book["标注"]
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row)


def test_a_row_is_unlocked_to_the_last_column_or_it_could_not_be_deleted(book: openpyxl.Workbook):
    rows = book["标注"].row_dimensions
    assert [rows[row].protection.locked for row in (2, 3)] == [False, False]


def test_people_may_sort_filter_insert_and_delete_without_a_password(book: openpyxl.Workbook):
    told = book["标注"].protection
    assert told.sheet
    assert not told.password
    # of a protected sheet True says that it is forbidden
    assert not any((told.sort, told.autoFilter, told.insertRows, told.deleteRows, told.formatColumns))
    assert told.deleteColumns
    assert told.insertColumns


def test_the_header_stays_in_sight_and_columns_without_content_do_not(book: openpyxl.Workbook, tmp_path: Path):
    assert book["标注"].freeze_panes == "C2"
    assert book["标注"].print_title_rows == "$1:$1"
    write_label_workbook([Item("开展普法。")], THEMES, tmp_path / "b.xlsx")
    bare = openpyxl.load_workbook(tmp_path / "b.xlsx")["标注"]
    hidden = {cell.value for cell in bare[1] if bare.column_dimensions[cell.column_letter].hidden}
    assert {"模型建议", "章节"} <= hidden
    assert not {"主题", "正文", "备注", "标注人", "编号"} & hidden


def test_shipped_themes_are_explained_and_others_left_to_be_filled_in(tmp_path: Path):
    write_label_workbook([FULL], [*SHIPPED, "我的主题"], tmp_path / "a.xlsx")
    entries = {entry.theme: entry for entry in read_codebook(tmp_path / "a.xlsx")}
    assert all(all(entries[theme]) for theme in SHIPPED)
    assert entries["我的主题"] == Entry("我的主题")


def test_a_given_definition_is_kept(tmp_path: Path):
    entry = Entry("水利", "水的事。", "路不算。", "修渠一条。")
    write_label_workbook([FULL], [entry, "其他"], tmp_path / "a.xlsx")
    assert read_codebook(tmp_path / "a.xlsx")[0] == entry


# -- tools


def test_label_studio_gets_tasks_with_predictions_and_an_interface(tmp_path: Path):
    write_items([replace(FULL, theme="", also=())], tmp_path / "todo.json", themes=["甲<乙", "其他"])
    (task,) = json.loads((tmp_path / "todo.json").read_text(encoding="utf-8"))
    assert task["data"]["row_id"] == make_id(FULL.text, report=FULL.report, number=FULL.number)
    assert task["predictions"][0]["result"][0]["value"] == {"choices": ["其他"]}
    assert task["predictions"][0]["score"] == 0.431234
    assert task["annotations"] == []
    interface = (tmp_path / "todo.interface.xml").read_text(encoding="utf-8")
    assert '<Choice value="甲&lt;乙"/>' in interface


def test_doccano_gets_lines_with_labels(tmp_path: Path):
    write_items([FULL], tmp_path / "todo.jsonl", themes=THEMES, form="doccano")
    line = json.loads((tmp_path / "todo.jsonl").read_text(encoding="utf-8"))
    assert line["label"] == ["普法宣传", "行政执法", "调解、信访"]
    assert "id" not in line


def test_a_suffix_that_names_no_format_is_refused(tmp_path: Path):
    with pytest.raises(OutputError, match="names no format of labels"):
        check_target(tmp_path / "todo.docx")


def test_an_interface_that_is_there_is_not_overwritten(tmp_path: Path):
    (tmp_path / "todo.interface.xml").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"todo\.interface\.xml: is there already"):
        check_target(tmp_path / "todo.json")


# -- ids


def test_an_id_does_not_depend_on_white_space():
    assert make_id("开展 普法。\n", report="a", number=1) == make_id("开展普法。", report="a", number=1)


def test_an_id_tells_another_text():
    name = make_id("开展普法。", report="a", number=1)
    assert has_other_text(name, "开展执法。")
    assert not has_other_text(name, " 开展普法。 ")
    assert not has_other_text("A-17", "开展执法。")


def test_of_copies_the_first_is_kept_and_a_stolen_id_replaced():
    kept = clean_items([Item("话", id="1"), Item("话", id="1"), Item("别的话", id="1"), Item(" ")])
    assert [(item.text, item.id) for item in kept] == [("话", "1"), ("别的话", make_id("别的话"))]


# -- labelled rows


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".xlsx"])
def test_labelled_rows_are_what_train_reads(tmp_path: Path, suffix: str):
    path = tmp_path / f"labelled{suffix}"
    assert write_labelled([FULL, Item("没有标注。")], path) == 1
    (row,) = read_rows(path)
    assert (row.text, row.theme, row.also) == (FULL.text, "普法宣传", ("行政执法", "调解、信访"))
    assert (row.report, row.heading, row.source, row.kind) == (FULL.report, FULL.heading, "张三", "annual report")


def test_a_text_that_no_cell_holds_is_not_cut_for_training(tmp_path: Path):
    with pytest.raises(OutputError, match=r"40,000 characters.*write \.jsonl"):
        write_labelled([Item("法" * 40_000, theme="其他")], tmp_path / "a.xlsx")
    write_labelled([Item("法" * 40_000, theme="其他")], tmp_path / "a.csv")
    assert len(read_rows(tmp_path / "a.csv")[0].text) == 40_000
