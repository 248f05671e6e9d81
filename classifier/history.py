"""What was done to a model: an append-only file of JSON lines, each with a checksum of itself.

Takes and gives records. Not for deciding anything by them (registry).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from classifier import files
from classifier.errors import ModelError
from classifier.stored import is_there, read_regular, sha256

FILE = "history.jsonl"


def append_record(path: Path, record: dict[str, Any]) -> None:
    """Append a record to the history at `path`."""
    files.append_line(path, _line({**record, "check": _check(record)}))


def read_history(path: Path, *, strict: bool = False) -> list[dict[str, Any]]:
    """Read the records, oldest first, without their checksums.

    Parameters
    ----------
    path : Path
    strict : bool
        Whether a line that is not as it was written is an error; else it is passed over, as one that a crash cut
        short.

    Raises
    ------
    ModelError
        With `strict`; the message gives the number of the line.
    """
    if not is_there(path):
        return []
    content = read_regular(path)
    records = []
    for number, line in enumerate(content.split(b"\n"), 1):
        record = _read_line(line)
        if record is not None:
            records.append(record)
        elif line and strict:
            raise ModelError(f"{path}, line {number}: is not as it was written; restore the file from a copy")
    if strict and content and not content.endswith(b"\n"):
        raise ModelError(f"{path}: its end is missing; restore the file from a copy")
    return records


def _read_line(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
        if not isinstance(record, dict) or _line(record).encode() != line:
            return None
    except (ValueError, RecursionError):
        return None
    check = record.pop("check", None)
    return record if check == _check(record) else None


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _check(record: dict[str, Any]) -> str:
    return sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())[:16]
