"""Names of columns: which one holds what is wanted, whatever it is called.

Takes the header of a table and the names that a field may have. Case, width and stray white space do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from classifier.errors import TableError
from classifier.normalisation import normalise

Wanted = Mapping[str, Sequence[str]]  # field -> the names that its column may have, the surest first

_SHOWN = 20  # columns, and characters of each, that an error names
_LONGEST = 100  # characters


def find_columns(
    header: Sequence[str], wanted: Wanted, *, needed: Collection[str] = (), table: str = "the table"
) -> dict[str, str]:
    """Give for each wanted field the column that holds it; a field without one is left out.

    Parameters
    ----------
    header : sequence of str
    wanted : mapping of str to sequence of str
        For each field the names that its column may have; the first of them that is there counts.
    needed : collection of str
        The fields that must be there.
    table : str
        What messages call the table.

    Raises
    ------
    TableError
        If a needed field has no column, or a field's column is there twice; the message names the columns.

    Examples
    --------
    >>> find_columns(["编号", " ＴＥＸＴ "], {"text": ("text", "文本"), "id": ("id", "编号")}, needed=["text"])
    {'text': ' ＴＥＸＴ ', 'id': '编号'}
    """
    found = match_columns(header, wanted)
    wrong = tell_wrong(header, wanted, needed, found)
    if wrong:
        raise TableError(f"{table}: {wrong}")
    return found


def tell_wrong(header: Sequence[str], wanted: Wanted, needed: Collection[str], found: Mapping[str, str]) -> str:
    """Say what is wrong with the columns that were found: one that is needed is not there, or one is there twice."""
    missing = [field for field in needed if field not in found]
    if missing:
        names = " or ".join(wanted[missing[0]])
        return f"has no column for {missing[0]}; its columns are {list_columns(header)}; call one of them {names}"
    times = Counter(map(fold_name, header))
    twice = [column for column in found.values() if times[fold_name(column)] > 1]
    return f"has {times[fold_name(twice[0])]} columns called {twice[0]!r}; rename all but one" if twice else ""


def match_columns(header: Iterable[str], wanted: Wanted) -> dict[str, str]:
    """Give for each wanted field the column that holds it, as far as there are any."""
    columns: dict[str, str] = {}
    for column in header:
        columns.setdefault(fold_name(column), column)
    found = {}
    for field, names in wanted.items():
        known = next((name for name in map(fold_name, names) if name in columns), None)
        if known is not None:
            found[field] = columns[known]
    return found


def list_columns(header: Iterable[str]) -> str:
    """Name columns in a message: the first ones, none at length."""
    names = [" ".join(name.split()) for name in header if name.strip()]
    shown = [name if len(name) <= _SHOWN else name[:_SHOWN] + "…" for name in names[:_SHOWN]]
    return ", ".join(shown) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "") or "blank"


def fold_name(name: str) -> str:
    """Give the form in which two names of a column are the same; what is too long for a name stays as it is."""
    return _fold(name) if len(name) <= _LONGEST else name


@lru_cache(maxsize=1024)
def _fold(name: str) -> str:
    return normalise(name).strip()
