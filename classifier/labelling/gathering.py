"""The paragraphs of reports that nobody has labelled yet.

Takes paths as `find_inputs` does, gives paragraphs in order. Not for choosing among them (suggestion) nor for labels
(weak).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier.documents import read_documents
from classifier.errors import ClassifierError, DocumentError
from classifier.inputs import find_inputs
from classifier.paragraphs import split_paragraphs


@dataclass(frozen=True)
class Candidate:
    """A paragraph without a label.

    Attributes
    ----------
    text : str
    report : str
        The document, by its path or as its table calls it.
    number : int
        Counted from 1 within the report.
    headings : tuple of str
        The stand-alone headings above it, the outermost first.
    title : str
        The document's; empty if it tells none.
    role : str
        One of 导语 成效 问题 计划 履职 结语; empty if it is not known.
    """

    text: str
    report: str = ""
    number: int = 0
    headings: tuple[str, ...] = ()
    title: str = ""
    role: str = ""

    @property
    def heading(self) -> str:
        """The headings, joined by ``" > "``."""
        return " > ".join(self.headings)

    @property
    def id(self) -> str:
        """Eight digits for place and text together, eight for the text alone; white space does not count."""
        bare = "".join(self.text.split())
        place = "\0".join((self.report, str(self.number or ""), bare))
        return f"{_digest(place)}-{_digest(bare)}"


def gather_paragraphs(
    paths: str | Path | Iterable[str | Path], *, on_failure: Callable[[ClassifierError], None] | None = None
) -> list[Candidate]:
    """Read the paragraphs of reports, and of tables of texts.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, folders, patterns, tables, lists, as `classify` takes them.
    on_failure : callable, optional
        Called with the error of every input that cannot be read, which is left out. Without it the first is raised.

    Raises
    ------
    DocumentError
        If no input holds a paragraph.

    Examples
    --------
    >>> gather_paragraphs("data/samples/huaipu-2023.txt")[1].heading
    '一、2023年度法治政府建设主要举措和成效 > （一）推进政府职能转变，持续优化法治化营商环境'
    """
    found: list[Candidate] = []
    for given in find_inputs(paths):
        try:
            if given.problem:
                raise DocumentError(f"{given.name}: {given.problem}")
            found += _read(given.path or given.name, given.name)
        except ClassifierError as error:
            if on_failure is None:
                raise
            on_failure(error)
    if not found:
        raise DocumentError("no paragraph was found; look at one of the reports with: classifier paragraphs PATH")
    return found


def _read(path: str, name: str) -> Iterator[Candidate]:
    for document in read_documents(path):
        report = name if document.path == path else document.path
        for paragraph in split_paragraphs(document):
            headings = tuple(heading for heading in paragraph.section.split(" > ") if heading)
            yield Candidate(paragraph.text, report, paragraph.number, headings, document.title, paragraph.role)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
