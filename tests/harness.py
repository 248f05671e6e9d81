"""Documents read in a process of its own, with the time and memory that it took.

`Harness` is the test's side; ``python -m tests.harness`` the reading side: a path as JSON a line in, an outcome as JSON
a line out. Not for what should come out (test_hazards).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

ADDRESS_SPACE = 8 << 30  # bytes: a reader without limits of its own must not take the machine with it
_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells memory
_LINUX = Path("/proc/self/clear_refs").exists()


class Outcome(NamedTuple):
    """What became of a document.

    Attributes
    ----------
    kind : str
        ``text``, ``error`` (a `ClassifierError`), ``exception`` (another), ``crash`` or ``hang``.
    message : str
        Of the error, or the beginning of the text.
    digest : str
        `digest` of the text.
    intact : bool
        Whether every line and paragraph slices back.
    shown : bool
        Whether the text holds the word that was asked for.
    seconds : float
        From the call to the paragraphs.
    peak : int
        The most memory, in bytes, that any of the processes held at once since the call.
    """

    kind: str
    message: str = ""
    digest: str = ""
    intact: bool = True
    shown: bool = False
    seconds: float = 0.0
    peak: int = 0


def digest(text: str) -> str:
    """Give a fingerprint of a text without blank lines and the white space around lines."""
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return hashlib.sha256("\n".join(filter(None, lines)).encode("utf-8", "surrogatepass")).hexdigest()


class Harness:
    """A process that reads documents one after another; started again when it hangs or dies."""

    def __init__(self, secret: str, *, seconds: float) -> None:
        self._secret, self._seconds = secret, seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Outcome:
        """Read a document; `seconds` is when the process is given up."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        overrun = threading.Event()
        timer = threading.Timer(self._seconds, lambda: (overrun.set(), process.kill()))
        timer.start()
        process.stdin.write(json.dumps(os.fspath(path)).encode() + b"\n")
        process.stdin.flush()
        reply = process.stdout.readline()
        timer.cancel()
        if reply.endswith(b"\n"):
            return Outcome(**json.loads(reply))
        self.close()
        return Outcome(
            "hang" if overrun.is_set() else "crash", f"exit code {process.returncode}", seconds=self._seconds
        )

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.harness", self._secret],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )


def serve(secret: str) -> None:
    """Answer until there is no more input."""
    import resource

    with contextlib.suppress(OSError, ValueError):  # macOS may refuse it
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints must not come between the replies
    for request in sys.stdin:
        _forget_peaks()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        start = time.monotonic()
        outcome = _read(json.loads(request), secret)
        seconds = time.monotonic() - start
        ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        # of children that ended only the largest ever is told: a smaller one than before has done no harm
        peak = max(_peak(), ended * _UNIT if ended > before else 0)
        replies.write(json.dumps(outcome._replace(seconds=seconds, peak=peak)._asdict()) + "\n")
        replies.flush()


def _read(path: str, secret: str) -> Outcome:
    from classifier import ClassifierError, read_document, split_paragraphs

    try:
        document = read_document(path)
        paragraphs = split_paragraphs(document)
    except ClassifierError as error:
        return Outcome("error", str(error))
    except BaseException as error:
        return Outcome("exception", f"{type(error).__name__}: {str(error)[:300]}")
    text = document.text
    pieces: list[Any] = [*document.lines, *paragraphs]
    intact = all(text[piece.start : piece.end] == piece.text for piece in pieces)
    return Outcome("text", text[:200], digest(text), intact, secret in text)


def _family() -> Iterator[int]:
    """Give the numbers of this process and of all that it started, as far as they live."""
    waiting = [os.getpid()]
    while waiting:
        number = waiting.pop()
        yield number
        for task in Path(f"/proc/{number}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, task.read_text().split())


def _forget_peaks() -> None:
    for number in _family() if _LINUX else ():
        with contextlib.suppress(OSError):
            Path(f"/proc/{number}/clear_refs").write_text("5")


def _peak() -> int:
    """Give the most memory that a living process held since the peaks were forgotten; 0 where nobody tells."""
    peaks = [0]
    for number in _family() if _LINUX else ():
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{number}/status").read_text()
            peaks += [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")]
    return max(peaks)


if __name__ == "__main__":
    serve(sys.argv[1])
