"""Reports of several years and regions compared: shares of themes, words, repeated paragraphs, plans and achievements.

Takes rows as `classifier.results.read_rows_back` gives them; every function gives a list of named tuples, of which
``pandas.DataFrame(...)`` makes a table. Not for one report by itself, nor for how good the themes are (evaluation).
"""

from classifier.comparison.comparing import Comparison, compare_results
from classifier.comparison.copies import Copy, CopyShare, count_copies, find_copies
from classifier.comparison.plans import PlanMatch, match_plans
from classifier.comparison.reports import Collection, Repeat, Report, gather_reports
from classifier.comparison.shares import Share, count_shares, wilson_interval
from classifier.comparison.terms import TermChange, compare_terms, find_term_changes

__all__ = [
    "Collection",
    "Comparison",
    "Copy",
    "CopyShare",
    "PlanMatch",
    "Repeat",
    "Report",
    "Share",
    "TermChange",
    "compare_results",
    "compare_terms",
    "count_copies",
    "count_shares",
    "find_copies",
    "find_term_changes",
    "gather_reports",
    "match_plans",
    "wilson_interval",
]
