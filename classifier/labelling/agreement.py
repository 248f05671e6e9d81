"""How far people agree: raw, Cohen's kappa for each two, Krippendorff's alpha for all, by theme, with intervals.

Takes labelled items of several annotators. Not for what becomes of their labels (merging).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation import RESAMPLES
from classifier.labelling.items import Item

Interval = tuple[float, float]
_FEW = 10  # reports below which paragraphs are resampled instead, as for scores


@dataclass(frozen=True)
class Pair:
    """Two annotators on the paragraphs that both labelled.

    Attributes
    ----------
    first, second : str
    items : int
        That both labelled.
    agreed : float
        Share with the same theme.
    kappa : float or None
        Cohen's kappa of the themes: agreement beyond what chance would give, 1 at most; None if both used one theme only.
    interval : (float, float) or None
        95 % percentile bootstrap of kappa; whole reports are resampled (paragraphs, if there are fewer than 10).
    """

    first: str
    second: str
    items: int
    agreed: float
    kappa: float | None
    interval: Interval | None


@dataclass(frozen=True)
class ThemeAgreement:
    """How far annotators agree on one theme.

    Attributes
    ----------
    theme : str
    labels : int
        How often somebody gave it to a paragraph that others labelled too.
    agreed : float
        If one annotator gives it, the chance that another gives it as well (specific agreement: Spitzer and Fleiss,
        British Journal of Psychiatry 125, 1974).
    """

    theme: str
    labels: int
    agreed: float


@dataclass(frozen=True)
class Agreement:
    """How far annotators agree.

    Attributes
    ----------
    items : int
        Paragraphs that two and more labelled.
    agreed : float
        Share of those with one theme from all who labelled them.
    alpha : float or None
        Krippendorff's alpha for nominal labels, which bears that not everybody labels everything (Krippendorff, Content
        Analysis, 4th edition, 2018, chapter 12); None if there is but one theme.
    interval : (float, float) or None
        As for a pair.
    pairs : tuple of Pair
        Of annotators with paragraphs in common.
    themes : tuple of ThemeAgreement
    confusion : tuple of (theme, theme, int)
        Of two different themes for one paragraph, how many pairs of annotators gave them; the most frequent first.
    """

    items: int
    agreed: float
    alpha: float | None
    interval: Interval | None
    pairs: tuple[Pair, ...]
    themes: tuple[ThemeAgreement, ...]
    confusion: tuple[tuple[str, str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Give all numbers as JSON has them."""
        return asdict(self)


def measure_agreement(items: Iterable[Item], *, seed: int = 0) -> Agreement | None:
    """Measure how far annotators agree on the themes; None if no paragraph has two labels.

    Parameters
    ----------
    items : iterable of Item
        Labelled, one for each annotator and paragraph; who and which are ``annotator`` and ``id``.
    seed : int
        Of the bootstrap.

    Examples
    --------
    >>> labels = [Item("话", id="1", theme="甲", annotator="张"), Item("话", id="1", theme="乙", annotator="李")]
    >>> measure_agreement(labels).agreed
    0.0
    """
    items = [item for item in items if item.theme]
    people = list(dict.fromkeys(item.annotator for item in items))
    themes = sorted({item.theme for item in items})
    labels: dict[str, dict[str, int]] = {}
    reports: dict[str, str] = {}
    for item in items:
        labels.setdefault(item.id, {})[item.annotator] = themes.index(item.theme)
        reports[item.id] = item.report or item.id
    shared = [name for name, given in labels.items() if len(given) > 1]
    if not shared:
        return None
    groups = _groups([reports[name] for name in shared])
    coincidences = np.array([_coincidences([*labels[name].values()], len(themes)) for name in shared])
    resampled = _resample(coincidences, groups, seed)
    total = coincidences.sum(axis=0)
    pairs = (_pair(one, other, shared, labels, groups, len(themes), seed) for one, other in combinations(people, 2))
    alpha = float(_alpha(total))
    return Agreement(
        items=len(shared),
        agreed=float(np.mean([len({*labels[name].values()}) == 1 for name in shared])),
        alpha=None if np.isnan(alpha) else alpha,
        interval=_interval(_alpha(resampled)),
        pairs=tuple(pair for pair in pairs if pair is not None),
        themes=_by_theme(themes, [labels[name] for name in shared]),
        confusion=_confusions(themes, [labels[name] for name in shared]),
    )


