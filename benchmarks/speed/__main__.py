"""Measure speed and print Markdown tables.

    python -m benchmarks.speed [--quick] [--only SECTION]... [--json] [--write PAGE] [REAL_TEXT]...

REAL_TEXT names files that are measured too: a .jsonl with a ``text`` in every row, or text with a paragraph to a line.
``make bench`` calls it. Ends with 1 if predict_batch and the Pipeline differ; a bar that is not met is only told.
"""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.speed.bench import Bench, tell
from benchmarks.speed.sections import SECTIONS, batch_rows, growth
from benchmarks.speed.setting import describe
from benchmarks.speed.tables import Row, markdown, row_table, with_tables
from benchmarks.speed.text import ROOT, read_real, write_paragraphs

GROWTH = ["paragraphs", "seconds", "microseconds each", "peak memory"]
GROWN = 10  # times the size: the largest prediction of the section on growth
LEAST = 2000  # paragraphs a contestant takes at once; fewer of real text are taken several times over


def main() -> int:
    """Measure what was asked for and print it."""
    asked = _arguments()
    wanted = asked.only or [*SECTIONS, "growth"]
    compileall.compile_dir(ROOT / "classifier", quiet=1)
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        largest = asked.size * (GROWN if "growth" in wanted else 1)
        bench = Bench(Path(folder), asked.size, largest, asked.rounds)
        found = {"generated text": [row for name in SECTIONS if name in wanted for row in SECTIONS[name](bench)]}
        lines = growth(bench) if "growth" in wanted else []
        for number, (path, texts) in enumerate(asked.real.items()):
            found[f"{path}, {len(texts):,} paragraphs"] = _measure_real(bench, number, texts)
        setting = describe(bench)
    tables = [setting, *(f"### On {name}\n\n{row_table(rows)}" for name, rows in found.items() if rows)]
    if lines:
        tables.append(f"### How time and memory grow\n\n{markdown(GROWTH, lines)}")
    if asked.json:
        told = {"setting": setting, "rows": {name: [_as_json(row) for row in rows] for name, rows in found.items()}}
        print(json.dumps({**told, "growth": lines, "runs": _runs(bench)}, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(tables))
    if asked.write:
        page = asked.write.read_text(encoding="utf-8")
        asked.write.write_text(with_tables(page, "\n\n".join(tables)), encoding="utf-8")
    unmet = [row.what for rows in found.values() for row in rows if row.met is False]
    tell("\n  ".join([f"bars not met: {len(unmet)}", *unmet]))
    return int(any(what.startswith("same answers") for what in unmet))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description="Measure how fast the classifier is."
    )
    parser.add_argument("real", nargs="*", metavar="REAL_TEXT", help="files to measure too")
    parser.add_argument("--quick", action="store_true", help="10,000 paragraphs instead of 100,000")
    parser.add_argument("--size", type=int, help="paragraphs to classify")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", choices=[*SECTIONS, "growth"], help="a section instead of all")
    parser.add_argument("--json", action="store_true", help="print every run as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables between the marks of a page too")
    asked = parser.parse_args()
    asked.size = asked.size or (10_000 if asked.quick else 100_000)
    if asked.size < 100 or asked.rounds < 1:
        parser.error("--size starts at 100 paragraphs, --rounds at 1")
    if asked.write and asked.only:
        parser.error("--write puts every section on the page; leave out --only")
    try:
        asked.real = {path: read_real(Path(path)) for path in asked.real}
        if asked.write:
            with_tables(asked.write.read_text(encoding="utf-8"), "")
    except (OSError, ValueError) as error:
        parser.error(str(error))
    return asked


def _measure_real(bench: Bench, number: int, texts: list[str]) -> list[Row]:
    path = bench.folder / f"real-{number}.jsonl"
    count = write_paragraphs(texts[: bench.size], path).paragraphs
    return batch_rows(bench, f"real text {number}", path, count, passes=-(-LEAST // count))


def _as_json(row: Row) -> dict[str, object]:
    return {**asdict(row), "ratio": row.ratio and row.ratio._asdict(), "met": row.met}


def _runs(bench: Bench) -> dict[str, object]:
    return {
        section: {
            name: [{"seconds": r.seconds, "memory": r.memory, "share": r.share} for r in runs]
            for name, runs in named.items()
        }
        for section, named in bench.runs.items()
    }


if __name__ == "__main__":
    sys.exit(main())
