"""How many labels it takes if the paragraphs to label are suggested, against random ones. Prints Markdown.

    python -m benchmarks.label_suggestion DATA [DATA ...] [--seeds 20] [--model REF] [--guess model|rules|none] [--adapt]

DATA plays the rows of a user, whose labels are revealed only when they are asked for. Documents are put into five folds at
random; from four of them paragraphs are chosen, labelled and learned from, the fifth is scored; macro-F1 is of all
folds together. *In batches*: what is labelled already is known when the next ones are chosen. ``--draw 23`` takes so many
documents of DATA anew for every seed, to develop on a larger set.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from benchmarks.evaluation.data import table
from benchmarks.weak_labels import as_candidate
from classifier.dataset import LabelledRow, read_rows
from classifier.labelling.rules import Rule
from classifier.labelling.rules_table import read_rules
from classifier.labelling.suggestion import suggest
from classifier.labelling.suggestion_guesses import guess_themes
from classifier.loading import load_model, shipped_corpus
from classifier.model import ThemeModel
from classifier.pipeline import build_pipeline

SIZES = (20, 40, 60, 80, 100, 120)
FOLDS = 5
RANDOM = 3  # random choices a seed, since they differ more
WEIGHT = 10.0  # of a row of the user where the corpus is learned from too
Curve = dict[tuple[str, int], list[float]]


@dataclass(frozen=True)
class User:
    """The rows of a user, their words, and what guesses their themes: a model, rules, or nothing."""

    rows: list[LabelledRow]
    words: list[str]
    model: ThemeModel | None = None
    rules: list[Rule] | None = None

    @property
    def guessed_by(self) -> str:
        """What guesses, in words."""
        return self.model.reference if self.model else "rules for headings" if self.rules else "nothing"


class Learner:
    """Learns from revealed labels, alone or with the corpus."""

    def __init__(self, user: User, base: Sequence[LabelledRow]) -> None:
        pipeline = build_pipeline()
        self._rest = Pipeline(pipeline.steps[1:])
        self._user = user
        self._base = base
        self._base_words = pipeline.named_steps["tokenize"].transform([row.text for row in base]) if base else []

    def answer(self, learned: Sequence[int], asked: Sequence[int]) -> list[str]:
        """Give the themes of the rows asked about, by a fit on the rows learned from."""
        rows, words = self._user.rows, self._user.words
        themes = [row.theme for row in self._base] + [rows[k].theme for k in learned]
        if len(set(themes)) < 2:
            return [themes[0]] * len(asked)
        fitted = clone(self._rest).fit(
            [*self._base_words, *(words[k] for k in learned)],
            themes,
            classify__groups=[row.group for row in self._base] + [rows[k].group for k in learned],
            classify__sample_weight=[1.0] * len(self._base) + [WEIGHT if self._base else 1.0] * len(learned),
        )
        return [str(theme) for theme in fitted.predict([words[k] for k in asked])]


def main() -> None:
    """Print the curve."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", nargs="+")
    arguments.add_argument("--seeds", type=int, default=20)
    arguments.add_argument("--model")
    arguments.add_argument("--guess", choices=("model", "rules", "none"), default="model")
    arguments.add_argument("--adapt", action="store_true")
    arguments.add_argument("--draw", type=int, default=0)
    arguments.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    given = arguments.parse_args()
    user = load_user(read_rows(given.data), guess=given.guess, model=given.model)
    learner = Learner(user, read_rows(shipped_corpus()) if given.adapt else [])
    print(measure(user, learner, seeds=given.seeds, sizes=given.sizes, draw=given.draw))


