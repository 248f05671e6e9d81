"""What this machine has and lacks for the work of this package.

Takes nothing, gives findings with what to do about each. Not for printing them (cli).
"""

from __future__ import annotations

import importlib.util
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from classifier.documents.office import find_libreoffice
from classifier.errors import ClassifierError
from classifier.isolation import Worker, processors
from classifier.loading import load_version, open_registry
from classifier.tokenizer import JiebaTokenizer

# extra, what it is for, a module of it
_EXTRAS = (
    ("parquet", "Parquet files", "pyarrow"),
    ("dask", "work on a Dask cluster", "distributed"),
    ("notebooks", "notebooks and charts", "altair"),
)
_NORMAL = "深化行政执法体制改革"


class Finding(NamedTuple):
    """One thing that was looked at.

    Attributes
    ----------
    what : str
    good : bool or None
        None: it is optional and not there.
    told : str
        What was found.
    advice : str
        What to do about it; empty if nothing is to be done.
    """

    what: str
    good: bool | None
    told: str
    advice: str = ""


def examine(models: Path | str | None = None) -> list[Finding]:
    """Look at this machine.

    Parameters
    ----------
    models : path, optional
        The folder of models; by default as `find_models` says.

    Examples
    --------
    >>> [finding.what for finding in examine() if finding.good is False]
    []
    """
    looks: list[Callable[[], Iterator[Finding]]] = [
        _python, _words, lambda: _models(models), _children, _libreoffice, _extras
    ]  # fmt: skip
    return [finding for look in looks for finding in look()]


def _python() -> Iterator[Finding]:
    yield Finding("Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.platform()}")
    yield Finding("processors", True, str(processors()))


def _words() -> Iterator[Finding]:
    yield Finding("jieba", JiebaTokenizer(engine="jieba").tokenize(_NORMAL) != [], version("jieba"))
    try:
        JiebaTokenizer(engine="rjieba").tokenize(_NORMAL)
    except ClassifierError:
        yield Finding("rjieba", None, "missing: jieba computes the same words, 25 times slower", "pip install rjieba")
    else:
        yield Finding("rjieba", True, version("rjieba"))


def _models(models: Path | str | None) -> Iterator[Finding]:
    registry = open_registry(models)
    try:
        found = registry.resolve()
        load_version(registry, found)
    except ClassifierError as error:
        yield Finding("default model", False, str(error), "classifier models verify")
    else:
        yield Finding("default model", True, f"{found.reference} in {found.path.parent.parent}")
    writable, folder = _is_writable(registry.root)
    told = str(registry.root) if writable else f"{folder} cannot be written to"
    yield Finding("folder of models", writable, told, "" if writable else "choose another: classifier --models DIR ...")


def _is_writable(folder: Path) -> tuple[bool, Path]:
    """Say whether a folder, or the nearest one above it that is there, can be written to."""
    there = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            return True, there
    except OSError:
        return False, there


def _children() -> Iterator[Finding]:
    try:
        with Worker() as worker:
            worker.call("classifier.normalisation:normalise", text=_NORMAL)
    except ClassifierError as error:
        yield Finding("child process", False, str(error), f"try: {sys.executable} -c 'import classifier.worker'")
        return
    limited = importlib.util.find_spec("resource") is not None
    told = "with limits of time and memory" if limited else "with a limit of time; this system has none of memory"
    yield Finding("child process", True, told)


def _libreoffice() -> Iterator[Finding]:
    program = find_libreoffice()
    if not program:
        yield Finding(
            "LibreOffice",
            None,
            "missing: .doc, .wps, .rtf and .odt are not read",
            "install it, or save such files as .docx",
        )
        return
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30).stdout.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding("LibreOffice", False, f"{program} does not start ({error})", "install it again")
    else:
        yield Finding("LibreOffice", True, told or program)


def _extras() -> Iterator[Finding]:
    for extra, what, module in _EXTRAS:
        if importlib.util.find_spec(module) is None:
            yield Finding(what, None, f"missing: {module}", f"pip install 'fazhi-classifier[{extra}]'")
            continue
        try:
            yield Finding(what, True, f"{module} {version(module)}")
        except PackageNotFoundError:
            yield Finding(what, True, module)
