"""Versions in one file, for machines without a network.

Takes a version, gives a zip; takes a zip, gives a version. A zip from elsewhere is believed in nothing: only plain
files that its manifest lists, of the sizes it lists, and a model that answers as it did where it was trained.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from classifier import artifact
from classifier.errors import ModelError, OutputError
from classifier.files import write_file
from classifier.loading import check_golden
from classifier.registry import MANIFEST, Registry, Version, read_manifest
from classifier.stored import read_regular

LARGEST = 512 * 1024 * 1024  # bytes that a zip may unpack to
LARGEST_MANIFEST = 1024 * 1024  # bytes; that of the shipped model has 2,000
_NAMES = {MANIFEST, *artifact.SERVING_FILES, "evaluation.json", "MODEL_CARD.md"}


def export_version(registry: Registry, version: Version, path: Path | str, *, overwrite: bool = False) -> None:
    """Write a version into a zip file; the same version gives the same bytes.

    Raises
    ------
    OutputError
        If the file is there and may not be overwritten, or cannot be written.
    """
    target = Path(path)
    if target.exists() and not overwrite:
        raise OutputError(f"{path}: is there already; choose another name, or add --overwrite")
    content = registry.read(version)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**content, MANIFEST: read_regular(version.path / MANIFEST)}.items()):
            member = zipfile.ZipInfo(name)  # its date is fixed, so that the bytes are
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    write_file(target, sink.getvalue())


def import_version(registry: Registry, path: Path | str, *, name: str) -> Version:
    """Take a version out of a zip file into the model `name`, under the next free number.

    Raises
    ------
    ModelError
        If anything in the file is not as `export_version` writes it; nothing is written then.
    """
    try:
        content = _unpack(read_regular(Path(path)))
        model = artifact.decode(content)
        check_golden(model, content["golden.jsonl"], str(path))
        return registry.adopt(name, content)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error


def _unpack(packed: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = {m.filename: m for m in archive.infolist()}
            odd = [n for n in members if n not in _NAMES]
            missing = sorted({MANIFEST, *artifact.SERVING_FILES} - set(members))
            if odd or missing or len(members) != len(archive.infolist()):
                raise ModelError(f"is no exported model (it {f'holds {odd[0]!r}' if odd else f'lacks {missing[:1]}'})")
            manifest = _read_member(archive, members[MANIFEST], LARGEST_MANIFEST)
            listed = read_manifest(manifest)
            if sum(told["size"] for told in listed.values()) > LARGEST:
                raise ModelError(f"would unpack to more than {LARGEST} bytes")
            content = {MANIFEST: manifest}
            for file, told in listed.items():
                if file not in members:
                    raise ModelError(f"lacks {file!r}")
                content[file] = _read_member(archive, members[file], told["size"])
            return content
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"is not a zip file that can be read ({error})") from error


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int) -> bytes:
    """Read one member, at most one byte more than it should have, whatever its header says."""
    with archive.open(member) as source:
        content = source.read(size + 1)
    if len(content) > size:
        raise ModelError(f"{member.filename}: is larger than the manifest says")
    return content
