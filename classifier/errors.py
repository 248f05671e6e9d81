"""The one family of errors that users meet.

Every message names the thing, the value and the next step. All arguments go to ``super().__init__`` so that an
error survives the way back from a worker process. Not for programming mistakes: those stay ``TypeError`` and such.
"""

from __future__ import annotations


class ClassifierError(Exception):
    """Root of all errors of this package; the message is written for the person who runs it."""


class TextError(ClassifierError, ValueError):
    """A text that cannot be classified, such as a blank one."""


class DocumentError(ClassifierError, ValueError):
    """A document that cannot be read: empty, binary, undecodable, or of no known kind."""


class TableError(ClassifierError, ValueError):
    """A table that cannot be read, or a row or cell of it."""


class DatasetError(ClassifierError, ValueError):
    """Labelled rows that cannot be used for training or evaluation."""


class ModelError(ClassifierError):
    """A model version that is damaged, foreign, or does not do what its manifest says."""


class ModelNotFoundError(ModelError, LookupError):
    """A model, version or alias that is not there."""


class WorkerError(ClassifierError):
    """A piece of work that its process could not do: too long, too much memory, or a crash."""


class ResultsError(ClassifierError, ValueError):
    """Rows of an earlier run that cannot be read back."""


class OutputError(ClassifierError, OSError):
    """A result or model that cannot be written, or would overwrite one that is there."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""
