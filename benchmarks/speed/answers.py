"""Whether predict_batch and the scikit-learn Pipeline of the same model answer the same.

    python -m benchmarks.speed.answers TEXTS COUNT

Prints the largest difference of a probability, and how many texts get another theme.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.speed.text import ROOT, read_paragraphs
from classifier import load_model, predict_batch


def main(texts: str, count: str) -> None:
    """Compare on the first `count` texts."""
    given = read_paragraphs(Path(texts), int(count))
    model = load_model("default", models=ROOT / "models")
    predictions = predict_batch(given, model=model)
    ours = np.array([[p.probabilities[theme] for theme in model.themes] for p in predictions])
    pipeline = model.to_pipeline()
    theirs = pipeline.predict_proba(given)
    themes = np.array([p.theme for p in predictions])
    told = {
        "difference": float(np.abs(ours - theirs).max()),
        "themes": int((themes != pipeline.classes_[theirs.argmax(axis=1)]).sum()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
