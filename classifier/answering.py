"""What a worker process does in a batch: some documents, or one stretch of a table, to rows in the form of the output.

Takes paths, gives counts and bytes. Everything that a document can do to its reader it does here, where it costs itself
alone (isolation). Not for the order of documents nor for files of rows (batch, runs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from classifier import artifact
from classifier.documents.document import Document
from classifier.documents.parsing import parse_document
from classifier.errors import DocumentError, ModelError
from classifier.evidence import Evidence, Reading
from classifier.loading import hash_manifest, load_model, open_registry
from classifier.model import ThemeModel
from classifier.paragraphs import Paragraph, Split, split_document
from classifier.prediction import Prediction, shape_predictions
from classifier.worker import Reply, collect_warnings
from classifier.writers.encoding import encode_rows
from classifier.writers.rows import Row

DIGITS = 6  # of probabilities in rows
CHUNK = 200  # documents of a table that are answered in one call

_model: ThemeModel | None = None


def prepare(
    *, reference: str | None = None, models: str | None = None, sha256: str = "", files: str | None = None
) -> None:
    """Load the model that this process answers with: by its name, or from a folder of `artifact.encode`'s files.

    Raises
    ------
    ModelError
        If it is damaged or missing, or its manifest has another hash than `sha256`.
    """
    global _model
    if files is None:
        version = open_registry(models).resolve(reference)
        if sha256 and hash_manifest(version) != sha256:
            raise ModelError(
                f"{version.path}: is another {reference} than the run was begun with; copy the models there"
            )
        _model = load_model(version.reference, models=models)
    else:
        told = Path(files, "reference").read_text(encoding="utf-8")
        content = {name: Path(files, name).read_bytes() for name in artifact.SERVING_FILES}
        _model = artifact.decode(content).with_reference(told)


def classify_files(*, files: Sequence[tuple[str, str]], form: str, tell: bool) -> Reply:
    """Classify documents, given by where each is read from and what it is called.

    Parameters
    ----------
    files : sequence of (str, str)
    form : str
        As for `encode_rows`.
    tell : bool
        Whether to tell of the lines that were left out.

    Returns
    -------
    Reply
        For each document the counts of its rows and their ``bytes``, or its ``failure``; and its ``notes``.
    """
    read = [_read(path, name, tell) for path, name in files]
    rows = iter(classify_splits([pair for pair, _ in read if pair], _prepared()))
    told, data = [], []
    for pair, about in read:
        if pair:
            counts, encoded = _encode(next(rows), form)
            about = {**counts, **about, "bytes": len(encoded)}
            data.append(encoded)
        told.append(about)
    return Reply(told, b"".join(data))


def classify_chunk(*, path: str, name: str, chunk: int, form: str) -> Reply:
    """Classify the documents of a table from number ``chunk * CHUNK`` on; ``last`` tells that there are no more."""
    documents = [_called(document, path, name) for document in _table(path).chunk(chunk)]
    pairs = [(document, split_document(document)) for document in documents]
    counts, data = _encode([row for rows in classify_splits(pairs, _prepared()) for row in rows], form)
    return Reply({**counts, "last": len(documents) < CHUNK}, data)


def classify_splits(pairs: Sequence[tuple[Document, Split]], model: ThemeModel) -> list[list[Row]]:
    """Give the rows of each document whose paragraphs are known."""
    paragraphs = [(document, paragraph) for document, split in pairs for paragraph in split.paragraphs]
    texts = [paragraph.text for _, paragraph in paragraphs]
    reading = Reading(model, texts)
    predictions = shape_predictions(model, texts, reading.values)
    evidence = reading.strongest([prediction.theme for prediction in predictions])
    rows = (
        _row(document, paragraph, prediction, words)
        for (document, paragraph), prediction, words in zip(paragraphs, predictions, evidence, strict=True)
    )
    return [list(islice(rows, len(split.paragraphs))) for _, split in pairs]


def _row(document: Document, paragraph: Paragraph, prediction: Prediction, words: list[Evidence]) -> Row:
    return Row(
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


def _prepared() -> ThemeModel:
    assert _model is not None, "prepare is called first"
    return _model


def _read(path: str, name: str, tell: bool) -> tuple[tuple[Document, Split] | None, dict[str, Any]]:
    """Read a document and find its paragraphs; or say why that cannot be. Give what is to be told of it, too."""
    with collect_warnings() as notes:
        try:
            document = parse_document(path, name)
            split = split_document(document)
            if not split.paragraphs:
                raise DocumentError(f"holds no paragraph to classify; look at it with: classifier paragraphs {name}")
        except DocumentError as error:
            return None, {"failure": str(error)}
    omissions = split.omissions if tell else ()
    notes += [f"left out ({omission.reason}): {omission.line.text[:60]}" for omission in omissions]
    return (document, split), {"notes": notes}


def _encode(rows: list[Row], form: str) -> tuple[dict[str, Any], bytes]:
    counts = Counter(row["theme"] for row in rows)
    told = {"rows": len(rows), "accepted": sum(row["accepted"] for row in rows), "themes": counts}
    return told, encode_rows(rows, form)


def _called(document: Document, path: str, name: str) -> Document:
    """Give a document of a table that is called otherwise than where it is read from."""
    if path == name or not document.path.startswith(f"{path}#"):
        return document
    return replace(document, path=name + document.path[len(path) :])


class _Table:
    """A table that is being read from front to back; asked for what lies behind, it begins again."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._begin()

    def _begin(self) -> None:
        from classifier.documents.table import gather_documents

        self._documents = gather_documents(self._path)
        self._next = 0

    def chunk(self, number: int) -> list[Document]:
        if number < self._next:
            self._begin()
        next(islice(self._documents, (number - self._next) * CHUNK - 1, None), None) if number > self._next else None
        self._next = number + 1
        return [gathered.read() for gathered in islice(self._documents, CHUNK)]


@lru_cache(maxsize=1)
def _table(path: str) -> _Table:
    return _Table(path)
