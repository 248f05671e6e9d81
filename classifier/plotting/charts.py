"""The pictures: shares of themes, scores, confusion, calibration, terms.

Takes plain results, gives Altair charts in the colours of the themes. Not for fonts (fonts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor
from typing import TYPE_CHECKING, Any

from classifier.evaluation import Evaluation
from classifier.writers.colours import THEMES, theme_colours

if TYPE_CHECKING:
    import altair as alt

_ROW = 28  # height of a bar and its gap
_WIDTH = 420
_CELL = 58
_LIGHTEST, _DARKEST = "#F4F6FA", "#4477AA"


def plot_shares(counts: Mapping[str, Mapping[str, float]], *, title: str = "") -> alt.Chart:
    """Show how each of several wholes is divided among themes: one bar each, all of the same length.

    Parameters
    ----------
    counts : mapping of str to mapping of str to float
        For each label (a year, a region, a role), in the order shown, how much each theme has: counts or shares, not
        below 0. A label without anything is left out.
    title : str

    Examples
    --------
    >>> chart = plot_shares({"2023": {"普法宣传": 3, "行政执法": 1}, "2024": {"普法宣传": 2}})
    """
    import altair as alt

    colours = theme_colours([theme for divided in counts.values() for theme in divided])
    present = [theme for theme in colours if any(divided.get(theme, 0) for divided in counts.values())]
    themes = [*(theme for theme in THEMES if theme in present), *(theme for theme in present if theme not in THEMES)]
    values = []
    for label, divided in counts.items():
        total, before = sum(divided.values()), 0.0
        for theme in themes:
            share = divided.get(theme, 0) / total if total else 0.0
            if share:
                values.append(
                    {
                        "label": label, "theme": theme, "share": share, "start": before, "end": before + share,
                        "middle": before + share / 2, "told": f"{share:.0%}" if share >= 0.07 else "",
                        "ink": colours[theme].ink,
                    }
                )  # fmt: skip
            before += share
    base = _chart(values).encode(y=alt.Y("label:N", sort=None, title=None))
    bars = base.mark_bar().encode(
        x=alt.X("start:Q", title="share", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
        x2="end:Q",
        color=alt.Color(
            "theme:N",
            sort=None,
            title=None,
            scale=alt.Scale(domain=themes, range=[colours[theme].strong for theme in themes]),
            legend=alt.Legend(orient="top", columns=6, symbolLimit=0),
        ),
        tooltip=["label:N", "theme:N", alt.Tooltip("share:Q", format=".1%")],
    )
    said = base.mark_text(fontSize=11).encode(x="middle:Q", text="told:N", color=alt.Color("ink:N", scale=None))
    chart = (bars + said).resolve_scale(color="independent")
    return _titled(chart, title).properties(width=_WIDTH, height=alt.Step(_ROW))


def plot_scores(evaluation: Evaluation, *, title: str = "") -> alt.Chart:
    """Show precision, recall and F1 of every theme that occurs, the best one first."""
    import altair as alt

    values = [
        {"theme": f"{score.theme} ({score.rows})", "measure": name, "value": getattr(score, field)}
        for score in sorted(evaluation.themes, key=lambda s: -s.f1)
        if score.rows or score.precision
        for name, field in (("precision", "precision"), ("recall", "recall"), ("F1", "f1"))
    ]
    names, shapes = ["precision", "recall", "F1"], ["triangle-right", "triangle-left", "diamond"]
    lowest = min(0.9, *(floor(10 * value["value"]) / 10 for value in values))
    chart = _chart(values).mark_point(filled=True, size=90, opacity=0.9)
    chart = chart.encode(
        x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[lowest, 1]), axis=alt.Axis(format="%")),
        y=alt.Y("theme:N", sort=None, title=None, axis=alt.Axis(grid=True)),
        shape=alt.Shape("measure:N", title=None, sort=None, scale=alt.Scale(domain=names, range=shapes)),
        color=alt.Color(
            "measure:N", title=None, sort=None, scale=alt.Scale(domain=names, range=["#4477AA", "#EE6677", "#000000"])
        ),
        tooltip=["theme:N", "measure:N", alt.Tooltip("value:Q", format=".1%")],
    )
    return _titled(chart, title).properties(width=_WIDTH, height=alt.Step(_ROW))


def plot_confusion(evaluation: Evaluation, *, title: str = "") -> alt.Chart:
    """Show how many rows of each theme (lines) were given each theme (columns), shaded by the share of the line."""
    import altair as alt

    themes = [score.theme for score in evaluation.themes]
    values = [
        {
            "labelled": themes[i], "answered": themes[j], "rows": n, "share": n / max(sum(line), 1),
            "ink": "#FFFFFF" if n / max(sum(line), 1) > 0.5 else "#000000", "told": str(n) if n else "",
        }
        for i, line in enumerate(evaluation.confusion) for j, n in enumerate(line)
    ]  # fmt: skip
    base = _chart(values).encode(
        x=alt.X("answered:N", sort=None, axis=alt.Axis(orient="top", labelAngle=0, title="answered")),
        y=alt.Y("labelled:N", sort=None, title="labelled"),
    )
    # errors are few beside what is right: on a root scale they are seen
    shade = alt.Scale(type="sqrt", domain=[0, 1], range=[_LIGHTEST, _DARKEST])
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("share:Q", scale=shade, legend=None),
        tooltip=["labelled:N", "answered:N", "rows:Q", alt.Tooltip("share:Q", format=".1%")],
    )
    said = base.mark_text().encode(text="told:N", color=alt.Color("ink:N", scale=None))
    chart = (cells + said).resolve_scale(color="independent")
    return _titled(chart, title).properties(width=alt.Step(90), height=alt.Step(_CELL - 18))


def plot_calibration(evaluation: Evaluation, *, title: str = "") -> alt.Chart:
    """Show for each tenth of the score how many answers are right; on the line, a score means what it says."""
    import altair as alt

    values = [{"score": b.mean_score, "right": b.right, "rows": b.rows} for b in evaluation.bins]
    percent = alt.Axis(format="%")
    line = _chart([{"score": 0, "right": 0}, {"score": 1, "right": 1}]).mark_line(strokeDash=[4, 4], color="#999999")
    line = line.encode(x=alt.X("score:Q", title="score (mean of each tenth)", axis=percent), y="right:Q")
    points = _chart(values).mark_circle(color="#4477AA", opacity=1)
    points = points.encode(
        x="score:Q",
        y=alt.Y("right:Q", title="right", axis=percent),
        size=alt.Size(
            "rows:Q", title="paragraphs", scale=alt.Scale(range=[30, 500]), legend=alt.Legend(symbolType="circle")
        ),
        tooltip=[alt.Tooltip("score:Q", format=".1%"), alt.Tooltip("right:Q", format=".1%"), "rows:Q"],
    )
    return _titled(line + points, title).properties(width=280, height=280)


def plot_terms(weights: Mapping[str, Sequence[tuple[str, float]]], *, columns: int = 3) -> alt.ConcatChart:
    """Show terms and their weights, one panel per theme.

    Parameters
    ----------
    weights : mapping of str to sequence of (str, float)
        For each theme its terms and their weights, in the order shown; weights below 0 point to the left.
    columns : int
        How many panels stand side by side.
    """
    import altair as alt

    colours = theme_colours(list(weights))
    every = [weight for terms in weights.values() for _, weight in terms]
    reach = [min([0.0, *every]), max([0.0, *every])]
    panels = [
        _chart([{"term": term, "weight": weight} for term, weight in terms])
        .mark_bar(color=colours[theme].strong)
        .encode(
            x=alt.X("weight:Q", title=None, scale=alt.Scale(domain=reach)),
            y=alt.Y("term:N", sort=None, title=None, axis=alt.Axis(offset=4, domain=False, ticks=False)),
            tooltip=["term:N", alt.Tooltip("weight:Q", format="+.2f")],
        )
        .properties(title=theme, width=150, height=alt.Step(18))
        for theme, terms in weights.items()
    ]
    return alt.concat(*panels, columns=columns)


def _chart(values: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.Data(values=values))  # type: ignore[no-untyped-call]


def _titled(chart: alt.Chart, title: str) -> alt.Chart:
    return chart.properties(title=title) if title else chart
