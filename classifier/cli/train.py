"""``classifier train``: labelled rows in, a new model version out."""

from __future__ import annotations

from typing import Annotated

import typer

from classifier.cli.console import Settings, say


def run(
    context: typer.Context,
    data: Annotated[
        list[str],
        typer.Argument(metavar="DATA...", help="Labelled rows: .jsonl, .csv, .tsv files or folders."),
    ],
    name: Annotated[str, typer.Option("--name", help="Name of the model.")],
    promote: Annotated[
        bool, typer.Option("--promote", help="Let the alias production point to the new version.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="For everything random.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", help="Processes for the folds; -1 for all cores.")] = 1,
    source: Annotated[str, typer.Option("--source", help="Where the rows came from, for the model card.")] = "",
) -> None:
    """Train a model on labelled rows, score it on held-out reports, keep it as a new version."""
    from classifier.registry import check_name

    settings: Settings = context.obj
    check_name(name)
    registry = settings.registry()
    # these load scikit-learn, which a wrong name or option need not wait for
    from classifier.cli.tables import show_scores
    from classifier.publication import publish
    from classifier.training import train

    training = train(data, seed=seed, jobs=jobs)
    version = publish(training, registry, name=name, source=source or ", ".join(data))
    show_scores(training.evaluation, "held-out reports")
    say(f"model: {version.reference} in {version.path}")
    if promote:
        registry.promote(version)
        say(f"{name}@production is now {version.reference}")
    print(version.reference)
