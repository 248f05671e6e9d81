"""Words: what jieba gives with HMM off, normalised, and where each came from."""

from __future__ import annotations

import logging
import pickle
import sys

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from classifier import tokenizer as tokenizer_module
from classifier.errors import ClassifierError
from classifier.normalisation import SEPARATOR, keeps_places, normalise, normalise_all, normalise_with_origin
from classifier.segmenters import segmenter
from classifier.tokenizer import JiebaTokenizer
from classifier.word_lists import (
    format_user_dict,
    parse_stop_words,
    parse_user_dict,
    shipped_stop_words,
    shipped_user_dict,
)

jieba.setLogLevel(logging.WARNING)
DICTIONARY = jieba.Tokenizer()
PIECES = [
    "深化",
    "放管服",
    "行政复议",
    "枫桥经验",
    "“",
    "，",
    "（一）",
    "2020年",
    "ＡＢＣ",
    "3.5%",
    " ",
    "\u3000",
    "谁执法",
    "镕",
    "①",
    "㈠",
    "é",
    "\n",
    "\0",
    "\ud83d",
    "…",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=20).map("".join)


@pytest.mark.parametrize("mode", ["plain", "search"])
@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_rjieba_gives_the_words_of_jieba(mode: str, text: str):
    fast, slow = (JiebaTokenizer(mode=mode, engine=engine) for engine in ("rjieba", "jieba"))
    assert fast.tokenize(text) == slow.tokenize(text)
    assert fast.spans(text) == slow.spans(text)


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_spans_are_the_words_and_slice_back(text: str):
    tokenizer = JiebaTokenizer()
    spans = tokenizer.spans(text)
    assert [word for word, _, _ in spans] == tokenizer.tokenize(text)
    for word, start, end in spans:
        assert 0 <= start < end <= len(text)
        assert word in normalise(text[start:end]) or normalise(text[start:end]) in word


def test_a_word_keeps_its_place_through_spaces_and_full_width_letters():
    text = "落实谁执法\u3000谁普法，ＡＰＰ办理"
    found = {text[start:end] for _, start, end in JiebaTokenizer(mode="plain").spans(text)}
    assert "ＡＰＰ" in found
    assert any("\u3000" in piece for piece in found) or "谁" in found


def test_figures_punctuation_and_stop_words_are_no_words():
    assert JiebaTokenizer(mode="plain").tokenize("（一）办件1,204件，占98.5%。") == ["办", "占"]


def test_words_of_the_field_hold_together():
    assert "放管服" in JiebaTokenizer(mode="plain").tokenize("深化放管服改革")


def test_search_mode_adds_the_words_inside_a_word():
    words = JiebaTokenizer(mode="search").tokenize("开展行政复议工作")
    assert {"行政", "复议", "行政复议"} <= set(words)


def test_it_clones_pickles_and_takes_parameters():
    tokenizer = JiebaTokenizer(mode="plain")
    words = tokenizer.tokenize("行政复议")
    assert pickle.loads(pickle.dumps(tokenizer)).tokenize("行政复议") == words
    assert clone(tokenizer).get_params() == tokenizer.get_params()
    assert tokenizer.set_params(mode="search").tokenize("行政复议") != words
    with pytest.raises(ValueError, match="Invalid parameter 'colour'"):
        tokenizer.set_params(colour=1)
    assert repr(tokenizer) == "JiebaTokenizer(mode='search', engine='auto')"


def test_one_text_where_several_belong_is_a_type_error():
    with pytest.raises(TypeError, match="give \\[text\\]"):
        JiebaTokenizer().transform("一段话")


def test_a_dictionary_that_removes_a_word_is_computed_by_jieba():
    with_word, without = (
        JiebaTokenizer(mode="plain", user_dict={}),
        JiebaTokenizer(mode="plain", user_dict={"法律顾问": 0}),
    )
    assert with_word.tokenize("法律顾问") == ["法律顾问"]
    assert without.tokenize("法律顾问") == ["法律", "顾问"]
    with pytest.raises(ClassifierError, match="'rjieba' is not installed, or the user dictionary"):
        JiebaTokenizer(user_dict={"法律顾问": 0}, engine="rjieba").tokenize("法律顾问")


def test_own_stop_words_take_the_place_of_the_shipped_ones():
    assert JiebaTokenizer(mode="plain", stop_words=["调解"]).tokenize("我们调解矛盾") == ["我们", "矛盾"]


