"""How well `find_figures` does on sentences with known figures: ``python -m tests.figure_scores FILE...``.

A line of the fixtures has ``text`` and ``figures``; of those ``value``, ``upper`` (of a range), ``unit``, ``counts`` and,
where it matters, ``predicate``. In the words of ``counts`` and ``predicate`` ``|`` separates answers that are as good, and what stands in ``[ ]`` may
be left out. A figure is right if value, upper end, unit and what it counts are.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from classifier.figures import Figure, find_figures

Answer = dict[str, Any]


class Score(NamedTuple):
    """Counts over sentences."""

    right: int
    found: int
    known: int
    quantities: int
    predicates: int
    known_predicates: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.known


def read_sentences(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def matches(said: str, pattern: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"\s", "", text)

    for choice in re.split(r"\|(?![^\[]*\])", pattern):
        expression = re.escape(plain(choice)).replace(r"\[", "(?:").replace(r"\]", ")?")
        if re.fullmatch(expression, plain(said)):
            return True
    return False


def agrees(figure: Figure, answer: Answer) -> bool:
    return (figure.value, figure.upper, figure.unit) == (answer["value"], answer.get("upper"), answer["unit"])


def compare(text: str, answers: list[Answer]) -> Iterator[tuple[Figure | None, Answer | None]]:
    """Pair figures and answers by their quantities, in their order; what has no partner stands alone."""
    left = list(answers)
    for figure in find_figures(text):
        answer = next((a for a in left if agrees(figure, a)), None)
        if answer is not None:
            left.remove(answer)
        yield figure, answer
    yield from ((None, answer) for answer in left)


def is_right(figure: Figure | None, answer: Answer | None) -> bool:
    return figure is not None and answer is not None and matches(figure.counts, answer["counts"])


def score(path: Path) -> Score:
    pairs = [pair for row in read_sentences(path) for pair in compare(row["text"], row["figures"])]
    both = [(f, a) for f, a in pairs if f is not None and a is not None]
    verbs = [(f, a) for f, a in both if "predicate" in a]
    return Score(
        sum(is_right(f, a) for f, a in pairs),
        sum(f is not None for f, _ in pairs),
        sum(a is not None for _, a in pairs),
        len(both),
        sum(matches(f.predicate, a["predicate"]) for f, a in verbs),
        len(verbs),
    )


def describe(path: Path) -> str:
    """Give what is wrong, sentence by sentence, and the score."""
    lines = []
    for row in read_sentences(path):
        wrong = [pair for pair in compare(row["text"], row["figures"]) if not is_right(*pair)]
        lines += [row["text"]] if wrong else []
        for figure, answer in wrong:
            told = f"{figure.raw} {figure.counts!r} {figure.predicate!r}" if figure else "nothing"
            known = f"{answer['value']} {answer['unit']} {answer['counts']}" if answer else "nothing"
            lines.append(f"    found {told}; known {known}")
    told = score(path)
    return "\n".join([*lines, f"{path}: precision {told.precision:.3f}, recall {told.recall:.3f}, {told}"])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(describe(Path(name)) + "\n")
