"""The manifest of a version, believed only as far as it is of the kind that was written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import ModelError
from classifier.manifest import read_manifest

FILE = {"size": 3, "sha256": "0" * 64}
GOOD = {"created": "2026-01-02T03:04:05+00:00", "files": {"a.bin": FILE}}


def changed(**parts: object) -> bytes:
    return json.dumps({**GOOD, **parts}).encode()


def test_a_manifest_is_read_with_all_that_is_in_it():
    assert read_manifest(changed(metrics={"macro_f1": 0.5}, note="改进")) == {
        **GOOD,
        "metrics": {"macro_f1": 0.5},
        "note": "改进",
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff", "is not JSON"),
        (changed(note=float("nan")), "is not JSON"),
        (changed(note="\ud800"), "is not JSON"),
        (b"[]", "lists no files"),
        (changed(files=None), "lists no files"),
        (changed(files=["a.bin"]), "lists no files"),
        (changed(files={"a.bin": 3}), "lists no files"),
        (changed(files={"a.bin": {**FILE, "size": "3"}}), "lists no files"),
        (changed(files={"a.bin": {**FILE, "size": -3}}), "lists no files"),
        (changed(files={"a.bin": {**FILE, "sha256": "0"}}), "lists no files"),
        (changed(files={"../a.bin": FILE}), "lists no files"),
        (changed(files={"b/a.bin": FILE}), "lists no files"),
        (changed(files={".a": FILE}), "lists no files"),
        (changed(files={"a\n": FILE}), "lists no files"),
        (changed(created=None), "does not tell when"),
        (changed(created="\x1b[2J"), "does not tell when"),
        (changed(created=2026), "does not tell when"),
        (changed(data=[]), "data is no object"),
        (changed(metrics=None), "metrics is no object"),
        (changed(packages="numpy"), "packages is no object"),
        (changed(tokenizer=1), "tokenizer is no object"),
        (changed(metrics={"macro_f1": "0.5"}), "macro_f1 is no number"),
        (changed(thresholds={"accept": "high"}), "accept is no number"),
        (changed(themes="普法宣传"), "themes is no list of names"),
        (changed(themes=["普法宣传", 3]), "themes is no list of names"),
    ],
)
def test_what_is_not_as_it_is_written_is_refused(content: bytes, told: str):
    with pytest.raises(
        ModelError, match=f"^here: .*{told}.*; the version is damaged; restore it from a copy, or use another$"
    ):
        read_manifest(content, "here")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("created", "files", "metrics", "data", "packages"), JSON)))
def test_any_json_is_a_manifest_or_a_clean_error(parts):
    try:
        found = read_manifest(changed(**parts))
    except ModelError:
        return
    assert isinstance(found["files"], dict)
    assert isinstance(found.get("metrics", {}), dict)
