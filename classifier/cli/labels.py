"""``classifier labels``: paragraphs to people who label, and their labels back."""

from __future__ import annotations

import typer

from classifier.cli import labels_export, labels_import

app = typer.Typer(help="Labels: give paragraphs to people, take their labels back.", no_args_is_help=True)
app.command("export")(labels_export.run)
app.command("import")(labels_import.run)
