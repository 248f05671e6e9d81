"""Tables of paragraphs, classified."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier import answering, classify_documents
from classifier.batch import Failure

TEXTS = ["开展宪法宣传周活动，组织法治讲座。", "推行一网通办，压缩行政审批时限。", "办理行政复议案件，调解邻里纠纷。"]


def write(path: Path, count: int, **more: object) -> Path:
    rows = [{"编号": n, "文本": f"{TEXTS[n % 3]}第{n}次。", **more} for n in range(count)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_each_row_of_a_table_is_a_paragraph(tmp_path):
    rows = list(classify_documents(write(tmp_path / "a.jsonl", 3)))
    assert [row["theme"] for row in rows] == ["普法宣传", "营商环境", "矛盾纠纷化解"]
    assert [Path(row["document"]).name for row in rows] == ["a.jsonl#0", "a.jsonl#1", "a.jsonl#2"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_long_table_comes_whole_and_in_order(tmp_path, jobs):
    count = 3 * answering.CHUNK + 17
    rows = list(classify_documents(write(tmp_path / "a.jsonl", count), jobs=jobs))
    assert [row["document"].rpartition("#")[2] for row in rows] == [str(n) for n in range(count)]


def test_a_table_whose_length_is_that_of_its_stretches_comes_whole(tmp_path):
    rows = list(classify_documents([write(tmp_path / "a.jsonl", answering.CHUNK), write(tmp_path / "b.jsonl", 2)]))
    assert len(rows) == answering.CHUNK + 2


def test_rows_of_one_document_are_its_paragraphs(tmp_path):
    rows = list(classify_documents(write(tmp_path / "a.jsonl", 4, 报告="云泽县.docx", 地区="云泽县", 年份="2023年")))
    assert [(row["document"], row["paragraph"], row["year"]) for row in rows] == [
        ("云泽县.docx", n, 2023) for n in (1, 2, 3, 4)
    ]


def test_a_table_without_texts_is_one_failure(tmp_path):
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    failures: list[Failure] = []
    rows = list(classify_documents([tmp_path / "a.csv", write(tmp_path / "b.jsonl", 1)], on_failure=failures.append))
    assert len(rows) == 1
    assert [Path(failure.document).name for failure in failures] == ["a.csv"]
    assert "a.csv" in failures[0].reason
    assert "甲" in failures[0].reason
