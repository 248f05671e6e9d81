"""``classifier models``, as a person runs it, on models that are there already."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.registry import Registry
from tests.conftest import ROOT
from tests.hostile import build

pytestmark = pytest.mark.minutes

NAMES = ("default", "sklearn-1.4", "sklearn-1.6", "sklearn-1.7", "sklearn-1.9")


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    shutil.copytree(ROOT / "tests" / "models", tmp_path / "models")
    return Registry(tmp_path / "models")


@pytest.fixture
def run(registry: Registry, tmp_path: Path):
    """Run ``classifier models`` in an empty folder."""
    environment = {**os.environ, "CLASSIFIER_MODELS": str(registry.root), "PYTHONIOENCODING": "utf-8"}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "classifier", "models", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    return call


def test_verify_without_a_reference_checks_every_version_of_every_model(run, registry):
    first = registry.resolve("sklearn-1.6")
    again = registry.adopt("sklearn-1.6", {path.name: path.read_bytes() for path in first.path.iterdir()})
    checked = run("verify")
    assert checked.returncode == 0
    assert sorted(checked.stdout.split("\n")[:-1]) == sorted(
        f"{r}: good" for r in ("sklearn-1.6@2", *(f"{n}@1" for n in NAMES))
    )
    evaluation = again.path / "evaluation.json"  # nothing that answers depends on it
    evaluation.write_bytes(evaluation.read_bytes().replace(b"0.", b"1.", 1))
    checked = run("verify")
    assert checked.returncode == 1
    assert checked.stderr.startswith(f"error: {evaluation}: its content is not what the manifest says")
    assert checked.stderr.count("\n") == 1


def test_verify_names_every_damaged_version_and_checks_the_others(run, registry):
    damaged, whole = NAMES[1:3], (NAMES[0], *NAMES[3:])
    for name in damaged:
        weights = registry.resolve(name).path / "weights.npz"
        weights.write_bytes(weights.read_bytes()[:-1])
    checked = run("verify")
    assert checked.returncode == 1
    assert sorted(checked.stdout.split("\n")[:-1]) == sorted(f"{n}@1: good" for n in whole)
    said = checked.stderr.split("\n")[:-1]
    assert [line.startswith("error: ") for line in said] == [True, True]
    assert all(name in line for name, line in zip(damaged, sorted(said), strict=True))


def test_a_removed_number_is_not_given_again_by_import(run, registry, tmp_path):
    assert run("export", "sklearn-1.4", "one.zip").returncode == 0
    assert run("import", "one.zip", "--name", "mine").stdout == "mine@1\n"
    assert run("import", "one.zip", "--name", "mine").stdout == "mine@2\n"
    assert run("remove", "mine@2").stderr == "mine@2 is removed\n"
    assert run("import", "one.zip", "--name", "mine").stdout == "mine@3\n"
    assert "mine@2" not in run("list").stdout


@pytest.mark.parametrize("name", ["a time that clears the screen", "bomb of lists"])
def test_a_hostile_file_is_one_line_and_leaves_no_model(run, registry, tmp_path, name):
    run("export", "sklearn-1.4", "one.zip")
    (tmp_path / "one.zip").write_bytes(build(name, (tmp_path / "one.zip").read_bytes()))
    refused = run("import", "one.zip", "--name", "mine")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: one.zip: ")
    assert refused.stderr.count("\n") == 1
    assert not (registry.root / "mine").exists()


def test_rolling_back_a_model_that_is_not_there_lists_those_that_are(run, registry):
    told = run("rollback", "typo@production")
    assert told.returncode == 1
    assert "there is no model 'typo'" in told.stderr
    assert "sklearn-1.4, sklearn-1.6" in told.stderr
    assert not (registry.root / "typo").exists()
