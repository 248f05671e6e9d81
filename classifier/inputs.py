"""What paths name: documents and tables, found in folders, by patterns and in lists.

Takes paths as people write them, gives inputs in order. Opens no document and no table.
"""

from __future__ import annotations

import atexit
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from classifier.documents.parsing import read_bytes
from classifier.documents.reading import TABLES, document_name
from classifier.errors import DocumentError

DOCUMENTS = (
    ".txt", ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".docx", ".docm", ".pdf", ".doc", ".wps", ".rtf", ".odt"
)  # fmt: skip
LIST = "@"  # in front of a file of paths
STDIN = "-"
WORDS_OWN = "~$"  # in front of the files that Word keeps beside an open document


class Input(NamedTuple):
    """Something to read.

    Attributes
    ----------
    name : str
        By which rows and messages call it.
    is_table : bool
        Whether its rows are paragraphs already.
    problem : str
        Why it must not be opened; empty if it may.
    path : str
        Where it is read from, if not by its name.
    """

    name: str
    is_table: bool = False
    problem: str = ""
    path: str = ""


def find_inputs(paths: str | Path | Iterable[str | Path]) -> list[Input]:
    """Give what paths name, each once, in their order; what is in a folder is sorted.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, folders (all below them that looks like a report), patterns such as ``reports/*/2023*.docx``, ``@list.txt``
        (a file of paths, one a line; ``@-`` for standard input), or ``-`` (a document on standard input). Tables are
        read when they are named, not when they lie in a folder.

    Raises
    ------
    DocumentError
        If a folder, pattern or list holds nothing to read; the message names it.
    """
    given = [paths] if isinstance(paths, (str, Path)) else paths
    found = {found.name: found for path in given for found in _expand(os.fspath(path))}
    return list(found.values())


def _expand(path: str) -> Iterator[Input]:
    if path == STDIN:
        yield Input(STDIN, path=_keep_stdin())
    elif path.startswith(LIST) and not Path(path).exists():
        yield from _listed(path[1:])
    elif Path(path).is_dir() and Path(path).suffix.lower() not in TABLES:
        yield from _inside(path)
    elif glob.has_magic(path) and not Path(path).exists():
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            raise DocumentError(f"{path}: no file matches; check the pattern and the folder you are in")
        for match in matches:
            if not Path(match).name.startswith(WORDS_OWN):
                yield from _expand(match)
    else:
        yield Input(document_name(path), Path(path).suffix.lower() in TABLES)


def _listed(path: str) -> Iterator[Input]:
    try:
        content = sys.stdin.buffer.read() if path == STDIN else read_bytes(path)
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from error
    lines = [line.strip() for line in os.fsdecode(content.removeprefix(b"\xef\xbb\xbf")).splitlines()]
    if not any(lines):
        raise DocumentError(f"{path}: lists no paths; write one a line")
    for line in lines:
        if line:
            yield from _expand(line)


def _keep_stdin() -> str:
    """Write standard input to a file that another process can read, and that goes with this one."""
    handle, path = tempfile.mkstemp(prefix="classifier-stdin-")
    atexit.register(Path(path).unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as sink:
        shutil.copyfileobj(sys.stdin.buffer, sink)
    return path


def _inside(folder: str) -> Iterator[Input]:
    root = Path(folder).resolve()
    inside = sorted(
        path
        for here, _, names in os.walk(folder)
        for name in names
        if (path := Path(here, name)).suffix.lower() in DOCUMENTS and not name.startswith((".", WORDS_OWN))
    )
    if not inside:
        raise DocumentError(f"{folder}: holds no reports ({', '.join(DOCUMENTS)}); name another folder")
    for path in inside:
        leaves = path.is_symlink() and not path.resolve().is_relative_to(root)
        problem = "is a link that leaves the folder; name the file itself" if leaves else ""
        yield Input(document_name(path), problem=problem)
