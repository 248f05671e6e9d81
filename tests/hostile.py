"""Versions in a file as somebody may send them who means harm, and what it costs to refuse them.

`build` takes the bytes of a good one and gives those of a bad one. Run as a program, it imports every file of a folder,
each in a process of its own that may not grow, and prints what came of it.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from classifier.stored import dump_json, sha256

Content = dict[str, bytes]
ZEROS = 256 * 1024 * 1024  # more than a refusal may take


def members(packed: bytes) -> Content:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(content: Content, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", how, compresslevel=1) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return sink.getvalue()


def replace(content: Content, name: str, data: bytes) -> None:
    """Put other bytes in and make the manifest agree, as an attacker would."""
    content[name] = data
    told = json.loads(content["manifest.json"])
    told["files"][name] = {"sha256": sha256(data), "size": len(data)}
    content["manifest.json"] = dump_json(told)


def manifest(content: Content, **changed: Any) -> None:
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changed}).encode()


def description(content: Content, **changed: Any) -> None:
    replace(content, "model.json", json.dumps({**json.loads(content["model.json"]), **changed}).encode())


def array(value: Any, **how: Any) -> bytes:
    sink = io.BytesIO()
    np.lib.format.write_array(sink, np.asarray(value, **how), allow_pickle=True)
    return sink.getvalue()


def arrays(content: Content, **changed: bytes) -> None:
    """Exchange members of weights.npz."""
    packed = {**members(content["weights.npz"]), **{f"{name}.npy": data for name, data in changed.items()}}
    replace(content, "weights.npz", pack(packed))


def edited(content: Content, name: str, edit: Callable[[Any], None]) -> None:
    """Change values of one array of weights.npz."""
    value = np.load(io.BytesIO(members(content["weights.npz"])[f"{name}.npy"]))
    edit(value)
    arrays(content, **{name: array(value)})


def header(told: str) -> bytes:
    """An array that is nothing but a header."""
    line = told.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(line)) + line


def lying(content: Content, name: str) -> bytes:
    """An archive of which one file says that it has ten bytes and has a quarter of a gigabyte."""
    packed = bytearray(pack({**content, name: bytes(ZEROS)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = packed.find(mark)
        while where >= 0:
            size = struct.unpack_from("<I", packed, where + at)[0]
            if size == ZEROS:
                struct.pack_into("<I", packed, where + at, 10)
            where = packed.find(mark, where + 4)
    return bytes(packed)


def overlapping(content: Content) -> bytes:
    """An archive whose directory names the same packed bytes for two files."""
    packed = bytearray(pack(content))
    places = {}
    where = packed.find(b"PK\x01\x02")
    while where >= 0:
        length = struct.unpack_from("<H", packed, where + 28)[0]
        places[bytes(packed[where + 46 : where + 46 + length]).decode()] = where
        where = packed.find(b"PK\x01\x02", where + 4)
    source, target = places["model.json"], places["evaluation.json"]
    packed[target + 16 : target + 28] = packed[source + 16 : source + 28]
    packed[target + 42 : target + 46] = packed[source + 42 : source + 46]
    return bytes(packed)


def encrypted(content: Content) -> bytes:
    packed = bytearray(pack(content))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = packed.find(mark)
        while where >= 0:
            packed[where + at] |= 1
            where = packed.find(mark, where + 4)
    return bytes(packed)


def linked(content: Content) -> bytes:
    """A link to a file of this machine in place of the stop words."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, data in content.items():
            member = zipfile.ZipInfo(name)
            if name == "stop_words.txt":
                member.create_system, member.external_attr, data = 3, 0o120777 << 16, b"/etc/passwd"
            archive.writestr(member, data)
    return sink.getvalue()


def dense_bomb() -> bytes:
    """JSON that packs too badly for a bomb and would still take hundreds of megabytes as lists."""
    chance = random.Random(1)
    return b"[" + b",".join(chance.choice((b"[]", b"{}", b"[ ]", b"{ }")) for _ in range(1_500_000)) + b"]"


