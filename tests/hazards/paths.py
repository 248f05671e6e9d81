"""Paths that are no regular file, or whose names harm who prints them.

Gives `HAZARDS`; every name has "hazard" in it. Not for what is in a file.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.hazards.hazard import TEXT, Expected, Hazard, Place

_GIGABYTE = 1 << 30


def _path(name: str, write: Callable[[Place, Path], object], expected: Expected = "error", text: str = "") -> Hazard:
    """Give a hazard that is what `write` makes of a path."""

    def made(place: Place) -> Path:
        path = place.folder / "hazard.txt"
        found = write(place, path)
        return found if isinstance(found, Path) else path

    return Hazard(name, made, expected, text)


def _link(target: str) -> Callable[[Place, Path], object]:
    return lambda place, path: path.symlink_to(target.format(folder=place.folder, secret=place.secret))


def _named(name: str | bytes) -> Callable[[Place], Path]:
    """Write a sound report under this name."""

    def write(place: Place) -> Path:
        path = os.fsencode(place.folder) + b"/" + (name.encode() if isinstance(name, str) else name)
        with open(path, "wb") as out:
            out.write(TEXT.encode())
        return Path(os.fsdecode(path))

    return write


def _named_and_empty(name: str | bytes) -> Callable[[Place], Path]:
    def write(place: Place) -> Path:
        path = _named(name)(place)
        path.write_bytes(b"")
        return path

    return write


def _socket(place: Place, path: Path) -> None:
    # a socket's path has at most a hundred characters, so it is bound from within its folder
    before = Path.cwd()
    os.chdir(place.folder)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(before)


def _sparse(size: int) -> Callable[[Place, Path], object]:
    def write(place: Place, path: Path) -> None:
        with open(path, "wb") as out:
            out.truncate(size)

    return write


def _loop(place: Place, path: Path) -> None:
    path.symlink_to("hazard-too")
    (place.folder / "hazard-too").symlink_to(path.name)


def _unreadable(place: Place, path: Path) -> None:
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)


def _deep_folder(place: Place, path: Path) -> Path:
    folder = place.folder.joinpath(*["夹" * 60] * 12)
    folder.mkdir(parents=True)
    (folder / path.name).write_text(TEXT, encoding="utf-8")
    return folder / path.name


def _through_a_file(place: Place, path: Path) -> Path:
    path.write_text(TEXT, encoding="utf-8")
    return path / "hazard"


_NAMES: dict[str, str | bytes] = {
    "a-line-end": "hazard\n报告.txt",
    "a-carriage-return": "hazard\r报告.txt",
    "commands-for-the-terminal": "hazard\x1b[31m\x1b]0;title\x07报告.txt",
    "a-backspace": "hazard\x08\x08报告.txt",
    "a-right-to-left-override": "hazard\u202etxt.exe",
    "a-line-separator": "hazard\u2028报告.txt",
    "a-zero-width-space": "hazard\u200b\ufeff报告.txt",
    "bytes-of-no-encoding": b"hazard\xb1\xa8\xff\xfe.txt",
    "half-a-surrogate": b"hazard\xed\xa0\x80.txt",
    "255-bytes": "hazard" + "长" * 81 + ".txt",
    "a-leading-dash": "-hazard --help.txt",
    "quotation-marks": "hazard \"'`“”.txt",
    "words-for-the-shell": "hazard; touch $(x) && `y` | z > w &.txt",
    "marks-of-formats": "hazard %s %n {} {0.__class__} ${HOME} ~.txt",
    "stars-and-brackets": "hazard*?[a-z].txt",
    "a-backslash": "hazard\\..\\报告.txt",
    "spaces-around": "  hazard .txt  ",
    "dots": "...hazard...",
    "a-device-of-windows": "hazard:CON.txt",
    "tags": "hazard<script>alert(1)<&amp;>.txt",
    "a-formula": "=hazard+cmd|' calc'!A0.txt",
    "brackets-of-markup": "hazard[red]报告[link].txt",
    "emoji": "hazard👩‍⚖️.txt",
    "a-url": "file:hazard.txt",
}

HAZARDS: list[Hazard] = [
    _path("pipe", lambda place, path: os.mkfifo(path)),
    _path("socket", _socket),
    _path("folder-named-as-a-text", lambda place, path: path.mkdir()),
    _path("nothing-there", lambda place, path: None),
    _path("through-a-file", _through_a_file),
    _path("unreadable", _unreadable, "either", TEXT),
    _path("in-a-deep-folder", _deep_folder, "either", TEXT),
    _path("sparse-terabyte", _sparse(1024 * _GIGABYTE)),
    _path("sparse-sixty-megabytes", _sparse(60 << 20)),
    _path("link-to-endless-noughts", _link("/dev/zero")),
    _path("link-to-nothing", _link("/dev/null")),
    _path("link-to-endless-chance", _link("/dev/urandom")),
    _path("link-to-a-terminal", _link("/dev/tty")),
    _path("link-to-standard-input", _link("/proc/self/fd/0")),
    _path("link-to-memory", _link("/proc/self/mem")),
    _path("link-to-the-kernel-s-memory", _link("/proc/kcore")),
    _path("link-to-a-changing-file", _link("/proc/self/status"), "either"),
    _path("link-to-itself", _link("hazard.txt")),
    _path("links-in-a-circle", _loop),
    _path("link-that-dangles", _link("{folder}/none.txt")),
    _path("link-out-of-the-folder", _link("{folder}/../../../../../../../../etc/hostname"), "either"),
    _path("link-to-its-folder", _link(".")),
    *(Hazard(f"name-with-{name}", _named(given), "text", TEXT) for name, given in _NAMES.items()),
    *(Hazard(f"empty-file-with-{name}", _named_and_empty(given), "error") for name, given in _NAMES.items()),
]
