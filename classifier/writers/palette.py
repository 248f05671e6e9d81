"""How themes are told apart: a colour and, for who sees no colours or prints without them, a mark.

Takes the names of themes, gives their looks, on pages, in workbooks and charts. Not for where they go (page, styles, plotting).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from classifier.writers.chinese import OTHER

# after Okabe and Ito (https://jfly.uni-koeln.de/color/), darker, so that each has a contrast of 3 and more against white;
# the closest two are 16 apart (CIE 1976) for normal sight and for each kind of colour-blindness (a test holds both)
_COLOURS = ("#1F5FA8", "#009E73", "#B33A0A", "#B09000", "#C264A0")
_REST = "#5A5F66"
_MARKS = ("●", "■", "▲", "◆", "★", "□", "△", "◇", "☆", "◎", "▼", "▽", "◐", "◑", "◒")
_REST_MARK = "○"
NAMED = ("营商环境", "行政执法", "矛盾纠纷化解", "普法宣传", "决策法治化")
_PALE = 0.13  # share of the colour in its tint: black text on it has a contrast of 14 and more
_FILL = 0.3  # the same for a small cell, where the closest two are 12 apart (at 0.13: 5)


class Look(NamedTuple):
    """How one theme looks.

    Attributes
    ----------
    number : int
        Its place among all, from 0.
    colour, pale, fill : str
        ``#RRGGBB``, its tint as a ground for text, and a stronger one for cells that hold nothing but the name.
    mark : str
        One character.
    """

    number: int
    colour: str
    pale: str
    fill: str
    mark: str


def assign_looks(themes: Iterable[str]) -> dict[str, Look]:
    """Give each theme its look: the project's own always the same, others what is free, then all over again.

    Examples
    --------
    >>> assign_looks(["普法宣传", "财政", "其他"])["普法宣传"]
    Look(number=0, colour='#B09000', pale='#F5F1DE', fill='#E7DEB2', mark='◆')
    """
    names = list(themes)
    free = [place for place, name in enumerate(_MARKS) if place >= len(NAMED) or NAMED[place] not in names]
    looks, taken = {}, 0
    for number, name in enumerate(names):
        if name == OTHER:
            looks[name] = Look(number, _REST, _mix(_REST, _PALE), _mix(_REST, _FILL), _REST_MARK)
            continue
        if name in NAMED:
            place = NAMED.index(name)
        else:
            place = free[taken % len(free)]
            taken += 1
        colour = _COLOURS[place % len(_COLOURS)]
        looks[name] = Look(number, colour, _mix(colour, _PALE), _mix(colour, _FILL), _MARKS[place])
    return looks


def _mix(colour: str, share: float) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02X}" for part in parts)
