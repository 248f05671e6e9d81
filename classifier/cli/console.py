"""What the commands share: settings, where messages go, how text is made safe for a terminal."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from classifier.errors import ClassifierError, DocumentError, TextError

if TYPE_CHECKING:
    from classifier.model import ThemeModel
    from classifier.registry import Registry

# line ends too: a name with one could write lines of its own
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Settings:
    """The options before the command."""

    models: str | None = None
    verbose: bool = False

    def registry(self) -> Registry:
        """Open the registry that these settings name, its clock stopped at SOURCE_DATE_EPOCH if that is set."""
        from classifier.loading import open_registry

        registry = open_registry(self.models)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            if not epoch.isdecimal():
                raise ClassifierError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds; correct or unset it")
            registry.clock = lambda: datetime.fromtimestamp(int(epoch), UTC)
        return registry

    def load(self, reference: str | None) -> ThemeModel:
        """Load a model and say which."""
        from classifier.loading import load_model

        model = load_model(reference, models=self.models)
        say(f"model: {model.reference}")
        return model


def read_standard_input() -> str:
    """Give what standard input holds, in the encodings that documents are read in."""
    from classifier.encoding import decode_text

    if sys.stdin.isatty():
        say("reading from standard input, end with Ctrl-D")
    try:
        return decode_text(sys.stdin.buffer.read())[0]
    except DocumentError as error:
        raise TextError(f"standard input {error}") from error


def say(message: str) -> None:
    """Print a message on standard error, safe for a terminal, in one line."""
    print(printable(message), file=sys.stderr)


def printable(text: str) -> str:
    """Give a text as one line whose control characters can do nothing to a terminal."""
    safe = _CONTROL.sub("\ufffd", text.replace("\t", " "))
    return safe.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(sys.stderr.encoding or "utf-8")
