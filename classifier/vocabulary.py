"""Which terms of a model stand in texts, and where: words and pairs of words looked up as numbers.

Takes texts, gives arrays of term indices. Not for what a term weighs (model).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.key_index import IntArray, KeyIndex
from classifier.tokenizer import JiebaTokenizer
from classifier.words import WordReader, Words


class Occurrences(NamedTuple):
    """Each place where a term stands, in no particular order; arrays of one length.

    Attributes
    ----------
    cell : int64 array
        Index of the text times the number of terms, plus the index of the term.
    first, last : int64 arrays
        The positions, among the words, of those that the term is made of.
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
        self._reader = WordReader(words, tokenizer)

    def read(self, texts: Sequence[str]) -> Words:
        """Give the words of texts."""
        return self._reader.read(texts)

    def find(self, code: NDArray[np.int32], text: IntArray) -> Occurrences:
        """Find the terms among words, given as in `Words`."""
        row = text * len(self._terms)
        term = self._word_term[code]
        alone = np.flatnonzero(term >= 0)
        both = np.flatnonzero((code[:-1] >= 0) & (code[1:] >= 0) & (text[:-1] == text[1:]))
        pair = self._pairs.find(code[both].astype(np.int64) * self._size + code[both + 1])
        known = np.flatnonzero(pair >= 0)
        first = np.concatenate([alone, both[known]])
        last = first.copy()
        last[len(alone) :] += 1
        return Occurrences(row[first] + np.concatenate([term[alone], self._pair_term[pair[known]]]), first, last)

    @cached_property
    def _word_term(self) -> IntArray:
        """The term of each word alone, or -1; one more entry, so that `UNKNOWN` is -1 too."""
        found = np.full(self._size + 1, -1, dtype=np.int64)
        alone = np.flatnonzero(self._terms[:, 1] < 0)
        found[self._terms[alone, 0]] = alone
        return found

    @cached_property
    def _pair_term(self) -> IntArray:
        return np.flatnonzero(self._terms[:, 1] >= 0)

    @cached_property
    def _pairs(self) -> KeyIndex:
        """The terms that are pairs, each as one number."""
        return KeyIndex(self._terms[self._pair_term, 0] * self._size + self._terms[self._pair_term, 1])
