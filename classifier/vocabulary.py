"""Which terms of a model stand in texts, and where: words and pairs of words looked up as numbers, a batch at a time.

Takes texts, gives arrays of term indices. Not for what a term weighs (model).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.normalisation import SEPARATOR
from classifier.tokenizer import JiebaTokenizer

IntArray = NDArray[np.int64]

_PLACED = 12  # bytes of a code and where it begins and ends
UNKNOWN, BREAK = -1, -2  # codes of a word that is in no term, and of the end of a text
_END = np.int32(BREAK).tobytes()
_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: Knuth's multiplicative hashing


class Occurrences(NamedTuple):
    """Each place where a term stands, in no particular order; arrays of one length.

    Attributes
    ----------
    cell : int64 array
        Index of the text times the number of terms, plus the index of the term.
    first, last : int64 arrays
        The positions, among the codes, of the words that the term is made of.
    """

    cell: IntArray
    first: IntArray
    last: IntArray


class Vocabulary:
    """The terms of a model.

    Parameters
    ----------
    words : sequence of str
        Distinct.
    terms : int64 array of shape (n_terms, 2)
        Each term as indices into `words`: one word (second index -1), or a pair of neighbouring words.
    tokenizer : JiebaTokenizer
    """

    def __init__(self, words: Sequence[str], terms: IntArray, tokenizer: JiebaTokenizer) -> None:
        self._terms = terms
        self._size = len(words)
        self._index = {word: i for i, word in enumerate(words)}
        self._tokenizer = tokenizer
        self._codes = _Remembered(self._code)
        self._placed = _Remembered(self._place)

    def encode(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Give the code of every word of the texts, in order, with `BREAK` between two texts."""
        code = self._codes.__getitem__
        return np.frombuffer(_END.join([b"".join(map(code, p)) for p in self._tokenizer.pieces(texts)]), np.int32)

    def locate(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32], str]:
        """Give the codes of `encode`, where each begins and ends, shape (n, 2), and the text that these places are in.

        That text is the normal form of all texts, with `SEPARATOR` between two.
        """
        pieces: list[str] = []
        for number, of_text in enumerate(self._tokenizer.pieces(texts)):
            pieces += [SEPARATOR, *of_text] if number else of_text
        found = list(map(self._placed.__getitem__, pieces))
        lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
        words = np.fromiter(map(len, found), np.int32, len(pieces)) // _PLACED
        placed = np.frombuffer(b"".join(found), np.int32).reshape(-1, 3)
        begins = np.repeat(np.cumsum(lengths, dtype=np.int32) - lengths, words)
        return placed[:, 0], begins[:, None] + placed[:, 1:], "".join(pieces)

    def find(self, codes: NDArray[np.int32]) -> Occurrences:
        """Find the terms among the codes of `encode`."""
        # texts before each code, times the number of terms
        row = np.cumsum(codes == BREAK, dtype=np.int64) * len(self._terms)
        term = self._word_term[codes]
        alone = np.flatnonzero(term >= 0)
        both = np.flatnonzero((codes[:-1] >= 0) & (codes[1:] >= 0)) if len(self._pairs) else alone[:0]
        pair = self._find_pairs(codes[both].astype(np.int64) * self._size + codes[both + 1])
        known = np.flatnonzero(pair >= 0)
        first = np.concatenate([alone, both[known]])
        last = first.copy()
        last[len(alone) :] += 1
        return Occurrences(row[first] + np.concatenate([term[alone], self._pair_term[pair[known]]]), first, last)

    def _code(self, piece: str) -> list[int]:
        return [self._index.get(word.word, UNKNOWN) for word in self._tokenizer.words(piece)]

    def _place(self, piece: str) -> list[tuple[int, int, int]]:
        if piece == SEPARATOR:
            return [(BREAK, 0, 1)]
        return [(self._index.get(word, UNKNOWN), start, end) for word, start, end in self._tokenizer.words(piece)]

    def _find_pairs(self, keys: IntArray) -> IntArray:
        """Give for each key its index in `_pairs`, or -1."""
        found = np.full(len(keys), -1, dtype=np.int64)
        left: Any = slice(None)
        for depth, table in enumerate(self._tables):
            sought = keys[left]
            at = table[_slots(sought, depth, len(table))]
            found[left] = np.where(self._pairs[at] == sought, at, -1)
            left = np.flatnonzero(found < 0)
        return found

    @cached_property
    def _word_term(self) -> IntArray:
        """The term of each word alone, or -1; two more entries, so that `UNKNOWN` and `BREAK` are -1 too."""
        found = np.full(self._size + 2, -1, dtype=np.int64)
        alone = np.flatnonzero(self._terms[:, 1] < 0)
        found[self._terms[alone, 0]] = alone
        return found

    @cached_property
    def _pair_term(self) -> IntArray:
        return np.flatnonzero(self._terms[:, 1] >= 0)

    @cached_property
    def _pairs(self) -> IntArray:
        """The terms that are pairs, each as one number."""
        pairs: IntArray = self._terms[self._pair_term, 0] * self._size + self._terms[self._pair_term, 1]
        return pairs

    @cached_property
    def _tables(self) -> list[NDArray[np.int32]]:
        """Hash tables of `_pairs`: what collides in one has a slot in the next; binary search takes eight times as long."""
        tables: list[NDArray[np.int32]] = []
        left = np.arange(len(self._pairs), dtype=np.int32)
        while len(left):
            table = np.zeros(1 << (8 * len(left)).bit_length(), dtype=np.int32)
            slots = _slots(self._pairs[left], len(tables), len(table))
            table[slots] = left
            tables.append(table)
            left = left[table[slots] != left]
        return tables


class _Remembered(dict[str, bytes]):
    """What a piece of text stands for, as the bytes of an int32 array; remembered, since pieces repeat."""

    LIMIT = 200_000  # pieces; far above any vocabulary, below 30 MB

    def __init__(self, tell: Callable[[str], Sequence[Any]]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, piece: str) -> bytes:
        if len(self) >= self.LIMIT:
            self.clear()
        told = self[piece] = np.array(self._tell(piece), dtype=np.int32).tobytes()
        return told


def _slots(keys: IntArray, depth: int, size: int) -> IntArray:
    """Hash keys into a table of a size that is a power of two, at each depth of the tables in another way."""
    multiplier = np.uint64(pow(_GOLDEN, depth + 1, 1 << 64))
    hashed = (keys.view(np.uint64) * multiplier) >> np.uint64(65 - size.bit_length())
    return hashed.view(np.int64)
