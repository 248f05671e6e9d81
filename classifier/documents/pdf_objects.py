"""Objects of a PDF file: entries of dictionaries with references followed, the data of streams checked.

The library mends what it can and says so in its log; here what is not there or not whole is an error.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from pypdf.generic import NullObject, StreamObject

LARGEST = 50_000_000  # bytes of one stream, inflated


def entry(dictionary: Any, key: str) -> Any:
    """Give an entry of a dictionary; None if it is missing or null, or this is no dictionary."""
    return resolve(dictionary.get(key)) if isinstance(dictionary, Mapping) else None


def resolve(value: Any) -> Any:
    """Give what a reference stands for, any other object as it is; None for null."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return None if isinstance(found, NullObject) else found


def whole_data(stream: Any) -> bytes:
    """Give a stream's data.

    Raises
    ------
    ValueError
        If it is no stream, or its compressed data break off.
    zlib.error
        If they are damaged.
    """
    if not isinstance(stream, StreamObject):
        raise ValueError("part of its content is missing")
    filters = entry(stream, "/Filter")
    first = resolve(filters[0]) if isinstance(filters, list) and filters else filters
    if first in ("/FlateDecode", "/Fl"):
        inflating = zlib.decompressobj()
        inflating.decompress(StreamObject.get_data(stream), LARGEST)
        if not inflating.eof:
            raise ValueError("its content is cut off, or too large")
    return stream.get_data()
