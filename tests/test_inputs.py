"""What paths name, before anything is opened."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from classifier.errors import DocumentError
from classifier.inputs import find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    (reports / "2023").mkdir(parents=True)
    for name in ("b.docx", "a.TXT", "2023/c.html", ".hidden.txt", "~$b.docx", "notes.md", "rows.csv"):
        (reports / name).write_text("x")
    return reports


def names(paths) -> list[str]:
    return [Path(found.name).name for found in find_inputs(paths)]


def test_a_folder_gives_the_reports_below_it_in_order(folder):
    assert names(folder) == ["c.html", "a.TXT", "b.docx"]


def test_each_input_is_given_once(folder):
    assert names([folder / "a.TXT", folder, folder]) == ["a.TXT", "c.html", "b.docx"]


def test_a_folder_with_nothing_to_read_is_named(tmp_path):
    (tmp_path / "x.md").write_text("")
    with pytest.raises(DocumentError, match=r"holds no reports \(\.txt"):
        find_inputs(tmp_path)


def test_tables_are_read_when_they_are_named(folder):
    (found,) = find_inputs(folder / "rows.csv")
    assert found.is_table
    assert "rows.csv" not in names(folder)


def test_a_folder_of_parquet_parts_is_a_table(tmp_path):
    (tmp_path / "rows.parquet").mkdir()
    assert find_inputs(tmp_path / "rows.parquet")[0].is_table


def test_a_pattern_gives_what_matches(folder):
    assert names(f"{folder}/*.[dT]*") == ["a.TXT", "b.docx"]
    assert names(f"{folder}/**/*.html") == ["c.html"]
    with pytest.raises(DocumentError, match="no file matches"):
        find_inputs(f"{folder}/*.pdf")


def test_a_name_with_brackets_that_is_there_is_no_pattern(tmp_path):
    (tmp_path / "报告[1].txt").write_text("x")
    assert names(tmp_path / "报告[1].txt") == ["报告[1].txt"]


def test_a_list_gives_its_lines(folder, tmp_path):
    (tmp_path / "list.txt").write_text(f"\ufeff{folder}/b.docx\n\n{folder}/2023\r\n", encoding="utf-8")
    assert names(f"@{tmp_path}/list.txt") == ["b.docx", "c.html"]


def test_a_list_on_standard_input_gives_its_lines(folder, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{folder}/b.docx\n".encode())))
    assert names("@-") == ["b.docx"]


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read"), ("\n \n", "lists no paths")])
def test_a_list_without_paths_is_named(tmp_path, content, told):
    if content is not None:
        (tmp_path / "list.txt").write_text(content)
    with pytest.raises(DocumentError, match=rf"list\.txt: {told}"):
        find_inputs(f"@{tmp_path}/list.txt")


def test_a_document_on_standard_input_is_kept_in_a_file(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text")))
    (found,) = find_inputs("-")
    assert found.name == "-"
    assert Path(found.path).read_bytes() == b"text"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on this system")
def test_a_link_is_followed_within_its_folder_and_not_out_of_it(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    (folder / "in.txt").symlink_to(folder / "a.TXT")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    problems = {Path(found.name).name: found.problem for found in find_inputs(folder)}
    assert problems["in.txt"] == ""
    assert "leaves the folder" in problems["out.txt"]
    assert "secret.txt" not in problems


def test_what_is_not_there_is_told_by_who_reads_it(tmp_path):
    assert names(tmp_path / "none.txt") == ["none.txt"]
