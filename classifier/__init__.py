"""Themes of Chinese rule-of-law government reports, paragraph by paragraph.

The public names below are loaded on first use: importing the package reads no file and loads no library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.batch import classify_documents as classify_documents
    from classifier.documents import read_document as read_document
    from classifier.errors import ClassifierError as ClassifierError
    from classifier.evaluation import evaluate as evaluate
    from classifier.loading import load_model as load_model
    from classifier.paragraphs import split_paragraphs as split_paragraphs
    from classifier.pipeline import build_pipeline as build_pipeline
    from classifier.prediction import Prediction as Prediction
    from classifier.prediction import predict as predict
    from classifier.prediction import predict_batch as predict_batch
    from classifier.registry import Registry as Registry
    from classifier.tokenizer import JiebaTokenizer as JiebaTokenizer
    from classifier.training import train as train

__version__ = "0.1.0"

_HOME = {
    "ClassifierError": "errors",
    "JiebaTokenizer": "tokenizer",
    "Prediction": "prediction",
    "Registry": "registry",
    "build_pipeline": "pipeline",
    "classify_documents": "batch",
    "evaluate": "evaluation",
    "load_model": "loading",
    "predict": "prediction",
    "predict_batch": "prediction",
    "read_document": "documents",
    "split_paragraphs": "paragraphs",
    "train": "training",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'classifier' has no attribute {name!r}")
    value = getattr(import_module(f"classifier.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
