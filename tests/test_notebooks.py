"""What the notebooks keep: small outputs that can be read where they lie. nbmake runs them; this looks at what is stored."""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 300_000  # bytes
# where a machine keeps its files: a home, a checkout, a temporary folder
_PATH = re.compile(r"/(?:home|root|Users|work|tmp|mnt|opt|var|private|usr)/\w|[A-Z]:\\\\?\w")


def cells_of(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def code_of(path: Path) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in cells_of(path))


def outputs_of(path: Path) -> list[dict[str, Any]]:
    return [output for cell in cells_of(path) for output in cell["outputs"]]


def test_there_are_notebooks_and_they_are_numbered():
    assert len(NOTEBOOKS) >= 4
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02}_" for number in range(1, len(NOTEBOOKS) + 1)]


each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@each
def test_a_notebook_computes_nothing_that_the_library_should(path: Path):
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for node in ast.walk(ast.parse(code_of(path))) if isinstance(node, defined)]


@each
def test_a_notebook_is_stored_as_it_was_run_from_top_to_bottom(path: Path):
    cells = cells_of(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [cell for cell in cells if cell["metadata"]], "holds the times of a run; use: make notebooks"


@each
def test_a_notebook_holds_neither_errors_nor_warnings(path: Path):
    kinds = {output["output_type"] for output in outputs_of(path)}
    assert kinds <= {"execute_result", "display_data"}
    assert "Glyph" not in path.read_text(encoding="utf-8")


@each
def test_a_notebook_tells_nothing_of_the_machine_it_ran_on(path: Path):
    told = [
        "".join(content)
        for output in outputs_of(path)
        for kind, content in output["data"].items()
        if kind.startswith("text/")
    ]
    assert not [text for text in told if _PATH.search(text)]
    assert not _PATH.search(code_of(path))


@each
def test_a_notebook_is_small(path: Path):
    assert path.stat().st_size < LARGEST


@each
def test_a_notebook_shows_its_charts_as_pictures_that_need_no_script(path: Path):
    bundles = [output["data"] for output in outputs_of(path)]
    pictures = [bundle["image/png"] for bundle in bundles if "image/png" in bundle]
    assert pictures
    assert all(base64.b64decode("".join(picture)).startswith(b"\x89PNG") for picture in pictures)
    assert {kind for bundle in bundles for kind in bundle} <= {"image/png", "text/plain", "text/html"}
    assert not [bundle for bundle in bundles if "<script" in "".join(bundle.get("text/html", ""))]


@each
def test_a_notebook_opens_with_what_it_is_for(path: Path):
    first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


@pytest.mark.minutes
def test_the_first_notebook_also_runs_from_the_root_and_leaves_nothing_behind(tmp_path):
    path = NOTEBOOKS[0]
    before = {entry.name for entry in (ROOT / "notebooks").iterdir()}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code_of(path)], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())
    assert {entry.name for entry in (ROOT / "notebooks").iterdir()} == before
