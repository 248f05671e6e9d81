"""What the hidden Markov model of jieba is worth: accuracy with it on and off.

    python benchmarks/hmm.py [LABELLED.jsonl ...]

Trains on data/corpus with jieba's words, HMM off and on, and prints macro-F1 on held-out documents of the corpus
and on each file named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import jieba
from sklearn.pipeline import Pipeline

from classifier.dataset import read_rows
from classifier.evaluation import Evaluation, score
from classifier.model import ThemeModel
from classifier.tokenizer import JiebaTokenizer, normalise, shipped_user_dict
from classifier.training import train

ROOT = Path(__file__).parent.parent


class HmmTokenizer(JiebaTokenizer):
    """The project's tokenizer with jieba's own words, HMM on."""

    def tokenize_all(self, texts: Iterable[str]) -> list[list[str]]:
        """Give the words of each text."""
        dictionary = jieba.Tokenizer()
        for word, frequency in shipped_user_dict().items():
            dictionary.add_word(word, frequency)
        keeps = self._tools()[1]
        return [[w for w in dictionary.lcut_for_search(normalise(t), HMM=True) if keeps[w]] for t in texts]


def main(paths: list[str]) -> None:
    """Print a Markdown table."""
    print("| words | held-out documents of the corpus |", *(f" {Path(p).stem} |" for p in paths), sep="")
    print("|---|---|" + "---|" * len(paths))
    for name, tokenizer in (("HMM off", JiebaTokenizer()), ("HMM on", HmmTokenizer())):
        training = train(ROOT / "data" / "corpus", tokenizer=tokenizer)
        cells = [training.evaluation]
        for path in paths:
            cells.append(evaluate_pipeline(training.pipeline, training.model, path))
        print(
            f"| {name} |",
            *(f" {c.macro_f1:.3f} [{c.macro_f1_interval[0]:.3f}, {c.macro_f1_interval[1]:.3f}] |" for c in cells),
            sep="",
        )


def evaluate_pipeline(pipeline: Pipeline, model: ThemeModel, path: str) -> Evaluation:
    """Score a fitted pipeline on labelled rows."""
    rows = read_rows(path)
    probabilities = pipeline.predict_proba([row.text for row in rows])
    return score(rows, probabilities, model.themes, accept=model.thresholds.accept, second=model.thresholds.second)


if __name__ == "__main__":
    main(sys.argv[1:])
