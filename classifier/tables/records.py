"""What every reader of tables gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from classifier.errors import TableError

Report = Callable[[int, str], None]  # told the number of a row that cannot be used, and why


class Record(NamedTuple):
    """One row of a table.

    `number` is the row as the user sees it: the one that Excel shows, the line of JSON lines, else counted from 1.
    `values` are by the name of their column, or of the wanted field that the column is for.
    """

    number: int
    values: dict[str, Any]


class Unreadable(NamedTuple):
    """Stands in a cell whose value cannot be told, and says why."""

    reason: str


def make_report(table: str, on_bad_row: Report | None) -> Report:
    """Give what is told of bad rows: the listener, or an error at the first one."""

    def refuse(number: int, reason: str) -> None:
        raise TableError(f"{table}, row {number}: {reason}")

    return on_bad_row or refuse
