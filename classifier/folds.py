"""Folds that keep all paragraphs of one report on one side.

Takes group names (reports); gives fold numbers. A report's fold depends on its name alone, so that two models
trained at different times are compared on the same held-out reports. Not for calibration folds inside a fit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def fold_of(report: str, folds: int) -> int:
    """Give the fold, 0 to `folds` - 1, of a report, by a hash of its name.

    Examples
    --------
    >>> fold_of("2021年度法治政府建设情况报告", 5)
    3
    """
    return int.from_bytes(hashlib.sha256(report.encode()).digest()[:8], "big") % folds


def assign_folds(reports: Sequence[str], folds: int) -> NDArray[np.intp]:
    """Give each row the fold of its report, shape (n,)."""
    return np.array([fold_of(report, folds) for report in reports], dtype=np.intp)


def usable_folds(folds: int, codes: NDArray[np.intp], groups: Any | None) -> int:
    """Give how many folds the data allow: no more than groups, or than rows of the rarest class without groups."""
    if groups is None:
        return int(min(folds, np.bincount(codes).min()))
    return int(min(folds, len(np.unique(np.asarray(groups)))))
