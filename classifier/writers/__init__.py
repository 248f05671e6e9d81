"""Rows to files: one writer per format, chosen by suffix."""

from classifier.writers.rows import COLUMNS, Row
from classifier.writers.writing import SUFFIXES, write_rows

__all__ = ["COLUMNS", "SUFFIXES", "Row", "write_rows"]
