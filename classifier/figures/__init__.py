"""Figures of reports: the numbers of a text with their units and what they count, and tables of them."""

from classifier.figures.figure import Figure
from classifier.figures.finding import find_figures
from classifier.figures.output import SUFFIXES, check_figures_output, write_figures
from classifier.figures.rows import COLUMNS, FigureRow, find_row_figures

__all__ = [
    "COLUMNS",
    "SUFFIXES",
    "Figure",
    "FigureRow",
    "check_figures_output",
    "find_figures",
    "find_row_figures",
    "write_figures",
]
