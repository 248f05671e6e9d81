"""Rows as Parquet: a folder of parts with one schema, as pandas, DuckDB and Dask read it.

The same rows give the same bytes, from the same version of pyarrow. Not for reading (results).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.writers.characters import replace_surrogates
from classifier.writers.rows import Outcome, Row

_EVIDENCE = pa.struct([("term", pa.string()), ("weight", pa.float64()), ("start", pa.int32()), ("end", pa.int32())])
SCHEMA = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("region", pa.string(), nullable=False),
        pa.field("year", pa.int32()),
        pa.field("paragraph", pa.int32(), nullable=False),
        pa.field("section", pa.string(), nullable=False),
        pa.field("lead", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("theme", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("second_theme", pa.string()),
        pa.field("second_score", pa.float64()),
        pa.field("accepted", pa.bool_(), nullable=False),
        pa.field("evidence", pa.list_(_EVIDENCE), nullable=False),
        pa.field("model", pa.string(), nullable=False),
    ]
)
_GROUP = 10_000  # rows held in memory and written at once
_GROUPS_PER_PART = 10


class ParquetWriter:
    """Write rows into a folder as ``part-00000.parquet`` and so on, 100,000 rows each.

    Parameters
    ----------
    folder : Path
        Must be there, and empty.
    group : int
        Rows per row group; ten row groups make a part.
    """

    def __init__(self, folder: Path, *, group: int = _GROUP) -> None:
        self._folder = folder
        self._group = group
        self._rows: list[Row] = []
        self._parts = 0
        self._groups = 0
        self._part: pq.ParquetWriter | None = None

    def write(self, row: Row) -> None:
        """Write one row."""
        self._rows.append(row)
        if len(self._rows) == self._group:
            self._flush()

    def finish(self, outcome: Outcome) -> None:
        """Write the last rows; without any there is one part that holds the schema."""
        if self._rows or not self._parts:
            self._flush()
        self.close()

    def close(self) -> None:
        """Close the part that is being written."""
        if self._part is not None:
            part, self._part = self._part, None
            part.close()

    def _flush(self) -> None:
        if self._part is None:
            self._part = pq.ParquetWriter(self._folder / f"part-{self._parts:05d}.parquet", SCHEMA, compression="zstd")
            self._parts, self._groups = self._parts + 1, 0
        columns = [pa.array(_column(self._rows, field.name), field.type) for field in SCHEMA]
        self._part.write_table(pa.Table.from_arrays(columns, schema=SCHEMA), row_group_size=self._group)
        self._rows.clear()
        self._groups += 1
        if self._groups == _GROUPS_PER_PART:
            self.close()


def _column(rows: list[Row], name: str) -> list[Any]:
    values: list[Any] = [row[name] for row in rows]  # type: ignore[literal-required]
    if name == "evidence":
        fields = _EVIDENCE.names
        return [[dict(zip(fields, [_value(v) for v in item], strict=True)) for item in found] for found in values]
    return [_value(value) for value in values]


def _value(value: Any) -> Any:
    return replace_surrogates(value) if isinstance(value, str) else value
