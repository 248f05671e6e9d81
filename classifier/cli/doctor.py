"""``classifier doctor``: what this machine has and lacks."""

from __future__ import annotations

import typer

from classifier.cli.console import printable

_MARKS = {True: "good", False: "BAD", None: "-"}


def run(context: typer.Context) -> None:
    """Tell what this machine has and lacks; exit code 1 if something needed is bad."""
    from classifier.doctor import examine

    findings = examine(context.obj.models)
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        print(printable(f"{_MARKS[finding.good]:4}  {finding.what:{width}}  {finding.told}"))
        if finding.advice:
            print(printable(f"{'':4}  {'':{width}}  -> {finding.advice}"))
    if any(finding.good is False for finding in findings):
        raise typer.Exit(1)
