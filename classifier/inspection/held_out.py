"""Where a model errs: every row of a training with the answer of the fit that had not seen its report.

Takes a `Training`, gives rows with answers, the most doubtful labels first. Not for scores (evaluation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from classifier.dataset import LabelledRow
    from classifier.training import Training


class HeldOut(NamedTuple):
    """A labelled row and what was answered where its report was held out.

    Attributes
    ----------
    row : LabelledRow
    theme : str
        The answer.
    score : float
        Its probability, 0 to 1.
    label_score : float
        The probability of the theme that the row is labelled with; equal to `score` where the answer is right.
    """

    row: LabelledRow
    theme: str
    score: float
    label_score: float

    @property
    def is_right(self) -> bool:
        """Whether the answer is the label."""
        return self.theme == self.row.theme


def held_out_answers(training: Training) -> list[HeldOut]:
    """Give each row's held-out answer, in the order of how little the answers believe the label.

    The first ones are where either the model errs or the label does: self-confidence ranks suspect labels about as well
    as more elaborate scores do (Kuan and Mueller 2022, "Model-agnostic label quality scoring to detect real-world label
    errors").
    """
    themes = training.model.themes
    column = {theme: k for k, theme in enumerate(themes)}
    best = training.out_of_fold.argmax(axis=1).tolist()
    answers = [
        HeldOut(row, themes[k], float(probabilities[k]), float(probabilities[column[row.theme]]))
        for row, k, probabilities in zip(training.rows, best, training.out_of_fold, strict=True)
    ]
    return sorted(answers, key=lambda answer: answer.label_score)
