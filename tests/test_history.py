"""History as a file and back; each line carries a checksum of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.errors import ModelError
from classifier.history import append_record, read_history


@pytest.fixture
def path(tmp_path: Path) -> Path:
    append_record(tmp_path / "history.jsonl", {"action": "add", "version": 1})
    append_record(tmp_path / "history.jsonl", {"action": "promote", "version": 1, "reason": "更好"})
    return tmp_path / "history.jsonl"


def test_records_read_back_as_written(path: Path):
    expected = [{"action": "add", "version": 1}, {"action": "promote", "version": 1, "reason": "更好"}]
    assert read_history(path) == read_history(path, strict=True) == expected


def test_a_model_without_a_history_has_an_empty_one(tmp_path: Path):
    assert read_history(tmp_path / "history.jsonl", strict=True) == []


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"1",
        b"[]",
        b'{"action": "add"}',
        b'{"action":"add", "check": "0"}',
        b'{"action": "\\ud800", "check": "0"}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_line_that_is_not_ours_is_passed_over_unless_one_is_strict(path: Path, line: bytes):
    whole = path.read_bytes()
    path.write_bytes(whole + line + b"\n")
    assert len(read_history(path)) == 2
    with pytest.raises(ModelError, match=r"history\.jsonl, line 3: is not as it was written; restore the file"):
        read_history(path, strict=True)


def test_a_history_whose_last_byte_is_missing_is_told_when_one_is_strict(path: Path):
    path.write_bytes(path.read_bytes()[:-1])
    assert len(read_history(path)) == 2
    with pytest.raises(ModelError, match=r"history\.jsonl: its end is missing"):
        read_history(path, strict=True)
