"""The model that ships is the one that data/ gives."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from classifier.artifact import decode
from classifier.batch import classify_documents
from classifier.dataset import fingerprint, read_rows
from classifier.loading import load_model, open_registry, shipped_models, verify_version
from tests.conftest import ROOT

pytestmark = pytest.mark.minutes


def build(folder: Path, threads: str) -> Path:
    """Run the recipe of ``make model`` into a folder of its own."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    time = next(line.split(":=")[1].strip() for line in recipe.split("\n") if line.startswith("MODEL_TIME"))
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": time, **dict.fromkeys(names, threads)}
    subprocess.run(
        ["classifier", "--models", str(folder), "train", "data/corpus", "--name", "default", "--promote",
         "--source", "text written for this project, data/README.md"],
        cwd=ROOT, env={**environment, "PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}"}, check=True, capture_output=True,
    )  # fmt: skip
    return folder / "default"


def contents(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> list[Path]:
    return [build(tmp_path_factory.mktemp(f"threads{n}"), n) for n in ("2", "2", "1")]


def test_the_recipe_gives_the_same_bytes_twice(rebuilt):
    assert contents(rebuilt[0]) == contents(rebuilt[1])


@pytest.mark.parametrize("which", [0, 2])
def test_the_recipe_gives_the_shipped_probabilities_with_any_number_of_threads(rebuilt, which):
    folder = rebuilt[which] / "versions" / "000001"
    model = decode({p.name: p.read_bytes() for p in folder.iterdir()})
    texts = [row.text for row in read_rows(ROOT / "data" / "corpus")][::7]
    assert model.themes == load_model("default").themes
    assert np.abs(model.probabilities(texts) - load_model("default").probabilities(texts)).max() < 1e-6


def test_the_shipped_model_was_trained_on_this_corpus():
    registry = open_registry(shipped_models())
    manifest = registry.manifest(registry.resolve("default"))
    assert manifest["data"]["sha256"] == fingerprint(read_rows(ROOT / "data" / "corpus"))


def test_the_shipped_model_is_whole_small_and_in_production():
    registry = open_registry(shipped_models())
    version = registry.resolve("default@production")
    verify_version(registry, version)
    assert sum(p.stat().st_size for p in version.path.iterdir()) < 5_000_000


def test_the_shipped_model_has_golden_texts_and_a_card():
    version = open_registry(shipped_models()).resolve("default")
    golden = (version.path / "golden.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(golden) >= 20
    assert set(json.loads(golden[0])) == {"text", "probabilities"}
    assert "Known weaknesses" in (version.path / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_demo_prints():
    samples = [ROOT / "data" / "samples" / name for name in sorted(os.listdir(ROOT / "data" / "samples"))]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    themes = load_model("default@1").themes
    for path in (p for p in samples if p.suffix in (".txt", ".html")):
        found = [row["theme"] for row in classify_documents(path, model="default@1")]
        line = next(line for line in readme.split("\n") if line.startswith(path.name))
        assert line.split()[1:] == [str(found.count(theme)) for theme in themes]
