"""Paragraphs repeated nearly word for word: all are found, what is merely similar is not."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.comparison import Copy, count_copies, find_copies
from classifier.comparison.copies import _Best, drop_mirrored
from classifier.comparison.edits import LONGEST, compare_texts, describe_changes, edit_likeness
from classifier.dataset import read_rows
from classifier.near_duplicates import Pairs
from classifier.writers import Row
from tests.conftest import ROOT
from tests.hostile_rows import make_row
from tests.test_comparison import make_report

LONG = "全县各级人民调解组织排查矛盾纠纷1860件，调解成功1822件，行政机关负责人出庭应诉率达到96%。"
FORMULA = [
    "加强组织领导", "压实工作责任", "健全完善机制", "强化督导考核", "确保取得实效", "提高政治站位", "统一思想认识", "细化任务分工",
    "明确时间节点", "狠抓工作落实", "凝聚工作合力", "营造良好氛围", "坚持问题导向", "补齐短板弱项", "夯实基层基础", "总结经验做法",
    "加大宣传力度", "严格责任追究", "强化队伍建设", "落实经费保障", "建立工作台账", "定期通报情况", "注重工作实效", "形成长效机制",
]  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Paragraphs of the corpus, of 30 to 400 characters."""
    found = [row.text for row in read_rows([str(ROOT / "data" / "corpus")]) if 30 <= len(row.text) <= 400]
    random.Random(7).shuffle(found)
    return found


def change(text: str, chance: random.Random, share: float = 0.05, characters: str = "") -> str:
    """Substitute a share of the characters, chosen at random, by others."""
    changed = list(text)
    for place in chance.sample(range(len(text)), round(share * len(text))):
        changed[place] = chance.choice(characters or "法治政府建设行政执法办理服务")
    return "".join(changed)


def plant(texts: list[str], copies: int) -> list[Row]:
    """Give reports of two counties and years; the second year's paragraphs begin with copies of the first year's."""
    chance = random.Random(11)
    characters = "".join(texts[:500])
    lengths = [chance.randint(30, max(30, len(text))) for text in texts[:copies]]
    first = [text[:length] for text, length in zip(texts, lengths, strict=False)]
    second = [change(text, chance, characters=characters) for text in first]
    return [
        *(make_row(text, year=2021, document="2021", paragraph=n) for n, text in enumerate([*first, *texts[copies:]])),
        *(make_row(text, year=2022, document="2022", paragraph=n) for n, text in enumerate(second)),
    ]


def test_all_copies_with_one_character_in_twenty_changed_are_found_among_five_thousand_and_nothing_else(texts):
    rows = plant(texts[:4000], 1000)
    assert len(rows) == 5000
    begin = time.monotonic()
    found = find_copies(rows)
    assert time.monotonic() - begin < 10
    assert sorted((copy.paragraph, copy.source_paragraph) for copy in found) == [(n, n) for n in range(1000)]


def test_blocks_change_nothing(texts, monkeypatch):
    rows = plant(texts[:200], 60)
    whole = find_copies(rows)
    monkeypatch.setattr("classifier.near_duplicates.BLOCK", 50)
    assert find_copies(rows) == whole
    assert len(whole) == 60


def test_of_many_candidates_few_are_kept():
    copies = _Best()
    for number in range(50):
        places = np.arange(20)
        copies.add(Pairs(places, np.full(20, 100 + number), np.full(20, number / 50)), places % 2, -places)
    groups = list(copies.groups())
    assert len(groups) == 20
    assert all(sources == [149, 148, 147] for _, _, sources in groups)


def test_formula_put_together_anew_is_no_copy():
    chance = random.Random(3)
    rows = [
        make_row("，".join(chance.sample(FORMULA, chance.randint(5, 9))) + "。", document=str(n), year=2000 + n % 20)
        for n in range(400)
    ]
    assert find_copies(rows) == []


@pytest.mark.parametrize(
    "other",
    [
        "全县各级行政复议机构受理复议申请186件，审结182件，行政机关负责人出庭应诉率达到96%。",
        "加强人民调解组织建设，排查矛盾纠纷1860件，行政复议案件办结率达到96%，群众满意度不断提高。",
    ],
)
def test_a_similar_sentence_about_something_else_is_no_copy(other: str):
    assert find_copies([*make_report("桐垭县", 2021, LONG), *make_report("桐垭县", 2022, other)]) == []


