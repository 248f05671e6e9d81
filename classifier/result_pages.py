"""Pages of results: the rows that a page holds beside what it shows.

Takes a path, gives records by the names of their fields. Not for the values (results); what the page shows is not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from classifier.errors import ResultsError

LONGEST = 1 << 26  # bytes of one line: a row of the longest text that a document may have is shorter
# a browser that saves a page may write the element's attributes in its own way
_BEGIN = re.compile(rb"""<script\b[^<>]*\bid=["']?rows\b[^<>]*>\s*\Z""")
_END = b"</script>"

Record = Mapping[str, Any]


def read_page(path: Path) -> Iterator[tuple[str, Record]]:
    """Give the rows of a page: where each stands, and its values by their fields.

    Raises
    ------
    ResultsError
        If it holds no rows, is cut short, or a line of it is no row.
    """
    with path.open("rb") as file:
        lines = _lines(path, file)
        for _, line in lines:
            if _BEGIN.search(line):
                break
        else:
            raise ResultsError(f"{path}: is no page of results; name one that classify wrote")
        columns: list[str] | None = None
        for number, line in lines:
            if line.lstrip().startswith(_END):
                return
            values = _values(f"{path}, line {number}", line)
            if columns is None:
                columns = [str(name) for name in values]
            elif len(values) != len(columns):
                raise ResultsError(
                    f"{path}, line {number}: has {len(values)} values for {len(columns)} columns; classify again"
                )
            else:
                yield f"line {number}", dict(zip(columns, values, strict=True))
    raise ResultsError(f"{path}: is cut short; copy it again, or classify again")


def _lines(path: Path, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise ResultsError(f"{path}, line {number}: has more than {LONGEST:,} bytes, as no row has; classify again")
        yield number, line


def _values(place: str, line: bytes) -> list[Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{place}: is not JSON ({error}); classify again") from error
    if not isinstance(values, list):
        raise ResultsError(f"{place}: is no row; classify again")
    return values
