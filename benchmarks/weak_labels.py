"""How much headings tell: coverage and precision of weak labels on reports with real labels. Prints numbers, no text.

    python -m benchmarks.weak_labels REPORTS TRUTH.jsonl [TRUTH.jsonl ...]

REPORTS are the reports themselves, a folder or files; the truth is joined to their paragraphs by text. With ``-`` for
REPORTS the headings are those of the labelled rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.evaluation.data import table
from classifier.dataset import LabelledRow, read_rows
from classifier.labelling.gathering import Candidate, gather_paragraphs
from classifier.labelling.rules import Level
from classifier.labelling.rules_table import read_rules
from classifier.labelling.weak_labels import RuleCount, WeakLabels, bare_text, label_candidates
from classifier.writers.chinese import OTHER

LEAST: tuple[Level, ...] = ("高", "中", "低")
SHOWN = 40  # rules


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("reports")
    arguments.add_argument("truth", nargs="+")
    arguments.add_argument("--rules")
    given = arguments.parse_args()
    rows = read_rows(given.truth)
    if given.reports == "-":
        candidates = [as_candidate(row) for row in rows]
    else:
        candidates = gather_paragraphs(given.reports, on_failure=lambda error: print(f"left out: {error}"))
    print(describe(candidates, rows, given.rules))


def as_candidate(row: LabelledRow) -> Candidate:
    """Give a labelled row as a paragraph that nobody has labelled; its report's name stands for the title."""
    headings = tuple(heading for heading in row.heading.split(" > ") if heading)
    return Candidate(row.text, row.report, headings=headings, title=row.report)


def describe(candidates: Sequence[Candidate], rows: Sequence[LabelledRow], rules: str | None = None) -> str:
    """Give the tables: by the lowest level believed, by where the label comes from, by rule."""
    found = label_at_levels(candidates, rows, rules)
    usual = found["中"]
    texts = {bare_text(candidate.text) for candidate in candidates}
    joined = sum(bare_text(row.text) in texts for row in rows)
    head = f"{len(candidates)} paragraphs; {joined} of {len(rows)} labelled rows found among them."
    return "\n\n".join([head, show_levels(found), _by_source(usual), _by_rule(usual.rules)])


def label_at_levels(
    candidates: Sequence[Candidate], rows: Sequence[LabelledRow], rules: str | None = None
) -> dict[Level, WeakLabels]:
    """Give the labels by the lowest level believed."""
    chosen = read_rules(rules)
    return {least: label_candidates(candidates, rules=chosen, least=least, truth=rows) for least in LEAST}


def show_levels(found: dict[Level, WeakLabels]) -> str:
    """Give a table of coverage and precision by the lowest level believed."""
    lines = []
    for least, labels in found.items():
        pairs = [(label, t) for label, t in zip(labels.labels, labels.truth, strict=True) if t]
        themed = [label for label, t in pairs if t != OTHER]
        covered = sum(label is not None for label in themed)
        given = [(label.theme, t) for label, t in pairs if label]
        lines.append(
            [
                f"{least} and above",
                _share(covered, len(themed)),
                _share(sum(a == b for a, b in given), len(given)),
                _share(sum(a == b for a, b in given if a != OTHER), sum(a != OTHER for a, _ in given)),
                _share(sum(a == b for a, b in given if a == OTHER), sum(a == OTHER for a, _ in given)),
            ]
        )
    header = ["level", "theme-bearing covered", "precision", "precision, five themes", "precision, 其他"]
    return table(header, lines)


def _by_source(found: WeakLabels) -> str:
    lines = []
    pairs = [(label, t) for label, t in zip(found.labels, found.truth, strict=True) if label and t]
    for key in sorted({(label.source, label.level, label.theme == OTHER) for label, _ in pairs}):
        right = [label.theme == t for label, t in pairs if (label.source, label.level, label.theme == OTHER) == key]
        lines.append([key[0], key[1], "其他" if key[2] else "a theme", _share(sum(right), len(right))])
    return table(["where", "level", "label", "precision"], lines)


def _by_rule(counts: Sequence[RuleCount]) -> str:
    checked = sorted((c for c in counts if c.checked), key=lambda c: c.right - c.checked)
    lines = [
        [
            c.rule.theme,
            c.rule.note or c.rule.pattern[:24],
            c.rule.level,
            str(c.covered),
            str(c.conflicts),
            _share(c.right, c.checked),
        ]
        for c in checked[:SHOWN]
    ]
    return table(["theme", "rule", "level", "labels", "conflicts", "precision"], lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "none"


if __name__ == "__main__":
    main()
