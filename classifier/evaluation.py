"""How well a model does on labelled rows: per theme, with intervals, confusion, calibration, coverage.

Takes labelled rows and a model, or probabilities; gives an `Evaluation`. Strict: the theme is the row's theme.
Lenient: it is the row's theme or one of its *also*. Not for choosing anything (training).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.dataset import LabelledRow, read_rows
from classifier.errors import DatasetError
from classifier.loading import load_model
from classifier.model import ThemeModel, second_of

RESAMPLES = 1000  # of the bootstrap; more changes the third digit only
BINS = 10  # of the reliability diagram
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


@dataclass(frozen=True)
class ThemeScore:
    """Precision, recall and F1 of one theme, each 0 to 1, and how many rows have it."""

    theme: str
    precision: float
    recall: float
    f1: float
    rows: int


@dataclass(frozen=True)
class Bin:
    """Rows whose score lies in one tenth: their mean score, the share that is right, how many."""

    mean_score: float
    right: float
    rows: int


@dataclass(frozen=True)
class Evaluation:
    """Scores on labelled rows; all shares 0 to 1.

    Attributes
    ----------
    rows, reports : int
    macro_f1, accuracy, lenient_accuracy : float
    macro_f1_interval, accuracy_interval : pair of float
        95 % percentile bootstrap; whole reports are resampled (rows, if there are fewer than 10 reports).
    themes : tuple of ThemeScore
    confusion : tuple of tuples of int
        Rows are true themes, columns predicted ones, in the order of `themes`.
    calibration_error : float
        Expected calibration error over ten bins of equal width (Naeini et al. 2015).
    bins : tuple of Bin
    accepted, accepted_right : float
        Share of rows at or above the threshold, and the share of those that is right.
    accepted_wrong : int
    second_precision, second_recall : float
        Of the shown second themes against *also*; nan where there is nothing to count.
    """

    rows: int
    reports: int
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    accuracy: float
    accuracy_interval: tuple[float, float]
    lenient_accuracy: float
    themes: tuple[ThemeScore, ...]
    confusion: tuple[tuple[int, ...], ...]
    calibration_error: float
    bins: tuple[Bin, ...]
    accepted: float
    accepted_right: float
    accepted_wrong: int
    second_precision: float
    second_recall: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers, lists and dicts, as written to JSON; what could not be computed is None."""
        numbers: dict[str, Any] = _plain(asdict(self))
        return numbers


def evaluate(
    data: str | Path | Iterable[str | Path] | Sequence[LabelledRow],
    *,
    model: str | ThemeModel | None = None,
    seed: int = 0,
) -> Evaluation:
    """Score a model on labelled rows.

    Parameters
    ----------
    data : path, paths, or rows
    model : str or ThemeModel, optional
        As for `predict`.
    seed : int
        Of the bootstrap.

    Raises
    ------
    DatasetError
        If the rows cannot be read, or have a theme that the model does not know.
    """
    rows = as_rows(data)
    answering = model if isinstance(model, ThemeModel) else load_model(model)
    unknown = sorted({row.theme for row in rows} - set(answering.themes))
    if unknown:
        place = next(row.place for row in rows if row.theme in unknown)
        raise DatasetError(
            f"{place}: the theme {unknown[0]!r} is none of the model's: {', '.join(answering.themes)}; "
            "correct the label, or evaluate a model that was trained on it"
        )
    probabilities, presence = answering.answer([row.text for row in rows])
    return score(
        rows,
        probabilities,
        answering.themes,
        presence=presence,
        accept=answering.thresholds.accept,
        second=answering.thresholds.second,
        seed=seed,
    )


def as_rows(data: str | Path | Iterable[str | Path] | Sequence[LabelledRow]) -> list[LabelledRow]:
    """Give rows as they are, or read them from paths."""
    if isinstance(data, (str, Path)):
        return read_rows(data)
    given = list(data)
    if given and all(isinstance(item, LabelledRow) for item in given):
        return given  # type: ignore[return-value]
    return read_rows(given)  # type: ignore[arg-type]


