"""``classifier labels``: from reports without labels to rows to train on, by rules and by people."""

from __future__ import annotations

import typer

from classifier.cli import labels_check, labels_export, labels_import, labels_suggest, labels_weak

app = typer.Typer(
    help="Labels: from headings and from people, what to label next, what to doubt.", no_args_is_help=True
)
app.command("weak")(labels_weak.run)
app.command("suggest")(labels_suggest.run)
app.command("export")(labels_export.run)
app.command("import")(labels_import.run)
app.command("check")(labels_check.run)
