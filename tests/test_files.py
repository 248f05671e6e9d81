"""Writing: the whole new thing or what was there before."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from classifier import files
from classifier.errors import OutputError


def test_a_file_is_written_with_its_folders(tmp_path: Path):
    files.write_file(tmp_path / "a" / "b" / "out.txt", b"one")
    assert (tmp_path / "a" / "b" / "out.txt").read_bytes() == b"one"


def test_a_failure_while_writing_leaves_the_old_file_and_no_debris(tmp_path: Path):
    target = tmp_path / "out.txt"
    files.write_file(target, b"old")
    with pytest.raises(RuntimeError), files.replace_file(target) as sink:
        sink.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_half_written_file_does_not_carry_the_final_name(tmp_path: Path):
    with files.replace_file(tmp_path / "out.txt") as sink:
        sink.write(b"half")
        sink.flush()
        assert not (tmp_path / "out.txt").exists()
    assert (tmp_path / "out.txt").exists()


def test_a_passing_file_is_written_with_its_folder_and_never_over_another(tmp_path: Path):
    files.write_passing(tmp_path / "parts" / "1", b"rows")
    assert (tmp_path / "parts" / "1").read_bytes() == b"rows"
    with pytest.raises(FileExistsError):
        files.write_passing(tmp_path / "parts" / "1", b"others")


def test_a_folder_is_written_whole(tmp_path: Path):
    files.write_folder(tmp_path / "v" / "000001", {"a": b"1", "b": b"2"})
    assert sorted(os.listdir(tmp_path / "v" / "000001")) == ["a", "b"]
    assert os.listdir(tmp_path / "v") == ["000001"]


def test_a_folder_that_is_there_is_never_replaced(tmp_path: Path):
    files.write_folder(tmp_path / "1", {"a": b"1"})
    with pytest.raises(FileExistsError):
        files.write_folder(tmp_path / "1", {"a": b"2"})
    assert (tmp_path / "1" / "a").read_bytes() == b"1"
    assert os.listdir(tmp_path) == ["1"]


def test_a_file_in_the_way_of_a_folder_is_never_replaced(tmp_path: Path):
    (tmp_path / "1").write_bytes(b"")
    with pytest.raises(FileExistsError):
        files.write_folder(tmp_path / "1", {"a": b"2"})


def test_a_folder_takes_its_name_when_it_is_whole(tmp_path: Path):
    with files.replace_folder(tmp_path / "a" / "rows") as folder:
        (folder / "part").write_bytes(b"1")
        assert not (tmp_path / "a" / "rows").exists()
    assert (tmp_path / "a" / "rows" / "part").read_bytes() == b"1"
    assert os.listdir(tmp_path / "a") == ["rows"]


def test_a_folder_takes_the_place_of_another(tmp_path: Path):
    files.write_folder(tmp_path / "rows", {"old": b"1", "older": b"2"})
    with files.replace_folder(tmp_path / "rows") as folder:
        (folder / "new").write_bytes(b"3")
    assert os.listdir(tmp_path / "rows") == ["new"]
    assert os.listdir(tmp_path) == ["rows"]


def test_a_folder_that_fails_leaves_the_old_one_and_no_debris(tmp_path: Path):
    files.write_folder(tmp_path / "rows", {"old": b"1"})
    with pytest.raises(RuntimeError), files.replace_folder(tmp_path / "rows") as folder:
        (folder / "new").write_bytes(b"3")
        raise RuntimeError
    assert os.listdir(tmp_path / "rows") == ["old"]
    assert os.listdir(tmp_path) == ["rows"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_folder_that_cannot_be_renamed_leaves_the_old_one(tmp_path: Path, monkeypatch, failing: int):
    files.write_folder(tmp_path / "rows", {"old": b"1"})
    renamed: list[Path] = []
    rename = files._rename

    def refuse(source: Path, target: Path) -> None:
        renamed.append(source)
        if len(renamed) == failing:
            raise OSError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(files, "_rename", refuse)
    with pytest.raises(OutputError, match="cannot be written"), files.replace_folder(tmp_path / "rows"):
        pass
    assert os.listdir(tmp_path / "rows") == ["old"]
    assert os.listdir(tmp_path) == ["rows"]


def test_a_disk_that_refuses_is_named(tmp_path: Path, monkeypatch):
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_fsync", refuse)
    for write in (
        lambda: files.write_file(tmp_path / "x", b"1"),
        lambda: files.write_folder(tmp_path / "y", {"a": b"1"}),
    ):
        with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\); free some space"):
            write()
    assert os.listdir(tmp_path) == []


def test_lines_are_appended_after_a_torn_one(tmp_path: Path):
    log = tmp_path / "log"
    files.append_line(log, "one")
    log.write_bytes(log.read_bytes() + b'{"torn')
    files.append_line(log, "two")
    assert log.read_bytes() == b'one\n{"torn\ntwo\n'


def test_a_removed_folder_keeps_its_place(tmp_path: Path):
    files.write_folder(tmp_path / "1", {"a": b"1", "b": b"2"})
    files.remove_folder(tmp_path / "1", "removed")
    assert os.listdir(tmp_path / "1") == ["removed"]
    with pytest.raises(FileExistsError):
        files.write_folder(tmp_path / "1", {"a": b"3"})


def test_a_line_that_could_not_be_written_leaves_the_log_as_it_was(tmp_path: Path, monkeypatch):
    files.append_line(tmp_path / "log", "one")

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_fsync", refuse)
    with pytest.raises(OutputError, match="No space left"):
        files.append_line(tmp_path / "log", "two")
    assert (tmp_path / "log").read_bytes() == b"one\n"


def test_an_old_file_of_another_machine_is_left_over(tmp_path: Path):
    theirs = tmp_path / ".tmp-out.txt.otherhost-1-abcd"
    theirs.write_bytes(b"")
    assert files.collect_leftovers(tmp_path) == []
    os.utime(theirs, (0, 0))
    assert files.collect_leftovers(tmp_path) == [theirs]


def test_what_a_running_process_of_another_user_writes_is_not_left_over(anyones: Path, another_user):
    theirs = anyones / f".tmp-out.txt.{socket.gethostname()}-1-abcd"  # process 1 runs always, and is root's
    theirs.write_bytes(b"")
    os.utime(theirs, (0, 0))
    with another_user():
        assert files.collect_leftovers(anyones) == []
    assert theirs.exists()


@pytest.mark.parametrize("process", ["999999999", "9" * 30])
def test_what_a_process_that_is_gone_or_never_was_has_written_is_left_over(tmp_path: Path, process: str):
    theirs = tmp_path / f".tmp-out.txt.{socket.gethostname()}-{process}-abcd"
    theirs.write_bytes(b"")
    assert files.collect_leftovers(tmp_path) == [theirs]


def test_a_left_over_link_is_removed_and_not_what_it_points_to(tmp_path: Path):
    (tmp_path / "kept").mkdir()
    link = tmp_path / f".tmp-out.{socket.gethostname()}-999999999-abcd"
    link.symlink_to(tmp_path / "kept")
    assert files.collect_leftovers(tmp_path) == [link]
    assert os.listdir(tmp_path) == ["kept"]


def test_a_file_in_the_way_of_a_folder_that_is_needed_is_named(tmp_path: Path):
    (tmp_path / "models").write_bytes(b"")
    for write in (
        lambda: files.write_file(tmp_path / "models" / "m" / "x", b"1"),
        lambda: files.write_folder(tmp_path / "models" / "m" / "1", {"a": b"1"}),
        lambda: files.append_line(tmp_path / "models" / "log", "1"),
        lambda: files.locked(tmp_path / "models" / ".lock").__enter__(),
    ):
        with pytest.raises(OutputError, match=r"cannot be written \(.*models is no folder\)"):
            write()


def test_a_folder_that_another_writer_makes_at_the_same_moment_is_used(tmp_path: Path, monkeypatch):
    real = files._mkdir

    def late(path: Path) -> None:
        path.mkdir()
        real(path)

    monkeypatch.setattr(files, "_mkdir", late)
    files.write_file(tmp_path / "a" / "b" / "out", b"1")
    assert (tmp_path / "a" / "b" / "out").read_bytes() == b"1"


def test_only_one_holds_a_lock(tmp_path: Path):
    import threading

    order: list[str] = []

    def second() -> None:
        with files.locked(tmp_path / ".lock"):
            order.append("second")

    with files.locked(tmp_path / ".lock"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_file_grows_by_whole_pieces_from_where_it_is_told(tmp_path: Path):
    with files.Appending(tmp_path / "deep" / "rows") as rows:
        rows.write(b"one two")
        rows.sync()
    with files.Appending(tmp_path / "deep" / "rows", 4) as rows:
        rows.write(b"three")
    assert (tmp_path / "deep" / "rows").read_bytes() == b"one three"


def test_a_file_grows_in_the_hands_of_one_process_at_a_time(tmp_path: Path):
    with files.Appending(tmp_path / "rows") as first:
        first.write(b"mine")
        with pytest.raises(OutputError, match="is being written by another process"):
            files.Appending(tmp_path / "rows")
    assert (tmp_path / "rows").read_bytes() == b"mine"


def test_a_file_grows_on_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", refuse)
    with files.Appending(tmp_path / "rows") as rows:
        rows.write(b"all the same")
    assert (tmp_path / "rows").read_bytes() == b"all the same"


def test_a_file_takes_its_final_name_in_place_of_what_is_there(tmp_path: Path):
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "old").write_bytes(b"old")
    files.move_file(tmp_path / "new", tmp_path / "old")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old", b"new")]


def test_a_file_is_removed_if_it_is_there(tmp_path: Path):
    (tmp_path / "old").write_bytes(b"old")
    for _ in range(2):
        files.remove_file(tmp_path / "old")
    assert list(tmp_path.iterdir()) == []
