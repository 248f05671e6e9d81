"""docs/labelling.md and its Chinese counterpart: every command runs as the page says, in order; Excel is openpyxl."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.minutes

PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("labelling.md", "labelling.zh-CN.md")}
NUMBER = re.compile(r"-?[0-9][0-9,.]*")


def commands(page: str) -> list[tuple[str, str]]:
    """Each command of a page with what it shows below it, up to the next one."""
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    return [
        (first, shown) for block in blocks for first, _, shown in (c.partition("\n") for c in block.split("$ ")[1:])
    ]


def label(source: Path, target: Path, wrong: int = 0) -> None:
    """Label a workbook as its guesses say, or by turns where it has none; the first ones otherwise."""
    book = openpyxl.load_workbook(source)
    sheet = next(sheet for sheet in book if "正文" in [cell.value for cell in sheet[1]])
    places = {cell.value: cell.column for cell in sheet[1]}
    themes = ["营商环境", "行政执法", "矛盾纠纷化解", "普法宣传", "决策法治化"]
    for row in range(2, sheet.max_row + 1):
        guess = sheet.cell(row, places["模型建议"]).value or themes[row % 5]
        sheet.cell(row, places["主题"]).value = "其他" if row - 2 < wrong and guess != "其他" else guess
    book.save(target)


def in_excel(folder: Path, command: str) -> None:
    """Do what people do before a command."""
    if "import next.xlsx" in command:
        label(folder / "next.xlsx", folder / "next.xlsx", wrong=1)
    elif "import 张三.xlsx" in command:
        label(folder / "todo.xlsx", folder / "张三.xlsx")
        label(folder / "todo.xlsx", folder / "李四.xlsx", wrong=4)
    elif "import conflicts.xlsx" in command:
        label(folder / "conflicts.xlsx", folder / "conflicts.xlsx")


def test_the_commands_of_the_page_do_what_it_shows(tmp_path: Path):
    shutil.copytree(ROOT / "data" / "samples", tmp_path / "reports")
    environment = {**os.environ, "CLASSIFIER_MODELS": str(tmp_path / "models"), "PYTHONIOENCODING": "utf-8"}
    for command, shown in commands(PAGES["labelling.md"]):
        in_excel(tmp_path, command)
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
        assert words[0] == "classifier"
        ended = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert ended.returncode == 0, (command, ended.stderr)
        printed = NUMBER.sub("0", ended.stdout + ended.stderr)
        for line in shown.strip().split("\n"):
            assert NUMBER.sub("0", line) in printed, (command, printed)


def test_both_pages_have_the_same_commands():
    told = [
        [(re.sub(r'"[^"]*"', '""', command), shown) for command, shown in commands(page)] for page in PAGES.values()
    ]
    assert told[0] == told[1]


def test_every_command_for_labels_is_on_the_page():
    help_text = subprocess.run(
        [sys.executable, "-m", "classifier", "labels", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout  # fmt: skip
    names = re.findall(r"^│ (\w+) ", help_text, re.MULTILINE)
    assert len(names) == 5
    for name in names:
        assert all(f"labels {name}" in page for page in PAGES.values())
