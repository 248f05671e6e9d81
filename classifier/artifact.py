"""A `ThemeModel` as files and back: plain arrays and JSON, no pickle.

Takes and gives bytes by file name; every value is checked before it is used. Not for how arrays are packed (arrays),
nor where the files lie, their hashes and versions (registry).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import numpy as np

from classifier.arrays import dump_arrays, load_arrays
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
        If `decode` would refuse the files, such as for their size.
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
        "weights.npz": dump_arrays(arrays),
        "user_dict.txt": format_user_dict(user_dict).encode(),
        "stop_words.txt": format_stop_words(stop_words).encode(),
        "golden.jsonl": b"".join(_json_line({"text": text, "probabilities": p}) for text, p in rows),
    }
    decode(files)  # a version that could not be loaded is better told of now
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
    try:
        arrays = load_arrays(files["weights.npz"], _ARRAYS)
    except ModelError as error:
        raise ModelError(f"weights.npz: {error}") from error
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
    keys = np.sort(first * (len(words) + 1) + second + 1)
    if (keys[1:] == keys[:-1]).any():
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
        if (
            not isinstance(values, list)
            or set(map(type, values)) - {str}
            or not all(values)
            or _SURROGATE.search("".join(values))
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
