"""TF-IDF vectors of many folds of the same texts, whose terms are counted once.

Takes words and the settings of a vectorizer, gives the vectors that it would give when fitted on a part. Not for
fitting on them (training, search).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

from classifier.errors import DatasetError


class TermCounts:
    """How often each term stands in each text.

    Parameters
    ----------
    words : sequence of str
        The words of each text, joined by spaces; not all empty.
    vectorizer : TfidfVectorizer
        Unfitted, with `min_df` a number of texts; its settings are used.

    Examples
    --------
    >>> counts = TermCounts(["调解 纠纷", "宣传 宪法", "调解 邻里"], TfidfVectorizer(token_pattern=r"\\S+"))
    >>> learned, scored = counts.vectors(np.array([0, 1]), np.array([2]))
    >>> learned.shape, scored.shape
    ((2, 4), (1, 4))
    """

    def __init__(self, words: Sequence[str], vectorizer: TfidfVectorizer) -> None:
        given = vectorizer.get_params()
        counter, weigh = CountVectorizer(), TfidfTransformer()
        counter.set_params(**{**{name: given[name] for name in counter.get_params()}, "min_df": 1})
        weigh.set_params(**{name: given[name] for name in weigh.get_params()})
        try:
            self._counts = sparse.csr_matrix(counter.fit_transform(words))
        except ValueError as error:
            raise DatasetError(
                f"the {len(words)} texts hold no words to learn from; are these the right texts?"
            ) from error
        self._weigh = weigh
        self._min_df = given["min_df"]

    def vectors(self, learned: NDArray[np.intp], scored: NDArray[np.intp], **changed: Any) -> tuple[Any, Any]:
        """Give the vectors of both sides of a fold, shapes (len(learned), n_terms) and (len(scored), n_terms).

        Parameters
        ----------
        learned, scored : int arrays
            Positions of texts; terms and weights are those of `learned` alone.
        **changed
            Other settings of ``TfidfTransformer``, such as ``sublinear_tf``.

        Raises
        ------
        DatasetError
            If no term stands in as many texts as it must.
        """
        weigh = clone(self._weigh).set_params(**changed)
        counts = self._counts[learned]
        kept = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= self._min_df)
        if not len(kept):
            raise DatasetError(
                f"no word stands in {self._min_df} of {len(learned)} texts; more rows are needed to learn from"
            )
        return weigh.fit_transform(counts[:, kept]), weigh.transform(self._counts[scored][:, kept])
