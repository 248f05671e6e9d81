"""JSON lines, and JSON: one object a line, or a list of objects.

Takes text, gives a record for each object; of a list one object at a time is in memory. Its number is the line's, or
its place in the list, from 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, TextIO

from classifier.errors import TableError
from classifier.tables.columns import Wanted, match_columns, tell_wrong
from classifier.tables.lines import LONGEST, read_lines
from classifier.tables.records import Record, Report

_PIECE = 1 << 16  # characters that are read together
_GAP = re.compile(r"[\s,]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(
    source: TextIO, *, table: str, wanted: Wanted | None, needed: Collection[str], report: Report
) -> Iterator[Record]:
    """Read the records of a JSON or JSON lines file, open at its beginning and seekable."""
    begin = source.tell()
    is_list = source.read(_PIECE).lstrip().startswith("[")
    source.seek(begin)
    members: list[str] = []
    found: dict[str, str] = {}
    wrong = ""
    for number, values in _items(source, table) if is_list else _lines(source, table, report):
        if not isinstance(values, dict):
            report(number, "is not a JSON object; one with a member for each column is needed")
            continue
        if wanted is not None:
            if not members or members != [*values]:  # most objects have the members of the one before
                members = [*values]
                found = match_columns(members, wanted)
                wrong = tell_wrong(members, wanted, needed, found)
            if wrong:
                report(number, wrong)
                continue
            values = {field: values[column] for field, column in found.items()}
        yield Record(number, values)


def _lines(source: TextIO, table: str, report: Report) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(read_lines(source, table), 1):
        if not line.strip():
            continue
        try:
            value = _check(json.loads(line), line)
        except (ValueError, RecursionError) as error:
            report(number, f"is not JSON ({error}); one object a line is needed, or a list of objects")
            continue
        yield number, value


def _items(source: TextIO, table: str) -> Iterator[tuple[int, object]]:
    decoder = json.JSONDecoder()
    text = ""
    at, number, piece = 0, 1, _PIECE
    opened = False
    while True:
        match = _GAP.match(text, at)
        at = match.end() if match else at
        if not opened and text[at : at + 1] == "[":
            opened, at = True, at + 1
            continue
        if opened and text[at : at + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, at)
            value = _check(value, text[at:end])
            error: Exception | None = None
        except (ValueError, RecursionError) as caught:
            value, end, error = None, len(text), caught
        if error is None and (end < len(text) or isinstance(value, dict)):  # a number could go on
            yield number, value
            at, number, piece = end, number + 1, _PIECE
            continue
        more = source.read(piece)
        text, at, piece = text[at:] + more, 0, piece * 2
        if not more or len(text) > LONGEST:
            what = f"is not JSON ({error or 'the list is not closed'})" if not more else "is too long"
            raise TableError(f"{table}, row {number}: {what}; save the list again, or one object a line (.jsonl)")


def _check(value: Any, written: str) -> Any:
    r"""Replace halves of characters (``\ud83d`` alone), which no file can hold, by U+FFFD."""
    if "\\ud" not in written and "\\uD" not in written:
        return value
    return json.loads(_SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)))
