"""Versions in one file, for machines without a network.

Takes a version, gives a zip; takes a zip, gives a version. A zip from elsewhere is believed in nothing: only the
files of a version, each as its manifest lists it, and a model that answers as it did where it was trained.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from classifier import artifact
from classifier.archives import unpack
from classifier.errors import ModelError, OutputError
from classifier.files import write_file
from classifier.loading import check_golden
from classifier.manifest import MANIFEST, read_manifest
from classifier.registry import Registry, Version, check_name
from classifier.stored import LARGEST, MIB, read_regular

_LARGEST = {MANIFEST: MIB, **artifact.LARGEST_FILES, "evaluation.json": LARGEST, "MODEL_CARD.md": MIB}


def export_version(registry: Registry, version: Version, path: Path | str, *, overwrite: bool = False) -> None:
    """Write a version into a zip file; the same version gives the same bytes.

    Raises
    ------
    OutputError
        If the file is there and may not be overwritten, or cannot be written.
    """
    target = Path(path)
    if os.path.exists(target) and not overwrite:  # noqa: PTH110 - in a folder that may not be looked into, False
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
    check_name(name)
    if not os.path.lexists(path):
        raise ModelError(f"{path}: there is no such file; name one that 'classifier models export' wrote")
    packed = read_regular(Path(path))
    try:
        content = _unpack(packed)
        model = artifact.decode(content)
        if read_manifest(content[MANIFEST]).get("themes") != list(model.themes):
            raise ModelError(f"{MANIFEST}: tells of other themes than model.json has")
        check_golden(model, content["golden.jsonl"], "the model")
        return registry.adopt(name, content)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error


def _unpack(packed: bytes) -> dict[str, bytes]:
    content = unpack(packed, _LARGEST)
    missing = sorted({MANIFEST, *artifact.SERVING_FILES} - set(content))
    if missing:
        raise ModelError(f"is no exported model (it lacks {missing[0]!r})")
    return content
