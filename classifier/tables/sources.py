"""A table's file: opened without waiting for anyone, and its kind told by its bytes.

Takes a path. Not for reading what is in the file.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from classifier.encoding import open_text, peek_text
from classifier.errors import DocumentError, TableError

Kind = Literal["csv", "json", "xlsx", "parquet"]

LARGEST_ZIP = 1 << 30  # bytes; a full sheet of results has a quarter of that

_HEAD = 4096  # bytes
_OLE = b"\xd0\xcf\x11\xe0"
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
# "[文本],[标签]" is the header of a CSV file
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\[\]])")
_OTHERS = (
    (b"%PDF", "a PDF file; copy its table into Excel and save it as .xlsx"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"Rar!", "an archive; unpack it"),
    (b"7z\xbc\xaf", "an archive; unpack it"),
)
_ZIPPED = (
    ("xl/workbook.bin", "a binary Excel file; open it in Excel and save it as .xlsx"),
    ("content.xml", "an OpenDocument file; save it as .xlsx"),
    ("word/document.xml", "a Word file; copy its table into Excel and save it as .xlsx"),
)


def open_source(path: Path, table: str) -> BinaryIO:
    """Open a regular file; a pipe or device is not waited for.

    Raises
    ------
    TableError
        If it cannot be opened, or is none.
    """
    if "\0" in str(path):
        raise TableError(f"{table!r}: has a NUL character in its name; check the path")
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise TableError(f"{table}: cannot be read ({error.strerror}); check the path and its permissions") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise TableError(f"{table}: is not a regular file; name a table")
    return os.fdopen(handle, "rb")


def decode_source(source: BinaryIO, table: str) -> TextIO:
    """Give a table's file as text, in the encoding that `open_text` finds; it is closed with it.

    Raises
    ------
    TableError
        If it is in none.
    """
    try:
        return open_text(source)
    except DocumentError as error:
        raise TableError(f"{table}: {error}") from error


def find_kind(source: BinaryIO, suffix: str, table: str) -> Kind:
    """Give the kind of a table by its bytes; the suffix decides only between CSV and JSON that is broken.

    Raises
    ------
    TableError
        If the file is of a kind that is not read; the message says how to save it.
    """
    source.seek(0)
    head = source.read(_HEAD)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\3\4"):
        return _check_zip(source, table)
    if head.startswith(_OLE):
        raise TableError(f"{table}: is {_old_office(source)}")
    what = next((what for magic, what in _OTHERS if head.startswith(magic)), "")
    text = peek_text(head)
    if text.lstrip().startswith("<"):
        what = "a web page or XML file, whatever its name; open it in Excel and save it as .xlsx"
    if what:
        raise TableError(f"{table}: is {what}")
    return "json" if suffix.lower() in _JSON_SUFFIXES or _JSON.match(text) else "csv"


def _check_zip(source: BinaryIO, table: str) -> Kind:
    size = os.fstat(source.fileno()).st_size
    if size > LARGEST_ZIP:
        raise TableError(f"{table}: has {size} bytes, more than the {LARGEST_ZIP} of a workbook; save it as .csv")
    try:
        with zipfile.ZipFile(source) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        raise TableError(
            f"{table}: is a damaged Excel file, or an archive cut short ({error}); get it again"
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    what = next((what for name, what in _ZIPPED if name in names), "an archive; unpack it and name the table in it")
    raise TableError(f"{table}: is {what}")


def _old_office(source: BinaryIO) -> str:
    if _holds(source, "EncryptedPackage".encode("utf-16-le")):
        return "protected by a password; open it in Excel, take the password off and save it"
    if _holds(source, "WordDocument".encode("utf-16-le")):
        return "an old Word file; copy its table into Excel and save it as .xlsx"
    return "an old Excel file (.xls); open it in Excel and save it as .xlsx"


def _holds(source: BinaryIO, needle: bytes) -> bool:
    source.seek(0)
    window = b""
    while piece := source.read(1 << 20):
        window = window[-len(needle) :] + piece
        if needle in window:
            return True
    return False