def score(
    rows: Sequence[LabelledRow],
    probabilities: FloatArray,
    themes: Sequence[str],
    *,
    presence: FloatArray | None = None,
    accept: float | FloatArray,
    second: float | FloatArray,
    seed: int = 0,
) -> Evaluation:
    """Compare probabilities, shape (n_rows, n_themes), with the labels.

    Parameters
    ----------
    presence : float array of shape (n_rows, n_themes), optional
        Probability of each theme to be there at all; without it no second theme is scored.
    accept, second : float, or array of shape (n_rows,)
        Thresholds; per row where each fold has its own.
    """
    index = {theme: k for k, theme in enumerate(themes)}
    truth = np.array([index[row.theme] for row in rows], dtype=np.intp)
    order = np.argsort(-probabilities, axis=1, kind="stable")
    answer = order[:, 0]
    every = np.arange(len(rows))
    top = probabilities[every, answer]
    right = answer == truth
    lenient = right | np.array([themes[a] in row.also for a, row in zip(answer, rows, strict=True)])
    groups, group = np.unique([row.group for row in rows], return_inverse=True)
    counts = np.zeros((len(groups), len(themes), len(themes)), dtype=np.int64)
    np.add.at(counts, (group, truth, answer), 1)
    f1_interval, accuracy_interval = _intervals(counts if len(groups) >= 10 else _per_row(counts), seed)
    confusion = counts.sum(axis=0)
    accepted = top >= accept
    has_also = np.array([bool(row.also) for row in rows])
    if presence is None:
        presence, second = np.zeros_like(probabilities), 1.0
    further = second_of(answer, presence)
    shown = presence[every, further] >= second
    hit = shown & np.array([themes[k] in row.also for k, row in zip(further, rows, strict=True)])
    bins = _bins(top, right)
    return Evaluation(
        rows=len(rows),
        reports=len({row.report for row in rows if row.report}),
        macro_f1=_macro_f1(confusion),
        macro_f1_interval=f1_interval,
        accuracy=float(right.mean()),
        accuracy_interval=accuracy_interval,
        lenient_accuracy=float(lenient.mean()),
        themes=_theme_scores(confusion, themes),
        confusion=tuple(tuple(int(n) for n in line) for line in confusion),
        calibration_error=sum(b.rows * abs(b.mean_score - b.right) for b in bins) / len(rows),
        bins=bins,
        accepted=float(accepted.mean()),
        accepted_right=_share(right[accepted]),
        accepted_wrong=int((accepted & ~right).sum()),
        second_precision=_share(hit[shown]),
        second_recall=_share(hit[has_also]),
    )


def _theme_scores(confusion: IntArray, themes: Sequence[str]) -> tuple[ThemeScore, ...]:
    precision, recall, f1 = _rates(confusion)
    support = confusion.sum(axis=1)
    return tuple(
        ThemeScore(theme, float(precision[k]), float(recall[k]), float(f1[k]), int(support[k]))
        for k, theme in enumerate(themes)
    )


def _rates(confusion: NDArray[Any]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give precision, recall and F1 from confusion matrices, shape (..., k, k); 0 where undefined."""
    hit = np.diagonal(confusion, axis1=-2, axis2=-1).astype(np.float64)
    predicted, actual = confusion.sum(axis=-2), confusion.sum(axis=-1)
    precision = np.divide(hit, predicted, out=np.zeros_like(hit), where=predicted > 0)
    recall = np.divide(hit, actual, out=np.zeros_like(hit), where=actual > 0)
    both = predicted + actual
    return precision, recall, np.divide(2 * hit, both, out=np.zeros_like(hit), where=both > 0)


def _macro_f1(confusion: NDArray[Any]) -> float:
    """Average F1 over the themes that occur among the labels or the answers, as scikit-learn does."""
    occurs = (confusion.sum(axis=0) + confusion.sum(axis=1)) > 0
    return float(_rates(confusion)[2][occurs].mean())


def _intervals(counts: NDArray[Any], seed: int) -> tuple[tuple[float, float], tuple[float, float]]:
    generator = np.random.default_rng(seed)
    f1, accuracy = [], []
    flat = counts.reshape(len(counts), -1)
    for _ in range(RESAMPLES):
        drawn = generator.integers(len(counts), size=len(counts))
        times = np.bincount(drawn, minlength=len(counts))
        confusion = (times @ flat).reshape(counts.shape[1:])
        f1.append(_macro_f1(confusion))
        accuracy.append(np.trace(confusion) / confusion.sum())
    return _percentiles(f1), _percentiles(accuracy)


def _percentiles(values: list[float]) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _per_row(counts: NDArray[Any]) -> NDArray[Any]:
    """Split each report's counts into single rows, for data of too few reports to resample."""
    confusion = counts.sum(axis=0)
    cells = [(i, j) for i, j in np.argwhere(confusion) for _ in range(confusion[i, j])]
    single = np.zeros((len(cells), *confusion.shape), dtype=np.int64)
    for n, (i, j) in enumerate(cells):
        single[n, i, j] = 1
    return single


def _bins(top: FloatArray, right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    where = np.minimum((top * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(float(top[where == b].mean()), float(right[where == b].mean()), int((where == b).sum()))
        for b in range(BINS)
        if (where == b).any()
    )


def _share(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 6)
    return value
