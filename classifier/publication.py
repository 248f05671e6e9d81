"""Keeping a training result: manifest, evaluation, model card, as a new version of the registry.

Takes a `Training` and a registry, gives a `Version`. Not for how versions are numbered and written (registry).
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import Any

from classifier import artifact
from classifier.dataset import fingerprint, text_hash
from classifier.loading import package_versions
from classifier.model_card import write_card
from classifier.registry import Registry, Version
from classifier.stored import dump_json
from classifier.training import Training

EVALUATION = "evaluation.json"


def publish(training: Training, registry: Registry, *, name: str, source: str = "") -> Version:
    """Write a training result as a new version of the model `name`.

    Parameters
    ----------
    training : Training
    registry : Registry
    name : str
    source : str
        Where the labelled rows came from, in words, for the model card.

    Examples
    --------
    >>> publish(train("data/corpus"), open_registry(), name="mine").reference  # doctest: +SKIP
    'mine@1'
    """
    previous = [v for v in registry.versions(name) if v.path.is_relative_to(registry.root)]
    golden = [line for line in _golden_texts() if line]
    described = _manifest(training, parent=previous[-1].reference if previous else None, source=source)
    content = {
        **artifact.encode(training.model, golden),
        EVALUATION: dump_json(_evaluation(training)),
        "MODEL_CARD.md": write_card(training, name=name, source=source).encode(),
    }
    return registry.add(name, content, described)


def _manifest(training: Training, *, parent: str | None, source: str) -> dict[str, Any]:
    rows = training.rows
    evaluation = training.evaluation.to_dict()
    return {
        "format": artifact.FORMAT,
        "packages": package_versions(),
        "tokenizer": training.model.tokenizer.identity(),
        "themes": list(training.model.themes),
        "parameters": training.parameters,
        "data": {
            "source": source,
            "sha256": fingerprint(rows),
            "rows": len(rows),
            "reports": len({row.report for row in rows if row.report}),
            "rows_per_theme": dict(sorted(Counter(row.theme for row in rows).items())),
            **({"weak_rows": weak} if (weak := sum(row.is_weak for row in rows)) else {}),
        },
        "metrics": {
            k: evaluation[k] for k in ("macro_f1", "accuracy", "calibration_error", "accepted", "accepted_right")
        },
        "thresholds": {
            "accept": training.model.thresholds.accept,
            "second": training.model.thresholds.second,
        },
        "parent": parent,
    }


def _evaluation(training: Training) -> dict[str, Any]:
    """Give the scores and, for later comparison on the same rows, theme and held-out probabilities by text hash."""
    themes = list(training.model.themes)
    held_out = {
        text_hash(row.text): {"theme": row.theme, "probabilities": [round(p, 6) for p in probabilities]}
        for row, probabilities in zip(training.rows, training.out_of_fold.tolist(), strict=True)
    }
    return {**training.evaluation.to_dict(), "themes_order": themes, "held_out": held_out}


def _golden_texts() -> list[str]:
    return files("classifier").joinpath("resources", "golden.txt").read_text(encoding="utf-8").split("\n")
