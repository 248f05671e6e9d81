"""What is compared with what, section by section, and the bars.

Takes a `Bench`, gives rows. Not for how a run is timed (measure) nor for what a contestant does (contestants).
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed.bench import NAIVE, Bench
from benchmarks.speed.contestants import CONTESTANTS
from benchmarks.speed.measure import Command, Run, python, ratio, run, spread
from benchmarks.speed.tables import Bar, Row
from benchmarks.speed.text import ROOT

TEXT = "全年受理行政复议申请三十二件，行政机关负责人出庭应诉率达到百分之百。"
BARE = f"import numpy, rjieba, typer; rjieba.cut_for_search({TEXT!r}, False)"
COLD_STARTS = 2  # in every round, since they are short
SAME = 10_000  # texts at most whose answers are compared
CLASSIFY = Bar("≥", 4)
WORKERS, DASK = Bar("≥", 1.8), Bar("≥", 0.7)
ONE_CORE = "skipped: one core"
NO_FASTTEXT = "skipped: fastText is not installed"
SHIPPED = ROOT / "models" / "default" / "versions"


class _Pair(NamedTuple):
    what: str
    ours: str
    other: str
    bar: Bar | None = None
    of_time: bool = False  # whether the ratio is our time over the other's, not the other's over ours


_BATCH = [
    _Pair("predict_batch: times as fast as naive", "ours_search", "naive", Bar("≥", 6)),
    _Pair("predict_batch: times as fast as scikit-learn on rjieba", "ours_search", "pipeline_search"),
    _Pair("predict_batch: times as fast as fastText on the same words", "ours_search", "fasttext", Bar("≥", 1)),
    _Pair("predict_batch: times the time of rjieba cutting alone", "ours_search", "rjieba_search", Bar("≤", 1.5), True),
    _Pair("predict_batch: the same, rjieba's words thrown away", "ours_search", "rjieba_forgetful", None, True),
    _Pair("predict_batch: two processes, times as fast as one", "ours_two", "ours_search"),
    _Pair("plain words: times as fast as naive", "ours_plain", "naive", Bar("≥", 10)),
    _Pair("plain words: times as fast as scikit-learn on rjieba", "ours_plain", "pipeline_plain"),
    _Pair("plain words: times the time of rjieba cutting alone", "ours_plain", "rjieba_plain", Bar("≤", 1.5), True),
]


def batch(bench: Bench) -> list[Row]:
    """Classify many generated paragraphs."""
    return batch_rows(bench, "batch", bench.paragraphs, bench.size)


def batch_rows(bench: Bench, section: str, texts: Path, count: int, passes: int = 1) -> list[Row]:
    """Let every contestant classify the same texts, each on one core but for ours in two processes."""
    missing = {}
    if not bench.has_fasttext:
        missing["fasttext"] = NO_FASTTEXT
    if bench.cores < 2:
        missing["ours_two"] = ONE_CORE
    commands = {
        name: bench.contestant(name, texts, count, passes, cores=2 if name == "ours_two" else 1)
        for name in CONTESTANTS
        if name not in missing
    }
    runs = bench.measure(section, commands)

    def rate(name: str) -> str:
        return f"{count * passes / _median(runs[name]):,.0f} per second"

    rows = []
    for pair in _BATCH:
        absent = missing.get(pair.ours) or missing.get(pair.other)
        if absent:
            rows.append(Row(pair.what, "", absent, None, pair.bar))
            continue
        ours, other = runs[pair.ours], runs[pair.other]
        found = ratio(ours, other) if pair.of_time else ratio(other, ours)
        rows.append(Row(pair.what, rate(pair.ours), rate(pair.other), found, pair.bar))
    return rows


def cold(bench: Bench) -> list[Row]:
    """Start, load, classify one text, end."""
    commands = {
        "ours": Command(_classifier("predict", TEXT)),
        "naive": Command(python("-P", NAIVE, "predict", str(bench.naive_model), TEXT)),
        "bare": Command(python("-c", BARE)),
    }
    for command in commands.values():
        run(command)  # from then on compiled files and jieba's cache are there
    runs = bench.measure("cold", commands, times=COLD_STARTS)
    ours, naive, bare = (runs[name] for name in commands)
    of_naive, of_bare = ratio(ours, naive, "memory"), ratio(ours, bare, "memory")
    return [
        Row("cold start: times as fast as naive", _seconds(ours), _seconds(naive), ratio(naive, ours), Bar("≥", 7)),
        Row("cold start: times the time of numpy, rjieba and typer", _seconds(ours), _seconds(bare), ratio(ours, bare)),
        Row("cold start: times the memory of naive", _memory(ours), _memory(naive), of_naive, Bar("≤", 0.5)),
        Row("cold start: times the memory of numpy, rjieba and typer", _memory(ours), _memory(bare), of_bare),
    ]


def classify(bench: Bench) -> list[Row]:
    """Classify a folder of reports: ours on two cores, naive's lines on one."""
    faster = "classify on two cores: times as fast as naive on one"
    memory = "classify on two cores: times the memory of naive"
    if bench.cores < 2:
        return [Row(faster, "", ONE_CORE, None, CLASSIFY), Row(memory, "", ONE_CORE, None)]
    reports, out = str(bench.reports), str(bench.folder / "rows.jsonl")
    commands = {
        "ours": Command(_classifier("classify", reports, "-o", out, "--overwrite"), cores=bench.cores),
        "naive": Command(python("-P", NAIVE, "classify", str(bench.naive_model), reports, out)),
    }
    runs = bench.measure("classify", commands)
    ours, naive = runs["ours"], runs["naive"]
    return [
        Row(faster, _seconds(ours), _seconds(naive), ratio(naive, ours), CLASSIFY),
        Row(memory, _memory(ours), _memory(naive), ratio(ours, naive, "memory")),
    ]


