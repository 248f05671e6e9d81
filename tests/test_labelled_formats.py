"""Labelled rows as labelling tools export them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from classifier.dataset import LabelledRow, read_rows
from classifier.errors import DatasetError


def write(path: Path, records: Any) -> Path:
    """Write JSON lines or, to .json, a list."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) if path.suffix == ".jsonl" else f"[{','.join(lines)}]", encoding="utf-8")
    return path


def read(path: Path, *records: Any) -> list[LabelledRow]:
    return read_rows(write(path, records))


def refused(path: Path, *records: Any) -> str:
    with pytest.raises(DatasetError) as caught:
        read(path, *records)
    return str(caught.value)


# -- doccano


@pytest.mark.parametrize("member", ["label", "labels", "cats"])
def test_doccano_rows_are_read(tmp_path: Path, member: str):
    exported = {"id": 41, "text": "开展普法", member: ["普法宣传", "其他"], "报告": "甲县报告", "Comments": []}
    row = read(tmp_path / "a.jsonl", exported)[0]
    assert (row.id, row.text, row.theme, row.also, row.report) == ("41", "开展普法", "普法宣传", ("其他",), "甲县报告")
    assert row.place.endswith("a.jsonl, row 1")


def test_themes_with_their_probabilities_are_read_from_the_surest(tmp_path: Path):
    row = read(tmp_path / "a.jsonl", {"text": "话", "cats": {"甲": 0.6, "乙": 1.0, "丙": 0.0}})[0]
    assert (row.theme, row.also) == ("乙", ("甲",))


def test_labelled_spans_are_no_themes(tmp_path: Path):
    told = refused(tmp_path / "a.jsonl", {"id": 1, "text": "开展普法", "label": [[0, 2, "动作"]]})
    assert "row 1: theme is [[0, 2, '动作']], not the name of a theme or a list of them" in told


def test_a_row_that_nobody_has_labelled_has_no_theme(tmp_path: Path):
    assert "row 1: has no theme" in refused(tmp_path / "a.jsonl", {"id": 1, "text": "话", "label": []})


# -- Label Studio


