"""Commands run in turn, each in a process of its own on cores of its own, and what their times say.

Takes commands by name, gives the runs of each, round by round; from two series of runs the spread of their ratio. Not
for what the commands are (contestants, sections).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed.text import ROOT

LAUNCHER = Path(__file__).with_name("launch.py")
_THREADS = ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR")
_UNWANTED = ("CLASSIFIER_", "PYTHONDONTWRITEBYTECODE")  # settings of ours, and what makes every run compile again


class Command(NamedTuple):
    """What to run; `inside` says that it times itself and prints ``{"seconds": ...}`` as its last line."""

    arguments: Sequence[str]
    cores: int = 1
    inside: bool = False


class Run(NamedTuple):
    """One run: seconds, peak memory in bytes, the share of its time that it had its cores for, and what was printed."""

    seconds: float
    memory: int
    share: float = 1.0
    cores: int = 1
    output: str = ""


class Spread(NamedTuple):
    """Median, least and greatest of a value over the rounds."""

    median: float
    low: float
    high: float


def python(*arguments: str) -> list[str]:
    """Give the command line that runs Python on these arguments."""
    return [sys.executable, *arguments]


def available_cores() -> int:
    """Give how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(command: Command) -> Run:
    """Run a command once, on the checkout that this file is in.

    Raises
    ------
    RuntimeError
        If it fails, with what it said.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    if command.cores == 1:
        environment |= {f"{name}_NUM_THREADS": "1" for name in _THREADS}
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        result = Path(folder, "result.json")
        launched = [sys.executable, "-I", "-S", str(LAUNCHER), str(command.cores), str(result), *command.arguments]
        done = subprocess.run(launched, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"{' '.join(command.arguments)} ended with {done.returncode}:\n{done.stderr}")
        taken = json.loads(result.read_text(encoding="utf-8"))
    seconds = json.loads(done.stdout.splitlines()[-1])["seconds"] if command.inside else taken["seconds"]
    return Run(seconds, taken["memory"], taken["busy"] / taken["seconds"] / command.cores, command.cores, done.stdout)


def run_in_turn(
    commands: Mapping[str, Command], rounds: int, on_run: Callable[[int, str], None] = lambda *_: None
) -> dict[str, list[Run]]:
    """Run every command once in each round, in turn, the order reversed from round to round.

    What slows the machine for a while then slows all, and a ratio within a round is little touched by it.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds):
        for name in list(commands)[:: -1 if number % 2 else 1]:
            on_run(number + 1, name)
            found[name].append(run(commands[name]))
    return found


def spread(values: Sequence[float]) -> Spread:
    """Give the median and the ends."""
    return Spread(statistics.median(values), min(values), max(values))


def ratio(over: Sequence[Run], under: Sequence[Run], of: str = "seconds") -> Spread:
    """Give the spread of ``over / under`` in seconds or memory, each quotient within one round."""
    return spread([getattr(a, of) / getattr(b, of) for a, b in zip(over, under, strict=True)])
