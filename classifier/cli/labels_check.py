"""``classifier labels check``: labels that deserve a second look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import printable, say

if TYPE_CHECKING:
    from classifier.labelling.suspects import Suspect

SHOWN = 10  # suspects printed where no file is asked for
MOST_WARNINGS = 20  # lines; more are counted


def run(
    data: Annotated[list[str], typer.Argument(metavar="DATA...", help="Labelled rows: files or folders.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Where the list goes: .xlsx .csv .jsonl, or -.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="For everything random.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", help="Processes for the folds; -1 for all cores.")] = 1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """List the labels that deserve a second look, the worst first."""
    from classifier.labelling.tabular import check_output

    if output:
        check_output(output, overwrite=overwrite)
    from classifier.dataset import read_rows
    from classifier.dataset_checks import check_rows
    from classifier.labelling.suspects import find_suspects
    from classifier.labelling.suspects_files import write_suspects

    warnings: list[str] = []
    rows = read_rows(data, on_bad_row=lambda error: warnings.append(f"{error} (left out)"))
    warnings += [str(problem) for problem in check_rows(rows)]
    for warning in warnings[:MOST_WARNINGS]:
        say(f"warning: {warning}")
    if len(warnings) > MOST_WARNINGS:
        say(f"warning: and {len(warnings) - MOST_WARNINGS} more")
    suspects = find_suspects(rows, seed=seed, jobs=jobs)
    say(f"{len(suspects)} of {len(rows)} labels deserve a second look, the worst first")
    if output:
        write_suspects(suspects, output, overwrite=overwrite)
        if output != "-":
            say(f"rows: {output}")
    else:
        _print(suspects[:SHOWN])
        if len(suspects) > SHOWN:
            say(f"and {len(suspects) - SHOWN} more; write all with: -o suspects.xlsx")


def _print(suspects: list[Suspect]) -> None:
    for suspect in suspects:
        print(printable(f"{suspect.badness:.0%}  {suspect.row.theme}  {'；'.join(suspect.reasons)}"))
        print(printable(f"      {suspect.row.place}: {suspect.row.text[:60]}"))
