"""``classifier labels weak``, ``suggest`` and ``check``, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import data, run  # noqa: F401 - fixtures
from tests.test_weak import REPORT, report  # noqa: F401


def test_weak_labels_are_written_and_said_not_to_be_peoples(run, report: Path):  # noqa: F811
    result = run("labels", "weak", "reports", "-o", "weak.xlsx")
    assert result.returncode == 0, result.stderr
    assert "4 of 5 paragraphs have a weak label" in result.stderr
    assert "not people's" in result.stderr
    again = run("labels", "weak", "reports", "-o", "weak.xlsx")
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_weak_labels_go_to_standard_output(run, report: Path):  # noqa: F811
    result = run("labels", "weak", "reports", "-o", "-")
    assert [json.loads(line)["theme"] for line in result.stdout.splitlines()][1] == "行政执法"


def test_rules_are_written_edited_and_used(run, tmp_path: Path, report: Path):  # noqa: F811
    assert run("labels", "weak", "--write-rules", "rules.csv").returncode == 0
    (tmp_path / "rules.csv").write_text("主题,词语\n我的主题,案卷\n", encoding="utf-8")
    result = run("labels", "weak", "reports", "-o", "weak.jsonl", "--rules", "rules.csv")
    assert "我的主题 1" in result.stderr


def test_real_labels_show_how_often_the_rules_are_right(run, tmp_path: Path, report: Path):  # noqa: F811
    row = {"text": "1.开展案卷评查。抽查行政处罚案卷八十卷，通报问题二十个，督促各单位整改到位。", "theme": "行政执法"}
    (tmp_path / "truth.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    result = run("labels", "weak", "reports", "-o", "weak.csv", "--truth", "truth.jsonl")
    assert "of the labels that can be checked 100.0% are right" in result.stderr


def test_a_report_that_cannot_be_read_ends_with_three(run, report: Path):  # noqa: F811
    (report.parent / "坏.txt").write_bytes(b"")
    result = run("labels", "weak", "reports", "-o", "weak.csv")
    assert result.returncode == 3
    assert "坏.txt: is empty" in result.stderr


def test_paths_and_output_are_needed(run):  # noqa: F811
    assert run("labels", "weak").returncode == 2


def test_training_on_weak_labels_says_what_the_score_is(run, data: Path, tmp_path: Path):  # noqa: F811
    rows = [{**json.loads(line), "source": "弱标注：章节"} for line in data.read_text(encoding="utf-8").split("\n")]
    data.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    result = run("train", "rows.jsonl", "--name", "weak")
    assert "120 of 120 labels are weak" in result.stderr


def test_paragraphs_are_suggested(run, report: Path):  # noqa: F811
    result = run("labels", "suggest", "reports", "-o", "next.jsonl", "--count", "3")
    assert result.returncode == 0, result.stderr
    assert "3 of 5 paragraphs are worth labelling next; guessed by default@" in result.stderr


def test_a_model_and_rules_do_not_guess_together(run):  # noqa: F811
    result = run("labels", "suggest", "x", "-o", "y.csv", "--model", "a", "--rules", "b")
    assert result.returncode == 2


def test_labels_are_checked(run, data: Path):  # noqa: F811
    lines = data.read_text(encoding="utf-8").split("\n")
    lines[3] = lines[3].replace("普法宣传", "行政执法")
    data.write_text("\n".join([*lines, '{"text": "", "theme": "其他"}']), encoding="utf-8")
    result = run("labels", "check", "rows.jsonl")
    assert result.returncode == 0, result.stderr
    assert "has no text" in result.stderr
    assert "没有见过本报告的模型认为" in result.stdout


@pytest.mark.parametrize("command", ["suggest", "check"])
def test_every_command_has_help(run, command):  # noqa: F811
    assert "--overwrite" in run("labels", command, "--help").stdout
