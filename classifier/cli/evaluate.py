"""``classifier evaluate``: how well a model does on labelled rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classifier.cli.console import Settings, say


def run(
    context: typer.Context,
    data: Annotated[
        str, typer.Argument(metavar="DATA", help="Labelled rows: a .jsonl, .csv or .tsv file, or a folder.")
    ],
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model, such as name@7 or name@production.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", metavar="FILE", help="Write all numbers there, as JSON.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Score a model on labelled rows."""
    from classifier.cli.tables import show_scores
    from classifier.errors import OutputError
    from classifier.evaluation import evaluate
    from classifier.files import write_file
    from classifier.stored import dump_json

    settings: Settings = context.obj
    if output and Path(output).exists() and not overwrite:
        raise OutputError(f"{output}: is there already; choose another name, or add --overwrite")
    scores = evaluate(data, model=settings.load(model))
    show_scores(scores, data, stdout=True)
    if output:
        write_file(Path(output), dump_json(scores.to_dict()))
        say(f"numbers: {output}")
