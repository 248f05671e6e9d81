"""A path to a `Document`, whatever the file does to its reader: it is parsed in a child process.

Not for the formats (parsing) nor for limits and processes (isolation).
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from classifier.documents.document import Document, unpack
from classifier.documents.kinds import check_office, needs_office
from classifier.documents.office import convert_to_docx
from classifier.documents.parsing import HEAD, LARGEST, read_bytes
from classifier.errors import DocumentError, WorkerError
from classifier.isolation import Worker

TABLES = (".csv", ".tsv", ".jsonl", ".xlsx", ".parquet")
SMALL = 128 * 1024  # bytes; a report is parsed in some milliseconds then, whatever its kind
_PARSE = "classifier.documents.parsing:parse"
_PARSE_TABLE = "classifier.documents.parsing:parse_table"
_LOCK = threading.Lock()
# control characters, those that turn the direction of text, and what stands for the bytes of a name that is no text
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def read_document(path: str | os.PathLike[str]) -> Document:
    """Read a report: its text, and what it says about itself.

    The file is parsed in a child process with a time limit of 10 s and a memory limit of 1 GiB.

    Parameters
    ----------
    path : path
        A web page (.html, .mht), Word file (.docx), PDF, or text file in UTF-8, UTF-16 with a mark, or GB18030 (GBK,
        GB2312); where LibreOffice is installed also .doc, .wps, .rtf and .odt. The kind is taken from the bytes.

    Raises
    ------
    DocumentError
        If it is missing, no regular file, empty, undecodable, protected, damaged, a scan, or of a kind that is not
        read; the message names the file and the next step.

    Examples
    --------
    >>> document = read_document("data/samples/huaipu-2023.txt")
    >>> document.year
    2023
    """
    name = document_name(path)
    with _LOCK, about(name), readable(name) as file:
        document = unpack(_worker().call(_PARSE, path=file, name=name))
        for message in _worker().warned:
            warnings.warn(f"{name}: {message}", stacklevel=2)
    return document


def read_documents(path: str | os.PathLike[str]) -> list[Document]:
    """Read a report, or every report of a table: an Excel, CSV, JSON-lines or Parquet file with a column of texts.

    Raises
    ------
    DocumentError, TableError
        As `read_document` and `read_table_documents` do.

    Examples
    --------
    >>> [document.year for document in read_documents("data/samples/huaipu-2023.txt")]
    [2023]
    """
    name = document_name(path)
    if Path(name).suffix.lower() not in TABLES:
        return [read_document(path)]
    with _LOCK, about(name):
        documents = [unpack(told) for told in _worker().call(_PARSE_TABLE, path=name)]
        for message in _worker().warned:
            warnings.warn(message, stacklevel=2)
    return documents


def document_name(path: str | os.PathLike[str]) -> str:
    """Give the name by which rows and messages call a document: its path as given, with ``/``."""
    name = os.fspath(path)
    return name.replace("\\", "/") if os.name == "nt" else name


@contextlib.contextmanager
def about(name: str) -> Iterator[None]:
    """Put the name of a document in front of what went wrong with it."""
    try:
        yield
    except WorkerError as error:
        raise DocumentError(
            f"{shown(name)}: {error}; open it in the program that wrote it and save it again"
        ) from error
    except DocumentError as error:
        raise DocumentError(f"{shown(name)}: {error}") from error


def shown(name: str) -> str:
    """Give a name without characters that a message cannot hold, such as line breaks; each is written as its code."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], name)


def is_small(path: str) -> bool:
    """Whether a file is there, small, and can be parsed as it is."""
    try:
        return Path(path).stat().st_size <= SMALL and not needs_office(read_bytes(path, only=HEAD))
    except (OSError, ValueError, DocumentError):
        return False


@contextlib.contextmanager
def readable(path: str) -> Iterator[str]:
    """Give the path of a file that a child process can parse: the file itself, or what LibreOffice made of it."""
    try:
        suffix = needs_office(read_bytes(path, only=HEAD))
    except DocumentError:  # told by who reads all of it
        suffix = ""
    if not suffix:
        yield path
        return
    content = read_bytes(path, LARGEST)
    check_office(content)
    with tempfile.TemporaryDirectory(prefix="classifier-") as folder:
        made = Path(folder, "report.docx")
        made.write_bytes(convert_to_docx(content, suffix))
        yield str(made)


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker()
