"""TF-IDF vectors of many folds of the same texts, whose terms are counted once.

Takes words and the pipeline's vectorizer; gives the vectors that it would give when fitted on a part, and fits it on
all. Not for fitting on the vectors (training, search).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

from classifier.errors import DatasetError
from classifier.pipeline import give_terms


class TermCounts:
    """How often each term stands in each text.

    Words become numbers in the order of their names, and a pair of neighbours one number: that of the first times how
    many words there are, plus that of the second. So terms come in the order that scikit-learn gives them.

    Parameters
    ----------
    words : sequence of str
        The words of each text, joined by spaces; not all empty.
    vectorizer : TfidfVectorizer
        Unfitted, of `build_pipeline`; its settings are used.

    Examples
    --------
    >>> vectorizer = TfidfVectorizer(token_pattern=r"\\S+", lowercase=False)
    >>> counts = TermCounts(["调解 纠纷", "宣传 宪法", "调解 邻里"], vectorizer)
    >>> learned, scored = counts.vectors(np.array([0, 1]), np.array([2]))
    >>> learned.shape, scored.shape
    ((2, 4), (1, 4))
    """

    def __init__(self, words: Sequence[str], vectorizer: TfidfVectorizer) -> None:
        split = [text.split() for text in words]
        lengths = np.fromiter(map(len, split), np.int64, len(split))
        if not lengths.any():
            raise DatasetError(f"the {len(words)} texts hold no words to learn from; are these the right texts?")
        number: defaultdict[str, int] = defaultdict(lambda: len(number))
        found = np.fromiter(map(number.__getitem__, chain.from_iterable(split)), np.int64, lengths.sum())
        self._names = sorted(number)
        rank = np.empty(len(number), dtype=np.int64)
        rank[[number[name] for name in self._names]] = np.arange(len(number))
        codes, texts = rank[found], np.repeat(np.arange(len(split)), lengths)
        self._size = len(number) + 1  # the second of a word alone is 0, of a pair one more than its number
        terms = codes * self._size
        if vectorizer.ngram_range[1] > 1:
            both = np.flatnonzero(texts[:-1] == texts[1:])
            terms, texts = np.append(terms, terms[both] + codes[both + 1] + 1), np.append(texts, texts[both])
        self._terms, columns = np.unique(terms, return_inverse=True)
        self._counts = sparse.csr_matrix(
            (np.ones(len(columns)), (texts, columns)), shape=(len(split), len(self._terms))
        )
        self._vectorizer = vectorizer

    def vectors(self, learned: NDArray[np.intp], scored: NDArray[np.intp], **changed: Any) -> tuple[Any, Any]:
        """Give the vectors of both sides of a fold, shapes (len(learned), n_terms) and (len(scored), n_terms).

        Parameters
        ----------
        learned, scored : int arrays
            Positions of texts; terms and weights are those of `learned` alone.
        **changed
            Other settings of the vectorizer's weights, such as ``sublinear_tf``.

        Raises
        ------
        DatasetError
            If no term stands in as many texts as it must.
        """
        counts = self._counts[learned]
        kept, weigh = self._kept(counts), self._weights().set_params(**changed)
        return weigh.fit_transform(counts[:, kept]), weigh.transform(self._counts[scored][:, kept])

    def fit_vectorizer(self) -> Any:
        """Fit the vectorizer on all texts; give their vectors, shape (n_texts, n_terms).

        Raises
        ------
        DatasetError
            If no term stands in as many texts as it must.
        """
        kept, weigh = self._kept(self._counts), self._weights()
        X = weigh.fit_transform(self._counts[:, kept])
        firsts, seconds = (part.tolist() for part in np.divmod(self._terms[kept], self._size))
        names = self._names
        terms = [
            f"{names[first]} {names[second - 1]}" if second else names[first]
            for first, second in zip(firsts, seconds, strict=True)
        ]
        give_terms(self._vectorizer, terms, weigh.idf_)
        return X

    def _kept(self, counts: Any) -> NDArray[np.intp]:
        """Give which terms stand in enough of these texts."""
        least = self._vectorizer.min_df
        kept = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= least)
        if not len(kept):
            raise DatasetError(
                f"no word stands in {least} of {counts.shape[0]} texts; more rows are needed to learn from"
            )
        return kept

    def _weights(self) -> TfidfTransformer:
        given = self._vectorizer.get_params()
        return TfidfTransformer(**{name: given[name] for name in TfidfTransformer().get_params()})
