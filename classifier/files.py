"""Durable, atomic writes: the only module through which results and models reach the disk.

Takes bytes or a stream of them and a path; leaves either what was there before or the whole new thing, also after a
crash. Not for reading, and not for knowing what the bytes mean.

Every change of the disk goes through the few functions at the end, so that a test can count them and make them fail.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from classifier.errors import OutputError

TEMPORARY = ".tmp-"
FOLDERS = (".parquet",)  # suffixes of outputs that are folders
STALE = 24 * 3600  # seconds after which a temporary file of another machine counts as left over


def check_target(
    output: str | Path, suffixes: Sequence[str], what: str, *, overwrite: bool, stdout: bool = False
) -> None:
    """Check, before any work is done, that a file can be written.

    Parameters
    ----------
    output : str or Path
    suffixes : sequence of str
        Those that it may have.
    what : str
        What is written, for the message.
    overwrite : bool
        Whether it may be there already.
    stdout : bool
        Whether ``-`` will do, for standard output.

    Raises
    ------
    OutputError
        If its suffix is none of these, it is a folder, or it is there and may not be overwritten.
    """
    if stdout and str(output) == "-":
        return
    path = Path(output)
    if path.suffix.lower() not in suffixes:
        known = ", ".join(suffixes) + (", or -" if stdout else "")
        raise OutputError(f"{output}: the suffix names no format of {what}; choose one of {known}")
    if path.is_dir() and path.suffix.lower() not in FOLDERS:
        raise OutputError(f"{output}: is a folder; name a file in it")
    if path.exists() and not overwrite:
        raise OutputError(f"{output}: is there already; choose another name, or add --overwrite")


def write_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, whole or not at all."""
    with replace_file(path) as sink:
        sink.write(content)


