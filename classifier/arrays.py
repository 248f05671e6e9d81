"""Named arrays in one archive, as numpy's ``.npz``: no pickle, and nothing of it is evaluated.

Takes arrays and gives bytes, the same for the same arrays; takes bytes and the kinds that are expected and gives arrays.
Not for what the values mean (artifact).
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.archives import unpack
from classifier.errors import ModelError
from classifier.stored import LARGEST

Kind = tuple[str, int]  # numpy's name of a type, such as "<f8", and the number of dimensions, 1 or 2

# what numpy writes before an array of one or two dimensions; its own reader would evaluate a literal
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)\{'descr': '(?P<dtype>[<>|=][a-zA-Z][0-9]{0,3})', "
    rb"'fortran_order': (?P<fortran>True|False), "
    rb"'shape': \((?P<rows>[0-9]{1,12})(?:, (?P<columns>[0-9]{1,12})|,)\), \} *\n",
    re.DOTALL,
)


def dump_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Pack arrays, as they are, since unpacking would be half of the time of loading; the same ones give the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy")  # its date is fixed, so that the bytes are
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(member, content.getvalue())
    return sink.getvalue()


def load_arrays(content: bytes, kinds: Mapping[str, Kind]) -> dict[str, NDArray[Any]]:
    """Unpack arrays.

    Parameters
    ----------
    content : bytes
    kinds : mapping of str to (str, int)
        The names that must be there, no others, each with the type and dimensions that it must have.

    Raises
    ------
    ModelError
        If anything is otherwise; the message names the array.
    """
    members = unpack(content, {f"{name}.npy": LARGEST for name in kinds})
    for name in kinds:
        if f"{name}.npy" not in members:
            raise ModelError(f"lacks {name}.npy")
    return {name: _load_array(members[f"{name}.npy"], name, kind) for name, kind in kinds.items()}


def _load_array(content: bytes, name: str, kind: Kind) -> NDArray[Any]:
    """Read one array; its header is believed only as far as it fits the bytes that follow."""
    header = _HEADER.match(content)
    if header is None or header.end() != 10 + int.from_bytes(header["length"], "little"):
        raise ModelError(f"{name} has no valid header")
    dtype, order = header["dtype"].decode(), header["fortran"] == b"True"
    shape = tuple(int(n) for n in (header["rows"], header["columns"]) if n is not None)
    expected, dimensions = kind
    if dtype != expected or len(shape) != dimensions or order:
        raise ModelError(
            f"{name} is {dtype} with {len(shape)} dimensions{' by columns' if order else ''}, expected "
            f"{expected}, {dimensions}"
        )
    body = content[header.end() :]
    if math.prod(shape) * np.dtype(dtype).itemsize != len(body):
        raise ModelError(f"{name} says shape {shape} but holds {len(body)} bytes")
    return np.frombuffer(body, dtype=dtype).reshape(shape)
