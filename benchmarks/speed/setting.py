"""What was measured on what, in a few lines: texts, rounds, processor, versions, and how quiet the machine was."""

from __future__ import annotations

import platform
import statistics
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.speed.bench import Bench
from benchmarks.speed.measure import available_cores

QUIET = 0.95  # of its time a run alone on its core has it: the rest is reading from disk
PACKAGES = ("numpy", "scikit-learn", "jieba", "rjieba", "fasttext-numpy2-wheel")


def describe(bench: Bench) -> str:
    """Say what was measured on what."""
    told = [f"rounds: {bench.rounds}", f"{_processor()}, cores: {available_cores()}", platform.system()]
    if bench.generated is not None:
        length = bench.generated.characters / bench.generated.paragraphs
        told.insert(0, f"{bench.size:,} generated paragraphs of {length:.0f} characters in the mean")
    told.append(f"Python {platform.python_version()}, {', '.join(_versions())}")
    return "; ".join(told) + "." + _how_quiet(bench)


def _how_quiet(bench: Bench) -> str:
    every = [run for named in bench.runs.values() for runs in named.values() for run in runs]
    shares = [run.share for run in every if run.cores == 1]
    if not shares:
        return ""
    usual = statistics.median(shares)
    told = f"\n\nRuns on one core had it for {usual:.0%} of their time (least {min(shares):.0%})."
    return told + (" **The machine was busy: measure again.**" if usual < QUIET else "")


def _versions() -> list[str]:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").split("\n") if known.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
