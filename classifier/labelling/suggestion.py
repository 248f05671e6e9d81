"""What to label next: the paragraphs from which a model would learn most.

Takes candidates, what a model or rules guess of them, and what is labelled already; gives `Suggestion`s. Not for reading
reports (gathering) nor for files (suggestion_files).

The choice is a facility location for every guessed theme (Krause & Golovin 2014): as many paragraphs of each as the
square root of its frequency asks for, those that the others of that theme resemble most, sure guesses first. With few
labels that teaches more than the paragraphs that a model is least sure about; ``python -m benchmarks.label_suggestion``
shows it. The more people have labelled, the more what their own model doubts is preferred instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from classifier.dataset import LabelledRow
from classifier.labelling.gathering import Candidate
from classifier.near_duplicates import find_near_duplicates
from classifier.pipeline import build_pipeline

DIMENSIONS = 100  # of the space in which paragraphs are compared
MOST_COMPARED = 4_000  # paragraphs of a theme that stand for all of it, so that memory does not grow with their square
SHORTEST = 15  # characters; what is shorter teaches little
ALIKE = 0.6  # Jaccard index of five-character runs from which on two paragraphs are copies
BLOCK = 500  # paragraphs compared at once
LEAST_SURE = 0.05  # what counts for guesses without any margin, or doubt
RIPE = 200  # labels from which on the doubts of a model that learned from them tell where it errs
SURENESS = 2.0  # how much sure guesses are preferred at the start: the power of the margin

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


@dataclass(frozen=True)
class Guess:
    """What is guessed of a paragraph.

    Attributes
    ----------
    theme : str
        Empty if nothing is.
    score : float or None
        Its probability; None if rules guessed.
    margin : float
        The lead of that over the next theme, 0 to 1.
    doubt : float
        How unsure a model of the user's own labels is, 0 to 1; 0 where there is none.
    """

    theme: str = ""
    score: float | None = None
    margin: float = 0.0
    doubt: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A paragraph to label.

    Attributes
    ----------
    candidate : Candidate
    guess : Guess
    represents : int
        How many other paragraphs resemble it more than any other one suggested.
    reason : str
        Why it was chosen, in Chinese, for the person who labels.
    """

    candidate: Candidate
    guess: Guess
    represents: int
    reason: str


def suggest(
    candidates: Sequence[Candidate],
    guesses: Sequence[Guess] | None = None,
    *,
    count: int = 60,
    labelled: Sequence[LabelledRow] = (),
    seed: int = 0,
) -> list[Suggestion]:
    """Choose the paragraphs to label next, the most useful first.

    Parameters
    ----------
    candidates : sequence of Candidate
    guesses : sequence of Guess, optional
        One for each candidate; without them, paragraphs are chosen to differ from each other.
    count : int
        How many; fewer are given if there are no more that differ.
    labelled : sequence of LabelledRow
        What is labelled already: neither that nor its copies are suggested, and what it covers counts as covered.
    seed : int
        For the space in which paragraphs are compared, and for the sample where there are very many.

    Examples
    --------
    >>> texts = ["组织人民调解员化解邻里纠纷三十件", "开展宪法宣传周活动，发放普法手册", "组织人民调解员化解邻里纠纷二十件"]
    >>> [s.candidate.text[:6] for s in suggest([Candidate(text) for text in texts], count=2)]
    ['组织人民调解', '开展宪法宣传']
    """
    known = [Candidate(row.text) for row in labelled]
    kept = _distinct([*known, *candidates], len(known))
    if not kept or count < 1:
        return []
    given = list(guesses) if guesses is not None else [Guess(margin=1.0)] * len(candidates)
    pool = [candidates[k] for k in kept]
    chosen_guesses = [given[k] for k in kept]
    # labels that people gave stand for their theme
    own = [Guess(row.theme if guesses is not None else "", margin=1.0) for row in labelled]
    space = embed([c.text for c in (*known, *pool)], seed=seed)
    weights = np.array([_weight(guess, len(known)) for guess in (*own, *chosen_guesses)])
    themes = [g.theme for g in (*own, *chosen_guesses)]
    picked, represented = choose(space, themes, weights, count=count, start=len(known), seed=seed)
    return [
        Suggestion(
            pool[k - len(known)],
            chosen_guesses[k - len(known)],
            int(represents),
            _reason(chosen_guesses[k - len(known)], int(represents)),
        )
        for k, represents in zip(picked, represented, strict=True)
    ]


def embed(texts: Sequence[str], *, seed: int = 0) -> FloatArray:
    """Place texts in a space where those that share words are near: latent semantic analysis, rows of length 1."""
    words = build_pipeline().named_steps["tokenize"].transform(texts)
    tfidf = TfidfVectorizer(token_pattern=r"\S+", lowercase=False, sublinear_tf=True, dtype=np.float32)
    try:
        X = tfidf.fit_transform(words)
    except ValueError:  # no text has a word
        return np.zeros((len(texts), 1))
    size = min(DIMENSIONS, X.shape[0] - 1, X.shape[1] - 1)
    if size < 1:
        return np.ones((len(texts), 1))
    space: FloatArray = normalize(TruncatedSVD(size, random_state=seed).fit_transform(X).astype(np.float64))
    return space


