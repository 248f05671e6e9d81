"""``classifier labels suggest``: the paragraphs from which a model would learn most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import Settings, say

if TYPE_CHECKING:
    from classifier.errors import ClassifierError


def run(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS...", help="Reports, folders, patterns, tables of texts.")
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="Where the rows go: .xlsx .csv .jsonl, or -.")
    ],
    count: Annotated[int, typer.Option("--count", min=1, help="How many paragraphs.")] = 60,
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model that guesses, such as name@7.")
    ] = None,
    labelled: Annotated[
        list[str] | None,
        typer.Option("--labelled", metavar="FILE", help="What is labelled already; may be given several times."),
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="FILE", help="Guess by your own rules for headings, not a model.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="For everything random.")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Choose the paragraphs to label next."""
    from classifier.labelling.tabular import check_output

    check_output(output, overwrite=overwrite)
    if model and rules:
        raise typer.BadParameter("cannot be together with --model", param_hint="--rules")
    settings: Settings = context.obj
    answering = None if rules else settings.load(model)
    # these load scikit-learn, which a wrong name or option need not wait for
    from classifier.dataset import read_rows
    from classifier.labelling.exporting import choose_themes
    from classifier.labelling.gathering import gather_paragraphs
    from classifier.labelling.items import Item
    from classifier.labelling.rules_table import read_rules
    from classifier.labelling.suggestion import suggest
    from classifier.labelling.suggestion_files import write_suggestions
    from classifier.labelling.suggestion_guesses import guess_themes

    left_out: list[str] = []
    known = read_rows(labelled, on_bad_row=lambda error: left_out.append(str(error))) if labelled else []
    if left_out:
        say(f"{len(left_out)} rows of the labelled files are not labelled yet; the first: {left_out[0]}")
    failures: list[ClassifierError] = []
    candidates = gather_paragraphs(paths, on_failure=failures.append)
    guesses, by = guess_themes(
        candidates,
        model=answering,
        named=bool(model),
        rules=read_rules(rules) if rules else None,
        labelled=known,
    )
    chosen = suggest(candidates, guesses, count=count, labelled=known, seed=seed)
    themes = choose_themes([Item("", theme=row.theme) for row in known], answering.themes if answering else ())
    write_suggestions(chosen, output, themes=themes, overwrite=overwrite)
    say(f"{len(chosen)} of {len(candidates)} paragraphs are worth labelling next; guessed by {by}")
    if output != "-":
        say(f"rows: {output}")
    for failure in failures:
        say(str(failure))
    if failures:
        raise typer.Exit(3)
