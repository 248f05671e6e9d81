"""From labelled rows to a fitted pipeline, its thresholds and its honest score.

Takes rows, gives a `Training`. Every row is scored by a model that saw no paragraph of its report. Not for keeping
the result (publication) nor for the recipe itself (pipeline).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.pipeline import Pipeline

from classifier.dataset import LabelledRow, hide_leads
from classifier.errors import DatasetError
from classifier.evaluation import Evaluation, as_rows, score
from classifier.folds import assign_folds
from classifier.linear import CalibratedLinearClassifier
from classifier.model import ThemeModel, Thresholds, second_of
from classifier.pipeline import build_pipeline
from classifier.term_counts import TermCounts

FOLDS = 5
PRECISION = 0.97  # of accepted answers, the promise that the threshold is chosen for
ENOUGH = 200  # rows of a kind; with fewer, 97 % hangs on single rows
LEAST_ROWS = 2  # of a theme; with one, no fold could hold it out

FloatArray = NDArray[np.float64]


class Labelled(NamedTuple):
    """Rows ready for fitting: words joined by spaces, themes, what stays together, how much each counts, further themes."""

    words: list[str]
    themes: NDArray[Any]
    groups: NDArray[Any]
    weights: FloatArray
    also: list[tuple[str, ...]]


@dataclass(frozen=True)
class Training:
    """What `train` gives.

    Attributes
    ----------
    pipeline : sklearn.pipeline.Pipeline
        Fitted on all rows.
    model : ThemeModel
        The same as arrays, with thresholds: what is kept and served.
    evaluation : Evaluation
        Of the held-out rows, each scored by a fit on the other folds with thresholds chosen there.
    rows : tuple of LabelledRow
        In the order of `out_of_fold`.
    out_of_fold : float array of shape (n_rows, n_themes)
    parameters : dict
        What `build_pipeline` was given.
    """

    pipeline: Pipeline
    model: ThemeModel
    evaluation: Evaluation
    rows: tuple[LabelledRow, ...]
    out_of_fold: FloatArray
    parameters: dict[str, Any]


def train(
    data: str | Path | Iterable[str | Path] | Sequence[LabelledRow],
    *,
    base: Sequence[LabelledRow] = (),
    weight: float = 1.0,
    seed: int = 0,
    folds: int = FOLDS,
    jobs: int = 1,
    **parameters: Any,
) -> Training:
    """Train on labelled rows and score on held-out reports.

    Parameters
    ----------
    data : path, paths, or rows
        Files or folders as `read_rows` takes them, or rows. Their order does not matter. Weak labels that come from a
        paragraph's lead are learned from the rest of it.
    base : sequence of LabelledRow
        Further rows to learn from, such as those of `shipped_corpus`; the score is of `data` alone.
    weight : float
        How much a row of `data` counts against one of `base`, above 0.
    seed : int
    folds : int
        Into how many folds reports are put for the score.
    jobs : int
        Processes for the folds, as joblib counts them; the result is the same with any number.
    **parameters
        For `build_pipeline`: ``mode``, ``ngrams``, ``min_df``, ``sublinear``, ``C``, ``tokenizer``.

    Raises
    ------
    DatasetError
        If there are fewer than two themes, a theme has a single row, or all rows are of one report.
    """
    own = hide_leads(as_rows(data))
    marked = sorted(
        [(row, weight) for row in own] + [(row, 1.0) for row in base],
        key=lambda pair: (pair[0].report, pair[0].text, pair[0].theme, pair[1]),
    )
    rows = [row for row, _ in marked]
    _check(rows)
    pipeline = build_pipeline(seed=seed, **parameters)
    labelled = Labelled(
        words=pipeline.named_steps["tokenize"].transform([row.text for row in rows]),
        themes=np.array([row.theme for row in rows]),
        groups=np.array([row.group for row in rows]),
        weights=np.array([row_weight for _, row_weight in marked]),
        also=[row.also for row in rows],
    )
    fold = put_into_folds(labelled.groups, folds)
    names = np.unique(labelled.themes)
    counts = TermCounts(labelled.words, pipeline.named_steps["tfidf"])
    held_out = Parallel(n_jobs=jobs)(
        delayed(_score_fold)(counts, pipeline.named_steps["classify"], labelled, fold, k, names)
        for k in np.unique(fold)
    )
    out_of_fold, presence = np.empty((len(rows), len(names))), np.empty((len(rows), len(names)))
    for k, answers in zip(np.unique(fold), held_out, strict=True):
        out_of_fold[fold == k], presence[fold == k] = answers
    vectors = counts.fit_vectorizer()
    pipeline.named_steps["classify"].fit(vectors, labelled.themes, **_beside(labelled, np.arange(len(rows))))
    thresholds = choose_thresholds(rows, out_of_fold, presence, names)
    accept, second = np.empty(len(rows)), np.empty(len(rows))
    for k in np.unique(fold):
        others = np.flatnonzero(fold != k)
        chosen = choose_thresholds([rows[i] for i in others], out_of_fold[others], presence[others], names)
        accept[fold == k], second[fold == k] = chosen.accept, chosen.second
    mine = _positions_of(own, rows) if base else np.arange(len(rows))
    return Training(
        pipeline=pipeline,
        model=ThemeModel.from_pipeline(pipeline, thresholds=thresholds),
        evaluation=score(
            [rows[i] for i in mine],
            out_of_fold[mine],
            [str(n) for n in names],
            presence=presence[mine],
            accept=accept[mine],
            second=second[mine],
            seed=seed,
        ),
        rows=tuple(rows),
        out_of_fold=out_of_fold,
        parameters={"seed": seed, "folds": folds, "weight": weight, "base_rows": len(base), **_described(pipeline)},
    )


def choose_thresholds(
    rows: Sequence[LabelledRow],
    probabilities: FloatArray,
    presence: FloatArray,
    themes: Sequence[str] | NDArray[Any],
) -> Thresholds:
    """Choose from held-out probabilities from where on answers are accepted and second themes shown.

    `accept` is the lowest score above which answers are right to `PRECISION`, in sum and among the rows of every kind
    of document that has `ENOUGH` of them: who reads notices alone is promised the same. `second` the probability of presence
    that finds *also* with the best F1 (where no row has one, nothing is shown).
    """
    every = np.arange(len(rows))
    first = np.argsort(-probabilities, axis=1, kind="stable")[:, 0]
    right = np.array([themes[k] == row.theme for k, row in zip(first, rows, strict=True)])
    top = probabilities[every, first]
    kinds = np.array([row.kind for row in rows])
    counts = Counter(row.kind for row in rows)
    parts = [every, *(np.flatnonzero(kinds == kind) for kind, count in counts.items() if count >= ENOUGH)]
    accept = max(_lowest_with_precision(top[part], right[part], PRECISION) for part in parts)
    further = second_of(first, presence)
    hit = np.array([themes[k] in row.also for k, row in zip(further, rows, strict=True)])
    wanted = sum(bool(row.also) for row in rows)
    second = _best_f1(presence[every, further], hit, wanted) if wanted else Thresholds().second
    return Thresholds(round(accept, 4), round(second, 4))


def _check(rows: Sequence[LabelledRow]) -> None:
    counts = Counter(row.theme for row in rows)
    if len(counts) < 2:
        raise DatasetError(
            f"all {len(rows)} rows have the theme {next(iter(counts))!r}; at least two themes are needed"
        )
    for theme, count in sorted(counts.items()):
        if count < LEAST_ROWS:
            place = next(row.place for row in rows if row.theme == theme)
            raise DatasetError(f"{place}: the theme {theme!r} has a single row; add more of it, or correct the label")
    if len({row.group for row in rows}) < 2:
        raise DatasetError(f"all rows are of the report {rows[0].report!r}; rows of a second report are needed")


def row_folds(rows: Sequence[LabelledRow], folds: int = FOLDS) -> list[int]:
    """Give the fold in which each row is held out."""
    return [int(k) for k in put_into_folds(np.array([row.group for row in rows]), folds)]


def put_into_folds(groups: NDArray[Any], folds: int) -> NDArray[np.intp]:
    """Put reports into folds by the hash of their name; too few reports to fill two of them go one to a fold."""
    fold = assign_folds([str(g) for g in groups], folds)
    if len(np.unique(fold)) < 2:
        fold = np.unique(groups, return_inverse=True)[1] % folds
    return fold


def _score_fold(
    counts: TermCounts,
    classify: CalibratedLinearClassifier,
    labelled: Labelled,
    fold: NDArray[np.intp],
    k: int,
    names: NDArray[Any],
) -> tuple[FloatArray, FloatArray]:
    """Give probabilities and presence of the rows of a fold, from a fit on the others."""
    learned, scored = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
    found, presence = np.zeros((len(scored), len(names))), np.zeros((len(scored), len(names)))
    seen = np.unique(labelled.themes[learned])
    columns = np.searchsorted(names, seen)
    if len(seen) < 2:
        found[:, columns] = 1.0
        return found, presence
    X, X_held_out = counts.vectors(learned, scored)
    fitted = clone(classify).fit(X, labelled.themes[learned], **_beside(labelled, learned))
    found[:, columns] = fitted.predict_proba(X_held_out)
    presence[:, columns] = fitted.predict_presence(X_held_out)
    return found, presence


def _beside(labelled: Labelled, rows: NDArray[np.intp]) -> dict[str, Any]:
    """Give what the classifier learns from beside vectors and themes."""
    return {
        "groups": labelled.groups[rows],
        "sample_weight": labelled.weights[rows],
        "also": [labelled.also[i] for i in rows],
    }


def _positions_of(own: Sequence[LabelledRow], rows: Sequence[LabelledRow]) -> NDArray[np.intp]:
    mine = {id(row) for row in own}
    return np.array([i for i, row in enumerate(rows) if id(row) in mine], dtype=np.intp)


def _lowest_with_precision(top: FloatArray, right: NDArray[np.bool_], precision: float) -> float:
    order = np.argsort(-top, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(top) + 1)
    good = np.flatnonzero(share >= precision)
    return float(top[order[good[-1]]]) if len(good) else 1.0


def _best_f1(scores: FloatArray, hit: NDArray[np.bool_], wanted: int) -> float:
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(hit[order]) / (np.arange(1, len(scores) + 1) + wanted)
    return float(scores[order[int(np.argmax(f1))]])


def _described(pipeline: Pipeline) -> dict[str, Any]:
    tokenize, tfidf, classify = (pipeline.named_steps[n] for n in ("tokenize", "tfidf", "classify"))
    return {
        "mode": tokenize.mode,
        "ngrams": tfidf.ngram_range[1],
        "min_df": tfidf.min_df,
        "sublinear": tfidf.sublinear_tf,
        "C": classify.C,
    }
