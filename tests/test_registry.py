"""Versions, aliases, history."""

from __future__ import annotations

import json
import os
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifier import files
from classifier.aliases import write_aliases
from classifier.errors import ModelError, ModelNotFoundError, OutputError
from classifier.history import append_record
from classifier.registry import Registry, check_name
from classifier.stored import dump_json


def add(registry: Registry, content: bytes = b"1", name: str = "m"):
    return registry.add(name, {"a.bin": content}, {"metrics": {}})


def test_versions_count_from_one(registry: Registry):
    assert [add(registry).reference for _ in range(3)] == ["m@1", "m@2", "m@3"]
    assert [v.number for v in registry.versions("m")] == [1, 2, 3]


def test_a_number_is_not_given_again_while_something_stands_there(registry: Registry):
    add(registry)
    (registry.root / "m" / "versions" / "000007").mkdir()
    (registry.root / "m" / "versions" / "000007" / "removed").write_bytes(b"")
    assert add(registry).number == 8
    assert [v.number for v in registry.versions("m")] == [1, 8]


@pytest.mark.parametrize("lost", ["the whole folder", "what is in the folder"])
def test_the_number_of_a_removed_version_is_never_given_again(registry: Registry, lost: str):
    add(registry)
    registry.remove(add(registry))
    gone = registry.root / "m" / "versions" / "000002"
    (gone / "removed").unlink()
    if lost == "the whole folder":
        gone.rmdir()
    assert add(registry).number == 3
    registry.remove(registry.resolve("m@3"))
    assert [add(registry).number, add(registry).number] == [4, 5]
    assert [v.number for v in registry.versions("m")] == [1, 4, 5]


def test_a_number_in_the_history_that_is_none_is_passed_over(registry: Registry):
    add(registry)
    append_record(registry.root / "m" / "history.jsonl", {"action": "add", "version": "7"})
    assert add(registry).number == 2


def test_a_number_that_a_trainer_without_locks_takes_first_is_left_to_it(registry: Registry, monkeypatch):
    monkeypatch.setattr(files, "_lock", lambda handle: None)  # as on a file system that has none
    other = Registry(registry.root)
    moments = iter([None, lambda: add(other, b"the other's"), None])

    def clock() -> datetime:
        if (act := next(moments)) is not None:
            act()
        return datetime(2026, 1, 1, tzinfo=UTC)

    registry.clock = clock
    assert add(registry, b"ours").number == 2
    assert registry.read(registry.resolve("m@1")) == {"a.bin": b"the other's"}
    assert registry.read(registry.resolve("m@2")) == {"a.bin": b"ours"}
    for version in registry.versions("m"):
        registry.verify(version)


@pytest.mark.parametrize("name", ["../a.bin", "b/a.bin", "", ".a", "a\n"])
def test_a_file_that_would_leave_the_version_is_not_written(registry: Registry, tmp_path: Path, name: str):
    with pytest.raises(ModelError, match="lists no files"):
        registry.add("m", {name: b"1"}, {})
    assert os.listdir(tmp_path) == []


