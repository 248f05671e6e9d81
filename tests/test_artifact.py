"""A model as files and back; nothing in a file is believed."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from classifier.artifact import LARGEST_FILES, decode, encode, golden_difference
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
        ({"words": ["法", ""]}, "words is not a list"),
        ({"words": ["法", "\ud800"]}, "words is not a list"),
        ({"tokenizer": None}, "no known mode"),
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
    np.lib.format.write_array_header_1_0(sink, {"descr": "<f8", "fortran_order": False, "shape": (10**11,)})
    return sink.getvalue()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"idf": None}, r"weights\.npz: lacks idf\.npy"),
        ({"extra": np.zeros(1)}, r"weights\.npz: holds 'extra\.npy'; expected terms\.npy, idf\.npy"),
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
        ({"intercept": np.array([-1e10] * 4)}, r"not numbers up to 1e\+09"),
        ({"terms": np.zeros((0, 2), dtype="<i4")}, "shape"),
    ],
)
def test_hostile_arrays_are_refused(files, changed, told):
    with pytest.raises(ModelError, match=told):
        decode(with_arrays(files, **changed))


@pytest.mark.parametrize("term", [[10**6, -1], [0, 10**6], [-1, -1], [-1, 0], [0, -2]])
def test_terms_that_point_nowhere_are_refused(training, files, term):
    terms = training.model.terms.astype("<i4").copy()
    terms[0] = term
    with pytest.raises(ModelError, match=r"terms point outside the \d+ words of model\.json"):
        decode(with_arrays(files, terms=terms))


def test_terms_that_stand_twice_are_refused(training, files):
    terms = training.model.terms.astype("<i4").copy()
    terms[0] = terms[1]
    with pytest.raises(ModelError, match="a term stands there twice"):
        decode(with_arrays(files, terms=terms))


def test_an_array_written_by_columns_is_refused(training, files):
    with pytest.raises(ModelError, match="coef is <f8 with 2 dimensions by columns, expected <f8, 2"):
        decode(with_arrays(files, coef=np.asfortranarray(training.model.coef)))


def test_terms_of_a_model_without_any_are_refused(files):
    none = {"terms": np.zeros((0, 2), dtype="<i4"), "idf": np.zeros(0), "coef": np.zeros((0, 4))}
    with pytest.raises(ModelError, match="terms point outside"):
        decode(with_arrays(files, **none))


def test_an_idf_that_would_divide_by_zero_is_refused(training, files):
    with pytest.raises(ModelError, match="idf holds values that are not above 0"):
        decode(with_arrays(files, idf=np.zeros_like(training.model.idf)))


def test_a_header_whose_length_is_another_is_refused(files):
    sink = io.BytesIO()
    np.lib.format.write_array(sink, np.zeros(3), allow_pickle=False)
    longer = bytearray(sink.getvalue())
    longer[8] += 1
    with pytest.raises(ModelError, match="idf has no valid header"):
        decode(with_arrays(files, idf=bytes(longer)))


def test_an_archive_that_is_none_is_refused(files):
    with pytest.raises(ModelError, match=r"weights\.npz: is not a zip file that can be read"):
        decode({**files, "weights.npz": b"PK\x03\x04 nonsense"})


@pytest.mark.parametrize("name", ["model.json", "user_dict.txt", "stop_words.txt", "golden.jsonl"])
def test_text_beyond_what_is_read_is_refused_before_it_is_parsed(files, name):
    with pytest.raises(ModelError, match=rf"{name}: has \d+ bytes, more than the \d+ that are read"):
        decode({**files, name: b"[" * (LARGEST_FILES[name] + 1)})


def test_a_model_that_could_not_be_read_back_is_not_written(training):
    with pytest.raises(ModelError, match=r"golden\.jsonl: has \d+ bytes, more than"):
        encode(training.model, ["法" * 400_000])
    endless = replace(training.model, intercept=training.model.intercept + np.inf)
    with pytest.raises(ModelError, match="intercept holds values that are not numbers"):
        encode(endless, [])


@pytest.mark.parametrize(
    ("golden", "told"),
    [
        (b"", r"probabilities of the shape \(0,\) for 4 themes"),
        (b'{"text": "a", "probabilities": [1]}\n', r"the shape \(1, 1\) for 4 themes"),
        (b'{"text": "a", "probabilities": [[1, 2, 3, 4]]}\n', r"the shape \(1, 1, 4\)"),
        (b'{"text": "a", "probabilities": ["x", 2, 3, 4]}\n', "is not as it was written"),
        (b'{"text": "\\ud800", "probabilities": [1, 0, 0, 0]}\n', "is not as it was written"),
        (b'{"text": "a"}\n', "is not as it was written"),
        (b"[1]\n", "is not as it was written"),
        (b"[" * 100_000, "is not as it was written"),
        (b"\xff", "is not as it was written"),
    ],
)
def test_golden_texts_that_are_none_are_refused(training, golden, told):
    with pytest.raises(ModelError, match=rf"golden\.jsonl: .*{told}"):
        golden_difference(training.model, golden)


def test_the_difference_of_golden_texts_is_the_largest(training):
    text = "开展普法宣传"
    kept = training.model.probabilities([text])[0]
    kept[2] += 0.25
    line = json.dumps({"text": text, "probabilities": kept.tolist()}).encode()
    assert golden_difference(training.model, line) == pytest.approx(0.25)


@pytest.mark.parametrize("name", ["user_dict.txt", "stop_words.txt"])
def test_words_that_are_none_are_refused_by_the_name_of_their_file(files, name):
    with pytest.raises(ModelError, match=rf"^{name}: "):
        decode({**files, name: b"\xff"})


def test_a_frequency_that_no_engine_takes_is_refused(files):
    with pytest.raises(ModelError, match=r"user_dict\.txt: user dictionary, line 1: '词 99999999999' is not"):
        decode({**files, "user_dict.txt": "词 99999999999\n".encode()})
