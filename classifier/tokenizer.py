"""From a text to its words: normal form, jieba's dictionary segmentation, stop words.

Takes raw text, gives lower-case words; also their offsets in the raw text. The words are those of jieba with HMM
off, by definition; rjieba computes them where it gives the same. Not for n-grams or weights (pipeline, model).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Self

from classifier.normalisation import NORMALISATION, normalise, normalise_with_origin
from classifier.segmenters import Engine, Mode, Segmenter, Word, dictionary_hash, segmenter
from classifier.word_lists import format_stop_words, format_user_dict, shipped_stop_words, shipped_user_dict


class _Keeps(dict[str, bool]):
    """Whether a piece is a word to keep: it has a letter (Chinese ones are letters) and is no stop word.

    Answers are remembered, since the same few thousand pieces make up most of a text.
    """

    LIMIT = 200_000  # pieces remembered; far above any vocabulary, below 30 MB

    def __init__(self, stop_words: frozenset[str]) -> None:
        super().__init__()
        self.stop_words = stop_words

    def __missing__(self, piece: str) -> bool:
        if len(self) >= self.LIMIT:
            self.clear()
        keep = piece not in self.stop_words and any(c.isalpha() for c in piece)
        self[piece] = keep
        return keep


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
        segmenter, keeps = self._tools()
        return [[word for word in segmenter.cut(normalise(text)) if keeps[word]] for text in texts]

    def spans(self, text: str) -> list[Word]:
        """Give (word, start, end) for each word of `tokenize`: offsets in characters of `text` as it was given.

        A word that normalisation has changed still slices to where it came from.
        """
        segmenter, keeps = self._tools()
        normal, origin = normalise_with_origin(text)
        return [
            (word, origin[start], origin[end - 1] + 1) for word, start, end in segmenter.tokenize(normal) if keeps[word]
        ]

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

    def _tools(self) -> tuple[Segmenter, _Keeps]:
        if "_built" not in self.__dict__:
            user_dict, stop_words = self.settings()
            self.__dict__["_built"] = (
                segmenter(self.mode, self.engine, tuple(sorted(user_dict.items()))),
                _Keeps(stop_words),
            )
        built: tuple[Segmenter, _Keeps] = self.__dict__["_built"]
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
