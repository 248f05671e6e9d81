"""What a run has done so far: a file of JSON lines beside its output, by which it goes on after a crash.

Takes results, gives where to go on. Not for the rows themselves (runs).
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from classifier.errors import OutputError
from classifier.files import Appending
from classifier.stored import read_regular

FORMAT = 1
_BLOCK = 1 << 20
_DONE = {"done": True}


class Entry(NamedTuple):
    """One piece of work that is done.

    Attributes
    ----------
    input, chunk : int
        The number of the input, and of the stretch of it.
    name : str
    last : bool
        Whether nothing of the input is left.
    end, check : int
        How long the file of rows was then, and the CRC-32 of all of it.
    rows, accepted : int
    themes : dict of str to int
    failure : str
        Why there are no rows; empty if there are.
    """

    input: int
    chunk: int
    name: str
    last: bool
    end: int
    check: int
    rows: int
    accepted: int
    themes: dict[str, int]
    failure: str = ""


@dataclass
class Progress:
    """How far a run has come.

    Attributes
    ----------
    start : (int, int)
        The number of the input and of its stretch that is next.
    end, check : int
        How much of the file of rows is good, and its CRC-32.
    size : int
        How much of the journal is good, in bytes.
    entries : list of Entry
        One for each input.
    done : bool
        Whether the output was finished.
    """

    start: tuple[int, int] = (0, 0)
    end: int = 0
    check: int = 0
    size: int = 0
    entries: list[Entry] = field(default_factory=list)
    done: bool = False

    def add(self, entry: Entry) -> None:
        """Take note of a piece of work."""
        add_entry(self.entries, entry)
        self.end, self.check = entry.end, entry.check
        self.start = (entry.input + 1, 0) if entry.last else (entry.input, entry.chunk + 1)


class Journal:
    """The journal of a run that is going on.

    Parameters
    ----------
    path : Path
    header : mapping
        What the run depends on; one that goes on must have the same.
    progress : Progress
        How far it has come.
    """

    def __init__(self, path: Path, header: Mapping[str, Any], progress: Progress) -> None:
        self._file = Appending(path, progress.size)
        if not progress.size:
            self._append({"journal": FORMAT, **header})

    def add(self, entry: Entry) -> None:
        """Write down a piece of work whose rows are written."""
        self._append(entry._asdict())

    def finish(self) -> None:
        """Write down that the output is in place."""
        self._append(_DONE)
        self.sync()

    def sync(self) -> None:
        """Wait until all of it is on the disk."""
        self._file.sync()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.__exit__(*error)

    def _append(self, record: Mapping[str, Any]) -> None:
        self._file.write(_line(record))


def add_entry(entries: list[Entry], entry: Entry) -> None:
    """Append an entry; a further stretch of a table is added to those before it, so that memory does not grow with it."""
    if not entries or entries[-1].input != entry.input:
        entries.append(entry)
        return
    before = entries[-1]
    entries[-1] = entry._replace(
        rows=before.rows + entry.rows,
        accepted=before.accepted + entry.accepted,
        themes=dict(Counter(before.themes) + Counter(entry.themes)),
    )


def read_progress(journal: Path, rows: Path, header: Mapping[str, Any], *, in_place: bool = False) -> Progress:
    """Read how far a run has come: as far as the journal tells and the rows are what it tells.

    Parameters
    ----------
    journal, rows : Path
    header : mapping
        That of the run which goes on.
    in_place : bool, optional
        Whether the output has its name. A run that was finished is then believed: its reader may have edited the rows.

    Raises
    ------
    OutputError
        If the run that the journal tells of had another header; the message names what differs.
    """
    content = read_regular(journal)
    believed = in_place and content.endswith(_line(_DONE))
    lines = _lines(content)
    first = next(lines, None)
    if first is None or first[0].get("journal") != FORMAT:
        return Progress()
    _compare(journal, first[0], header)
    progress = Progress(size=first[1])
    reader = _Checked(rows)
    for record, end in lines:
        if record.get("done"):
            progress.done = True
            break
        entry = Entry(**record)
        if not believed and not reader.agrees(entry):
            break
        progress.add(entry)
        progress.size = end
    return progress


def _line(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record).encode() + b"\n"


def _lines(content: bytes) -> Iterator[tuple[dict[str, Any], int]]:
    """Give the whole lines and where each ends; what a crash has cut short ends them."""
    start = 0
    while (end := content.find(b"\n", start)) >= 0:
        try:
            record = json.loads(content[start:end])
        except ValueError:
            return
        start = end + 1
        yield record, start


def _compare(journal: Path, then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    for name, value in now.items():
        if then.get(name) != value:
            told = "" if len(str(value)) > 60 else f" ({then.get(name)} then, {value} now)"
            raise OutputError(
                f"{journal}: the run that was interrupted had another {name}{told}; go on with the same, or start "
                "again with --overwrite"
            )


class _Checked:
    """The file of rows, read from front to back while its CRC is compared."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb") if path.exists() else None
        self._at = self._check = 0

    def agrees(self, entry: Entry) -> bool:
        """Whether the rows up to the end of this entry are those that were written."""
        if self._file is None:
            return False
        while self._at < entry.end:
            block = self._file.read(min(_BLOCK, entry.end - self._at))
            if not block:
                return False
            self._check = zlib.crc32(block, self._check)
            self._at += len(block)
        return self._at == entry.end and self._check == entry.check
