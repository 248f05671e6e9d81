"""What people are asked to label, from all that can hold it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from classifier import classify_documents
from classifier.errors import ClassifierError, DatasetError
from classifier.labelling.exporting import (
    choose_themes,
    from_rows,
    gather_items,
    guess_themes,
    needs_guesses,
    prepare_items,
)
from classifier.labelling.items import Item
from classifier.labelling.reading import read_themes
from classifier.labelling.recognition import find_content
from classifier.labelling.writing import write_items
from classifier.loading import load_model
from classifier.writers import Row, write_rows
from tests.conftest import ROOT
from tests.hostile_rows import make_row

REPORT = ROOT / "data" / "samples" / "huaipu-2023.txt"
SHIPPED = ("营商环境", "行政执法", "矛盾纠纷化解", "普法宣传", "决策法治化", "其他")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(classify_documents(REPORT))


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return gather_items(REPORT)


def test_paragraphs_of_reports_come_with_their_place_and_what_a_model_thinks(items: list[Item]):
    assert {item.report for item in items} == {str(REPORT)}
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert items[1].before == items[0].text[:40] + "…"
    assert any(item.heading for item in items)
    assert all(item.guess in SHIPPED and 0 < item.score <= 1 and not item.theme for item in items)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".parquet"])
def test_results_of_classify_are_taken_as_they_are(tmp_path: Path, rows: list[Row], items: list[Item], suffix: str):
    path = tmp_path / f"rows{suffix}"
    write_rows(rows, str(path))
    assert find_content(path) == "results"
    assert gather_items(path) == items


def test_a_table_of_texts_is_split_and_guessed(tmp_path: Path):
    with (tmp_path / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("段落",), ("开展宪法宣传周活动，组织法治讲座。",), ("调解邻里纠纷十二件。",)])
    found = gather_items(tmp_path / "texts.csv")
    assert [(item.text, item.guess) for item in found] == [
        ("开展宪法宣传周活动，组织法治讲座。", "普法宣传"), ("调解邻里纠纷十二件。", "矛盾纠纷化解"),
    ]  # fmt: skip


def test_labelled_rows_keep_their_labels_and_ids(tmp_path: Path):
    rows = [
        {"id": "A-1", "text": "开展普法。", "theme": "普法宣传", "also": ["其他"], "report": "甲县", "kind": "plan"}
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) for row in rows), encoding="utf-8")
    (item,) = gather_items(tmp_path / "a.jsonl")
    assert (item.id, item.theme, item.also, item.report, item.kind) == ("A-1", "普法宣传", ("其他",), "甲县", "plan")


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a.csv"])
def test_what_was_exported_can_be_exported_to_a_third_person(tmp_path: Path, items: list[Item], name: str):
    write_items(items, tmp_path / name, themes=SHIPPED)
    assert gather_items(tmp_path / name) == items


def test_the_same_paragraph_from_two_inputs_is_asked_about_once(items: list[Item]):
    assert gather_items([REPORT, REPORT]) == items


def test_what_cannot_be_read_is_told_and_the_rest_given(tmp_path: Path, items: list[Item]):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4 cut short")
    told: list[str] = []
    found = gather_items(
        [tmp_path / "empty.txt", tmp_path / "bad.xlsx", REPORT], on_failure=lambda f: told.append(f.reason)
    )
    assert (found, len(told)) == (items, 2)
    with pytest.raises(ClassifierError, match=r"empty\.txt"):
        gather_items(tmp_path / "empty.txt")


def test_a_model_guesses_where_nobody_has(items: list[Item]):
    model = load_model()
    bare = [Item("开展宪法宣传周活动，组织法治讲座。", id="1"), Item("话。", id="2", guess="其他", score=0.5)]
    assert needs_guesses(bare)
    assert not needs_guesses(items)
    assert [(i.guess, i.score == 0.5) for i in guess_themes(bare, model)] == [("普法宣传", False), ("其他", True)]
    assert guess_themes(bare, model, again=True)[1].score != 0.5


# -- in which order, with what


def item(score: float | None, **more: object) -> Item:
    return Item(f"话 {score} {more}。", id=f"{score}{more}", guess="甲" if score else "", score=score, **more)  # type: ignore[arg-type]


def test_the_least_certain_come_first_and_those_with_a_label_last():
    given = [item(0.9), item(None), item(0.4), item(0.1, theme="甲"), item(0.6)]
    assert [(i.score, i.theme) for i in prepare_items(given, ["甲"])] == [
        (0.4, ""),
        (0.6, ""),
        (0.9, ""),
        (None, ""),
        (0.1, "甲"),
    ]
    assert [i.score for i in prepare_items(given, ["甲"], count=2)] == [0.4, 0.6]


def test_labels_are_empty_unless_prefilled():
    assert [i.theme for i in prepare_items([item(0.4)], ["甲"])] == [""]
    assert [i.theme for i in prepare_items([item(0.4), item(0.3, theme="乙")], ["甲", "乙"], prefill=True)] == [
        "甲",
        "乙",
    ]


def test_a_label_by_rules_is_a_guess_and_no_label():
    (shown,) = prepare_items([item(None, theme="甲", source="弱标注：标题")], ["甲"])
    assert (shown.theme, shown.guess, shown.reason, shown.source) == ("", "甲", "弱标注：标题", "")


def test_a_blind_export_shows_nothing_that_leads():
    (shown,) = prepare_items(
        [item(0.4, theme="甲", also=("乙",), note="难", reason="r", source="s", annotator="张")],
        ["甲", "乙"],
        blind=True,
    )
    assert (shown.guess, shown.score, shown.theme, shown.also, shown.note, shown.reason, shown.annotator) == (
        "",
        None,
        "",
        (),
        "",
        "",
        "",
    )


def test_a_guess_that_is_none_of_the_themes_is_left_out():
    (shown,) = prepare_items([item(0.4)], ["乙"])
    assert (shown.guess, shown.score) == ("", None)


def test_who_is_going_to_label_stands_in_every_row():
    assert [i.annotator for i in prepare_items([item(0.4)], ["甲"], annotator="张三")] == ["张三"]


def test_themes_are_those_of_the_model_and_of_labels():
    assert choose_themes([], ["其他", "普法宣传", "行政执法"]) == ["行政执法", "普法宣传", "其他"]
    assert choose_themes([Item("话", theme="普法宣传", also=("水利",))], ["其他", "普法宣传"]) == [
        "普法宣传",
        "水利",
        "其他",
    ]
    assert choose_themes([Item("话", theme="水利")], ["其他", "普法宣传"]) == ["水利"]


def test_rows_of_several_documents_do_not_share_a_context():
    rows = [make_row("一。", document="a", lead=""), make_row("二。", document="b")]
    assert [i.before for i in from_rows(rows)] == ["", ""]


@pytest.mark.parametrize("given", ["水利,公路", "水利、公路", " 水利；公路 "])
def test_themes_are_named_in_a_list(given: str):
    assert [entry.theme for entry in read_themes(given)] == ["水利", "公路"]


def test_themes_are_named_in_a_table_with_what_they_mean(tmp_path: Path):
    (tmp_path / "t.csv").write_text("主题,含义\n水利,水的事。\n公路,\n水利,\n", encoding="gb18030")
    assert [(e.theme, e.meaning) for e in read_themes(str(tmp_path / "t.csv"))] == [("水利", "水的事。"), ("公路", "")]


def test_shipped_themes_need_no_explanation():
    assert read_themes("普法宣传,水利")[0].meaning


@pytest.mark.parametrize("given", ["", ",,", "水|利"])
def test_names_that_cannot_be_themes_are_refused(given: str):
    with pytest.raises(DatasetError):
        read_themes(given)
