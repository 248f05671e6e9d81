"""Which settings do best on held-out reports: a small grid, each setting scored on the same grouped folds.

Takes rows and a grid, gives a table and the setting to use. Terms are counted once for all folds. Not for the final fit (training).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from classifier.dataset import LabelledRow
from classifier.evaluation import as_rows
from classifier.pipeline import build_pipeline
from classifier.term_counts import TermCounts
from classifier.training import FOLDS, put_into_folds

GRID: dict[str, tuple[Any, ...]] = {
    "mode": ("plain", "search"),
    "ngrams": (1, 2),
    "sublinear": (False, True),
    "C": (0.1, 0.3, 1.0),
}
_OF_VECTORS = ("mode", "ngrams", "sublinear")  # what decides the vectors; C is tried on the same ones


class Setting(NamedTuple):
    """One setting and its macro-F1 on each held-out fold."""

    parameters: dict[str, Any]
    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean macro-F1."""
        return float(np.mean(self.scores))


class Search(NamedTuple):
    """What `search` gives.

    Attributes
    ----------
    settings : list of Setting
        Best first.
    chosen : Setting
        The simplest whose distance from the best is within one standard error.
    random_split : float
        Macro-F1 of the chosen setting where paragraphs of one report may lie on both sides of the split: what it is
        above ``chosen.mean`` is memory, not learning.
    """

    settings: list[Setting]
    chosen: Setting
    random_split: float


def search(
    data: str | Path | Iterable[str | Path] | Sequence[LabelledRow],
    *,
    grid: dict[str, tuple[Any, ...]] | None = None,
    folds: int = FOLDS,
    seed: int = 0,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> Search:
    """Score every setting of a grid on held-out reports and choose one.

    Settings are compared by the classifier's own decisions, without calibration, which changes few answers and costs
    five times as much. Among settings whose mean differs from the best by less than one standard error of that
    difference over folds, the simplest is chosen (the one-standard-error rule of Breiman et al. 1984).

    Parameters
    ----------
    data : path, paths, or rows
    grid : dict, optional
        Values to try for parameters of `build_pipeline`, each list from simple to rich; by default `GRID`.
    folds, seed, jobs : int
        As for `train`.
    on_progress : callable, optional
        Called with how many parts of the work are done, and how many there are.
    """
    rows = sorted(as_rows(data), key=lambda r: (r.report, r.text, r.theme))
    texts, themes = [row.text for row in rows], np.array([row.theme for row in rows])
    grid = GRID if grid is None else grid
    fold = put_into_folds(np.array([row.group for row in rows]), folds)
    words = {mode: build_pipeline(mode=mode).named_steps["tokenize"].transform(texts) for mode in grid["mode"]}
    counts = {
        (mode, ngrams): TermCounts(words[mode], build_pipeline(mode=mode, ngrams=ngrams).named_steps["tfidf"])
        for mode, ngrams in product(grid["mode"], grid["ngrams"])
    }
    vectors = [dict(zip(_OF_VECTORS, values, strict=True)) for values in product(*(grid[n] for n in _OF_VECTORS))]
    tasks = [(setting, k) for setting in vectors for k in np.unique(fold)]
    scored: dict[tuple[int, int], list[float]] = {}
    work = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_score)(_counts_of(setting, counts), themes, fold == k, setting, grid["C"], seed)
        for setting, k in tasks
    )
    for done, ((setting, k), scores) in enumerate(zip(tasks, work, strict=True), 1):
        scored[vectors.index(setting), int(k)] = scores
        if on_progress:
            on_progress(done, len(tasks))
    settings = [
        Setting({**setting, "C": C}, tuple(scored[v, int(k)][c] for k in np.unique(fold)))
        for v, setting in enumerate(vectors)
        for c, C in enumerate(grid["C"])
    ]
    chosen = choose_setting(settings)
    settings.sort(key=lambda s: -s.mean)
    return Search(settings, chosen, _random_split(_counts_of(chosen.parameters, counts), themes, chosen, folds, seed))


def choose_setting(settings: Sequence[Setting]) -> Setting:
    """Give the first, that is simplest, setting within one standard error of the best."""
    best = max(settings, key=lambda s: s.mean)
    for setting in settings:
        differences = np.array(best.scores) - np.array(setting.scores)
        error = differences.std(ddof=1) / np.sqrt(len(differences)) if len(differences) > 1 else 0.0
        if differences.mean() <= error:
            return setting
    return best


def _counts_of(setting: dict[str, Any], counts: dict[tuple[str, int], TermCounts]) -> TermCounts:
    return counts[setting["mode"], setting["ngrams"]]


def _score(
    counts: TermCounts,
    themes: NDArray[Any],
    held_out: NDArray[np.bool_],
    setting: dict[str, Any],
    strengths: Sequence[float],
    seed: int,
) -> list[float]:
    """Give the macro-F1 on the held-out rows for each C."""
    learned, scored = np.flatnonzero(~held_out), np.flatnonzero(held_out)
    X, X_held_out = counts.vectors(learned, scored, sublinear_tf=setting["sublinear"])
    machine = build_pipeline(seed=seed).named_steps["classify"]
    return [
        float(
            f1_score(
                themes[scored],
                machine.set_params(C=C).fit_machine(X, themes[learned]).predict(X_held_out),
                average="macro",
                zero_division=0,
            )
        )
        for C in strengths
    ]


def _random_split(counts: TermCounts, themes: NDArray[Any], chosen: Setting, folds: int, seed: int) -> float:
    count = int(min(folds, np.unique(themes, return_counts=True)[1].min()))
    if count < 2:
        return float("nan")
    scores = []
    for _, test in StratifiedKFold(count, shuffle=True, random_state=seed).split(themes, themes):
        held_out = np.zeros(len(themes), dtype=bool)
        held_out[test] = True
        scores += _score(counts, themes, held_out, chosen.parameters, [chosen.parameters["C"]], seed)
    return float(np.mean(scores))
