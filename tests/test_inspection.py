"""Looking into a model: accounts that add up, terms, differences, held-out answers."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import ClassifierError, load_model
from classifier.dataset import read_rows
from classifier.errors import TextError
from classifier.evidence import Evidence, explain_text
from classifier.inspection import (
    explain,
    find_differences,
    find_moved,
    held_out_answers,
    mark_words,
    top_terms,
)
from classifier.loading import shipped_corpus
from classifier.normalisation import normalise
from classifier.training import train

TEXT = "开展宪法宣传周活动，调解邻里纠纷。"


@pytest.fixture(scope="module")
def second(rows):
    """A later version: two reports less, and a theme that the first did not know."""
    later = [replace(row, theme="乡村振兴") if "乡村振兴" in row.text else row for row in rows]
    return train([row for row in later if row.report not in ("报告4", "报告5")]).model


def test_accounts_of_a_thousand_paragraphs_sum_to_their_decision_values():
    model = load_model("default")
    corpus = read_rows(shipped_corpus())
    texts = [row.text for row in corpus[:: len(corpus) // 1000][:1000]]
    decisions, probabilities = model.decisions(texts), model.probabilities(texts)
    assert len(texts) == 1000
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = [explain(text, model=model) for text in texts]
    for row, probability, one in zip(decisions, probabilities, told, strict=True):
        for account in (one.account, one.rival):
            k = model.themes.index(account.theme)
            total = account.intercept + sum(term.contribution for term in account.terms)
            assert total == pytest.approx(row[k], abs=1e-9)
            assert account.decision == pytest.approx(row[k], abs=1e-9)
            assert account.probability == pytest.approx(probability[k], abs=1e-12)
        assert one.account.probability == max(one.prediction.probabilities.values())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["行政复议", "ＰＰＰ项目", "谁执法谁普法", "，", "　", " ", "放管服", "é", "\0", "１２３", "\n"]
        ),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .filter(str.strip)
)
def test_places_slice_back_to_the_words_of_each_term(text: str):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = explain(text, model="default")
    for term in told.account.terms:
        for place in term.places:
            assert [normalise(text[start:end]) for start, end in place] == term.term.split(" ")


def test_the_places_of_a_term_are_all_it_has(training):
    told = explain("调解调解，调解", model=training.model)
    (term,) = [t for t in told.account.terms if t.term == "调解"]
    assert term.places == (((0, 2),), ((2, 4),), ((5, 7),))


def test_values_are_those_of_scikit_learns_tfidf(training):
    told = explain(TEXT, model=training.model)
    steps = training.model.to_pipeline()[:-1]
    row = steps.transform([TEXT]).toarray()[0]
    vocabulary = steps.named_steps["tfidf"].vocabulary_
    assert {t.term: t.value for t in told.account.terms} == pytest.approx(
        {term: row[i] for term, i in vocabulary.items() if row[i]}
    )


def test_the_heaviest_terms_come_first_for_or_against(training):
    weights = [abs(t.contribution) for t in explain(TEXT, model=training.model).account.terms]
    assert weights == sorted(weights, reverse=True)


def test_another_theme_than_the_answer_can_be_accounted_for(training):
    told = explain("调解邻里纠纷", model=training.model, theme="普法宣传")
    assert told.prediction.theme == told.rival.theme == "矛盾纠纷化解"
    assert told.account.theme == "普法宣传"
    assert told.account.decision == told.decisions["普法宣传"]
    assert next(iter(told.decisions)) == "矛盾纠纷化解"


def test_evidence_shares_out_the_same_account(training):
    told = explain(TEXT, model=training.model)
    assert told.evidence == explain_text(training.model, TEXT, told.account.theme)
    assert sum(e.weight for e in told.evidence) == pytest.approx(sum(t.contribution for t in told.account.terms))


def test_an_unknown_theme_is_told_with_those_there_are(training):
    with pytest.raises(ClassifierError, match="'普法' is no theme of the model; choose one of 其他, 普法宣传"):
        explain(TEXT, model=training.model, theme="普法")


def test_a_blank_text_has_no_account(training):
    with pytest.raises(TextError, match="blank"):
        explain(" ", model=training.model)


def test_an_explanation_is_plain_json(training):
    told = json.loads(json.dumps(explain(TEXT, model=training.model).to_dict()))
    assert told["account"]["terms"][0].keys() == {"term", "value", "coefficient", "contribution", "places"}
    assert told["rival"]["theme"] != told["theme"]


def test_top_terms_speak_for_their_theme_and_not_for_others(training):
    terms = top_terms(training.model, 5)
    assert list(terms) == list(training.model.themes)
    assert all(len(found) == 5 and found[0].weight >= found[-1].weight > 0 for found in terms.values())
    assert "普法" in {t.term for t in terms["普法宣传"]}
    against = top_terms(training.model, 5, against=True)
    assert all(found[0].weight <= found[-1].weight < 0 for found in against.values())


def test_no_more_terms_are_given_than_have_a_weight(training):
    every = top_terms(training.model, 10**6)["普法宣传"]
    weights = training.model.theme_weights("普法宣传")[0]
    assert len(every) == (weights > 0).sum()


def test_a_model_does_not_differ_from_itself(training):
    found = find_differences(training.model, training.model)
    assert (found.gained, found.lost, found.gained_themes, found.lost_themes) == (0, 0, (), ())
    assert found.shared == len(training.model.terms)
    assert all(m.first == m.second for moved in found.moved.values() for m in moved)
    assert not any(found.gained_terms.values())


def test_differences_tell_terms_gained_lost_and_moved(training, second):
    forth, back = find_differences(training.model, second, 5), find_differences(second, training.model, 5)
    assert forth.gained_themes == back.lost_themes == ("乡村振兴",)
    assert (forth.gained, forth.lost, forth.shared) == (back.lost, back.gained, back.shared)
    assert forth.lost > 0
    assert forth.lost_terms == back.gained_terms
    for theme, moved in forth.moved.items():
        names = [training.model.term(i) for i in range(len(training.model.terms))]
        weights = dict(zip(names, training.model.theme_weights(theme)[0].tolist(), strict=True))
        assert all(weights[m.term] == m.first for m in moved)
        steps = [abs(m.second - m.first) for m in moved]
        assert steps == sorted(steps, reverse=True)
        assert steps[0] > 0


def test_the_terms_that_moved_most_are_those_of_all_themes(training, second):
    found = find_moved(training.model, second, 7)
    assert len(found) == 7
    steps = [abs(m.second - m.first) for m in found]
    assert steps == sorted(steps, reverse=True)
    per_theme = find_differences(training.model, second, 1).moved.values()
    assert steps[0] >= max(abs(m.second - m.first) for moved in per_theme for m in moved)


def test_held_out_answers_begin_with_the_labels_least_believed(rows):
    slip = next(i for i, row in enumerate(rows) if row.theme == "普法宣传")
    wrong = [replace(row, theme="行政执法") if i == slip else row for i, row in enumerate(rows)]
    trained = train(wrong)
    answers = held_out_answers(trained)
    assert (answers[0].text, answers[0].label, answers[0].answer) == (rows[slip].text, "行政执法", "普法宣传")
    assert len(answers) == len(rows)
    scores = [answer.label_score for answer in answers]
    assert scores == sorted(scores)
    right = [answer for answer in answers if answer.answer == answer.label]
    assert len(right) / len(answers) == pytest.approx(trained.evaluation.accuracy)
    assert all(answer.score == answer.label_score for answer in right)


evidence = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4), st.floats(-3, 3)), max_size=6)


@given(st.text(min_size=12, max_size=12), evidence)
def test_marked_pieces_join_to_the_text_and_keep_the_weight(text, words):
    given_words = [Evidence(text[s : s + n], weight, s, s + n) for s, n, weight in words]
    pieces = mark_words(text, given_words)
    assert "".join(piece.text for piece in pieces) == text
    assert sum(piece.weight for piece in pieces) == pytest.approx(sum(e.weight for e in given_words), abs=1e-9)


def test_words_side_by_side_stay_apart_and_overlapping_ones_join():
    words = [
        Evidence("行政", 1.0, 0, 2), Evidence("行政复议", 1.0, 0, 4), Evidence("案件", 1.0, 4, 6), Evidence("件", -2, 5, 6),
    ]  # fmt: skip
    assert [piece.text for piece in mark_words("行政复议案件多", words)] == ["行政复议", "案", "件", "多"]


def test_a_text_without_evidence_is_one_piece():
    assert mark_words("全年", []) == [("全年", 0.0)]
    assert mark_words("", []) == []
