"""Progress while reports are read, and the table of themes at the end; all on standard error."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePath

from classifier.cli.console import printable
from classifier.writers.rows import Row

MOST_DOCUMENTS = 20  # that get a line each in the table


class _Progress:
    def __init__(self, advance: object = None) -> None:
        self._advance = advance

    def advance(self) -> None:
        """Count one document as done."""
        if callable(self._advance):
            self._advance()


@contextlib.contextmanager
def show_progress(total: int) -> Iterator[_Progress]:
    """Show a bar while documents are worked on; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield _Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=total)
        yield _Progress(lambda: bar.advance(task))


class Summary:
    """Counts of themes per document, taken from the rows as they pass."""

    def __init__(self, themes: Sequence[str]) -> None:
        self._themes = themes
        self._counts: dict[str, Counter[str]] = {}
        self._accepted = 0
        self._rows = 0

    def count(self, first: Row, rest: Iterable[Row]) -> Iterator[Row]:
        """Give the rows on, counted."""
        for row in chain([first], rest):
            self._counts.setdefault(row["document"], Counter())[row["theme"]] += 1
            self._accepted += row["accepted"]
            self._rows += 1
            yield row

    def show(self) -> None:
        """Print the table."""
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        table.add_column("document", overflow="fold")
        for theme in self._themes:
            table.add_column(theme, justify="right", no_wrap=True)
        for document, counts in list(self._counts.items())[:MOST_DOCUMENTS]:
            table.add_row(printable(PurePath(document).name), *(str(counts[t]) for t in self._themes))
        if len(self._counts) > 1:
            left = len(self._counts) - MOST_DOCUMENTS
            if left > 0:
                table.add_row(f"... and {left} more", *("" for _ in self._themes))
            total = sum(self._counts.values(), Counter[str]())
            table.add_row(f"all {len(self._counts)}", *(str(total[t]) for t in self._themes))
        # a log has no width of its own; a hundred columns keep names whole
        console = Console(stderr=True, markup=False, highlight=False, width=None if sys.stderr.isatty() else 100)
        console.print(table)
        console.print(f"{self._rows} paragraphs, {self._accepted / self._rows:.0%} accepted")
