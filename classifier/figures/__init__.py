"""Figures of reports: the numbers of a text with their units and what they count."""

from classifier.figures.figure import Figure
from classifier.figures.finding import find_figures

__all__ = ["Figure", "find_figures"]
