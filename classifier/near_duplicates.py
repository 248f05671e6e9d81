"""Texts that repeat each other nearly word for word.

Takes texts, gives pairs and how alike they are: the Jaccard index of their sets of five-character runs. Not for
texts that say the same in other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from classifier.normalisation import normalise

RUN = 5  # characters; shorter runs are shared by texts that have nothing to do with each other
BLOCK = 2000  # texts compared at once, so that memory does not grow with their number
_OTHER = re.compile(r"[^\w]|_")


class Pair(NamedTuple):
    """Two texts by position, `first` before `second`, and their Jaccard index, 0 to 1."""

    first: int
    second: int
    likeness: float


def find_near_duplicates(texts: Sequence[str], *, least: float = 0.6) -> list[Pair]:
    """Find all pairs of texts whose five-character runs overlap to `least` or more.

    Punctuation, white space, case and full-width forms do not count. Texts of fewer than five characters are alike
    only if they are the same.

    Parameters
    ----------
    texts : sequence of str
    least : float
        The Jaccard index from which on a pair is given, above 0.

    Returns
    -------
    list of Pair
        In the order of the texts.

    Examples
    --------
    >>> find_near_duplicates(["全年开展普法宣传十二场次", "全年开展普法宣传十三场次。", "化解纠纷"], least=0.4)
    [Pair(first=0, second=1, likeness=0.45454545454545453)]
    """
    bare = [_OTHER.sub("", normalise(text)) for text in texts]
    if not any(bare):
        return []
    runs = CountVectorizer(analyzer=_runs, binary=True, dtype=np.int32)
    matrix = sparse.csr_matrix(runs.fit_transform(bare))
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    transposed = sparse.csc_matrix(matrix.T)
    found = []
    for start in range(0, len(bare), BLOCK):
        shared = sparse.coo_matrix(matrix[start : start + BLOCK] @ transposed)
        first, second = shared.row + start, shared.col
        union = sizes[first] + sizes[second] - shared.data
        keep = (first < second) & (shared.data >= least * union)
        found += [
            Pair(int(a), int(b), float(n / u))
            for a, b, n, u in zip(first[keep], second[keep], shared.data[keep], union[keep], strict=True)
        ]
    return sorted(found)


def _runs(text: str) -> list[str]:
    return [text[i : i + RUN] for i in range(len(text) - RUN + 1)] or [text]
