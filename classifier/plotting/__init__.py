"""Charts: Chinese fonts, one palette, and the few pictures that notebooks show.

Takes plain results, gives Altair charts. Needs the extra ``notebooks``. Not for computing what is shown (evaluation,
inspection, comparison).
"""

from classifier.plotting.charts import plot_calibration, plot_confusion, plot_scores, plot_shares, plot_terms
from classifier.plotting.comparisons import plot_intervals, plot_term_changes
from classifier.plotting.fonts import use_chinese_font

__all__ = [
    "plot_calibration",
    "plot_confusion",
    "plot_intervals",
    "plot_scores",
    "plot_shares",
    "plot_term_changes",
    "plot_terms",
    "use_chinese_font",
]
