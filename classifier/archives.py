"""Zip archives from elsewhere, believed in nothing: neither their names nor the sizes they tell.

Takes an archive as bytes and what may be in it; gives the members as bytes. Not for what the members mean
(artifact, transfer), and nothing is unpacked to the disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from classifier.errors import ModelError
from classifier.stored import LARGEST, MIB

FREE = 16 * MIB  # bytes that any archive may unpack to
RATIO = 25  # bytes beyond these for each packed one; of the shipped model the best packed file has 9
ENTRIES = 64  # in the directory of an archive; a version has 8 files, its weights have 8 arrays


def unpack(packed: bytes, largest: Mapping[str, int]) -> dict[str, bytes]:
    """Give the members of a zip archive, whatever its headers say about them.

    Parameters
    ----------
    packed : bytes
    largest : mapping of str to int
        The names that may be in it, and how many bytes each may have.

    Returns
    -------
    dict of str to bytes
        Not necessarily all names. Memory is at most `FREE` + `RATIO` times that of `packed`.

    Raises
    ------
    ModelError
        If it is no archive, or holds another name, one twice, or more than it may.
    """
    if packed.count(b"PK\x01\x02") > ENTRIES:
        raise ModelError(f"is an archive of more than {ENTRIES} files")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = archive.infolist()
            for name in (m.filename for m in members):
                if name not in largest:
                    raise ModelError(f"holds {name[:80]!r}; expected {', '.join(largest)}")
            if len({m.filename for m in members}) < len(members):
                raise ModelError("holds a file twice")
            allowed = min(LARGEST, FREE + RATIO * len(packed))
            if sum(m.file_size for m in members) > allowed:
                raise ModelError(f"would unpack to more than {allowed} bytes")
            return {m.filename: _read_member(archive, m, largest[m.filename]) for m in members}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise ModelError(f"is not a zip file that can be read ({error})") from error


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> bytes:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ModelError(f"{member.filename}: is packed in another way than by deflate")
    if member.file_size > largest:
        raise ModelError(f"{member.filename}: has {member.file_size} bytes, more than the {largest} that it may have")
    with archive.open(member) as source:
        # with a length nothing beyond it is unpacked, also where the header says less than there is
        return source.read(member.file_size + 1)