@pytest.mark.parametrize(("mode", "engine"), [("fast", "auto"), ("plain", "spacy")])
def test_an_unknown_setting_is_named(mode: str, engine: str):
    with pytest.raises(ClassifierError, match="choose"):
        JiebaTokenizer(mode=mode, engine=engine).tokenize("文本")  # type: ignore[arg-type]


def test_jieba_leaves_no_cache_where_others_could_edit_it(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    segmenter.cache_clear()
    JiebaTokenizer(engine="jieba").tokenize("行政复议")
    segmenter.cache_clear()
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_dictionary_has_words_that_jieba_lacks():
    import jieba

    own = jieba.Tokenizer()
    own.initialize()
    assert len(shipped_user_dict()) >= 200
    assert not [word for word in shipped_user_dict() if own.FREQ.get(word)]
    assert len(shipped_stop_words()) > 50


def test_a_user_dictionary_reads_back_as_written():
    words = {"放管服": 5, "一网通办": 3}
    assert parse_user_dict(format_user_dict(words)) == words
    assert parse_user_dict("# 注释\n\n枫桥经验 7 n\n矛调中心\n") == {"枫桥经验": 7, "矛调中心": 2000}


def test_a_bad_line_of_a_user_dictionary_is_named():
    with pytest.raises(ClassifierError, match="line 2: '矛调 中心 词'"):
        parse_user_dict("枫桥经验 3\n矛调 中心 词")


def test_stop_words_skip_comments():
    assert parse_stop_words("# 注释\n的\n\n了\n") == {"的", "了"}


def test_remembered_pieces_do_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(tokenizer_module._Words, "LIMIT", 3)
    tokenizer = JiebaTokenizer(stop_words=["的"])
    assert [bool(tokenizer.words(piece)) for piece in ("法", "的", "1", "治", "a")] == [True, False, False, True, True]
    assert len(tokenizer._tools()[1]) <= 3


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_search_mode_is_that_of_jieba(engine: str, text: str):
    words = JiebaTokenizer(user_dict={}, stop_words=[], engine=engine).tokenize(text)
    cut = DICTIONARY.lcut_for_search(normalise(text), HMM=False)
    assert words == [word for word in cut if any(c.isalpha() for c in word)]


@settings(max_examples=150, deadline=None)
@given(given_texts=st.lists(texts, max_size=5))
def test_texts_are_cut_alike_alone_and_together(given_texts: list[str]):
    tokenizer = JiebaTokenizer()
    assert tokenizer.tokenize_all(given_texts) == [tokenizer.tokenize(text) for text in given_texts]


@settings(max_examples=150, deadline=None)
@given(given_texts=st.lists(texts, min_size=1, max_size=5))
def test_texts_are_normalised_alike_alone_and_together(given_texts: list[str]):
    together = normalise_all(given_texts)
    assert together == [normalise(text).replace(SEPARATOR, "\1") for text in given_texts]


def test_no_white_space_of_unicode_parts_chinese_characters():
    spaces = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]
    assert len(spaces) > 20
    assert {normalise(f"法{space}治") for space in spaces} == {"法治"}


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_a_text_that_keeps_its_places_has_each_character_where_it_was(text: str):
    normal, origin = normalise_with_origin(text)
    assert normal == normalise(text)
    if keeps_places(text, normal):
        assert origin == list(range(len(text)))


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_the_pieces_of_a_text_are_the_text(text: str):
    for engine in ("jieba", "rjieba"):
        assert ["".join(pieces) for pieces in JiebaTokenizer(engine=engine).pieces([text])] == normalise_all([text])


def test_an_identity_tells_everything_that_changes_a_word():
    usual = JiebaTokenizer()
    others = [
        JiebaTokenizer(mode="plain"),
        JiebaTokenizer(user_dict={"法治小院": 3}),
        JiebaTokenizer(stop_words=["的"]),
    ]
    assert usual.identity() == JiebaTokenizer(engine="jieba").identity()
    assert len({t.identity()["sha256"] for t in [usual, *others]}) == 4


def test_the_dictionary_of_jieba_is_part_of_the_identity(monkeypatch):
    before = JiebaTokenizer().identity()
    monkeypatch.setattr("classifier.tokenizer.dictionary_hash", lambda: "another")
    assert before["sha256"] != JiebaTokenizer().identity()["sha256"]
