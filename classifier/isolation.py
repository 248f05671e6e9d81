"""Work in a child process that can be limited and killed.

Takes the name of a function and its arguments, gives its value; the parent survives whatever the child does. Not for
what the work is (documents, batch) nor for the child's side (worker).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from typing import Any, Self

from classifier import errors
from classifier.errors import ClassifierError, WorkerError
from classifier.worker import REPLY, REQUEST, Reply

SECONDS = 10.0  # a report of 300 pages takes less than 3
MEMORY = 1 << 30  # bytes of address space
START_SECONDS = 60.0  # for the imports and the model, on a slow disk
TICK = 0.1  # seconds between two looks at the time; by so much more a call may take
END_SECONDS = 0.5  # an idle child ends by itself when its input does
_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from classifier.worker import main; main(sys.argv[2])"
)
# one thread for linear algebra: each thread of it takes address space, and the workers are as many as the cores
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

Call = tuple[str, Mapping[str, Any]]


class Worker:
    """A child process that answers calls one after another; started when needed, replaced when it dies or overruns.

    Parameters
    ----------
    prepare : (str, mapping), optional
        A function, named ``module:function``, and its arguments: called once in every new process.
    seconds : float
        Time that one call may take.
    memory : int
        Bytes of address space of the process; Windows has no such limit.
    """

    def __init__(self, prepare: Call | None = None, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self._settings = {"prepare": prepare, "memory": memory}
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._finalizer: weakref.finalize[..., Any] | None = None
        self._watch: _Watch | None = None
        self._stopped = False
        self.warned: list[str] = []  # by the last call

    def call(self, function: str, seconds: float | None = None, /, **arguments: Any) -> Any:
        """Call ``module:function`` in the child; arguments and value are JSON, a `Reply` also brings bytes.

        Parameters
        ----------
        function : str
        seconds : float, optional
            Time for this call, instead of the worker's.

        Raises
        ------
        WorkerError
            If it took too long or too much memory, crashed the process twice, or failed otherwise than by a
            `ClassifierError`.
        ClassifierError
            As the function raised it.
        """
        seconds = seconds or self.seconds
        request = json.dumps({"function": function, "arguments": arguments, "seconds": seconds}).encode()
        reply = self._exchange(request, seconds)
        if reply is None and not self._stopped:
            # a process that was killed from outside must not cost the piece of work it was at
            reply = self._exchange(request, seconds)
        if reply is not None:
            return self._open(*reply)
        raise WorkerError("was stopped" if self._stopped else "crashed the process that was at work on it")

    def stop(self) -> None:
        """End the process at once, from any thread; a call that is under way fails, and every later one."""
        self._stopped = True
        process = self._process
        if process is not None and self._owner == os.getpid():
            process.kill()

    def close(self) -> None:
        """End the process; the next call starts another."""
        if self._finalizer is not None and self._owner == os.getpid():
            self._finalizer()
        self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exchange(self, request: bytes, seconds: float) -> tuple[bytes, bytes] | None:
        """Send a request and wait for the reply; None if the process died."""
        process = self._running()
        assert self._watch is not None
        self._watch.begin(seconds)
        try:
            reply = _receive(process) if _send(process, request) else None
        except BaseException:  # Ctrl-C between two halves of a message: this process is of no further use
            process.kill()
            self.close()
            raise
        if not self._watch.end():
            self.close()
            raise WorkerError(f"took longer than {seconds:g} s")
        if reply is None:
            process.kill()
            self.close()
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and self._owner == os.getpid() and process.poll() is None:
            return process
        self.close()
        if self._stopped:
            raise WorkerError("was stopped")
        folder = tempfile.mkdtemp(prefix="classifier-work-")
        process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, json.dumps(sys.path), json.dumps({**self._settings, "folder": folder})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,  # Ctrl-C at the terminal is for the parent, which ends its children itself
        )
        self._process, self._owner = process, os.getpid()
        self._finalizer = weakref.finalize(self, _end, process, folder, os.getpid())
        if self._stopped:  # in the meantime
            process.kill()
        self._watch = _Watch(process)
        self._watch.begin(START_SECONDS)
        ready = _receive(process)
        if not self._watch.end() or ready is None:
            self.close()
            raise WorkerError(
                "could not be begun: a Python process with this package did not start; see: classifier doctor"
            )
        self._open(*ready)
        return process

    def _open(self, reply: bytes, data: bytes) -> Any:
        """Give the value of a reply, or raise its error."""
        told = json.loads(reply)
        self.warned = told["warnings"]
        if "error" in told:
            kind, message = told["error"]
            raise getattr(errors, kind, ClassifierError)(message)
        return Reply(told["value"], data) if told["attached"] else told["value"]


class _Watch:
    """Kills a process that is at something for too long; one thread, since to begin one for each call takes 0.1 ms."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._deadline: float | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._look, daemon=True).start()

    def begin(self, seconds: float) -> None:
        """Let the process have that much time from now."""
        self._deadline = time.monotonic() + seconds

    def end(self) -> bool:
        """Say whether it kept to its time; it is not killed any more."""
        with self._lock:
            kept = self._deadline is not None
            self._deadline = None
        return kept

    def _look(self) -> None:
        while self._process.poll() is None:
            time.sleep(TICK)
            with self._lock:
                if self._deadline is not None and time.monotonic() > self._deadline:
                    self._deadline = None
                    self._process.kill()


def processors() -> int:
    """Give the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _environment(folder: str) -> dict[str, str]:
    """Give the environment of a child; its temporary files are in a folder that is removed however it ends."""
    # Dask has its workers give memory back at once; a child that must ask for it again each time takes a fifth longer
    kept = {name: value for name, value in os.environ.items() if name != "MALLOC_TRIM_THRESHOLD_"}
    return kept | _THREADS | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)


def _end(process: subprocess.Popen[bytes], folder: str, owner: int) -> None:
    if os.getpid() != owner:  # a fork of the owner has no say in it
        return
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _send(process: subprocess.Popen[bytes], message: bytes) -> bool:
    assert process.stdin is not None
    try:
        process.stdin.write(REQUEST.pack(len(message)) + message)
        process.stdin.flush()
    except OSError:
        return False
    return True


def _receive(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes] | None:
    assert process.stdout is not None
    head = process.stdout.read(REPLY.size)
    if len(head) < REPLY.size:
        return None
    told, data = (process.stdout.read(length) for length in REPLY.unpack(head))
    return (told, data) if (len(told), len(data)) == REPLY.unpack(head) else None
