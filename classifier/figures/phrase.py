"""What a number counts: a noun, with the verb that governs it and the words of change.

Only the record. Not for reading it from text (phrases, objects).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with its verb.

    Attributes
    ----------
    noun, verb, change : str
    bare : bool
        Whether the noun is only what acts, or part of the verb, so that one said earlier is to be preferred.
    """

    noun: str = ""
    verb: str = ""
    change: str = ""
    bare: bool = False
