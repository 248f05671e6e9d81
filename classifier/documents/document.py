"""What every reader gives."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.documents.layout import Line


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
