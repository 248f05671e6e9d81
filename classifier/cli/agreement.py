"""The table of how far people agree, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from classifier.cli.console import printable

if TYPE_CHECKING:
    from classifier.labelling.agreement import Agreement, Interval

_MOST = 5  # pairs of themes that are mistaken for each other


def show_agreement(agreement: Agreement) -> None:
    """Print how far people agree on standard output: each two, all, by theme, and what they mix up."""
    console = Console(markup=False, highlight=False, soft_wrap=True)
    table = Table(title=f"agreement on {agreement.items} paragraphs", title_justify="left")
    for name in ("between", "paragraphs", "same theme", "Cohen's kappa", "95 %"):
        table.add_column(name, no_wrap=True, justify="left" if name == "between" else "right")
    for pair in agreement.pairs:
        table.add_row(
            printable(f"{pair.first} - {pair.second}"), str(pair.items), f"{pair.agreed:.1%}", _number(pair.kappa),
            _range(pair.interval),
        )  # fmt: skip
    console.print(table)
    console.print(
        f"all: same theme {agreement.agreed:.1%}, Krippendorff's alpha {_number(agreement.alpha)} "
        f"{_range(agreement.interval)}"
    )
    themes = Table("theme", "labels", "agreed", title="by theme", title_justify="left")
    for theme in agreement.themes:
        themes.add_row(printable(theme.theme), str(theme.labels), f"{theme.agreed:.1%}")
    console.print(themes)
    for one, other, count in agreement.confusion[:_MOST]:
        console.print(printable(f"{one} against {other}: {count}"))


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _range(interval: Interval | None) -> str:
    return "" if interval is None else f"[{interval[0]:.3f}, {interval[1]:.3f}]"
