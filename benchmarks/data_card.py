"""Write the counts into the data card.

    python -m benchmarks.data_card

``make card`` calls it; a test compares the card with the corpus.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.evaluation.data import ROOT, table

CARD = ROOT / "data" / "README.md"
_BETWEEN = re.compile(r"(<!-- counts[^>]*-->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Put the table between the marks."""
    CARD.write_text(with_counts(CARD.read_text(encoding="utf-8")), encoding="utf-8")


def with_counts(card: str) -> str:
    """Give the card with the counts of the corpus as it is."""
    return _BETWEEN.sub(lambda marks: f"{marks[1]}{counts(ROOT / 'data' / 'corpus')}\n{marks[2]}", card)


def counts(path: Path) -> str:
    """Give a Markdown table of how many paragraphs there are of each kind."""
    lines = [line for file in sorted(path.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").split("\n")]
    records = [json.loads(line) for line in lines if line]

    def told(field: str) -> str:
        return ", ".join(f"{name} {count}" for name, count in Counter(r[field] for r in records).most_common())

    years = [r["year"] for r in records]
    rules = Counter(rule for r in records for rule in r["rule"])
    measures = [
        ["paragraphs, documents", f"{len(records):,}, {len({r['report'] for r in records})}"],
        ["theme", told("theme")],
        ["with a further theme", str(sum(bool(r["also"]) for r in records))],
        ["level", told("level")],
        ["kind", told("kind")],
        ["years", f"{min(years)} to {max(years)}"],
        ["border rules exercised", ", ".join(f"{rule} {n}" for rule, n in sorted(rules.items(), key=_rule_order))],
    ]
    return table(["", ""], measures)


def _rule_order(item: tuple[str, int]) -> tuple[int, str]:
    number = re.match(r"\d+", item[0])
    return (int(number[0]) if number else 0, item[0])


if __name__ == "__main__":
    main()
