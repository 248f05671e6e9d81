"""What changes versions and aliases: compare, promote, rollback, export, import, remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classifier.cli.console import printable, say

if TYPE_CHECKING:
    from classifier.promotion import Comparison

Reference = Annotated[str, typer.Argument(metavar="REF", help="name@7, name@production or name.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; written to the history.")]
MOST = 20  # flipped paragraphs and moved terms that are printed


def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A")],
    second: Annotated[str, typer.Argument(metavar="B")],
    data: Annotated[
        str | None, typer.Option("--data", metavar="DATA", help="Labelled rows; else what both were held out from.")
    ] = None,
) -> None:
    """Compare two versions: scores side by side, themes that change, terms that moved."""
    from classifier.dataset import read_rows
    from classifier.promotion import compare_versions

    registry = context.obj.registry()
    versions = registry.resolve(first), registry.resolve(second)
    found = compare_versions(registry, *versions, read_rows(data) if data else None)
    _show(found, *(version.reference for version in versions))


def promote(
    context: typer.Context,
    reference: Reference,
    alias: Annotated[str, typer.Option("--alias", help="Which alias to move.")] = "production",
    reason: Reason = "",
    force: Annotated[bool, typer.Option("--force", help="Promote a worse version too; needs --reason.")] = False,
) -> None:
    """Let an alias point to a version, unless it is worse than the one in use."""
    from classifier.promotion import WorseVersionError, promote_version

    registry = context.obj.registry()
    version = registry.resolve(reference)
    before = registry.aliases(version.name).get(alias, {}).get("version")
    try:
        found = promote_version(registry, version, alias, reason=reason, force=force)
    except WorseVersionError as error:
        _show(error.comparison, f"{version.name}@{before}", version.reference)
        raise
    if found is not None:
        _show(found, f"{version.name}@{before}", version.reference)
    say(f"{version.name}@{alias} is now {version.reference}")


def rollback(
    context: typer.Context,
    alias: Annotated[
        str | None, typer.Argument(metavar="[ALIAS]", help="name@alias; by default the default model's production.")
    ] = None,
    reason: Reason = "",
) -> None:
    """Let an alias point to what it pointed to before."""
    registry = context.obj.registry()
    name, _, wanted = (alias or "").partition("@")
    if name and not wanted and not registry.versions(name):  # an alias alone, of the default model
        name, wanted = "", name
    name = name or registry.default_name()
    version = registry.rollback(name, wanted or "production", reason=reason)
    say(f"{name}@{wanted or 'production'} is {version.reference} again")


def export(
    context: typer.Context,
    reference: Reference,
    file: Annotated[str, typer.Argument(metavar="FILE.zip")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> None:
    """Write a version into one file, to carry it to another machine."""
    from classifier.transfer import export_version

    registry = context.obj.registry()
    version = registry.resolve(reference)
    export_version(registry, version, file, overwrite=overwrite)
    say(f"{version.reference}: {file} ({Path(file).stat().st_size:,} bytes)")


def take_in(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.zip")],
    name: Annotated[str, typer.Option("--name", help="Name of the model that it becomes a version of.")],
) -> None:
    """Take a version out of a file, everything in it checked."""
    from classifier.transfer import import_version

    version = import_version(context.obj.registry(), file, name=name)
    say(f"{file}: {version.path}")
    print(version.reference)


def remove(context: typer.Context, reference: Reference, reason: Reason = "") -> None:
    """Remove a version that no alias points to; its number is never given again."""
    registry = context.obj.registry()
    version = registry.resolve(reference)
    registry.remove(version, reason=reason)
    say(f"{version.reference} is removed")


def _show(found: Comparison, first: str, second: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, soft_wrap=True)
    if not found.rows:
        console.print("the two were held out from no paragraph in common; compare them with --data")
    else:
        table = Table(box=None)
        for column in (f"{found.rows} paragraphs", first, second):
            table.add_column(column)
        table.add_row("macro-F1", f"{found.first_macro_f1:.4f}", f"{found.second_macro_f1:.4f}")
        table.add_row("right", f"{found.first_right:.2%}", f"{found.second_right:.2%}")
        table.add_row("right alone", str(found.only_first), str(found.only_second))
        console.print(table)
        console.print(f"p = {found.p_value:.2g} (exact McNemar test that both are equally good)")
    if found.flips:
        console.print(f"\n{len(found.flips)} paragraphs change their theme:")
    for flip in found.flips[:MOST]:
        console.print(f"  {flip.first} -> {flip.second} (labelled {flip.truth}): {printable(flip.text[:60])}")
    if len(found.flips) > MOST:
        console.print(f"  and {len(found.flips) - MOST} more")
    if found.moved:
        console.print("\nterms that moved most:")
    for term in found.moved[:MOST]:
        console.print(f"  {term.theme}  {printable(term.term)}  {term.first:+.2f} -> {term.second:+.2f}")
