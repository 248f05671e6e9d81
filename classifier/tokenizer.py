"""From a text to its words: normal form, jieba's dictionary segmentation, stop words.

Takes raw text, gives lower-case words; also their offsets in the raw text. The words are those of jieba with HMM
off, by definition; rjieba computes them where it gives the same. Not for n-grams or weights (pipeline, model).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Self

from classifier.errors import ClassifierError
from classifier.normalisation import NORMALISATION, normalise_all, normalise_with_origin
from classifier.segmenters import Engine, Segmenter, dictionary_hash, segmenter
from classifier.word_lists import format_stop_words, format_user_dict, shipped_stop_words, shipped_user_dict

BATCH = 1024  # texts cut at once: enough for numpy, little enough for the processor's cache

Mode = Literal["plain", "search"]


class Word(NamedTuple):
    """A word and where it stands."""

    word: str
    start: int
    end: int


class _Words(dict[str, tuple[Word, ...]]):
    """The words to keep of a piece of text, with offsets into the piece; remembered, since pieces repeat.

    A word to keep has a letter (Chinese characters are letters) and is no stop word. Search mode gives the dictionary
    words of two, then of three characters inside a longer one before it, as jieba's ``cut_for_search`` does.
    """

    LIMIT = 200_000  # pieces remembered; far above any vocabulary, below 100 MB

    def __init__(self, mode: Mode, stop_words: frozenset[str], segmenter: Segmenter) -> None:
        super().__init__()
        self.lengths = (2, 3) if mode == "search" else ()
        self.stop_words = stop_words
        self.has_word = segmenter.has_word

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        if len(self) >= self.LIMIT:
            self.clear()
        inner = [
            Word(piece[i : i + length], i, i + length)
            for length in self.lengths
            if len(piece) > length
            for i in range(len(piece) - length + 1)
            if self.has_word(piece[i : i + length])
        ]
        found = tuple(word for word in [*inner, Word(piece, 0, len(piece))] if self._is_kept(word.word))
        self[piece] = found
        return found

    def _is_kept(self, word: str) -> bool:
        return word not in self.stop_words and any(c.isalpha() for c in word)


class JiebaTokenizer:
    """Turn texts into strings of space-separated words; the first step of the pipeline.

    A stateless scikit-learn transformer: `get_params`, `set_params`, `clone` and pickling work, `fit` learns
    nothing. It does not inherit from scikit-learn, which serving a model never imports.

    Parameters
    ----------
    mode : {"search", "plain"}
        "search" adds to each long word the dictionary words inside it (jieba's ``cut_for_search``).
    user_dict : mapping of str to int, optional
        Words beside jieba's own and their frequencies; 0 removes a word. None means the shipped domain dictionary.
    stop_words : collection of str, optional
        Words to leave out. None means the shipped list.
    engine : {"auto", "jieba", "rjieba"}
        What computes the words. "auto" is rjieba where it gives what jieba gives: it is installed and `user_dict`
        only adds words that jieba's dictionary lacks.

    Examples
    --------
    >>> JiebaTokenizer(mode="plain").tokenize("深化“放管服”改革1204件")
    ['放管服', '改革']
    """

    def __init__(
        self,
        mode: Mode = "search",
        user_dict: Mapping[str, int] | None = None,
        stop_words: Collection[str] | None = None,
        engine: Engine = "auto",
    ) -> None:
        self.mode = mode
        self.user_dict = user_dict
        self.stop_words = stop_words
        self.engine = engine

    def tokenize(self, text: str) -> list[str]:
        """Give the words of one text, in order; with mode "search" the inner words of a word come before it."""
        return self.tokenize_all([text])[0]

    def tokenize_all(self, texts: Iterable[str]) -> list[list[str]]:
        """Give the words of each text."""
        told = self._tools()[1]
        return [[word.word for piece in pieces for word in told[piece]] for pieces in self.pieces(list(texts))]

    def pieces(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Give, text by text, the pieces that jieba cuts its normal form into; joined they are that form."""
        cut = self._tools()[0].cut
        for start in range(0, len(texts), BATCH):
            yield from map(cut, normalise_all(texts[start : start + BATCH]))

    def words(self, piece: str) -> tuple[Word, ...]:
        """Give the words that a piece stands for, with offsets into it; none for punctuation, figures, stop words."""
        return self._tools()[1][piece]

    def spans(self, text: str) -> list[Word]:
        """Give the words of `tokenize` with their offsets in characters of `text` as it was given.

        A word that normalisation has changed still slices to where it came from.
        """
        normal, origin = normalise_with_origin(text)
        spans = []
        at = 0
        for piece in self._tools()[0].cut(normal):
            for word, start, end in self.words(piece):
                spans.append(Word(word, origin[at + start], origin[at + end - 1] + 1))
            at += len(piece)
        return spans

    def settings(self) -> tuple[dict[str, int], frozenset[str]]:
        """Give the user dictionary and stop words in use, the shipped ones filled in."""
        user_dict = shipped_user_dict() if self.user_dict is None else dict(self.user_dict)
        stop_words = shipped_stop_words() if self.stop_words is None else frozenset(self.stop_words)
        return user_dict, stop_words

    def identity(self) -> dict[str, str]:
        """Give what determines the words: mode, normalisation, SHA-256 of the word lists, and ``sha256`` of it all."""
        user_dict, stop_words = self.settings()
        parts = {
            "mode": self.mode,
            "normalisation": NORMALISATION,
            "dictionary": dictionary_hash(),
            "user_dict": _sha256(format_user_dict(user_dict)),
            "stop_words": _sha256(format_stop_words(stop_words)),
        }
        return {**parts, "sha256": _sha256(json.dumps(parts, sort_keys=True))}

    def _tools(self) -> tuple[Segmenter, _Words]:
        if "_built" not in self.__dict__:
            if self.mode not in ("plain", "search"):
                raise ClassifierError(f"unknown tokenizer mode {self.mode!r}; choose 'plain' or 'search'")
            user_dict, stop_words = self.settings()
            cutter = segmenter(self.engine, tuple(sorted(user_dict.items())))
            self.__dict__["_built"] = cutter, _Words(self.mode, stop_words, cutter)
        built: tuple[Segmenter, _Words] = self.__dict__["_built"]
        return built

    # -- scikit-learn's grammar

    def fit(self, X: Iterable[str], y: object = None) -> Self:
        """Learn nothing; present because a pipeline asks for it."""
        return self

    def transform(self, X: Iterable[str]) -> list[str]:
        """Turn texts, shape (n,), into n strings of words joined by single spaces."""
        if isinstance(X, str):
            raise TypeError("transform takes several texts; for one text give [text]")
        return [" ".join(words) for words in self.tokenize_all(X)]

    def fit_transform(self, X: Iterable[str], y: object = None) -> list[str]:
        """Same as `transform`."""
        return self.transform(X)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Give the constructor's parameters."""
        return {name: getattr(self, name) for name in ("mode", "user_dict", "stop_words", "engine")}

    def set_params(self, **params: Any) -> Self:
        """Change parameters; words are computed by the new ones from then on."""
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"Invalid parameter {name!r} for JiebaTokenizer")
            setattr(self, name, value)
        self.__dict__.pop("_built", None)
        return self

    def __sklearn_tags__(self) -> Any:
        from sklearn.base import BaseEstimator, TransformerMixin

        class _Text(TransformerMixin, BaseEstimator):  # type: ignore[misc]
            pass

        tags = _Text().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __repr__(self) -> str:
        changed = {k: v for k, v in self.get_params().items() if v is not None and k in ("mode", "engine")}
        return f"JiebaTokenizer({', '.join(f'{k}={v!r}' for k, v in changed.items())})"

    def __getstate__(self) -> dict[str, Any]:
        return self.get_params()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
