"""Measure the labelling loop and put the tables between the marks of docs/evaluation.md.

    python -m benchmarks.labelling PAGE [LABELLED.jsonl ...]

The files named are never learned from but in the simulation, where the last one plays a user's own rows.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import label_suggestion, label_suspects
from benchmarks.evaluation.data import ROOT
from benchmarks.speed.tables import with_tables
from benchmarks.weak_labels import as_candidate, label_at_levels, show_levels
from classifier.dataset import LabelledRow, read_rows

WEAK = """### Labels by rules

By the lowest level that is believed; the usual one is 中. Only the headings kept with a row are seen, not the whole report."""

SUGGESTED = """### What to label next

`{name}` plays a user's rows, whose labels are revealed only when asked for; models learn from these alone. Five folds of documents,
macro-F1 on held-out documents with the standard error over seeds. *In batches*: what is labelled already is known when
the next ones are chosen.

{curve}"""

SUSPECTS = """### Labels to look at again

Rows of the corpus; wrong labels are drawn at random.

{table}"""


def main() -> None:
    """Write the tables into the page."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("page", type=Path)
    arguments.add_argument("measured", nargs="*", type=Path)
    given = arguments.parse_args()
    corpus = read_rows(ROOT / "data" / "corpus")
    measured = {path.stem: read_rows(path) for path in given.measured}
    parts = [WEAK]
    parts += [f"`{name}`:\n\n{_weak(rows)}" for name, rows in {"corpus": corpus, **measured}.items()]
    if measured:
        name, rows = list(measured.items())[-1]
        user = label_suggestion.load_user(rows)
        curve = label_suggestion.measure(user, label_suggestion.Learner(user, []))
        parts.append(SUGGESTED.format(name=name, curve=curve))
    parts.append(SUSPECTS.format(table=label_suspects.measure(corpus)))
    page = given.page.read_text(encoding="utf-8")
    given.page.write_text(with_tables(page, "\n\n".join(parts)), encoding="utf-8")


def _weak(rows: list[LabelledRow]) -> str:
    return show_levels(label_at_levels([as_candidate(row) for row in rows], rows))


if __name__ == "__main__":
    main()
