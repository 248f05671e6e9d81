"""From a paragraph to its theme."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from classifier import Prediction, predict, predict_batch
from classifier.errors import ClassifierError, ModelNotFoundError
from classifier.loading import load_model

CLEAR = {
    "全年共受理行政复议申请四十六件，行政机关负责人出庭应诉率百分之百，信访积案全部化解。": "矛盾纠纷化解",
    "落实谁执法谁普法普法责任制，开展宪法宣传周、民法典宣传月活动，组织法治讲座进校园。": "普法宣传",
    "推行一网通办，压缩行政审批时限，企业开办当日办结，落实公平竞争审查制度。": "营商环境",
    "全面落实行政执法三项制度，组织行政执法案卷评查，严格执法人员持证上岗。": "行政执法",
    "严格履行重大行政决策程序，对规范性文件开展合法性审查并按时报送备案。": "决策法治化",
    "全年实现地区生产总值稳步增长，新建农村公路，扩大粮食种植面积，改善群众住房。": "其他",
}


@pytest.mark.parametrize(("text", "theme"), CLEAR.items())
def test_a_clear_paragraph_has_its_theme_and_is_accepted(text: str, theme: str):
    prediction = predict(text)
    assert prediction.theme == theme
    assert prediction.accepted


def test_a_prediction_tells_how_sure_and_by_which_model():
    prediction = predict("组织人民调解员培训")
    assert sum(prediction.probabilities.values()) == pytest.approx(1)
    assert list(prediction.probabilities.values()) == sorted(prediction.probabilities.values(), reverse=True)
    assert prediction.score == prediction.probabilities[prediction.theme]
    assert prediction.model.startswith("default@")
    assert prediction.text == "组织人民调解员培训"


def test_the_words_that_decided_slice_back():
    prediction = predict("组织人民调解员开展培训")
    assert prediction.evidence
    assert all(prediction.text[e.start : e.end] == e.term for e in prediction.evidence)


MIXED = (
    "一方面落实普法责任制，开展宪法宣传周和法治讲座，组织法律进校园；"
    "另一方面健全人民调解组织，排查化解矛盾纠纷，办理信访事项和行政复议案件。"
)


def test_a_second_theme_is_shown_for_a_paragraph_that_has_two():
    prediction = predict(MIXED)
    assert {prediction.theme, prediction.second_theme} == {"普法宣传", "矛盾纠纷化解"}
    assert prediction.second_score is not None
    assert load_model("default").thresholds.second <= prediction.second_score <= 1


def test_a_clear_paragraph_has_no_second_theme():
    assert [p.second_theme for p in predict_batch(CLEAR)] == [None] * len(CLEAR)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
def test_blank_text_is_an_error(text: str):
    with pytest.raises(ClassifierError, match="text 0 is blank"):
        predict(text)


def test_the_position_of_a_bad_text_is_named():
    with pytest.raises(ClassifierError, match="text 1 is None, not a str"):
        predict_batch(["好", None])  # type: ignore[list-item]


def test_a_bare_string_is_no_batch():
    with pytest.raises(TypeError, match="predict_batch takes several texts"):
        predict_batch("一段话")


def test_several_texts_are_no_single_one():
    with pytest.raises(TypeError, match="predict takes one text"):
        predict(["一段话"])  # type: ignore[arg-type]


def test_several_paragraphs_are_classified_whole_with_a_warning():
    with pytest.warns(UserWarning, match="use classify_documents"):
        assert isinstance(predict("第一段。\n\n第二段。"), Prediction)


def test_a_batch_is_answered_in_order_and_as_if_alone():
    predictions = predict_batch(iter(CLEAR))
    assert [p.theme for p in predictions] == list(CLEAR.values())
    assert [p.score for p in predictions] == pytest.approx([predict(t).score for t in CLEAR], abs=1e-12)


def test_a_table_of_predictions_has_what_the_class_tells_and_nothing_else():
    table = pd.DataFrame(predict_batch(["开展宪法宣传周活动，组织法治讲座。"] * 3))
    expected = ["text", "theme", "score", "second_theme", "second_score", "accepted", "model"]
    assert list(table.columns) == expected
    assert list(table["theme"]) == ["普法宣传"] * 3


def test_a_prediction_survives_pickling():
    sent = predict_batch(["开展宪法宣传周活动，组织法治讲座。", "推行一网通办，压缩行政审批时限。"])[1]
    received = pickle.loads(pickle.dumps(sent))
    assert received == sent
    assert received.probabilities == sent.probabilities
    assert received.evidence == sent.evidence


def test_no_texts_give_no_predictions():
    assert predict_batch([]) == []


def test_a_loaded_model_answers_too(training):
    assert predict("调解邻里纠纷", model=training.model).theme == "矛盾纠纷化解"


def test_an_unknown_model_is_an_error_that_lists_the_known():
    with pytest.raises(ModelNotFoundError, match="there are: .*default"):
        predict("文本", model="nobody")
