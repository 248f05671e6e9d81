"""``classifier figures``: the numbers of classified reports, with what they count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import printable, say

if TYPE_CHECKING:
    from classifier.figures import FigureRow


def run(
    results: Annotated[
        list[str], typer.Argument(metavar="RESULTS...", help="What classify wrote: .jsonl .csv .xlsx .parquet.")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Where the figures go: .xlsx .csv .jsonl, or -.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """List the numbers in classified reports: how many of what, in which report and sentence."""
    from classifier.figures import check_figures_output, find_row_figures, write_figures
    from classifier.results import read_rows_back

    if output:
        check_figures_output(output, overwrite=overwrite)
    figures = find_row_figures(row for path in results for row in read_rows_back(path))
    if output is None:
        say(f"{_show(figures)} figures")
        return
    say(f"{write_figures(figures, output, overwrite=overwrite)} figures")
    if output != "-":
        say(f"figures: {output}")


def _show(figures: Iterator[FigureRow]) -> int:
    """Print the figures of each report under its name; give how many."""
    count = 0
    for (document, region, year), rows in groupby(figures, lambda f: (f["document"], f["region"], f["year"])):
        print(printable(" ".join(filter(None, (document, region, str(year or ""))))))
        for row in rows:
            count += 1
            what = " ".join(filter(None, (row["predicate"], row["counts"], row["change"])))
            print(
                printable(
                    f"{row['paragraph']:5}  {_pad(row['qualifier'] + ' ' + row['raw'], 18)}  {_pad(what, 50)}  {row['theme']}"
                )
            )
    return count


def _pad(text: str, width: int) -> str:
    """Fill a text up to a width in columns of the terminal; a Chinese character takes two."""
    from rich.cells import cell_len

    return text.strip() + " " * max(0, width - cell_len(text.strip()))
