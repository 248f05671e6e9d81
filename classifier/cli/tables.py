"""Tables of scores for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from classifier.evaluation import Evaluation
    from classifier.search import Search


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


def show_search(found: Search, most: int = 10) -> None:
    """Print the settings that did best, the chosen one, and what a random split would have claimed."""
    table = Table(title="settings on held-out reports", title_justify="left")
    names = list(found.chosen.parameters)
    for column in (*names, "macro-F1", ""):
        table.add_column(column, justify="right", no_wrap=True)
    shown = found.settings[:most]
    for setting in [*shown, *([] if found.chosen in shown else [found.chosen])]:
        mark = "chosen" if setting == found.chosen else ""
        table.add_row(*(str(setting.parameters[n]) for n in names), f"{setting.mean:.4f}", mark)
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    console.print(table)
    console.print(
        f"on held-out reports {found.chosen.mean:.3f}; with paragraphs of one report on both sides of the split "
        f"{found.random_split:.3f}, which is not to be believed"
    )


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
