"""Train what the contestants answer with and no section times: our model of plain words, and fastText.

    python -m benchmarks.speed.preparation LABELLED.jsonl MODELS

Puts the version ``plain@1`` and, where fastText is installed, ``fasttext.bin`` into the folder MODELS.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from classifier.dataset import LabelledRow, read_rows
from classifier.loading import open_registry
from classifier.publication import publish
from classifier.tokenizer import JiebaTokenizer
from classifier.training import train

# the fast setting of fastText's own tutorial, except its loss for many labels; one thread, so that it can be repeated
FASTTEXT = {"lr": 1.0, "epoch": 25, "wordNgrams": 2, "bucket": 200_000, "dim": 50, "thread": 1, "verbose": 0}


def main(labelled: str, models: str) -> None:
    """Train both."""
    rows = read_rows(labelled)
    publish(train(rows, mode="plain", ngrams=1), open_registry(models), name="plain", source="data/corpus")
    if find_spec("fasttext"):
        _train_fasttext(rows, Path(models))


def _train_fasttext(rows: list[LabelledRow], models: Path) -> None:
    import fasttext

    words = JiebaTokenizer().transform([row.text for row in rows])
    lines = models / "fasttext.txt"
    lines.write_text(
        "".join(f"__label__{row.theme} {text}\n" for row, text in zip(rows, words, strict=True)), encoding="utf-8"
    )
    fasttext.train_supervised(str(lines), **FASTTEXT).save_model(str(models / "fasttext.bin"))


if __name__ == "__main__":
    main(*sys.argv[1:])
