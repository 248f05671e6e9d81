"""What differs between two texts, and how much.

Takes two texts, gives how alike they are and the pieces that were kept, taken out and put in. Not for finding which
texts to look at (near_duplicates).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from classifier.near_duplicates import strip_text

LONGEST = 10_000  # characters of a text that are looked at; the cost grows with their square
_STRAY = 2  # characters: fewer than these between two changes are part of one change
_UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)  # a number changes as a whole

Kind = Literal["same", "out", "in"]


class Piece(NamedTuple):
    """A stretch of text that both have (``same``), only the first (``out``) or only the second (``in``)."""

    kind: Kind
    text: str


def edit_likeness(first: str, second: str) -> float:
    """Give how alike two texts are, from 0 to 1: twice the characters in common order over all characters.

    This is the normalised similarity of insertions and deletions. The longest common subsequence is found by the
    bits of whole numbers (H. Hyyrö 2004, *Bit-parallel LCS-length computation revisited*, AWOCA).

    Examples
    --------
    >>> edit_likeness("化解纠纷十二件", "化解纠纷二十件")
    0.8571428571428571
    """
    first, second = first[:LONGEST], second[:LONGEST]
    if not first and not second:
        return 1.0
    head, tail = _common_ends(first, second)
    states = _states(first[head : len(first) - tail], second[head : len(second) - tail])
    width = len(first) - head - tail
    common = width - (states[-1] & ((1 << width) - 1)).bit_count() if states else 0
    return 2 * (head + tail + common) / (len(first) + len(second))


def compare_texts(first: str, second: str) -> list[Piece]:
    """Give what became of the first text in the second, piece by piece.

    Examples
    --------
    >>> [(piece.kind, piece.text) for piece in compare_texts("化解纠纷120件。", "化解纠纷130件。")]
    [('same', '化解纠纷'), ('out', '120'), ('in', '130'), ('same', '件。')]
    """
    a, b = _UNIT.findall(first[:LONGEST]), _UNIT.findall(second[:LONGEST])
    head, tail = _common_ends(a, b)
    middle = _align(a[head : len(a) - tail], b[head : len(b) - tail])
    same: Kind = "same"
    signs = [*((same, unit) for unit in a[:head]), *middle, *((same, unit) for unit in a[len(a) - tail :])]
    pieces = groupby(signs, key=lambda sign: sign[0])
    return _tidy([Piece(kind, "".join(unit for _, unit in some)) for kind, some in pieces])


def describe_changes(pieces: list[Piece], most: int = 6) -> str:
    """Say what changed in one line: ``旧→新``, ``+新`` for what is new, ``-旧`` for what is gone; punctuation does not count.

    Examples
    --------
    >>> describe_changes(compare_texts("办结案件12件，群众满意。", "共办结案件30件。"))
    '+共；12件，群众满意→30件'
    """
    told = []
    for is_same, some in groupby(pieces, key=lambda piece: piece.kind == "same"):
        if is_same:
            continue
        texts = {"out": "", "in": ""}
        for piece in some:
            texts[piece.kind] += piece.text
        gone, new = (texts[kind].strip("，。；、：,.;: \t\r\n\u3000") for kind in ("out", "in"))
        if strip_text(gone) != strip_text(new):
            told.append(f"{gone}→{new}" if gone and new else f"+{new}" if new else f"-{gone}")
    more = [f"另有 {len(told) - most} 处"] if len(told) > most else []
    return "；".join([*told[:most], *more])


def _common_ends(first: Sequence[str], second: Sequence[str]) -> tuple[int, int]:
    """Give how many characters at the beginning, then at the end, are the same."""
    most = min(len(first), len(second))
    head = next((i for i in range(most) if first[i] != second[i]), most)
    tail = next((i for i in range(most - head) if first[-1 - i] != second[-1 - i]), most - head)
    return head, tail


def _states(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """Give, after each unit of the second text, a bit per unit of the first: 0 where the subsequence grew."""
    places: dict[str, int] = {}
    for i, unit in enumerate(first):
        places[unit] = places.get(unit, 0) | 1 << i
    full = (1 << len(first)) - 1
    state, states = full, []
    for unit in second:
        kept = state & places.get(unit, 0)
        state = ((state + kept) | (state - kept)) & full
        states.append(state)
    return states


def _align(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    """Give each unit of both texts once, those of the longest common subsequence as the same."""
    states = _states(first, second)
    signs: list[tuple[Kind, str]] = []
    i, j = len(first), len(second)
    while i and j:
        if states[j - 1] >> (i - 1) & 1:
            i -= 1
            signs.append(("out", first[i]))
        elif j > 1 and not states[j - 2] >> (i - 1) & 1:
            j -= 1
            signs.append(("in", second[j]))
        else:
            i, j = i - 1, j - 1
            signs.append(("same", first[i]))
    signs += [("out", unit) for unit in reversed(first[:i])] + [("in", unit) for unit in reversed(second[:j])]
    return reversed(signs)


def _tidy(pieces: list[Piece]) -> list[Piece]:
    """Make one change of changes that hardly anything stands between, what goes out before what comes in."""
    tidy: list[Piece] = []
    gone = new = ""
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        if piece.kind == "out":
            gone += piece.text
        elif piece.kind == "in":
            new += piece.text
        elif (gone or new) and len(piece.text) < _STRAY and not last:
            gone, new = gone + piece.text, new + piece.text
        else:
            tidy += [*_change(gone, new), piece]
            gone = new = ""
    return [*tidy, *_change(gone, new)]


def _change(gone: str, new: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("out", gone), ("in", new)) if text]  # type: ignore[arg-type]
