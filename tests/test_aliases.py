"""Aliases as a file and back; each carries a checksum of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier.aliases import _check, read_aliases, write_aliases
from classifier.errors import ModelError
from classifier.stored import dump_json

ONE = {"version": 1, "sha256": "0" * 64}
TWO = {"version": 2, "sha256": "1" * 64, "before": [ONE]}


def test_aliases_read_back_as_written(tmp_path: Path):
    path = tmp_path / "aliases.json"
    assert read_aliases(path) == {}
    write_aliases(path, {"production": TWO, "候选": {**ONE, "before": []}})
    assert read_aliases(path) == {"production": TWO, "候选": {**ONE, "before": []}}


def test_an_alias_without_its_checksum_is_refused(tmp_path: Path):
    path = tmp_path / "aliases.json"
    write_aliases(path, {"production": TWO})
    changed = json.loads(path.read_bytes())
    changed["production"]["version"] = 1
    path.write_bytes(dump_json(changed))
    with pytest.raises(ModelError, match=r"aliases\.json: production is not as it was written; restore the file"):
        read_aliases(path)


@pytest.mark.parametrize(
    "target",
    [
        {},
        {**TWO, "version": "2"},
        {**TWO, "sha256": None},
        {**TWO, "before": None},
        {**TWO, "before": [1]},
        {**TWO, "before": [{"version": None, "sha256": ""}]},
    ],
)
def test_what_no_alias_can_point_to_is_refused_whatever_its_checksum(tmp_path: Path, target):
    path = tmp_path / "aliases.json"
    path.write_bytes(dump_json({"production": {**target, "check": _check("production", target)}}))
    with pytest.raises(ModelError, match="production is not as it was written"):
        read_aliases(path)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"production": 1}', b'{"production": "\\ud800"}'])
def test_a_file_that_holds_none_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "aliases.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"aliases\.json: "):
        read_aliases(path)
