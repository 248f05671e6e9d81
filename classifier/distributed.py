"""The work of a batch on a Dask cluster; the only room for Dask.

Takes pieces of work, gives their results. Each of Dask's workers reads its own inputs, loads the model once and writes
its own parts; only counts go through the scheduler. Not for the order of results nor the output (batch, runs).
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classifier.batch import Answer, Result, Task, Work
from classifier.errors import ClassifierError
from classifier.files import write_passing
from classifier.isolation import processors

BUNDLE = 16  # pieces of work in one task of Dask's, whose bookkeeping takes about a millisecond
PATIENCE = 20.0  # seconds for a scheduler to answer
RETRIES = 5  # of a task whose worker was lost
_INSTALL = "pip install 'fazhi-classifier[dask]'"

_here = threading.local()


class DaskEngine:
    """Workers of a Dask cluster.

    Parameters
    ----------
    work : Work
    parts : path
        A folder that all workers can write, where rows lie until they are taken; made and removed.
    scheduler : str, optional
        Its address, such as ``tcp://10.0.0.5:8786``; by default a cluster is started on this machine.
    jobs : int, optional
        Workers of the cluster that is started; by default one for each processor.

    Raises
    ------
    ClassifierError
        If Dask is not installed, or the scheduler does not answer.
    """

    bundle = BUNDLE

    def __init__(self, work: Work, parts: str | Path, *, scheduler: str | None = None, jobs: int | None = None) -> None:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise ClassifierError(f"Dask is not installed; install it with: {_INSTALL}") from error
        logging.getLogger("distributed").setLevel(logging.ERROR)
        self._work = work
        self._parts = Path(parts).absolute()
        self._cluster = None
        if scheduler is None:
            # its workers are threads of this process: each has a process of ours for the work, and starts in no time
            self._cluster = LocalCluster(
                n_workers=jobs or processors(),
                threads_per_worker=1,
                processes=False,
                dashboard_address=None,
                silence_logs=logging.ERROR,
            )
        try:
            self._client = Client(scheduler or self._cluster, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise ClassifierError(
                f"no Dask scheduler answers at {scheduler}; check the address and the network"
            ) from error
        self.jobs = max(1, sum(self._client.nthreads().values()))

    def submit(self, tasks: Sequence[Task]) -> Answer:
        """Give out pieces of work, to be done one after another."""
        placed = [task._replace(input=task.input._replace(path=_absolute(task))) for task in tasks]
        future = self._client.submit(_do, self._work, placed, str(self._parts), pure=False, retries=RETRIES)
        return _Parted(future, tasks)

    def close(self) -> None:
        """Stop at once; what has been given out is not waited for."""
        with contextlib.suppress(TimeoutError):
            self._client.close(timeout=10)
        if self._cluster is not None:
            with contextlib.suppress(TimeoutError):
                self._cluster.close(timeout=10)
        shutil.rmtree(self._parts, ignore_errors=True)


class _Parted:
    """Results whose rows lie in a part."""

    def __init__(self, future: Any, tasks: Sequence[Task]) -> None:
        self._future, self._tasks = future, tasks

    def result(self) -> list[Result]:
        """Wait for the results, and take their rows."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            part, results = self._future.result()
        except (KilledWorker, FutureCancelledError) as error:
            names = ", ".join(task.input.name for task in self._tasks[:2])
            raise ClassifierError(
                f"the Dask cluster has lost the work on {names} and others too often ({type(error).__name__}); look at "
                "its workers' logs, then go on with --resume"
            ) from error
        try:
            rows = memoryview(Path(part).read_bytes())
        except OSError as error:
            raise ClassifierError(
                f"{part}: a worker wrote rows there that this machine cannot read ({error.strerror}); put the output on a "
                "file system that all of them share"
            ) from error
        taken = []
        for task, (result, length) in zip(self._tasks, results, strict=True):
            taken.append(result._replace(task=task, data=bytes(rows[:length])))
            rows = rows[length:]
        Path(part).unlink()
        return taken


def _absolute(task: Task) -> str:
    return str(Path(task.input.path or task.input.name).absolute())


def _do(work: Work, tasks: Sequence[Task], parts: str) -> tuple[str, list[tuple[Result, int]]]:
    """Do pieces of work in one of Dask's workers, each of whose threads has a process for it."""
    if getattr(_here, "work", None) != work:
        _here.work, _here.worker = work, work.worker()
    results = work.do(tasks, _here.worker)
    part = Path(parts, secrets.token_hex(8))
    write_passing(part, b"".join(result.data for result in results))
    return str(part), [(result._replace(data=b""), len(result.data)) for result in results]
