"""Versions that were written under other releases of scikit-learn; `tests/models/make.py` makes them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from classifier.loading import load_model, open_registry, verify_version
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "models"
RELEASES = ("1.4", "1.6", "1.7", "1.9")


@pytest.fixture(params=RELEASES)
def release(request) -> str:
    return request.param


@pytest.fixture
def recorded(release: str) -> dict[str, Any]:
    """What the scikit-learn Pipeline itself answered, then and there."""
    return json.loads((FIXTURES / f"sklearn-{release}.json").read_bytes())


def test_a_fixture_was_written_under_that_release(release, recorded):
    registry = open_registry(FIXTURES)
    version = registry.resolve(f"sklearn-{release}")
    verify_version(registry, version)
    packages = registry.manifest(version)["packages"]
    assert packages["scikit-learn"] == recorded["scikit-learn"]
    assert packages["scikit-learn"].startswith(f"{release}.")
    assert packages["numpy"] == recorded["numpy"]


def test_a_version_of_another_release_answers_as_its_pipeline_did(release, recorded):
    model = load_model(f"sklearn-{release}", models=FIXTURES)
    texts = [answer["text"] for answer in recorded["answers"]]
    expected = np.array([answer["probabilities"] for answer in recorded["answers"]])
    assert len(texts) == 30
    assert list(model.themes) == recorded["themes"]
    assert set(expected.argmax(axis=1)) == {0, 1, 2}
    assert np.abs(model.probabilities(texts) - expected).max() <= 1e-12


def test_a_pipeline_built_here_from_another_release_answers_as_it_did_there(release, recorded):
    pipeline = load_model(f"sklearn-{release}", models=FIXTURES).to_pipeline()
    texts = [answer["text"] for answer in recorded["answers"]]
    expected = np.array([answer["probabilities"] for answer in recorded["answers"]])
    assert np.abs(pipeline.predict_proba(texts) - expected).max() <= 1e-12
    assert list(pipeline.predict(texts)) == [recorded["themes"][k] for k in expected.argmax(axis=1)]
