"""The page that goes with every model version, in words for the person who uses it.

Takes a `Training`, gives Markdown. Not for the numbers themselves (evaluation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from classifier.dataset import LabelledRow
from classifier.evaluation import Evaluation
from classifier.training import PRECISION, Training

_WEAK = 0.85  # an F1 below it is named as a weakness


def write_card(training: Training, *, name: str, source: str) -> str:
    """Write the model card of a training result."""
    scores, rows = training.evaluation, training.rows
    counts = Counter(row.theme for row in rows)
    themes = "\n".join(
        f"| {t.theme} | {counts[t.theme]} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} |" for t in scores.themes
    )
    low, high = scores.macro_f1_interval
    documents = len({row.group for row in rows})
    second = _share(scores.second_precision), _share(scores.second_recall)
    return f"""# Model card: {name}

**What it does.** It reads one paragraph of a local-government report and says which theme it has, and how sure it is.

**What it learned from.** {len(rows)} labelled paragraphs of {documents} documents{f" ({source})" if source else ""}.{_told_weak(rows)}

**How good it is.** Every paragraph below was answered by a model that had seen no paragraph of the same document.
Macro-F1 is {scores.macro_f1:.3f} (95 % interval {low:.3f} to {high:.3f}), {scores.accuracy:.1%} of the answers are right.
On documents of another kind than those above expect less, and measure it:
`classifier evaluate YOUR_LABELLED_ROWS --model {name}`.

| theme | paragraphs | precision | recall | F1 |
|---|---|---|---|---|
{themes}

Precision: of the paragraphs given this theme, how many have it. Recall: of those that have it, how many were found.

**How sure it is.** Its score is a probability. Answers from {training.model.thresholds.accept:.2f} on are *accepted*:
from there on at least {PRECISION:.0%} of the held-out answers were right, in sum and for every kind of document that had
enough. {scores.accepted:.1%} of the held-out answers were accepted, and {scores.accepted_right:.1%} of those were right.
Read the others yourself. Scores and shares of right answers differ by {scores.calibration_error:.3f} on average:

| mean score | share right | paragraphs |
|---|---|---|
{_bins(scores)}

A second theme is shown from a probability of {training.model.thresholds.second:.2f} on. Of those shown, {second[0]} are
marked in the labels; of those marked, {second[1]} are shown.

**Known weaknesses.** {_weaknesses(scores)}
It sees words, not meaning: a theme told in words that it has not seen is taken for that of the words around it.

**How to use it.** `classifier classify REPORTS -o rows.csv --model {name}`, then check the rows not accepted.
"""


def _told_weak(rows: Sequence[LabelledRow]) -> str:
    weak = sum(row.is_weak for row in rows)
    if not weak:
        return ""
    return (
        f" The labels of {weak} of them come from headings by rules, not from people: as far as they are scored, the scores "
        "below say how well the model follows the rules."
    )


def _bins(scores: Evaluation) -> str:
    return "\n".join(f"| {b.mean_score:.2f} | {b.right:.2f} | {b.rows} |" for b in scores.bins)


def _share(value: float) -> str:
    return "none" if value != value else f"{value:.0%}"


def _weaknesses(scores: Evaluation) -> str:
    names = [t.theme for t in scores.themes]
    mistakes = sorted(
        (
            (n, names[i], names[j])
            for i, line in enumerate(scores.confusion)
            for j, n in enumerate(line)
            if i != j and n
        ),
        reverse=True,
    )
    told = [f"{a} taken for {b} ({n} times)" for n, a, b in mistakes[:3]]
    weak = [f"{t.theme} (F1 {t.f1:.2f})" for t in scores.themes if t.f1 < _WEAK]
    parts = [f"Most frequent mistakes: {'; '.join(told)}." if told else "No mistakes on the held-out paragraphs."]
    if weak:
        parts.append(f"Weak themes: {', '.join(weak)}.")
    return " ".join(parts)
