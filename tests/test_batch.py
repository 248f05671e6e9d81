"""Documents to rows, and rows to files."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import psutil
import pytest

from classifier import batch, classify_documents, predict_batch, read_document
from classifier.batch import Failure, LocalEngine, Result, Tasks, Work, preparation, run_tasks
from classifier.errors import ClassifierError, ModelError, OutputError
from classifier.inputs import find_inputs
from classifier.spreadsheet_text import escape_formula, unescape_formula
from classifier.writers import COLUMNS, write_rows

REPORT = """桐垭县2021年法治政府建设工作报告

2021年，在县委坚强领导下，我县深入推进依法行政，现将有关情况报告如下。
一、主要工作
（一）规范执法。全面落实行政执法三项制度，抽查执法案卷四十份，执法人员持证上岗。
（二）抓好普法。开展宪法宣传周活动，组织法治讲座十二场。
二、下一步打算
继续推进一网通办，压缩行政审批时限，优化营商环境。
桐垭县人民政府
2022年1月20日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    (reports / "b").mkdir(parents=True)
    (reports / "a.txt").write_text(REPORT, encoding="utf-8")
    (reports / "b" / "c.html").write_bytes(
        "<html><body><p>二、存在问题</p><p>执法力量仍然薄弱，普法形式不多。</p></body></html>".encode("gb18030")
    )
    (reports / "notes.md").write_text("no report", encoding="utf-8")
    return reports


def test_a_report_becomes_one_row_per_paragraph(folder: Path):
    rows = list(classify_documents(folder / "a.txt"))
    assert [r["role"] for r in rows] == ["导语", "成效", "成效", "计划"]
    assert [r["theme"] for r in rows] == ["其他", "行政执法", "普法宣传", "营商环境"]
    assert [r["paragraph"] for r in rows] == [1, 2, 3, 4]
    assert rows[1]["section"] == "一、主要工作"
    assert rows[1]["lead"] == "（一）规范执法。"
    assert {(r["title"], r["region"], r["year"]) for r in rows} == {
        ("桐垭县2021年法治政府建设工作报告", "桐垭县", 2021)
    }
    assert tuple(rows[0]) == COLUMNS


def test_offsets_slice_back_to_the_text(folder: Path):
    for row in classify_documents(folder):
        assert read_document(row["document"]).text[row["start"] : row["end"]] == row["text"]
        for term, _, start, end in row["evidence"]:
            assert row["text"][start:end] == term


def test_a_row_is_what_predict_says_of_its_text(folder: Path):
    from classifier import predict

    for row in classify_documents(folder):
        prediction = predict(row["text"])
        assert (row["theme"], row["score"], row["accepted"]) == (
            prediction.theme,
            round(prediction.score, 6),
            prediction.accepted,
        )


def test_a_document_that_fails_costs_itself_alone(folder: Path):
    (folder / "bad.txt").write_bytes(b"")
    failures: list[Failure] = []
    rows = list(classify_documents(folder, on_failure=failures.append))
    assert {Path(r["document"]).name for r in rows} == {"a.txt", "c.html"}
    assert [Path(f.document).name for f in failures] == ["bad.txt"]
    assert "is empty" in failures[0].reason


def test_without_a_listener_failures_are_counted_in_one_warning(folder: Path):
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    (folder / "worse.txt").write_bytes(b"")
    with pytest.warns(UserWarning, match="2 of 4 documents could not be classified"):
        list(classify_documents(folder))


def test_a_document_without_a_paragraph_is_a_failure(tmp_path: Path):
    (tmp_path / "a.txt").write_text("首页\n2021年3月1日\n", encoding="utf-8")
    failures: list[Failure] = []
    assert list(classify_documents(tmp_path, on_failure=failures.append)) == []
    assert "holds no paragraph" in failures[0].reason


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_rows_are_the_same_in_the_same_order_with_any_number_of_processes(folder: Path, jobs: int):
    for n in range(12):
        (folder / f"{n}.txt").write_text(REPORT.replace("四十", str(n)), encoding="utf-8")
    assert list(classify_documents(folder, jobs=jobs)) == list(classify_documents(folder, jobs=3))


def test_no_process_at_all_is_refused(folder: Path):
    with pytest.raises(ClassifierError, match="jobs is 0; at least one process is needed"):
        list(classify_documents(folder, jobs=0))


def test_a_loaded_model_answers_in_the_processes_too(folder: Path, training):
    model = training.model.with_reference("mine@3")
    rows = list(classify_documents(folder / "a.txt", model=model))
    assert {row["model"] for row in rows} == {"mine@3"}
    predicted = predict_batch([row["text"] for row in rows], model=model)
    assert [row["score"] for row in rows] == [round(prediction.score, 6) for prediction in predicted]


def test_a_model_that_is_damaged_ends_everything(folder: Path, kept):
    (kept.resolve("small").path / "weights.npz").write_bytes(b"")
    with pytest.raises(ModelError, match=r"weights\.npz"):
        list(classify_documents(folder, model="small", models=kept.root))


def test_who_takes_no_more_rows_leaves_no_process_behind(folder: Path):
    before = psutil.Process().children(recursive=True)
    rows = classify_documents(folder)
    next(rows)
    rows.close()
    assert set(psutil.Process().children(recursive=True)) <= set(before)


