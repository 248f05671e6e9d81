"""How far people agree, and what becomes of their labels."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from classifier.labelling.agreement import Agreement, _kappa, measure_agreement
from classifier.labelling.items import Item
from classifier.labelling.merging import merge_labels, update_labels


def labels(table: dict[str, list[str]], *, report: str = "") -> list[Item]:
    """Items from the themes that each person gives to paragraph 1, 2, ...; empty for none."""
    return [
        Item(f"第 {k} 段。", id=str(k), report=report, theme=theme, annotator=person)
        for person, themes in table.items()
        for k, theme in enumerate(themes, 1)
        if theme
    ]


def measured(table: dict[str, list[str]]) -> Agreement:
    found = measure_agreement(labels(table))
    assert found is not None
    return found


def test_kappa_of_two_is_that_of_scikit_learn():
    one, two = list("甲甲乙乙丙甲"), list("甲乙乙乙丙丙")
    (pair,) = measured({"张": one, "李": two}).pairs
    assert (pair.first, pair.second, pair.items) == ("张", "李", 6)
    assert pair.agreed == pytest.approx(4 / 6)
    assert pair.kappa == pytest.approx(cohen_kappa_score(one, two))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30))
def test_the_kappa_of_the_bootstrap_is_the_same_measure(pairs: list[tuple[int, int]]):
    first, second = zip(*pairs, strict=True)
    if len({*first, *second}) > 1:
        confusion = np.zeros((3, 3))
        np.add.at(confusion, (first, second), 1)
        assert _kappa(confusion) == pytest.approx(cohen_kappa_score(first, second))


def test_alpha_is_that_of_the_published_example():
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), C: four observers, twelve units, nominal 0.743."""
    told = {
        "A": "1 2 3 3 2 1 4 1 2 . . .", "B": "1 2 3 3 2 2 4 1 2 5 . 3", "C": ". 3 3 3 2 3 4 2 2 5 1 .", "D": "1 2 3 3 2 4 4 1 2 5 1 .",
    }  # fmt: skip
    found = measured({person: [value.strip(".") for value in line.split()] for person, line in told.items()})
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.items == 11
    assert len(found.pairs) == 6


def test_those_who_always_agree_have_one():
    found = measured({"张": ["甲", "乙"], "李": ["甲", "乙"], "王": ["甲", "乙"]})
    assert (found.agreed, found.alpha, found.interval) == (1.0, 1.0, (1.0, 1.0))


def test_one_theme_for_all_says_nothing_beyond_chance():
    found = measured({"张": ["甲", "甲"], "李": ["甲", "甲"]})
    assert (found.agreed, found.alpha, found.interval, found.pairs[0].kappa) == (1.0, None, None, None)


def test_without_paragraphs_in_common_there_is_nothing_to_measure():
    assert measure_agreement(labels({"张": ["甲", ""], "李": ["", "乙"]})) is None
    assert [(p.first, p.second) for p in measured({"张": ["甲", "", ""], "李": ["甲", "乙", ""], "王": ["", "乙", "甲"]}).pairs] == [
        ("张", "李"), ("李", "王")
    ]  # fmt: skip


def test_the_interval_holds_the_value_and_narrows_with_more_paragraphs():
    few, many = (measured({"张": list("甲乙甲乙丙") * n, "李": list("甲乙乙乙丙") * n}) for n in (4, 40))
    for found in (few, many):
        assert found.interval[0] <= found.alpha <= found.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


def test_paragraphs_of_one_report_are_drawn_together():
    table = {"张": list("甲乙甲乙") * 3, "李": list("甲乙乙乙") * 3}
    apart = labels(table)
    together = [
        Item(i.text, id=i.id, report=f"报告{int(i.id) % 10}", theme=i.theme, annotator=i.annotator) for i in apart
    ]
    assert measure_agreement(apart).interval != measure_agreement(together).interval


def test_the_seed_fixes_the_interval():
    items = labels({"张": list("甲乙甲丙") * 5, "李": list("甲乙乙丙") * 5})
    assert measure_agreement(items, seed=1) == measure_agreement(items, seed=1)


def test_agreement_is_told_by_theme_and_what_is_mixed_up():
    found = measured({"张": ["甲", "甲", "乙", "丙"], "李": ["甲", "乙", "乙", "甲"]})
    assert {t.theme: (t.labels, t.agreed) for t in found.themes} == {
        "甲": (4, 0.5),
        "乙": (3, pytest.approx(2 / 3)),
        "丙": (1, 0.0),
    }
    assert {frozenset(pair[:2]): pair[2] for pair in found.confusion} == {frozenset("甲乙"): 1, frozenset("甲丙"): 1}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["甲", "乙", ""]), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_order_of_people_does_not_matter(rows: list[list[str]]):
    people = dict(zip("张李王", map(list, zip(*rows, strict=True)), strict=True))
    found = [measure_agreement(labels(dict(order))) for order in permutations(people.items())]
    assert len({None if f is None else (f.items, f.agreed, f.alpha and round(f.alpha, 9)) for f in found}) == 1


# -- merging


def test_a_paragraph_on_which_all_agree_is_of_all_of_them():
    (item,) = merge_labels(labels({"张": ["甲"], "李": ["甲"], "王": ["甲"]})).items
    assert (item.theme, item.annotator) == ("甲", "张、李、王")


def test_a_paragraph_that_one_labelled_is_taken_as_it_is():
    merged = merge_labels(labels({"张": ["甲", ""], "李": ["", "乙"]}))
    assert [(i.theme, i.annotator) for i in merged.items] == [("甲", "张"), ("乙", "李")]


def test_two_against_one_is_a_conflict_all_the_same():
    (item,) = merge_labels(labels({"张": ["甲"], "李": ["甲"], "王": ["乙"]})).conflicts
    assert (item.theme, item.annotator, item.reason) == ("", "", "张：甲；李：甲；王：乙")


@pytest.mark.parametrize(
    ("said", "kept"), [([("乙",), ()], ("乙",)), ([("乙",), (), ()], ()), ([("乙",), ("乙",), ("丙",)], ("乙",))]
)
def test_a_further_theme_needs_more_than_half_or_one_of_two(said: list[tuple[str, ...]], kept: tuple[str, ...]):
    items = [Item("话。", id="1", theme="甲", also=also, annotator=str(k)) for k, also in enumerate(said)]
    assert merge_labels(items).items[0].also == kept


def test_remarks_say_whose_they_are():
    items = [
        Item("话。", id="1", theme="甲", note=note, annotator=name)
        for name, note in (("张", "难"), ("李", ""), ("王", "好"))
    ]
    assert merge_labels(items).items[0].note == "张：难；王：好"


def test_a_new_label_takes_the_place_of_the_earlier():
    old = [Item("一。", id="1", theme="甲"), Item("二。", id="2", theme="甲")]
    new = [Item("三。", id="3", theme="乙"), Item("一。", id="1", theme="乙")]
    assert [(i.id, i.theme) for i in update_labels(old, new)] == [("1", "乙"), ("2", "甲"), ("3", "乙")]
