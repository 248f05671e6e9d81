"""``classifier labels export`` and ``import``, as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from classifier.dataset import read_rows
from classifier.labelling.items import Item, clean_items
from classifier.labelling.reading import read_codebook
from classifier.labelling.writing import write_items
from classifier.writers.chinese import THEMES as SHIPPED
from tests.conftest import ROOT

pytestmark = pytest.mark.minutes

THEMES = ["普法宣传", "行政执法", "其他"]
ITEMS = clean_items(
    [Item(f"第{k}段，开展普法。", report="甲县.txt", number=k, guess="其他", score=k / 10) for k in range(1, 7)]
)


@pytest.fixture
def run(tmp_path: Path):
    """Run ``classifier labels`` in an empty folder with its own models folder."""
    environment = {**os.environ, "CLASSIFIER_MODELS": str(tmp_path / "models"), "PYTHONIOENCODING": "utf-8"}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "classifier", "labels", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    return call


def returned(folder: Path, name: str, *themes: str) -> None:
    """A workbook that a person gives back, with a theme in each of the first rows."""
    write_items(ITEMS, folder / name, themes=THEMES)
    book = openpyxl.load_workbook(folder / name)
    for row, theme in enumerate(themes, 2):
        book["标注"].cell(row, 1).value = theme or None
    book.save(folder / name)


def test_reports_go_out_and_come_back_as_rows_to_train_on(run, tmp_path: Path):
    sent = run("export", str(ROOT / "data" / "samples"), "-o", "todo.xlsx", "--count", "5")
    assert (sent.returncode, sent.stdout) == (0, "")
    assert "5 of 116 paragraphs" in sent.stderr
    assert sent.stderr.endswith("to label: todo.xlsx\n")
    book = openpyxl.load_workbook(tmp_path / "todo.xlsx")
    book["标注"]["A2"] = "其他"
    book.save(tmp_path / "张三.xlsx")
    came = run("import", "张三.xlsx", "-o", "labelled.csv", "--against", "todo.xlsx")
    assert came.returncode == 0, came.stderr
    assert "5 rows came back: 1 labels, 4 without, 0 problems" in came.stderr
    (row,) = read_rows(tmp_path / "labelled.csv")
    assert (row.theme, row.source) == ("其他", "张三")


def test_label_studio_gets_its_interface_beside_the_tasks(run, tmp_path: Path):
    write_items(ITEMS, tmp_path / "a.jsonl", themes=THEMES)
    sent = run("export", "a.jsonl", "-o", "tasks.json", "--themes", "水利,公路")
    assert "to label: tasks.interface.xml" in sent.stderr
    assert len(json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))) == 6
    assert '<Choice value="水利"/>' in (tmp_path / "tasks.interface.xml").read_text(encoding="utf-8")
    assert run("export", "a.jsonl", "-o", "tasks.json").returncode == 1


def test_a_report_that_cannot_be_read_is_told(run, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    write_items(ITEMS, tmp_path / "a.jsonl", themes=THEMES)
    sent = run("export", "empty.txt", "a.jsonl", "-o", "todo.csv")
    assert (sent.returncode, (tmp_path / "todo.csv").exists()) == (3, True)
    assert "empty.txt: " in sent.stderr


def test_prefilled_and_blind_do_not_go_together(run, tmp_path: Path):
    write_items(ITEMS, tmp_path / "a.jsonl", themes=THEMES)
    assert run("export", "a.jsonl", "-o", "b.csv", "--prefill", "--blind").returncode == 2


def test_rows_that_are_not_clear_are_listed_and_the_good_ones_kept(run, tmp_path: Path):
    returned(tmp_path, "back.xlsx", "普法", "其他")
    came = run("import", "back.xlsx", "-o", "labelled.xlsx", "--problems", "problems.xlsx")
    assert came.returncode == 3
    assert (
        "not taken in: back.xlsx, sheet 标注, row 2: the theme '普法' is not known; is 普法宣传 meant?" in came.stderr
    )
    assert len(read_rows(tmp_path / "labelled.xlsx")) == 1
    assert openpyxl.load_workbook(tmp_path / "problems.xlsx")["标注"].max_row == 2
    settled = run("import", "back.xlsx", "-o", "again.csv", "--same", "普法=普法宣传")
    assert (settled.returncode, len(read_rows(tmp_path / "again.csv"))) == (0, 2)


def test_two_people_are_compared_and_merged(run, tmp_path: Path):
    returned(tmp_path, "张三.xlsx", "普法宣传", "其他", "行政执法", "其他")
    returned(tmp_path, "李四.xlsx", "普法宣传", "其他", "普法宣传", "其他")
    came = run(
        "import",
        "张三.xlsx",
        "李四.xlsx",
        "-o",
        "merged.jsonl",
        "--conflicts",
        "conflicts.xlsx",
        "--agreement",
        "a.json",
    )
    assert came.returncode == 0, came.stderr
    assert "张三 - 李四" in came.stdout
    assert "75.0%" in came.stdout
    assert "Krippendorff's alpha" in came.stdout
    assert "1 paragraphs have labels that contradict each other" in came.stderr
    assert len(read_rows(tmp_path / "merged.jsonl")) == 3
    assert openpyxl.load_workbook(tmp_path / "conflicts.xlsx")["标注"]["G2"].value == "张三：行政执法；李四：普法宣传"
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["pairs"][0]["items"] == 4


@pytest.mark.parametrize("option", ["-o", "--problems", "--conflicts", "--agreement"])
def test_nothing_that_is_there_is_overwritten(run, tmp_path: Path, option: str):
    returned(tmp_path, "back.xlsx", "其他")
    (tmp_path / "there.csv").write_text("x", encoding="utf-8")
    options = {"-o": "new.csv", option: "there.csv"}
    came = run("import", "back.xlsx", *(word for pair in options.items() for word in pair))
    assert came.returncode == 1
    assert "there.csv: is there already" in came.stderr
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "x"


def test_a_round_without_any_label_writes_nothing(run, tmp_path: Path):
    returned(tmp_path, "back.xlsx")
    came = run("import", "back.xlsx", "-o", "labelled.csv")
    assert came.returncode == 1
    assert "back.xlsx: nobody has labelled anything in it" in came.stderr
    assert not (tmp_path / "labelled.csv").exists()


def test_suggestions_are_a_label_workbook_with_all_themes_of_the_model(run, tmp_path: Path):
    sent = run("suggest", str(ROOT / "data" / "samples"), "-o", "next.xlsx", "--count", "12")
    assert sent.returncode == 0, sent.stderr
    book = openpyxl.load_workbook(tmp_path / "next.xlsx")
    assert [entry.theme for entry in read_codebook(tmp_path / "next.xlsx")] == list(SHIPPED)
    assert book["标注"].protection.sheet
    assert book["标注"].max_row == 13
    assert all(cell.value for cell in book["标注"]["G"])
    assert {cell.value for cell in book["标注"]["A"]} == {"主题", None}