def _coincidences(given: Sequence[int], themes: int) -> NDArray[np.float64]:
    """Give the coincidence matrix of one paragraph: each ordered pair of its labels, weighted to sum to their number."""
    counts = np.bincount(given, minlength=themes).astype(np.float64)
    return np.asarray((np.outer(counts, counts) - np.diag(counts)) / (len(given) - 1))


def _alpha(coincidences: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give alpha of coincidence matrices, shape (..., k, k): 1 - observed / expected disagreement; NaN if undefined."""
    margins = coincidences.sum(axis=-1)
    total = margins.sum(axis=-1)
    observed = total - np.trace(coincidences, axis1=-2, axis2=-1)
    expected = (total**2 - (margins**2).sum(axis=-1)) / np.maximum(total - 1, 1)
    return np.asarray(1 - np.divide(observed, expected, out=np.full_like(observed, np.nan), where=expected > 1e-12))


def _pair(
    one: str,
    other: str,
    shared: Sequence[str],
    labels: dict[str, dict[str, int]],
    groups: NDArray[np.intp],
    themes: int,
    seed: int,
) -> Pair | None:
    from sklearn.metrics import cohen_kappa_score

    both = np.array([one in labels[name] and other in labels[name] for name in shared])
    if not both.any():
        return None
    first, second = (
        np.array([labels[name][who] for name, kept in zip(shared, both, strict=True) if kept]) for who in (one, other)
    )
    one_theme = len({*first.tolist(), *second.tolist()}) == 1
    confusions = np.zeros((len(first), themes, themes))
    confusions[np.arange(len(first)), first, second] = 1
    _, own = np.unique(groups[both], return_inverse=True)
    return Pair(
        first=one,
        second=other,
        items=len(first),
        agreed=float((first == second).mean()),
        kappa=None if one_theme else float(cohen_kappa_score(first, second)),
        interval=None if one_theme else _interval(_kappa(_resample(confusions, own, seed))),
    )


def _kappa(confusions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give Cohen's kappa of confusion matrices, shape (..., k, k); NaN if undefined."""
    total = confusions.sum(axis=(-2, -1))
    observed = np.trace(confusions, axis1=-2, axis2=-1) / total
    expected = (confusions.sum(axis=-1) * confusions.sum(axis=-2)).sum(axis=-1) / total**2
    rest = 1 - expected
    return np.asarray(np.divide(observed - expected, rest, out=np.full_like(rest, np.nan), where=rest > 1e-12))


def _groups(reports: Sequence[str]) -> NDArray[np.intp]:
    """Give the number of what is resampled with each paragraph: its report, or itself if reports are few."""
    _, found = np.unique(np.array(reports), return_inverse=True)
    groups: NDArray[np.intp] = found.astype(np.intp)
    return groups if groups.max() + 1 >= _FEW else np.arange(len(reports))


def _resample(matrices: NDArray[np.float64], groups: NDArray[np.intp], seed: int) -> NDArray[np.float64]:
    """Sum matrices, shape (n, k, k), over groups drawn with replacement; shape (`RESAMPLES`, k, k)."""
    count = int(groups.max()) + 1
    summed = np.zeros((count, *matrices.shape[1:]))
    np.add.at(summed, groups, matrices)
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return np.asarray((times @ summed.reshape(count, -1)).reshape(RESAMPLES, *matrices.shape[1:]))


def _interval(values: NDArray[np.float64]) -> Interval | None:
    told = values[~np.isnan(values)]
    if not len(told):
        return None
    low, high = np.percentile(told, [2.5, 97.5])
    return float(low), float(high)


def _by_theme(themes: Sequence[str], given: Sequence[dict[str, int]]) -> tuple[ThemeAgreement, ...]:
    found = []
    for k, theme in enumerate(themes):
        times = np.array([sum(label == k for label in labels.values()) for labels in given])
        others = np.array([len(labels) - 1 for labels in given])
        asked = (times * others).sum()
        if asked:
            share = (times * (times - 1)).sum() / asked
            found.append(ThemeAgreement(theme, int(times.sum()), float(share)))
    return tuple(found)


def _confusions(themes: Sequence[str], given: Sequence[dict[str, int]]) -> tuple[tuple[str, str, int], ...]:
    counts: dict[tuple[int, int], int] = {}
    for labels in given:
        for one, other in combinations(sorted(labels.values()), 2):
            if one != other:
                counts[one, other] = counts.get((one, other), 0) + 1
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return tuple((themes[one], themes[other], count) for (one, other), count in ranked)
