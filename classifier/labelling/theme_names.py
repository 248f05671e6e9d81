"""The names of themes as people type them, against those that there are.

Takes what a cell says, gives themes, or says what is unknown. Width, case, quotation marks and white space do not
count; anything else is a question for people, never answered here by likeness.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from classifier.labelling.layout import SEPARATORS
from classifier.normalisation import normalise

_ALIKE = 0.5  # of SequenceMatcher's ratio: half the characters in the same order
_LONGEST = 1000  # characters of a cell that can name themes
_SHOWN = 30
_QUOTES = re.compile(r"[\s\"'“”‘’「」《》<>【】\[\]。.]+")


class Named(NamedTuple):
    """What a cell names: themes in its order, the names that are none of them, and those spelled otherwise."""

    themes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    respelled: tuple[tuple[str, str], ...] = ()


class ThemeNames:
    """Themes to be recognised.

    Parameters
    ----------
    themes : iterable of str
    synonyms : mapping of str to str, optional
        Other names that somebody has said stand for a theme.
    """

    def __init__(self, themes: Iterable[str], synonyms: Mapping[str, str] | None = None) -> None:
        self.themes = tuple(dict.fromkeys(themes))
        self._exact = {**{theme: theme for theme in self.themes}, **(synonyms or {})}
        folded: dict[str, set[str]] = {}
        for name, theme in self._exact.items():
            folded.setdefault(fold_theme(name), set()).add(theme)
        # two themes that differ in width or case only are told apart by that
        self._folded = {name: min(meant) for name, meant in folded.items() if len(meant) == 1}

    def find(self, name: str) -> str | None:
        """Give the theme that a name stands for, None if there is none.

        Examples
        --------
        >>> ThemeNames(["普法宣传"]).find(" 普法 宣传")
        '普法宣传'
        """
        return self._exact.get(name.strip()) or self._folded.get(fold_theme(name))

    def read(self, names: Iterable[str]) -> Named:
        """Tell which themes names stand for."""
        told = [(name, self.find(name)) for name in names]
        return Named(
            themes=tuple(dict.fromkeys(theme for _, theme in told if theme is not None)),
            unknown=tuple(name for name, theme in told if theme is None),
            respelled=tuple((name, theme) for name, theme in told if theme is not None and theme != name),
        )

    def suggest(self, name: str) -> str:
        """Give the theme that looks most like a name; empty if none does.

        Examples
        --------
        >>> ThemeNames(["普法宣传", "行政执法"]).suggest("普法宜传")
        '普法宣传'
        """
        folded = {fold_theme(theme): theme for theme in self.themes}
        wanted = fold_theme(name)
        close = difflib.get_close_matches(wanted, folded, n=1, cutoff=_ALIKE)
        within = [known for known in folded if wanted and (wanted in known or known in wanted)]
        return folded[(close or within)[0]] if close or within else ""

    def cut(self, cell: str) -> Sequence[str]:
        """Cut a cell at separators, but not within a theme: of each stretch the longest that is one.

        Examples
        --------
        >>> ThemeNames(["调解、信访"]).cut("调解、信访；普法")
        ['调解、信访', '普法']
        """
        if not cell.strip():
            return []
        if len(cell) > _LONGEST:
            return [cell.strip()[:_SHOWN] + "…"]
        ends = [m.start() for m in SEPARATORS.finditer(cell)] + [len(cell)]
        names: list[str] = []
        start = 0
        while start <= len(cell):
            stops = [end for end in ends if end >= start]
            if not stops:
                break
            stop = next((end for end in reversed(stops) if self.find(cell[start:end]) is not None), stops[0])
            if cell[start:stop].strip():
                names.append(cell[start:stop].strip())
            start = stop + 1
        return names


def fold_theme(name: str) -> str:
    """Give the form in which two spellings of a theme are the same."""
    return _QUOTES.sub("", normalise(name))
