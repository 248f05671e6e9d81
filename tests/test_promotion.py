"""Whether a new version may take over."""

from __future__ import annotations

import pytest

from classifier.dataset import LabelledRow
from classifier.errors import ClassifierError, ModelError
from classifier.promotion import WorseVersionError, compare_versions, promote_version
from classifier.publication import publish
from classifier.registry import Registry
from classifier.training import train
from tests.conftest import make_rows


@pytest.fixture(scope="module")
def worse():
    """Trained on the same rows, half of them with the next theme's label while learning: its held-out answers are bad."""
    rows = make_rows()
    themes = sorted({r.theme for r in rows})
    shift = dict(zip(themes, themes[1:] + themes[:1], strict=True))
    confused = [r if i % 2 else LabelledRow(r.text, shift[r.theme], report=r.report) for i, r in enumerate(rows)]
    return train(confused)


@pytest.fixture
def two(kept: Registry, training) -> Registry:
    publish(training, kept, name="small")
    return kept


def versions(registry: Registry, count: int = 2):
    return registry.versions("small")[:count]


def test_equal_versions_differ_in_nothing(two):
    found = compare_versions(two, *versions(two))
    assert found.rows == 120
    assert (found.only_first, found.only_second, found.p_value, found.flips) == (0, 0, 1.0, ())
    assert not found.is_worse


@pytest.mark.parametrize(
    "evaluation",
    [
        b"[" * 100_000,
        b"\xff",
        b"[]",
        b"{}",
        b'{"themes_order": [1], "held_out": {}}',
        b'{"themes_order": ["a"], "held_out": []}',
        b'{"themes_order": ["a"], "held_out": {"x": 1}}',
        b'{"themes_order": ["a"], "held_out": {"x": {"theme": 1, "probabilities": [1]}}}',
        b'{"themes_order": ["a"], "held_out": {"x": {"theme": "a", "probabilities": 1}}}',
        b'{"themes_order": ["a"], "held_out": {"x": {"theme": "a", "probabilities": [1, 2]}}}',
        b'{"themes_order": ["a"], "held_out": {"x": {"theme": "a", "probabilities": ["1"]}}}',
        b'{"themes_order": [], "held_out": {"x": {"theme": "a", "probabilities": []}}}',
    ],
)
def test_an_evaluation_from_elsewhere_that_is_none_is_named(two, evaluation):
    first, second = versions(two)
    bad = two.add("small", {**two.read(second), "evaluation.json": evaluation}, {})
    with pytest.raises(
        ModelError, match=r"000003/evaluation\.json: is not as it was written; compare the versions with"
    ):
        compare_versions(two, first, bad)


def test_versions_are_compared_on_rows_that_are_named(two, rows):
    found = compare_versions(two, *versions(two), rows[:30])
    assert found.rows == 30
    assert found.first_macro_f1 == found.second_macro_f1


def test_what_changes_is_listed(kept, rows):
    other = [LabelledRow(r.text, "其他" if r.theme == "行政执法" else r.theme, report=r.report) for r in rows]
    publish(train(other), kept, name="small")
    found = compare_versions(kept, *versions(kept), rows)
    assert found.only_first > 20
    assert {(f.first, f.second) for f in found.flips} == {("行政执法", "其他")}
    assert found.flips[0].text in {r.text for r in rows}
    assert found.p_value < 0.001
    assert found.is_worse
    assert len(found.moved) == 20
    sizes = [abs(m.second - m.first) for m in found.moved]
    assert sizes == sorted(sizes, reverse=True)


def test_only_rows_that_both_were_held_out_from_under_the_same_label_count(kept, rows):
    publish(
        train([*rows[:60], *(LabelledRow(r.text + "另一句", r.theme, report=r.report) for r in rows[60:])]),
        kept,
        name="small",
    )
    assert compare_versions(kept, *versions(kept)).rows == len({r.text for r in rows[:60]})


def test_versions_without_a_common_row_cannot_be_compared(kept):
    publish(train([LabelledRow(r.text + "又一句", r.theme, report=r.report) for r in make_rows()]), kept, name="small")
    found = compare_versions(kept, *versions(kept))
    assert (found.rows, found.is_worse) == (0, False)


def test_the_first_promotion_asks_nothing(kept):
    assert promote_version(kept, kept.resolve("small@1")) is None
    assert kept.aliases("small")["production"]["version"] == 1


def test_promoting_what_is_in_production_compares_nothing(kept):
    promote_version(kept, kept.resolve("small@1"))
    assert promote_version(kept, kept.resolve("small@1")) is None


def test_an_equal_version_takes_over(two):
    promote_version(two, two.resolve("small@1"))
    found = promote_version(two, two.resolve("small@2"), reason="newer data")
    assert found is not None
    assert two.resolve("small").number == 2
    assert two.history("small")[-1]["reason"] == "newer data"


def make_worse(registry: Registry, worse) -> None:
    """Keep the bad answers under the good labels, so that they are compared on the same rows."""
    import dataclasses

    good = {r.text: r for r in make_rows()}
    publish(dataclasses.replace(worse, rows=tuple(good[r.text] for r in worse.rows)), registry, name="small")


def test_a_worse_version_is_refused_and_production_stays(kept, worse):
    make_worse(kept, worse)
    promote_version(kept, kept.resolve("small@1"))
    with pytest.raises(WorseVersionError, match=r"small@2 is worse than small@production \(version 1\)") as caught:
        promote_version(kept, kept.resolve("small@2"))
    assert caught.value.comparison.only_first > caught.value.comparison.only_second
    assert isinstance(caught.value, ClassifierError)
    assert kept.resolve("small").number == 1


def test_a_worse_version_is_forced_for_a_reason(kept, worse):
    make_worse(kept, worse)
    promote_version(kept, kept.resolve("small@1"))
    with pytest.raises(ModelError, match="give one with --reason"):
        promote_version(kept, kept.resolve("small@2"), force=True)
    promote_version(kept, kept.resolve("small@2"), force=True, reason="new codebook")
    assert kept.resolve("small").number == 2
