"""Which paragraph a row that came back is: by its id if the text agrees, else by its text.

Takes rows and what was handed out. Not for their labels (returning).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from classifier.labelling.findings import Kind
from classifier.labelling.items import Item, clean_item, has_other_text, make_id, text_key
from classifier.writers.chinese import find_pointer, shorten

# of SequenceMatcher's ratio: a fifth of the characters may be others
ALIKE = 0.8
_COMPARED = 2000  # characters: the comparison takes time with the square of them


class Match(NamedTuple):
    """The paragraph of a row, or None, and what is to be said about it."""

    item: Item | None
    finding: Kind | None = None


class HandedOut:
    """What was handed out; nothing, if nobody knows."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self.items = {item.id: item for item in items}
        self._by_text: dict[str, list[Item]] = {}
        for item in self.items.values():
            self._by_text.setdefault(text_key(item.text), []).append(item)

    def find(self, row: Item) -> Match:
        """Find the paragraph of a row; its label, note and annotator are kept, the rest is as it was handed out."""
        told: Kind | None = None if row.id else "found by text"
        row = clean_item(row) if row.text else row
        known = self.items.get(row.id)
        if not self.items:
            return self._find_alone(row)
        if known is not None and not row.text:
            return Match(_labelled_as(known, row), "edited text")
        if known is not None and _bare(known.text) == _bare(row.text):
            return Match(_labelled_as(known, row), told)
        if not row.text:
            return Match(None, "no text")
        twins = self._by_text.get(text_key(row.text), [])
        if twins:
            same = (t for t in twins if (t.report, t.number) == (row.report, row.number))
            return Match(_labelled_as(next(same, twins[0]), row), "found by text")
        if known is None:
            named = make_id(row.text, report=row.report, number=row.number)
            return Match(replace(row, id=named if has_other_text(row.id, row.text) else row.id), "new paragraph")
        if _is_edited(known.text, row.text):
            return Match(_labelled_as(known, row), "edited text")
        return Match(None, "other text")

    def _find_alone(self, row: Item) -> Match:
        """Tell what a row says by itself: of ids that we gave, whether the text is theirs."""
        if not row.text:
            return Match(None, "no text")
        if has_other_text(row.id, row.text):
            return Match(None, "other text")
        return Match(row)


def _labelled_as(known: Item, row: Item) -> Item:
    """Give a paragraph as it was handed out with what the row says of it."""
    told = {field: getattr(row, field) for field in ("theme", "also", "note", "annotator", "source")}
    return replace(known, **told)


def _bare(text: str) -> str:
    """Give a text without what programs that save CSV add and take away."""
    return "".join(text.split()).lstrip("'")


def _is_edited(original: str, text: str) -> bool:
    """Whether a text is likely to be the original with some characters changed, or what a cell showed of it."""
    number = find_pointer(text)
    if number is not None and shorten(original, number) == text:
        return True
    one, other = original[:_COMPARED], text[:_COMPARED]
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