def annotation(*choices: str, by: int = 1, at: str = "2024-01-01", name: str = "topic", **more: Any) -> dict[str, Any]:
    result = {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": list(choices)}}
    return {"completed_by": by, "updated_at": at, "was_cancelled": False, "result": [result] if choices else [], **more}


def task(*annotations: dict[str, Any], **data: str) -> dict[str, Any]:
    return {"id": 7, "data": {"text": "开展普法", **data}, "annotations": list(annotations), "predictions": []}


def test_a_task_of_label_studio_is_read(tmp_path: Path):
    row = read(tmp_path / "a.json", task(annotation("普法宣传", "其他"), report="甲县报告"))[0]
    assert (row.id, row.text, row.theme, row.also, row.report) == ("7", "开展普法", "普法宣传", ("其他",), "甲县报告")


def test_the_text_of_a_task_may_have_a_chinese_name(tmp_path: Path):
    exported = {"id": 1, "data": {"文本": "话", "编号": "A-1"}, "annotations": [annotation("甲")]}
    row = read(tmp_path / "a.json", exported)[0]
    assert (row.text, row.id) == ("话", "A-1")


def test_cancelled_annotations_are_passed_over(tmp_path: Path):
    exported = task(annotation("乙", by=2, was_cancelled=True), annotation("甲"), annotation(by=3))
    assert read(tmp_path / "a.json", exported)[0].theme == "甲"


def test_annotators_who_agree_need_not_agree_on_the_order(tmp_path: Path):
    row = read(tmp_path / "a.json", task(annotation("甲", "乙"), annotation("乙", "甲", by=2)))[0]
    assert (row.theme, row.also) == ("甲", ("乙",))


def test_annotators_who_disagree_are_told(tmp_path: Path):
    told = refused(tmp_path / "a.json", task(annotation("甲")), task(annotation("甲"), annotation("乙", by=2)))
    assert "row 2: the annotators disagree (甲 against 乙); settle it in Label Studio and export again" in told


def test_the_last_word_of_an_annotator_counts(tmp_path: Path):
    exported = task(annotation("乙", at="2024-03-02"), annotation("甲", at="2024-03-01"))
    assert read(tmp_path / "a.json", exported)[0].theme == "乙"


def test_an_annotation_that_is_the_truth_decides(tmp_path: Path):
    exported = task(annotation("甲"), annotation("乙", by=2, ground_truth=True))
    assert read(tmp_path / "a.json", exported)[0].theme == "乙"


def test_of_several_questions_the_one_called_theme_counts(tmp_path: Path):
    one = annotation("甲", name="主题")
    one["result"] += annotation("好", name="quality")["result"]
    assert read(tmp_path / "a.json", task(one))[0].theme == "甲"


def test_several_questions_none_of_them_called_theme_are_told(tmp_path: Path):
    one = annotation("甲", name="topic")
    one["result"] += annotation("好", name="quality")["result"]
    assert "has choices for topic, quality; call the one that is the theme" in refused(tmp_path / "a.json", task(one))


def test_a_task_that_nobody_has_labelled_has_no_theme(tmp_path: Path):
    assert "row 1: has no theme" in refused(tmp_path / "a.json", task())


@pytest.mark.parametrize(
    "chosen", [{"theme": "甲"}, {"主题": {"choices": ["甲"]}}, {"topic": {"choices": ["甲"]}}], ids=str
)
def test_the_small_export_of_label_studio_is_read(tmp_path: Path, chosen: dict[str, Any]):
    exported = {"id": 7, "text": "话", "annotator": 1, "annotation_id": 3, "lead_time": 4.2, **chosen}
    row = read(tmp_path / "a.json", exported)[0]
    assert (row.id, row.text, row.theme) == ("7", "话", "甲")


@pytest.mark.parametrize(
    "broken",
    [
        {"data": {}, "annotations": [None, 3, {"result": [None, {"value": 3}, {"value": {"choices": "甲"}}]}]},
        {"data": {"text": ["x"]}, "annotations": [annotation("甲")]},
        {"data": {"text": "x"}, "annotations": [{"result": 5}]},
        {"data": {"text": "x"}, "annotations": [{"result": [{"value": {"choices": [[1]]}}]}]},
        {"data": [], "annotations": {}},
        {"text": "x", "theme": {"choices": {"a": "b"}}},
    ],
)
def test_broken_exports_are_refused_with_the_row(tmp_path: Path, broken: dict[str, Any]):
    assert "row 1: " in refused(tmp_path / "a.json", broken)


# -- fastText


def test_lines_of_fasttext_are_read(tmp_path: Path):
    path = tmp_path / "train.txt"
    path.write_text("__label__普法宣传 开展 宪法 宣传\n\n__label__甲\t__label__乙 话\n", encoding="utf-8-sig")
    first, second = read_rows(path)
    assert (first.text, first.theme, first.also) == ("开展 宪法 宣传", "普法宣传", ())
    assert (second.text, second.theme, second.also, second.place) == ("话", "甲", ("乙",), f"{path}, row 3")


def test_a_line_of_fasttext_without_a_label_is_told(tmp_path: Path):
    (tmp_path / "a.txt").write_text("__label__甲 话\n话\n__label__甲\n", encoding="utf-8")
    told: list[str] = []
    assert len(read_rows(tmp_path, on_bad_row=lambda error: told.append(str(error)))) == 1
    assert "row 2: has no __label__; put one in front of the text" in told[0]
    assert "row 3: has no text" in told[1]


def test_a_text_file_that_cannot_be_read_is_none_of_fasttext(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(DatasetError, match="labelled rows are read from"):
        read_rows(tmp_path / "a.txt")


def test_a_file_of_fasttext_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"__label__\xff\xff x\n")
    with pytest.raises(DatasetError, match=r"a\.txt: is text in no known encoding"):
        read_rows(tmp_path)
