"""Measure everything and print docs/evaluation.md.

    python -m benchmarks.evaluation [LABELLED.jsonl ...] > docs/evaluation.md

The files named are measured beside the corpus and never learned from; the last one plays the user's own rows in the
section on adapting. ``make evaluation`` calls it.
"""

from __future__ import annotations

import argparse

from benchmarks.evaluation import choices, corpus, curves
from benchmarks.evaluation.data import Data, load, table
from classifier.evaluation import Evaluation, evaluate
from classifier.training import PRECISION, Training, train


def main() -> None:
    """Print the page."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("measured", nargs="*")
    arguments.add_argument("--jobs", type=int, default=2)
    given = arguments.parse_args()
    data = load(given.measured)
    training = train(data.rows)
    scores = {"held-out documents": training.evaluation} | {
        name: evaluate(rows, model=training.model) for name, rows in data.measured.items()
    }
    features, classifiers = choices.compare(data, given.jobs)
    page = PAGE.format(
        corpus=corpus.describe(data),
        features=features,
        classifiers=classifiers,
        themes=_themes(scores),
        totals=_totals(scores, training),
        bins=_bins(scores),
        learning=curves.learning_curve(data, given.jobs),
        adapting=_adapting(data, given.jobs),
        precision=f"{PRECISION:.0%}",
        accept=training.model.thresholds.accept,
        second=training.model.thresholds.second,
        parameters=", ".join(f"{k} = {v}" for k, v in training.parameters.items() if k not in ("base_rows", "weight")),
    )
    print(page, end="")


def _themes(scores: dict[str, Evaluation]) -> str:
    names = [t.theme for t in next(iter(scores.values())).themes]
    lines = []
    for theme in names:
        found = [next((t for t in s.themes if t.theme == theme), None) for s in scores.values()]
        lines.append(
            [theme, *(f"{t.precision:.3f} / {t.recall:.3f} / {t.f1:.3f} ({t.rows})" if t else "" for t in found)]
        )
    return table(["precision / recall / F1 (rows)", *scores], lines)


def _totals(scores: dict[str, Evaluation], training: Training) -> str:
    def interval(pair: tuple[float, float]) -> str:
        return f"[{pair[0]:.3f}, {pair[1]:.3f}]"

    every = scores.values()
    lines = [
        ["macro-F1, strict", *(f"{s.macro_f1:.3f} {interval(s.macro_f1_interval)}" for s in every)],
        ["right, strict", *(f"{s.accuracy:.3f} {interval(s.accuracy_interval)}" for s in every)],
        ["right, lenient", *(f"{s.lenient_accuracy:.3f}" for s in every)],
        ["expected calibration error", *(f"{s.calibration_error:.3f}" for s in every)],
        ["accepted", *(f"{s.accepted:.1%}" for s in every)],
        ["right among accepted", *(f"{s.accepted_right:.1%} ({s.accepted_wrong} wrong)" for s in every)],
        ["second theme: precision", *(_share(s.second_precision) for s in every)],
        ["second theme: recall", *(_share(s.second_recall) for s in every)],
    ]
    return table(["", *scores], lines)


def _share(value: float) -> str:
    return "" if value != value else f"{value:.2f}"


def _bins(scores: dict[str, Evaluation]) -> str:
    lines = []
    for tenth in range(10):
        cells = []
        for s in scores.values():
            found = [b for b in s.bins if min(int(b.mean_score * 10), 9) == tenth]
            cells.append(f"{found[0].mean_score:.2f} / {found[0].right:.2f} ({found[0].rows})" if found else "")
        if any(cells):
            lines.append([f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}", *cells])
    return table(["score: mean / share right (rows)", *scores], lines)


def _adapting(data: Data, jobs: int) -> str:
    if not data.measured:
        return "Not measured: no labelled file of a user was named."
    name = list(data.measured)[-1]
    return f"The user's rows are those of `{name}`.\n\n{curves.adapting_curve(data, name, jobs)}"


PAGE = """# Evaluation

Made by `make evaluation`. Trained on `data/corpus` alone; every held-out paragraph is answered by a fit that saw no
paragraph of its document. Choices are made on held-out documents; the other columns are real text, which is measured and
never learned from. Brackets are 95 % bootstrap intervals over whole documents (over paragraphs for sets of fewer than ten).

## The corpus beside real reports

{corpus}

## Features

Linear SVM, C = 1; *the same* is search-mode words and pairs.

{features}

Characters cost more time than words for what they add and are here for the record only.

## Classifiers

Search-mode words and pairs.

{classifiers}

## The recipe

{parameters}.

{totals}

The threshold, {accept}, is the lowest score above which {precision} of the held-out answers were right, in sum and for every kind of
document that has 200 paragraphs; for the first column it was chosen on the other folds. A second theme is shown from
{second} on, the value with the best F1 against *also*.

{themes}

## Calibration

{bins}

## How many labelled documents it takes

{learning}

## Adapting to a user's own documents

The rows drawn join the corpus, each counted with the weight given; scored are documents of the user that none of them is
from. Means over ten random halves of the documents, with the standard error of the mean. {adapting}

## From no labels to a model

<!-- table -->
<!-- /table -->
"""

if __name__ == "__main__":
    main()
