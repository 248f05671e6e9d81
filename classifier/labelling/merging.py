"""The labels of several people put together: what they agree on, and what they do not.

Takes labelled items of several annotators, gives one item for each paragraph on whose theme they agree, and the others
to be settled by somebody else. Not for how far they agree (agreement).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from classifier.labelling.items import Item
from classifier.labelling.returning import describe_label

_BETWEEN = "、"


class Merged(NamedTuple):
    """Labels of several people.

    Attributes
    ----------
    items : list of Item
        One for each paragraph on whose theme all agree who labelled it; ``annotator`` names them all. A further theme
        stays if more than half of them, or one of two, named it.
    conflicts : list of Item
        The others, without a label; ``reason`` says who says what, ``annotator`` is empty for who settles it.
    """

    items: list[Item]
    conflicts: list[Item]


def merge_labels(items: Iterable[Item]) -> Merged:
    """Put labels together, one item for each annotator and paragraph.

    Examples
    --------
    >>> labels = [Item("话", id="1", theme="甲", annotator="张"), Item("话", id="1", theme="乙", annotator="李")]
    >>> merge_labels(labels).conflicts[0].reason
    '张：甲；李：乙'
    """
    said: dict[str, list[Item]] = {}
    for item in items:
        said.setdefault(item.id, []).append(item)
    merged = Merged([], [])
    for labels in said.values():
        if len({item.theme for item in labels}) == 1:
            merged.items.append(_agreed(labels))
        else:
            merged.conflicts.append(_conflict(labels))
    return merged


def update_labels(previous: Iterable[Item], items: Iterable[Item]) -> list[Item]:
    """Give earlier labels with new ones: of a paragraph that has both the new one stays, in the earlier's place."""
    newer = {item.id: item for item in items}
    kept = [newer.pop(item.id, item) for item in previous]
    return [*kept, *newer.values()]


def _agreed(labels: Sequence[Item]) -> Item:
    times = Counter(theme for item in labels for theme in item.also)
    also = tuple(theme for theme, count in times.items() if 2 * count > len(labels) or len(labels) == 2)
    return replace(labels[0], also=also, annotator=_names(labels), note=_notes(labels))


def _conflict(labels: Sequence[Item]) -> Item:
    told = "；".join(f"{item.annotator}：{describe_label(item)}" for item in labels)
    return replace(labels[0], theme="", also=(), annotator="", reason=told, note=_notes(labels), source="")


def _names(labels: Sequence[Item]) -> str:
    return _BETWEEN.join(dict.fromkeys(item.annotator for item in labels if item.annotator))


def _notes(labels: Sequence[Item]) -> str:
    if len({item.note for item in labels}) == 1:
        return labels[0].note
    return "；".join(f"{item.annotator}：{item.note}" for item in labels if item.note)
