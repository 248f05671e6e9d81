"""Memory of a batch does not grow with the table that it reads."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections import Counter
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT
from tests.test_runs import SENTENCES, command

pytestmark = pytest.mark.slow
MB = 1_000_000
MOST = 600 * MB
SPREAD = 20 * MB  # beside a tenth: how much two runs of one size differ


def write_table(path: Path, size: int) -> Path:
    """Write paragraphs, one a line, until the file has so many bytes.

    Their numbers repeat: of pieces of text that do not, the tokenizer and the model remember up to 200,000 each.
    """
    chance = random.Random(7)
    number = written = 0
    with path.open("w", encoding="utf-8") as sink:
        while written < size:
            number += 1
            line = json.dumps(
                {"text": f"第{number % 1000}段。{''.join(chance.choices(SENTENCES, k=7))}"}, ensure_ascii=False
            )
            sink.write(f"{line}\n")
            written += len(line.encode()) + 1
    return path


def count_lines(path: Path) -> int:
    with path.open("rb") as source:
        return sum(1 for _ in source)


def measure(table: Path, output: Path) -> list[int]:
    """Classify a table; give the most memory of the command and of each of its processes, the greatest first."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = psutil.Popen(command(table, "-o", output, "--jobs", 2), stderr=subprocess.PIPE, env=environment)
    peaks: Counter[int] = Counter()
    while True:
        try:
            for one in (process, *process.children(recursive=True)):
                peaks[one.pid] = max(peaks[one.pid], one.memory_info().rss)
        except psutil.NoSuchProcess:
            pass
        try:
            process.wait(0.1)
            break
        except psutil.TimeoutExpired:
            continue
    assert process.returncode == 0, process.stderr.read()
    process.stderr.close()
    assert count_lines(output) == count_lines(table)
    return [peaks.pop(process.pid), *sorted(peaks.values(), reverse=True)[:2]]


def test_memory_is_the_same_for_a_table_ten_times_as_large(tmp_path):
    sizes = [20 * MB, 200 * MB]
    if os.environ.get("CLASSIFIER_BIG"):
        sizes.append(2000 * MB)
    measured = []
    for size in sizes:
        peaks = measure(write_table(tmp_path / f"{size}.jsonl", size), tmp_path / "rows.jsonl")
        (tmp_path / "rows.jsonl").unlink()
        (tmp_path / "rows.jsonl.journal").unlink()
        print(f"{size // MB} MB:", [peak // MB for peak in peaks])  # noqa: T201 (pytest -s)
        measured.append(peaks)
    for peaks in measured:
        assert max(peaks) <= MOST
        for peak, first in zip(peaks, measured[0], strict=True):
            assert peak <= first * 1.1 + SPREAD
