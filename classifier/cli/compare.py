"""``classifier compare``: themes, words, repeated paragraphs and plans of several years and regions."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from classifier.cli.console import say


def run(
    results: Annotated[
        list[str], typer.Argument(metavar="RESULTS...", help="What classify wrote: .xlsx .csv .jsonl .parquet.")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Write it all there: .xlsx or .html.")
    ] = None,
    by: Annotated[
        Literal["year", "region", "document"] | None,
        typer.Option("--by", help="What is compared; by default years if there are several, else regions."),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="ROLE", help="成效, 计划, 问题, ... or all; by default 成效, and 计划 apart."),
    ] = None,
    only_accepted: Annotated[
        bool, typer.Option("--only-accepted", help="Leave out paragraphs that are still to be checked (需复核).")
    ] = False,
    least: Annotated[
        float, typer.Option("--least", metavar="SHARE", help="Likeness from which on a paragraph counts as repeated.")
    ] = 0.85,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Compare reports of several years and regions."""
    from classifier.cli.comparison_tables import show_comparison
    from classifier.comparison import compare_results
    from classifier.comparison.writing import check_comparison_output, write_comparison
    from classifier.results import read_rows_back

    if output:
        check_comparison_output(output, overwrite=overwrite)
    found = compare_results(*map(read_rows_back, results), by=by, role=role, only_accepted=only_accepted, least=least)
    show_comparison(found)
    if output:
        write_comparison(found, output, overwrite=overwrite)
        say(f"comparison: {output}")
