"""``classifier models``: the versions on this machine.

Looking at them and checking them; what changes them is in `versions`.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from classifier.cli import versions as change
from classifier.cli.console import Settings, say
from classifier.errors import ClassifierError

app = typer.Typer(help="Model versions: list, compare, choose, promote, check, carry.", no_args_is_help=True)
app.command("compare")(change.compare)
app.command("promote")(change.promote)
app.command("rollback")(change.rollback)
app.command("export")(change.export)
app.command("import")(change.take_in)
app.command("remove")(change.remove)

Reference = Annotated[str, typer.Argument(metavar="REF", help="name@7, name@production or name.")]


@app.command("list")
def show_list(context: typer.Context) -> None:
    """List all models and versions."""
    registry = context.obj.registry()
    default = registry.resolve() if registry.versions(registry.default_name()) else None
    lines = [("model", "created", "paragraphs", "macro-F1", "aliases")]
    for name in registry.names():
        aliases = registry.aliases(name)
        for version in registry.versions(name):
            manifest = registry.manifest(version)
            told = [alias for alias, target in aliases.items() if target["version"] == version.number]
            told += ["(default)"] if version == default else []
            data, metrics = manifest.get("data", {}), manifest.get("metrics", {})
            score = f"{metrics['macro_f1']:.3f}" if "macro_f1" in metrics else ""
            created = manifest.get("created", "")
            lines.append((version.reference, created, str(data.get("rows", "")), score, " ".join(told)))
    widths = [max(len(line[k]) for line in lines) for k in range(4)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        print("  ".join([*cells, line[4]]).rstrip())


@app.command()
def show(context: typer.Context, reference: Reference) -> None:
    """Show a version's manifest."""
    registry = context.obj.registry()
    version = registry.resolve(reference)
    print(json.dumps({"path": str(version.path), **registry.manifest(version)}, ensure_ascii=False, indent=1))


@app.command()
def use(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Make a model the default one of all commands."""
    registry = context.obj.registry()
    registry.use(name)
    say(f"the default model is now {registry.resolve().reference}")


@app.command()
def verify(
    context: typer.Context,
    reference: Annotated[str | None, typer.Argument(metavar="REF", help="By default all versions.")] = None,
) -> None:
    """Check every byte of a version, and that it answers as it did when it was trained."""
    from classifier.loading import verify_version

    settings: Settings = context.obj
    registry = settings.registry()
    every = [version for name in registry.names() for version in registry.versions(name)]
    versions = [registry.resolve(reference)] if reference else every
    faults = []
    for version in versions:
        try:
            verify_version(registry, version)
        except ClassifierError as error:
            faults.append(error)
        else:
            print(f"{version.reference}: good")
    for fault in faults[:-1]:
        say(f"error: {fault}")
    if faults:
        raise faults[-1]