def test_a_copy_of_the_year_before_says_what_differs():
    new = LONG.replace("1860", "2015").replace("96%", "100%")
    (copy,) = find_copies([*make_report("桐垭县", 2021, LONG), *make_report("桐垭县", 2022, new)])
    assert (copy.relation, copy.year, copy.source_year, copy.region) == ("上年", 2022, 2021, "桐垭县")
    assert copy.changes == "1860→2015；96→100"
    assert 0.85 < copy.likeness < 1


def test_the_year_before_is_the_last_one_that_there_is_a_report_of():
    rows = [*make_report("桐垭县", 2018, LONG), *make_report("桐垭县", 2019, LONG), *make_report("桐垭县", 2022, LONG)]
    assert [(c.year, c.source_year) for c in find_copies(rows)] == [(2019, 2018), (2022, 2019)]


def test_a_copy_from_a_neighbour_is_never_older_than_its_source():
    (copy,) = find_copies([*make_report("砚溪县", 2022, LONG), *make_report("桐垭县", 2021, LONG)])
    assert (copy.relation, copy.region, copy.source_region) == ("外地", "砚溪县", "桐垭县")


def test_two_neighbours_of_one_year_are_counted_both_and_shown_once():
    found = find_copies([*make_report("砚溪县", 2021, LONG), *make_report("桐垭县", 2021, LONG)])
    assert [copy.region for copy in found] == ["砚溪县", "桐垭县"]
    assert len(drop_mirrored(found)) == 1


def test_where_region_or_year_are_not_known_the_report_is_another():
    rows = [*make_report("", None, LONG, document="a"), *make_report("", None, LONG, document="b")]
    (copy,) = find_copies(rows)
    assert (copy.relation, copy.document, copy.source_document) == ("其他", "b", "a")


def test_a_paragraph_twice_in_one_report_is_no_copy():
    assert find_copies(make_report("桐垭县", 2021, LONG, LONG)) == []


def test_a_plan_that_becomes_an_achievement_is_a_copy_only_among_all_roles():
    rows = [*make_report("桐垭县", 2021, LONG, role="计划"), *make_report("桐垭县", 2022, LONG)]
    assert find_copies(rows) == []
    assert len(find_copies(rows, role="all")) == 1


def test_short_formula_is_not_looked_at():
    assert find_copies([*make_report(year=2021), *make_report(year=2022)]) == []
    assert len(find_copies([*make_report(year=2021), *make_report(year=2022)], shortest=4)) == 3


def test_the_share_of_copies_is_of_paragraphs_that_could_be_one():
    rows = [
        *make_report("桐垭县", 2021, LONG), *make_report("桐垭县", 2022, LONG, LONG[::-1]), *make_report("砚溪县", 2022, LONG[10:] + LONG[:10])
    ]  # fmt: skip
    shares = {(s.group, s.relation): (s.paragraphs, s.of) for s in count_copies(rows, find_copies(rows))}
    assert shares["2022", "上年"] == (1, 2)
    assert ("2021", "上年") not in shares
    assert shares["2022", "外地"][1] == 3


def test_no_rows_have_no_copies():
    assert find_copies([]) == count_copies([], []) == []


def test_copies_are_tuples_of_plain_values():
    found = find_copies([*make_report("桐垭县", 2021, LONG), *make_report("桐垭县", 2022, LONG)])
    assert [type(value) for value in found[0]] == [
        str,
        float,
        str,
        str,
        str,
        str,
        int,
        int,
        str,
        str,
        str,
        int,
        int,
        str,
        str,
    ]
    assert isinstance(found[0], Copy)


# -- what differs

small = st.text("一二三12。", max_size=12)


def longest_common(first: str, second: str) -> int:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(small, small)
def test_likeness_is_that_of_the_longest_common_subsequence(first: str, second: str):
    total = len(first) + len(second)
    assert edit_likeness(first, second) == (2 * longest_common(first, second) / total if total else 1)


@given(small, small)
def test_the_pieces_make_both_texts(first: str, second: str):
    pieces = compare_texts(first, second)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == first
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == second


def test_a_change_of_punctuation_is_none():
    assert describe_changes(compare_texts("办结案件，群众满意。", "办结案件、群众满意")) == ""


def test_many_changes_are_counted():
    first = "".join(f"第{n}项：完成情况良好。" for n in range(10, 20))
    assert describe_changes(compare_texts(first, first.replace("第1", "第3"))).endswith("；另有 4 处")


def test_very_long_texts_are_compared_by_their_beginning():
    begin = time.monotonic()
    assert edit_likeness("法" * LONGEST + "甲" * 10**6, "法" * LONGEST + "乙" * 10**6) == 1
    compare_texts("法治" * 10**6, "治法" * 10**6)
    assert time.monotonic() - begin < 5
