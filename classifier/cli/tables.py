"""Tables of scores for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from classifier.evaluation import Evaluation


def show_scores(scores: Evaluation, what: str, *, stdout: bool = False) -> None:
    """Print the scores, by theme and in sum."""
    table = Table(title=f"{what}: {scores.rows} paragraphs, {scores.reports} reports", title_justify="left")
    table.add_column("theme", no_wrap=True)
    for name in ("paragraphs", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    for t in scores.themes:
        table.add_row(t.theme, str(t.rows), f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}")
    console = Console(stderr=not stdout, markup=False, highlight=False, soft_wrap=True)
    console.print(table)
    for label, value in _lines(scores):
        console.print(f"{label:24}{value}")


def _lines(scores: Evaluation) -> list[tuple[str, str]]:
    f1, accuracy = scores.macro_f1_interval, scores.accuracy_interval
    return [
        ("macro-F1 (strict)", f"{scores.macro_f1:.3f}  [{f1[0]:.3f}, {f1[1]:.3f}]"),
        ("accuracy (strict)", f"{scores.accuracy:.3f}  [{accuracy[0]:.3f}, {accuracy[1]:.3f}]"),
        ("accuracy (lenient)", f"{scores.lenient_accuracy:.3f}"),
        ("calibration error", f"{scores.calibration_error:.3f}"),
        (
            "accepted",
            f"{scores.accepted:.1%}, of those right {scores.accepted_right:.1%} ({scores.accepted_wrong} wrong)",
        ),
    ]
