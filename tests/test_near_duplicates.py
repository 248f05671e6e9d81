"""Texts that repeat each other."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from classifier.near_duplicates import find_near_duplicates, find_pairs
from tests.conftest import make_rows

TEXTS = [
    f"{r.text}{i}号文件要求各单位认真抓好落实，第{i * 37}次会议研究了有关事项。" for i, r in enumerate(make_rows())
]


def test_a_copy_with_a_few_characters_changed_is_found():
    changed = list(TEXTS[5])
    for place in random.Random(1).sample(range(len(changed)), 2):
        changed[place] = "某"
    found = find_near_duplicates([*TEXTS, "".join(changed)], least=0.5)
    assert (5, len(TEXTS)) in {(p.first, p.second) for p in found}


def test_punctuation_and_width_do_not_count():
    assert find_near_duplicates(["开展ＡＢＣ普法，宣传活动。", "开展abc普法 宣传活动"])[0].likeness == 1


def test_different_texts_are_no_pair():
    assert find_near_duplicates(["开展宪法宣传周活动", "化解邻里纠纷十二件"]) == []


def test_short_texts_are_alike_only_if_they_are_the_same():
    assert [(p.first, p.second) for p in find_near_duplicates(["普法", "普法", "执法"])] == [(0, 1)]


def test_nothing_has_no_pairs():
    assert find_near_duplicates([]) == find_near_duplicates(["", "。"]) == []


def test_blocks_change_nothing(monkeypatch):
    whole = find_near_duplicates(TEXTS, least=0.3)
    monkeypatch.setattr("classifier.near_duplicates.BLOCK", 7)
    assert find_near_duplicates(TEXTS, least=0.3) == whole
    assert whole


@given(st.lists(st.text("甲乙丙", max_size=9), max_size=12), st.sampled_from([0.1, 0.3, 0.5, 0.6, 1.0]))
def test_every_pair_that_is_alike_is_found_with_its_index(texts: list[str], least: float):
    def runs(text: str) -> set[str]:
        return {text[i : i + 3] for i in range(len(text) - 2)} or ({text} if text else set())

    expected = {}
    for second, b in enumerate(texts):
        for first, a in enumerate(texts[:second]):
            union = runs(a) | runs(b)
            index = len(runs(a) & runs(b)) / len(union) if union else 0
            if index >= least:
                expected[first, second] = index
    found = [pair for pairs in find_pairs(texts, least=least, run=3) for pair in pairs.rows()]
    assert {(first, second): likeness for first, second, likeness in found} == expected
    assert len(found) == len(expected)


def test_pairs_come_some_at_a_time(monkeypatch):
    monkeypatch.setattr("classifier.near_duplicates.BLOCK", 200)
    sizes = [len(pairs.first) for pairs in find_pairs(["全年开展普法宣传十二场次"] * 60, least=0.6)]
    assert sum(sizes) == 60 * 59 / 2
    assert max(sizes) <= 60


def test_pairs_that_are_not_wanted_are_left_out():
    pairs = find_pairs(["普法宣传活动"] * 4, least=0.6, admit=lambda first, second: (second - first) == 2)
    assert [(a, b) for some in pairs for a, b, _ in some.rows()] == [(0, 2), (1, 3)]
