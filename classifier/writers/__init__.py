"""Rows to files: one writer per format, chosen by suffix."""

from classifier.writers.rows import COLUMNS, Outcome, Row
from classifier.writers.writing import SUFFIXES, open_writer, write_rows

__all__ = ["COLUMNS", "SUFFIXES", "Outcome", "Row", "open_writer", "write_rows"]
