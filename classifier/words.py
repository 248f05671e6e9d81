"""Which of a model's words stand in texts, and where: the pieces of all texts looked up together, as numbers.

Takes texts, gives arrays. Not for what words a piece stands for (tokenizer) nor for pairs of words (vocabulary).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from classifier.key_index import IntArray, KeyIndex
from classifier.normalisation import SEPARATOR
from classifier.tokenizer import JiebaTokenizer

UNKNOWN = -1  # the code of a word that is in no term

# the key of a piece of one to four characters is their UTF-16 codes side by side; others have the key 0
_SHORT = 4
_MASKS = np.array([(1 << 16 * length) - 1 for length in range(_SHORT + 1)] + [0], dtype=np.uint64)
_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two codes in UTF-16
_NONE = "\uffff"  # no character, and no word has it
_FEW = 256  # pieces that need no index


@dataclass(frozen=True, eq=False)
class Words:
    """The words of texts, in their order.

    Attributes
    ----------
    code : int32 array of shape (n_words,)
        Index into the words of the model, or `UNKNOWN`.
    text : int64 array of shape (n_words,)
        Number of the text.
    """

    code: NDArray[np.int32]
    text: IntArray
    _cut: list[str]  # the pieces of each text, a separator after each
    _ends: IntArray  # of each piece, among them
    _last: IntArray  # of each piece, the number of words up to its end
    _told: IntArray  # of each word, its row among the places
    _places: NDArray[np.int32]  # of all words that were ever met: where they begin and end in their piece

    @cached_property
    def normal(self) -> list[str]:
        """The normal form of each text."""
        return [pieces.replace(SEPARATOR, "") for pieces in self._cut]

    def places(self, words: IntArray) -> IntArray:
        """Give where some of the words begin and end in the normal form of their text, shape (len(words), 2)."""
        piece = np.searchsorted(self._last, words, side="right")
        begins = np.append(0, self._ends[:-1] - np.arange(len(self._ends) - 1))  # without separators
        of_text = np.cumsum([0, *map(len, self.normal)])
        before = begins[piece] - of_text[self.text[words]]
        places: IntArray = before[:, None] + self._places[self._told[words]]
        return places


class WordReader:
    """Reads the words of a model.

    Each different piece that jieba cuts off a text gets a number when it is first met. The numbers of short pieces
    are looked up for all texts at once, those of long and new ones one by one.

    Parameters
    ----------
    words : sequence of str
        Distinct.
    tokenizer : JiebaTokenizer
    """

    LIMIT = 200_000  # pieces remembered from one reading to the next; far above any vocabulary, below 100 MB

    def __init__(self, words: Sequence[str], tokenizer: JiebaTokenizer) -> None:
        self._code = {word: i for i, word in enumerate(words)}
        self._tokenizer = tokenizer
        self._forget()

    def read(self, texts: Sequence[str]) -> Words:
        """Give the words of texts."""
        if len(self._numbers) > self.LIMIT:
            self._forget()
        cut = [SEPARATOR.join([*pieces, ""]) for pieces in self._tokenizer.pieces(texts)]
        ends, pieces = self._number("".join(cut))
        first = self._bounds.rows[pieces]
        many = self._bounds.rows[pieces + 1] - first
        last = np.cumsum(many)
        told = np.repeat(first - last + many, many) + np.arange(many.sum())
        # words up to the end of each text; one without pieces has none
        pieces_up_to = np.searchsorted(ends, np.cumsum([len(of_text) for of_text in cut]))
        words_up_to = np.append(0, last)[pieces_up_to]
        text = np.repeat(np.arange(len(cut)), np.diff(words_up_to, prepend=0))
        return Words(self._codes.rows[told], text, cut, ends, last, told, self._places.rows)

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        # of each piece its key and, one after another, its words
        self._keys, self._bounds = _Column(np.int64), _Column(np.int64)
        self._codes, self._places = _Column(np.int32), _Column(np.int32, 2)
        self._bounds.add([0])
        self._make_index()

    def _make_index(self) -> None:
        """Index the short pieces that are known."""
        indexed = np.flatnonzero(self._keys.rows)
        self._index, self._covered = KeyIndex(self._keys.rows[indexed]), len(self._numbers)
        self._indexed = np.append(indexed, -1)  # what is not found is at -1

    def _number(self, joined: str) -> tuple[IntArray, IntArray]:
        """Give where pieces with a separator after each end, and the number of each."""
        ends, keys = _measure(joined)
        numbers = self._find(keys)
        missing = np.flatnonzero(numbers < 0)
        begins = np.append(0, ends + 1)[missing]
        pieces = [joined[i:k] for i, k in zip(begins.tolist(), ends[missing].tolist(), strict=True)]
        new = {
            piece: key for piece, key in zip(pieces, keys[missing].tolist(), strict=True) if piece not in self._numbers
        }
        if new:
            self._learn(new)
        numbers[missing] = [self._numbers[piece] for piece in pieces]
        return ends, numbers

    def _find(self, keys: IntArray) -> IntArray:
        """Give the numbers of pieces with these keys, as far as they are indexed, or -1."""
        if len(self._numbers) - self._covered > max(_FEW, self._covered // 8):
            self._make_index()
        numbers: IntArray = self._indexed[self._index.find(keys)]
        return numbers

    def _learn(self, pieces: Mapping[str, int]) -> None:
        """Give pieces, told with their keys, the next numbers."""
        words = [self._tokenizer.words(piece) for piece in pieces]
        self._numbers.update(zip(pieces, count(len(self._numbers))))
        self._keys.add([key if max(piece, default=_NONE) < _NONE else 0 for piece, key in pieces.items()])
        self._bounds.add(np.cumsum([len(of_piece) for of_piece in words]) + len(self._codes.rows))
        self._codes.add([self._code.get(word.word, UNKNOWN) for of_piece in words for word in of_piece])
        self._places.add([(word.start, word.end) for of_piece in words for word in of_piece])


class _Column:
    """Rows of an array that grows; what was taken from it before stays as it was."""

    def __init__(self, kind: type, *shape: int) -> None:
        self._room: NDArray[Any] = np.empty((1024, *shape), dtype=kind)
        self.rows = self._room[:0]

    def add(self, rows: ArrayLike) -> None:
        more = np.asarray(rows, dtype=self._room.dtype).reshape(-1, *self._room.shape[1:])
        filled, wanted = len(self.rows), len(self.rows) + len(more)
        if wanted > len(self._room):
            self._room = np.empty((2 * wanted, *self._room.shape[1:]), dtype=self._room.dtype)
            self._room[:filled] = self.rows
        self._room[filled:wanted] = more
        self.rows = self._room[:wanted]


def _measure(joined: str) -> tuple[IntArray, IntArray]:
    """Give where pieces with a separator after each end, and their keys."""
    codes = joined.encode("utf-16-le", "surrogatepass")
    if len(codes) > 2 * len(joined):
        codes = _WIDE.sub(_NONE, joined).encode("utf-16-le", "surrogatepass")
    ends = np.flatnonzero(np.frombuffer(codes, "<u2") == 0)
    begins = np.append(0, ends + 1)[:-1]
    fours = np.ndarray(len(joined), "<u8", codes + bytes(2 * _SHORT), strides=(2,))
    keys = fours.take(begins) & _MASKS[np.minimum(ends - begins, _SHORT + 1)]
    return ends, keys.astype(np.uint64).view(np.int64)
