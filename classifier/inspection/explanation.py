"""The complete account of one answer: every term, what it counts and weighs, and where it stands.

Takes a text and a model; gives sums that can be checked by hand. Not for many texts (evidence) nor for a model as a whole
(terms).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from classifier.errors import ClassifierError
from classifier.evidence import Evidence, FoundTerms, explain_text, find_terms
from classifier.loading import load_model
from classifier.model import ThemeModel
from classifier.prediction import Prediction, predict

Span = tuple[int, int]


class Contribution(NamedTuple):
    """A term of the text and what it adds to a theme's decision value.

    Attributes
    ----------
    term : str
        As the model writes it; the words of a pair are joined by a space.
    value : float
        Its TF-IDF value in this text, above 0; the squares of all terms sum to 1.
    coefficient : float
        Its weight in the theme's decision.
    contribution : float
        ``value * coefficient``: above 0 it speaks for the theme, below against it.
    places : tuple of tuples of (int, int)
        Where it stands: for every time, the start and end of its word in the text, of both words for a pair.
    """

    term: str
    value: float
    coefficient: float
    contribution: float
    places: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Account:
    """How a theme's decision value comes about: ``intercept`` and all contributions sum to ``decision``.

    Attributes
    ----------
    theme : str
    probability : float
        Calibrated, 0 to 1: the softmax of the decision values of all themes.
    decision, intercept : float
    terms : tuple of Contribution
        All terms of the text that the model knows, those that contribute most, for or against, first.
    """

    theme: str
    probability: float
    decision: float
    intercept: float
    terms: tuple[Contribution, ...]


@dataclass(frozen=True)
class Explanation:
    """Why a text was given its theme, or how likely it has another one.

    Attributes
    ----------
    prediction : Prediction
    account : Account
        Of the theme that was asked about; by default the answer.
    rival : Account
        Of the most probable of the other themes.
    decisions : dict of str to float
        The decision value of every theme, the highest first.
    evidence : list of Evidence
        The account shared out among the words of the text, as `explain_text` does.
    """

    prediction: Prediction
    account: Account
    rival: Account
    decisions: dict[str, float]
    evidence: list[Evidence]

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers, lists and dicts, as written to JSON."""
        told = self.prediction
        return {
            "text": told.text, "theme": told.theme, "score": told.score, "accepted": told.accepted, "model": told.model,
            "probabilities": told.probabilities, "decisions": self.decisions,
            "account": _plain(self.account), "rival": _plain(self.rival),
        }  # fmt: skip


def explain(text: str, *, model: str | ThemeModel | None = None, theme: str | None = None) -> Explanation:
    """Account for an answer, term by term.

    Parameters
    ----------
    text : str
        One paragraph, as for `predict`.
    model : str or ThemeModel, optional
        As for `predict`.
    theme : str, optional
        Which theme to account for; by default the one that is answered.

    Raises
    ------
    TextError
        If the text is blank.
    ClassifierError
        If the model does not know the theme.

    Examples
    --------
    >>> told = explain("全年受理行政复议申请三十二件。", model="default").account
    >>> abs(told.intercept + sum(t.contribution for t in told.terms) - told.decision) < 1e-9
    True
    """
    answering = model if isinstance(model, ThemeModel) else load_model(model)
    if theme is not None and theme not in answering.themes:
        raise ClassifierError(
            f"{theme!r} is no theme of {answering.reference or 'the model'}; choose one of {', '.join(answering.themes)}"
        )
    prediction = predict(text, model=answering)
    wanted = theme or prediction.theme
    other = next(name for name in prediction.probabilities if name != wanted)
    decisions = dict(zip(answering.themes, answering.decisions([text])[0].tolist(), strict=True))
    found = find_terms(answering, [text])
    account, rival = (
        Account(
            theme=name,
            probability=prediction.probabilities[name],
            decision=decisions[name],
            intercept=answering.theme_weights(name)[1],
            terms=_contributions(answering, found, name),
        )
        for name in (wanted, other)
    )
    ranked = dict(sorted(decisions.items(), key=lambda pair: -pair[1]))
    return Explanation(prediction, account, rival, decisions=ranked, evidence=explain_text(answering, text, wanted))


def _contributions(model: ThemeModel, found: FoundTerms, theme: str) -> tuple[Contribution, ...]:
    coefficients = model.theme_weights(theme)[0][found.term].tolist()
    places = _places(found)
    terms = [
        Contribution(model.term(term), value, coefficient, value * coefficient, tuple(sorted(places[number])))
        for number, (term, value, coefficient) in enumerate(
            zip(found.term.tolist(), found.value.tolist(), coefficients, strict=True)
        )
    ]
    return tuple(sorted(terms, key=lambda t: (-abs(t.contribution), t.term)))


def _places(found: FoundTerms) -> list[list[tuple[Span, ...]]]:
    """Give for each term of the text the spans of its words, every time it stands there."""
    spans = [(start, end) for start, end in found.places.tolist()]
    places: list[list[tuple[Span, ...]]] = [[] for _ in found.term]
    for which, first, last in zip(found.which.tolist(), found.first.tolist(), found.last.tolist(), strict=True):
        places[which].append((spans[first],) if first == last else (spans[first], spans[last]))
    return places


def _plain(account: Account) -> dict[str, Any]:
    told = asdict(account)
    return {**told, "terms": [term._asdict() for term in account.terms]}