def write_passing(path: Path, content: bytes) -> None:
    """Write a new file that is read and removed at once: what a crash takes of it nobody will ask for."""
    with _named(path):
        _make_folders(path.parent)
        with path.open("xb", buffering=0) as sink:
            _write(sink, content)


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary sibling of `path` for writing; it takes the final name when the block ends well.

    Raises
    ------
    OutputError
        If the folder cannot be written or the disk is full; `path` is then as it was.
    """
    temporary = _temporary_sibling(path)
    with _named(path):
        _make_folders(path.parent)
        try:
            with temporary.open("xb") as sink:
                yield sink
                sink.flush()
                _fsync(sink.fileno())
            _rename(temporary, path)
            _sync_folder(path.parent)
        finally:
            _discard(temporary)


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
    with _named(path):
        _make_folders(path.parent)
        try:
            _mkdir(temporary)
            for name, content in files.items():
                with (temporary / name).open("xb", buffering=0) as sink:
                    _write(sink, content)
                    _fsync(sink.fileno())
            _sync_folder(temporary)
            _rename_new(temporary, path)
            _sync_folder(path.parent)
        finally:
            _discard(temporary)


@contextlib.contextmanager
def replace_folder(path: Path) -> Iterator[Path]:
    """Give a temporary folder to write files into; it takes the name `path` when the block ends well.

    A file or folder that has the name already is moved aside first and then removed. If the machine goes down between
    the two renames, neither has the name, and the old one is beside it under a name that starts with ``.tmp-``.

    Raises
    ------
    OutputError
        If the disk refuses; `path` is then as it was.
    """
    temporary = _temporary_sibling(path)
    with _named(path):
        _make_folders(path.parent)
        try:
            _mkdir(temporary)
            yield temporary
            for file in sorted(temporary.iterdir()):
                with file.open("r+b") as content:
                    _fsync(content.fileno())
            _sync_folder(temporary)
            _take_place(temporary, path)
            _sync_folder(path.parent)
        finally:
            _discard(temporary)


def append_line(path: Path, line: str) -> None:
    """Append one line to a log file, in one write, and wait until it is on the disk.

    A last line that a crash cut short is closed first, so that it cannot swallow the new one.
    """
    with _named(path):
        _make_folders(path.parent)
        with path.open("a+b", buffering=0) as log:
            end = log.seek(0, os.SEEK_END)
            torn = b""
            if end:
                log.seek(end - 1)
                torn = b"" if log.read(1) == b"\n" else b"\n"
            try:
                _write(log, torn + line.encode() + b"\n")
                _fsync(log.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    log.truncate(end)
                raise
        _sync_folder(path.parent)


class Appending:
    """A file that grows by whole pieces, held by one process at a time; use as a context manager.

    Parameters
    ----------
    path : Path
    at : int
        How much of what is there is kept.

    Raises
    ------
    OutputError
        If another process is writing it, or the disk refuses; what was written stays.
    """

    def __init__(self, path: Path, at: int = 0) -> None:
        self.path = path
        with _named(path):
            _make_folders(path.parent)
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
            if not _lock(self._file.fileno(), wait=False):
                self._file.close()
                raise OutputError(f"{path}: is being written by another process; wait for it or choose another output")
            self._file.truncate(at)
            self._file.seek(at)
            _sync_folder(path.parent)

    def write(self, content: bytes) -> None:
        """Append a piece."""
        with _named(self.path):
            _write(self._file, content)

    def sync(self) -> None:
        """Wait until all of it is on the disk."""
        with _named(self.path):
            _fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def move_file(source: Path, target: Path) -> None:
    """Give a file on the disk its final name, in place of what is there."""
    with _named(target):
        _rename(source, target)
        _sync_folder(target.parent)


def remove_file(path: Path) -> None:
    """Remove a file, if it is there."""
    with _named(path):
        if path.exists():
            _unlink(path)


def remove_folder(path: Path, marker: str) -> None:
    """Empty a folder but for an empty file `marker`, which says from the first moment on that it is gone.

    The folder stays, not empty, so that nothing can be renamed onto its name.
    """
    with _named(path):
        with (path / marker).open("wb", buffering=0) as sink:
            _fsync(sink.fileno())
        _sync_folder(path)
        for file in sorted(path.iterdir()):
            if file.name != marker:
                _unlink(file)
        _sync_folder(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock while something is read, changed and written back; the system lets go of it if the process dies."""
    with _named(path):
        _make_folders(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def collect_leftovers(folder: Path) -> list[Path]:
    """Remove what writers that no longer run have left in a folder; give what was removed."""
    removed = []
    with _named(folder):
        found = sorted(folder.glob(f"{TEMPORARY}*"))
    for path in found:
        with contextlib.suppress(OSError):  # another writer may be quicker to collect it
            if _is_left_over(path):
                _discard(path)
                removed.append(path)
    return removed


def _temporary_sibling(path: Path) -> Path:
    owner = f"{platform.node()}-{os.getpid()}"
    return path.with_name(f"{TEMPORARY}{path.name}.{owner}-{os.urandom(4).hex()}")


def _is_left_over(path: Path) -> bool:
    """Whether the writer of a temporary file runs no more: its process here is gone, or on another machine too old."""
    owner, _, _ = path.name.rpartition("-")
    host, _, process = owner.rpartition("-")
    # on Windows signal 0 would interrupt the process that is asked about
    if os.name != "nt" and host.endswith(f".{platform.node()}") and process.isdecimal():
        return not _is_running(int(process))
    return time.time() - path.lstat().st_mtime > STALE


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True


def _rename_new(source: Path, target: Path) -> None:
    """Rename a folder onto a name that must be free; a folder with something in it refuses to be replaced."""
    try:
        _rename(source, target)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.EACCES, errno.ENOTDIR) and target.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from error
        raise


def _take_place(source: Path, target: Path) -> None:
    """Rename a folder onto a name that may be in use; on failure what had the name has it again."""
    if not os.path.lexists(target):
        _rename(source, target)
        return
    aside = _temporary_sibling(target)
    _rename(target, aside)
    try:
        _rename(source, target)
    except BaseException:
        _rename(aside, target)
        raise
    _discard(aside)


def _make_folders(path: Path) -> None:
    """Make a folder and those above it, each durable in the one that holds it."""
    if path.is_dir():
        return
    _make_folders(path.parent)
    try:
        _mkdir(path)
    except FileExistsError as error:
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{path} is no folder") from error
        return
    _sync_folder(path.parent)


def _discard(path: Path) -> None:
    """Remove a temporary file or folder, if it is there, as far as the disk lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


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


def _write(sink: BinaryIO, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[sink.write(view) :]


def _fsync(handle: int) -> None:
    os.fsync(handle)


def _rename(source: Path, target: Path) -> None:
    source.replace(target)


def _mkdir(path: Path) -> None:
    path.mkdir()


def _unlink(path: Path) -> None:
    path.unlink()


def _sync_folder(path: Path) -> None:
    """Make a rename inside `path` durable; does nothing where folders cannot be opened (Windows)."""
    if os.name == "nt":  # pragma: no cover - Windows, where a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        _fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool = True) -> bool:
    """Take a lock on an open file, or say that another process has it; on file systems that have none, go on without.

    The system lets go of it if the process dies.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows, where a lock would keep readers out of a file that is written
        if wait:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
