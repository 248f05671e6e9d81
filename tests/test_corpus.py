"""The corpus is what its data card says."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.data_card import CARD, with_counts
from classifier.near_duplicates import find_near_duplicates
from tests.conftest import ROOT

THEMES = {"营商环境", "行政执法", "矛盾纠纷化解", "普法宣传", "决策法治化", "其他"}
LEVELS = {"province", "city", "county", "town", "development zone", "department"}
KINDS = {"annual report", "department summary", "plan", "notice", "government work report"}


@pytest.fixture(scope="module")
def corpus() -> list[dict]:
    files = sorted((ROOT / "data" / "corpus").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_every_row_is_complete(corpus):
    for row in corpus:
        assert set(row) == {"id", "report", "heading", "text", "theme", "also", "level", "year", "kind", "rule"}
        assert row["theme"] in THEMES
        assert set(row["also"]) <= THEMES - {row["theme"]}
        assert row["level"] in LEVELS
        assert row["kind"] in KINDS
        assert 2012 <= row["year"] <= 2026
        assert row["text"] == row["text"].strip()


def test_ids_are_distinct(corpus):
    assert len({row["id"] for row in corpus}) == len(corpus)


def test_there_is_enough_of_every_theme(corpus):
    counts = Counter(row["theme"] for row in corpus)
    assert len(corpus) >= 4500
    assert counts.pop("其他") >= 1700
    assert min(counts.values()) >= 550


def test_every_border_rule_is_exercised_thirty_times_on_each_side(corpus):
    counts = Counter(rule for row in corpus for rule in row["rule"])
    assert set(range(1, 25)) - {11} <= {int(rule.rstrip("abcdefg")) for rule in counts}
    assert {rule: count for rule, count in counts.items() if count < 30} == {}


def test_every_level_and_kind_is_there(corpus):
    assert {row["level"] for row in corpus} == LEVELS
    assert {row["kind"] for row in corpus} == KINDS


def test_lengths_span_those_of_real_reports(corpus):
    lengths = sorted(len(row["text"]) for row in corpus)
    assert lengths[0] < 40
    assert lengths[-1] > 400


def test_the_data_card_counts_the_corpus_as_it_is():
    card = CARD.read_text(encoding="utf-8")
    assert with_counts(card) == card


def test_no_two_paragraphs_are_nearly_the_same(corpus):
    pairs = find_near_duplicates([row["text"] for row in corpus], least=0.6)
    assert [(corpus[p.first]["id"], corpus[p.second]["id"]) for p in pairs] == []
