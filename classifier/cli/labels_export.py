"""``classifier labels export``: reports or tables in, a workbook or a file for a labelling tool out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.cli.console import Settings, say

if TYPE_CHECKING:
    from classifier.batch import Failure


def run(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Reports, folders, tables of texts, labelled rows, results of classify."
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="What people get: .xlsx .csv .jsonl .json.")
    ],
    form: Annotated[
        Literal["xlsx", "csv", "jsonl", "doccano", "labelstudio"] | None,
        typer.Option("--format", help="By default the suffix decides; .json is Label Studio's."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Whose guesses to show, such as name@7.")
    ] = None,
    themes: Annotated[
        str | None,
        typer.Option("--themes", metavar="LIST", help="To choose from: 甲,乙,丙, or a file that lists them."),
    ] = None,
    count: Annotated[
        int | None, typer.Option("--count", min=1, metavar="N", help="How many, the least certain first.")
    ] = None,
    prefill: Annotated[
        bool,
        typer.Option("--prefill", help="Put the guess where the label goes: quick, but people then agree with it."),
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show neither guesses nor labels that are there: for a second opinion.")
    ] = False,
    annotator: Annotated[str, typer.Option("--annotator", metavar="NAME", help="Who is going to label.")] = "",
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes; by default one a processor.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Write paragraphs for people to label."""
    from classifier.labelling import exporting
    from classifier.labelling.reading import read_themes
    from classifier.labelling.writing import check_target, targets, write_items

    if prefill and blind:
        raise typer.BadParameter("cannot go with --blind", param_hint="--prefill")
    settings: Settings = context.obj
    form_found = check_target(output, form, overwrite=overwrite)
    given = read_themes(themes) if themes else []
    registry = settings.registry()
    version = registry.resolve(model)
    failures: list[Failure] = []

    def on_failure(failure: Failure) -> None:
        failures.append(failure)
        say(failure.reason)

    items = exporting.gather_items(
        paths, model=version.reference, models=settings.models, jobs=jobs, on_failure=on_failure
    )
    names = [entry.theme for entry in given] or exporting.choose_themes(items, registry.manifest(version)["themes"])
    if not blind and exporting.needs_guesses(items, again=model is not None):
        items = exporting.guess_themes(items, settings.load(version.reference), again=model is not None)
    prepared = exporting.prepare_items(items, names, count=count, prefill=prefill, blind=blind, annotator=annotator)
    written = write_items(prepared, output, themes=given or names, form=form_found)
    say(f"{written} of {len(items)} paragraphs, themes: {', '.join(names)}")
    for target in targets(Path(output), form_found):
        say(f"to label: {target}")
    if failures:
        raise typer.Exit(3)
