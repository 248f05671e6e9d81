"""User dictionaries and stop words: the shipped ones, and their form on disk.

Takes and gives text, one word a line. Not for cutting text by them (tokenizer, segmenters).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from classifier.errors import ClassifierError
from classifier.normalisation import normalise

DEFAULT_FREQUENCY = 2000  # among jieba's most frequent 4 %: high enough to hold a word together
_FREQUENCY = re.compile(r"\d{1,9}")


@lru_cache(maxsize=1)
def shipped_user_dict() -> dict[str, int]:
    """Give the domain words that come with the package, with their frequencies."""
    return parse_user_dict(_resource("user_dict.txt"))


@lru_cache(maxsize=1)
def shipped_stop_words() -> frozenset[str]:
    """Give the stop words that come with the package."""
    return parse_stop_words(_resource("stop_words.txt"))


def parse_user_dict(content: str) -> dict[str, int]:
    """Read a user dictionary in jieba's form: a word, and optionally a frequency, on each line.

    Raises
    ------
    ClassifierError
        If a line is not of that form; the message gives its number.
    """
    words: dict[str, int] = {}
    for number, line in enumerate(content.split("\n"), 1):
        fields = line.split()
        if not fields or line.startswith("#"):
            continue
        if len(fields) > 3 or (len(fields) > 1 and not _FREQUENCY.fullmatch(fields[1])):
            raise ClassifierError(f"user dictionary, line {number}: {line[:60]!r} is not 'word frequency'")
        words[normalise(fields[0])] = int(fields[1]) if len(fields) > 1 else DEFAULT_FREQUENCY
    return words


def parse_stop_words(content: str) -> frozenset[str]:
    """Read stop words, one on each line; `#` begins a comment line."""
    lines = (line.strip() for line in content.split("\n"))
    return frozenset(normalise(line) for line in lines if line and not line.startswith("#"))


def format_user_dict(words: Mapping[str, int]) -> str:
    """Write a user dictionary in the form that `parse_user_dict` reads, sorted."""
    return "".join(f"{word} {words[word]}\n" for word in sorted(words))


def format_stop_words(words: Iterable[str]) -> str:
    """Write stop words in the form that `parse_stop_words` reads, sorted."""
    return "".join(f"{word}\n" for word in sorted(words))


def _resource(name: str) -> str:
    from importlib.resources import files  # a model that is loaded brings its own lists

    return files("classifier").joinpath("resources", name).read_text(encoding="utf-8")
