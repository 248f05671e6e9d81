"""``classifier classify``: reports in, one row per paragraph out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import Settings, printable, say

if TYPE_CHECKING:
    from classifier.documents import Document
    from classifier.paragraphs import Split


def run(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Reports, or folders of them.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="Where the rows go: .jsonl, .csv, or -.")
    ],
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model, such as name@7 or name@production.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Classify reports, paragraph by paragraph."""
    from classifier.batch import Failure, classify_documents, find_documents
    from classifier.cli.progress import Summary, show_progress
    from classifier.writers.writing import check_output, write_rows

    settings: Settings = context.obj
    check_output(output, overwrite=overwrite)
    documents = find_documents(paths)
    loaded = settings.load(model)
    summary = Summary(loaded.themes)
    failures: list[Failure] = []
    with show_progress("reading", len(documents)) as progress:

        def on_document(document: Document, split: Split) -> None:
            progress.advance()
            if settings.verbose:
                _tell_omissions(document, split)

        def on_failure(failure: Failure) -> None:
            progress.advance()
            failures.append(failure)
            say(failure.reason)

        rows = classify_documents(documents, model=loaded, on_document=on_document, on_failure=on_failure)
        first = next(rows, None)
        if first is None:
            say("error: nothing was classified; no output was written")
            raise typer.Exit(1)
        write_rows(summary.count(first, rows), output, overwrite=overwrite)
    summary.show()
    if output != "-":
        say(f"rows: {output}")
    if failures:
        say(f"{len(failures)} of {len(documents)} documents could not be classified")
        raise typer.Exit(3)


def _tell_omissions(document: Document, split: Split) -> None:
    for omission in split.omissions:
        say(f"{document.path}: left out ({omission.reason}): {printable(omission.line.text[:60])}")
