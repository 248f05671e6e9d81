"""The parts of an Excel file: a zip of XML, of which nothing is believed.

Takes an open file, gives the events of a part's elements as they come. Not for what they mean (workbook).
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO
from xml.parsers import expat

from classifier.errors import TableError

MOST_BYTES = 512 * 1024 * 1024  # of all parts, unpacked; who knows better says so
MOST_PARTS = 10_000
_PIECE = 1 << 16  # bytes
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Package:
    """A zip of XML parts that unpack to no more than we are ready for and have no document type of their own.

    Parameters
    ----------
    source : binary file
    table : str
        What errors call it.
    most_bytes : int
        Of all parts, unpacked.

    Raises
    ------
    TableError
        Here and in reading a part: if it is damaged, too large or protected.
    """

    def __init__(self, source: BinaryIO, table: str, *, most_bytes: int = MOST_BYTES) -> None:
        self.table = table
        try:
            self._archive = zipfile.ZipFile(source)
        except _BROKEN as error:
            raise self.damaged(str(error)) from error
        parts = self._archive.infolist()
        # zipfile gives no more of a part than its declared size, and an error if there would have been more
        unpacked = sum(part.file_size for part in parts)
        if unpacked > most_bytes or len(parts) > MOST_PARTS:
            raise TableError(
                f"{table}: unpacks to {len(parts)} parts of {unpacked} bytes, more than {MOST_PARTS} of {most_bytes}; "
                "split it, or save it as .csv"
            )
        if any(part.flag_bits & 1 for part in parts):
            raise TableError(f"{table}: is protected by a password; save it without one")
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def damaged(self, reason: str) -> TableError:
        """Give the error of a damaged file."""
        return TableError(f"{self.table}: is a damaged Excel file ({reason}); open it in Excel and save it again")

    def relations(self, part: str) -> list[dict[str, str]]:
        """Give what a part refers to: ``Id``, the last word of its ``Type``, and ``Target``, from the root."""
        folder, name = posixpath.split(part)
        found = []
        for _, told in self.elements(f"{folder}/_rels/{name}.rels".lstrip("/"), {"Relationship"}):
            target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")
            kind = told.get("Type", "").rpartition("/")[2]
            found.append({"Id": told.get("Id", ""), "Type": kind, "Target": target})
        return found

    def elements(self, part: str, names: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
        """Give name and attributes of the elements that have one of the names, where they begin."""
        found: list[tuple[str, dict[str, str]]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) in names:
                found.append((local(name), {local(key): value for key, value in attributes.items()}))

        for _ in self.parse(part, start):
            yield from found
            found.clear()

    def parse(self, part: str, start: Start, end: End | None = None, text: Text | None = None) -> Iterator[None]:
        """Read a part piece by piece; its elements and text go to the callables, and after each piece we stop."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        for piece in self.pieces(part):
            try:
                parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                raise self.damaged(f"{part}: {error}") from error
            yield

    def pieces(self, part: str) -> Iterator[bytes]:
        """Give the bytes of a part, the last piece empty."""
        try:
            with self._archive.open(self._parts[part.lower()]) as source:
                while piece := source.read(_PIECE):
                    yield piece
                yield b""
        except KeyError as error:
            raise self.damaged(f"{part} is missing") from error
        except _BROKEN as error:
            raise self.damaged(f"{part}: {error}") from error

    def _refuse_document_type(self, *_: object) -> None:
        raise self.damaged("a part declares a document type, which Excel never writes")


def local(name: str) -> str:
    """Give a name without its prefix."""
    return name.rpartition(":")[2]
