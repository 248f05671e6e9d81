"""A run: many documents to one output, which goes on after a crash where it was.

Takes paths and an output; gives how it went. While it runs, rows lie in OUTPUT.partial and what is done stands in
OUTPUT.journal. Not for doing the work (batch).
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classifier.batch import Engine, Failure, Result, Tasks, run_tasks
from classifier.errors import OutputError
from classifier.files import Appending, move_file, remove_file
from classifier.inputs import STDIN, Input
from classifier.journal import Entry, Journal, Progress, read_progress
from classifier.loading import hash_manifest, package_versions
from classifier.registry import Version
from classifier.writers.encoding import FORMS, encode_head
from classifier.writers.rows import Outcome, Row
from classifier.writers.writing import check_output, write_rows

SYNC_SECONDS = 1.0  # at most this much work is lost with the machine's power; with the process alone, none


@dataclass
class Run:
    """What is to be done, and how it went.

    Attributes
    ----------
    inputs : list of Input
    output : str
        A file of rows by its suffix, or ``-``.
    header : dict
        What the rows depend on beside the inputs: model, package, options.
    entries : list of Entry
        What was done, one for each input, in order, also before an interruption.
    """

    inputs: list[Input]
    output: str
    header: dict[str, Any]
    entries: list[Entry] = field(default_factory=list)

    @property
    def form(self) -> str:
        """The form in which rows are appended; other formats are made of it at the end."""
        suffix = Path(self.output).suffix.lower()[1:]
        return suffix if suffix in FORMS else "jsonl"

    @property
    def failures(self) -> list[Failure]:
        """Give the documents that failed."""
        return [Failure(entry.name, entry.failure) for entry in self.entries if entry.failure]

    @property
    def partial(self) -> Path:
        """Where the rows lie while the run goes on."""
        return Path(f"{self.output}.partial")

    @property
    def journal(self) -> Path:
        """Where it is written down what is done."""
        return Path(f"{self.output}.journal")

    def identity(self) -> dict[str, Any]:
        """Give what a run that goes on must have in common with the one that was interrupted."""
        names = json.dumps([[i.name, i.is_table] for i in self.inputs]).encode()
        return {**self.header, "form": self.form, "inputs": hashlib.sha256(names).hexdigest()}


def run_header(version: Version) -> dict[str, Any]:
    """Give what the rows of a run depend on: the model, to the byte, and this package."""
    return {
        "model": version.reference,
        "model_sha256": hash_manifest(version),
        "package": package_versions().get("fazhi-classifier"),
    }


def begin(run: Run, *, resume: bool, overwrite: bool) -> Progress:
    """Check, before any work is done, that the output can be written; say from where the run goes on.

    Raises
    ------
    OutputError
        If the output, or an interrupted run of it, is there and neither `resume` nor `overwrite` is given; or the run
        to be gone on with had another model, package or inputs.
    """
    if run.output == STDIN:
        if resume:
            raise OutputError("-: rows on standard output leave nothing to resume from; name a file")
        return Progress()
    output, there = Path(run.output), run.journal.exists()
    if resume and there and (output.exists() or run.partial.exists()):
        if any(i.name == STDIN for i in run.inputs):
            raise OutputError("-: a document on standard input cannot be read again; name a file")
        in_place = not run.partial.exists()
        rows = output if in_place and run.form == output.suffix.lower()[1:] else run.partial
        progress = read_progress(run.journal, rows, run.identity(), in_place=in_place)
        progress.done = progress.done and output.exists()
        complete = progress.start[0] >= len(run.inputs)
        if progress.done or (in_place and complete):
            return progress
        if in_place:
            progress = Progress()
        check_output(run.output, overwrite=overwrite)
        return progress
    if there and run.partial.exists() and not overwrite:
        raise OutputError(
            f"{run.output}: an interrupted run of it is there; go on with it by --resume, or start again by --overwrite"
        )
    check_output(run.output, overwrite=overwrite)
    return Progress()


def carry_out(
    run: Run,
    progress: Progress,
    engine: Engine,
    *,
    outcome: Callable[[], Outcome] = Outcome,
    on_result: Callable[[Result], None] = lambda result: None,
) -> None:
    """Do what is left of a run and put the output in place; `run.entries` tells how it went.

    Parameters
    ----------
    run : Run
    progress : Progress
        From where to go on, as `begin` gives it.
    engine : Engine
        Who does the work.
    outcome : callable, optional
        Called when the last row is there, for formats that have a place for how the run went.
    on_result : callable, optional
        Called with every result, in order.
    """
    run.entries = progress.entries
    results = _results(run, progress, engine, on_result)
    if run.output == STDIN:
        for result in results:
            sys.stdout.buffer.write(result.data)
            sys.stdout.buffer.flush()
            progress.add(_entry(result, progress))
        return
    if progress.start[0] < len(run.inputs):
        _write_rows(run, progress, results)
    if any(entry.rows for entry in run.entries):
        _finish(run, progress, outcome)
    else:
        remove_file(run.partial)
        remove_file(run.journal)


def _results(run: Run, progress: Progress, engine: Engine, on_result: Callable[[Result], None]) -> Iterator[Result]:
    tasks = Tasks(run.inputs, progress.start)
    for result in run_tasks(tasks, engine):
        if tasks.note(result):
            on_result(result)
            yield result


def _write_rows(run: Run, progress: Progress, results: Iterator[Result]) -> None:
    with Appending(run.partial, progress.end) as rows, Journal(run.journal, run.identity(), progress) as journal:
        if not progress.end:
            head = encode_head(run.form)
            rows.write(head)
            progress.end, progress.check = len(head), zlib.crc32(head)
        synced = time.monotonic()
        for result in results:
            rows.write(result.data)
            entry = _entry(result, progress)
            journal.add(entry)
            progress.add(entry)
            if time.monotonic() - synced > SYNC_SECONDS:
                rows.sync()
                journal.sync()
                synced = time.monotonic()
        rows.sync()


def _entry(result: Result, progress: Progress) -> Entry:
    return Entry(
        input=result.task.number,
        chunk=result.task.chunk,
        name=result.task.input.name,
        last=result.last,
        end=progress.end + len(result.data),
        check=zlib.crc32(result.data, progress.check),
        rows=result.rows,
        accepted=result.accepted,
        themes=dict(result.themes),
        failure=result.failure,
    )


def _finish(run: Run, progress: Progress, outcome: Callable[[], Outcome]) -> None:
    output = Path(run.output)
    if run.form != output.suffix.lower()[1:]:
        write_rows(_read_lines(run.partial), run.output, overwrite=True, outcome=outcome)
    elif run.partial.exists():
        move_file(run.partial, output)
    progress.size = run.journal.stat().st_size
    with Journal(run.journal, run.identity(), progress) as journal:
        journal.finish()
    remove_file(run.partial)


def _read_lines(path: Path) -> Iterator[Row]:
    with path.open("rb") as source:
        for line in source:
            yield json.loads(line)
