"""``classifier labels``: from reports without labels to rows to train on."""

from __future__ import annotations

import typer

from classifier.cli import labels_check, labels_suggest, labels_weak

app = typer.Typer(help="Labels: from headings, what to label next, what to look at again.", no_args_is_help=True)
app.command("weak")(labels_weak.run)
app.command("suggest")(labels_suggest.run)
app.command("check")(labels_check.run)
