"""Suggestions as a file for the person who labels: the themes to be filled in, what is guessed, and why it is asked.

Takes `Suggestion`s, gives what `labels export` gives, and `labels import` takes back. Not for choosing (suggestion).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from classifier.labelling.items import Item, clean_items
from classifier.labelling.layout import to_record
from classifier.labelling.suggestion import Suggestion
from classifier.labelling.tabular import check_output
from classifier.labelling.writing import write_items
from classifier.writers.chinese import OTHER


def write_suggestions(
    suggestions: Sequence[Suggestion], output: str, *, themes: Sequence[str] = (), overwrite: bool = False
) -> None:
    """Write suggestions to the file that its suffix names, or to standard output (``-``, JSON lines).

    Parameters
    ----------
    themes : sequence of str
        To choose from, beside those that are guessed.
    """
    check_output(output, overwrite=overwrite)
    items = clean_items(map(_item, suggestions))
    if output == "-":
        lines = (json.dumps(to_record(item), ensure_ascii=False) + "\n" for item in items)
        sys.stdout.buffer.write("".join(lines).encode())
        return
    guessed = (item.guess for item in items if item.guess)
    write_items(items, output, themes=sorted(dict.fromkeys([*themes, *guessed]), key=OTHER.__eq__))


def _item(suggestion: Suggestion) -> Item:
    candidate, guess = suggestion.candidate, suggestion.guess
    return Item(
        text=candidate.text,
        id=candidate.id,
        report=candidate.report,
        heading=candidate.heading,
        number=candidate.number or None,
        guess=guess.theme,
        score=None if guess.score is None else round(guess.score, 6),
        reason=suggestion.reason,
    )
