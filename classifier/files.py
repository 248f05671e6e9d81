"""Durable, atomic writes: the only module through which results and models reach the disk.

Takes bytes or a stream of them and a path; leaves either what was there before or the whole new thing, also after a
crash. Not for reading, and not for knowing what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from classifier.errors import OutputError

TEMPORARY = ".tmp-"


def write_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, whole or not at all."""
    with replace_file(path) as sink:
        sink.write(content)


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary sibling of `path` for writing; it takes the final name when the block ends well.

    Raises
    ------
    OutputError
        If the folder cannot be written or the disk is full; `path` is then as it was.
    """
    temporary = _temporary_sibling(path)
    try:
        with _named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as sink:
                yield sink
                sink.flush()
                os.fsync(sink.fileno())
            temporary.replace(path)
            sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (name to content) as the new folder `path`.

    Raises
    ------
    FileExistsError
        If `path` exists: a folder that is there is never changed. This is how a number is claimed without a lock.
    OutputError
        If the disk refuses; nothing is left behind.
    """
    temporary = _temporary_sibling(path)
    try:
        with _named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.mkdir()
            for name, content in files.items():
                with (temporary / name).open("xb") as sink:
                    sink.write(content)
                    sink.flush()
                    os.fsync(sink.fileno())
            sync_folder(temporary)
            _rename_new(temporary, path)
            sync_folder(path.parent)
    finally:
        if temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def append_line(path: Path, line: str) -> None:
    """Append one line to a log file, in one write, and wait until it is on the disk.

    A last line that a crash cut short is closed first, so that it cannot swallow the new one.
    """
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as log:
            end = log.seek(0, os.SEEK_END)
            torn = b""
            if end:
                log.seek(end - 1)
                torn = b"" if log.read(1) == b"\n" else b"\n"
            log.write(torn + line.encode() + b"\n")
            os.fsync(log.fileno())


def sync_folder(path: Path) -> None:
    """Make a rename inside `path` durable; does nothing where folders cannot be opened (Windows)."""
    if os.name == "nt":  # pragma: no cover
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _temporary_sibling(path: Path) -> Path:
    return path.with_name(f"{TEMPORARY}{path.name}.{os.getpid()}-{secrets.token_hex(4)}")


def _rename_new(source: Path, target: Path) -> None:
    """Rename a folder onto a name that must be free; a folder with something in it refuses to be replaced."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.EACCES, errno.ENOTDIR) and target.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from error
        raise


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn an operating-system error into one line that names the file and what to do."""
    try:
        yield
    except (FileExistsError, OutputError, BrokenPipeError):
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"{path}: cannot be written ({reason}); free some space or choose a folder that you may write to"
        ) from error
