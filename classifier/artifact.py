"""A `ThemeModel` as files and back: plain arrays and JSON, no pickle.

Takes and gives bytes by file name; every array is checked before it is used. Not for where the files lie, their
hashes and versions (registry).
"""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from classifier.archives import unpack
from classifier.errors import ClassifierError, ModelError
from classifier.model import Calibration, ThemeModel, Thresholds
from classifier.normalisation import NORMALISATION
from classifier.stored import LARGEST, MIB, dump_json
from classifier.tokenizer import JiebaTokenizer
from classifier.word_lists import format_stop_words, format_user_dict, parse_stop_words, parse_user_dict

_Words = TypeVar("_Words")

FORMAT = 1
GOLDEN_TOLERANCE = 1e-6
LARGEST_FILES = {
    "model.json": 4 * MIB,  # 300,000 words, as many as jieba's dictionary has
    "weights.npz": LARGEST,
    "user_dict.txt": 2 * MIB,
    "stop_words.txt": MIB,
    "golden.jsonl": MIB,
}  # bytes of text are kept few, since each takes up to thirty when it is read
SERVING_FILES = tuple(LARGEST_FILES)
LARGEST_VALUE = 1e9  # of a weight; far above any that is learned, and sums of products of them stay finite

_CALIBRATION = ("slope", "shift", "presence_slope", "presence_shift")
_ARRAYS = {
    "terms": ("<i4", 2), "idf": ("<f8", 1), "coef": ("<f8", 2), "intercept": ("<f8", 1),
    "slope": ("<f8", 2), "shift": ("<f8", 1), "presence_slope": ("<f8", 2), "presence_shift": ("<f8", 1),
}  # fmt: skip
_MEMBERS = {f"{name}.npy": LARGEST for name in _ARRAYS}
# what numpy writes before an array of one or two dimensions; its own reader would evaluate a literal
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)\{'descr': '(?P<dtype>[<>|=][a-zA-Z][0-9]{0,3})', "
    rb"'fortran_order': (?P<fortran>True|False), "
    rb"'shape': \((?P<rows>[0-9]{1,12})(?:, (?P<columns>[0-9]{1,12})|,)\), \} *\n",
    re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can say it, and nothing can write or print it


def encode(model: ThemeModel, golden: Sequence[str]) -> dict[str, bytes]:
    """Turn a model into the files that `decode` reads; the same model gives the same bytes.

    Parameters
    ----------
    model : ThemeModel
    golden : sequence of str
        Texts whose probabilities are kept, so that a later reader can tell whether it still answers the same.

    Raises
    ------
    ModelError
        If a file would be larger than `decode` reads.
    """
    user_dict, stop_words = model.tokenizer.settings()
    described = {
        "format": FORMAT,
        "themes": list(model.themes),
        "thresholds": {"accept": model.thresholds.accept, "second": model.thresholds.second},
        "sublinear": model.sublinear,
        "tokenizer": {"mode": model.tokenizer.mode, "normalisation": NORMALISATION},
        "words": list(model.words),
    }
    rows = zip(golden, model.probabilities(golden).tolist(), strict=True)
    arrays = {
        "terms": model.terms.astype("<i4"),
        "idf": model.idf.astype("<f8"),
        "coef": np.ascontiguousarray(model.coef, dtype="<f8"),
        "intercept": model.intercept.astype("<f8"),
        **{name: np.ascontiguousarray(getattr(model.calibration, name), dtype="<f8") for name in _CALIBRATION},
    }
    files = {
        "model.json": dump_json(described),
        "weights.npz": _dump_arrays(arrays),
        "user_dict.txt": format_user_dict(user_dict).encode(),
        "stop_words.txt": format_stop_words(stop_words).encode(),
        "golden.jsonl": b"".join(_json_line({"text": text, "probabilities": p}) for text, p in rows),
    }
    _check_sizes(files)
    return files


def decode(files: Mapping[str, bytes]) -> ThemeModel:
    """Rebuild a model from the files of `encode`.

    Raises
    ------
    ModelError
        If anything in the files is not as `encode` writes it; the message names the file.
    """
    _check_sizes(files)
    described = _load_description(files["model.json"])
    words, themes = described["words"], described["themes"]
    arrays = _load_arrays(files["weights.npz"])
    terms = arrays["terms"].astype(np.int64)
    shapes = {
        "terms": (len(terms), 2),
        "idf": (len(terms),),
        "coef": (len(terms), len(themes)),
        **dict.fromkeys(("intercept", "shift", "presence_shift"), (len(themes),)),
        **dict.fromkeys(("slope", "presence_slope"), (len(themes), len(themes))),
    }
    for name, shape in shapes.items():
        if arrays[name].shape != shape:
            raise ModelError(f"weights.npz: {name} has the shape {arrays[name].shape}, expected {shape}")
        if not (np.abs(arrays[name]) <= LARGEST_VALUE).all():
            raise ModelError(f"weights.npz: {name} holds values that are not numbers up to {LARGEST_VALUE:g}")
    if not (arrays["idf"] >= 1 / LARGEST_VALUE).all():
        raise ModelError("weights.npz: idf holds values that are not above 0")
    first, second = terms[:, 0], terms[:, 1]
    if len(terms) == 0 or first.min() < 0 or second.min() < -1 or terms.max() >= len(words):
        raise ModelError(f"weights.npz: terms point outside the {len(words)} words of model.json")
    if len(np.unique(first * (len(words) + 1) + second + 1)) != len(terms):
        raise ModelError("weights.npz: a term stands there twice")
    tokenizer = described["tokenizer"]
    if tokenizer.get("normalisation") != NORMALISATION:
        raise ModelError(
            f"model.json: the model normalises text by {tokenizer.get('normalisation')!r}, this version of the package "
            f"by {NORMALISATION!r}; train the model again or install the package that wrote it"
        )
    thresholds = described["thresholds"]
    return ThemeModel(
        themes=tuple(themes),
        words=tuple(words),
        terms=terms,
        idf=arrays["idf"],
        coef=arrays["coef"],
        intercept=arrays["intercept"],
        calibration=Calibration(**{name: arrays[name] for name in _CALIBRATION}),
        tokenizer=JiebaTokenizer(
            mode=tokenizer["mode"],
            user_dict=_parse(files, "user_dict.txt", parse_user_dict),
            stop_words=_parse(files, "stop_words.txt", parse_stop_words),
        ),
        sublinear=described["sublinear"],
        thresholds=Thresholds(float(thresholds["accept"]), float(thresholds["second"])),
    )


def golden_difference(model: ThemeModel, golden: bytes) -> float:
    """Give the largest absolute difference between the kept and the present probabilities of the golden texts."""
    try:
        rows = [json.loads(line) for line in golden.decode().split("\n") if line]
        texts = [str(row["text"]) for row in rows]
        "".join(texts).encode()
        kept = np.array([row["probabilities"] for row in rows], dtype=np.float64)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"golden.jsonl: is not as it was written ({error})") from error
    if kept.shape != (len(texts), len(model.themes)) or not len(texts):
        raise ModelError(f"golden.jsonl: has probabilities of the shape {kept.shape} for {len(model.themes)} themes")
    return float(np.abs(model.probabilities(texts) - kept).max())


