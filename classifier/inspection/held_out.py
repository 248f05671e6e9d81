"""Where a model errs: every row of a training with the answer of the fit that had not seen its report.

Takes a `Training`, gives rows with answers, the most doubtful labels first. Not for scores (evaluation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from classifier.training import Training


class HeldOut(NamedTuple):
    """A labelled row and what was answered where its report was held out.

    Attributes
    ----------
    text, label : str
        The paragraph and the theme that it is labelled with.
    answer : str
    score : float
        The probability of the answer, 0 to 1.
    label_score : float
        The probability of the label; equal to `score` where the answer is right.
    also : tuple of str
        Further themes of the row.
    report, kind, id, place : str
        Of the row.
    """

    text: str
    label: str
    answer: str
    score: float
    label_score: float
    also: tuple[str, ...]
    report: str
    kind: str
    id: str
    place: str


def held_out_answers(training: Training) -> list[HeldOut]:
    """Give each row's held-out answer, in the order of how little the answers believe the label.

    The first ones are where either the model errs or the label does: self-confidence ranks suspect labels about as well
    as more elaborate scores do (Kuan and Mueller 2022, "Model-agnostic label quality scoring to detect real-world label
    errors").

    Examples
    --------
    >>> doubtful = held_out_answers(train("data/corpus"))[:20]  # doctest: +SKIP
    """
    themes = training.model.themes
    column = {theme: k for k, theme in enumerate(themes)}
    best = training.out_of_fold.argmax(axis=1).tolist()
    answers = [
        HeldOut(
            text=row.text,
            label=row.theme,
            answer=themes[k],
            score=float(probabilities[k]),
            label_score=float(probabilities[column[row.theme]]),
            also=row.also,
            report=row.report,
            kind=row.kind,
            id=row.id,
            place=row.place,
        )
        for row, k, probabilities in zip(training.rows, best, training.out_of_fold, strict=True)
    ]
    return sorted(answers, key=lambda answer: answer.label_score)
