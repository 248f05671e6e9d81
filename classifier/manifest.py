"""The manifest of a version: what it is, when it was made, and the size and SHA-256 of every file of it.

Takes the bytes of ``manifest.json``, gives it as a dict whose parts are of the kinds that were written. Not for
checking files against it (stored, registry).
"""

from __future__ import annotations

import json
import re
from typing import Any

from classifier.errors import ModelError
from classifier.stored import DAMAGED, dump_json

MANIFEST = "manifest.json"

_FILE = re.compile(r"[^\W.][\w.-]{0,63}")  # a plain name: no way out of the folder
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PARTS = ("data", "metrics", "packages", "parameters", "thresholds", "tokenizer")  # objects, if they are there


def read_manifest(content: bytes, what: object = MANIFEST) -> dict[str, Any]:
    """Give a manifest if it is one that can be used: all that is looked into is of the kind that was written.

    Parameters
    ----------
    content : bytes
    what : object
        What messages call it.

    Raises
    ------
    ModelError
        If it is none.
    """
    try:
        manifest = json.loads(content)
        dump_json(manifest)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{what}: is not JSON as it is written here; {DAMAGED}") from error
    if not isinstance(manifest, dict) or not _lists_files(manifest.get("files")):
        raise ModelError(f"{what}: lists no files with size and hash; {DAMAGED}")
    if not _TIME.fullmatch(str(manifest.get("created"))):
        raise ModelError(f"{what}: does not tell when the version was created; {DAMAGED}")
    for part in _PARTS:
        if not isinstance(manifest.get(part, {}), dict):
            raise ModelError(f"{what}: {part} is no object; {DAMAGED}")
    themes = manifest.get("themes", [])
    if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
        raise ModelError(f"{what}: themes is no list of names; {DAMAGED}")
    for part, number in (("metrics", "macro_f1"), ("thresholds", "accept")):
        if not isinstance(manifest.get(part, {}).get(number, 0.0), (int, float)):
            raise ModelError(f"{what}: {number} is no number; {DAMAGED}")
    return manifest


def _lists_files(listed: object) -> bool:
    return isinstance(listed, dict) and all(
        _FILE.fullmatch(name)
        and isinstance(told, dict)
        and isinstance(told.get("size"), int)
        and told["size"] >= 0
        and _SHA256.fullmatch(str(told.get("sha256")))
        for name, told in listed.items()
    )
