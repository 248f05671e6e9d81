"""From a paragraph to its theme.

Takes texts and a model, gives one `Prediction` each. Not for whole documents (batch) nor for finding models on disk
(loading).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from classifier.errors import TextError
from classifier.evidence import Evidence, explain_text
from classifier.loading import load_model
from classifier.model import FloatArray, ThemeModel, second_of

_PARAGRAPH_BREAK = re.compile(r"\S[^\S\n]*\n\s*\S")


class _Batch(NamedTuple):
    """What predictions that were made together share."""

    model: ThemeModel
    probabilities: FloatArray


@dataclass(frozen=True)
class Prediction:
    """The answer for one paragraph; ``pandas.DataFrame(predictions)`` makes a table of many.

    Attributes
    ----------
    text : str
        The paragraph as it was given.
    theme : str
        The most probable theme.
    score : float
        Its calibrated probability, 0 to 1.
    second_theme, second_score : str and float, or None
        The theme that the paragraph most probably has as well, and how probably; only where that reaches the model's
        threshold for paragraphs with two themes.
    accepted : bool
        Whether `score` reaches the model's threshold, chosen on held-out reports for a stated precision.
    probabilities : dict of str to float
        Every theme's probability, the most probable first; they sum to 1.
    model : str
        Which model answered, such as ``default@1``.
    evidence : list of Evidence
        What each word contributed to the theme, in the order of the text; computed when first asked for.
    """

    text: str
    theme: str
    score: float
    second_theme: str | None
    second_score: float | None
    accepted: bool
    model: str
    if TYPE_CHECKING:  # what is no field does not end up in tables made of predictions
        _batch: ClassVar[_Batch]
        _place: ClassVar[int]  # in the batch

    @cached_property
    def probabilities(self) -> dict[str, float]:
        """Give every theme's probability, the most probable first."""
        row = self._batch.probabilities[self._place].tolist()
        ranked = sorted(zip(row, self._batch.model.themes, strict=True), key=lambda pair: -pair[0])
        return {theme: probability for probability, theme in ranked}

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Give the words that decided, with weights and offsets into `text`."""
        return explain_text(self._batch.model, self.text, self.theme)


def predict(text: str, *, model: str | ThemeModel | None = None) -> Prediction:
    """Tell the theme of one paragraph.

    Parameters
    ----------
    text : str
        One paragraph. Several are classified as one, with a warning.
    model : str or ThemeModel, optional
        A reference such as ``default@1`` or a loaded model; by default the default model.

    Raises
    ------
    TextError
        If the text is blank.

    Examples
    --------
    >>> predict("全年受理行政复议申请三十二件，行政机关负责人出庭应诉率达到百分之百。").theme
    '矛盾纠纷化解'
    """
    if not isinstance(text, str):
        raise TypeError(f"predict takes one text, a str, not {type(text).__name__}; for several use predict_batch")
    if _PARAGRAPH_BREAK.search(text):
        warnings.warn(
            "the text has several paragraphs and is classified as one; "
            "for a theme per paragraph use classify_documents or 'classifier classify'",
            stacklevel=2,
        )
    return predict_batch([text], model=model)[0]


def predict_batch(texts: Iterable[str], *, model: str | ThemeModel | None = None) -> list[Prediction]:
    """Tell the theme of each paragraph, in order.

    Parameters
    ----------
    texts : iterable of str
    model : str or ThemeModel, optional
        As for `predict`.

    Raises
    ------
    TypeError
        If `texts` is a single str.
    TextError
        If a text is blank or not a str; the message gives its position, counted from 0.

    Examples
    --------
    >>> [p.theme for p in predict_batch(["开展宪法宣传周活动，组织法治讲座。", "推行一网通办，压缩行政审批时限。"])]
    ['普法宣传', '营商环境']
    """
    if isinstance(texts, str):
        raise TypeError("predict_batch takes several texts; for one text use predict(text) or give [text]")
    checked = list(texts)
    for position, text in enumerate(checked):
        if not isinstance(text, str):
            raise TextError(f"text {position} is {text!r}, not a str; leave out rows without text")
        if not text.strip():
            raise TextError(f"text {position} is blank; leave out rows without text")
    answering = model if isinstance(model, ThemeModel) else load_model(model)
    return shape_predictions(answering, checked, answering.values(checked))


def shape_predictions(model: ThemeModel, texts: Sequence[str], values: FloatArray) -> list[Prediction]:
    """Apply calibration and thresholds to the decision values of texts that are known to be good."""
    probabilities, presence = model.calibrate(values)
    first = probabilities.argmax(axis=1)
    second = second_of(first, presence)
    every = np.arange(len(texts))
    themes, accept, show = model.themes, model.thresholds.accept, model.thresholds.second
    batch = _Batch(model, probabilities)
    predictions = []
    for place, (text, k, score, other, also) in enumerate(
        zip(
            texts,
            first.tolist(),
            probabilities[every, first].tolist(),
            second.tolist(),
            presence[every, second].tolist(),
            strict=True,
        )
    ):
        prediction = object.__new__(Prediction)  # __init__ of a frozen class takes longer than all that is before
        vars(prediction).update(
            text=text,
            theme=themes[k],
            score=score,
            second_theme=themes[other] if also >= show else None,
            second_score=also if also >= show else None,
            accepted=score >= accept,
            model=model.reference,
            _batch=batch,
            _place=place,
        )
        predictions.append(prediction)
    return predictions