def choose(
    space: FloatArray,
    themes: Sequence[str],
    weights: FloatArray,
    *,
    count: int,
    start: int = 0,
    seed: int = 0,
) -> tuple[list[int], list[int]]:
    """Choose rows of a space that stand for the others of their theme, shares by the square root of its frequency.

    Parameters
    ----------
    space : float array of shape (n, d)
        Rows of length 1.
    themes : sequence of n str
    weights : float array of shape (n,)
        How gladly a row is chosen, 0 or more.
    count : int
    start : int
        The first so many rows are chosen already.
    seed : int
        For the sample of themes that have more than `MOST_COMPARED` rows.

    Returns
    -------
    chosen, represented : lists of int
        Which rows, themes in turn; and how many rows each stands for.
    """
    names, codes = np.unique(np.array(themes, dtype=object).astype(str), return_inverse=True)
    wanted = _shares(codes[start:], np.bincount(codes[:start], minlength=len(names)), count)
    lists: list[list[tuple[int, int]]] = []
    for code in range(len(names)):
        rows = np.flatnonzero(codes == code)
        if wanted[code]:
            generator = np.random.default_rng((seed, code))
            lists.append(_locate(space, rows, weights, int(wanted[code]), start, generator))
    longest = max(map(len, lists), default=0)
    turns = [found[turn] for turn in range(longest) for found in lists if turn < len(found)]
    return [k for k, _ in turns], [n for _, n in turns]


def _weight(guess: Guess, labelled: int) -> float:
    """How gladly a paragraph is chosen: at the start for a sure guess, later for the doubts of what was learned."""
    ripe = min(1.0, labelled / RIPE)
    sure = float(max(guess.margin, LEAST_SURE) ** SURENESS)
    return (1 - ripe) * sure + ripe * max(guess.doubt, LEAST_SURE)


def _shares(codes: IntArray, had: IntArray, count: int) -> IntArray:
    """How many rows of each theme are to be chosen, apportioned by Huntington and Hill: every theme gets one first."""
    there = np.bincount(codes, minlength=len(had))
    target = np.sqrt(there + had)
    wanted = np.zeros_like(had)
    for _ in range(min(count, int(there.sum()))):
        got = wanted + had
        need = np.where(wanted < there, target / np.sqrt(np.maximum(got * (got + 1), 1e-9)), -1.0)
        wanted[int(need.argmax())] += 1
    return wanted


def _locate(
    space: FloatArray, rows: IntArray, weights: FloatArray, count: int, start: int, generator: np.random.Generator
) -> list[tuple[int, int]]:
    """Choose rows greedily so that every row of the theme has a chosen one near; how many each is nearest to."""
    taken, free = rows[rows < start], rows[rows >= start]
    if len(free) > MOST_COMPARED:
        free = np.sort(generator.choice(free, MOST_COMPARED, replace=False))
    points = space[free]
    near = np.zeros(len(free))
    if len(taken):
        near = np.maximum(points @ space[taken].T, 0).max(axis=1)
    likeness = np.maximum(points @ points.T, 0).astype(np.float32) * weights[free][None, :].astype(np.float32)
    chosen: list[int] = []
    for _ in range(count):
        gains = _gains(likeness, near)
        gains[chosen] = -1.0
        best = int(gains.argmax())
        chosen.append(best)
        near = np.maximum(near, likeness[:, best])
    nearest = (points @ points[chosen].T).argmax(axis=1)
    served = np.bincount(nearest, minlength=len(chosen))
    return [(int(free[k]), int(n) - 1) for k, n in zip(chosen, served, strict=True)]


def _gains(likeness: NDArray[np.float32], near: FloatArray) -> FloatArray:
    """How much nearer the rows come, in sum, to a chosen one by each further choice; a block of rows at a time."""
    gains = np.zeros(likeness.shape[1])
    for begin in range(0, len(likeness), BLOCK):
        block = likeness[begin : begin + BLOCK] - near[begin : begin + BLOCK, None].astype(np.float32)
        gains += np.maximum(block, 0).sum(axis=0)
    return gains


def _distinct(texts: Sequence[Candidate], known: int) -> list[int]:
    """Which candidates are long enough, and no copy of a known text or of an earlier candidate; counted without known."""
    copies = {
        pair.second for pair in find_near_duplicates([c.text for c in texts], least=ALIKE) if pair.second >= known
    }
    return [
        k - known
        for k in range(known, len(texts))
        if k not in copies and len("".join(texts[k].text.split())) >= SHORTEST
    ]


def _reason(guess: Guess, represents: int) -> str:
    told = f"代表另外 {represents} 段相近的文字" if represents else "与其他段落都不相近"
    if not guess.theme:
        return told
    doubt = ""
    if guess.score is not None:
        doubt = "，把握较大" if guess.margin >= 0.8 else "，把握不大" if guess.margin < 0.4 else ""
    return f"可能是“{guess.theme}”{doubt}；{told}"


def as_guesses(themes: Sequence[str], probabilities: Any) -> list[Guess]:
    """Give what a model guesses: probabilities of shape (n, n_themes)."""
    order = np.argsort(-probabilities, axis=1, kind="stable")
    every = np.arange(len(order))
    top, next_ = probabilities[every, order[:, 0]], probabilities[every, order[:, min(1, order.shape[1] - 1)]]
    return [
        Guess(themes[k], float(score), float(score - other))
        for k, score, other in zip(order[:, 0].tolist(), top.tolist(), next_.tolist(), strict=True)
    ]
