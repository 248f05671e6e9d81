"""Many documents to a stream of rows.

Takes paths, gives rows in the order of the paths; a document that fails costs itself alone. Not for writing rows
(writers).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from classifier.documents import read_document
from classifier.documents.document import Document
from classifier.errors import ClassifierError, DocumentError
from classifier.evidence import explain_strongest
from classifier.loading import load_model
from classifier.model import ThemeModel
from classifier.paragraphs import Split, split_document
from classifier.prediction import shape_predictions
from classifier.writers.rows import Row

SUFFIXES = (".txt", ".html", ".htm", ".shtml", ".xhtml")
DIGITS = 6  # of probabilities in rows


class Failure(NamedTuple):
    """A document that could not be classified, and the one line that says why."""

    document: str
    reason: str


def find_documents(paths: Iterable[str | Path]) -> list[str]:
    """Give the documents that paths name: files as they are, folders as the report files below them, sorted.

    Raises
    ------
    DocumentError
        If a folder holds nothing to read; the message names it.
    """
    found: dict[str, None] = {}
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            found[str(given)] = None
            continue
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not inside:
            raise DocumentError(f"{given}: holds no reports ({', '.join(SUFFIXES)}); name another folder")
        found.update(dict.fromkeys(map(str, inside)))
    return list(found)


def classify_documents(
    paths: str | Path | Iterable[str | Path],
    *,
    model: str | ThemeModel | None = None,
    on_document: Callable[[Document, Split], None] | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Row]:
    """Give one row for every paragraph of every document, in order.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, or folders, whose reports are read.
    model : str or ThemeModel, optional
        As for `predict`.
    on_document : callable, optional
        Called with every document read and its paragraphs, before its rows.
    on_failure : callable, optional
        Called with every document that fails. Without it one warning at the end counts them.

    Yields
    ------
    dict
        A `Row`.

    Examples
    --------
    >>> rows = list(classify_documents("data/samples"))  # doctest: +SKIP
    >>> rows[0]["theme"]  # doctest: +SKIP
    '其他'
    """
    documents = find_documents([paths] if isinstance(paths, (str, Path)) else paths)
    answering = model if isinstance(model, ThemeModel) else load_model(model)
    return _rows(documents, answering, on_document, on_failure)


def _rows(
    documents: list[str],
    model: ThemeModel,
    on_document: Callable[[Document, Split], None] | None,
    on_failure: Callable[[Failure], None] | None,
) -> Iterator[Row]:
    failures: list[Failure] = []
    report = on_failure or failures.append
    for path in documents:
        try:
            document = read_document(path)
            split = split_document(document)
            if not split.paragraphs:
                raise DocumentError(f"{path}: holds no paragraph to classify; look at it with: classifier -v classify")
            rows = classify_document(document, split, model)
        except ClassifierError as error:
            report(Failure(path, str(error)))
            continue
        if on_document:
            on_document(document, split)
        yield from rows
    if failures:
        warnings.warn(
            f"{len(failures)} of {len(documents)} documents could not be classified, the first: {failures[0].reason}",
            stacklevel=2,
        )


def classify_document(document: Document, split: Split, model: ThemeModel) -> list[Row]:
    """Give the rows of one document whose paragraphs are known."""
    texts = [p.text for p in split.paragraphs]
    predictions = shape_predictions(model, texts)
    evidence = explain_strongest(model, texts, [prediction.theme for prediction in predictions])
    return [
        Row(
            document=document.path,
            title=document.title,
            region=document.region,
            year=document.year,
            paragraph=paragraph.number,
            section=paragraph.section,
            lead=paragraph.lead,
            role=paragraph.role,
            start=paragraph.start,
            end=paragraph.end,
            text=paragraph.text,
            theme=prediction.theme,
            score=round(prediction.score, DIGITS),
            second_theme=prediction.second_theme,
            second_score=None if prediction.second_score is None else round(prediction.second_score, DIGITS),
            accepted=prediction.accepted,
            evidence=[[e.term, round(e.weight, 4), e.start, e.end] for e in words],
            model=prediction.model,
        )
        for paragraph, prediction, words in zip(split.paragraphs, predictions, evidence, strict=True)
    ]
