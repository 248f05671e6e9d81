"""What a new version would change, and whether it may take over.

Takes two versions and, if there are any, labelled rows; gives a `Comparison`. Without rows the two are compared on
the paragraphs that both were held out from when they were trained. Not for moving aliases by hand (registry).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import f1_score

from classifier.dataset import LabelledRow
from classifier.errors import ModelError
from classifier.inspection import Moved, find_moved
from classifier.loading import load_version
from classifier.publication import EVALUATION
from classifier.registry import PRODUCTION, Registry, Version

NOISE = 0.05  # a version that is worse by chance more often than this is not called worse


class Flip(NamedTuple):
    """A paragraph whose theme the second version changes; `text` is its hash where the text is not at hand."""

    text: str
    truth: str
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """Two versions on the same labelled paragraphs.

    Attributes
    ----------
    rows : int
        How many paragraphs both were scored on; 0 where they share none.
    first_macro_f1, second_macro_f1, first_right, second_right : float
    only_first, only_second : int
        Paragraphs that one alone got right.
    p_value : float
        Probability of a difference as large if both were equally good: exact two-sided McNemar test (McNemar 1947).
    flips : tuple of Flip
    moved : tuple of Moved
    """

    rows: int
    first_macro_f1: float
    second_macro_f1: float
    first_right: float
    second_right: float
    only_first: int
    only_second: int
    p_value: float
    flips: tuple[Flip, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Whether the second version is worse, by more than chance."""
        return self.only_second < self.only_first and self.p_value < NOISE


def compare_versions(
    registry: Registry, first: Version, second: Version, rows: Sequence[LabelledRow] | None = None
) -> Comparison:
    """Compare two versions, on labelled rows or on what both were held out from.

    Parameters
    ----------
    registry : Registry
    first, second : Version
        The one in use, and the one that may take its place.
    rows : sequence of LabelledRow, optional
    """
    one, two = load_version(registry, first), load_version(registry, second)
    moved = find_moved(one, two)
    if rows is not None:
        texts = [row.text for row in rows]
        answers = [np.array(m.themes)[m.probabilities(texts).argmax(axis=1)] for m in (one, two)]
        return _compare(texts, np.array([row.theme for row in rows]), *answers, moved=moved)
    held_out = [_read_evaluation(registry, version) for version in (first, second)]
    shared = sorted(
        key
        for key, told in held_out[0]["held_out"].items()
        if held_out[1]["held_out"].get(key, {}).get("theme") == told["theme"]
    )
    truth = np.array([held_out[0]["held_out"][key]["theme"] for key in shared])
    return _compare(shared, truth, *(_answers(h, shared) for h in held_out), moved=moved)


def promote_version(
    registry: Registry, version: Version, alias: str = PRODUCTION, *, reason: str = "", force: bool = False
) -> Comparison | None:
    """Let an alias point to a version, unless that is worse than the one in use; give their comparison.

    Parameters
    ----------
    registry : Registry
    version : Version
    alias : str
    reason : str
        Written to the history; needed with `force`.
    force : bool
        Whether a worse version is promoted all the same.

    Returns
    -------
    Comparison or None
        None if the alias pointed to nothing or to this version.

    Raises
    ------
    ModelError
        If the version is worse on the paragraphs that both were held out from and `force` is not set, or a reason
        is missing.
    """
    if force and not reason:
        raise ModelError("a worse version is promoted only for a reason; give one with --reason")
    present = registry.aliases(version.name).get(alias)
    if present is None or present["version"] == version.number:
        registry.promote(version, alias, reason=reason)
        return None
    comparison = compare_versions(registry, registry.resolve(f"{version.name}@{alias}"), version)
    if comparison.is_worse and not force:
        raise WorseVersionError(
            f"{version.reference} is worse than {version.name}@{alias} (version {present['version']}): of "
            f"{comparison.rows} paragraphs that both were held out from it gets {comparison.second_right:.1%} right, not "
            f"{comparison.first_right:.1%} (p = {comparison.p_value:.2g}); promote it all the same with --force --reason",
            comparison,
        )
    registry.promote(version, alias, reason=reason)
    return comparison


class WorseVersionError(ModelError):
    """A version that may not take over; its `comparison` tells why."""

    def __init__(self, message: str, comparison: Comparison) -> None:
        super().__init__(message, comparison)
        self.comparison = comparison

    def __str__(self) -> str:
        return str(self.args[0])


def _read_evaluation(registry: Registry, version: Version) -> dict[str, Any]:
    """Give the evaluation of a version if its held-out answers can be compared."""
    content = registry.read(version, [EVALUATION])[EVALUATION]
    try:
        evaluation = json.loads(content)
    except (ValueError, RecursionError):
        evaluation = None
    if not _is_comparable(evaluation):
        raise ModelError(f"{version.path / EVALUATION}: is not as it was written; compare the versions with --data")
    return cast(dict[str, Any], evaluation)


def _is_comparable(evaluation: object) -> bool:
    if not isinstance(evaluation, dict):
        return False
    themes, held_out = evaluation.get("themes_order"), evaluation.get("held_out")
    if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
        return False
    return isinstance(held_out, dict) and all(
        isinstance(told, dict)
        and isinstance(told.get("theme"), str)
        and isinstance(told.get("probabilities"), list)
        and len(told["probabilities"]) == len(themes) > 0
        and all(isinstance(p, (int, float)) for p in told["probabilities"])
        for told in held_out.values()
    )


def _answers(evaluation: dict[str, Any], keys: Sequence[str]) -> NDArray[Any]:
    themes = np.array(evaluation["themes_order"])
    best: NDArray[Any] = themes[[int(np.argmax(evaluation["held_out"][key]["probabilities"])) for key in keys]]
    return best


def _compare(
    texts: Sequence[str], truth: NDArray[Any], first: NDArray[Any], second: NDArray[Any], *, moved: tuple[Moved, ...]
) -> Comparison:
    if not len(truth):
        return Comparison(0, *(float("nan"),) * 4, 0, 0, 1.0, (), moved)
    one, two = first == truth, second == truth
    only_first, only_second = int((one & ~two).sum()), int((two & ~one).sum())
    differ = only_first + only_second
    return Comparison(
        rows=len(truth),
        first_macro_f1=float(f1_score(truth, first, average="macro", zero_division=0)),
        second_macro_f1=float(f1_score(truth, second, average="macro", zero_division=0)),
        first_right=float(one.mean()),
        second_right=float(two.mean()),
        only_first=only_first,
        only_second=only_second,
        p_value=float(binomtest(only_second, differ).pvalue) if differ else 1.0,
        flips=tuple(
            Flip(text, str(t), str(a), str(b))
            for text, t, a, b in zip(texts, truth, first, second, strict=True)
            if a != b
        ),
        moved=moved,
    )
