"""LibreOffice reads what this package does not."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import psutil
import pytest

from classifier import read_document
from classifier.documents import office
from classifier.documents.office import convert_to_docx, find_libreoffice
from classifier.errors import DocumentError
from tests.conftest import require_program

RTF = (
    "{\\rtf1\\ansi\\uc0 "
    + "\\par ".join(
        "".join(f"\\u{ord(c)}" for c in line) + " "
        for line in ("一、主要工作", "全年办结行政复议案件三十二件，无一超期。")
    )
    + "}"
).encode()


@pytest.fixture
def impostor(tmp_path, monkeypatch):
    """Put a program of our own in the place of LibreOffice."""

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office, "find_libreoffice", lambda: str(program))
        return program

    return put


@pytest.mark.minutes
def test_an_rtf_file_is_read(tmp_path):
    require_program("soffice")
    path = tmp_path / "report.rtf"
    path.write_bytes(RTF)
    assert read_document(path).text.split("\n") == ["一、主要工作", "全年办结行政复议案件三十二件，无一超期。"]


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "find_libreoffice", lambda: "")
    with pytest.raises(DocumentError, match=r"is a \.doc file, which is read through LibreOffice.*save it as \.docx"):
        convert_to_docx(b"x", ".doc")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(impostor, monkeypatch, tmp_path):
    impostor(f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    with pytest.raises(DocumentError, match=r"took LibreOffice longer than 0\.5 s"):
        convert_to_docx(b"x", ".doc")
    time.sleep(0.2)
    pid = int((tmp_path / "pid").read_text())
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_conversion_that_gives_nothing_says_so(impostor):
    impostor("exit 1")
    with pytest.raises(DocumentError, match=r"could not be opened by LibreOffice as a \.doc file"):
        convert_to_docx(b"x", ".doc")


def test_libreoffice_is_found_on_the_path(impostor, monkeypatch, tmp_path):
    impostor("")
    find_libreoffice.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_libreoffice() == str(tmp_path / "soffice")
    find_libreoffice.cache_clear()