def _check_sizes(files: Mapping[str, bytes]) -> None:
    for name, largest in LARGEST_FILES.items():
        if len(files[name]) > largest:
            raise ModelError(
                f"{name}: has {len(files[name])} bytes, more than the {largest} that are read; use fewer words"
            )


def _parse(files: Mapping[str, bytes], name: str, parse: Callable[[str], _Words]) -> _Words:
    try:
        return parse(files[name].decode())
    except (ClassifierError, UnicodeDecodeError) as error:
        raise ModelError(f"{name}: {error}") from error


def _json_line(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _dump_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy")  # its date is fixed, so that the bytes are
            member.compress_type = zipfile.ZIP_DEFLATED
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(member, content.getvalue())
    return sink.getvalue()


def _load_arrays(content: bytes) -> dict[str, NDArray[Any]]:
    try:
        members = unpack(content, _MEMBERS)
    except ModelError as error:
        raise ModelError(f"weights.npz: {error}") from error
    if len(members) < len(_MEMBERS):
        raise ModelError(f"weights.npz: lacks {', '.join(sorted(set(_MEMBERS) - set(members)))}")
    return {name: _load_array(members[f"{name}.npy"], name) for name in _ARRAYS}


def _load_array(content: bytes, name: str) -> NDArray[Any]:
    """Read one array; its header is believed only as far as it fits the bytes that follow."""
    header = _HEADER.match(content)
    if header is None or header.end() != 10 + int.from_bytes(header["length"], "little"):
        raise ModelError(f"weights.npz: {name} has no valid header")
    dtype, order = header["dtype"].decode(), header["fortran"] == b"True"
    shape = tuple(int(n) for n in (header["rows"], header["columns"]) if n is not None)
    expected, dimensions = _ARRAYS[name]
    if dtype != expected or len(shape) != dimensions or order:
        raise ModelError(
            f"weights.npz: {name} is {dtype} with {len(shape)} dimensions{' by columns' if order else ''}, expected "
            f"{expected}, {dimensions}"
        )
    body = content[header.end() :]
    if math.prod(shape) * np.dtype(dtype).itemsize != len(body):
        raise ModelError(f"weights.npz: {name} says shape {shape} but holds {len(body)} bytes")
    return np.frombuffer(body, dtype=dtype).reshape(shape)


def _load_description(content: bytes) -> dict[str, Any]:
    try:
        described = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"model.json: is not JSON ({error})") from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        found = described.get("format") if isinstance(described, dict) else type(described).__name__
        raise ModelError(
            f"model.json: format {found!r} is not format {FORMAT}, which this version of the package reads"
        )
    for name in ("themes", "words"):
        values = described.get(name)
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v and not _SURROGATE.search(v) for v in values
        ):
            raise ModelError(f"model.json: {name} is not a list of names")
        if len(set(values)) != len(values):
            raise ModelError(f"model.json: {name} holds a name twice")
    if len(described["themes"]) < 2:
        raise ModelError("model.json: a model has at least two themes")
    tokenizer, thresholds = described.get("tokenizer"), described.get("thresholds")
    if not isinstance(tokenizer, dict) or tokenizer.get("mode") not in ("search", "plain"):
        raise ModelError("model.json: the tokenizer has no known mode")
    if not isinstance(described.get("sublinear"), bool):
        raise ModelError("model.json: sublinear is neither true nor false")
    numbers = [thresholds.get(k) for k in ("accept", "second")] if isinstance(thresholds, dict) else [None]
    if not all(isinstance(n, (int, float)) and 0 <= n <= 1 for n in numbers):
        raise ModelError("model.json: thresholds are not numbers from 0 to 1")
    return cast(dict[str, Any], described)
