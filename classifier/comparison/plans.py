"""Last year's plans beside this year's achievements of the same region.

Takes rows, gives each plan with the achievements that speak most alike. A hint where to read, no proof that a plan
was carried out, or was not: it sees common words, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from classifier.comparison.groups import DONE, PLANNED, group_rows, order_themes, split_roles
from classifier.tokenizer import JiebaTokenizer
from classifier.writers.characters import replace_surrogates
from classifier.writers.rows import Row

if TYPE_CHECKING:
    from scipy import sparse

# the best of a report that has nothing to do with the plan reaches 0.15 in about one case in ten: plans of data/corpus
# against achievements of other places, 90 % quantile by theme 0.09 to 0.19
LEAST = 0.15
MOST = 2  # achievements beside a plan
_WORDS = 5  # that are shown as common


class PlanMatch(NamedTuple):
    """A plan and an achievement of the year after, of the same region and theme.

    `rank` counts a plan's achievements from 1; where nothing was found it is 0, the achievement is empty and `similarity`
    is the best that there was. `similarity` is the cosine of the words' TF-IDF weights, 0 to 1; `words` are those that both
    have, the weightiest first.
    """

    region: str
    theme: str
    plan_year: int
    plan_document: str
    plan_paragraph: int
    plan_text: str
    rank: int
    similarity: float
    year: int
    document: str
    paragraph: int | None
    text: str
    words: str

    @property
    def found(self) -> bool:
        """Whether there is an achievement beside the plan."""
        return self.rank > 0


def match_plans(
    rows: Iterable[Row],
    *,
    most: int = MOST,
    least: float = LEAST,
    tokenizer: JiebaTokenizer | None = None,
) -> list[PlanMatch]:
    """Put beside each plan (计划) the achievements (成效) of the next year's report that have most words in common.

    Only plans of regions that have a report of the next year are looked at, and only achievements of the plan's theme.

    Parameters
    ----------
    rows : iterable of Row
        Of all roles.
    most : int
        Achievements of one plan.
    least : float
        The similarity below which nothing counts as found.
    tokenizer : JiebaTokenizer, optional
        By default one with the shipped word lists, without the words inside words.

    Returns
    -------
    list of PlanMatch
        By region and year; the most similar plan first, those without an achievement last, the achievements of a plan
        together.
    """
    roles = split_roles(rows)
    done = {(group.region, group.year): group.rows for group in group_rows(roles[DONE], ("region", "year"))}
    pairs = [
        (group.rows, done[group.region, group.year + 1])
        for group in group_rows(roles[PLANNED], ("region", "year"))
        if group.region and group.year is not None and (group.region, group.year + 1) in done
    ]
    if not pairs:
        return []
    weights = _Weights([row for some in pairs for side in some for row in side], tokenizer)
    return [match for plans, achievements in pairs for match in _match(plans, achievements, weights, most, least)]


class _Weights:
    """TF-IDF weights of the words of some paragraphs."""

    def __init__(self, rows: Sequence[Row], tokenizer: JiebaTokenizer | None) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        tokenizer = tokenizer or JiebaTokenizer(mode="plain")
        texts = list(dict.fromkeys(row["text"] for row in rows))
        self._row_of = {text: place for place, text in enumerate(texts)}
        words = tokenizer.tokenize_all([replace_surrogates(text) for text in texts])
        vectorizer = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True)
        # without a single word the vectorizer would refuse: the last row, which is no paragraph, has one
        self._matrix: sparse.csr_matrix = vectorizer.fit_transform([*words, ["\0"]]).tocsr()
        self._terms: Any = vectorizer.get_feature_names_out()

    def of(self, rows: Sequence[Row]) -> sparse.csr_matrix:
        """Give the weights of rows, shape (rows, words), each of length 1."""
        return self._matrix[[self._row_of[row["text"]] for row in rows]]

    def common(self, first: Row, second: Row) -> str:
        """Give the words that two rows share, the weightiest first."""
        shared = self.of([first]).multiply(self.of([second])).tocoo()
        words = [str(self._terms[shared.col[place]]) for place in np.lexsort((shared.col, -shared.data))]
        return "、".join([word for word in words if len(word) > 1][:_WORDS])


def _as_it_is(words: list[str]) -> list[str]:
    return words


def _match(
    plans: Sequence[Row], achievements: Sequence[Row], weights: _Weights, most: int, least: float
) -> Iterable[PlanMatch]:
    """Give the matches of one region and year, in the order of `match_plans`."""
    found = []
    for theme in order_themes(plans):
        mine = [row for row in plans if row["theme"] == theme]
        theirs = [row for row in achievements if row["theme"] == theme]
        likeness = (weights.of(mine) @ weights.of(theirs).T).toarray() if theirs else np.zeros((len(mine), 0))
        for row, values in zip(mine, likeness, strict=True):
            order = np.argsort(-values, kind="stable")[:most]
            best = float(min(values[order[0]], 1.0)) if len(order) else 0.0
            kept = [(theirs[k], float(min(values[k], 1.0))) for k in order if values[k] >= least]
            found.append((best if kept else best - 1, _make_matches(row, achievements[0], kept, best, weights)))
    for _, matches in sorted(found, key=lambda plan: -plan[0]):
        yield from matches


def _make_matches(
    plan: Row, any_achievement: Row, kept: Sequence[tuple[Row, float]], best: float, weights: _Weights
) -> list[PlanMatch]:
    year = plan["year"] or 0
    head = (plan["region"], plan["theme"], year, plan["document"], plan["paragraph"], plan["text"])
    if not kept:
        return [PlanMatch(*head, 0, best, year + 1, any_achievement["document"], None, "", "")]
    return [
        PlanMatch(
            *head, rank, similarity, year + 1,
            row["document"], row["paragraph"], row["text"], weights.common(plan, row),
        )
        for rank, (row, similarity) in enumerate(kept, 1)
    ]  # fmt: skip
