"""From a name to a model that answers as it did."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from classifier import loading
from classifier.errors import ModelError
from classifier.loading import find_models, load_model, open_registry, shipped_models, verify_version


def test_a_model_is_loaded_by_name_and_knows_what_it_is_called(kept):
    assert load_model("small", models=kept.root).reference == "small@1"


def test_a_version_is_loaded_once_per_process(kept):
    assert load_model("small@1", models=kept.root) is load_model("small", models=kept.root)


def test_the_shipped_model_stands_behind_every_folder(tmp_path):
    assert load_model(models=tmp_path).reference.startswith("default@")
    assert shipped_models().name == "models"


def test_the_shipped_corpus_is_found():
    assert list(loading.shipped_corpus().glob("*.jsonl"))


def test_a_damaged_version_is_not_loaded(kept):
    weights = kept.resolve("small").path / "weights.npz"
    content = bytearray(weights.read_bytes())
    content[100] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.npz: its content is not what the manifest says"):
        load_model("small", models=kept.root)


def test_a_package_of_another_version_is_fine_while_answers_are_the_same(kept, monkeypatch):
    monkeypatch.setattr(loading, "package_versions", lambda: {"numpy": "99"})
    assert load_model("small", models=kept.root).reference == "small@1"


def test_a_model_that_would_answer_otherwise_is_refused(kept, monkeypatch):
    monkeypatch.setattr(loading, "package_versions", lambda: {"numpy": "99"})
    monkeypatch.setattr(loading.artifact, "golden_difference", lambda *_: 0.25)
    with pytest.raises(ModelError, match=r"by up to 0\.25\): .*numpy [\d.]+ then, 99 now"):
        load_model("small", models=kept.root)


def test_verify_checks_files_and_answers(kept, monkeypatch):
    registry = open_registry(kept.root)
    version = registry.resolve("small")
    verify_version(registry, version)
    monkeypatch.setattr(loading.artifact, "golden_difference", lambda *_: float("nan"))
    with pytest.raises(ModelError, match="do not belong together"):
        verify_version(registry, version)


def test_models_lie_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSIFIER_MODELS", str(tmp_path / "m"))
    assert find_models() == tmp_path / "m"


def test_models_lie_in_the_checkout_that_one_works_in(monkeypatch):
    monkeypatch.delenv("CLASSIFIER_MODELS", raising=False)
    root = Path(__file__).parent.parent
    monkeypatch.chdir(root / "tests")
    assert find_models() == root / "models"


def test_models_lie_in_the_users_folder_elsewhere(monkeypatch, tmp_path):
    monkeypatch.delenv("CLASSIFIER_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert find_models().name == "models"
    assert not find_models().is_relative_to(Path(__file__).parent.parent)


def test_a_missing_package_is_left_out_of_the_versions(monkeypatch):
    monkeypatch.setattr(loading, "PACKAGES", ("numpy", "no-such-package"))
    assert list(loading.package_versions()) == ["numpy"]


def test_loading_does_not_import_scikit_learn(kept):
    code = f"from classifier import load_model; load_model('small', models={str(kept.root)!r}); import sys; print('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_another_dictionary_of_jieba_is_fine_while_answers_are_the_same(kept, monkeypatch):
    monkeypatch.setattr(loading, "dictionary_hash", lambda: "another")
    assert load_model("small", models=kept.root).reference == "small@1"


def test_a_dictionary_of_jieba_that_changes_answers_is_named(kept, monkeypatch):
    monkeypatch.setattr(loading, "dictionary_hash", lambda: "another")
    monkeypatch.setattr(loading.artifact, "golden_difference", lambda *_: 0.25)
    with pytest.raises(ModelError, match=r"jieba's dictionary \w{64} then, another now"):
        load_model("small", models=kept.root)
