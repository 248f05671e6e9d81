"""Texts that repeat each other."""

from __future__ import annotations

import random

from classifier.near_duplicates import find_near_duplicates
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
