"""The rows that everything here is measured on: the corpus, and labelled files that are only measured."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.dataset import LabelledRow, read_rows
from classifier.evaluation import Evaluation, score
from classifier.training import put_into_folds

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Data:
    """Rows of the corpus (or a part of it), and of the files to measure."""

    rows: list[LabelledRow]
    measured: dict[str, list[LabelledRow]]

    @cached_property
    def texts(self) -> list[str]:
        """Give the texts of the corpus."""
        return [row.text for row in self.rows]

    @cached_property
    def themes(self) -> NDArray[Any]:
        """Give the themes of the corpus."""
        return np.array([row.theme for row in self.rows])

    @cached_property
    def groups(self) -> NDArray[Any]:
        """Give what stays together in a split."""
        return np.array([row.group for row in self.rows])

    @cached_property
    def fold(self) -> NDArray[np.intp]:
        """Give the fold of each row."""
        return put_into_folds(self.groups, 5)


def load(measured: list[str]) -> Data:
    """Read the corpus, in the order in which it is trained on, and the files named."""
    rows = sorted(read_rows(ROOT / "data" / "corpus"), key=lambda r: (r.report, r.text, r.theme))
    return Data(rows, {Path(path).stem: read_rows(path) for path in measured})


def score_answers(rows: list[LabelledRow], answers: NDArray[Any]) -> Evaluation:
    """Score answers that have no probabilities."""
    themes = sorted({row.theme for row in rows} | set(map(str, answers)))
    certain = np.array([[float(theme == answer) for theme in themes] for answer in answers])
    return score(rows, certain, themes, accept=1.0, second=1.0)


def cell(scores: Evaluation) -> str:
    """Write macro-F1 with its interval."""
    low, high = scores.macro_f1_interval
    return f"{scores.macro_f1:.3f} [{low:.3f}, {high:.3f}]"


def table(header: list[str], lines: list[list[str]]) -> str:
    """Write a Markdown table."""
    rule = ["---"] * len(header)
    return "\n".join("| " + " | ".join(line) + " |" for line in [header, rule, *lines])
