"""What to label next: paragraphs that stand for others, differ, and are not labelled yet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.label_suggestion import Learner, describe, load_user, simulate
from classifier.dataset import LabelledRow, read_rows
from classifier.labelling import suggestion
from classifier.labelling.gathering import Candidate
from classifier.labelling.rules import Rule
from classifier.labelling.suggestion import Guess, Suggestion, choose, embed, suggest
from classifier.labelling.suggestion_files import write_suggestions
from classifier.labelling.suggestion_guesses import guess_themes
from tests.conftest import ROOT, make_rows

PLACES = ["云岭", "白杨", "柳湾", "石桥", "青田", "南浦", "东溪", "西塘", "北港", "松原"]
MATTERS = {
    "普法宣传": "组织宪法宣传周活动，发放普法手册，举办法治讲座",
    "行政执法": "开展行政执法案卷评查，换发执法证件，公示处罚信息",
    "矛盾纠纷化解": "调解邻里纠纷，办理行政复议案件，负责人出庭应诉",
}


def candidates(per_theme: int = 10) -> list[Candidate]:
    return [
        Candidate(f"{PLACES[k % 10]}镇{matter}，第{k}次共{3 * k + 7}人{PLACES[(3 * k) % 10]}参加。", f"报告{k % 5}", k)
        for matter in MATTERS.values()
        for k in range(per_theme)
    ]


def guesses(per_theme: int = 10) -> list[Guess]:
    return [Guess(theme, 0.9, 0.8) for theme in MATTERS for _ in range(per_theme)]


def texts(found: list[Suggestion]) -> list[str]:
    return [s.candidate.text for s in found]


def test_every_guessed_theme_is_asked_about():
    found = suggest(candidates(), guesses(), count=6)
    assert sorted(s.guess.theme for s in found) == sorted([*MATTERS] * 2)


def test_a_rare_theme_gets_more_than_its_share():
    some = [*candidates(20)[:20], *candidates(20)[20:22]]
    found = suggest(some, [Guess("甲", 0.9, 0.8)] * 20 + [Guess("乙", 0.9, 0.8)] * 2, count=6)
    assert sum(s.guess.theme == "乙" for s in found) == 2


def test_copies_are_asked_about_once():
    given = [Candidate(f"{MATTERS['普法宣传']}，共十{k}场次。", number=k) for k in "二三四"]
    assert len(suggest(given, count=3)) == 1


def test_what_is_labelled_already_and_its_copies_are_not_asked_about():
    some = candidates()
    labelled = [LabelledRow(some[0].text, "普法宣传"), LabelledRow(some[10].text[:-1] + "了。", "行政执法")]
    found = suggest(some, guesses(), count=30, labelled=labelled)
    assert not {some[0].text, some[10].text} & set(texts(found))


def test_without_any_guess_the_matters_differ():
    found = suggest(candidates(), count=3)
    assert {next(m for m in MATTERS.values() if m in text) for text in texts(found)} == set(MATTERS.values())


def test_the_same_seed_gives_the_same_suggestions():
    assert suggest(candidates(), guesses(), count=9, seed=3) == suggest(candidates(), guesses(), count=9, seed=3)


def test_a_sure_guess_comes_first_and_later_what_the_labels_leave_in_doubt():
    near = "组织宪法宣传周活动，发放普法手册"
    pair = [Candidate(f"{near}云岭镇各村干部参加三十人"), Candidate(f"{near}石桥乡中小学生观看二十场")]
    sure, unsure = Guess("普法宣传", 0.95, 0.9, 0.1), Guess("普法宣传", 0.5, 0.1, 0.9)
    assert suggest(pair, [unsure, sure], count=1)[0].guess == sure
    labelled = [LabelledRow(f"{k}{m}", t) for k in range(suggestion.RIPE) for t, m in (("行政执法", "规范执法行为"),)]
    assert suggest(pair, [sure, unsure], count=1, labelled=labelled)[0].guess == unsure


def test_each_suggestion_says_why():
    found = suggest(candidates(), guesses(), count=3)
    assert all(s.represents > 0 and s.guess.theme in s.reason and "代表另外" in s.reason for s in found)


def test_more_than_there_is_gives_what_there_is():
    assert len(suggest(candidates(2), guesses(2), count=100)) <= 6
    assert suggest([], count=5) == []
    assert suggest([Candidate("短")], count=5) == []


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12), st.integers(1, 8))
def test_any_texts_can_be_chosen_from(given_texts, count):
    given = [Candidate(text, number=k) for k, text in enumerate(given_texts)]
    found = suggest(given, count=count)
    assert len(found) <= count
    assert len({s.candidate.number for s in found}) == len(found)


def test_very_many_paragraphs_are_sampled(monkeypatch):
    monkeypatch.setattr(suggestion, "MOST_COMPARED", 50)
    space = np.random.default_rng(0).normal(size=(3000, 8))
    space /= np.linalg.norm(space, axis=1, keepdims=True)
    chosen, represented = choose(space, ["甲"] * 3000, np.ones(3000), count=10)
    assert len(set(chosen)) == 10
    assert sum(represented) == 40
    assert choose(space, ["甲"] * 3000, np.ones(3000), count=10)[0] == chosen


def test_texts_without_words_have_a_place():
    assert embed(["", "。"]).shape[0] == 2


def test_the_default_model_guesses_where_its_themes_fit():
    found, by = guess_themes(candidates(1), labelled=[LabelledRow("甲", "普法宣传")])
    assert [g.theme for g in found or []] == [*MATTERS]
    assert by.startswith("default@")


def test_labels_with_themes_of_their_own_guess_by_themselves():
    labelled = [
        LabelledRow(c.text, "宣传类" if k < 10 else "其余", report=c.report) for k, c in enumerate(candidates())
    ]
    found, by = guess_themes(candidates(1), labelled=labelled)
    assert [g.theme for g in found or []] == ["宣传类", "其余", "其余"]
    assert "30 labelled rows" in by
    assert guess_themes(candidates(1), labelled=labelled[:1])[0] is None


def test_rules_guess_where_they_are_given():
    found, _ = guess_themes(candidates(1), rules=[Rule("宣传类", "宪法宣传周")])
    assert [g.theme for g in found or []] == ["宣传类", "", ""]


def test_the_workbook_is_filled_in_and_read_back(tmp_path: Path):
    path = tmp_path / "next.xlsx"
    write_suggestions(suggest(candidates(), guesses(), count=6), str(path), themes=["新主题"])
    book = openpyxl.load_workbook(path)
    sheet = book["标注"]
    assert "新主题" in [cell.value for cell in book["主题"]["A"]]
    assert str(sheet.data_validations.dataValidation[0].sqref).startswith("A2:A")
    for row in range(2, 6):
        sheet.cell(row, 1).value = "普法宣传"
    book.save(path)
    left_out: list[Exception] = []
    rows = read_rows(path, on_bad_row=left_out.append)
    assert (len(rows), len(left_out)) == (4, 2)
    assert rows[0].report.startswith("报告")


@pytest.mark.minutes
def test_suggested_labels_teach_more_than_random_ones():
    rows = [row for row in read_rows(ROOT / "data" / "corpus") if row.kind == "department summary"]
    documents = sorted({row.report for row in rows})[::6]
    user = load_user([row for row in rows if row.report in documents], guess="rules")
    found = simulate(user, Learner(user, []), seed=1, sizes=[60])
    assert found["suggested in one go", 60] > found["random", 60] + 0.03
    assert "60" in describe({key: [score] for key, score in found.items()}, [60])


def test_adapting_learns_from_the_corpus_too():
    rows = make_rows(5)
    user = load_user(rows, guess="none")
    assert set(Learner(user, make_rows(2)).answer([0, 5], [10, 15])) <= {row.theme for row in rows}
