"""``classifier train``: labelled rows in, a new model version out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from classifier.cli.console import Settings, say

if TYPE_CHECKING:
    from classifier.dataset import LabelledRow

MOST_WARNINGS = 20  # lines; more are counted


def run(
    context: typer.Context,
    data: Annotated[
        list[str], typer.Argument(metavar="DATA...", help="Labelled rows: .jsonl, .csv, .tsv files or folders.")
    ],
    name: Annotated[str, typer.Option("--name", help="Name of the model.")],
    promote: Annotated[
        bool, typer.Option("--promote", help="Let the alias production point to the new version, unless it is worse.")
    ] = False,
    search: Annotated[
        bool, typer.Option("--search", help="Choose the settings on held-out reports, from a small grid.")
    ] = False,
    adapt: Annotated[
        bool, typer.Option("--adapt", help="Learn from the shipped corpus too; the score is of your rows alone.")
    ] = False,
    weight: Annotated[
        float, typer.Option("--weight", min=0.01, help="With --adapt: how much a row of yours counts.")
    ] = 10.0,
    seed: Annotated[int, typer.Option("--seed", help="For everything random.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", help="Processes for folds and search; -1 for all cores.")] = 1,
    source: Annotated[str, typer.Option("--source", help="Where the rows came from, for the model card.")] = "",
) -> None:
    """Train a model on labelled rows, score it on held-out reports, keep it as a new version."""
    from classifier.registry import check_name

    settings: Settings = context.obj
    check_name(name)
    registry = settings.registry()
    # these load scikit-learn, which a wrong name or option need not wait for
    from classifier.cli.tables import show_scores
    from classifier.dataset import read_rows
    from classifier.loading import shipped_corpus
    from classifier.promotion import promote_version
    from classifier.publication import publish
    from classifier.training import train

    warnings: list[str] = []
    rows = read_rows(data, on_bad_row=lambda error: warnings.append(f"{error} (left out)"))
    _warn(rows, warnings)
    weak = sum(row.is_weak for row in rows)
    base = read_rows(shipped_corpus()) if adapt else []
    parameters = _search(rows, seed, jobs) if search else {}
    training = train(rows, base=base, weight=weight if adapt else 1.0, seed=seed, jobs=jobs, **parameters)
    version = publish(training, registry, name=name, source=source or ", ".join(data))
    show_scores(training.evaluation, "held-out reports")
    if weak:
        say(
            f"{weak} of {len(rows)} labels are weak, given by rules: a score against them says how well the model follows "
            "the rules, not how it does against people's labels"
        )
    say(f"model: {version.reference} in {version.path}")
    if promote:
        promote_version(registry, version, reason="promoted when trained")
        say(f"{name}@production is now {version.reference}")
    print(version.reference)


def _warn(rows: list[LabelledRow], warnings: list[str]) -> None:
    from classifier.dataset_checks import check_rows
    from classifier.training import row_folds

    warnings += [str(problem) for problem in check_rows(rows, row_folds(rows))]
    for warning in warnings[:MOST_WARNINGS]:
        say(f"warning: {warning}")
    if len(warnings) > MOST_WARNINGS:
        say(f"warning: and {len(warnings) - MOST_WARNINGS} more")


def _search(rows: list[LabelledRow], seed: int, jobs: int) -> dict[str, Any]:
    from classifier.cli.progress import show_progress
    from classifier.cli.tables import show_search
    from classifier.search import search

    with show_progress("searching") as progress:
        found = search(rows, seed=seed, jobs=jobs, on_progress=progress.update)
    show_search(found)
    return found.chosen.parameters
