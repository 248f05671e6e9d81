"""The child's side of `isolation`: limits itself, then answers calls until its input ends.

Takes length-prefixed JSON on standard input, gives the same on what was standard output.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import struct
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from classifier.errors import ClassifierError

REQUEST = struct.Struct(">Q")  # bytes of the JSON that follows
REPLY = struct.Struct(">QQ")  # bytes of the JSON that follows, and of what is attached to it
_OBJECTS = 50_000  # made between two searches for garbage
_GRACE = 5.0  # seconds beyond its time after which a child ends itself, if its parent is no longer there to do so


class Reply(NamedTuple):
    """What a function gives that has more to give than JSON."""

    value: Any
    data: bytes


def main(settings: str) -> None:
    """Answer calls; `settings` is the JSON that `isolation.Worker` gives."""
    told = json.loads(settings)
    atexit.register(shutil.rmtree, told["folder"], ignore_errors=True)  # a parent that was killed does not do it
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not come between the messages
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(told["memory"])
    _answer(sink, lambda: told["prepare"] and _call(*told["prepare"]))
    gc.freeze()  # what is there now stays: to look through it for garbage time and again takes a tenth of all time
    gc.set_threshold(_OBJECTS)
    while request := _read(source):
        with _alarm(request["seconds"] + _GRACE):
            _answer(sink, lambda: _call(request["function"], request["arguments"]))


def _call(function: str, arguments: dict[str, Any]) -> Any:
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(**arguments)


def _answer(sink: BinaryIO, work: Callable[[], Any]) -> None:
    data = b""
    with collect_warnings() as told:
        try:
            value = work()
            attached = isinstance(value, Reply)
            if attached:
                value, data = value
            reply = {"value": value, "attached": attached}
        except ClassifierError as error:
            reply = {"error": [type(error).__name__, str(error)]}
        except MemoryError:
            reply = {"error": ["WorkerError", "needs more memory than one piece of work may take"]}
        except Exception as error:
            reply = {"error": ["WorkerError", f"cannot be worked on ({_one_line(error)})"]}
    message = json.dumps({**reply, "warnings": told}).encode()
    sink.write(REPLY.pack(len(message), len(data)))
    sink.write(message)
    sink.write(data)
    sink.flush()


@contextlib.contextmanager
def collect_warnings() -> Iterator[list[str]]:
    """Give a list that at the end holds what users were warned of, each once."""
    told: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        yield told
    told += dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, UserWarning))


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _read(source: BinaryIO) -> dict[str, Any] | None:
    head = source.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    body: dict[str, Any] = json.loads(source.read(*REQUEST.unpack(head)))
    return body


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, macOS may refuse it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
