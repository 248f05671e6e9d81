"""A disk that fills up under the rows costs nothing but a word: the run goes on when there is space."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_disk import FULL
from tests.test_runs import command, run, write_reports

pytestmark = [pytest.mark.minutes, pytest.mark.skipif(os.name == "nt", reason="needs mounts and limits of POSIX")]


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    return write_reports(tmp_path_factory.mktemp("full") / "in", 100)


@pytest.fixture(scope="module")
def expected(reports) -> dict[str, bytes]:
    """What an undisturbed run gives in each format."""
    for name in ("rows.csv", "rows.xlsx"):
        assert run(reports, "-o", reports.parent / name).returncode == 0
    return {name: (reports.parent / name).read_bytes() for name in ("rows.csv", "rows.xlsx")}


@pytest.fixture
def unshare(tmp_path: Path) -> list[str]:
    if shutil.which("unshare") is None:
        pytest.skip("there is no command unshare on this system, to mount a small disk with")
    begin = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    tried = subprocess.run([*begin, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {tried.stderr.strip()}")
    return begin


# the journal takes the first block; then rows, and for a workbook all of them, find no more space
@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx"])
def test_a_full_disk_ends_a_run_in_one_line_and_it_goes_on_when_there_is_space(
    reports, expected, unshare, tmp_path, name
):
    disk = tmp_path / "disk"
    disk.mkdir()
    partial = len((reports.parent / "rows.csv").read_bytes()) if name == "rows.csv" else measure_lines(reports)
    whole = partial // 4096
    blocks = [0, 1, 2, 5, whole // 2, whole, whole + 8]
    ended = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.small_output", reports, disk, name, *map(str, blocks)],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    tried = json.loads(ended.stdout)
    assert len(tried) == len(blocks)
    failed = [found for found in tried if found["full"]["code"] != 0]
    assert len(failed) >= 5
    for found in failed:
        for told in (found["full"], found["still"]):
            last = told["stderr"].splitlines()[-1]
            assert told["code"] == 1
            assert told["stdout"] == ""
            assert last.startswith(f"error: {disk}/{name}")
            assert last.endswith(FULL)
            assert told["stderr"].count("error: ") == 1
            assert "Traceback" not in told["stderr"]
        assert found["there"] is False
        assert set(found["left"]) <= {f"{name}.journal", f"{name}.partial"}
    for found in tried:
        assert found["then"]["code"] == 0, found
        assert found["digest"] == hashlib.sha256(expected[name]).hexdigest()
        assert found["after"] == [name, f"{name}.journal"]


def measure_lines(reports: Path) -> int:
    """Give the size of the rows that a workbook is made of."""
    run(reports, "-o", reports.parent / "rows.jsonl", "--overwrite")
    return (reports.parent / "rows.jsonl").stat().st_size


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx"])
@pytest.mark.parametrize("limit", [0, 3000, 100_000])
def test_a_file_size_limit_ends_a_run_in_one_line_and_it_goes_on_without(reports, expected, tmp_path, name, limit):
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    output = tmp_path / name
    done = subprocess.run(
        command(reports, "-o", output, "--jobs", 1),
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=limited,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written (File too large)" in done.stderr.splitlines()[-1]
    assert not output.exists()
    again = run(reports, "-o", output, "--resume")
    assert again.returncode == 0, again.stderr
    assert output.read_bytes() == expected[name]
