"""``classifier labels import``: what people labelled comes back, as rows to train on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import Settings, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from classifier.labelling.findings import Finding
    from classifier.labelling.importing import Round

MOST_LINES = 20  # of problems, and of changes; more are counted

Files = Annotated[list[str], typer.Argument(metavar="FILES...", help="What people gave back, in any format of export.")]


def run(
    context: typer.Context,
    files: Files,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="Rows for train: .csv .jsonl .xlsx.")],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="FILE", help="What was handed out: finds lost ids and edited texts."),
    ] = None,
    previous: Annotated[
        list[str] | None,
        typer.Option("--previous", metavar="FILE", help="Labelled rows so far; the output has them too."),
    ] = None,
    themes: Annotated[
        str | None,
        typer.Option("--themes", metavar="LIST", help="That there are: 甲,乙,丙, or a file that lists them."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Whose themes to expect if no file lists any.")
    ] = None,
    same: Annotated[
        list[str] | None, typer.Option("--same", metavar="NAME=THEME", help="Another name of a theme: 普法=普法宣传.")
    ] = None,
    problems: Annotated[
        str | None,
        typer.Option("--problems", metavar="FILE", help="Rows that were not taken in, to be labelled again."),
    ] = None,
    conflicts: Annotated[
        str | None,
        typer.Option("--conflicts", metavar="FILE", help="Paragraphs on which people disagree, to be settled."),
    ] = None,
    numbers: Annotated[
        str | None, typer.Option("--agreement", metavar="FILE", help="Write how far people agree there, as JSON.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace outputs that are there.")] = False,
) -> None:
    """Take labels back, of one person or several."""
    from classifier.cli.agreement import show_agreement
    from classifier.errors import DatasetError, OutputError
    from classifier.files import write_file
    from classifier.labelling.importing import import_round
    from classifier.labelling.labelled_rows import check_labelled, write_labelled
    from classifier.labelling.reading import read_themes
    from classifier.labelling.writing import check_target, write_items
    from classifier.stored import dump_json

    settings: Settings = context.obj
    check_labelled(output, overwrite=overwrite)
    for path in filter(None, (problems, conflicts)):
        check_target(path, overwrite=overwrite)
    if numbers and Path(numbers).exists() and not overwrite:
        raise OutputError(f"{numbers}: is there already; choose another name, or add --overwrite")
    registry = settings.registry()
    found = import_round(
        files,
        themes=read_themes(themes) if themes else (),
        fallback=registry.manifest(registry.resolve(model))["themes"],
        against=against or (),
        previous=previous or (),
        synonyms=_synonyms(same or ()),
    )
    _tell(found, verbose=settings.verbose)
    if not found.came_back.items and not found.came_back.problems:
        raise DatasetError(f"{', '.join(files)}: nobody has labelled anything in it; fill in the column 主题")
    if found.agreement:
        show_agreement(found.agreement)
        if numbers:
            write_file(Path(numbers), dump_json(found.agreement.to_dict()))
    if found.labelled:
        say(f"{write_labelled(found.labelled, output)} labelled rows: {output}")
    for target, items, what in ((problems, found.to_correct, "to correct"), (conflicts, found.conflicts, "to settle")):
        if target and items:
            write_items(items, target, themes=found.themes)
            say(f"{what}: {target}")
    if found.came_back.problems or not found.labelled:
        raise typer.Exit(3)


def _synonyms(given: Iterable[str]) -> dict[str, str]:
    pairs = [pair.replace("＝", "=").partition("=") for pair in given]
    for name, _, theme in pairs:
        if not name.strip() or not theme.strip():
            raise typer.BadParameter("say NAME=THEME, such as 普法=普法宣传", param_hint="--same")
    return {name.strip(): theme.strip() for name, _, theme in pairs}


def _tell(found: Round, *, verbose: bool) -> None:
    back = found.came_back
    _list("changed", back.changes, verbose=verbose)
    _list("not taken in", back.problems, verbose=verbose)
    guessed = [item for item in back.items if item.guess]
    say(
        f"{back.rows} rows came back: {len(back.items)} labels, {len(back.open)} without, {len(back.problems)} problems"
    )
    for person in back.annotators:
        counts = Counter(item.theme for item in back.items if item.annotator == person)
        told = ", ".join(f"{theme} {count}" for theme, count in counts.most_common())
        say(f"{person}: {sum(counts.values())} labels ({told})")
    if guessed:
        same = sum(item.theme == item.guess for item in guessed)
        say(f"{same} of {len(guessed)} labels are what the model had guessed")
    if found.conflicts:
        say(f"{len(found.conflicts)} paragraphs have labels that contradict each other; they are left out")


def _list(what: str, findings: Sequence[Finding], *, verbose: bool) -> None:
    shown = findings if verbose else findings[:MOST_LINES]
    for finding in shown:
        say(f"{what}: {finding}")
    if len(findings) > len(shown):
        say(f"{what}: and {len(findings) - len(shown)} more; -v before the command lists them all")
