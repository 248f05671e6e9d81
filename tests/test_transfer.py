"""Versions carried in a file."""

from __future__ import annotations

import io
import json
import os
import pickle
import resource
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

from classifier.errors import ModelError, OutputError
from classifier.loading import load_model
from classifier.registry import Registry
from classifier.stored import dump_json, sha256
from classifier.transfer import export_version, import_version


@pytest.fixture
def packed(kept: Registry, tmp_path: Path) -> Path:
    export_version(kept, kept.resolve("small"), tmp_path / "small.zip")
    return tmp_path / "small.zip"


def test_a_version_arrives_as_it_left(kept, packed, tmp_path):
    other = Registry(tmp_path / "other")
    version = import_version(other, packed, name="mine")
    assert version.reference == "mine@1"
    here, there = kept.read(kept.resolve("small")), other.read(version)
    assert here == there
    assert load_model("mine", models=other.root).themes == load_model("small", models=kept.root).themes
    assert other.history("mine")[0]["action"] == "import"


def test_the_same_version_gives_the_same_bytes(kept, packed):
    first = packed.read_bytes()
    export_version(kept, kept.resolve("small"), packed, overwrite=True)
    assert packed.read_bytes() == first


def test_a_file_that_is_there_is_not_overwritten(kept, packed):
    with pytest.raises(OutputError, match="is there already"):
        export_version(kept, kept.resolve("small"), packed)


def repack(packed: Path, change) -> Path:
    with zipfile.ZipFile(packed) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return packed


def replace(content, name: str, data: bytes) -> None:
    """Put other bytes in and make the manifest agree, as an attacker would."""
    content[name] = data
    manifest = json.loads(content["manifest.json"])
    manifest["files"][name] = {"sha256": sha256(data), "size": len(data)}
    content["manifest.json"] = dump_json(manifest)


def arrays(content, **changed) -> None:
    with zipfile.ZipFile(io.BytesIO(content["weights.npz"])) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    for name, value in changed.items():
        sink = io.BytesIO()
        np.lib.format.write_array(sink, value, allow_pickle=True)
        members[f"{name}.npy"] = sink.getvalue() if not isinstance(value, bytes) else value
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    replace(content, "weights.npz", sink.getvalue())


def huge() -> bytes:
    sink = io.BytesIO()
    np.lib.format.write_array_header_1_0(sink, {"descr": "<f8", "fortran_order": False, "shape": (10**11,)})
    return sink.getvalue()


def raw_array(content, name: str, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content["weights.npz"])) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members[f"{name}.npy"] = data
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, bytes_ in members.items():
            archive.writestr(member, bytes_)
    replace(content, "weights.npz", sink.getvalue())


def description(content, **changed) -> None:
    replace(content, "model.json", dump_json({**json.loads(content["model.json"]), **changed}))


HOSTILE = {
    "wrong dtype": lambda c: arrays(c, idf=np.zeros(3, dtype="f4")),
    "wrong shape": lambda c: arrays(c, idf=np.zeros(3)),
    "huge header": lambda c: raw_array(c, "idf", huge()),
    "not a number": lambda c: arrays(c, intercept=np.full(4, np.nan)),
    "pickled array": lambda c: arrays(c, idf=np.array([print], dtype=object)),
    "pickle as weights": lambda c: replace(c, "weights.npz", pickle.dumps({"idf": [1]})),
    "pickle as model": lambda c: replace(c, "model.json", pickle.dumps({"format": 1})),
    "extra file": lambda c: c.update({"evil.py": b"print()"}),
    "traversal": lambda c: c.update({"../evil": b""}),
    "absolute path": lambda c: c.update({"/tmp/evil": b""}),
    "backslashes": lambda c: c.update({"..\\evil": b""}),
    "missing file": lambda c: c.pop("weights.npz"),
    "no manifest": lambda c: c.pop("manifest.json"),
    "manifest is a list": lambda c: c.update({"manifest.json": b"[]"}),
    "deep manifest": lambda c: c.update({"manifest.json": b"[" * 200_000}),
    "other bytes": lambda c: c.update({"stop_words.txt": b"x"}),
    "bomb": lambda c: c.update({"evaluation.json": b"0" * 300_000_000}),
    "bomb that the manifest lists": lambda c: replace(c, "evaluation.json", b"0" * 600_000_000),
    "themes twice": lambda c: description(c, themes=["甲", "甲", "乙", "丙"]),
    "words twice": lambda c: description(c, words=["甲"] * 3),
    "future format": lambda c: description(c, format=99),
    "other golden answers": lambda c: replace(c, "golden.jsonl", c["golden.jsonl"].replace(b"0.0", b"0.1")),
    "golden that is none": lambda c: replace(c, "golden.jsonl", b'{"text": 1}\n'),
    "bad dictionary": lambda c: replace(c, "user_dict.txt", "词 频 率 多\n".encode()),
    "undecodable stop words": lambda c: replace(c, "stop_words.txt", b"\xff\xff"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_quickly_and_nothing_is_written(packed, tmp_path, name):
    repack(packed, HOSTILE[name])
    other = Registry(tmp_path / "other")
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ModelError, match=r"small\.zip: "):
        import_version(other, packed, name="mine")
    assert time.perf_counter() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert other.names() == []
    assert not (tmp_path / "evil").exists()


def test_a_member_that_stands_twice_is_refused(packed, tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("model.json", b"{}")
    with pytest.raises(ModelError, match="is no exported model"):
        import_version(Registry(tmp_path / "other"), packed, name="mine")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"not a zip"])
def test_a_file_that_is_no_zip_is_refused(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(ModelError, match=r"x\.zip: is not a zip file"):
        import_version(Registry(tmp_path / "other"), tmp_path / "x.zip", name="mine")


def test_a_link_or_pipe_in_place_of_a_file_is_refused(packed, tmp_path):
    (tmp_path / "link.zip").symlink_to(packed)
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("link.zip", "pipe.zip", "none.zip"):
        with pytest.raises(ModelError, match=name.replace(".", r"\.")):
            import_version(Registry(tmp_path / "other"), tmp_path / name, name="mine")
