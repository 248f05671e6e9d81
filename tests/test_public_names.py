"""What the package promises by name, and how light it is to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import classifier

HEAVY = ("numpy", "sklearn", "scipy", "joblib", "jieba", "rjieba", "pandas", "lxml", "typer", "rich")


def modules_after(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(shown.stdout.split("\n")[-2].split())


def test_importing_the_package_loads_no_library():
    assert not modules_after("import classifier") & set(HEAVY)


def test_predicting_loads_neither_scikit_learn_nor_joblib():
    loaded = modules_after("from classifier import predict; predict('开展普法宣传')")
    assert "numpy" in loaded
    assert not loaded & {"sklearn", "scipy", "joblib", "jieba", "pandas", "rich"}


def test_the_command_that_predicts_never_loads_scikit_learn():
    code = "import sys; sys.argv = ['classifier', 'predict', '开展普法宣传']\nfrom classifier.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass"
    assert not modules_after(code) & {"sklearn", "scipy", "joblib", "jieba"}


@pytest.mark.parametrize("name", classifier.__all__)
def test_every_public_name_is_there_and_documented(name: str):
    assert getattr(classifier, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        classifier.nonsense  # noqa: B018


def test_the_names_are_those_of_the_design():
    assert set(classifier.__all__) == {
        "predict", "predict_batch", "Prediction", "read_document", "split_paragraphs", "classify_documents",
        "JiebaTokenizer", "build_pipeline", "train", "evaluate", "load_model", "Registry", "ClassifierError",
    }  # fmt: skip
    assert set(classifier.__all__) < set(dir(classifier))
