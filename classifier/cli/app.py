"""The command's root: options before the command, how errors end."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated

import typer

from classifier import __version__
from classifier.cli import classify, doctor, evaluate, labels, models, paragraphs, predict, train
from classifier.cli.console import Settings, say
from classifier.errors import ClassifierError

app = typer.Typer(
    name="classifier",
    help="Themes of Chinese rule-of-law government reports, paragraph by paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("predict")(predict.run)
app.command("classify")(classify.run)
app.command("train")(train.run)
app.command("evaluate")(evaluate.run)
app.command("paragraphs")(paragraphs.run)
app.command("doctor")(doctor.run)
app.add_typer(models.app, name="models")
app.add_typer(labels.app, name="labels")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"classifier {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    models_folder: Annotated[
        str | None,
        typer.Option("--models", metavar="DIR", help="Folder of models.", envvar="CLASSIFIER_MODELS"),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Say more, such as why a line was left out.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Settings(models=models_folder, verbose=verbose)


def main() -> None:
    """Run the command; a `ClassifierError` ends with one line and exit code 1."""
    warnings.showwarning = _show_warning
    try:
        app(standalone_mode=True)
    except ClassifierError as error:
        say(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        # whoever read standard output is gone; keep Python from complaining once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _show_warning(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    if issubclass(category, UserWarning):
        say(f"warning: {message}")
