"""What a child process can be made to do, for the tests of those who start one."""

from __future__ import annotations

import os
import signal
import tempfile
import time
import warnings
from pathlib import Path

from classifier import answering
from classifier.errors import DocumentError

prepared: list[str] = []


def prepare(word: str) -> None:
    prepared.append(word)


def tell() -> list[object]:
    return [os.getpid(), prepared]


def echo(value: object) -> object:
    return value


def hang() -> None:
    while True:
        time.sleep(60)


def hang_on(**_: object) -> None:
    hang()


def hang_in_c() -> bool:
    return pow(7, 10**9) > 0


def eat_memory() -> int:
    return len([bytearray(1 << 26) for _ in range(1000)])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: str) -> str:
    if not os.path.exists(mark):
        open(mark, "w").close()
        die()
    return "alive"


def leave_files(then: str) -> str:
    """Write temporary files that nobody removes, then go on with another function of this module."""
    folder = tempfile.mkdtemp()
    Path(folder, "profile").write_text("a program's settings")
    globals()[then](**({"value": 1} if then == "echo" else {}))
    return folder


def fail() -> None:
    raise KeyError("部分")


def refuse() -> None:
    raise DocumentError("is empty; download it again")


def talk() -> str:
    os.write(1, b"stray")
    warnings.warn("two pages hold no text", stacklevel=1)
    return "done"


def classify_files(files: list[list[str]], **arguments: object) -> object:
    """Classify documents, unless one says to do otherwise."""
    for path, _ in files:
        with open(path, "rb") as file:
            content = file.read(20)
        if content == b"HANG":
            hang()
        if content == b"DIE":
            die()
    return answering.classify_files(files=files, **arguments)
