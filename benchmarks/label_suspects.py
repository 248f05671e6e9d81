"""How many wrong labels are found: some labels are changed at random, and looked for among the first suspects.

python -m benchmarks.label_suspects [DATA ...] [--rows 2000] [--wrong 200] [--first 300] [--seeds 3]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.evaluation.data import ROOT, table
from classifier.dataset import LabelledRow, read_rows
from classifier.labelling.suspects import find_suspects


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", nargs="*")
    arguments.add_argument("--rows", type=int, default=2000)
    arguments.add_argument("--wrong", type=int, default=200)
    arguments.add_argument("--first", type=int, default=300)
    arguments.add_argument("--seeds", type=int, default=3)
    given = arguments.parse_args()
    rows = read_rows(given.data or ROOT / "data" / "corpus")
    print(measure(rows, given.rows, given.wrong, given.first, given.seeds))


def measure(rows: Sequence[LabelledRow], count: int = 2000, wrong: int = 200, first: int = 300, seeds: int = 3) -> str:
    """Give a table of the share that is found, by seed."""
    lines = [[str(seed), f"{found_among_first(rows, count, wrong, first, seed=seed):.1%}"] for seed in range(seeds)]
    return table(["seed", f"of {wrong} wrong labels among {count} rows, found in the first {first} suspects"], lines)


def found_among_first(rows: Sequence[LabelledRow], count: int, wrong: int, first: int, *, seed: int) -> float:
    """Give the share of changed labels that are among the first suspects.

    Whole reports are drawn until there are `count` rows; of these `wrong` get another theme, drawn at random.
    """
    generator = np.random.default_rng(seed)
    drawn: list[LabelledRow] = []
    for report in generator.permutation(sorted({row.group for row in rows})):
        drawn += [row for row in rows if row.group == report]
        if len(drawn) >= count:
            break
    drawn = drawn[:count]
    themes = sorted({row.theme for row in drawn})
    changed = set(map(int, generator.permutation(len(drawn))[:wrong]))
    mixed = [
        replace(row, theme=str(generator.choice([t for t in themes if t != row.theme])), id=f"{k}")
        if k in changed
        else replace(row, id=f"{k}")
        for k, row in enumerate(drawn)
    ]
    suspects = find_suspects(mixed, seed=seed)
    return sum(int(suspect.row.id) in changed for suspect in suspects[:first]) / wrong


if __name__ == "__main__":
    main()
