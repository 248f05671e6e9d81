"""The commands that look: ``paragraphs`` at a report, ``doctor`` at the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from classifier import doctor
from classifier.doctor import examine
from classifier.documents import office
from tests.conftest import ROOT

REPORT = """首页
云泽县2023年法治政府建设工作报告
一、主要工作
全年办结行政复议案件三十二件，无一超期。\x1b[31m
云泽县人民政府
2024年1月20日
"""


def run(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "classifier", *map(str, args)], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "a.txt"


def test_paragraphs_shows_what_was_read_and_why_each_line_was_left_out(report):
    told = run("paragraphs", report).stdout
    assert "title: 云泽县2023年法治政府建设工作报告\nregion: 云泽县\nyear: 2023" in told
    assert "1 paragraphs, 5 lines left out" in told
    assert "left out, heading: 一、主要工作" in told
    assert "left out, page furniture (buttons): 首页" in told
    assert "   1  成效  全年办结行政复议案件" in told
    assert "\x1b" not in told


def test_paragraphs_gives_every_line_once_as_json(report):
    lines = [json.loads(line) for line in run("paragraphs", report, "--format", "json").stdout.splitlines()]
    assert [line["text"] for line in lines] == [line.strip() for line in REPORT.splitlines()]
    assert [line["kept"] for line in lines] == [False, False, False, True, False, False]


def test_keep_all_takes_every_line_for_a_paragraph(report):
    lines = [
        json.loads(line) for line in run("paragraphs", report, "--keep-all", "--format", "json").stdout.splitlines()
    ]
    assert all(line["kept"] for line in lines)
    assert len(lines) == 6


def test_paragraphs_shows_the_documents_of_a_table(tmp_path):
    (tmp_path / "a.csv").write_text("报告,文本\n甲,开展普法。\n甲,调解纠纷。\n乙,优化服务。\n", encoding="utf-8")
    lines = [json.loads(line) for line in run("paragraphs", tmp_path / "a.csv", "--format", "json").stdout.splitlines()]
    assert [(line["document"], line["text"]) for line in lines] == [
        ("甲", "开展普法。"), ("甲", "调解纠纷。"), ("乙", "优化服务。"),
    ]  # fmt: skip


def test_doctor_finds_this_machine_in_order():
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert "good  default model" in done.stdout
    assert "good  child process" in done.stdout
    assert "BAD" not in done.stdout


def test_doctor_tells_a_folder_that_cannot_be_written(anyones, another_user):
    (anyones / "closed").mkdir(mode=0o555)
    with another_user():
        assert doctor._is_writable(anyones / "closed" / "models") == (False, anyones / "closed")


def test_doctor_tells_a_model_that_is_damaged(kept):
    (kept.resolve("small").path / "weights.npz").write_bytes(b"")
    kept.use("small")
    done = run("doctor", CLASSIFIER_MODELS=str(kept.root))
    assert done.returncode == 1
    assert "BAD   default model" in done.stdout
    assert "classifier models verify" in done.stdout


def test_doctor_tells_what_is_missing_and_how_to_get_it(monkeypatch):
    monkeypatch.setattr(doctor, "find_libreoffice", lambda: "")
    monkeypatch.setattr(doctor, "_EXTRAS", (("parquet", "Parquet files", "no_such_module"),))
    findings = {finding.what: finding for finding in examine()}
    assert findings["LibreOffice"].good is None
    assert "save such files as .docx" in findings["LibreOffice"].advice
    assert findings["Parquet files"].advice == "pip install 'fazhi-classifier[parquet]'"


def test_doctor_tells_a_libreoffice_that_does_not_start(monkeypatch, tmp_path):
    (tmp_path / "soffice").write_text("no program")
    monkeypatch.setattr(doctor, "find_libreoffice", lambda: str(tmp_path / "soffice"))
    found = next(finding for finding in examine() if finding.what == "LibreOffice")
    assert found.good is False
    assert "does not start" in found.told
    assert office.find_libreoffice is not doctor.find_libreoffice