def test_json_lines_hold_the_rows_as_they_are(folder: Path, tmp_path: Path):
    rows = list(classify_documents(folder))
    assert write_rows(rows, str(tmp_path / "out.jsonl")) == len(rows)
    written = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in written.split("\n")[:-1]] == rows
    assert "普法" in written


def test_csv_opens_in_excel_and_reads_back(folder: Path, tmp_path: Path):
    rows = list(classify_documents(folder))
    write_rows(rows, str(tmp_path / "out.csv"))
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    read = list(csv.DictReader(content.decode("utf-8-sig").split("\r\n")))
    assert [r["text"] for r in read] == [r["text"] for r in rows]
    assert json.loads(read[0]["evidence"]) == rows[0]["evidence"]
    assert {r["accepted"] for r in read} <= {"true", "false"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''=1", "\r=1", "＝1"])
def test_no_text_becomes_a_formula(text: str):
    escaped = escape_formula(text)
    assert escaped.startswith("'")
    assert unescape_formula(escaped) == text


@pytest.mark.parametrize("text", ["普法", "'引文'", "", "1=1"])
def test_other_texts_stay_as_they_are(text: str):
    assert escape_formula(text) == text == unescape_formula(text)


def test_control_characters_do_not_reach_a_table(folder: Path, tmp_path: Path):
    row = {**next(classify_documents(folder)), "text": "a\x1b[31mb\x00", "section": "=HYPERLINK()"}
    write_rows([row], str(tmp_path / "x.csv"))  # type: ignore[list-item]
    content = (tmp_path / "x.csv").read_bytes()
    assert b"\x1b" not in content
    assert b"\x00" not in content
    assert b"'=HYPERLINK" in content


def test_a_file_name_that_is_no_text_is_written_all_the_same(tmp_path: Path):
    name = os.fsdecode(b"bad\xff.txt")
    (tmp_path / name).write_text(REPORT, encoding="utf-8")
    rows = list(classify_documents(tmp_path))
    for suffix in (".jsonl", ".csv"):
        write_rows(rows, str(tmp_path / f"out{suffix}"))
        (tmp_path / f"out{suffix}").read_bytes().decode("utf-8")


def test_an_output_that_is_there_is_refused(folder: Path, tmp_path: Path):
    (tmp_path / "out.csv").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        write_rows([], str(tmp_path / "out.csv"))
    write_rows(classify_documents(folder), str(tmp_path / "out.csv"), overwrite=True)
    assert (tmp_path / "out.csv").stat().st_size > 1000


@pytest.mark.parametrize(("name", "told"), [("out.doc", "names no format"), ("reports", "names no format")])
def test_an_output_of_no_known_format_is_refused(folder: Path, name: str, told: str):
    with pytest.raises(OutputError, match=told):
        write_rows([], str(folder.parent / name))


def test_a_folder_as_output_is_refused(tmp_path: Path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_rows([], str(tmp_path / "x.csv"), overwrite=True)


def test_rows_that_stop_halfway_leave_no_output(tmp_path: Path):
    def broken():
        yield from ()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(broken(), str(tmp_path / "out.jsonl"))
    assert list(tmp_path.iterdir()) == []


def make_archive(folder: Path, good: int, bad: int) -> None:
    """Write reports, and as many as `bad` that hang, kill or stop their reader, in the proportion of 1 to 1 to 8."""
    folder.mkdir()
    for n in range(good):
        (folder / f"{n:05d}.txt").write_text(REPORT.replace("四十", str(n)), encoding="utf-8")
    step = good // bad
    malformed = (b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 cut", "法治".encode() + b"\xff\xff")
    for n in range(bad):
        content = {0: b"HANG", 1: b"DIE"}.get(n % 10, malformed[n % 4])
        (folder / f"{n * step:05d}-bad.txt").write_bytes(content)


def classify_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, list[Result]]:
    monkeypatch.setattr(batch, "_FILES", "tests.trouble:classify_files")
    engine = LocalEngine(Work(preparation(None, None), "jsonl", seconds=2), 2, batch.BUNDLE)
    try:
        results = list(run_tasks(Tasks(find_inputs(folder)), engine))
    finally:
        engine.close()
    return b"".join(result.data for result in results), [result for result in results if result.failure]


@pytest.mark.parametrize(
    ("good", "bad"), [(40, 10), pytest.param(9900, 100, marks=pytest.mark.slow)], ids=["fifty", "ten thousand"]
)
def test_documents_that_hang_or_kill_their_reader_cost_themselves_alone(
    tmp_path: Path, monkeypatch, good: int, bad: int
):
    make_archive(tmp_path / "in", good, bad)
    rows, failures = classify_archive(tmp_path / "in", monkeypatch)
    assert len(failures) == bad
    reasons = [failure.failure for failure in failures]
    assert sum("took longer than 2 s" in reason for reason in reasons) == bad // 10
    assert sum("crashed the process" in reason for reason in reasons) == bad // 10
    for failure in failures:
        Path(failure.task.input.name).unlink()
    assert classify_archive(tmp_path / "in", monkeypatch) == (rows, [])