def test_trainers_at_once_get_distinct_versions(registry: Registry):
    threads = [threading.Thread(target=add, args=(registry,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [v.number for v in registry.versions("m")] == list(range(1, 13))


def test_a_bare_name_is_production_else_the_newest(registry: Registry):
    first, second = add(registry), add(registry)
    assert registry.resolve("m") == second
    registry.promote(first, reason="calmer")
    assert registry.resolve("m") == registry.resolve("m@production") == first
    assert registry.resolve("m@2") == second


@pytest.mark.parametrize(
    ("reference", "told"),
    [("nobody", "there is no model 'nobody'"), ("m@9", "no version 9; its versions are: 1"), ("m@blue", "no alias 'blue'; its aliases are: none"),
     ("m@" + "9" * 5000, "no alias '9999"), ("m@-1", "no alias '-1'"), ("m@1@1", "no alias '1@1'"), ("@1", "cannot be a model's name"),
     ("../m", "cannot be a model's name"), ("m/..", "cannot be a model's name"), ("", "cannot be a model's name"), ("con", "cannot be")],
)  # fmt: skip
def test_what_is_not_there_is_told_with_what_is(registry: Registry, reference: str, told: str):
    add(registry)
    with pytest.raises(ModelNotFoundError, match=told):
        registry.resolve(reference)


@pytest.mark.parametrize("name", ["法治模型", "a", "a.b-c_9", "2026"])
def test_good_names(name: str):
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-a", "a\n", "a" * 65, "nul", "COM1.txt", "a@b", "a."])
def test_names_that_could_leave_the_folder_are_refused(name: str):
    with pytest.raises(ModelNotFoundError):
        check_name(name)


def test_the_manifest_tells_hashes_time_and_what_was_given(registry: Registry):
    manifest = registry.manifest(add(registry, b"12345"))
    assert manifest["files"]["a.bin"]["size"] == 5
    assert manifest["created"] == "2026-01-02T03:04:05+00:00"
    assert manifest["metrics"] == {}


def test_every_change_is_a_line_of_history(registry: Registry):
    first = add(registry)
    registry.promote(first, reason="first")
    registry.promote(add(registry))
    told = [(r["action"], r["version"], r.get("from"), r.get("to")) for r in registry.history("m")]
    assert told == [("add", 1, None, None), ("promote", 1, None, 1), ("add", 2, None, None), ("promote", 2, 1, 2)]
    assert registry.history("m")[1]["reason"] == "first"


def test_a_torn_line_of_history_is_passed_over(registry: Registry):
    add(registry)
    log = registry.root / "m" / "history.jsonl"
    log.write_bytes(log.read_bytes() + b'{"time": "20\n[1]\n')
    assert len(registry.history("m")) == 1


@pytest.mark.parametrize("damage", ["flip", "cut", "grow", "remove", "link", "folder"])
def test_damage_is_found_and_named(registry: Registry, damage: str):
    version = add(registry, b"content")
    path = version.path / "a.bin"
    if damage == "flip":
        path.write_bytes(b"cOntent")
    elif damage == "cut":
        path.write_bytes(b"conten")
    elif damage == "grow":
        path.write_bytes(b"contents")
    else:
        path.unlink()
    if damage == "link":
        path.symlink_to("/etc/hostname")
    elif damage == "folder":
        path.mkdir()
    with pytest.raises(ModelError, match=r"a\.bin: "):
        registry.read(version)
    with pytest.raises(ModelError, match=r"a\.bin: "):
        registry.verify(version)


def test_a_changed_manifest_is_found_also_without_an_alias(registry: Registry):
    version = add(registry)
    path = version.path / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"size": 1', b'"size": 2'))
    with pytest.raises(ModelError, match="is not the one that was written"):
        registry.read(version)


def test_a_file_that_the_manifest_does_not_know_is_found(registry: Registry):
    version = add(registry)
    (version.path / "extra").write_bytes(b"")
    with pytest.raises(ModelError, match="the manifest does not know this file"):
        registry.verify(version)


def test_a_file_that_was_asked_for_and_is_not_listed_is_named(registry: Registry):
    with pytest.raises(ModelError, match="does not list this file"):
        registry.read(add(registry), ["weights.npz"])


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_broken_json_is_named(registry: Registry, content: bytes):
    version = add(registry)
    (registry.root / "m" / "aliases.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"aliases\.json: is not"):
        registry.resolve(version.name)


def test_a_chosen_model_is_the_default(registry: Registry):
    add(registry, name="mine")
    registry.use("mine")
    assert registry.resolve().reference == "mine@1"
    with pytest.raises(ModelNotFoundError):
        registry.use("nobody")
    assert registry.default_name() == "mine"


def test_shipped_models_stand_behind_and_are_never_written(registry: Registry, tmp_path: Path):
    shipped = Registry(tmp_path / "shipped")
    add(shipped, name="default")
    front = Registry(tmp_path / "own", shipped=shipped.root)
    assert front.names() == ["default"]
    version = front.resolve()
    assert version.path.is_relative_to(shipped.root)
    with pytest.raises(ModelError, match="is a shipped model"):
        front.promote(version)
    assert not front.root.exists()
    assert add(front, name="default").path.is_relative_to(front.root)
    assert front.resolve("default").path.is_relative_to(front.root)


@pytest.mark.parametrize("content", [{}, {"name": 1}, {"name": "../m"}])
def test_a_choice_of_default_that_names_no_model_is_told(registry: Registry, content):
    add(registry)
    (registry.root / "default.json").write_bytes(dump_json(content))
    with pytest.raises(ModelError, match=r"default\.json: names no model; choose one with: classifier models use NAME"):
        registry.resolve()
    registry.use("m")
    assert registry.resolve().reference == "m@1"


def test_the_default_model_is_a_name_and_no_version(registry: Registry):
    add(registry)
    with pytest.raises(ModelNotFoundError, match="'m@1' cannot be a model's name"):
        registry.use("m@1")


def test_a_shipped_model_is_back_when_all_own_versions_are_removed(registry: Registry, tmp_path: Path):
    shipped = Registry(tmp_path / "shipped")
    add(shipped, b"shipped", name="default")
    front = Registry(registry.root, shipped=shipped.root)
    own = add(front, b"own", name="default")
    assert front.read(front.resolve("default@1")) == {"a.bin": b"own"}
    front.remove(own)
    assert front.read(front.resolve("default@1")) == {"a.bin": b"shipped"}
    assert add(front, name="default").number == 2


def test_a_shipped_version_stays_also_where_there_are_own_ones_of_its_name(registry: Registry, tmp_path: Path):
    shipped = Registry(tmp_path / "shipped")
    version = add(shipped, b"shipped", name="default")
    front = Registry(registry.root, shipped=shipped.root)
    add(front, b"own", name="default")
    for change in (front.promote, front.remove):
        with pytest.raises(ModelError, match="default is a shipped model; it stays as it is"):
            change(version)
    front.verify(version)
    assert front.read(version) == {"a.bin": b"shipped"}


def test_what_is_no_model_is_not_listed(registry: Registry):
    add(registry)
    (registry.root / "no name" / "versions").mkdir(parents=True)
    (registry.root / "notes").mkdir()
    (registry.root / "readme.txt").write_bytes(b"")
    assert registry.names() == ["m"]


def test_there_are_no_models_in_a_folder_that_is_none(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    for root in (tmp_path / "none", tmp_path / "file"):
        assert Registry(root).names() == []
        with pytest.raises(ModelNotFoundError, match="there is no model 'm' in .*; there are: none"):
            Registry(root).resolve("m")


def test_a_file_in_place_of_the_models_is_named_when_one_is_trained(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"file is no folder\); free some space or choose a folder"):
        add(Registry(tmp_path / "file"))


def test_a_file_in_place_of_the_versions_is_named_when_one_is_trained(registry: Registry):
    (registry.root / "m").mkdir(parents=True)
    (registry.root / "m" / "versions").write_bytes(b"")
    with pytest.raises(OutputError, match="versions is no folder"):
        add(registry)


@pytest.mark.parametrize("change", ["rollback", "use"])
def test_changing_a_model_that_is_not_there_makes_no_folder(registry: Registry, change: str):
    add(registry)
    with pytest.raises(ModelNotFoundError, match="there is no model 'typo' in .*; there are: m "):
        getattr(registry, change)("typo")
    assert sorted(os.listdir(registry.root)) == ["m"]


def test_a_damaged_version_does_not_take_over(registry: Registry):
    first, second = add(registry), add(registry)
    registry.promote(first)
    (second.path / "a.bin").write_bytes(b"2")
    with pytest.raises(ModelError, match=r"000002/a\.bin: its content is not what the manifest says"):
        registry.promote(second)
    assert registry.resolve("m") == first


def test_a_damaged_version_is_not_gone_back_to(registry: Registry):
    first, second = add(registry), add(registry)
    registry.promote(first)
    registry.promote(second)
    (first.path / "a.bin").write_bytes(b"2")
    with pytest.raises(ModelError, match=r"000001/a\.bin: its content is not what the manifest says"):
        registry.rollback("m")
    assert registry.resolve("m") == second


def test_a_damaged_version_can_be_removed(registry: Registry):
    first, second = add(registry), add(registry)
    (second.path / "manifest.json").write_bytes(b"{")
    registry.remove(second)
    assert registry.versions("m") == [first]
    registry.verify(first)


def test_an_alias_that_names_another_manifest_is_found(registry: Registry):
    first, second = add(registry, b"1"), add(registry, b"2")
    registry.promote(first)
    aliases = registry.aliases("m")
    aliases["production"]["version"] = second.number
    write_aliases(registry.root / "m" / "aliases.json", aliases)
    with pytest.raises(ModelError, match=r"aliases\.json: production names another manifest than .*000002"):
        registry.verify(first)


def test_a_manifest_that_is_none_is_named(registry: Registry):
    version = add(registry)
    (version.path / "manifest.json").write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"000001/manifest\.json: lists no files"):
        registry.manifest(version)


def test_the_alias_file_names_version_and_hash(registry: Registry):
    registry.promote(add(registry), "staging")
    written = json.loads((registry.root / "m" / "aliases.json").read_bytes())
    assert written["staging"]["version"] == 1
    assert len(written["staging"]["sha256"]) == 64


def test_rollback_goes_back_step_by_step(registry: Registry):
    for version in [add(registry) for _ in range(3)]:
        registry.promote(version)
    assert [registry.rollback("m").number for _ in range(2)] == [2, 1]
    assert registry.resolve("m").number == 1
    with pytest.raises(ModelNotFoundError, match="has nothing to go back to"):
        registry.rollback("m")
    assert [r["action"] for r in registry.history("m")][-2:] == ["rollback", "rollback"]


def test_rollback_passes_over_versions_that_were_removed(registry: Registry):
    first, second, third = (add(registry) for _ in range(3))
    for version in (first, second, third):
        registry.promote(version)
    registry.remove(second)
    assert registry.rollback("m") == first


def test_rolling_back_an_alias_that_never_was_is_told(registry: Registry):
    add(registry)
    with pytest.raises(ModelNotFoundError, match="m@production has nothing to go back to"):
        registry.rollback("m")


def test_promoting_what_is_in_production_changes_nothing(registry: Registry):
    version = add(registry)
    registry.promote(version)
    before = (registry.root / "m" / "history.jsonl").read_bytes()
    registry.promote(version)
    assert (registry.root / "m" / "history.jsonl").read_bytes() == before


def test_a_removed_version_is_gone_and_its_number_stays_taken(registry: Registry):
    first, second = add(registry), add(registry)
    registry.remove(second, reason="worse")
    assert registry.versions("m") == [first]
    assert os.listdir(second.path) == ["removed"]
    assert add(registry).number == 3
    assert registry.history("m")[-2]["reason"] == "worse"


def test_a_version_that_an_alias_points_to_is_not_removed(registry: Registry):
    version = add(registry)
    registry.promote(version, "staging")
    with pytest.raises(ModelError, match="m@1 is m@staging; promote another version first"):
        registry.remove(version)
    assert registry.versions("m") == [version]


def test_a_version_made_elsewhere_is_taken_in_under_a_new_number(registry: Registry, tmp_path: Path):
    other = Registry(tmp_path / "other")
    version = add(other, b"made elsewhere")
    content = {p.name: p.read_bytes() for p in version.path.iterdir()}
    add(registry)
    taken = registry.adopt("m", content)
    assert taken.number == 2
    assert registry.manifest(taken) == other.manifest(version)
    registry.verify(taken)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda c: c.pop("manifest.json"), "manifest.json is missing"),
        (lambda c: c.pop("a.bin"), "a.bin: is either not in the manifest or missing"),
        (lambda c: c.update(extra=b""), "extra: is either not in the manifest or missing"),
        (lambda c: c.update({"a.bin": b"2"}), "a.bin: its content is not what the manifest says"),
        (lambda c: c.update({"manifest.json": b"{}"}), "lists no files"),
        (lambda c: c.update({"manifest.json": b"["}), "is not JSON"),
        (lambda c: c.update({"manifest.json": b'{"files": {"a.bin": {"size": "1", "sha256": 2}}}'}), "lists no files"),
    ],
)
def test_what_is_not_whole_is_not_taken_in(registry: Registry, change, told: str):
    version = add(registry)
    content = {p.name: p.read_bytes() for p in version.path.iterdir()}
    change(content)
    with pytest.raises(ModelError, match=told):
        registry.adopt("other", content)
    assert registry.versions("other") == []


@pytest.mark.parametrize("name", ["history.jsonl", "aliases.json"])
def test_every_flipped_bit_of_history_and_aliases_is_found(registry: Registry, name: str):
    version = add(registry)
    registry.promote(version)
    registry.promote(add(registry))
    path = registry.root / "m" / name
    whole = path.read_bytes()
    with path.open("r+b", buffering=0) as file:
        for bit in range(8 * len(whole)):
            place = bit // 8
            file.seek(place)
            file.write(bytes([whole[place] ^ 1 << bit % 8]))
            with pytest.raises(ModelError, match=name.replace(".", r"\.")):
                registry.verify(version)
            file.seek(place)
            file.write(whole[place : place + 1])
    registry.verify(version)


def test_a_version_that_the_history_does_not_know_is_not_read(registry: Registry):
    version = add(registry)
    (registry.root / "m" / "history.jsonl").write_bytes(b"")
    with pytest.raises(ModelError, match="tells nothing of version 1"):
        registry.read(version)


def test_what_a_dead_writer_left_is_collected_by_the_next(registry: Registry):
    version = add(registry)
    dead = version.path.parent / f".tmp-000002.{socket.gethostname()}-999999999-abcd"
    dead.mkdir()
    alive = version.path.parent / f".tmp-000003.{socket.gethostname()}-{os.getpid()}-abcd"
    alive.mkdir()
    add(registry)
    assert not dead.exists()
    assert alive.exists()
