"""The one room for jieba: cutting a normalised text into the pieces of a dictionary, HMM off.

Takes an engine and user words; gives a `Segmenter`, one per process. Not for stop words, normalisation, or the words
inside words of search mode (tokenizer).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from classifier.errors import ClassifierError

Engine = Literal["auto", "jieba", "rjieba"]
_SURROGATE = re.compile("[\ud800-\udfff]")


class Segmenter(Protocol):
    """What is needed of jieba and rjieba."""

    def cut(self, text: str) -> list[str]:
        """Give all pieces of a normalised text, white space and punctuation included; joined they are the text."""

    def has_word(self, word: str) -> bool:
        """Whether the dictionary has this word."""


@lru_cache(maxsize=4)
def segmenter(engine: Engine, user_words: tuple[tuple[str, int], ...]) -> Segmenter:
    """Build the segmenter for these settings, or give the one that this process has already.

    Raises
    ------
    ClassifierError
        If the engine is unknown, or rjieba is asked for and is missing or would give other words than jieba.
    """
    if engine not in ("auto", "jieba", "rjieba"):
        raise ClassifierError(f"unknown tokenizer engine {engine!r}; choose 'auto', 'jieba' or 'rjieba'")
    if engine != "jieba":
        fast = _build_rjieba(user_words)
        if fast is not None:
            return fast
        if engine == "rjieba":
            raise ClassifierError(
                "the engine 'rjieba' is not installed, or the user dictionary removes or reweights words that "
                "jieba has, which rjieba computes differently; choose engine='auto'"
            )
    return _JiebaSegmenter(user_words)


@lru_cache(maxsize=1)
def dictionary_hash() -> str:
    """Give the SHA-256 of jieba's dictionary file, which with HMM off determines every word; empty without jieba."""
    package = importlib.util.find_spec("jieba")
    if package is None or not package.submodule_search_locations:
        return ""
    return hashlib.sha256(Path(package.submodule_search_locations[0], "dict.txt").read_bytes()).hexdigest()


class _RjiebaSegmenter:
    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary

    def cut(self, text: str) -> list[str]:
        try:
            pieces: list[str] = self._dictionary.cut(text, False)
            return pieces
        except UnicodeEncodeError:  # half of a surrogate pair, which is part of no word
            ends = list(accumulate(map(len, self._dictionary.cut(_SURROGATE.sub("\ufffd", text), False))))
            return [text[start:end] for start, end in pairwise([0, *ends])]

    def has_word(self, word: str) -> bool:
        known: bool = self._dictionary.has_word(word)
        return known


class _JiebaSegmenter:
    def __init__(self, user_words: tuple[tuple[str, int], ...]) -> None:
        import logging
        import tempfile

        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._dictionary = jieba.Tokenizer()
        with tempfile.TemporaryDirectory(prefix="classifier-jieba-") as private:
            # jieba writes its cache where anyone may edit it, and trusts what it finds there
            self._dictionary.tmp_dir = private
            self._dictionary.initialize()
        for word, frequency in user_words:
            if frequency:
                self._dictionary.add_word(word, frequency)
            else:
                self._dictionary.del_word(word)

    def cut(self, text: str) -> list[str]:
        return cast(list[str], self._dictionary.lcut(text, HMM=False))

    def has_word(self, word: str) -> bool:
        return bool(self._dictionary.FREQ.get(word))


def _build_rjieba(user_words: tuple[tuple[str, int], ...]) -> _RjiebaSegmenter | None:
    module = _import_rjieba()
    if module is None:
        return None
    dictionary = module.Jieba()
    for word, frequency in user_words:
        if not frequency or dictionary.has_word(word):
            return None
        dictionary.add_word(word, frequency, None)
    return _RjiebaSegmenter(dictionary)


def _import_rjieba() -> Any | None:
    """Import rjieba's compiled part alone: the package around it builds a dictionary that nobody would use."""
    name = "rjieba.rjieba"
    if name in sys.modules:
        return sys.modules[name]
    package = importlib.util.find_spec("rjieba")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0])
    for library in sorted(folder.glob("rjieba*.so" if os.name != "nt" else "rjieba*.pyd")):
        spec = importlib.util.spec_from_file_location(name, library)
        if spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            sys.modules[name] = module
            return module
    return None  # pragma: no cover
