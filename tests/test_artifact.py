"""A model as files and back; nothing in a file is believed."""

from __future__ import annotations

import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from classifier.artifact import LARGEST, decode, encode, golden_difference
from classifier.errors import ModelError

GOLDEN = ["开展普法宣传", "调解纠纷", ""]


@pytest.fixture
def files(training):
    return encode(training.model, GOLDEN)


def with_arrays(files, **changed):
    """The same files with some arrays exchanged; None removes one, bytes are put in as they are."""
    with zipfile.ZipFile(io.BytesIO(files["weights.npz"])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, value in changed.items():
        if value is None:
            del members[f"{name}.npy"]
        elif isinstance(value, bytes):
            members[f"{name}.npy"] = value
        else:
            sink = io.BytesIO()
            np.lib.format.write_array(sink, np.asarray(value), allow_pickle=True)
            members[f"{name}.npy"] = sink.getvalue()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return {**files, "weights.npz": sink.getvalue()}


def with_description(files, **changed):
    return {**files, "model.json": json.dumps({**json.loads(files["model.json"]), **changed}).encode()}


def test_a_model_reads_back_as_written(training, files):
    again = decode(files)
    texts = ["开展宪法宣传周活动", "办理行政复议案件三件", ""]
    assert (again.probabilities(texts) == training.model.probabilities(texts)).all()
    assert again.themes == training.model.themes
    assert again.thresholds == training.model.thresholds
    assert golden_difference(again, files["golden.jsonl"]) == 0


def test_the_same_model_gives_the_same_bytes(training, files):
    assert encode(training.model, GOLDEN) == files


def test_no_file_is_a_pickle(files):
    for content in files.values():
        with pytest.raises(
            (pickle.UnpicklingError, EOFError, ValueError, KeyError, IndexError, AttributeError, ImportError)
        ):
            pickle.loads(content)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"format": 99}, "format 99 is not format 1"),
        ({"themes": ["甲"]}, "at least two themes"),
        ({"themes": ["甲", "甲"]}, "themes holds a name twice"),
        ({"themes": "甲乙"}, "themes is not a list"),
        ({"words": ["法", "法"]}, "words holds a name twice"),
        ({"words": [1]}, "words is not a list"),
        ({"themes": ["甲", "乙"]}, r"coef has the shape \(\d+, 4\)"),
        ({"words": ["法", "治"]}, "terms point outside the 2 words"),
        ({"tokenizer": {"mode": "fast"}}, "no known mode"),
        ({"tokenizer": {"mode": "plain", "normalisation": "none"}}, "normalises text by 'none'"),
        ({"thresholds": {"accept": 2, "second": 0.1}}, "not numbers from 0 to 1"),
        ({"sublinear": 1}, "neither true nor false"),
        ({"thresholds": None}, "not numbers from 0 to 1"),
    ],
)
def test_a_description_that_is_not_ours_is_refused(files, changed, told):
    with pytest.raises(ModelError, match=told):
        decode(with_description(files, **changed))


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"[" * 100_000, b"\xff\xfe"])
def test_a_description_that_is_not_json_is_refused(files, content):
    with pytest.raises(ModelError, match=r"model\.json"):
        decode({**files, "model.json": content})


def huge_header() -> bytes:
    sink = io.BytesIO()
    np.lib.format.write_array_header_1_0(sink, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)})
    return sink.getvalue()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"idf": None}, "expected"),
        ({"extra": np.zeros(1)}, "expected"),
        ({"idf": np.zeros(3)}, r"idf has the shape \(3,\)"),
        ({"idf": np.zeros(3, dtype="f4")}, "idf is <f4"),
        ({"idf": np.array([object()])}, r"idf is \|O"),
        ({"idf": np.zeros((2, 2))}, "with 2 dimensions"),
        ({"idf": huge_header()}, "but holds 0 bytes"),
        ({"idf": b"\x93NUMPY\x02\x00"}, "no valid header"),
        ({"idf": b"not an array"}, "no valid header"),
        ({"idf": pickle.dumps([1])}, "no valid header"),
        ({"intercept": np.array([np.nan] * 4)}, "not numbers"),
        ({"intercept": np.array([np.inf] * 4)}, "not numbers"),
        ({"terms": np.zeros((0, 2), dtype="<i4")}, "shape"),
    ],
)
def test_hostile_arrays_are_refused(files, changed, told):
    with pytest.raises(ModelError, match=told):
        decode(with_arrays(files, **changed))


def test_terms_that_point_nowhere_or_stand_twice_are_refused(training, files):
    terms = training.model.terms.astype("<i4").copy()
    terms[0] = [10**6, -1]
    with pytest.raises(ModelError, match="terms point outside"):
        decode(with_arrays(files, terms=terms))
    terms[0] = terms[1]
    with pytest.raises(ModelError, match="stands there twice"):
        decode(with_arrays(files, terms=terms))


def test_an_archive_that_is_none_is_refused(files):
    with pytest.raises(ModelError, match="is not an archive of arrays"):
        decode({**files, "weights.npz": b"PK\x03\x04 nonsense"})


def test_an_archive_that_would_unpack_beyond_the_limit_is_refused(files, monkeypatch):
    monkeypatch.setattr("classifier.artifact.LARGEST", 1000)
    with pytest.raises(ModelError, match="more than 1000 bytes"):
        decode(files)
    assert LARGEST > 1000
