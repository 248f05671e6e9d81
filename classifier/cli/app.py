"""The command's root: options before the command, how errors end."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from classifier import __version__
from classifier.cli.console import Settings, say
from classifier.errors import ClassifierError

_COMMANDS = (
    "predict", "classify", "train", "evaluate", "explain", "compare", "figures", "labels", "paragraphs", "doctor", "models"
)  # fmt: skip
OBJECTS = 50_000  # made between two searches for garbage, which otherwise take a twentieth of a start
_WITH_VALUE = ("--models",)  # of the options before the command


def build(arguments: Sequence[str] = ()) -> typer.Typer:
    """Give the command; if the arguments name one of its commands, with that one alone, which starts much sooner."""
    app = typer.Typer(
        name="classifier",
        help="Themes of Chinese rule-of-law government reports, paragraph by paragraph.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    named = _first_word(arguments)
    for command in (named,) if named in _COMMANDS else _COMMANDS:
        module = import_module(f"classifier.cli.{command}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=command)
        else:
            app.command(command)(module.run)
    return app


def _first_word(arguments: Sequence[str]) -> str:
    """Give the first argument that is neither an option nor the value of one."""
    left = iter(arguments)
    for argument in left:
        if argument in _WITH_VALUE:
            next(left, None)
        elif not argument.startswith("-"):
            return argument
    return ""


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"classifier {__version__}")
        raise typer.Exit


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
    gc.set_threshold(OBJECTS)
    warnings.showwarning = _show_warning
    try:
        try:
            build(sys.argv[1:])(standalone_mode=True)
        finally:
            sys.stdout.flush()
    except ClassifierError as error:
        say(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)
    except OSError as error:
        if error.filename is not None:
            raise
        if not isinstance(error, BrokenPipeError):  # whoever read standard output is gone, and knows
            say(f"error: standard output cannot be written ({error.strerror}); send it elsewhere")
        # keep Python from trying once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _show_warning(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    if issubclass(category, UserWarning):
        say(f"warning: {message}")
