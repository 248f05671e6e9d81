"""The paragraph in front of a person who labels: its text, where it stands, what a model thinks, what the person says.

Plain values. Not for where items come from (candidates) or how files hold them (layout, workbooks, writing).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from classifier.writers.characters import replace_forbidden

_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Item:
    """One paragraph to label, or labelled.

    Attributes
    ----------
    text : str
        Without white space at its ends, characters that no table holds, and carriage returns: what every format gives
        back as it was.
    id : str
        Stays with the paragraph on all its ways; see `make_id`.
    report, heading : str
        The document it comes from, and the headings above it.
    number : int or None
        Counts the paragraphs of the report from 1.
    before : str
        How the paragraph before it begins.
    theme : str
        The label; empty while there is none.
    also : tuple of str
        Further themes.
    guess, score : str, and float or None
        A model's theme and its probability, 0 to 1.
    reason : str
        Why it is asked about.
    note, annotator : str
        What the person remarked, and who it is.
    source, split, kind : str
        As in labelled rows: where the label came from, its side of a split, the kind of document.
    """

    text: str
    id: str = ""
    report: str = ""
    heading: str = ""
    number: int | None = None
    before: str = ""
    theme: str = ""
    also: tuple[str, ...] = ()
    guess: str = ""
    score: float | None = None
    reason: str = ""
    note: str = ""
    annotator: str = ""
    source: str = ""
    split: str = ""
    kind: str = ""


def clean_item(item: Item) -> Item:
    """Give an item whose texts come back from every format as they went, with an id if it has none.

    Examples
    --------
    >>> clean_item(Item(" 开展普法。\\r\\n")).text
    '开展普法。'
    """
    told: dict[str, Any] = {name: clean_text(value) for name, value in vars(item).items() if isinstance(value, str)}
    also = tuple(dict.fromkeys(name for name in map(clean_text, item.also) if name and name != told["theme"]))
    item = replace(item, also=also, **told)
    return item if item.id else replace(item, id=make_id(item.text, report=item.report, number=item.number))


def clean_text(text: str) -> str:
    """Give a text without line ends of other systems, forbidden characters, and white space at its ends."""
    return replace_forbidden(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_items(items: Iterable[Item]) -> list[Item]:
    """Clean items, and leave out those without text; each id stands once: of equal items the first, others are renamed.

    An id that another text has already is replaced by one of the text's own.
    """
    kept: dict[str, Item] = {}
    for item in map(clean_item, items):
        known = kept.get(item.id)
        if known is not None and known.text != item.text:
            item = replace(item, id=make_id(item.text, report=item.report, number=item.number))
            known = kept.get(item.id)
        if known is None and item.text:
            kept[item.id] = item
    return list(kept.values())


def make_id(text: str, *, report: str = "", number: int | None = None) -> str:
    """Give the id of a paragraph: eight digits for its place and text together, eight for the text alone.

    White space does not count, since programs that save tables add and lose some.

    Examples
    --------
    >>> make_id("开展 普法。")[9:] == make_id("开展普法。", report="甲县.txt", number=3)[9:]
    True
    """
    bare = "".join(text.split())
    place = "\0".join((report, "" if number is None else str(number), bare))
    return f"{_digest(place)}-{_digest(bare)}"


def has_other_text(name: str, text: str) -> bool:
    """Whether an id of `make_id` belongs to another text; of a foreign id nothing can be told."""
    return _OURS.fullmatch(name) is not None and name[9:] != make_id(text)[9:]


def text_key(text: str) -> str:
    """Give what two copies of a text have in common, whatever white space they have."""
    return make_id(text)[9:] + _digest("".join(text.split())[::-1])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
