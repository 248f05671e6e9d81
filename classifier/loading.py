"""From a reference such as ``default@production`` to a model that answers.

Takes a reference and a registry; gives a checked `ThemeModel`. Knows where models lie on this machine. Not for
what is inside the files (artifact) nor for versions (registry).
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from classifier import artifact
from classifier.errors import ModelError
from classifier.manifest import MANIFEST
from classifier.model import ThemeModel
from classifier.registry import Registry, Version
from classifier.segmenters import dictionary_hash
from classifier.stored import read_regular, sha256

ENVIRONMENT = "CLASSIFIER_MODELS"
PACKAGES = ("fazhi-classifier", "jieba", "numpy", "rjieba", "scikit-learn")
_DICTIONARY = "jieba's dictionary"
_PROJECT = 'name = "fazhi-classifier"'


def load_model(reference: str | None = None, *, models: Path | str | None = None) -> ThemeModel:
    """Load a model, every byte of it checked.

    Parameters
    ----------
    reference : str, optional
        ``name@7``, ``name@production`` or ``name``; by default the default model.
    models : path, optional
        The folder of models; by default as `find_models` says.

    Raises
    ------
    ModelNotFoundError
        If there is no such model.
    ModelError
        If it is damaged, or would answer otherwise than when it was trained.

    Examples
    --------
    >>> load_model("default").themes
    ('其他', '决策法治化', '普法宣传', '矛盾纠纷化解', '营商环境', '行政执法')
    """
    registry = open_registry(models)
    return load_version(registry, registry.resolve(reference))


def load_version(registry: Registry, version: Version) -> ThemeModel:
    """Load a version of a registry, every byte of it checked; once per process, since it never changes."""
    return _load(registry.root, registry.shipped, version)


def open_registry(models: Path | str | None = None) -> Registry:
    """Open the registry in `models`, by default where `find_models` says, with the shipped models behind it."""
    return Registry(Path(models) if models is not None else find_models(), shipped=shipped_models())


def find_models() -> Path:
    """Give the folder of models of this user.

    It is what ``CLASSIFIER_MODELS`` names, else ``models`` of the checkout of this project that contains the working
    folder, else the user's data folder.
    """
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_checkout(folder):
            return folder / "models"
    from platformdirs import user_data_path

    return user_data_path("fazhi-classifier", appauthor=False) / "models"


def shipped_models() -> Path:
    """Give the folder of the models that come with the package, in a wheel as in a checkout."""
    package = Path(__file__).parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def verify_version(registry: Registry, version: Version) -> None:
    """Check every file of a version, then that it answers the golden texts as it did when it was trained.

    Raises
    ------
    ModelError
        That names the first file that is wrong.
    """
    registry.verify(version)
    files = registry.read(version, artifact.SERVING_FILES)
    check_golden(artifact.decode(files), files["golden.jsonl"], version.reference)


def hash_manifest(version: Version) -> str:
    """Give the SHA-256 of a version's manifest, which holds those of all its files."""
    return sha256(read_regular(version.path / MANIFEST))


def shipped_corpus() -> Path:
    """Give the folder of the labelled paragraphs that come with the package, in a wheel as in a checkout."""
    package = Path(__file__).parent
    installed = package / "corpus"
    return installed if installed.is_dir() else package.parent / "data" / "corpus"


def package_versions() -> dict[str, str]:
    """Give the versions of the packages that a model's answers depend on."""
    found = _named_versions()
    for package in PACKAGES:
        if package not in found:
            from importlib.metadata import PackageNotFoundError, version

            with contextlib.suppress(PackageNotFoundError):
                found[package] = version(package)
    return {package: found[package] for package in PACKAGES if package in found}


def _named_versions() -> dict[str, str]:
    """Give the versions that stand in names of folders, as installers write them; `importlib.metadata` takes 10 ms."""
    wanted = {package.replace("-", "_"): package for package in PACKAGES}
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                package, _, version = entry.name.removesuffix(".dist-info").partition("-")
                if package in wanted and entry.name.endswith(".dist-info"):
                    found.setdefault(wanted[package], version)
    return found


def _is_checkout(folder: Path) -> bool:
    project = folder / "pyproject.toml"
    return project.is_file() and _PROJECT in project.read_text(encoding="utf-8", errors="replace")


@lru_cache(maxsize=4)
def _load(root: Path, shipped: Path | None, found: Version) -> ThemeModel:
    registry = Registry(root, shipped=shipped)
    files = registry.read(found, artifact.SERVING_FILES)
    try:
        model = artifact.decode(files).with_reference(found.reference)
    except ModelError as error:
        raise ModelError(f"{found.path}: {error}") from error
    _check_answers(model, files["golden.jsonl"], registry.manifest(found), found)
    return model


def _check_answers(model: ThemeModel, golden: bytes, manifest: dict[str, Any], found: Version) -> None:
    written = {**manifest.get("packages", {}), _DICTIONARY: manifest.get("tokenizer", {}).get("dictionary")}
    present = {**package_versions(), _DICTIONARY: dictionary_hash()}
    changed = {name: (was, present.get(name)) for name, was in written.items() if present.get(name) != was}
    if not changed:
        return
    told = "; ".join(f"{name} {was} then, {now or 'missing'} now" for name, (was, now) in changed.items())
    check_golden(model, golden, found.reference, told)


def check_golden(model: ThemeModel, golden: bytes, what: str, changed: str = "") -> None:
    """Check that a model gives the golden texts the probabilities that it gave when it was trained.

    Raises
    ------
    ModelError
        That names the largest difference and `changed`, the packages of another version than then.
    """
    difference = artifact.golden_difference(model, golden)
    if not difference <= artifact.GOLDEN_TOLERANCE:
        raise ModelError(
            f"{what} answers otherwise than when it was trained (by up to {difference:.2g}): "
            f"{changed or 'its files do not belong together'}. Install the versions of then, or train the model again"
        )