def measure(user: User, learner: Learner, *, seeds: int = 20, sizes: Sequence[int] = SIZES, draw: int = 0) -> str:
    """Give what was measured on, and the curves as a table."""
    found: Curve = defaultdict(list)
    with threadpool_limits(1):  # the matrices are small: threads would mostly wait for each other
        for seed in range(seeds):
            for key, score in simulate(user, learner, seed=seed, sizes=sizes, draw=draw).items():
                found[key].append(score)
    reports = len({row.group for row in user.rows})
    head = f"{len(user.rows)} paragraphs of {reports} documents, {seeds} seeds; guessed by {user.guessed_by}."
    return f"{head}\n\n{describe(found, sizes)}"


def load_user(rows: list[LabelledRow], *, guess: str = "model", model: str | None = None) -> User:
    """Give the rows, and what guesses their themes."""
    words = build_pipeline().named_steps["tokenize"].transform([row.text for row in rows])
    return User(
        rows,
        words,
        model=load_model(model) if guess == "model" else None,
        rules=read_rules() if guess == "rules" else None,
    )


def simulate(
    user: User, learner: Learner, *, seed: int, sizes: Iterable[int] = SIZES, draw: int = 0
) -> dict[tuple[str, int], float]:
    """Give macro-F1 by way of choosing and number of labels, for one partition into folds."""
    generator = np.random.default_rng(seed)
    documents = generator.permutation(sorted({row.group for row in user.rows}))[: draw or None]
    fold = {document: k % FOLDS for k, document in enumerate(documents)}
    answers: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for k in range(FOLDS):
        pool = [i for i, row in enumerate(user.rows) if fold.get(row.group, k) != k]
        scored = [i for i, row in enumerate(user.rows) if fold.get(row.group) == k]
        for (way, size), learned in _choices(user, pool, list(sizes), generator).items():
            told = learner.answer(learned, scored)
            answers[way, size] += [(user.rows[i].theme, theme) for i, theme in zip(scored, told, strict=True)]
    scores: dict[tuple[str, int], list[float]] = defaultdict(list)
    for (way, size), pairs in answers.items():
        truth, given = zip(*pairs, strict=True)
        scores[way.split("#")[0], size].append(float(f1_score(truth, given, average="macro")))
    return {key: float(np.mean(values)) for key, values in scores.items()}


def _choices(
    user: User, pool: Sequence[int], sizes: Sequence[int], generator: np.random.Generator
) -> dict[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = {}
    for repeat in range(RANDOM):
        drawn: NDArray[np.intp] = generator.permutation(np.asarray(pool))
        found |= {(f"random#{repeat}", size): [int(i) for i in drawn[:size]] for size in sizes}
    so_far: list[int] = []
    for size in sizes:
        found["suggested in one go", size] = _ask(user, pool, [], size)
        so_far = [*so_far, *_ask(user, pool, so_far, size - len(so_far))]
        found["suggested in batches", size] = so_far
    return found


def _ask(user: User, pool: Sequence[int], labelled: Sequence[int], count: int) -> list[int]:
    """Let the next paragraphs be suggested; only labels asked for before are shown."""
    left = [i for i in pool if i not in set(labelled)]
    position = {as_candidate(user.rows[i]): i for i in reversed(left)}
    known = [user.rows[i] for i in labelled]
    candidates = list(position)
    guesses = None
    if user.model or user.rules:
        guesses, _ = guess_themes(candidates, model=user.model, rules=user.rules, labelled=known)
    return [position[s.candidate] for s in suggest(candidates, guesses, count=count, labelled=known)]


def describe(found: Curve, sizes: Iterable[int]) -> str:
    """Give the curves as a table: mean macro-F1 and the standard error of the mean."""
    ways = list(dict.fromkeys(way for way, _ in found))
    lines = [[str(size), *(_cell(found[way, size]) for way in ways)] for size in sizes]
    return table(["labels", *ways], lines)


def _cell(scores: Sequence[float]) -> str:
    spread = np.std(scores, ddof=1) / np.sqrt(len(scores)) if len(scores) > 1 else 0.0
    return f"{np.mean(scores):.3f} ± {spread:.3f}"


if __name__ == "__main__":
    main()
