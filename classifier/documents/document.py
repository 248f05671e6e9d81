"""What every reader gives."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from classifier.documents.layout import Line

_COLUMNS = ("start", "end", "kind", "reason", "given", "section")  # of lines, whose text is in that of the document


@dataclass(frozen=True)
class Document:
    """A document as text, with what it says about itself.

    Attributes
    ----------
    text : str
        The reader's output, one line a block; offsets of paragraphs count characters of it.
    title, region, issuer, date : str
        Empty where the document does not tell. `date` is when it was signed or published, as YYYY-MM-DD.
    year : int or None
        The year reported on, never that of publication.
    kind : str
        The kind of document that the title names: 报告, 总结, 要点, 计划, 方案, 通知 and so on; empty if it names none.
    encoding : str
        How the file's bytes were decoded.
    path : str
        As given, with ``/``.
    lines : tuple of Line
        Every line of `text`, and what it is.
    """

    text: str
    title: str = ""
    region: str = ""
    year: int | None = None
    issuer: str = ""
    date: str = ""
    encoding: str = ""
    path: str = ""
    lines: tuple[Line, ...] = ()
    kind: str = ""


def pack(document: Document) -> dict[str, Any]:
    """Give a document as JSON has it, its lines as columns; `unpack` gives it back."""
    told = asdict(replace(document, lines=()))
    return {**told, "lines": {name: [getattr(line, name) for line in document.lines] for name in _COLUMNS}}


def unpack(told: dict[str, Any]) -> Document:
    """Give the document that was packed."""
    text = told["text"]
    starts, ends, *rest = (told["lines"][name] for name in _COLUMNS)
    texts = (text[start:end] for start, end in zip(starts, ends, strict=True))
    return Document(**{**told, "lines": tuple(map(Line, starts, ends, texts, *rest))})
