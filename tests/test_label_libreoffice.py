"""Label workbooks in LibreOffice: protection and lists hold, and what it saves comes back whole."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import pytest

from classifier.labelling.items import Item, clean_items
from classifier.labelling.returning import import_labels
from classifier.labelling.writing import write_items
from tests import hostile_rows
from tests.conftest import require_program
from tests.office_macro import install_macro

pytestmark = [pytest.mark.minutes, pytest.mark.filterwarnings("ignore:.*extension is not supported")]

THEMES = ["普法宣传", "行政执法", "其他"]
ITEMS = clean_items(
    [
        Item(text, report="甲县.txt", heading=text, note=text, number=k, guess="其他", score=0.5)
        for k, text in enumerate(
            ["开展普法。", "联合执法。", "召开大会。", *hostile_rows.TEXTS, "法" * 32_767, "法" * 40_000], 1
        )
    ]
)


def soffice(folder: Path, *arguments: str) -> None:
    command = [require_program("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that a macro filled in, sorted and saved, what it saw, and the same saved as CSV in GB18030."""
    require_program("soffice")
    folder = tmp_path_factory.mktemp("office")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the texts in a sheet of their own
        write_items(ITEMS, folder / "todo.xlsx", themes=THEMES)
    soffice(folder, "--convert-to", "pdf", "--outdir", "first", "todo.xlsx")  # which makes the profile
    for left in (folder / "profile/user/basic/Standard").glob("*"):
        left.unlink()
    (folder / "profile/user/basic/Standard").rmdir()
    install_macro(folder / "profile")
    paths = (f"file://{folder}/todo.xlsx", f"file://{folder}/back.xlsx", f"{folder}/told.txt")
    soffice(folder, f"macro:///Standard.Labels.Work({','.join(paths)})")
    soffice(folder, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,85,1", "--outdir", str(folder), "back.xlsx")
    return folder


def test_protection_and_lists_hold_and_rows_can_be_sorted_inserted_and_deleted(folder: Path):
    assert (folder / "told.txt").read_text().split() == [
        "protected=True", "list=True", "shown=1", "stop=True", "guard=True0", "sorted=True", "inserted=2", "left=1"
    ]  # fmt: skip


def test_no_row_is_lost_and_no_label_is_on_another_text(folder: Path):
    found = import_labels([folder / "back.xlsx"])
    assert {item.text: item.theme for item in found.items} == {"开展普法。": "普法宣传", "召开大会。": "其他"}
    assert {item.id: (item.text, item.note, item.heading) for item in (*found.items, *found.open)} == {
        item.id: (item.text, item.note, item.heading) for item in ITEMS
    }
    assert (found.problems, found.changes) == ([], [])


def test_the_header_could_not_be_changed(folder: Path):
    import openpyxl

    assert openpyxl.load_workbook(folder / "back.xlsx")["标注"]["A1"].value == "主题"


def test_a_csv_file_in_gb18030_comes_back_too(folder: Path):
    with pytest.raises(UnicodeDecodeError):
        (folder / "back.csv").read_text(encoding="utf-8")
    found = import_labels([folder / "back.csv"], themes=THEMES, against=ITEMS)
    assert {item.text: item.theme for item in found.items} == {"开展普法。": "普法宣传", "召开大会。": "其他"}
    assert {item.id for item in (*found.items, *found.open)} == {item.id for item in ITEMS}
    assert not found.problems
