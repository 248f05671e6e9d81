"""Disks that are full, read-only, limited, or another user's."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import ModelError, OutputError
from classifier.files import TEMPORARY
from classifier.registry import Registry
from classifier.transfer import export_version
from tests.conftest import ROOT

pytestmark = pytest.mark.minutes

FULL = "cannot be written (No space left on device); free some space or choose a folder that you may write to"


def add(registry: Registry, content: bytes = b"1"):
    return registry.add("m", {"a.bin": content, "b.bin": b"2"}, {})


def debris(root: Path) -> list[Path]:
    return list(root.rglob(f"{TEMPORARY}*"))


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Callable[..., Any]:
    """Run a scenario of `tests/small_disk.py` on a disk of two megabytes, mounted for it alone."""
    disk = tmp_path / "disk"
    disk.mkdir()
    unshare = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    if shutil.which("unshare") is None:
        pytest.skip("there is no command unshare on this system, to mount a small disk with")
    mount = 'mount -t tmpfs tmpfs "$0" && exec "$1" -c ""'
    tried = subprocess.run(
        [*unshare, "sh", "-c", mount, str(disk), sys.executable], capture_output=True, text=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {tried.stderr.strip()}")

    def run(scenario: str, argument: object = "") -> Any:
        ended = subprocess.run(
            [*unshare, sys.executable, "-m", "tests.small_disk", scenario, str(disk), str(argument)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return run


@pytest.fixture
def packed(kept: Registry, tmp_path: Path) -> Path:
    export_version(kept, kept.resolve("small"), tmp_path / "small.zip")
    return tmp_path / "small.zip"


def test_a_disk_that_fills_at_any_moment_leaves_the_old_or_the_new_model_serving(on_small_disk):
    found = on_small_disk("any_moment")
    failed = [tried for tried in found if tried["told"] != "done"]
    assert len(failed) > 12
    assert len(failed) < len(found)  # with enough space it goes through
    for tried in found:
        assert tried["debris"] == []
        if tried["told"] == "done":
            assert tried["served"] > tried["before"]
        else:
            assert tried["told"].startswith(f"{os.sep}")
            assert tried["told"].endswith(FULL)
            assert tried["served"] == tried["before"]


def test_every_change_on_a_full_disk_is_refused_in_one_line_and_works_when_there_is_space(on_small_disk):
    found = on_small_disk("every_change")
    for told in found["full"].values():
        assert told.endswith(FULL)
        assert "\n" not in told
    assert found["served"] == 2
    assert found["debris"] == []
    assert found["names"] == ["m"]
    assert set(found["after"].values()) == {"done"}
    assert found["then"] == {"served": 1, "debris": []}


def test_a_command_on_a_full_disk_ends_with_one_line_that_names_the_file(on_small_disk, packed):
    found = on_small_disk("commands", packed)
    for command in ("import", "promote", "export"):
        told = found[command]
        assert told["code"] == 1
        assert told["stdout"] == ""
        assert told["stderr"].startswith("error: /")
        assert told["stderr"].count("\n") == 1
        assert told["stderr"].endswith(f"{FULL}\n")
    assert "out.zip" in found["export"]["stderr"]
    assert found["exported"] is False
    assert found["predict"]["code"] == 0
    assert "普法宣传" in found["predict"]["stdout"]
    assert found["verify"]["stdout"] == "m@2: good\n"
    assert (found["served"], found["debris"]) == (2, [])


def test_a_read_only_disk_serves_and_is_not_changed(on_small_disk, packed):
    found = on_small_disk("read_only", packed)
    for told in found["changes"].values():
        assert "cannot be written (Read-only file system); free some space or choose a folder" in told
        assert "\n" not in told
    assert (found["served"], found["debris"]) == (1, [])


def test_a_folder_of_another_user_serves_and_is_not_written(anyones: Path, another_user):
    registry = Registry(anyones / "models")
    first, second = add(registry), add(registry)
    registry.promote(first)
    paths = [registry.root, *registry.root.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with another_user():
            assert registry.read(registry.resolve("m"))["b.bin"] == b"2"
            registry.verify(first)
            for change in (
                lambda: add(registry),
                lambda: registry.promote(second),
                lambda: registry.remove(second),
                lambda: registry.use("m"),
                lambda: registry.rollback("m"),
                lambda: export_version(registry, first, registry.root / "x.zip"),
            ):
                with pytest.raises(
                    OutputError, match=r"^/.*: cannot be written \(Permission denied\); free some space"
                ):
                    change()
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert debris(registry.root) == []
    assert registry.resolve("m") == first


@pytest.mark.parametrize("closed", [".", "m", "m/versions", "m/versions/000001", "m/aliases.json", "m/history.jsonl"])
def test_what_this_user_may_not_read_is_named(anyones: Path, another_user, closed: str):
    registry = Registry(anyones / "models", shipped=anyones / "shipped")
    registry.promote(add(registry))
    path = registry.root / closed
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        with another_user(), pytest.raises(ModelError, match=rf"^{path}.*: cannot be read.*\(Permission denied\)"):
            registry.read(registry.resolve("m"))
    finally:
        path.chmod(mode)
    assert debris(registry.root) == []
    registry.read(registry.resolve("m"))


def test_a_model_that_this_user_may_not_read_does_not_hide_the_others(anyones: Path, another_user):
    registry = Registry(anyones / "models")
    registry.add("closed", {"a.bin": b"1"}, {})
    registry.add("open", {"a.bin": b"1"}, {})
    (registry.root / "closed").chmod(0)
    try:
        with another_user():
            assert registry.names() == ["open"]
            registry.read(registry.resolve("open"))
    finally:
        (registry.root / "closed").chmod(0o755)


def test_a_file_size_limit_is_a_clean_error(tmp_path: Path):
    registry = Registry(tmp_path / "models")
    registry.promote(add(registry))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"000002: cannot be written \(File too large\); free some space"):
            add(registry, bytes(200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert debris(registry.root) == []
    assert registry.resolve("m").number == 1
    registry.read(registry.resolve("m"))
