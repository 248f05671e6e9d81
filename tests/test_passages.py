"""Evidence in a text, headings around paragraphs, colours of themes: what a page is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.writers.chinese import THEMES
from classifier.writers.outline import DEEPEST, walk_sections
from classifier.writers.palette import assign_looks
from classifier.writers.passages import mark_evidence, rank_words
from tests.hostile_rows import make_row

# how colours are seen without one of the three kinds of cones (Machado, Oliveira and Fernandes 2009, severity 1)
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
text_and_evidence = st.text("行政复议法a\ud800\u202e", min_size=1, max_size=12).flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(0, len(text)), st.floats(-3, 3)).map(
                lambda item: [text[item[0] : item[1]], item[2], item[0], item[1]]
            ),
            max_size=6,
        ),
    )
)


@given(text_and_evidence)
def test_pieces_are_the_text_and_every_word_lies_in_one(given_: tuple[str, list[list[object]]]):
    text, evidence = given_
    pieces = list(mark_evidence(text, evidence))
    assert "".join(piece.text for piece in pieces) == text
    covered = {place for _, _, start, end in evidence for place in range(start, end)}
    marked, place = set(), 0
    for piece in pieces:
        if piece.weight is not None:
            marked |= set(range(place, place + len(piece.text)))
        place += len(piece.text)
    assert marked == covered
    words = [word for piece in pieces for word in piece.words]
    assert len(words) == sum(1 for _, _, start, end in evidence if start < end)


def test_neighbouring_words_are_two_pieces():
    pieces = list(mark_evidence("宪法宣传", [["宪法", 1.0, 0, 2], ["宣传", -0.5, 2, 4]]))
    assert [(piece.text, piece.weight) for piece in pieces] == [("宪法", 1.0), ("宣传", -0.5)]


@pytest.mark.parametrize(
    "item", [["宪法", 1.0, 0, 9], ["宪法", 1.0, 1, 3], ["宪法", 1.0, -2, 2], ["宪法", 1.0, 2, 0], ["", 1.0, 0, 0]]
)
def test_evidence_that_is_not_where_it_says_marks_nothing(item: list[object]):
    assert [piece.weight for piece in mark_evidence("宪法宣传", [item])] == [None]


def test_a_word_that_stands_twice_is_listed_once():
    words = rank_words([["活动", -2.0, 0, 2], ["法", 0.5, 3, 4], ["法", 0.75, 5, 6], ["宪法", 1.0, 7, 9]])
    assert [tuple(word) for word in words] == [("法", 1.25, 2), ("宪法", 1.0, 1), ("活动", -2.0, 1)]


@given(st.lists(st.lists(st.sampled_from(["一、成效", "（一）普法", "1", " ", "> "]), max_size=7), max_size=12))
def test_what_opens_closes_and_no_paragraph_is_lost(sections: list[Sequence[str]]):
    rows = [make_row(section=" > ".join(path), paragraph=number) for number, path in enumerate(sections)]
    depth, seen = 0, []
    for step in walk_sections(rows):
        if step.closes:
            depth -= 1
        elif step.level:
            depth += 1
            assert step.level == depth <= DEEPEST
        seen += [row["paragraph"] for row in step.rows]
    assert depth == 0
    assert seen == list(range(len(rows)))


def test_a_heading_is_shown_once_over_all_that_stands_under_it():
    sections = ["", "一、成效 > （一）普法", "一、成效 > （一）普法", "一、成效 > （二）执法", "二、问题"]
    steps = list(walk_sections(make_row(section=section) for section in sections))
    assert [step.heading for step in steps if step.level] == ["一、成效", "（一）普法", "（二）执法", "二、问题"]


def test_the_deepest_headings_are_joined():
    steps = list(walk_sections([make_row(section=" > ".join("甲乙丙丁戊"))]))
    assert [step.heading for step in steps if step.level] == ["甲", "乙", "丙", "丁 > 戊"]


def rgb(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    return (
        math.sumprod((0.2126, 0.7152, 0.0722), rgb(colour))
        if hasattr(math, "sumprod")
        else sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), rgb(colour), strict=True))
    )


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    r, g, b = (min(1, max(0, sum(w * p for w, p in zip(line, rgb(colour), strict=True)))) for line in SIGHTS[sight])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_colours_of_themes_are_told_apart(sight: str):
    colours = [look.colour for look in assign_looks(THEMES).values()]
    distances = [math.dist(lab(one, sight), lab(other, sight)) for one, other in combinations(colours, 2)]
    assert len(distances) == 15
    assert min(distances) > 16


def test_colours_are_seen_on_white_and_text_on_their_tints():
    for look in assign_looks(THEMES).values():
        assert contrast(look.colour, "#FFFFFF") > 3
        assert contrast("#1C2430", look.pale) > 7
        assert contrast("#566070", look.pale) > 4.5


def test_every_theme_has_a_mark_of_its_own():
    themes = [*THEMES, *"甲乙丙丁戊己庚辛壬"]
    looks = assign_looks(themes)
    assert len({look.mark for look in looks.values()}) == len(themes)
    assert [look.number for look in looks.values()] == list(range(len(themes)))


def test_a_theme_looks_the_same_beside_others():
    assert assign_looks(["财政", "普法宣传"])["普法宣传"][1:] == assign_looks(THEMES)["普法宣传"][1:]
    assert len({look.mark for look in assign_looks(["财政", *THEMES]).values()}) == 7
