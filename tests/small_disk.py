"""What the registry does on a disk of two megabytes; run as a program in a mount namespace of its own.

    unshare --mount python -m tests.small_disk SCENARIO FOLDER ARGUMENT

mounts the disk on FOLDER, runs the scenario and prints what came of it as JSON. The disk goes when the program ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from classifier.errors import ClassifierError
from classifier.files import TEMPORARY
from classifier.loading import load_model
from classifier.registry import Registry
from classifier.transfer import import_version

SIZE = 2 * 1024 * 1024
BLOCK = 4096
LARGE = bytes(range(256)) * 200  # 50 kB


def told(act: Callable[[], object]) -> str:
    try:
        act()
    except ClassifierError as error:
        return str(error)
    except BaseException as error:
        return f"traceback: {error!r}"
    return "done"


def fill(disk: Path, *, free: int = 0) -> Path:
    """Write until there is no space but for `free` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as sink:
        try:
            while sink.write(bytes(BLOCK)) == BLOCK:
                pass
        except OSError:
            sink.truncate(sink.tell() // BLOCK * BLOCK - free)
    return filler


def state(registry: Registry) -> dict[str, object]:
    """What is in production, whether every version is whole, and what lies about."""
    for version in registry.versions("m"):
        registry.verify(version)
    served = registry.resolve("m@production")
    registry.read(served)
    return {"served": served.number, "debris": [str(p) for p in registry.root.rglob(f"{TEMPORARY}*")]}


def any_moment(disk: Path, _: str) -> object:
    """Add and promote a version while there is space for none of it, some of it, all of it."""
    found = []
    registry = Registry(disk / "models")
    registry.promote(registry.add("m", {"a.bin": LARGE}, {}))
    for blocks in range(24):
        before = registry.resolve("m").number
        filler = fill(disk, free=blocks * BLOCK)
        answer = told(lambda: registry.promote(registry.add("m", {"a.bin": LARGE, "b.bin": b"2"}, {})))
        found.append({"blocks": blocks, "told": answer, "before": before, **state(registry)})
        filler.unlink()
        for version in registry.versions("m")[:-3]:
            registry.remove(version)
    return found


def every_change(disk: Path, _: str) -> object:
    """Try every change of the registry on a disk without any space, and once more after some was made."""
    registry = Registry(disk / "models")
    first, second = registry.add("m", {"a.bin": LARGE}, {}), registry.add("m", {"a.bin": LARGE}, {})
    registry.promote(first)
    registry.promote(second)
    filler = fill(disk)
    changes = {
        "add": lambda: registry.add("m", {"a.bin": LARGE}, {}),
        "add another": lambda: registry.add("other", {"a.bin": LARGE}, {}),
        "promote": lambda: registry.promote(first, "staging"),
        "rollback": lambda: registry.rollback("m"),
        "use": lambda: registry.use("m"),
    }
    full = {name: told(change) for name, change in changes.items()}
    found = {"full": full, **state(registry), "names": registry.names()}
    filler.unlink()
    return {**found, "after": {name: told(change) for name, change in changes.items()}, "then": state(registry)}


def commands(disk: Path, packed: str) -> object:
    """Let the command import, promote and answer on a disk without any space."""
    registry = Registry(disk / "models")
    import_version(registry, packed, name="m")
    registry.promote(import_version(registry, packed, name="m"))
    fill(disk)

    def run(*arguments: str) -> dict[str, object]:
        ended = subprocess.run(
            [sys.executable, "-m", "classifier", "--models", str(registry.root), *arguments],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return {"code": ended.returncode, "stdout": ended.stdout, "stderr": ended.stderr}

    return {
        "import": run("models", "import", packed, "--name", "m"),
        "promote": run("models", "promote", "m@1", "--alias", "staging"),
        "export": run("models", "export", "m", str(disk / "out.zip")),
        "predict": run("predict", "开展宪法宣传周活动", "--model", "m"),
        "verify": run("models", "verify", "m"),
        "exported": (disk / "out.zip").exists(),
        **state(registry),
    }


def read_only(disk: Path, packed: str) -> object:
    """Answer from a disk that cannot be written, and try to change it."""
    registry = Registry(disk / "models")
    first = import_version(registry, packed, name="m")
    registry.promote(first)
    second = import_version(registry, packed, name="m")
    subprocess.run(["mount", "-o", "remount,bind,ro", str(disk)], check=True)
    load_model("m", models=registry.root)
    return {
        "changes": {
            "add": told(lambda: registry.add("m", {"a.bin": b"1"}, {})),
            "promote": told(lambda: registry.promote(second)),
            "remove": told(lambda: registry.remove(second)),
            "use": told(lambda: registry.use("m")),
        },
        **state(registry),
    }


if __name__ == "__main__":
    scenario, folder, argument = sys.argv[1:]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        sys.exit(f"cannot mount: {mounted.stderr}")
    os.umask(0o022)
    found = {f.__name__: f for f in (any_moment, every_change, commands, read_only)}[scenario](Path(folder), argument)
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
