"""The registry when things go wrong: writes that fail, processes that are killed, bits that flip.

Short versions run with the others; the long ones are marked slow.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier import files
from classifier.errors import ClassifierError, ModelError, OutputError
from classifier.loading import load_version
from classifier.publication import publish
from classifier.registry import Registry, Version
from classifier.tokenizer import JiebaTokenizer
from classifier.training import train
from tests.conftest import ROOT, make_rows

PRIMITIVES = ("_write", "_fsync", "_rename", "_mkdir", "_unlink")

WRITER = """
import json, sys
from classifier.registry import Registry
registry = Registry(sys.argv[1])
for k in range(int(sys.argv[2])):
    version = registry.add("m", {"a.bin": bytes(2000), "b.bin": str(k).encode()}, {"k": k})
    registry.promote(version)
    print(version.number, flush=True)
"""


def add(registry: Registry, content: bytes = b"1") -> Version:
    return registry.add("m", {"a.bin": content, "b.bin": b"2"}, {})


def debris(root: Path) -> list[Path]:
    return list(root.rglob(f"{files.TEMPORARY}*"))


def fail_at(monkeypatch, n: int, what: Callable[[], None]) -> list[str]:
    """Let the n-th change of the disk, counted over all kinds, call `what` before it happens."""
    done: list[str] = []
    for name in PRIMITIVES:
        real = getattr(files, name)

        def guarded(*arguments, _real=real, _name=name):
            done.append(_name)
            if len(done) == n:
                what()
            return _real(*arguments)

        monkeypatch.setattr(files, name, guarded)
    return done


def raise_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def three_versions(root: Path) -> Registry:
    """Versions 1, 2, 3; the second is in production, the first was."""
    registry = Registry(root)
    versions = [add(registry) for _ in range(3)]
    registry.promote(versions[0])
    registry.promote(versions[1])
    return registry


def add_and_promote(registry: Registry) -> None:
    registry.promote(add(registry, b"new"))


# each change, and the version that is in production after it
CHANGES: dict[str, tuple[Callable[[Registry], object], int]] = {
    "add and promote": (add_and_promote, 4),
    "roll back": (lambda registry: registry.rollback("m"), 1),
    "remove": (lambda registry: registry.remove(registry.resolve("m@3")), 2),
    "use": (lambda registry: registry.use("m"), 2),
}


@pytest.fixture(params=CHANGES)
def change(request) -> str:
    return request.param


def count_changes(root: Path, change: str) -> int:
    """How many changes of the disk an action makes."""
    registry = three_versions(root)
    with pytest.MonkeyPatch.context() as patch:
        done = fail_at(patch, -1, raise_full)
        CHANGES[change][0](registry)
        return len(done)


def check_state(root: Path, change: str) -> None:
    """It is all as before or all as after, everything is whole, and work goes on."""
    registry = Registry(root)
    after = CHANGES[change][1]
    served = registry.resolve("m")
    assert served.number in (2, after)
    registry.read(served)
    assert {v.number for v in registry.versions("m")} - {4} in ({1, 2, 3}, {1, 2})
    for version in registry.versions("m"):
        registry.verify(version)
    assert registry.default_name() in ("default", "m")
    again = add(registry)
    assert again.number > 3
    registry.use("m")
    registry.promote(again)
    assert registry.resolve() == again
    assert debris(root) == []
    for gone in root.glob("m/versions/*/removed"):
        assert list(gone.parent.iterdir()) == [gone]


def test_an_error_at_any_write_leaves_the_old_or_the_new_state_and_no_debris(tmp_path: Path, change: str):
    total = count_changes(tmp_path / "counted", change)
    assert total >= 3
    for n in range(1, total + 1):
        registry = three_versions(tmp_path / str(n))
        with pytest.MonkeyPatch.context() as patch:
            fail_at(patch, n, raise_full)
            with pytest.raises(OutputError, match="No space left on device"):
                CHANGES[change][0](registry)
        assert debris(registry.root) == []
        check_state(registry.root, change)


def test_a_kill_at_any_write_leaves_the_old_or_the_new_state(tmp_path: Path, change: str):
    total = count_changes(tmp_path / "counted", change)
    for n in range(1, total + 1):
        registry = three_versions(tmp_path / str(n))
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                fail_at(patch, n, lambda: os.kill(os.getpid(), signal.SIGKILL))
                CHANGES[change][0](registry)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        check_state(registry.root, change)


def test_every_file_is_on_the_disk_before_its_rename_and_the_folder_after(tmp_path: Path, monkeypatch):
    trace: list[tuple[str, str]] = []

    def record(name: str) -> None:
        real = getattr(files, name)

        def recorded(*arguments):
            path = arguments[0]
            if isinstance(path, int):
                path = os.readlink(f"/proc/self/fd/{path}")
            trace.append((name, str(path)))
            return real(*arguments)

        monkeypatch.setattr(files, name, recorded)

    for name in ("_fsync", "_rename"):
        record(name)
    add_and_promote(Registry(tmp_path / "models"))
    for at, (name, source) in enumerate(trace):
        if name != "_rename":
            continue
        synced_before = {path for kind, path in trace[:at] if kind == "_fsync"}
        synced_after = {path for kind, path in trace[at + 1 :] if kind == "_fsync"}
        assert source in synced_before
        assert str(Path(source).parent) in synced_after
        if source.endswith("json") is False and "versions" in source:
            assert {f"{source}/{f}" for f in ("a.bin", "b.bin", "manifest.json")} <= synced_before


@pytest.fixture
def tiny(registry: Registry) -> Registry:
    """A model of few bytes: two themes, no dictionary of its own."""
    rows = [row for row in make_rows(2) if row.theme in ("普法宣传", "其他")]
    publish(train(rows, tokenizer=JiebaTokenizer(user_dict={}, stop_words=["的"])), registry, name="tiny")
    return registry


def test_flipped_bits_of_a_small_model_are_found(tiny):
    """A sample of them; all in the slow test."""
    flip_bits(tiny, bits=1)


@pytest.mark.slow
def test_every_flipped_bit_of_a_small_model_is_found(tiny):
    flip_bits(tiny, bits=8)


def flip_bits(registry: Registry, bits: int) -> None:
    version = registry.resolve("tiny@1")
    registry.verify(version)
    serving = {"manifest.json", "model.json", "weights.npz", "user_dict.txt", "stop_words.txt", "golden.jsonl"}
    count = 0
    for path in sorted(version.path.iterdir()):
        whole = path.read_bytes()
        step = max(1, len(whole) // 300) if bits == 1 else 1
        with path.open("r+b", buffering=0) as file:
            for place in range(0, len(whole), step):
                for bit in random.Random(place).sample(range(8), bits):
                    file.seek(place)
                    file.write(bytes([whole[place] ^ 1 << bit]))
                    count += 1
                    with pytest.raises(ModelError, match=path.name.replace(".", r"\.")):
                        registry.verify(version)
                    if path.name in serving and place % 97 == 0:
                        with pytest.raises(ModelError, match=path.name.replace(".", r"\.")):
                            load_version(registry, version)
                file.seek(place)
                file.write(whole[place : place + 1])
    registry.verify(version)
    assert count > (1000 if bits == 1 else 30_000)


def test_trainers_and_readers_at_once(tmp_path: Path):
    trainers_and_readers(tmp_path, trainers=4, each=5)


@pytest.mark.slow
def test_sixteen_trainers_with_ten_versions_each_and_readers_meanwhile(tmp_path: Path):
    trainers_and_readers(tmp_path, trainers=16, each=10)


def trainers_and_readers(tmp_path: Path, trainers: int, each: int) -> None:
    root = tmp_path / "models"
    registry = Registry(root)
    registry.promote(add(registry))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), str(each)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(trainers)
    ]
    reads, failures = 0, []
    while any(process.poll() is None for process in running):
        try:
            registry.read(registry.resolve("m@production"))
        except ClassifierError as error:
            failures.append(str(error))
        reads += 1
    given = sorted(int(n) for process in running for n in process.communicate()[0].split())
    assert [process.returncode for process in running] == [0] * trainers
    assert given == list(range(2, trainers * each + 2))
    assert reads > 0
    assert failures == []
    for version in registry.versions("m"):
        registry.verify(version)


def test_a_few_kills_at_random_times(tmp_path: Path):
    kill_at_random(tmp_path, kills=12)


@pytest.mark.slow
def test_two_hundred_kills_at_random_times(tmp_path: Path):
    kill_at_random(tmp_path, kills=200)


def kill_at_random(tmp_path: Path, kills: int) -> None:
    root = tmp_path / "models"
    registry = Registry(root)
    registry.promote(add(registry))
    chance = random.Random(1)
    last = 1
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), "100000"], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()  # it is at work
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.communicate()
        served = registry.resolve("m@production")
        registry.read(served)
        assert served.number >= last
        last = served.number
    add_and_promote(registry)
    assert debris(root) == []
    for version in registry.versions("m"):
        registry.verify(version)


@pytest.mark.minutes
def test_loading_the_shipped_model_is_quick_once_numpy_is_there():
    code = (
        "import numpy, time; from classifier.loading import load_model, open_registry\n"
        "import classifier.artifact, classifier.registry, platformdirs\n"
        "t = time.perf_counter(); load_model('default'); print(time.perf_counter() - t)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(times) <= 0.15


@pytest.mark.minutes
def test_a_thousand_versions_are_listed_quickly(tmp_path: Path):
    registry = Registry(tmp_path)
    version = add(registry)
    manifest, line = (version.path / "manifest.json").read_bytes(), (tmp_path / "m" / "history.jsonl").read_text()
    for n in range(2, 1001):
        folder = version.path.parent / f"{n:06d}"
        folder.mkdir()
        (folder / "manifest.json").write_bytes(manifest)
    assert json.loads(line)["version"] == 1
    command = [sys.executable, "-m", "classifier", "--models", str(tmp_path), "models", "list"]

    def seconds(*arguments: str) -> float:
        before = os.times()
        shown = subprocess.run([*command[:-2], *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
        if arguments[0] == "models":
            assert shown.stdout.count("m@") >= 1000
        after = os.times()  # of the processor: what else runs on the machine does not count
        return after.children_user + after.children_system - before.children_user - before.children_system

    start_up = min(seconds("--version") for _ in range(3))
    assert min(seconds("models", "list") for _ in range(3)) - start_up <= 0.3
