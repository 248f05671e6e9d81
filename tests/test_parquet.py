"""Parquet: a folder of parts with one schema, whole or not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classifier.errors import OutputError, ResultsError
from classifier.results import read_rows_back
from classifier.writers import COLUMNS, Outcome, open_writer, write_rows
from classifier.writers.parquet import SCHEMA, ParquetWriter
from tests.hostile_rows import make_row

ROWS = [make_row(paragraph=number, text=f"第{number}段", year=number % 2 * 2021 or None) for number in range(1, 8)]


def write_parts(folder: Path, group: int) -> list[str]:
    folder.mkdir()
    writer = ParquetWriter(folder, group=group)
    for row in ROWS * 3:
        writer.write(row)
    writer.finish(Outcome())
    return sorted(path.name for path in folder.iterdir())


def test_rows_become_a_table_with_a_fixed_schema(tmp_path: Path):
    write_rows(ROWS, str(tmp_path / "rows.parquet"))
    table = pq.read_table(tmp_path / "rows.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert table.schema == SCHEMA
    assert table.schema.field("year").type == pa.int32()
    assert table["year"].to_pylist()[:3] == [2021, None, 2021]
    assert table["evidence"].to_pylist()[0][0] == {"term": "宪法", "weight": 1.25, "start": 2, "end": 4}


def test_parts_hold_so_many_rows_each_and_keep_the_order(tmp_path: Path):
    assert write_parts(tmp_path / "rows.parquet", 2) == ["part-00000.parquet", "part-00001.parquet"]
    assert [pq.read_metadata(tmp_path / "rows.parquet" / f"part-0000{k}.parquet").num_rows for k in (0, 1)] == [20, 1]
    assert list(read_rows_back(tmp_path / "rows.parquet")) == ROWS * 3


def test_a_last_part_is_never_empty(tmp_path: Path):
    assert write_parts(tmp_path / "a", 21) == ["part-00000.parquet"]
    assert write_parts(tmp_path / "b", 1) == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        write_parts(tmp_path / name, 3)
    for part in (tmp_path / "a").iterdir():
        assert part.read_bytes() == (tmp_path / "b" / part.name).read_bytes()


def test_without_rows_there_is_a_part_that_tells_the_columns(tmp_path: Path):
    write_rows([], str(tmp_path / "rows.parquet"))
    assert pq.read_table(tmp_path / "rows.parquet").schema == SCHEMA
    assert list(read_rows_back(tmp_path / "rows.parquet")) == []


def test_one_file_of_another_program_is_read_too(tmp_path: Path):
    write_rows(ROWS, str(tmp_path / "rows.parquet"))
    pq.write_table(pq.read_table(tmp_path / "rows.parquet"), tmp_path / "one.parquet")
    assert list(read_rows_back(tmp_path / "one.parquet")) == ROWS


def test_a_column_that_is_missing_is_named(tmp_path: Path):
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    with pytest.raises(ResultsError, match="a.parquet: has no document, title"):
        list(read_rows_back(tmp_path / "a.parquet"))


def test_rows_that_stop_halfway_leave_no_folder(tmp_path: Path):
    with pytest.raises(RuntimeError), open_writer(str(tmp_path / "rows.parquet")) as writer:
        writer.write(ROWS[0])
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_rows_is_replaced_only_when_told(tmp_path: Path):
    output = str(tmp_path / "rows.parquet")
    write_rows(ROWS, output)
    with pytest.raises(OutputError, match="is there already"):
        write_rows(ROWS[:1], output)
    write_rows(ROWS[:1], output, overwrite=True)
    assert list(read_rows_back(output)) == ROWS[:1]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_a_folder_with_anything_else_is_never_replaced(tmp_path: Path):
    output = tmp_path / "rows.parquet"
    write_rows(ROWS, str(output))
    (output / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="rows.parquet: holds notes.txt, which is no part of rows"):
        write_rows(ROWS, str(output), overwrite=True)
    assert (output / "notes.txt").read_text() == "mine"


def test_a_file_of_that_name_is_replaced_when_told(tmp_path: Path):
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    write_rows(ROWS, str(tmp_path / "rows.parquet"), overwrite=True)
    assert list(read_rows_back(tmp_path / "rows.parquet")) == ROWS


def test_without_pyarrow_the_output_is_refused_before_any_work(tmp_path: Path):
    code = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"
        "from classifier.errors import ClassifierError\n"
        "from classifier.results import read_rows_back\n"
        "from classifier.writers.writing import check_output\n"
        "for work in (lambda: check_output('rows.parquet'), lambda: list(read_rows_back('a.parquet'))):\n"
        "    try: work()\n"
        "    except ClassifierError as error: print(error)\n"
    )
    (tmp_path / "a.parquet").mkdir()
    shown = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    told = "Parquet needs pyarrow; install it with: pip install 'fazhi-classifier[parquet]'"
    assert shown.stdout.splitlines() == [f"rows.parquet: {told}", f"a.parquet: {told}"]
