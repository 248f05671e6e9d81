"""The straightforward pipeline, which a data scientist writes in ten minutes: what speed is measured against.

    python naive.py train LABELLED.jsonl MODEL.joblib
    python naive.py predict MODEL.joblib TEXT
    python naive.py classify MODEL.joblib FOLDER OUT.jsonl

jieba.lcut as the vectorizer's tokenizer, TfidfVectorizer, LogisticRegression, joblib for the file; labelled rows are
{"text", "theme"}. `classify` takes every line of every text file for a paragraph. One core.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import jieba
import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def train(labelled: str, model: str) -> None:
    """Learn from labelled rows."""
    with Path(labelled).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pipeline = make_pipeline(
        TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None),
        LogisticRegression(max_iter=1000),
    )
    pipeline.fit([row["text"] for row in rows], [row["theme"] for row in rows])
    # the vectorizer's own attributes, since jieba's tokenizer has a lock and does not pickle
    vectorize = pipeline["tfidfvectorizer"]
    joblib.dump((vectorize.vocabulary_, vectorize.idf_, pipeline["logisticregression"]), model)


def load(model: str) -> tuple[Any, Any]:
    """Load what `train` kept: a vectorizer and a classifier, jieba's dictionary ready."""
    vocabulary, idf, classify = joblib.load(model)
    vectorize = TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None, vocabulary=vocabulary)
    vectorize.idf_ = idf
    jieba.initialize()
    return vectorize, classify


def answer(vectorize: Any, classify: Any, texts: list[str]) -> list[tuple[str, float]]:
    """Give the theme of each text, and its probability."""
    scores = classify.predict_proba(vectorize.transform(texts))
    return [(classify.classes_[k], row[k]) for row, k in zip(scores, scores.argmax(axis=1), strict=True)]


def predict(model: str, text: str) -> None:
    """Print the theme of one text."""
    (found,) = answer(*load(model), [text])
    print(*found, sep="\t")


def classify(model: str, folder: str, out: str) -> None:
    """Write one row for every line of the text files in a folder."""
    loaded = load(model)
    found = []
    for path in sorted(Path(folder).glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        found += [(path.name, line.strip()) for line in lines if line.strip()]
    themes = answer(*loaded, [text for _, text in found])
    with Path(out).open("w", encoding="utf-8") as sink:
        for (document, text), (theme, score) in zip(found, themes, strict=True):
            row = {"document": document, "text": text, "theme": theme, "score": score}
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    jieba.setLogLevel(logging.WARNING)
    commands: dict[str, Any] = {"train": train, "predict": predict, "classify": classify}
    commands[sys.argv[1]](*sys.argv[2:])
