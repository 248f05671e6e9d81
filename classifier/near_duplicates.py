"""Texts that repeat each other nearly word for word.

Takes texts, gives pairs and how alike they are: the Jaccard index of their sets of short runs of characters. Not for
texts that say the same in other words, nor for what differs between two of them (comparison.edits).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.normalisation import normalise, normalise_all

if TYPE_CHECKING:
    from scipy import sparse

RUN = 5  # characters; shorter runs are shared by texts that have nothing to do with each other
BLOCK = 4_000_000  # meetings of two texts in one run that are counted at once, so that memory does not grow with texts
_LARGEST = np.iinfo(np.int64).max
_OTHER = re.compile(r"[^\w]|_")

Ints = NDArray[np.int64]


class Pair(NamedTuple):
    """Two texts by position, `first` before `second`, and their Jaccard index, 0 to 1."""

    first: int
    second: int
    likeness: float


class Pairs(NamedTuple):
    """Many `Pair`s, as three arrays of one length."""

    first: Ints
    second: Ints
    likeness: NDArray[np.float64]

    def rows(self) -> Iterator[tuple[int, int, float]]:
        """Give them one by one."""
        return zip(self.first.tolist(), self.second.tolist(), self.likeness.tolist(), strict=True)


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
    bare = [_strip(text) for text in normalise_all(texts)]
    return sorted(Pair(*pair) for some in find_pairs(bare, least=least) for pair in some.rows())


def find_pairs(
    bare: Sequence[str], *, least: float, run: int = RUN, admit: Callable[[Ints, Ints], NDArray[np.bool_]] | None = None
) -> Iterator[Pairs]:
    """Find the same pairs of stripped texts, some at a time, in no order.

    Every pair that reaches `least` is found: two texts can only do so if they share one of their rarest runs (prefix
    filtering, Chaudhuri, Ganti and Kaushik 2006, *A Primitive Operator for Similarity Joins in Data Cleaning*), so
    that the commonest runs, which nearly all texts have, need not be looked up; and only if they share enough of these.

    Parameters
    ----------
    bare : sequence of str
        Texts as `strip_text` gives them.
    least : float
        The Jaccard index of the sets of runs from which on a pair is given, above 0.
    run : int
        Characters in a run. A changed character destroys as many runs.
    admit : callable, optional
        Takes two arrays of positions, gives which of these pairs are wanted; the others cost little.
    """
    if not any(bare):
        return
    runs = _runs(bare, run)
    sizes = np.diff(runs.indptr).astype(np.int64)
    common = np.ceil(least * sizes - 1e-9).astype(np.int64) - 1
    rare = _rarest(runs, sizes - common)
    transposed = rare.T.tocsc()
    meetings = np.diff(rare.tocsc().indptr).astype(np.int64)
    costs = np.add.reduceat(np.append(meetings[rare.indices], 0), rare.indptr[:-1]) * (np.diff(rare.indptr) > 0)
    for start, end in _blocks(costs):
        shared = (rare[start:end] @ transposed).tocoo()
        first, second = shared.row.astype(np.int64) + start, shared.col.astype(np.int64)
        # of the runs that are not rare in both, a pair shares at most those of the text that has more of them
        most = shared.data + np.maximum(common[first], common[second])
        keep = (first < second) & (most * (1 + least) + 1e-9 >= least * (sizes[first] + sizes[second]))
        if admit is not None:
            keep[keep] = admit(first[keep], second[keep])
        yield _measure(runs, sizes, first[keep], second[keep], least)


def strip_text(text: str) -> str:
    """Give the letters and figures of a text, without punctuation, white space, case and full-width forms."""
    return _strip(normalise(text))


def _strip(normal: str) -> str:
    return _OTHER.sub("", normal)


def _measure(runs: sparse.csr_matrix, sizes: Ints, first: Ints, second: Ints, least: float) -> Pairs:
    """Give those of the pairs that reach `least`, with their Jaccard index."""
    likeness = np.zeros(len(first))
    for start, end in _blocks(sizes[first] + sizes[second]):
        a, b = first[start:end], second[start:end]
        shared = np.asarray(runs[a].multiply(runs[b]).sum(axis=1)).ravel()
        likeness[start:end] = shared / (sizes[a] + sizes[b] - shared)
    keep = likeness >= least
    return Pairs(first[keep], second[keep], likeness[keep])


def _blocks(costs: Ints) -> Iterator[tuple[int, int]]:
    """Cut a sequence into stretches that cost `BLOCK` or little more, together or as a single one."""
    sums = np.cumsum(costs)
    start = 0
    while start < len(costs):
        before = sums[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(sums, before + BLOCK, side="right")))
        yield start, end
        start = end


def _runs(bare: Sequence[str], run: int) -> sparse.csr_matrix:
    """Give which text has which runs, shape (texts, runs); a text without one has itself, the empty one nothing."""
    from scipy import sparse

    lengths = np.array([len(text) for text in bare], dtype=np.int64)
    text_of = np.repeat(np.arange(len(bare)), lengths)
    characters: Any = np.frombuffer("".join(bare).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # a short text is filled up with a sign that no text has; it stands beyond the end of every other
    numbers = np.unique(characters, return_inverse=True)[1].astype(np.int64) + 1
    ends = np.cumsum(lengths)[text_of]
    padded = np.append(numbers, np.zeros(run, dtype=np.int64))
    base = int(numbers.max()) + 1
    ids, most = numbers, base
    places = np.arange(len(numbers))
    for step in range(1, run):
        if most * base > _LARGEST:
            ids = np.unique(ids, return_inverse=True)[1].astype(np.int64)
            most = int(ids.max()) + 1
        inside = places + step < ends
        ids, most = ids * base + np.where(inside, padded[step : step + len(numbers)], 0), most * base
    whole = (places + run <= ends) | ((lengths[text_of] < run) & (places == ends - lengths[text_of]))
    terms = np.unique(ids[whole], return_inverse=True)[1]
    matrix = sparse.csr_matrix(
        (np.ones(len(terms), dtype=np.int32), (text_of[whole], terms)), shape=(len(bare), int(terms.max()) + 1)
    )
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _rarest(runs: sparse.csr_matrix, counts: Ints) -> sparse.csr_matrix:
    """Keep of every text its `counts` rarest runs, and of these the ones that another text has too."""
    from scipy import sparse

    row = np.repeat(np.arange(runs.shape[0]), np.diff(runs.indptr))
    frequency = np.bincount(runs.indices, minlength=runs.shape[1])[runs.indices]
    common = np.flatnonzero(frequency > 1)
    order = common[np.lexsort((frequency[common], row[common]))]
    shared = np.bincount(row[common], minlength=runs.shape[0])
    alone = np.diff(runs.indptr) - shared  # the rarest of all
    rank = np.arange(len(order)) + (alone - (np.cumsum(shared) - shared))[row[order]]
    keep = order[rank < counts[row[order]]]
    return sparse.csr_matrix((np.ones(len(keep), dtype=np.int32), (row[keep], runs.indices[keep])), shape=runs.shape)
