"""Zip archives: nothing that they say of themselves is believed."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import archives
from classifier.archives import unpack
from classifier.errors import ModelError
from tests.hostile import lying, pack

LARGEST = {"a": 1000, "b": 300 * 1024 * 1024}
GOOD = pack({"a": b"one", "b": bytes(range(256)) * 4})


def test_members_are_given_by_name():
    assert unpack(GOOD, LARGEST) == {"a": b"one", "b": bytes(range(256)) * 4}
    assert unpack(pack({"b": b""}), LARGEST) == {"b": b""}


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (b"", "is not a zip file that can be read"),
        (GOOD[:-1], "is not a zip file that can be read"),
        (pack({"c" * 200: b""}), "^holds 'c{80}'; expected a, b$"),
        (pack({"a": b"1" * 1001}), "^a: has 1001 bytes, more than the 1000 that it may have"),
        (pack({"a": b"1"}, zipfile.ZIP_BZIP2), "^a: is packed in another way than by deflate"),
        (pack({"a": b"1"}, zipfile.ZIP_LZMA), "^a: is packed in another way than by deflate"),
        (pack({"b": bytes(archives.FREE * 2)}), r"^would unpack to more than \d{8} bytes"),
        (pack({f"{n}": b"" for n in range(archives.ENTRIES + 1)}), "^is an archive of more than 64 files"),
        (lying({}, "b"), "is not a zip file that can be read"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(packed, told):
    with pytest.raises(ModelError, match=told):
        unpack(packed, LARGEST)


def test_a_member_that_stands_twice_is_refused():
    sink = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(sink, "a") as archive:
        archive.writestr("a", b"two")
    with pytest.raises(ModelError, match="holds a file twice"):
        unpack(sink.getvalue(), LARGEST)


def test_an_archive_may_unpack_to_a_fixed_multiple_of_its_size(monkeypatch):
    content = bytes(range(256)) * 400  # packs to a hundredth
    packed = pack({"b": content})
    monkeypatch.setattr(archives, "FREE", len(content) - archives.RATIO * len(packed))
    assert unpack(packed, LARGEST) == {"b": content}
    monkeypatch.setattr(archives, "FREE", archives.FREE - 1)
    with pytest.raises(ModelError, match=f"would unpack to more than {len(content) - 1} bytes"):
        unpack(packed, LARGEST)


@given(st.data())
def test_damage_anywhere_is_refused_or_harmless(data):
    packed = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = unpack(bytes(packed), LARGEST)
    except ModelError:
        return
    assert set(found) <= set(LARGEST)
    assert all(len(content) <= LARGEST[name] for name, content in found.items())