def workers(bench: Bench) -> list[Row]:
    """Classify an archive by one process, by two, and by two workers of Dask; each run has both cores."""
    two = "classify an archive: two processes, times as fast as one"
    dask = "classify an archive: two workers of Dask, times as fast as two processes"
    if bench.cores < 2:
        return [Row(two, "", ONE_CORE, None, WORKERS), Row(dask, "", ONE_CORE, None, DASK)]
    out = str(bench.folder / "archive.jsonl")
    whole = _classifier("classify", str(bench.archive), "-o", out, "--overwrite")
    commands = {
        "one": Command([*whole, "--jobs", "1"], cores=2),
        "two": Command([*whole, "--jobs", "2"], cores=2),
        "dask": Command([*whole, "--engine", "dask", "--jobs", "2"], cores=2),
    }
    runs = bench.measure("workers", commands)
    one, both, spread_out = (runs[name] for name in commands)
    return [
        Row(two, _seconds(both), _seconds(one), ratio(one, both), WORKERS),
        Row(dask, _seconds(spread_out), _seconds(both), ratio(both, spread_out), DASK),
    ]


def training(bench: Bench) -> list[Row]:
    """Learn from the corpus; search for settings."""
    ours = _classifier("--models", str(bench.folder / "trained"), "train", str(bench.labelled), "--name", "speed")
    commands = {
        "ours": Command(ours),
        "naive": Command(python("-P", NAIVE, "train", str(bench.labelled), str(bench.folder / "trained.joblib"))),
        "search": Command([*ours, "--search"]),
    }
    runs = bench.measure("train", commands)
    once, naive, search = (runs[name] for name in commands)
    return [
        Row("train: times as fast as naive", _seconds(once), _seconds(naive), ratio(naive, once), Bar("≥", 1)),
        Row("train --search: times the time of train", _seconds(search), _seconds(once), ratio(search, once), Bar("≤", 12)),
    ]  # fmt: skip


def size(bench: Bench) -> list[Row]:
    """Weigh the models on disk."""
    newest = max(path for path in SHIPPED.iterdir() if path.is_dir())
    ours, naive = sum(p.stat().st_size for p in newest.iterdir()), bench.naive_model.stat().st_size
    rows = [Row("model on disk: times the size of naive's", _bytes(ours), _bytes(naive), spread([ours / naive]))]
    what = "model on disk: times the size of fastText's"
    if not bench.has_fasttext:
        return [*rows, Row(what, "", NO_FASTTEXT, None)]
    other = bench.fasttext_model.stat().st_size
    return [*rows, Row(what, _bytes(ours), _bytes(other), spread([ours / other]))]


def same_answers(bench: Bench) -> list[Row]:
    """Compare the answers of predict_batch with those of the Pipeline."""
    count = min(SAME, bench.size)
    done = run(Command(python("-m", "benchmarks.speed.answers", str(bench.paragraphs), str(count))))
    told = json.loads(done.output)
    difference, themes = spread([told["difference"]]), spread([told["themes"]])
    ours, other = f"predict_batch, {count:,} texts", "Pipeline.predict_proba"
    return [
        Row("same answers: largest difference of a probability", ours, other, difference, Bar("≤", 1e-9)),
        Row("same answers: texts with another theme", ours, other, themes, Bar("≤", 0)),
    ]


SECTIONS: dict[str, Callable[[Bench], list[Row]]] = {
    "batch": batch, "cold": cold, "classify": classify, "workers": workers, "train": training, "size": size, "same": same_answers,
}  # fmt: skip


def growth(bench: Bench) -> list[list[str]]:
    """Give lines of a table: paragraphs, seconds, microseconds per paragraph, peak memory; ours alone, on one core."""
    sizes = [bench.largest // 10**k for k in (3, 2, 1, 0)]
    sizes = [n for n in sizes if n >= min(1000, bench.size)]
    commands = {f"{n:,}": bench.contestant("ours_search", bench.paragraphs, n) for n in sizes}
    runs = bench.measure("growth", commands)
    lines = []
    for n, of_size in zip(sizes, runs.values(), strict=True):
        each = _median(of_size) / n * 1e6
        lines.append([f"{n:,}", f"{_median(of_size):.3g}", f"{each:.0f}", _memory(of_size)])
    return lines


def _classifier(*arguments: str) -> list[str]:
    return python("-m", "classifier", *arguments)


def _median(runs: list[Run]) -> float:
    return statistics.median(r.seconds for r in runs)


def _seconds(runs: list[Run]) -> str:
    return f"{_median(runs):.3g} s"


def _memory(runs: list[Run]) -> str:
    return _bytes(statistics.median(r.memory for r in runs))


def _bytes(count: float) -> str:
    return f"{count / 1e6:,.1f} MB" if count < 1e7 else f"{count / 1e6:,.0f} MB"
