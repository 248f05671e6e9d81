"""What was written is read back."""

from __future__ import annotations

import csv
import json
import re
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.errors import ResultsError
from classifier.results import read_rows_back
from classifier.writers import SUFFIXES, Row, write_rows
from tests import hostile_rows as hostile
from tests.hostile_rows import as_kept, make_row


def write(rows: list[Row], folder: Path, suffix: str) -> str:
    output = str(folder / f"rows{suffix}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_rows(rows, output, overwrite=True)
    return output


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(hostile.rows, max_size=5))
def test_rows_are_read_back_as_they_were(tmp_path: Path, suffix: str, rows: list[Row]):
    output = write(rows, tmp_path, suffix)
    assert list(read_rows_back(output)) == [as_kept(row, suffix) for row in rows]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("field", ["text", "document", "title", "section", "theme", "region"])
def test_no_hostile_text_is_lost_or_becomes_another(tmp_path: Path, suffix: str, field: str):
    rows = [make_row(**{field: text}) for text in hostile.TEXTS]
    output = write(rows, tmp_path, suffix)
    assert list(read_rows_back(output)) == [as_kept(row, suffix) for row in rows]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "text",
    [
        "法" * 32_768,
        "😀" * 20_000,
        "=1+1" + "a" * 40_000,
        "_x0041_" * 9_000,
        "<r>" + "法" * 40_000 + "</r>",
        "法" * 200_000,
    ],
    ids=["one too many", "emoji", "formula", "escapes", "markup", "very long"],
)
def test_long_texts_are_whole(tmp_path: Path, suffix: str, text: str):
    rows = [make_row(text), make_row("短"), make_row(text, section=text)]
    assert list(read_rows_back(write(rows, tmp_path, suffix))) == rows


def test_rows_are_read_one_by_one(tmp_path: Path):
    output = Path(write([make_row(), make_row()], tmp_path, ".jsonl"))
    output.write_bytes(output.read_bytes() + b"broken")
    rows = read_rows_back(output)
    assert next(rows) == next(rows) == make_row()
    with pytest.raises(ResultsError, match="line 3: is not JSON"):
        next(rows)


def test_a_table_saved_by_chinese_excel_is_read(tmp_path: Path):
    output = Path(write([make_row("=硚口区", lead="是")], tmp_path, ".csv"))
    content = output.read_text(encoding="utf-8-sig").replace("true", "TRUE")
    output.write_bytes(content.encode("gb18030"))
    assert list(read_rows_back(output)) == [make_row("=硚口区", lead="是")]


def test_columns_may_be_moved_and_added(tmp_path: Path):
    output = Path(write([make_row()], tmp_path, ".csv"))
    (record,) = csv.DictReader(output.read_text(encoding="utf-8-sig").splitlines())
    with output.open("w", encoding="utf-8", newline="") as sink:
        table = csv.DictWriter(sink, ["note", *reversed(record)])
        table.writeheader()
        table.writerow({**record, "note": "已看"})
    assert list(read_rows_back(output)) == [make_row()]


def test_a_column_that_is_missing_is_named(tmp_path: Path):
    row = make_row()
    del row["theme"]  # type: ignore[misc]
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    with pytest.raises(ResultsError, match="a.jsonl, line 1: has no theme; classify the reports again"):
        list(read_rows_back(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("year", "去年", "year is '去年', not a number"),
        ("year", 2021.5, "year is 2021.5, not a whole number"),
        ("score", float("nan"), "score is nan, not a number"),
        ("score", None, "score is None, not a number"),
        ("start", 10**400, "start is 10000.*, not a number"),
        ("paragraph", True, "paragraph is True, not a number"),
        ("accepted", "也许", "accepted is '也许', neither true nor false"),
        ("text", ["a"], "text is .'a'., not a text"),
        ("evidence", "[1", "evidence is '.1'"),
        ("evidence", 3, "evidence is 3, not a list"),
        ("evidence", [["a"]], "evidence is"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_row(tmp_path: Path, field: str, value: object, told: str):
    lines = [json.dumps(make_row()), json.dumps({**make_row(), field: value})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    with pytest.raises(ResultsError, match=f"a.jsonl, line 2: {told}.*; correct it"):
        list(read_rows_back(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.doc", b"", "results are read from .jsonl, .csv, .xlsx, .parquet, .html"),
        ("a.jsonl", b"[1]", "line 1: is no JSON object"),
        ("a.jsonl", b"\xff", "line 1: is not JSON"),
        ("a.csv", b"\xff\xff\xff", "is not a table"),
        ("a.csv", b"a,b\n1,2", "line 2: has no document"),
        ("a.xlsx", b"PK", "is no Excel workbook, whatever its name; name one that classify wrote"),
        ("a.xlsx", b"PK\3\4", "is a damaged Excel file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        ("a.parquet", b"PAR1", "is damaged or no Parquet file"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, name: str, content: bytes, told: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ResultsError, match=re.escape(name) + ".*" + told):
        list(read_rows_back(tmp_path / name))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_result_that_is_not_there_is_named(tmp_path: Path, suffix: str):
    with pytest.raises(ResultsError, match=f"rows{suffix}: there is no such file"):
        read_rows_back(tmp_path / f"rows{suffix}")


def test_a_folder_is_no_table(tmp_path: Path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ResultsError, match="a.csv: cannot be read"):
        list(read_rows_back(tmp_path / "a.csv"))
