"""docs/registry.md: every command of it runs as the page says, in the order of the page."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.dataset import LabelledRow
from tests.conftest import ROOT, make_rows

pytestmark = pytest.mark.minutes

PAGE = (ROOT / "docs" / "registry.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"[0-9][0-9,.]*")


def write(path: Path, rows: list[LabelledRow]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "theme", "report"), *((row.text, row.theme, row.report) for row in rows)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The labelled rows that the page trains on; those of short.csv are labelled badly."""
    folder = tmp_path_factory.mktemp("page")
    rows = make_rows(8)
    themes = sorted({row.theme for row in rows})
    following = dict(zip(themes, themes[1:] + themes[:1], strict=True))
    bad = [LabelledRow(r.text, r.theme if k % 4 else following[r.theme], report=r.report) for k, r in enumerate(rows)]
    write(folder / "march.csv", rows[:120])
    write(folder / "june.csv", rows)
    write(folder / "short.csv", bad)
    return folder


def commands() -> list[tuple[str, str]]:
    """Each command of the page with what it shows below it, up to the next one."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [
        (first, shown) for block in blocks for first, _, shown in (c.partition("\n") for c in block.split("$ ")[1:])
    ]


def test_the_commands_of_the_page_do_what_it_shows(folder: Path):
    environment = {**os.environ, "CLASSIFIER_MODELS": str(folder / "models"), "PYTHONIOENCODING": "utf-8"}
    for command, shown in commands():
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
        assert words[0] == "classifier"
        ended = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        lines = shown.strip().split("\n")
        refused = any(line.startswith("error: ") for line in lines)
        assert ended.returncode == int(refused), (command, ended.stderr)
        printed = NUMBER.sub("0", ended.stdout + ended.stderr)
        for line in lines:
            if "production" in line or "now" in line or line.endswith((": good", "@1", "removed")):
                expected = NUMBER.sub("0", line.split(" (version")[0])
                assert " ".join(expected.split()) in " ".join(printed.split()), (command, printed)


def test_the_python_of_the_page_runs_on_what_its_commands_made(folder: Path):
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    ended = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_command_for_models_is_on_the_page():
    help_text = subprocess.run(
        [sys.executable, "-m", "classifier", "models", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout  # fmt: skip
    for name in re.findall(r"^│ (\w+) ", help_text, re.MULTILINE):
        assert f"models {name}" in PAGE
