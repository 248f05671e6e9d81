"""The aliases of a model: names such as ``production`` for a version, and what each pointed to before.

Takes and gives them as a dict, to and from ``aliases.json``, each with a checksum of itself. Not for deciding where
an alias may point (registry).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from classifier import files
from classifier.errors import ModelError
from classifier.stored import dump_json, is_there, read_json, sha256

FILE = "aliases.json"

Target = dict[
    str, Any
]  # {"version": ..., "sha256": of its manifest, "before": [the same without before, oldest first]}


def read_aliases(path: Path) -> dict[str, Target]:
    """Give the aliases in a file; none if it is not there.

    Raises
    ------
    ModelError
        If anything in it is not as it was written.
    """
    written = read_json(path) if is_there(path) else {}
    for alias, target in written.items():
        if not isinstance(target, dict) or target.pop("check", None) != _check(alias, target) or not _points(target):
            raise ModelError(f"{path}: {alias} is not as it was written; restore the file from a copy")
    return written


def write_aliases(path: Path, aliases: Mapping[str, Target]) -> None:
    """Replace the aliases in a file."""
    checked = {name: {**target, "check": _check(name, target)} for name, target in aliases.items()}
    files.write_file(path, dump_json(checked))


def _check(alias: str, target: Mapping[str, Any]) -> str:
    return sha256(dump_json([alias, target]))[:16]


def _points(target: Mapping[str, Any]) -> bool:
    """Whether this is what an alias can point to, now and before."""
    before = target.get("before")
    return isinstance(before, list) and all(
        isinstance(t, dict) and isinstance(t.get("version"), int) and isinstance(t.get("sha256"), str)
        for t in (target, *before)
    )
