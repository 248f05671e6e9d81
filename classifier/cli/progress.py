"""Progress while reports are read, and the table of themes at the end; all on standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from classifier.cli.console import printable, say

if TYPE_CHECKING:
    import rich.progress

    from classifier.journal import Entry

LINE_SECONDS = 10.0  # between two lines of progress in a log

MOST_DOCUMENTS = 20  # that get a line each in the table


class Progress:
    """How much of some work is done; shows nothing by itself."""

    def __init__(self, done: int = 0) -> None:
        self.done = done

    def advance(self) -> None:
        """Count one more piece as done."""
        self.update(self.done + 1)

    def update(self, done: int, total: int | None = None) -> None:
        """Say how many pieces are done, and of how many if that was not known."""
        self.done = done


class _Bar(Progress):
    def __init__(self, bar: rich.progress.Progress, task: rich.progress.TaskID, done: int) -> None:
        super().__init__(done)
        self._bar, self._task = bar, task

    def update(self, done: int, total: int | None = None) -> None:
        super().update(done)
        if total is None:
            self._bar.update(self._task, completed=done)
        else:
            self._bar.update(self._task, completed=done, total=total)


class _Lines(Progress):
    """A line now and then, for a log."""

    def __init__(self, what: str, total: int | None, done: int) -> None:
        super().__init__(done)
        self._what, self._total, self._first = what, total, done
        self._begun = self._told = time.monotonic()

    def update(self, done: int, total: int | None = None) -> None:
        super().update(done)
        self._total = total or self._total
        now = time.monotonic()
        if now - self._told < LINE_SECONDS or not self._total:
            return
        self._told = now
        rate = (done - self._first) / (now - self._begun)
        left = timedelta(seconds=round((self._total - done) / rate)) if rate else "unknown"
        say(f"{self._what}: {done} of {self._total}, {rate:.1f} a second, {left} left")


@contextlib.contextmanager
def show_progress(what: str, total: int | None = None, *, done: int = 0) -> Iterator[Progress]:
    """Show how work goes on: a bar on a terminal, else a line every now and then."""
    if not sys.stderr.isatty():
        yield _Lines(what, total, done)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        yield _Bar(bar, bar.add_task(what, total=total, completed=done), done)


class Summary:
    """Counts of themes per document, taken from the results as they pass.

    Parameters
    ----------
    themes : sequence of str
    entries : sequence of Entry
        What was done before.
    """

    def __init__(self, themes: Sequence[str], entries: Sequence[Entry] = ()) -> None:
        self._themes = themes
        # of the first documents; their number and the sums tell of the rest, so that memory does not grow with them
        self._counts: dict[str, Counter[str]] = {}
        self._documents = 0
        self._last = ""
        self._total = Counter[str]()
        self._accepted = 0
        for entry in entries:
            self.count(entry.name, entry.themes, entry.accepted)

    def count(self, document: str, themes: Mapping[str, int], accepted: int) -> None:
        """Count the rows of a document, or of a part of it; the parts of one come one after another."""
        if not themes:
            return
        self._documents += document != self._last
        self._last = document
        if self._documents <= MOST_DOCUMENTS:
            self._counts.setdefault(document, Counter()).update(themes)
        self._total.update(themes)
        self._accepted += accepted

    def show(self) -> None:
        """Print the table."""
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        table.add_column("document", overflow="fold")
        for theme in self._themes:
            table.add_column(theme, justify="right", no_wrap=True)
        total = self._total
        for document, counts in self._counts.items():
            table.add_row(printable(PurePath(document).name), *(str(counts[t]) for t in self._themes))
        if self._documents > 1:
            left = self._documents - MOST_DOCUMENTS
            if left > 0:
                table.add_row(f"... and {left} more", *("" for _ in self._themes))
            table.add_row(f"all {self._documents}", *(str(total[t]) for t in self._themes))
        # a log has no width of its own; a hundred columns keep names whole
        console = Console(
            stderr=True, markup=False, emoji=False, highlight=False, width=None if sys.stderr.isatty() else 100
        )
        console.print(table)
        console.print(f"{total.total()} paragraphs, {self._accepted / total.total():.0%} accepted")
