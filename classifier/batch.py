"""Many documents and tables to a stream of results, in order, by several worker processes.

Takes paths, gives rows; a document that fails, hangs or kills its worker costs itself alone. Not for what a worker does
(answering) nor for files of rows (runs).
"""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import LifoQueue
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from classifier import artifact
from classifier.documents.reading import about, is_small, readable, shown
from classifier.errors import ClassifierError, DocumentError, TableError, WorkerError
from classifier.files import write_file
from classifier.inputs import Input, find_inputs
from classifier.isolation import SECONDS, Call, Worker, processors
from classifier.model import ThemeModel
from classifier.writers.rows import Row

TABLE_SECONDS = 60.0  # of one stretch of a table
SEEK_SECONDS = 0.05  # more for each stretch before it, which a new process reads first: ten times what it takes
AHEAD = 4  # bundles of work per process that are given out before the first of them is back
BUNDLE = 8  # small files that a process is given together: calling it and calling numpy then cost an eighth
_PREPARE = "classifier.answering:prepare"
_FILES = "classifier.answering:classify_files"
_CHUNK = "classifier.answering:classify_chunk"


class Failure(NamedTuple):
    """A document that could not be classified, and the one line that says why."""

    document: str
    reason: str


class Task(NamedTuple):
    """One piece of work: a document, or one stretch of a table; `number` is that of the input."""

    input: Input
    number: int = 0
    chunk: int = 0


class Result(NamedTuple):
    """What became of a piece of work.

    Attributes
    ----------
    task : Task
    data : bytes
        The rows, in the form that was asked for.
    rows, accepted : int
    themes : mapping of str to int
        Rows per theme.
    failure : str
        Why there are no rows; empty if there are.
    last : bool
        Whether nothing of this input is left.
    notes : tuple of str
        What is worth telling, though nothing failed.
    """

    task: Task
    data: bytes = b""
    rows: int = 0
    accepted: int = 0
    themes: Mapping[str, int] = MappingProxyType({})
    failure: str = ""
    last: bool = True
    notes: tuple[str, ...] = ()


class Answer(Protocol):
    """Results that may not be there yet, such as a future."""

    def result(self) -> list[Result]:
        """Wait for them."""


class Engine(Protocol):
    """Who does the work.

    Attributes
    ----------
    jobs : int
        How many pieces of work are done at once.
    bundle : int
        How many are given out together.
    """

    jobs: int
    bundle: int

    def submit(self, tasks: Sequence[Task]) -> Answer:
        """Give out pieces of work, to be done one after another."""

    def close(self) -> None:
        """Stop at once; what has been given out is not waited for."""


@dataclass(frozen=True)
class Work:
    """How a piece of work is done, in whatever process or thread.

    Parameters
    ----------
    prepare : Call
        What every worker process does first: load the model.
    form : str
        The form of the rows, as for `encode_rows`.
    tell : bool
        Whether results note the lines that were left out.
    seconds : float
        Time that one document may take.
    """

    prepare: Call
    form: str
    tell: bool = False
    seconds: float = SECONDS

    def worker(self) -> Worker:
        """Give a process that can do it."""
        return Worker(self.prepare, seconds=self.seconds)

    def do(self, tasks: Sequence[Task], worker: Worker) -> list[Result]:
        """Do pieces of work, small files among them together; a failure of a document is a result as well.

        Raises
        ------
        ClassifierError
            If not a document is at fault, but the model or the machine.
        """
        small = [task for task in tasks if _is_small(task.input)]
        done = dict(zip(small, self._together(small, worker), strict=False))
        return [done.get(task) or self._alone(task, worker) for task in tasks]

    def _together(self, tasks: Sequence[Task], worker: Worker) -> list[Result]:
        """Do small files in one call; if that fails, nothing is done, and each alone will show which is at fault."""
        if len(tasks) < 2:
            return []
        try:
            return self._files([(task, task.input.path or task.input.name) for task in tasks], worker)
        except WorkerError:
            return []

    def _alone(self, task: Task, worker: Worker) -> Result:
        path, name = task.input.path or task.input.name, task.input.name
        try:
            with about(name):
                if task.input.problem:
                    raise DocumentError(task.input.problem)
                if task.input.is_table:
                    return self._chunk(task, path, worker)
                with readable(path) as file:
                    return self._files([(task, file)], worker)[0]
        except (DocumentError, TableError) as error:
            return Result(task, failure=str(error))

    def _files(self, tasks: Sequence[tuple[Task, str]], worker: Worker) -> list[Result]:
        files = [(path, task.input.name) for task, path in tasks]
        reply = worker.call(_FILES, files=files, form=self.form, tell=self.tell)
        results, start = [], 0
        for (task, _), told in zip(tasks, reply.value, strict=True):
            if "failure" in told:
                results.append(Result(task, failure=f"{shown(task.input.name)}: {told['failure']}"))
                continue
            end = start + told["bytes"]
            results.append(_result(task, told, reply.data[start:end], told["notes"]))
            start = end
        return results

    def _chunk(self, task: Task, path: str, worker: Worker) -> Result:
        seconds = TABLE_SECONDS + SEEK_SECONDS * task.chunk
        reply = worker.call(_CHUNK, seconds, path=path, name=task.input.name, chunk=task.chunk, form=self.form)
        return _result(task, reply.value, reply.data, worker.warned)


def _is_small(given: Input) -> bool:
    return not given.problem and not given.is_table and is_small(given.path or given.name)


def _result(task: Task, told: Mapping[str, Any], data: bytes, notes: Iterable[str]) -> Result:
    return Result(
        task,
        data=data,
        rows=told["rows"],
        accepted=told["accepted"],
        themes=told["themes"],
        last=told.get("last", True),
        notes=tuple(f"{task.input.name}: {note}" for note in notes),
    )


