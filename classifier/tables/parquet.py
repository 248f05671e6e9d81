"""Parquet files, alone or as the parts of a folder, through pyarrow.

Takes a path, gives records batch by batch; only wanted columns are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from classifier.errors import TableError
from classifier.tables.columns import Wanted, find_columns, list_columns
from classifier.tables.records import Record

SUFFIXES = (".parquet", ".parq", ".pq")
BATCH = 1024  # rows in memory
_BUFFER = 1 << 20  # bytes; without a buffer a column of a whole row group is read at once


def read_parquet(path: Path, *, table: str, wanted: Wanted | None, needed: Collection[str]) -> Iterator[Record]:
    """Read the records of a Parquet file, or of all in a folder, whose rows are counted through.

    Raises
    ------
    TableError
        If pyarrow is not installed, or a file is damaged or lacks a needed column.
    """
    number = 0
    for part in _parts(path, table) if path.is_dir() else [path]:
        for values in _rows(part, table if part == path else part.as_posix(), wanted, needed):
            number += 1
            yield Record(number, values)


def _parts(folder: Path, table: str) -> list[Path]:
    """Give the files of a folder that hold rows; what begins with ``_`` or ``.`` is about them."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(("_", ".")) and path.is_file()
    )
    if not found:
        raise TableError(f"{table}: is a folder without Parquet files; name a table")
    return found


def _rows(path: Path, table: str, wanted: Wanted | None, needed: Collection[str]) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise TableError(
            f"{table}: is a Parquet file, and pyarrow, which reads it, is not installed; run: "
            "pip install 'fazhi-classifier[parquet]', or save the table as .csv"
        ) from error
    try:
        with ParquetFile(path, buffer_size=_BUFFER) as file:
            header = file.schema_arrow.names
            found = (
                {name: name for name in header}
                if wanted is None
                else find_columns(header, wanted, needed=needed, table=table)
            )
            if not found:
                raise TableError(f"{table}: none of its columns is known: {list_columns(header)}")
            for batch in file.iter_batches(BATCH, columns=list(dict.fromkeys(found.values()))):
                columns = {field: batch.column(name).to_pylist() for field, name in found.items()}
                for values in zip(*columns.values(), strict=True):
                    yield dict(zip(columns, map(_text, values), strict=True))
    except TableError:
        raise
    except (ArrowException, OSError, ValueError, LookupError) as error:
        reason = str(error).split("\n")[0]
        raise TableError(f"{table}: is a damaged Parquet file ({reason}); write it again") from error


def _text(value: Any) -> Any:
    """Read bytes as the text that older programs have written so."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
