"""A run survives, goes on where it was, and gives the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.minutes
SENTENCES = [
    "开展宪法宣传周活动，组织法治讲座十二场。",
    "全面落实行政执法三项制度，抽查执法案卷四十份。",
    "办理行政复议案件三十二件，调解邻里纠纷六十起。",
    "推行一网通办，压缩行政审批时限，优化营商环境。",
    "召开动员大会，加强组织领导，落实安全生产责任。",
]


def write_reports(folder: Path, count: int) -> Path:
    folder.mkdir()
    chance = random.Random(7)
    for number in range(count):
        lines = [f"{k + 1}.{''.join(chance.choices(SENTENCES, k=3))}" for k in range(6)]
        (folder / f"{number:04d}.txt").write_text("一、主要工作\n" + "\n".join(lines), encoding="utf-8")
    return folder


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "classifier", "classify", *map(str, args)]


def run(*args: object, **how) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*args), capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, **how
    )


def start(*args: object, **how) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*args), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, **how,
    )  # fmt: skip


def wait_for(path: Path, size: int = 1, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not (path.exists() and path.stat().st_size >= size):
        time.sleep(0.005)


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    return write_reports(tmp_path_factory.mktemp("runs") / "in", 150)


@pytest.fixture(scope="module")
def whole(reports) -> dict[str, bytes]:
    """What an undisturbed run gives in each format."""
    made = {}
    for suffix in ("csv", "jsonl"):
        output = reports.parent / f"whole.{suffix}"
        assert run(reports, "-o", output).returncode == 0
        made[suffix] = output.read_bytes()
    return made


def test_a_run_leaves_its_output_and_its_journal(reports, tmp_path):
    done = run(reports, "-o", tmp_path / "rows.csv")
    assert done.returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rows.csv", "rows.csv.journal"]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_number_of_processes_gives_the_same_bytes(reports, whole, tmp_path, jobs):
    run(reports, "-o", tmp_path / "rows.jsonl", "--jobs", jobs)
    assert (tmp_path / "rows.jsonl").read_bytes() == whole["jsonl"]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_run_that_is_killed_goes_on_and_gives_the_same_bytes(reports, whole, tmp_path, suffix):
    output = tmp_path / f"rows.{suffix}"
    with start(reports, "-o", output, "--jobs", 2) as process:
        wait_for(tmp_path / f"rows.{suffix}.journal", 3000)
        process.kill()
    assert not output.exists()
    done_then = len((tmp_path / f"rows.{suffix}.journal").read_bytes().splitlines())
    done = run(reports, "-o", output, "--resume")
    assert done.returncode == 0, done.stderr
    assert output.read_bytes() == whole[suffix]
    assert f"going on after {done_then - 1}" in done.stderr or "going on after" in done.stderr


def test_an_interrupted_run_is_not_begun_again_by_accident(reports, tmp_path):
    output = tmp_path / "rows.csv"
    with start(reports, "-o", output) as process:
        wait_for(tmp_path / "rows.csv.journal", 2000)
        process.kill()
    refused = run(reports, "-o", output)
    assert refused.returncode == 1
    assert "an interrupted run of it is there; go on with it by --resume" in refused.stderr
    assert run(reports, "-o", output, "--overwrite").returncode == 0


def test_a_run_that_is_done_has_nothing_to_go_on_with(reports, whole, tmp_path):
    output = tmp_path / "rows.csv"
    run(reports, "-o", output)
    written = output.stat().st_mtime_ns
    again = run(reports, "-o", output, "--resume")
    assert again.returncode == 0
    assert output.stat().st_mtime_ns == written
    output.unlink()
    assert run(reports, "-o", output, "--resume").returncode == 0
    assert output.read_bytes() == whole["csv"]


def test_resuming_without_a_journal_begins(reports, whole, tmp_path):
    assert run(reports, "-o", tmp_path / "rows.csv", "--resume").returncode == 0
    assert (tmp_path / "rows.csv").read_bytes() == whole["csv"]


def test_resuming_with_other_inputs_or_another_model_is_refused(reports, kept, tmp_path):
    output = tmp_path / "rows.csv"
    run(reports, "-o", output)
    other = run(reports / "0001.txt", "-o", output, "--resume")
    assert other.returncode == 1
    assert "the run that was interrupted had another inputs" in other.stderr
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLASSIFIER_MODELS": str(kept.root)}
    model = subprocess.run(
        command(reports, "-o", output, "--resume", "--model", "small"), capture_output=True, text=True, env=environment
    )
    assert model.returncode == 1
    assert "had another model (default@1 then, small@1 now)" in model.stderr


def test_a_damaged_end_of_the_rows_is_done_again(reports, whole, tmp_path):
    output = tmp_path / "rows.csv"
    with start(reports, "-o", output) as process:
        wait_for(tmp_path / "rows.csv.journal", 4000)
        process.kill()
    partial = tmp_path / "rows.csv.partial"
    content = bytearray(partial.read_bytes())
    content[len(content) // 2] ^= 1
    partial.write_bytes(content[:-20])
    with open(tmp_path / "rows.csv.journal", "ab") as journal:
        journal.write(b'{"input": 99, "cut')
    assert run(reports, "-o", output, "--resume").returncode == 0
    assert output.read_bytes() == whole["csv"]


def test_a_run_with_failures_ends_with_their_code_each_time(reports, tmp_path):
    folder = write_reports(tmp_path / "in", 3)
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for _ in range(2):
        done = run(folder, "-o", tmp_path / "rows.csv", "--resume")
        assert done.returncode == 3
        assert "2 of 5 documents could not be classified; the reasons are in" in done.stderr
    told = [json.loads(line) for line in (tmp_path / "rows.csv.journal").read_text().splitlines()]
    assert ["is empty" in r["failure"] for r in told if r.get("failure")] == [True, False]


def test_nothing_but_failures_leaves_no_output(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = run(tmp_path / "empty.txt", "-o", tmp_path / "rows.csv")
    assert done.returncode == 1
    assert [p.name for p in tmp_path.iterdir()] == ["empty.txt"]


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_ctrl_c_ends_at_once_and_leaves_no_process_and_a_journal(tmp_path):
    folder = write_reports(tmp_path / "in", 3000)
    with start(folder, "-o", tmp_path / "rows.csv", "--jobs", 2) as process:
        wait_for(tmp_path / "rows.csv.journal", 4000)
        children = psutil.Process(process.pid).children(recursive=True)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=20)[1]
    assert time.monotonic() - begun < 2
    assert process.returncode == 130
    assert "Traceback" not in told
    assert "interrupted" in told
    assert len(children) >= 2
    assert not [child for child in children if child.is_running()]
    assert (tmp_path / "rows.csv.partial").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe of the shell")
def test_a_reader_that_has_gone_ends_the_run_quietly(reports):
    shell = f"{sys.executable} -m classifier classify {reports} -o - | head -c 10"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert "Traceback" not in done.stderr
    assert len(done.stdout) == 10


def test_two_runs_do_not_write_one_output(reports, tmp_path):
    output = tmp_path / "rows.csv"
    with start(write_reports(tmp_path / "in", 1500), "-o", output) as first:
        wait_for(tmp_path / "rows.csv.journal", 2000)
        second = run(tmp_path / "in", "-o", output, "--overwrite")
        first.kill()
    assert second.returncode == 1
    assert "is being written by another process" in second.stderr


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_output_that_its_reader_has_edited_is_left_alone(tmp_path, suffix):
    output = tmp_path / f"rows.{suffix}"
    folder = write_reports(tmp_path / "in", 3)
    assert run(folder, "-o", output).returncode == 0
    output.write_bytes(b"edited")
    again = run(folder, "-o", output, "--resume")
    assert again.returncode == 0
    assert "nothing is left to do" in again.stderr
    assert output.read_bytes() == b"edited"


def test_a_run_that_was_killed_after_its_output_was_in_place_is_done(tmp_path):
    output, journal = tmp_path / "rows.csv", tmp_path / "rows.csv.journal"
    folder = write_reports(tmp_path / "in", 3)
    run(folder, "-o", output)
    whole, told = output.read_bytes(), journal.read_bytes()
    journal.write_bytes(told.removesuffix(b'{"done": true}\n'))
    assert run(folder, "-o", output, "--resume").returncode == 0
    assert (output.read_bytes(), journal.read_bytes()) == (whole, told)


@pytest.mark.slow
def test_fifty_kills_and_the_same_bytes(tmp_path):
    folder = write_reports(tmp_path / "in", 3000)
    run(folder, "-o", tmp_path / "whole.jsonl")
    output = tmp_path / "rows.jsonl"
    chance = random.Random(11)
    kills = 0
    while kills < 50:
        with start(folder, "-o", output, "--resume", "--jobs", 2) as process:
            time.sleep(chance.uniform(0.1, 1.2))
            finished = process.poll() is not None
            process.kill()
        kills += not finished
        if finished:
            assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
            for leftover in ("rows.jsonl", "rows.jsonl.journal"):
                (tmp_path / leftover).unlink()
    assert run(folder, "-o", output, "--resume").returncode == 0
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
