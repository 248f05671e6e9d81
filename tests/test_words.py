"""Words as numbers: the same ones that the tokenizer gives, wherever they stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import words
from classifier.key_index import KeyIndex
from classifier.normalisation import normalise_all
from classifier.tokenizer import JiebaTokenizer
from classifier.words import UNKNOWN, WordReader

KNOWN = ("调解", "纠纷", "宪法", "宣传", "执法", "执法人员", "法治政府", "法治政府建设", "dna", "abcdefgh")
TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            [*KNOWN, "全过程记录", "。", "，", " ", "12", "３", "Ａ", "\0", "\1", "\uffff", "𠮷", "😀", "\ud83d"]
        )
        | st.text(max_size=5),
        max_size=12,
    ).map("".join),
    max_size=6,
)


@pytest.fixture(scope="module")
def tokenizer() -> JiebaTokenizer:
    return JiebaTokenizer()


@pytest.fixture(scope="module", params=[0, 10**9], ids=["indexed", "one by one"])
def reader(tokenizer, request):
    """A reader that has read what was read before; that changes nothing."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(words, "_FEW", request.param)
        yield WordReader(KNOWN, tokenizer)


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS)
def test_words_are_those_of_the_tokenizer(tokenizer, reader, texts):
    for _ in range(2):  # new pieces, and known ones
        found = reader.read(texts)
        expected = [
            (number, KNOWN.index(word) if word in KNOWN else UNKNOWN)
            for number, of_text in enumerate(tokenizer.tokenize_all(texts))
            for word in of_text
        ]
        assert list(zip(found.text.tolist(), found.code.tolist(), strict=True)) == expected
        assert found.normal == normalise_all(texts)


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS)
def test_a_word_stands_at_its_place(tokenizer, reader, texts):
    found = reader.read(texts)
    said = [word for of_text in tokenizer.tokenize_all(texts) for word in of_text]
    every = np.arange(len(said))
    for order in (every, every[::-1]):
        places = found.places(order).tolist()
        there = [found.normal[found.text[i]][start:end] for i, (start, end) in zip(order, places, strict=True)]
        assert there == [said[i] for i in order]


def test_what_was_read_stays_as_it_was_when_more_is_read(reader):
    found = reader.read(["调解邻里纠纷"])
    before = found.code.tolist(), found.places(np.arange(len(found.code))).tolist()
    for number in range(3000):
        reader.read([f"执法{number}号文件a{number}"])
    assert (found.code.tolist(), found.places(np.arange(len(found.code))).tolist()) == before


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(-(2**63), 2**63 - 1), max_size=200), st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_keys_are_found_where_they_stand_and_others_not(keys, others):
    ordered = list(keys)
    index = KeyIndex(np.array(ordered, dtype=np.int64))
    asked = [*ordered, *others]
    expected = [ordered.index(key) if key in keys else -1 for key in asked]
    assert index.find(np.array(asked, dtype=np.int64)).tolist() == expected


def test_many_keys_that_are_near_each_other_are_found():
    keys = np.arange(-50_000, 50_000)
    assert (KeyIndex(keys).find(keys) == np.arange(100_000)).all()
    assert (KeyIndex(keys).find(keys + 100_000) == -1).all()
