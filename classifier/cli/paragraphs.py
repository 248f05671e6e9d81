"""``classifier paragraphs``: what was read of a report, and why each other line was left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.cli.console import printable

if TYPE_CHECKING:
    from classifier.documents import Document
    from classifier.paragraphs import Omission, Paragraph, Split


def run(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A report, or a table of texts.")],
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Take every line for a paragraph.")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
) -> None:
    """Show what is read of a report, line by line, and why each line was left out."""
    from classifier.documents import read_documents
    from classifier.paragraphs import split_document

    for document in read_documents(path):
        split = split_document(document, keep_all=keep_all)
        (_print_json if form == "json" else _print_text)(document, split)


def _print_text(document: Document, split: Split) -> None:
    print(printable(document.path))
    for name in ("title", "region", "year", "issuer", "date", "encoding"):
        print(printable(f"{name}: {getattr(document, name) or ''}").rstrip())
    print(f"{len(split.paragraphs)} paragraphs, {len(split.omissions)} lines left out\n")
    for paragraph, omission in _in_order(split):
        if omission is not None:
            print(printable(f"   -  left out, {omission.reason}: {omission.line.text}"))
        elif paragraph is not None:
            above = f"  ({paragraph.section})" if paragraph.section else ""
            print(printable(f"{paragraph.number:4}  {paragraph.role}  {paragraph.text}{above}"))


def _print_json(document: Document, split: Split) -> None:
    from dataclasses import asdict

    for paragraph, omission in _in_order(split):
        told = asdict(omission.line) if omission is not None else asdict(paragraph)  # type: ignore[arg-type]
        print(json.dumps({"document": document.path, "kept": omission is None, **told}, ensure_ascii=False))


def _in_order(split: Split) -> list[tuple[Paragraph | None, Omission | None]]:
    pieces: list[tuple[int, Paragraph | None, Omission | None]] = [
        *((p.start, p, None) for p in split.paragraphs),
        *((o.line.start, None, o) for o in split.omissions),
    ]
    return [(paragraph, omission) for _, paragraph, omission in sorted(pieces, key=lambda piece: piece[0])]
