"""Numbered versions of models on disk, their aliases and history.

Takes and gives files as bytes and manifests as JSON; knows nothing of text or of what a model does. A version that
is written is never changed, and its number never given again.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classifier import files
from classifier.aliases import FILE as ALIASES
from classifier.aliases import Target, read_aliases, write_aliases
from classifier.errors import ModelError, ModelNotFoundError
from classifier.history import FILE as HISTORY
from classifier.history import append_record, read_history
from classifier.manifest import MANIFEST, read_manifest
from classifier.stored import DAMAGED, dump_json, is_there, list_folder, read_checked, read_json, read_regular, sha256

PRODUCTION = "production"
DEFAULT_NAME = "default"
DEFAULT = "default.json"
REMOVED = "removed"  # the file that marks a version as gone and keeps its number taken

_NAME = re.compile(r"[^\W.][\w.-]{0,63}")
_NUMBER = re.compile(r"[0-9]{1,9}")
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

    @property
    def home(self) -> Path:
        """The folder of its model, with aliases and history."""
        return self.path.parent.parent


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
        folders = (p for root in roots for p in list_folder(root) if _is_name(p.name))
        return sorted({p.name for p in folders if os.access(p / "versions", os.R_OK)})

    def versions(self, name: str) -> list[Version]:
        """Give the versions of a model, oldest first; empty if there is no such model."""
        kept = (Version(name, int(p.name), p) for p in _kept(self._home(name)))
        return sorted(kept, key=lambda v: v.number)

    def resolve(self, reference: str | None = None) -> Version:
        """Find what ``name@7``, ``name@production`` or ``name`` means; None is the default model.

        A bare name is its production version, else its newest.

        Raises
        ------
        ModelNotFoundError
            If there is no such model, version or alias; the message lists what there is.
        """
        name, _, wanted = (self.default_name() if reference is None else reference).partition("@")
        # aliases first: a version that one points to was there before, while a list of versions may be old by then
        aliases = self.aliases(check_name(name))
        versions = self._known(name)
        if _NUMBER.fullmatch(wanted):
            number = int(wanted)
        elif wanted and wanted not in aliases:
            known = ", ".join(aliases) or "none"
            raise ModelNotFoundError(f"model {name!r} has no alias {wanted!r}; its aliases are: {known}")
        else:
            alias = aliases.get(wanted or PRODUCTION)
            number = versions[-1].number if alias is None else int(alias["version"])
        for version in versions:
            if version.number == number:
                return version
        known = ", ".join(str(v.number) for v in versions[-10:])
        raise ModelNotFoundError(f"model {name!r} has no version {number}; its versions are: {known}")

    def aliases(self, name: str) -> dict[str, Target]:
        """Give the aliases of a model.

        Returns
        -------
        dict
            Alias to ``{"version": ..., "sha256": of its manifest, "before": [the same, oldest first]}``.
        """
        return read_aliases(self._home(name) / ALIASES)

    def default_name(self) -> str:
        """Give the name of the default model: the one chosen by `use`, else the shipped ``default``."""
        path = self.root / DEFAULT
        if not is_there(path):
            return DEFAULT_NAME
        name = read_json(path).get("name")
        if not isinstance(name, str) or not _is_name(name):
            raise ModelError(f"{path}: names no model; choose one with: classifier models use NAME")
        return name

    def history(self, name: str) -> list[dict[str, Any]]:
        """Give what was done to a model, oldest first."""
        return read_history(self._home(name) / HISTORY)

    # -- reading

    def manifest(self, version: Version) -> dict[str, Any]:
        """Give a version's manifest, readable without loading anything else.

        Raises
        ------
        ModelError
            If it is none.
        """
        path = version.path / MANIFEST
        return read_manifest(read_regular(path), path)

    def read(self, version: Version, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """Give the files of a version, or those named, each checked against the manifest.

        Raises
        ------
        ModelError
            If a file is missing, is no regular file, or has another size or SHA-256 than the manifest says, or the
            manifest is not the one whose hash the history holds.
        """
        self._check_manifest(version)
        listed = self.manifest(version)["files"]
        wanted = list(listed) if names is None else list(names)
        return {name: read_checked(version.path / name, listed.get(name)) for name in wanted}

    def verify(self, version: Version) -> None:
        """Check every byte of a version and of its model's history and aliases.

        Raises
        ------
        ModelError
            That names the first file that is wrong.
        """
        home = version.home
        read_history(home / HISTORY, strict=True)
        for alias, target in read_aliases(home / ALIASES).items():
            pointed = home / "versions" / f"{target['version']:06d}" / MANIFEST
            if sha256(read_regular(pointed)) != target["sha256"]:
                raise ModelError(f"{home / ALIASES}: {alias} names another manifest than {pointed}")
        self._check_manifest(version)
        extra = {p.name for p in version.path.iterdir()} - {MANIFEST} - set(self.manifest(version)["files"])
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
            What to write down beside time and hashes.

        Raises
        ------
        ModelError
            If a file name is none, or the manifest would not be read back.
        """
        described = dump_json(
            {
                **manifest,
                "created": self._time(),
                "files": {n: {"sha256": sha256(c), "size": len(c)} for n, c in sorted(content.items())},
            }
        )
        read_manifest(described)
        return self._keep(name, {**content, MANIFEST: described}, "add")

    def adopt(self, name: str, content: Mapping[str, bytes]) -> Version:
        """Write a version that was made elsewhere, its manifest among `content`, under the next free number.

        Raises
        ------
        ModelError
            If a file is not what the manifest says; nothing is written.
        """
        if MANIFEST not in content:
            raise ModelError(f"{MANIFEST} is missing")
        listed = read_manifest(content[MANIFEST])["files"]
        if set(content) - {MANIFEST} != set(listed):
            odd = sorted(set(content) - {MANIFEST} ^ set(listed))[0]
            raise ModelError(f"{odd}: is either not in the manifest or missing")
        for file, told in listed.items():
            if len(content[file]) != told["size"] or sha256(content[file]) != told["sha256"]:
                raise ModelError(f"{file}: its content is not what the manifest says")
        return self._keep(name, content, "import")

    def promote(self, version: Version, alias: str = PRODUCTION, *, reason: str = "") -> None:
        """Let an alias point to a version, from now on.

        Raises
        ------
        ModelError
            If the version is damaged, or a shipped one.
        """
        check_name(alias)
        with self._changing(version.name, version) as home:
            self.read(version)
            aliases = self.aliases(version.name)
            now = {"version": version.number, "sha256": sha256(read_regular(version.path / MANIFEST))}
            then = aliases.get(alias)
            if then is not None and then["version"] == version.number:
                return
            before = [*then["before"], _bare(then)] if then is not None else []
            self._point(home, {**aliases, alias: {**now, "before": before}}, "promote", alias, then, now, reason)

    def rollback(self, name: str, alias: str = PRODUCTION, *, reason: str = "") -> Version:
        """Let an alias point to what it pointed to before, and give that.

        Raises
        ------
        ModelNotFoundError
            If it never pointed to anything else that is still there.
        ModelError
            If what it pointed to before is damaged.
        """
        with self._changing(name) as home:
            aliases = self.aliases(name)
            then = aliases.get(alias)
            there = {v.number: v for v in self.versions(name)}
            before = [b for b in then["before"] if b["version"] in there] if then is not None else []
            if then is None or not before:
                raise ModelNotFoundError(f"{name}@{alias} has nothing to go back to; see: classifier models list")
            now = before[-1]
            self.read(there[now["version"]])
            aliases = {**aliases, alias: {**now, "before": before[:-1]}}
            self._point(home, aliases, "rollback", alias, then, now, reason)
            return there[now["version"]]

    def remove(self, version: Version, *, reason: str = "") -> None:
        """Remove a version; its number stays taken.

        Raises
        ------
        ModelError
            If an alias points to it.
        """
        with self._changing(version.name, version) as home:
            pointing = [a for a, target in self.aliases(version.name).items() if target["version"] == version.number]
            if pointing:
                raise ModelError(
                    f"{version.reference} is {version.name}@{pointing[0]}; promote another version first, then remove it"
                )
            # written down first: if a crash comes between, the next trainer ends what is begun
            self._record(home, action="remove", version=version.number, reason=reason)
            files.remove_folder(version.path, REMOVED)

    def use(self, name: str) -> None:
        """Make a model the default one."""
        self._known(check_name(name))
        files.collect_leftovers(self.root)
        files.write_file(self.root / DEFAULT, dump_json({"name": name}))

    # -- within

    def _home(self, name: str) -> Path:
        own = self.root / name
        if self.shipped is not None and not any(_kept(own)) and any(_kept(self.shipped / name)):
            return self.shipped / name
        return own

    def _known(self, name: str) -> list[Version]:
        """Give the versions of a model that has any."""
        versions = self.versions(name)
        if not versions:
            raise ModelNotFoundError(
                f"there is no model {name!r} in {self.root}; there are: {', '.join(self.names()) or 'none'} "
                "(train one with: classifier train DATA --name NAME)"
            )
        return versions

    @contextlib.contextmanager
    def _changing(self, name: str, version: Version | None = None) -> Iterator[Path]:
        """Hold the lock of a model of this folder, or refuse."""
        self._known(check_name(name))
        home = self.root / name
        if self._home(name) != home or (version is not None and not version.path.is_relative_to(home)):
            raise ModelError(f"{name} is a shipped model; it stays as it is. Train or import one of another name")
        with files.locked(home / ".lock"):
            yield home

    def _keep(self, name: str, written: Mapping[str, bytes], action: str) -> Version:
        check_name(name)
        home = self.root / name
        folder = home / "versions"
        manifest = sha256(written[MANIFEST])
        with files.locked(home / ".lock"):
            files.collect_leftovers(folder)
            files.collect_leftovers(home)
            _end_removals(folder)
            taken = [int(p.name) for p in _numbered(folder)]
            taken += [r["version"] for r in read_history(home / HISTORY) if isinstance(r.get("version"), int)]
            number = max(taken, default=0)
            while True:
                number += 1
                # written down first, so that no version is ever without its hash in the history
                self._record(home, action=action, version=number, manifest=manifest)
                try:
                    files.write_folder(folder / f"{number:06d}", written)
                except FileExistsError:
                    continue  # a trainer on a file system without locks was faster
                return Version(name, number, folder / f"{number:06d}")

    def _point(
        self,
        home: Path,
        aliases: Mapping[str, Target],
        action: str,
        alias: str,
        then: Mapping[str, Any] | None,
        now: Mapping[str, Any],
        reason: str,
    ) -> None:
        write_aliases(home / ALIASES, aliases)
        self._record(
            home, action=action, version=now["version"], manifest=now["sha256"], alias=alias,
            **{"from": then["version"] if then is not None else None, "to": now["version"], "reason": reason},
        )  # fmt: skip

    def _check_manifest(self, version: Version) -> None:
        """Compare the manifest with what the history wrote down when the version was added."""
        history = version.home / HISTORY
        known = {r.get("manifest") for r in read_history(history) if r.get("version") == version.number} - {None}
        if not known:
            raise ModelError(
                f"{history}: tells nothing of version {version.number}; restore the file from a copy, or use another version"
            )
        if sha256(read_regular(version.path / MANIFEST)) not in known:
            raise ModelError(f"{version.path / MANIFEST}: is not the one that was written; {DAMAGED}")

    def _record(self, home: Path, **what: object) -> None:
        append_record(home / HISTORY, {"time": self._time(), **what})

    def _time(self) -> str:
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")


def check_name(name: str) -> str:
    """Give a model's or alias's name back if it can be a folder's name on every system.

    Raises
    ------
    ModelNotFoundError
        If it cannot.
    """
    if not _is_name(name):
        raise ModelNotFoundError(
            f"{name!r} cannot be a model's name; use up to 64 letters, digits, '_', '-' and '.', beginning with a letter "
            "or digit"
        )
    return name


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not name.endswith(".") and not _DEVICE.fullmatch(name)


def _bare(target: Mapping[str, Any]) -> dict[str, Any]:
    return {"version": target["version"], "sha256": target["sha256"]}


def _numbered(folder: Path) -> list[Path]:
    return [p for p in list_folder(folder) if _NUMBER.fullmatch(p.name)]


def _kept(home: Path) -> Iterator[Path]:
    """Give the folders of the versions of a model, in no order, without those that are removed."""
    return (p for p in _numbered(home / "versions") if is_there(p / MANIFEST) and not is_there(p / REMOVED))


def _end_removals(folder: Path) -> None:
    """Empty what a crash has left of versions that were being removed."""
    for path in _numbered(folder):
        if is_there(path / REMOVED) and list_folder(path) != [path / REMOVED]:
            files.remove_folder(path, REMOVED)
