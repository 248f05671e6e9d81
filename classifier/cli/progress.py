"""Progress while reports are read, and the table of themes at the end; all on standard error."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from classifier.cli.console import printable
from classifier.writers.rows import Row

if TYPE_CHECKING:
    import rich.progress

MOST_DOCUMENTS = 20  # that get a line each in the table


class Progress:
    """How much of some work is done; shows nothing by itself."""

    def __init__(self) -> None:
        self.done = 0

    def advance(self) -> None:
        """Count one more piece as done."""
        self.update(self.done + 1)

    def update(self, done: int, total: int | None = None) -> None:
        """Say how many pieces are done, and of how many if that was not known."""
        self.done = done


class _Bar(Progress):
    def __init__(self, bar: rich.progress.Progress, task: rich.progress.TaskID) -> None:
        super().__init__()
        self._bar, self._task = bar, task

    def update(self, done: int, total: int | None = None) -> None:
        super().update(done)
        if total is None:
            self._bar.update(self._task, completed=done)
        else:
            self._bar.update(self._task, completed=done, total=total)


@contextlib.contextmanager
def show_progress(what: str, total: int | None = None) -> Iterator[Progress]:
    """Show a bar while work is done; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        yield _Bar(bar, bar.add_task(what, total=total))


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
