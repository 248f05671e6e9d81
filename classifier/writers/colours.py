"""The colours of themes: one palette for workbooks, pages and charts.

Takes names of themes, gives colours; data alone. Not for where they go (styles, plotting).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from classifier.writers.chinese import OTHER


class Colour(NamedTuple):
    """One hue twice: `fill` for what black text stands on, `strong` for bars, lines and marks; `ink` is legible on that."""

    fill: str
    strong: str
    ink: str = "#000000"


# Paul Tol's schemes, made to be told apart also by the colour-blind (https://personal.sron.nl/~pault/): his pale one for
# fills and the same hues of his bright one; then, for themes of other models, his light one and hues of his muted one
THEMES = {
    "营商环境": Colour("#BBCCEE", "#4477AA", "#FFFFFF"),
    "行政执法": Colour("#CCDDAA", "#228833", "#FFFFFF"),
    "矛盾纠纷化解": Colour("#FFCCCC", "#EE6677"),
    "普法宣传": Colour("#EEEEBB", "#CCBB44"),
    "决策法治化": Colour("#CCEEFF", "#66CCEE"),
    OTHER: Colour("#DDDDDD", "#BBBBBB"),
}
FURTHER = (
    Colour("#77AADD", "#332288", "#FFFFFF"),
    Colour("#99DDFF", "#88CCEE"),
    Colour("#44BB99", "#44AA99"),
    Colour("#BBCC33", "#999933"),
    Colour("#EEDD88", "#DDCC77"),
    Colour("#EE8866", "#CC6677"),
    Colour("#FFAABB", "#AA4499", "#FFFFFF"),
)
DARK = "#1F3864"
ALARM = "#EE8866"  # Tol's light orange
TINT = "#FFF4E5"


def theme_colours(themes: Sequence[str]) -> dict[str, Colour]:
    """Give the colour of each theme; one that is not known gets the next.

    Examples
    --------
    >>> theme_colours(["普法宣传", "乡村振兴"])["乡村振兴"].strong
    '#332288'
    """
    unknown = [theme for theme in dict.fromkeys(themes) if theme not in THEMES]
    further = {theme: FURTHER[i % len(FURTHER)] for i, theme in enumerate(unknown)}
    return {theme: THEMES.get(theme) or further[theme] for theme in themes}
