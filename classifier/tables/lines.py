"""A text file line by line, none longer than memory bears.

Takes an open text file. Not for what the lines hold (csv, jsonl).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from classifier.errors import TableError

LONGEST = 1 << 24  # characters; a report of 300 pages has less than one million


def read_lines(source: TextIO, table: str) -> Iterator[str]:
    """Give the lines of a text file with their ends.

    Raises
    ------
    TableError
        At a line of more than `LONGEST` characters.
    """
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise TableError(f"{table}, line {number}: has more than {LONGEST} characters; split it")
        yield line
