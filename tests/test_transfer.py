"""Versions carried in a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import ModelError, ModelNotFoundError, OutputError
from classifier.loading import load_model
from classifier.publication import publish
from classifier.registry import Registry
from classifier.transfer import export_version, import_version
from tests import hostile
from tests.conftest import ROOT

MEMORY = 200 * 1024 * 1024  # bytes that a refusal may take
SECONDS = 1.0


@pytest.fixture
def packed(kept: Registry, tmp_path: Path) -> Path:
    export_version(kept, kept.resolve("small"), tmp_path / "small.zip")
    return tmp_path / "small.zip"


def test_a_version_arrives_as_it_left(kept, packed, tmp_path):
    other = Registry(tmp_path / "other")
    version = import_version(other, packed, name="mine")
    assert version.reference == "mine@1"
    here, there = kept.read(kept.resolve("small")), other.read(version)
    assert here == there
    assert load_model("mine", models=other.root).themes == load_model("small", models=kept.root).themes
    assert other.history("mine")[0]["action"] == "import"


def test_the_same_version_gives_the_same_bytes(kept, packed):
    first = packed.read_bytes()
    export_version(kept, kept.resolve("small"), packed, overwrite=True)
    assert packed.read_bytes() == first


def test_a_file_that_is_there_is_not_overwritten(kept, packed):
    with pytest.raises(OutputError, match="is there already"):
        export_version(kept, kept.resolve("small"), packed)


@pytest.fixture(scope="module")
def refusals(training, tmp_path_factory) -> dict[str, dict[str, Any]]:
    """What came of importing every hostile file, each in a process that may not grow by more than `MEMORY`."""
    folder = tmp_path_factory.mktemp("hostile")
    registry = Registry(folder / "models")
    publish(training, registry, name="small")
    export_version(registry, registry.resolve("small"), folder / "small.zip")
    good = (folder / "small.zip").read_bytes()
    (folder / "files").mkdir()
    (folder / "files" / "good.zip").write_bytes(good)
    for name in hostile.TOLD:
        (folder / "files" / f"{name}.zip").write_bytes(hostile.build(name, good))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile", str(folder / "files"), str(folder / "other"), str(MEMORY)],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert ended.stderr == ""
    found = json.loads(ended.stdout)
    found["good.zip"] = found.pop("good")
    found["left"] = {"names": Registry(folder / "other").names(), "evil": list(folder.rglob("evil*"))}
    return found


@pytest.mark.parametrize("name", hostile.TOLD)
def test_a_hostile_file_is_refused_for_what_it_is(refusals, name):
    told = refusals[name]["told"]
    assert f"{name}.zip: " in told
    assert pytest.raises(ModelError, match=hostile.TOLD[name]).matches(ModelError(told)), told
    assert "\n" not in told
    assert refusals[name]["seconds"] < SECONDS
    assert refusals[name]["kilobytes"] * 1024 < MEMORY


def test_the_good_file_that_they_were_made_of_is_taken_in_within_the_same_limits(refusals):
    assert refusals["good.zip"]["told"] == "took it in"
    assert refusals["left"] == {"names": ["mine"], "evil": []}


@pytest.mark.parametrize("name", ["extra file", "pickle as model", "missing file", "other themes in the manifest"])
def test_nothing_is_written_of_a_file_that_is_refused(packed, tmp_path, name):
    packed.write_bytes(hostile.build(name, packed.read_bytes()))
    with pytest.raises(ModelError, match=hostile.TOLD[name]):
        import_version(Registry(tmp_path / "other"), packed, name="mine")
    assert not (tmp_path / "other").exists()


def test_a_link_or_pipe_in_place_of_a_file_is_refused(packed, tmp_path):
    (tmp_path / "link.zip").symlink_to(packed)
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("link.zip", "pipe.zip"):
        with pytest.raises(ModelError, match=name.replace(".", r"\.")):
            import_version(Registry(tmp_path / "other"), tmp_path / name, name="mine")


def test_a_file_that_is_not_there_is_told_with_what_makes_one(tmp_path):
    with pytest.raises(ModelError, match=r"none\.zip: there is no such file; name one that 'classifier models export'"):
        import_version(Registry(tmp_path / "other"), tmp_path / "none.zip", name="mine")


def test_a_name_that_is_none_is_told_before_the_file_is_read(tmp_path):
    with pytest.raises(ModelNotFoundError, match=r"^'\.\./mine' cannot be a model's name"):
        import_version(Registry(tmp_path / "other"), tmp_path / "none.zip", name="../mine")