CHANGED: dict[str, tuple[Callable[[Content], object], str]] = {
    # arrays
    "wrong dtype": (lambda c: arrays(c, idf=array(np.zeros(3, dtype="<f4"))), "idf is <f4"),
    "numbers with the wrong end first": (lambda c: arrays(c, idf=array(np.zeros(3, dtype=">f8"))), "idf is >f8"),
    "wrong shape": (lambda c: arrays(c, idf=array(np.ones(3))), r"idf has the shape \(3,\)"),
    "columns for rows": (lambda c: arrays(c, coef=array(np.zeros((9, 4)), order="F")), "coef is <f8 with 2 dimensions by columns"),
    "huge header": (lambda c: arrays(c, idf=header("{'descr': '<f8', 'fortran_order': False, 'shape': (100000000000,), }")), "but holds 0 bytes"),
    "negative shape": (lambda c: arrays(c, idf=header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }")), "no valid header"),
    "code in a header": (lambda c: arrays(c, idf=header("__import__('os').system('touch evil')")), "no valid header"),
    "deep header": (lambda c: arrays(c, idf=header("(" * 110)), "no valid header"),
    "pickled array": (lambda c: arrays(c, idf=array([print], dtype=object)), r"idf is \|O"),
    "pickle in place of an array": (lambda c: arrays(c, idf=pickle.dumps([1])), "no valid header"),
    "not a number": (lambda c: edited(c, "intercept", lambda a: a.fill(np.nan)), "not numbers"),
    "infinity": (lambda c: edited(c, "coef", lambda a: a.fill(np.inf)), "not numbers"),
    "a weight that overflows": (lambda c: edited(c, "coef", lambda a: a.fill(1e300)), "not numbers up to 1e[+]09"),
    "an idf of zero": (lambda c: edited(c, "idf", lambda a: a.fill(0)), "not above 0"),
    "a term that points nowhere": (lambda c: edited(c, "terms", lambda a: a.fill(10**6)), "terms point outside"),
    "duplicate terms": (lambda c: edited(c, "terms", lambda a: a.__setitem__(1, a[0])), "a term stands there twice"),
    "weights of another model": (lambda c: edited(c, "coef", lambda a: a.__setitem__(slice(None), a[::-1].copy())), "answers otherwise"),
    # pickles in disguise
    "pickle as weights": (lambda c: replace(c, "weights.npz", pickle.dumps({"idf": [1]})), "not a zip file"),
    "pickle as model": (lambda c: replace(c, "model.json", pickle.dumps({"format": 1})), "model.json: is not JSON"),
    # names
    "extra file": (lambda c: c.update({"evil.py": b"print()"}), "holds 'evil.py'"),
    "extra array": (lambda c: arrays(c, evil=array([1.0])), "holds 'evil.npy'"),
    "traversal": (lambda c: c.update({"../evil": b""}), "holds '../evil'"),
    "absolute path": (lambda c: c.update({"/tmp/evil": b""}), "holds '/tmp/evil'"),
    "backslashes": (lambda c: c.update({"..\\evil": b""}), "holds"),
    "traversal in the manifest": (lambda c: replace(c, "../evil", b"x") or c.pop("../evil"), "lists no files"),
    "missing file": (lambda c: c.pop("weights.npz"), "lacks 'weights.npz'"),
    "missing array": (lambda c: replace(c, "weights.npz", pack({"idf.npy": array([1.0])})), "lacks terms.npy"),
    # the manifest
    "no manifest": (lambda c: c.pop("manifest.json"), "lacks 'manifest.json'"),
    "manifest is a list": (lambda c: c.update({"manifest.json": b"[]"}), "lists no files"),
    "deep manifest": (lambda c: c.update({"manifest.json": b"[" * 200_000}), "is not JSON"),
    "negative size": (lambda c: manifest(c, files={"model.json": {"size": -1, "sha256": "0" * 64}}), "lists no files"),
    "metrics that are words": (lambda c: manifest(c, metrics={"macro_f1": "good"}), "macro_f1 is no number"),
    "packages that are a list": (lambda c: manifest(c, packages=[1]), "packages is no object"),
    "a time that clears the screen": (lambda c: manifest(c, created="\x1b[2J"), "when the version was created"),
    "half a character in the manifest": (lambda c: manifest(c, parent="\ud800"), "is not JSON"),
    "other themes in the manifest": (lambda c: manifest(c, themes=["甲", "乙"]), "other themes"),
    "other bytes": (lambda c: c.update({"MODEL_CARD.md": b"x"}), "not what the manifest says"),
    # the description and the words
    "themes twice": (lambda c: description(c, themes=["甲", "甲", "乙", "丙"]), "themes holds a name twice"),
    "words twice": (lambda c: description(c, words=["甲"] * 3), "words holds a name twice"),
    "half a character in a theme": (lambda c: description(c, themes=["\ud800", "乙"]), "not a list of names"),
    "future format": (lambda c: description(c, format=99), "format 99"),
    "bad dictionary": (lambda c: replace(c, "user_dict.txt", "词 频 率 多\n".encode()), "is not 'word frequency'"),
    "endless frequency": (lambda c: replace(c, "user_dict.txt", f"词 {'9' * 5000}\n".encode()), "is not 'word frequency'"),
    "undecodable stop words": (lambda c: replace(c, "stop_words.txt", b"\xff\xff"), "stop_words.txt"),
    # the golden texts
    "other golden answers": (lambda c: replace(c, "golden.jsonl", c["golden.jsonl"].replace(b"0.0", b"0.1")), "answers otherwise"),
    "golden answers that are no numbers": (lambda c: replace(c, "golden.jsonl", c["golden.jsonl"].replace(b"0.", b"NaN,0.")), "golden.jsonl"),
    "golden that is none": (lambda c: replace(c, "golden.jsonl", b'{"text": 1}\n'), "golden.jsonl"),
    "half a character in a golden text": (lambda c: replace(c, "golden.jsonl", b'{"text": "\\ud800", "probabilities": [1]}\n'), "golden.jsonl"),
    "no golden texts": (lambda c: replace(c, "golden.jsonl", b""), "golden.jsonl"),
    "endless golden text": (lambda c: replace(c, "golden.jsonl", json.dumps({"text": "法治" * 500_000, "probabilities": [1]}).encode()), "golden.jsonl: has"),
    # bombs
    "bomb": (lambda c: c.update({"evaluation.json": bytes(ZEROS)}), "would unpack to more than"),
    "bomb that the manifest lists": (lambda c: replace(c, "evaluation.json", bytes(ZEROS)), "would unpack to more than"),
    "bomb inside the weights": (lambda c: arrays(c, idf=array(np.zeros(ZEROS // 8))), "weights.npz: would unpack to more than"),
    "bomb of lists": (lambda c: replace(c, "model.json", dense_bomb()), "model.json: has"),
    "bomb of manifests": (lambda c: c.update({"manifest.json": b'{"a":' * 400_000}), "manifest.json: has"),
}  # fmt: skip

PACKED: dict[str, tuple[Callable[[Content], bytes], str]] = {
    "a file that lies about its size": (lambda c: lying(c, "evaluation.json"), "is not a zip file"),
    "an array that lies about its size": (
        lambda c: replace(c, "weights.npz", lying(members(c["weights.npz"]), "idf.npy")) or pack(c),
        "weights.npz: is not a zip file",
    ),
    "packed by bzip2": (lambda c: pack(c, zipfile.ZIP_BZIP2), "packed in another way"),
    "packed by lzma": (lambda c: pack(c, zipfile.ZIP_LZMA), "packed in another way"),
    "encrypted": (encrypted, "is not a zip file that can be read"),
    "a link": (linked, "answers otherwise|not what the manifest says"),
    "two names for the same bytes": (overlapping, "zip file|evaluation.json"),
    "twenty thousand files": (lambda c: pack({**c, **{str(n): b"" for n in range(20_000)}}, zipfile.ZIP_STORED), "more than 64 files"),
    "cut off": (lambda c: pack(c)[:-100], "is not a zip file"),
    "nothing": (lambda c: b"", "is not a zip file"),
    "not a zip": (lambda c: b"not a zip" * 1000, "is not a zip file"),
    "a broken zip": (lambda c: b"PK\x03\x04 nothing", "is not a zip file"),
    "a pickle": (lambda c: pickle.dumps([1]), "is not a zip file"),
    "a pickle with a version in it": (lambda c: pickle.dumps(c), "holds '.*npy'"),
}  # fmt: skip

TOLD = {name: told for name, (_, told) in (CHANGED | PACKED).items()}


def build(name: str, packed: bytes) -> bytes:
    """Give the bytes of the bad file of that name."""
    content = members(packed)
    if name in PACKED:
        return PACKED[name][0](content)
    CHANGED[name][0](content)
    return pack(content)


def import_within_limits(path: Path, root: Path, memory: int) -> dict[str, Any]:
    """Import a file in a child that may grow by `memory` bytes; give the error and what it took."""
    from classifier.errors import ModelError
    from classifier.registry import Registry
    from classifier.transfer import import_version

    reader, writer = os.pipe()
    if os.fork() == 0:
        if sys.platform == "linux":  # elsewhere there is no such limit, and the size is counted otherwise
            size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        try:
            import_version(Registry(root), path, name="mine")
            told = "took it in"
        except ModelError as error:
            told = str(error)
        except BaseException as error:
            told = f"traceback: {error!r}"
        seconds = time.process_time() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before if sys.platform == "linux" else 0
        os.write(writer, json.dumps({"told": told, "seconds": seconds, "kilobytes": grown}).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        answer = source.read()
    return json.loads(answer or '{"told": "killed", "seconds": 0, "kilobytes": 0}')


if __name__ == "__main__":
    folder, root, memory = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    found = {path.stem: import_within_limits(path, root, memory) for path in sorted(folder.glob("*.zip"))}
    sys.stdout.write(json.dumps(found))
