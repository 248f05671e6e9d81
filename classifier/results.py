"""Results back in: what `writers` wrote, and people may have sorted, filtered or corrected since, as rows again.

Takes the path of a .jsonl, .csv, .xlsx, .parquet or .html; gives `Row`s equal to those that were written, but for characters
that the format cannot hold (`writers.characters`). Not for labelled rows (dataset).
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from classifier.errors import ResultsError, TableError
from classifier.result_pages import read_page
from classifier.result_workbooks import Record, missing_columns, read_workbook
from classifier.spreadsheet_text import LARGEST_CELL, unescape_formula
from classifier.tables.records import Unreadable
from classifier.writers import COLUMNS, SUFFIXES, Row, chinese

_BATCH = 1000  # rows of Parquet held in memory


def read_rows_back(path: str | Path) -> Iterator[Row]:
    """Read the rows of a result, in their order.

    Parameters
    ----------
    path : path
        A file, or for Parquet the folder, that ``classifier classify`` or `write_rows` wrote.

    Raises
    ------
    ResultsError
        If it is missing, of another kind, lacks a column, or has a value that cannot be; the message names the row.

    Examples
    --------
    >>> rows = list(read_rows_back("rows.xlsx"))  # doctest: +SKIP
    """
    path = Path(path)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise ResultsError(f"{path}: results are read from {', '.join(SUFFIXES)}; name one of these")
    if not path.exists():
        raise ResultsError(f"{path}: there is no such file; check the path")
    return _rows(path, read(path))


def _rows(path: Path, records: Iterator[tuple[str, Record]]) -> Iterator[Row]:
    try:
        for place, record in records:
            yield _row(record, f"{path}, {place}")
    except TableError as error:
        raise ResultsError(str(error)) from error
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read ({error.strerror or error}); check the file") from error


def _row(record: Record, place: str) -> Row:
    row = {}
    for name, read in _FIELDS.items():
        if isinstance(value := record.get(name), Unreadable):
            raise ResultsError(f"{place}: {name} {value.reason}")
        try:
            row[name] = read(record[name])
        except KeyError as error:
            raise missing_columns(place, [name]) from error
        except (ValueError, TypeError) as error:
            raise ResultsError(f"{place}: {name} is {record[name]!r:.60}, {error}; correct it") from error
    return cast("Row", row)


def _json_records(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ResultsError(f"{path}, line {number}: is not JSON ({error}); classify again") from error
            if not isinstance(record, dict):
                raise ResultsError(f"{path}, line {number}: is no JSON object; is this a result of classify?")
            yield f"line {number}", record


def _csv_records(path: Path) -> Iterator[tuple[str, Record]]:
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=_encoding_of(path), newline="") as lines:
        table = csv.DictReader(lines)
        try:
            for record in table:
                yield f"line {table.line_num}", {name: unescape_formula(v or "") for name, v in record.items() if name}
        except (csv.Error, UnicodeDecodeError) as error:
            raise ResultsError(f"{path}, line {table.line_num}: is not a table ({error}); classify again") from error


def _encoding_of(path: Path) -> str:
    """Tell UTF-8, as we write it, from GB18030, as Chinese Excel saves a CSV file that was opened in it."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        try:
            while lines.read(2**20):
                pass
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8-sig"


def _parquet_records(path: Path) -> Iterator[tuple[str, Record]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ResultsError(
            f"{path}: Parquet needs pyarrow; install it with: pip install 'fazhi-classifier[parquet]'"
        ) from error
    for part in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        try:
            with pq.ParquetFile(part) as file:
                missing = [name for name in COLUMNS if name not in file.schema_arrow.names]
                if missing:
                    raise missing_columns(str(part), missing)
                number = 0
                for batch in file.iter_batches(_BATCH, columns=list(COLUMNS)):
                    for record in batch.to_pylist():
                        number += 1
                        yield f"{part.name}, row {number}", record
        except pa.ArrowException as error:
            raise ResultsError(f"{part}: is damaged or no Parquet file ({error}); classify again") from error


def _text(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # a spreadsheet makes a number of what someone types as one
        return str(int(value)) if value == int(value) else str(value)
    if value is not None and not isinstance(value, str):
        raise TypeError("not a text")
    return value or ""


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise TypeError("not a number")
    try:
        number = float(value)
    except (ValueError, OverflowError) as error:
        raise ValueError("not a number") from error
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


def _whole(value: object) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError("not a whole number")
    return int(number)


def _flag(value: object) -> bool:
    told = {"true": True, "false": False}.get(str(value).lower())
    if told is None:
        raise ValueError(f"neither true nor false, in a workbook neither {chinese.NO} nor {chinese.YES}")
    return told


def _evidence(value: object) -> list[list[str | float | int]]:
    items = json.loads(value) if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError("not a list of [term, weight, start, end]")
    evidence: list[list[str | float | int]] = []
    for item in items:
        term, weight, start, end = item.values() if isinstance(item, dict) else item
        evidence.append([_text(term), _number(weight), _whole(start), _whole(end)])
    return evidence


def _optional(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda value: None if value is None or value == "" else read(value)


_FIELDS: dict[str, Callable[[object], Any]] = {
    **dict.fromkeys(COLUMNS, _text),
    **dict.fromkeys(("paragraph", "start", "end"), _whole),
    "year": _optional(_whole),
    "score": _number,
    "second_theme": _optional(_text),
    "second_score": _optional(_number),
    "accepted": _flag,
    "evidence": _evidence,
}
_READERS: dict[str, Callable[[Path], Iterator[tuple[str, Record]]]] = {
    ".jsonl": _json_records,
    ".csv": _csv_records,
    ".xlsx": read_workbook,
    ".parquet": _parquet_records,
    ".html": read_page,
}