class LocalEngine:
    """Worker processes on this machine, each fed by a thread.

    Parameters
    ----------
    work : Work
    jobs : int
        How many processes.
    bundle : int, optional
        How many pieces of work each of them is given together.
    """

    def __init__(self, work: Work, jobs: int, bundle: int = 1) -> None:
        self.jobs, self.bundle = jobs, bundle
        self._work = work
        self._workers = [work.worker() for _ in range(jobs)]
        # the one that has waited least is next: with little to do, few processes are begun
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(jobs)

    def submit(self, tasks: Sequence[Task]) -> Answer:
        """Give out pieces of work, to be done one after another."""
        return self._threads.submit(self._do, tasks)

    def close(self) -> None:
        """Stop at once; what has been given out is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown()
        for worker in self._workers:
            worker.close()

    def _do(self, tasks: Sequence[Task]) -> list[Result]:
        worker = self._idle.get()
        try:
            return self._work.do(tasks, worker)
        finally:
            self._idle.put(worker)


def run_tasks(tasks: Iterable[Task], engine: Engine) -> Iterator[Result]:
    """Give the results of tasks in their order; little more is given out than is taken, so that memory does not grow."""
    waiting: deque[Answer] = deque()
    source = iter(tasks)
    while True:
        while len(waiting) < AHEAD * engine.jobs and (bundle := list(islice(source, engine.bundle))):
            waiting.append(engine.submit(bundle))
        if not waiting:
            return
        yield from waiting.popleft().result()


class Tasks:
    """The pieces of work that inputs are made of; how long a table is shows only on the way.

    Parameters
    ----------
    inputs : list of Input
    start : (int, int)
        The number of the first input and of its first stretch.
    """

    def __init__(self, inputs: list[Input], start: tuple[int, int] = (0, 0)) -> None:
        self._inputs, self._start = inputs, start
        self._ended: set[str] = set()

    def __iter__(self) -> Iterator[Task]:
        first, chunk = self._start
        for number in range(first, len(self._inputs)):
            given = self._inputs[number]
            yield Task(given, number, chunk)
            while given.is_table and given.name not in self._ended:
                chunk += 1
                yield Task(given, number, chunk)
            chunk = 0

    def note(self, result: Result) -> bool:
        """Take note of a result; say whether it counts, since tasks beyond the end of a table give nothing."""
        name = result.task.input.name
        if name in self._ended:
            return False
        if result.last and result.task.input.is_table:
            self._ended.add(name)
        return True


def classify_documents(
    paths: str | Path | Iterable[str | Path],
    *,
    model: str | ThemeModel | None = None,
    models: str | Path | None = None,
    jobs: int | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Row]:
    """Give one row for every paragraph of every document, in order.

    Each document is read and classified in a worker process, with a time limit of 10 s and a memory limit of 1 GiB.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, folders, patterns, lists and tables, as `find_inputs` takes them.
    model : str or ThemeModel, optional
        As for `predict`.
    models : path, optional
        The folder of models, where `model` is a name.
    jobs : int, optional
        How many worker processes; by default one for each processor.
    on_failure : callable, optional
        Called with every document that fails. Without it one warning at the end counts them.

    Yields
    ------
    dict
        A `Row`.

    Examples
    --------
    >>> rows = list(classify_documents("data/samples"))  # doctest: +SKIP
    >>> rows[0]["theme"]  # doctest: +SKIP
    '其他'
    """
    inputs = find_inputs(paths)
    return _rows(inputs, model, models, jobs, on_failure)


def _rows(
    inputs: list[Input],
    model: str | ThemeModel | None,
    models: str | Path | None,
    jobs: int | None,
    on_failure: Callable[[Failure], None] | None,
) -> Iterator[Row]:
    failures: list[Failure] = []
    report = on_failure or failures.append
    tasks = Tasks(inputs)
    with tempfile.TemporaryDirectory(prefix="classifier-") as folder:
        work = Work(_preparation(model, models, Path(folder)), "jsonl")
        engine = local_engine(work, inputs, jobs)
        try:
            for result in run_tasks(tasks, engine):
                if not tasks.note(result):
                    continue
                if result.failure:
                    report(Failure(result.task.input.name, result.failure))
                yield from map(json.loads, result.data.splitlines())
        finally:
            engine.close()
    if failures:
        warnings.warn(
            f"{len(failures)} of {len(inputs)} documents could not be classified, the first: {failures[0].reason}",
            stacklevel=2,
        )


def local_engine(work: Work, inputs: list[Input], jobs: int | None) -> LocalEngine:
    """Give worker processes on this machine, no more than there is work for; `jobs` is by default one a processor."""
    if jobs is not None and jobs < 1:
        raise ClassifierError(f"jobs is {jobs}; at least one process is needed")
    wanted = jobs or processors()
    if not any(given.is_table for given in inputs):
        wanted = max(1, min(wanted, len(inputs)))
    return LocalEngine(work, wanted, max(1, min(BUNDLE, len(inputs) // (AHEAD * wanted))))


def preparation(reference: str | None, models: str | Path | None, sha256: str = "") -> Call:
    """Give what a worker process does first, to answer with a model of that name and, if given, that manifest's hash."""
    folder = None if models is None else str(Path(models).absolute())  # a cluster's workers have folders of their own
    return _PREPARE, {"reference": reference, "models": folder, "sha256": sha256}


def _preparation(model: str | ThemeModel | None, models: str | Path | None, folder: Path) -> Call:
    if not isinstance(model, ThemeModel):
        return preparation(model, models)
    for name, content in artifact.encode(model, ["法治"]).items():
        write_file(folder / name, content)
    write_file(folder / "reference", model.reference.encode())
    return _PREPARE, {"files": os.fspath(folder)}
