"""The wheel, and the examples in docstrings."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
import zipfile

import pytest

import classifier
from tests.conftest import ROOT

MODULES = [m.name for m in pkgutil.walk_packages(classifier.__path__, "classifier.") if not m.name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name):
    assert importlib.import_module(name).__doc__


@pytest.mark.minutes
def test_a_wheel_works_from_an_empty_folder(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.startswith("classifier/models/default/versions/") for name in archive.namelist())
        assert any(name.startswith("classifier/corpus/") for name in archive.namelist())
        assert "classifier/writers/templates/report.html" in archive.namelist()
        archive.extractall(tmp_path / "site")
    empty = tmp_path / "empty"
    empty.mkdir()
    result = subprocess.run(
        [sys.executable, "-m", "classifier", "predict", "开展普法宣传活动"],
        cwd=empty, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "XDG_DATA_HOME": str(empty / "data")},
    )  # fmt: skip
    assert result.stdout.startswith("普法宣传")
    assert list(empty.iterdir()) == []
