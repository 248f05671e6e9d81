"""Looking into a model and its answers: what it looks at, why it said so, where it errs, what a new version changes.

Takes a `ThemeModel`, or a `Training`; gives plain records. Not for pictures (plotting) nor for scores (evaluation).
"""

from classifier.inspection.differences import Difference, Moved, find_differences, find_moved
from classifier.inspection.explanation import Account, Contribution, Explanation, explain
from classifier.inspection.held_out import HeldOut, held_out_answers
from classifier.inspection.marking import Piece, mark_words
from classifier.inspection.terms import TermWeight, top_terms

__all__ = [
    "Account",
    "Contribution",
    "Difference",
    "Explanation",
    "HeldOut",
    "Moved",
    "Piece",
    "TermWeight",
    "explain",
    "find_differences",
    "find_moved",
    "held_out_answers",
    "mark_words",
    "top_terms",
]
