"""Words by which phrases are taken apart, read once from the package's resources.

Gives frozen sets by their group's name. Not for how they are used (phrases).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def groups() -> dict[str, frozenset[str]]:
    """Give the words of ``figure_words.txt`` by the names of their groups; ``firm`` are verbs that are not nominal,
    ``manner`` openers and adverbs.

    Examples
    --------
    >>> "受理" in groups()["verbs"]
    True
    """
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in files("classifier").joinpath("resources", "figure_words.txt").read_text(encoding="utf-8").split("\n"):
        if head := re.fullmatch(r"\[(\w+)\]", line.strip()):
            words = found.setdefault(head[1], set())
        elif not line.startswith("#"):
            words.update(line.split())
    found["firm"] = found["verbs"] - found["nominal"]
    found["manner"] = found["openers"] | found["adverbs"]
    return {name: frozenset(words) for name, words in found.items()}
