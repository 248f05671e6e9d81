"""Reading what was written to disk, believing nothing: regular files only, of the size and hash expected.

Takes paths, gives bytes or JSON. Not for writing (files) nor for what is in an archive (archives).
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from classifier.errors import ModelError

MIB = 1024 * 1024
DAMAGED = "the version is damaged; restore it from a copy, or use another"
LARGEST = 512 * MIB  # bytes of one file; a hundred times the largest of the shipped model


def is_there(path: Path) -> bool:
    """Tell whether something stands at `path`.

    Raises
    ------
    ModelError
        If this user may not look.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def list_folder(path: Path) -> list[Path]:
    """Give what stands in a folder, in no order; nothing if there is no such folder.

    Raises
    ------
    ModelError
        If this user may not look.
    """
    try:
        return list(path.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(path, error) from error


def read_regular(path: Path, largest: int = LARGEST) -> bytes:
    """Read a file if it is a regular one of at most `largest` bytes; links and devices are not followed.

    Raises
    ------
    ModelError
        Otherwise; the message names the file.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise ModelError(f"{path}: is missing; {DAMAGED}") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot be read as a regular file ({error.strerror})") from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise ModelError(f"{path}: is not a regular file")
        if status.st_size > largest:
            raise ModelError(f"{path}: has {status.st_size} bytes, more than the {largest} expected")
        with os.fdopen(os.dup(handle), "rb") as source:
            return source.read()
    finally:
        os.close(handle)


def read_checked(path: Path, listed: Mapping[str, Any] | None) -> bytes:
    """Read a file if it is what a manifest lists: ``{"size": ..., "sha256": ...}``.

    Raises
    ------
    ModelError
        Otherwise; the message names the file.
    """
    if listed is None:
        raise ModelError(f"{path}: the manifest does not list this file; {DAMAGED}")
    content = read_regular(path, min(LARGEST, int(listed["size"])))
    if len(content) != listed["size"] or sha256(content) != listed["sha256"]:
        raise ModelError(f"{path}: its content is not what the manifest says; {DAMAGED}")
    return content


def read_json(path: Path, *, exact: bool = True) -> dict[str, Any]:
    """Read a JSON object that `dump_json` wrote.

    Parameters
    ----------
    path : Path
    exact : bool
        Whether it must be written that way to the byte; needed where no hash guards the file.

    Raises
    ------
    ModelError
        If it is none; the message names the file.
    """
    content = read_regular(path)
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: is not JSON; restore it from a copy") from error
    if not isinstance(value, dict) or (exact and not _is_dumped(value, content)):
        raise ModelError(f"{path}: is not as it was written; restore it from a copy")
    return value


def dump_json(value: object) -> bytes:
    """Write JSON in the one form that is written here: UTF-8, sorted keys, one line a value."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def sha256(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _is_dumped(value: object, content: bytes) -> bool:
    try:
        return dump_json(value) == content
    except ValueError:  # half of a surrogate pair, or not a number
        return False


def _unreadable(path: Path, error: OSError) -> ModelError:
    return ModelError(
        f"{path}: cannot be read ({error.strerror}); ask its owner for it, or choose another folder with --models"
    )
