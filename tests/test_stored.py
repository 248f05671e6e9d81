"""Reading what lies on the disk: regular files, of a user who may, as large as they should be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classifier.errors import ModelError
from classifier.stored import LARGEST, is_there, list_folder, read_checked, read_json, read_regular, sha256


def test_a_regular_file_is_read(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"123")
    assert read_regular(tmp_path / "a") == read_regular(tmp_path / "a", 3) == b"123"


def test_what_is_no_regular_file_is_named_and_nothing_is_waited_for(tmp_path: Path):
    (tmp_path / "kept").write_bytes(b"123")
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, told in (
        ("link", "cannot be read as a regular file"), ("folder", "is not a regular file"),
        ("pipe", "is not a regular file"), ("none", "is missing"),
    ):  # fmt: skip
        with pytest.raises(ModelError, match=f"{name}: {told}"):
            read_regular(tmp_path / name)


def test_a_file_larger_than_it_may_be_is_not_read(tmp_path: Path):
    with (tmp_path / "a").open("wb") as file:
        file.truncate(LARGEST + 1)  # a hole, which takes no space
    with pytest.raises(ModelError, match=r"a: has 536870913 bytes, more than the 536870912 expected"):
        read_regular(tmp_path / "a")


def test_a_file_is_what_a_manifest_lists_or_damaged(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"123")
    assert read_checked(tmp_path / "a", {"size": 3, "sha256": sha256(b"123")}) == b"123"
    for listed, told in (
        (None, "the manifest does not list this file"),
        ({"size": 2, "sha256": sha256(b"123")}, "has 3 bytes, more than the 2"),
        ({"size": 4, "sha256": sha256(b"123")}, "not what the manifest says"),
        ({"size": 3, "sha256": sha256(b"124")}, "not what the manifest says"),
    ):
        with pytest.raises(ModelError, match=told):
            read_checked(tmp_path / "a", listed)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"a": 1}', b'{\n "a": "\\ud800"\n}\n', b'{\n "a": NaN\n}\n', b"[" * 99_999]
)
def test_json_that_was_not_written_here_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"a\.json: is not .*; restore it from a copy|a\.json: is not JSON"):
        read_json(tmp_path / "a.json")


def test_a_folder_is_listed_and_one_that_is_not_there_is_empty(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"")
    assert list_folder(tmp_path) == [tmp_path / "a"]
    assert list_folder(tmp_path / "none") == list_folder(tmp_path / "a") == []
    assert [is_there(tmp_path / name) for name in ("a", "none", "a/b")] == [True, False, False]


def test_a_folder_that_this_user_may_not_look_into_is_named(anyones: Path, another_user):
    closed = anyones / "closed"
    closed.mkdir(mode=0)
    with another_user():
        for look in (lambda: is_there(closed / "a"), lambda: list_folder(closed)):
            with pytest.raises(ModelError, match=r"closed.*: cannot be read \(Permission denied\); ask its owner"):
                look()
    closed.chmod(0o700)
