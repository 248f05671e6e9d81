"""Labels that come back, after people and programs did with the files what they do."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from classifier.dataset import read_rows
from classifier.errors import DatasetError
from classifier.labelling.importing import Round, import_round
from classifier.labelling.items import Item, clean_items, make_id
from classifier.labelling.labelled_rows import write_labelled
from classifier.labelling.returning import Import, import_labels
from classifier.labelling.theme_names import ThemeNames
from classifier.labelling.writing import write_items
from classifier.writers import write_rows
from tests.hostile_rows import make_row

THEMES = ["普法宣传", "行政执法", "营商环境", "其他"]
TEXTS = [
    "开展宪法宣传周活动，组织法治讲座。",
    "联合执法检查市场，规范处罚裁量。",
    "推行一网通办，压缩审批时限。",
    "召开动员大会，加强组织领导。",
    "调解邻里纠纷十二件，群众满意。",
]
ITEMS = clean_items([Item(text, report="甲县.txt", number=k) for k, text in enumerate(TEXTS, 1)])
THEME, ALSO, TEXT, NOTE, ID = 1, 2, 3, 4, 13  # columns


@pytest.fixture
def todo(tmp_path: Path) -> Path:
    write_items(ITEMS, tmp_path / "todo.xlsx", themes=THEMES)
    return tmp_path / "todo.xlsx"


def edited(todo: Path, edit: Callable[[Worksheet], Any], name: str = "back.xlsx") -> Path:
    """A workbook as somebody gives it back."""
    book = openpyxl.load_workbook(todo)
    edit(book["标注"])
    book.save(todo.parent / name)
    return todo.parent / name


def labelled(**cells: str) -> Callable[[Worksheet], None]:
    """Fill cells such as ``A2``."""

    def edit(sheet: Worksheet) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return edit


def back(path: Path, **options: Any) -> Import:
    return import_labels([path], **options)


def labels(found: Import) -> dict[str, str]:
    return {item.text: item.theme for item in found.items}


def kinds(findings: Sequence[Any]) -> list[str]:
    return [finding.kind for finding in findings]


# -- what people do to workbooks


def test_a_label_comes_back_and_a_blank_one_is_not_labelled_yet(todo: Path):
    found = back(edited(todo, labelled(A2="普法宣传", A3="行政执法", B3="营商环境", D3="拿不准")))
    assert labels(found) == {TEXTS[0]: "普法宣传", TEXTS[1]: "行政执法"}
    assert (found.items[1].also, found.items[1].note, found.items[1].id) == (("营商环境",), "拿不准", ITEMS[1].id)
    assert [item.text for item in found.open] == TEXTS[2:]
    assert (found.problems, found.changes, found.rows) == ([], [], 5)


ROW_EDITS = ["shuffle", "hide", "insert", "delete", "columns", "headers", "spaces", "title", "second sheet", "no ids"]


@settings(max_examples=25, deadline=None)
@given(
    edits=st.lists(st.sampled_from(ROW_EDITS), unique=True),
    chosen=st.lists(st.sampled_from([*THEMES, ""]), min_size=5, max_size=5),
    seed=st.integers(0, 999),
)
def test_whatever_is_done_to_rows_and_columns_no_label_is_lost_or_on_another_text(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str], chosen: list[str], seed: int
):
    folder = tmp_path_factory.mktemp("edits")
    write_items(ITEMS, folder / "todo.xlsx", themes=THEMES)
    chance = random.Random(seed)
    book = openpyxl.load_workbook(folder / "todo.xlsx")
    sheet = book["标注"]
    for row, theme in enumerate(chosen, 2):
        sheet.cell(row, THEME).value = theme or None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=6)]
    if "no ids" in edits:
        for row in rows:
            row[ID - 1] = None
    if "shuffle" in edits:
        chance.shuffle(rows)
    if "delete" in edits:
        rows.pop()
    if "spaces" in edits:
        for row in rows:
            row[0] = f" {row[0][:1]}\u3000{row[0][1:]} " if row[0] else row[0]
            row[2] = f"  {row[2]}\n"
    if "insert" in edits:
        rows.insert(chance.randrange(len(rows) + 1), [None] * len(header))
    if "columns" in edits:
        order = chance.sample(range(len(header)), len(header))
        header = [header[k] for k in order]
        rows = [[row[k] for k in order] for row in rows]
    if "headers" in edits:
        header = [f" {name}（必填） " if name == "主题" else f"{name} " for name in header]
    target = book.create_sheet("另一张") if "second sheet" in edits else sheet
    sheet.delete_rows(1, sheet.max_row)
    if "title" in edits:
        target.append(["法治政府建设段落标注", "张三"])
        target.append([])
    for values in [header, *rows]:
        target.append(values)
    if "hide" in edits:
        target.row_dimensions[target.max_row].hidden = True
    book.save(folder / "back.xlsx")
    kept = {row[header.index(name)]: None for row in rows for name in header if "正文" in name and any(row)}
    expected = {t: c for t, c in zip(TEXTS, chosen, strict=True) if c and t in {str(k).strip() for k in kept}}
    for against in ([], ITEMS):
        found = back(folder / "back.xlsx", against=against)
        assert labels(found) == expected
        assert {item.text: item.id for item in found.items}.items() <= {i.text: i.id for i in ITEMS}.items()
        assert not found.problems


def test_merged_labels_count_for_every_row_that_they_cover(todo: Path):
    def merge(sheet: Worksheet) -> None:
        sheet["A2"] = "普法宣传"
        sheet.merge_cells("A2:A4")

    assert labels(back(edited(todo, merge))) == dict.fromkeys(TEXTS[:3], "普法宣传")


def test_a_pasted_paragraph_is_taken_in_as_new(todo: Path):
    path = edited(todo, lambda sheet: sheet.append(["其他", None, "新的一段话，讲的是别的事。"]))
    found = back(path, against=ITEMS)
    assert labels(found) == {"新的一段话，讲的是别的事。": "其他"}
    assert kinds(found.changes) == ["new paragraph"]


def test_a_pasted_label_without_a_text_is_listed(todo: Path):
    found = back(edited(todo, lambda sheet: sheet.append(["其他"])))
    assert [str(problem) for problem in found.problems] == [
        f"{todo.with_name('back.xlsx')}, sheet 标注, row 7: has a label but neither text nor a known id"
    ]


def test_a_row_that_was_not_returned_is_told(todo: Path):
    found = back(edited(todo, lambda sheet: sheet.delete_rows(3)), against=ITEMS)
    assert [str(change) for change in found.changes] == [
        f"{ITEMS[1].id} ({TEXTS[1][:20]}): was handed out, but has not come back"
    ]


def test_an_error_in_a_cell_costs_its_row_alone(todo: Path):
    found = back(edited(todo, labelled(A2="#REF!", A3="其他")))
    assert labels(found) == {TEXTS[1]: "其他"}
    assert "row 2: theme holds the error #REF!" in str(found.problems[0])


# -- themes as they are typed


@pytest.mark.parametrize("typed", [" 普法宣传 ", "普法 宣传", "普法\u3000宣传", "“普法宣传”", "普法宣传。"])
def test_width_and_white_space_of_a_theme_do_not_count(todo: Path, typed: str):
    assert labels(back(edited(todo, labelled(A2=typed)))) == {TEXTS[0]: "普法宣传"}


def test_a_theme_of_letters_may_be_typed_full_width():
    assert ThemeNames(["ESG", "其他"]).find("ｅｓｇ") == "ESG"
    assert ThemeNames(["ESG", "esg"]).find("ＥＳＧ") is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("普法", "普法宣传"), ("普法宜传", "普法宣传"), ("执法", "行政执法"), ("水利", "")]
)
def test_an_unknown_theme_is_listed_with_the_nearest_and_never_guessed(todo: Path, typed: str, meant: str):
    found = back(edited(todo, labelled(A2=typed, A3="其他")))
    assert labels(found) == {TEXTS[1]: "其他"}
    assert [(p.kind, p.value, p.other, p.place.sheet, p.place.row) for p in found.problems] == [
        ("unknown theme", typed, meant, "标注", 2)
    ]
    assert (f"is {meant} meant?" in str(found.problems[0])) == bool(meant)


def test_an_unknown_further_theme_is_listed_too(todo: Path):
    found = back(edited(todo, labelled(A2="其他", B2="普法、执法")))
    assert (labels(found), found.problems[0].value) == ({}, "普法")


def test_a_further_theme_without_a_theme_is_listed(todo: Path):
    assert kinds(back(edited(todo, labelled(B2="其他"))).problems) == ["theme missing"]


def test_a_synonym_that_somebody_has_declared_is_its_theme(todo: Path):
    found = back(edited(todo, labelled(A2="普法")), synonyms={"普法": "普法宣传"})
    assert labels(found) == {TEXTS[0]: "普法宣传"}
    assert [str(c).partition("row 2: ")[2] for c in found.changes] == ["'普法' is taken for '普法宣传'"]


@pytest.mark.parametrize(
    "cell",
    ["行政执法；营商环境", "行政执法、营商环境", "行政执法\n营商环境", "行政执法+营商环境", "行政执法 / 营商环境"],
)
def test_of_several_themes_in_one_cell_the_first_is_the_theme(todo: Path, cell: str):
    (item,) = back(edited(todo, labelled(A2=cell))).items
    assert (item.theme, item.also) == ("行政执法", ("营商环境",))


def test_a_separator_within_a_theme_is_part_of_it(tmp_path: Path):
    write_items([replace(ITEMS[0], theme="调解、信访", also=("其他", "立法，决策"))], tmp_path / "a.csv", themes=[])
    (item,) = back(tmp_path / "a.csv", themes=["调解、信访", "立法，决策", "其他"]).items
    assert (item.theme, item.also) == ("调解、信访", ("其他", "立法，决策"))


def test_a_theme_that_was_added_to_the_sheet_of_themes_is_known(todo: Path):
    book = openpyxl.load_workbook(todo)
    book["主题"].cell(6, 1).value = "政务公开"
    book["标注"]["A2"] = "政务公开"
    book.save(todo)
    assert labels(back(todo)) == {TEXTS[0]: "政务公开"}


def test_a_cell_full_of_separators_is_no_theme():
    assert len(ThemeNames(THEMES).cut("、" * 30_000)) == 1


# -- ids and texts


def test_a_lost_id_is_found_by_its_text(todo: Path):
    path = edited(todo, labelled(A2="其他", M2=""))
    found = back(path, against=ITEMS)
    assert (found.items[0].id, kinds(found.changes)) == (ITEMS[0].id, ["found by text"])
    assert back(path).items[0].id == ITEMS[0].id  # made again from report, number and text


def test_the_whole_column_of_ids_may_be_gone(todo: Path):
    def cut(sheet: Worksheet) -> None:
        sheet["A2"] = "其他"
        sheet.delete_cols(ID)

    assert back(edited(todo, cut), against=ITEMS).items[0].id == ITEMS[0].id


def test_an_edited_text_is_restored_and_told(todo: Path):
    path = edited(todo, labelled(A2="普法宣传", C2=TEXTS[0].replace("法治讲座", "法制讲座")))
    found = back(path, against=ITEMS)
    assert labels(found) == {TEXTS[0]: "普法宣传"}
    assert "row 2: the text was edited; the original is kept" in str(found.changes[0])


def test_an_edited_text_is_not_believed_where_nobody_knows_the_original(todo: Path):
    found = back(edited(todo, labelled(A2="普法宣传", C2="开展宪法宣传。", A3="其他")))
    assert labels(found) == {TEXTS[1]: "其他"}
    assert f"row 2: the text is not that of the id {ITEMS[0].id}" in str(found.problems[0])


def test_a_text_that_is_gone_is_restored_by_its_id(todo: Path):
    assert labels(back(edited(todo, labelled(A2="普法宣传", C2="")), against=ITEMS)) == {TEXTS[0]: "普法宣传"}


def test_where_ids_were_sorted_alone_the_label_stays_with_the_text(todo: Path):
    def turn(sheet: Worksheet) -> None:
        for row, theme in enumerate([*THEMES, "其他"], 2):
            sheet.cell(row, THEME).value = theme
        for row, item in enumerate(reversed(ITEMS), 2):
            sheet.cell(row, ID).value = item.id

    path = edited(todo, turn)
    found = back(path, against=ITEMS)
    assert labels(found) == dict(zip(TEXTS, [*THEMES, "其他"], strict=True))
    assert [item.id for item in found.items] == [item.id for item in ITEMS]
    assert kinds(back(path).problems) == ["other text"] * 4  # the row in the middle is in its place


def test_another_text_under_a_known_id_is_refused(todo: Path):
    found = back(edited(todo, labelled(A2="其他", C2="完全是另一回事的一段话。")), against=ITEMS)
    assert (labels(found), kinds(found.problems)) == ({}, ["other text"])


def test_a_paragraph_twice_with_one_label_counts_once(todo: Path):
    path = edited(
        todo,
        lambda sheet: [sheet.append(["其他", None, TEXTS[0], *[None] * 9, ITEMS[0].id]), labelled(A2="其他")(sheet)],
    )
    found = back(path)
    assert (labels(found), kinds(found.changes)) == ({TEXTS[0]: "其他"}, ["twice"])


def test_a_paragraph_twice_with_two_labels_is_a_contradiction(todo: Path):
    path = edited(
        todo,
        lambda sheet: [
            sheet.append(["其他", None, TEXTS[0], *[None] * 9, ITEMS[0].id]),
            labelled(A2="普法宣传", A3="其他")(sheet),
        ],
    )
    found = back(path)
    assert labels(found) == {TEXTS[1]: "其他"}
    assert [(p.kind, p.place.row, p.value, p.other) for p in found.problems] == [
        ("contradiction", row, "普法宣传", "其他") for row in (2, 7)
    ]


def test_a_copy_that_was_left_blank_is_no_contradiction(todo: Path):
    path = edited(
        todo,
        lambda sheet: [sheet.append([None, None, TEXTS[0], *[None] * 9, ITEMS[0].id]), labelled(A2="普法宣传")(sheet)],
    )
    assert (labels(back(path)), back(path).problems) == ({TEXTS[0]: "普法宣传"}, [])


def test_a_changed_and_a_removed_label_are_told(tmp_path: Path):
    before = [replace(ITEMS[0], theme="其他"), replace(ITEMS[1], theme="其他"), replace(ITEMS[2], theme="其他")]
    write_items(before, tmp_path / "todo.xlsx", themes=THEMES)
    path = edited(tmp_path / "todo.xlsx", labelled(A2="普法宣传", A3=None))
    found = back(path, against=before)
    assert [str(c).partition("row ")[2] for c in found.changes] == [
        "2: the label was 其他, now 普法宣传", "3: the label was 其他, now there is none"
    ]  # fmt: skip


# -- other files


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_sheet_that_was_saved_as_csv_comes_back(todo: Path, encoding: str, separator: str):
    sheet = openpyxl.load_workbook(edited(todo, labelled(A2="普法宣传", A4="其他", D4="𠮷：=1+1")))["标注"]
    path = todo.with_name("back.csv")
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(sheet.iter_rows(values_only=True))
    found = back(path, themes=THEMES)
    assert labels(found) == {TEXTS[0]: "普法宣传", TEXTS[2]: "其他"}
    assert found.items[1].note == "𠮷：=1+1"


def test_a_share_that_was_saved_as_it_was_shown_is_read(tmp_path: Path):
    (tmp_path / "a.csv").write_text("主题,正文,模型建议,把握\n其他,话。,其他,43.2%\n", encoding="utf-8")
    assert back(tmp_path / "a.csv", themes=THEMES).items[0].score == pytest.approx(0.432)


def test_what_a_model_said_is_not_taken_for_labels(tmp_path: Path):
    write_rows([make_row()], str(tmp_path / "rows.xlsx"))
    with pytest.raises(DatasetError, match=r"holds what a model said, not people.*labels export"):
        back(tmp_path / "rows.xlsx", themes=THEMES)


def test_a_file_that_cannot_be_read_costs_itself_alone(todo: Path, tmp_path: Path):
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4 cut short")
    found = import_labels([tmp_path / "bad.xlsx", edited(todo, labelled(A2="其他"))])
    assert (labels(found), kinds(found.problems)) == ({TEXTS[0]: "其他"}, ["unreadable file"])
    with pytest.raises(DatasetError, match=r"bad\.xlsx: is a damaged Excel file"):
        import_labels([tmp_path / "bad.xlsx"], themes=THEMES)


def test_a_workbook_whose_columns_nobody_knows_is_named(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.active.append([1, 2])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DatasetError, match="no sheet has columns for a theme"):
        back(tmp_path / "a.xlsx", themes=THEMES)


def test_without_any_themes_nothing_is_read(tmp_path: Path):
    write_items(ITEMS, tmp_path / "a.csv", themes=[])
    with pytest.raises(DatasetError, match="name them with --themes"):
        back(tmp_path / "a.csv")


def test_label_studio_gives_a_label_for_each_annotator(tmp_path: Path):
    write_items(ITEMS[:1], tmp_path / "todo.json", themes=THEMES)
    tasks = json.loads((tmp_path / "todo.json").read_text(encoding="utf-8"))

    def said(theme: str, by: object, **more: Any) -> dict[str, Any]:
        value = {"from_name": "theme", "to_name": "text", "type": "choices", "value": {"choices": [theme]}}
        note = {"from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": ["难"]}}
        also = {"from_name": "also", "to_name": "text", "type": "choices", "value": {"choices": ["营商环境"]}}
        return {"completed_by": by, "result": [value, note, also], "was_cancelled": False, **more}

    tasks[0] |= {
        "id": 7,
        "annotations": [
            said("其他", 1),
            said("行政执法", {"id": 2, "email": "li@x.invalid"}),
            said("普法宣传", 3, was_cancelled=True),
        ],
    }
    (tmp_path / "back.json").write_text(json.dumps(tasks), encoding="utf-8")
    found = back(tmp_path / "back.json", themes=THEMES, against=ITEMS)
    assert [(i.id, i.annotator, i.theme, i.also, i.note) for i in found.items] == [
        (ITEMS[0].id, "1", "其他", ("营商环境",), "难"), (ITEMS[0].id, "li@x.invalid", "行政执法", ("营商环境",), "难"),
    ]  # fmt: skip


@pytest.mark.parametrize("also", ["营商环境", {"choices": ["营商环境", "其他"]}])
def test_the_small_export_of_label_studio_comes_back(tmp_path: Path, also: Any):
    row = {
        "id": 7,
        "row_id": ITEMS[0].id,
        "text": TEXTS[0],
        "theme": "行政执法",
        "also": also,
        "annotator": 3,
        "annotation_id": 9,
    }
    (tmp_path / "a.json").write_text(json.dumps([row]), encoding="utf-8")
    (item,) = back(tmp_path / "a.json", themes=THEMES).items
    assert (item.id, item.annotator, item.theme, item.also[0]) == (ITEMS[0].id, "3", "行政执法", "营商环境")


@pytest.mark.parametrize("separator", [",", "\t"])
def test_the_table_of_label_studio_comes_back(tmp_path: Path, separator: str):
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=separator)
        table.writerow(["also", "annotation_id", "annotator", "id", "row_id", "text", "theme"])
        table.writerow(['{"choices": ["营商环境", "其他"]}', 9, 3, 7, ITEMS[0].id, TEXTS[0], "行政执法"])
    (item,) = back(tmp_path / "a.csv", themes=THEMES).items
    assert (item.id, item.annotator, item.theme, item.also) == (ITEMS[0].id, "3", "行政执法", ("营商环境", "其他"))


@pytest.mark.parametrize(
    "line",
    [
        {"id": 41, "text": TEXTS[0], "label": ["行政执法", "其他"], "row_id": ITEMS[0].id, "Comments": ["难"]},
        {"id": 41, "text": TEXTS[0], "labels": ["行政执法", "其他"], "meta": {"row_id": ITEMS[0].id, "note": "难"}},
        {"id": 41, "text": TEXTS[0], "label": "行政执法", "meta": json.dumps({"row_id": ITEMS[0].id, "note": "难"})},
    ],
    ids=["list", "meta", "string"],
)
def test_doccano_comes_back(tmp_path: Path, line: dict[str, Any]):
    (tmp_path / "admin.jsonl").write_text(json.dumps(line), encoding="utf-8")
    (item,) = back(tmp_path / "admin.jsonl", themes=THEMES).items
    assert (item.id, item.annotator, item.theme, item.note) == (ITEMS[0].id, "admin", "行政执法", "难")


def test_our_own_id_comes_before_that_of_doccano_for_training_too(tmp_path: Path):
    line = {"id": 41, "text": TEXTS[0], "label": ["行政执法"], "row_id": "A-1"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert read_rows(tmp_path / "a.jsonl")[0].id == "A-1"


# -- rounds


def test_a_file_is_of_the_person_that_its_column_or_its_name_says(todo: Path):
    named = edited(todo, labelled(A2="其他", A3="其他", L2="张三"), "a.xlsx")
    nameless = edited(todo, labelled(A2="其他"), "李四.xlsx")
    assert import_labels([named, nameless]).annotators == ["张三", "李四"]


def test_two_files_of_one_name_are_of_two_people(todo: Path, tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        edited(todo, labelled(A2="其他"), f"{folder}/todo.xlsx")
    assert len(import_labels([tmp_path / "one" / "todo.xlsx", tmp_path / "two" / "todo.xlsx"]).annotators) == 2


def round_of(*paths: Path, **options: Any) -> Round:
    return import_round(paths, **options)


def test_labels_so_far_are_kept_and_renewed(todo: Path, tmp_path: Path):
    write_labelled([replace(ITEMS[0], theme="其他"), replace(ITEMS[4], theme="其他")], tmp_path / "old.csv")
    found = round_of(edited(todo, labelled(A2="普法宣传", A3="行政执法")), previous=[tmp_path / "old.csv"])
    assert [(i.text, i.theme) for i in found.labelled] == [
        (TEXTS[0], "普法宣传"),
        (TEXTS[4], "其他"),
        (TEXTS[1], "行政执法"),
    ]
    assert [c.kind for c in found.came_back.changes] == ["changed label"]


def test_rows_that_were_not_taken_in_can_be_labelled_again_and_imported(todo: Path, tmp_path: Path):
    first = round_of(edited(todo, labelled(A2="普法", A3="其他")))
    write_labelled(first.labelled, tmp_path / "labelled.csv")
    write_items(first.to_correct, tmp_path / "problems.xlsx", themes=first.themes)
    sheet = openpyxl.load_workbook(tmp_path / "problems.xlsx")["标注"]
    assert "没有名为“普法”的主题，是否为“普法宣传”？" in str(sheet["G2"].value)
    again = edited(tmp_path / "problems.xlsx", labelled(A2="普法宣传"), "again.xlsx")
    second = round_of(again, previous=[tmp_path / "labelled.csv"])
    assert {(i.text, i.theme) for i in second.labelled} == {(TEXTS[0], "普法宣传"), (TEXTS[1], "其他")}


def test_a_conflict_is_settled_by_a_third_person(todo: Path, tmp_path: Path):
    one = edited(todo, labelled(A2="普法宣传", A3="其他"), "张三.xlsx")
    two = edited(todo, labelled(A2="其他", A3="其他"), "李四.xlsx")
    first = round_of(one, two)
    assert [(i.text, i.theme, i.annotator) for i in first.labelled] == [(TEXTS[1], "其他", "张三、李四")]
    assert [(i.text, i.theme, i.reason) for i in first.conflicts] == [(TEXTS[0], "", "张三：普法宣传；李四：其他")]
    write_labelled(first.labelled, tmp_path / "merged.xlsx")
    write_items(first.conflicts, tmp_path / "conflicts.xlsx", themes=first.themes)
    third = edited(tmp_path / "conflicts.xlsx", labelled(A2="普法宣传"), "王五.xlsx")
    last = round_of(third, previous=[tmp_path / "merged.xlsx"])
    assert [(i.id, i.theme) for i in last.labelled] == [(ITEMS[1].id, "其他"), (ITEMS[0].id, "普法宣传")]


def test_a_new_disagreement_takes_an_old_label_away(todo: Path, tmp_path: Path):
    write_labelled([replace(ITEMS[0], theme="其他")], tmp_path / "old.csv")
    one, two = edited(todo, labelled(A2="普法宣传"), "a.xlsx"), edited(todo, labelled(A2="其他"), "b.xlsx")
    assert round_of(one, two, previous=[tmp_path / "old.csv"]).labelled == []


def test_themes_of_a_table_without_a_list_are_those_handed_out_or_of_the_model(tmp_path: Path):
    write_items([replace(ITEMS[0], theme="甲"), replace(ITEMS[1], theme="乙")], tmp_path / "todo.csv", themes=[])
    assert len(round_of(tmp_path / "todo.csv", fallback=THEMES).came_back.problems) == 2
    assert round_of(tmp_path / "todo.csv", fallback=THEMES, against=[tmp_path / "todo.csv"]).came_back.problems == []
    assert round_of(tmp_path / "todo.csv", themes=["甲", "乙"], fallback=THEMES).came_back.problems == []


def test_an_id_of_another_system_is_kept(tmp_path: Path):
    write_items([Item("话。", id="A-17", theme="其他")], tmp_path / "a.csv", themes=[])
    (item,) = back(tmp_path / "a.csv", themes=THEMES).items
    assert (item.id, make_id("话。") == item.id) == ("A-17", False)
