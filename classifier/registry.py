"""Numbered versions of models on disk, their aliases and history.

Takes and gives files as bytes and manifests as JSON; knows nothing of text or of what a model does. A version that
is written is never changed, and its number never given again.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from classifier import files
from classifier.errors import ModelError, ModelNotFoundError

PRODUCTION = "production"
DEFAULT_NAME = "default"
LARGEST = 512 * 1024 * 1024  # bytes of one file of a version

_NAME = re.compile(r"[^\W.][\w.-]{0,63}")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # names that Windows keeps for itself


@dataclass(frozen=True)
class Version:
    """One immutable version: the folder ``<root>/<name>/versions/<number>``."""

    name: str
    number: int
    path: Path

    @property
    def reference(self) -> str:
        """How results name it, such as ``default@1``."""
        return f"{self.name}@{self.number}"


def _now() -> datetime:
    return datetime.now(UTC)


class Registry:
    """Models below one folder, with read-only shipped ones behind it.

    Parameters
    ----------
    root : path
        Where models are read and written; need not exist yet.
    shipped : path, optional
        Where a name is looked up that `root` does not have; never written to.
    clock : callable, optional
        Gives the time that is written down, timezone-aware.
    """

    def __init__(self, root: Path | str, *, shipped: Path | None = None, clock: Callable[[], datetime] = _now) -> None:
        self.root = Path(root)
        self.shipped = shipped
        self.clock = clock

    # -- finding

    def names(self) -> list[str]:
        """Give the names of all models, the shipped ones included, sorted."""
        roots = [self.root, *([self.shipped] if self.shipped else [])]
        return sorted({p.parent.name for root in roots for p in root.glob("*/versions") if p.is_dir()})

    def versions(self, name: str) -> list[Version]:
        """Give the versions of a model, oldest first; empty if there is no such model."""
        folder = self._home(name) / "versions"
        numbers = sorted(int(p.name) for p in _folders(folder) if (p / "manifest.json").exists())
        return [Version(name, number, folder / f"{number:06d}") for number in numbers]

    def resolve(self, reference: str | None = None) -> Version:
        """Find what ``name@7``, ``name@production`` or ``name`` means; None is the default model.

        A bare name is its production version, else its newest.

        Raises
        ------
        ModelNotFoundError
            If there is no such model, version or alias; the message lists what there is.
        """
        name, _, wanted = (reference or self.default_name()).partition("@")
        versions = self.versions(check_name(name))
        if not versions:
            raise ModelNotFoundError(
                f"there is no model {name!r} in {self.root}; there are: {', '.join(self.names()) or 'none'} "
                "(train one with: classifier train DATA --name NAME)"
            )
        if wanted.isdecimal():
            number = int(wanted)
        elif wanted and wanted not in self.aliases(name):
            known = ", ".join(self.aliases(name)) or "none"
            raise ModelNotFoundError(f"model {name!r} has no alias {wanted!r}; its aliases are: {known}")
        else:
            alias = self.aliases(name).get(wanted or PRODUCTION)
            if alias is None:
                return versions[-1]
            number = int(alias["version"])
        for version in versions:
            if version.number == number:
                return version
        known = ", ".join(str(v.number) for v in versions[-10:])
        raise ModelNotFoundError(f"model {name!r} has no version {number}; its versions are: {known}")

    def aliases(self, name: str) -> dict[str, dict[str, Any]]:
        """Give the aliases of a model: name to ``{"version": ..., "sha256": ...}``."""
        path = self._home(name) / "aliases.json"
        return cast(dict[str, dict[str, Any]], _read_json(path)) if path.exists() else {}

    def default_name(self) -> str:
        """Give the name of the default model: the one chosen by `use`, else the shipped ``default``."""
        path = self.root / "default.json"
        return str(_read_json(path)["name"]) if path.exists() else DEFAULT_NAME

    def history(self, name: str) -> list[dict[str, Any]]:
        """Give what was done to a model, oldest first."""
        path = self._home(name) / "history.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        return [record for line in lines if (record := _parse_line(line)) is not None]

    # -- reading

    def manifest(self, version: Version) -> dict[str, Any]:
        """Give a version's manifest, readable without loading anything else."""
        return cast(dict[str, Any], _read_json(version.path / "manifest.json"))

    def read(self, version: Version, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """Give the files of a version, or those named, each checked against the manifest.

        Raises
        ------
        ModelError
            If a file is missing, is no regular file, or has another size or SHA-256 than the manifest says.
        """
        self._check_manifest(version)
        listed = self.manifest(version)["files"]
        wanted = list(listed) if names is None else list(names)
        return {name: _read_checked(version.path / name, listed.get(name)) for name in wanted}

    def verify(self, version: Version) -> None:
        """Check every byte of a version; raise `ModelError` that names the first file that is wrong."""
        files_there = {p.name for p in version.path.iterdir()} - {"manifest.json"}
        extra = files_there - set(self.manifest(version)["files"])
        if extra:
            raise ModelError(f"{version.path / sorted(extra)[0]}: the manifest does not know this file; remove it")
        self.read(version)

    # -- changing

    def add(self, name: str, content: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Version:
        """Write a new version and give it the next free number.

        Parameters
        ----------
        name : str
            Letters (also Chinese), digits, ``_``, ``-`` and ``.``, at most 64.
        content : mapping of str to bytes
            File name to content.
        manifest : mapping
            What to write down beside format, time and hashes.
        """
        folder = self.root / check_name(name) / "versions"
        described = {
            **manifest,
            "created": self.clock().astimezone(UTC).isoformat(timespec="seconds"),
            "files": {n: {"sha256": _sha256(c), "size": len(c)} for n, c in sorted(content.items())},
        }
        written = {**content, "manifest.json": _dump(described)}
        number = max((int(p.name) for p in _folders(folder)), default=0)
        while True:
            number += 1
            try:
                files.write_folder(folder / f"{number:06d}", written)
            except FileExistsError:
                continue  # another trainer was faster
            break
        version = Version(name, number, folder / f"{number:06d}")
        self._record(name, action="add", version=number, manifest=_sha256(written["manifest.json"]))
        return version

    def promote(self, version: Version, alias: str = PRODUCTION, *, reason: str = "") -> None:
        """Let an alias point to a version, from now on."""
        before = self.aliases(version.name)
        sha256 = _sha256((version.path / "manifest.json").read_bytes())
        after = {**before, check_name(alias): {"version": version.number, "sha256": sha256}}
        home = self.root / version.name
        if not home.exists():
            raise ModelError(f"{version.reference} is a shipped model; its aliases stay as they are")
        files.write_file(home / "aliases.json", _dump(after))
        self._record(
            version.name, action="promote", version=version.number, manifest=sha256, alias=alias,
            **{"from": before.get(alias, {}).get("version"), "to": version.number, "reason": reason},
        )  # fmt: skip

    def use(self, name: str) -> None:
        """Make a model the default one."""
        self.resolve(name)
        files.write_file(self.root / "default.json", _dump({"name": name}))

    # -- within

    def _home(self, name: str) -> Path:
        own = self.root / name
        if self.shipped is not None and not (own / "versions").is_dir() and (self.shipped / name).is_dir():
            return self.shipped / name
        return own

    def _check_manifest(self, version: Version) -> None:
        """Compare the manifest with what the history wrote down when the version was added."""
        sha256 = _sha256(_read_regular(version.path / "manifest.json"))
        known = {r.get("manifest") for r in self.history(version.name) if r.get("version") == version.number}
        if known - {None} and sha256 not in known:
            raise ModelError(
                f"{version.path / 'manifest.json'}: is not the one that was written; the version is damaged"
            )

    def _record(self, name: str, **what: object) -> None:
        time = self.clock().astimezone(UTC).isoformat(timespec="seconds")
        line = json.dumps({"time": time, **what}, ensure_ascii=False)
        files.append_line(self.root / name / "history.jsonl", line)


def check_name(name: str) -> str:
    """Give a model's or alias's name back if it can be a folder's name on every system.

    Raises
    ------
    ModelNotFoundError
        If it cannot.
    """
    if not _NAME.fullmatch(name) or name.endswith(".") or _DEVICE.fullmatch(name):
        raise ModelNotFoundError(
            f"{name!r} cannot be a model's name; use up to 64 letters, digits, '_', '-' and '.', beginning with a letter or digit"
        )
    return name


def _folders(folder: Path) -> list[Path]:
    return [p for p in folder.glob("*") if p.name.isdecimal() and p.is_dir()]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def _parse_line(line: str) -> dict[str, Any] | None:
    """Read one line of history; None for a line that a crash cut short."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _read_json(path: Path) -> Any:
    try:
        value = json.loads(_read_regular(path))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: is not JSON; restore it from a copy") from error
    if not isinstance(value, dict):
        raise ModelError(f"{path}: is not a JSON object; restore it from a copy")
    return value


def _read_regular(path: Path, largest: int = LARGEST) -> bytes:
    try:
        status = path.lstat()
    except OSError as error:
        raise ModelError(f"{path}: is missing; the version is damaged") from error
    if not stat.S_ISREG(status.st_mode):
        raise ModelError(f"{path}: is not a regular file")
    if status.st_size > largest:
        raise ModelError(f"{path}: has {status.st_size} bytes, more than the {largest} expected")
    return path.read_bytes()


def _read_checked(path: Path, listed: Mapping[str, Any] | None) -> bytes:
    if listed is None:
        raise ModelError(f"{path}: the manifest does not list this file; the version is damaged")
    content = _read_regular(path, min(LARGEST, int(listed["size"])))
    if len(content) != listed["size"] or _sha256(content) != listed["sha256"]:
        raise ModelError(f"{path}: its content is not what the manifest says; the version is damaged")
    return content
