"""What LibreOffice makes of our workbooks and tables."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import openpyxl
import pytest

from classifier.results import read_rows_back
from classifier.writers import write_rows
from tests import hostile_rows as hostile
from tests.hostile_rows import as_kept, make_row

pytestmark = [
    pytest.mark.minutes,
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),  # openpyxl of what LibreOffice adds
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
# LibreOffice makes one line end of the two characters
TEXTS = [text for text in hostile.TEXTS if "\r\n" not in text] + ["法" * 40_000]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook and a table that LibreOffice opened and saved as workbooks."""
    folder = tmp_path_factory.mktemp("office")
    rows = [make_row(text, title=text, document=text, theme=text, second_theme=text) for text in TEXTS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_rows(rows, str(folder / "book.xlsx"))
        write_rows(rows, str(folder / "table.csv"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    sources = [str(folder / "book.xlsx"), str(folder / "table.csv")]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), *sources], check=True, capture_output=True, timeout=120
    )
    return folder / "saved"


def test_a_workbook_saved_by_libreoffice_is_read_back(saved: Path):
    expected = [make_row(text, title=text, document=text, theme=text, second_theme=text) for text in TEXTS]
    assert list(read_rows_back(saved / "book.xlsx")) == [as_kept(row, ".xlsx") for row in expected]


@pytest.mark.parametrize("name", ["book.xlsx", "table.xlsx"])
def test_libreoffice_sees_no_formula(saved: Path, name: str):
    book = openpyxl.load_workbook(saved / name)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_libreoffice_keeps_filter_lists_and_hidden_columns(saved: Path):
    sheet = openpyxl.load_workbook(saved / "book.xlsx")["结果"]
    assert sheet.auto_filter.ref == f"A1:S{len(TEXTS) + 1}"
    assert len(sheet.data_validations.dataValidation) == 2
    assert sheet.column_dimensions["N"].hidden
