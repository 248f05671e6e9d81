"""What can be guessed of paragraphs that nobody has labelled: by a model, by rules, or by the labels that are there.

Takes candidates and what is at hand, gives a guess for each and says where they come from. Not for choosing (suggestion).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from classifier.dataset import LabelledRow
from classifier.labelling.gathering import Candidate
from classifier.labelling.rules import Matcher, Rule
from classifier.labelling.suggestion import Guess, as_guesses
from classifier.labelling.weak import label_paragraph
from classifier.loading import load_model
from classifier.model import ThemeModel
from classifier.pipeline import build_pipeline
from classifier.training import LEAST_ROWS

_MARGINS = {"高": 1.0, "中": 0.8, "低": 0.5}


def guess_themes(
    candidates: Sequence[Candidate],
    *,
    model: str | ThemeModel | None = None,
    named: bool = True,
    rules: Sequence[Rule] | None = None,
    labelled: Sequence[LabelledRow] = (),
) -> tuple[list[Guess] | None, str]:
    """Guess the theme of each paragraph, and say in words by what.

    A model that the user named guesses, else rules that are given, else the default model if it knows all themes of
    `labelled`, else what `labelled` teaches; None where nothing can.

    Parameters
    ----------
    candidates : sequence of Candidate
    model : str or ThemeModel, optional
        As for `predict`.
    named : bool
        Whether the user named `model`; the default one guesses only where its themes fit.
    rules : sequence of Rule, optional
    labelled : sequence of LabelledRow
    """
    texts = [candidate.text for candidate in candidates]
    own = _learn(texts, labelled)
    if model is None and rules is not None:
        guesses, by = _guess_by_rules(candidates, rules), "rules for headings"
    else:
        answering = model if isinstance(model, ThemeModel) else load_model(model)
        if (model is not None and named) or {row.theme for row in labelled} <= set(answering.themes):
            guesses, by = as_guesses(answering.themes, answering.answer(texts)[0]), answering.reference
        elif own:
            guesses, by = own, f"a model of the {len(labelled)} labelled rows"
        else:
            return None, "nothing: the themes are others than the default model's, and few are labelled"
    if own:
        guesses = [replace(g, doubt=1 - mine.margin) for g, mine in zip(guesses, own, strict=True)]
    return guesses, by


def _learn(texts: Sequence[str], labelled: Sequence[LabelledRow]) -> list[Guess]:
    """Guess by what the labelled rows teach; nothing where they are too few."""
    counts = Counter(row.theme for row in labelled)
    learned = [row for row in labelled if counts[row.theme] >= LEAST_ROWS]
    if len({row.theme for row in learned}) < 2:
        return []
    pipeline = build_pipeline(min_df=1).fit(
        [row.text for row in learned],
        [row.theme for row in learned],
        classify__groups=[row.group for row in learned],
    )
    return as_guesses([str(theme) for theme in pipeline[-1].classes_], pipeline.predict_proba(texts))


def _guess_by_rules(candidates: Sequence[Candidate], rules: Sequence[Rule]) -> list[Guess]:
    matcher = Matcher(rules)
    guesses = []
    for candidate in candidates:
        label = label_paragraph(
            candidate.text, matcher, headings=candidate.headings, title=candidate.title, role=candidate.role
        )
        guesses.append(Guess(label.theme, None, _MARGINS[label.level]) if label else Guess())
    return guesses
