"""How much labelled text it takes: the learning curve, and what a user's own rows add."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.pipeline import Pipeline

from benchmarks.evaluation.data import Data, table
from classifier.dataset import LabelledRow
from classifier.pipeline import build_pipeline

SHARES = (0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
OWN = (0, 50, 100, 200)
WEIGHTS = (1.0, 3.0, 10.0)
REPEATS = 10


def learning_curve(data: Data, jobs: int) -> str:
    """Give macro-F1 for growing shares of the corpus's documents, on held-out ones and on measured files."""
    pipeline = build_pipeline()
    words = pipeline.named_steps["tokenize"].transform(data.texts)
    measured = {
        name: pipeline.named_steps["tokenize"].transform([row.text for row in rows])
        for name, rows in data.measured.items()
    }
    rest = Pipeline(pipeline.steps[1:])
    lines = Parallel(n_jobs=jobs)(delayed(_share)(data, rest, words, measured, share) for share in SHARES)
    return table(["documents", "paragraphs", "held-out documents", *data.measured], lines)


def _share(data: Data, rest: Pipeline, words: list[str], measured: dict[str, list[str]], share: float) -> list[str]:
    documents = np.unique(data.groups)
    kept = np.random.default_rng(0).permutation(documents)[: round(share * len(documents))]
    chosen = np.flatnonzero(np.isin(data.groups, kept))
    held_out = np.empty(len(words), dtype=object)
    for k in np.unique(data.fold):
        learned, scored = chosen[data.fold[chosen] != k], np.flatnonzero(data.fold == k)
        held_out[scored] = _fit(rest, words, data, learned).predict([words[i] for i in scored])
    fitted = _fit(rest, words, data, chosen)
    cells = [f1_score(data.themes, held_out, average="macro")]
    cells += [
        f1_score([r.theme for r in data.measured[name]], fitted.predict(texts), average="macro")
        for name, texts in measured.items()
    ]
    return [str(len(kept)), str(len(chosen)), *(f"{c:.3f}" for c in cells)]


def _fit(rest: Pipeline, words: list[str], data: Data, rows: NDArray[np.intp]) -> Pipeline:
    fitted: Pipeline = clone(rest).fit([words[i] for i in rows], data.themes[rows], classify__groups=data.groups[rows])
    return fitted


def adapting_curve(data: Data, name: str, jobs: int) -> str:
    """Give macro-F1 on held-out documents of a user's file when some of its other rows join the corpus.

    Documents are put into two halves at random, `REPEATS` times; rows are drawn from one half, the other is scored.
    """
    own = data.measured[name]
    lines = Parallel(n_jobs=jobs)(delayed(_adapt)(data.rows, own, weight) for weight in WEIGHTS)
    header = ["weight of a row", *(f"{count} rows added" if count else "none added" for count in OWN)]
    return table(header, lines)


def _adapt(base: Sequence[LabelledRow], own: Sequence[LabelledRow], weight: float) -> list[str]:
    pipeline = build_pipeline()
    tokenize, rest = pipeline.named_steps["tokenize"], Pipeline(pipeline.steps[1:])
    words = tokenize.transform([row.text for row in base])
    own_words = tokenize.transform([row.text for row in own])
    themes, own_themes = np.array([r.theme for r in base]), np.array([r.theme for r in own])
    groups, own_groups = np.array([r.group for r in base]), np.array([r.group for r in own])
    scores: dict[int, list[float]] = {count: [] for count in OWN}
    for repeat in range(REPEATS):
        generator = np.random.default_rng(repeat)
        documents = generator.permutation(np.unique(own_groups))
        scored = np.flatnonzero(np.isin(own_groups, documents[: len(documents) // 2]))
        free = generator.permutation(np.flatnonzero(~np.isin(own_groups, documents[: len(documents) // 2])))
        for count in OWN:
            added = free[:count]
            fitted = clone(rest).fit(
                [*words, *(own_words[i] for i in added)],
                np.concatenate([themes, own_themes[added]]),
                classify__groups=np.concatenate([groups, own_groups[added]]),
                classify__sample_weight=np.concatenate([np.ones(len(words)), np.full(len(added), weight)]),
            )
            answers = fitted.predict([own_words[i] for i in scored])
            scores[count].append(f1_score(own_themes[scored], answers, average="macro"))
    return [
        f"{weight:g}",
        *(f"{np.mean(scores[c]):.3f} ± {np.std(scores[c], ddof=1) / np.sqrt(REPEATS):.3f}" for c in OWN),
    ]
