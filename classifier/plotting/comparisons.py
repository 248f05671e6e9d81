"""The pictures of a comparison: shares with their intervals, words that came and went.

Takes tables (pandas) of what `classifier.comparison` gives. Not for other pictures (charts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.plotting.charts import plot_terms
from classifier.writers.palette import assign_looks

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_STEP = 18  # height of a group


def plot_intervals(shares: pd.DataFrame, *, columns: int = 3) -> alt.ConcatChart:
    """Show each theme's share in every group with its interval, one panel per theme, all on one scale.

    Parameters
    ----------
    shares : pandas.DataFrame
        With the columns ``group``, ``theme``, ``share``, ``low`` and ``high`` (0 to 1), such as those of
        `classifier.comparison.count_shares` of one role; groups and themes are shown in their order.
    columns : int
        How many panels stand side by side.

    Examples
    --------
    >>> import pandas as pd
    >>> share = {"group": "2023", "theme": "普法宣传", "share": 0.3, "low": 0.1, "high": 0.6}
    >>> chart = plot_intervals(pd.DataFrame([share]))
    """
    import altair as alt

    looks = assign_looks(dict.fromkeys(shares["theme"]))
    scale = alt.Scale(domain=[0, float(shares["high"].max())], nice=False)
    panels = []
    for theme, some in shares.groupby("theme", sort=False):
        values = some[["group", "share", "low", "high"]].astype({"group": str}).to_dict("records")
        base = alt.Chart(alt.Data(values=values)).encode(  # type: ignore[no-untyped-call]
            y=alt.Y("group:N", sort=None, title=None),
            tooltip=["group:N", *(alt.Tooltip(f"{name}:Q", format=".1%") for name in ("share", "low", "high"))],
        )
        axis = alt.Axis(format="%", tickCount=4)
        spans = base.mark_rule(strokeWidth=2, color="#999999").encode(
            x=alt.X("low:Q", title=None, scale=scale, axis=axis), x2="high:Q"
        )
        points = base.mark_circle(size=80, opacity=1, color=looks[theme].colour).encode(x=alt.X("share:Q", scale=scale))
        panels.append((spans + points).properties(title=theme, width=170, height=alt.Step(_STEP)))
    return alt.concat(*panels, columns=columns)


def plot_term_changes(changes: pd.DataFrame, *, columns: int = 3) -> alt.ConcatChart:
    """Show the words that came (to the right) and went (to the left), one panel per theme, in standard errors.

    Parameters
    ----------
    changes : pandas.DataFrame
        With the columns ``theme``, ``word`` and ``z``, such as those of `classifier.comparison.compare_terms` of one
        role and pair of groups.
    columns : int
        How many panels stand side by side.
    """
    ordered = changes.sort_values("z", ascending=False)
    weights = {
        theme: list(ordered.loc[ordered["theme"] == theme, ["word", "z"]].itertuples(index=False, name=None))
        for theme in dict.fromkeys(changes["theme"])
    }
    return plot_terms(weights, columns=columns)
