"""Features and classifiers compared on held-out documents of the corpus, real text beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import jieba
import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from benchmarks.evaluation.data import Data, cell, score_answers, table
from classifier.headings import find_lead
from classifier.normalisation import normalise
from classifier.tokenizer import JiebaTokenizer
from classifier.word_lists import shipped_user_dict

Words = Callable[[Sequence[str]], list[str]]
Machine = Callable[[], list[Any]]


def words_of(mode: str) -> Words:
    """Give the project's words."""
    return JiebaTokenizer(mode=mode).transform  # type: ignore[arg-type]


def words_without_stop_words(texts: Sequence[str]) -> list[str]:
    """Give search-mode words, none left out as a stop word."""
    return JiebaTokenizer(stop_words=()).transform(texts)


def words_with_hmm(texts: Sequence[str]) -> list[str]:
    """Give search-mode words with jieba's hidden Markov model on."""
    dictionary = jieba.Tokenizer()
    for word, frequency in shipped_user_dict().items():
        dictionary.add_word(word, frequency)
    stop_words = JiebaTokenizer().settings()[1]
    return [
        " ".join(
            w
            for w in dictionary.lcut_for_search(normalise(t), HMM=True)
            if w not in stop_words and any(c.isalpha() for c in w) and w.strip()
        )
        for t in texts
    ]


def words_with_lead(texts: Sequence[str]) -> list[str]:
    """Give search-mode words, and those of the lead once more as words of their own."""
    tokenizer = JiebaTokenizer()
    leads = tokenizer.tokenize_all([find_lead(text) for text in texts])
    both = zip(tokenizer.transform(texts), leads, strict=True)
    return [f"{words} {' '.join('^' + w for w in lead)}" for words, lead in both]


def words_without_lead(texts: Sequence[str]) -> list[str]:
    """Give search-mode words of what follows the lead."""
    return JiebaTokenizer().transform([text[len(find_lead(text)) :] for text in texts])


def characters(texts: Sequence[str]) -> list[str]:
    """Give the text itself, for runs of characters."""
    return [normalise(text) for text in texts]


def tfidf(ngrams: tuple[int, int] = (1, 2), **settings: Any) -> TfidfVectorizer:
    """Build the vectorizer of the recipe, with changes."""
    usual = {"token_pattern": r"\S+", "lowercase": False, "ngram_range": ngrams, "min_df": 2}
    return TfidfVectorizer(**{**usual, **settings})


def compare(data: Data, jobs: int) -> tuple[str, str]:
    """Give two Markdown tables: features with the same classifier, classifiers on the same features."""
    svm: Machine = lambda: [LinearSVC(C=1.0, random_state=0)]  # noqa: E731
    lr: Machine = lambda: [LogisticRegression(C=30, max_iter=1000)]  # noqa: E731
    nb: Machine = lambda: [ComplementNB(alpha=0.3)]  # noqa: E731
    search = words_of("search")
    features: list[tuple[str, Words, Callable[[], TfidfVectorizer], Machine]] = [
        ("words", words_of("plain"), lambda: tfidf((1, 1)), svm),
        ("words, pairs", words_of("plain"), tfidf, svm),
        ("search-mode words", search, lambda: tfidf((1, 1)), svm),
        ("search-mode words, pairs", search, tfidf, svm),
        ("the same, 1 + ln of counts", search, lambda: tfidf(sublinear_tf=True), svm),
        ("the same, no stop words", words_without_stop_words, tfidf, svm),
        ("the same, HMM on", words_with_hmm, tfidf, svm),
        ("the same, lead counted apart too", words_with_lead, tfidf, svm),
        ("the same, lead left out", words_without_lead, tfidf, svm),
        (
            "characters 2-4 (for the record)",
            characters,
            lambda: tfidf((2, 4), analyzer="char", token_pattern=None),
            svm,
        ),
    ]
    classifiers: list[tuple[str, Words, Callable[[], TfidfVectorizer], Machine]] = [
        ("linear SVM, C = 0.1", search, tfidf, lambda: [LinearSVC(C=0.1, random_state=0)]),
        ("linear SVM, C = 0.3", search, tfidf, lambda: [LinearSVC(C=0.3, random_state=0)]),
        ("linear SVM, C = 1", search, tfidf, svm),
        ("linear SVM, C = 3", search, tfidf, lambda: [LinearSVC(C=3, random_state=0)]),
        ("logistic regression, C = 30", search, tfidf, lr),
        ("complement naive Bayes", search, tfidf, nb),
        ("average of SVM and logistic regression", search, tfidf, lambda: [*svm(), *lr()]),
        ("average of SVM and naive Bayes", search, tfidf, lambda: [*svm(), *nb()]),
    ]
    lines = Parallel(n_jobs=jobs)(
        delayed(_line)(data, name, words, vectorizer, machines)
        for name, words, vectorizer, machines in [*features, *classifiers]
    )
    header = ["", "held-out documents", *(name for name in data.measured)]
    first, second = lines[: len(features)], lines[len(features) :]
    return table(["features", *header[1:]], first), table(["classifier", *header[1:]], second)


def _line(
    data: Data, name: str, words: Words, vectorizer: Callable[[], TfidfVectorizer], machines: Machine
) -> list[str]:
    tokens = words(data.texts)
    held_out = np.empty(len(tokens), dtype=object)
    for k in np.unique(data.fold):
        learned, scored = np.flatnonzero(data.fold != k), np.flatnonzero(data.fold == k)
        held_out[scored] = _answers(
            vectorizer(), machines(), [tokens[i] for i in learned], data.themes[learned], [tokens[i] for i in scored]
        )
    cells = [cell(score_answers(data.rows, held_out))]
    for rows in data.measured.values():
        answers = _answers(vectorizer(), machines(), tokens, data.themes, words([row.text for row in rows]))
        cells.append(cell(score_answers(rows, answers)))
    return [name, *cells]


def _answers(
    vectorizer: TfidfVectorizer, machines: list[Any], words: list[str], themes: NDArray[Any], scored: Iterable[str]
) -> NDArray[Any]:
    X = vectorizer.fit_transform(words)
    X_scored = vectorizer.transform(scored)
    total = 0.0
    for machine in machines:
        machine.fit(X, themes)
        values = (
            machine.decision_function(X_scored)
            if hasattr(machine, "decision_function")
            else machine.predict_log_proba(X_scored)
        )
        # each machine counts alike, whatever the scale of its values
        total = total + values / machine_scale(machine, X)
    best: NDArray[Any] = machines[0].classes_[np.asarray(total).argmax(axis=1)]
    return best


def machine_scale(machine: Any, X: Any) -> float:
    """Give the spread of a machine's values on what it learned from."""
    values = machine.decision_function(X) if hasattr(machine, "decision_function") else machine.predict_log_proba(X)
    return float(np.std(values))
