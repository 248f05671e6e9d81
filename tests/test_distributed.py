"""The same work on a real Dask cluster gives the same rows."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path

import psutil
import pytest

from classifier.batch import LocalEngine, Tasks, Work, preparation, run_tasks
from classifier.distributed import DaskEngine, _Parted
from classifier.errors import ClassifierError
from classifier.inputs import find_inputs
from tests.test_runs import SENTENCES, run, write_reports

pytestmark = [
    pytest.mark.minutes,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = write_reports(tmp_path_factory.mktemp("dask") / "in", 200)
    (folder / "empty.txt").write_text("")
    return folder


def work() -> Work:
    return Work(preparation(None, None), "jsonl")


def classify(engine, folder: Path) -> tuple[bytes, list[str]]:
    try:
        results = list(run_tasks(Tasks(find_inputs(folder)), engine))
    finally:
        engine.close()
    return b"".join(result.data for result in results), [result.failure for result in results if result.failure]


@pytest.fixture(scope="module")
def expected(reports) -> tuple[bytes, list[str]]:
    return classify(LocalEngine(work(), 2), reports)


def test_a_cluster_gives_the_rows_and_failures_that_this_machine_gives(reports, expected, tmp_path):
    assert classify(DaskEngine(work(), tmp_path / "parts", jobs=2), reports) == expected
    assert not (tmp_path / "parts").exists()


def test_a_worker_that_is_killed_costs_nothing(reports, expected, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        engine = DaskEngine(work(), tmp_path / "parts", scheduler=cluster.scheduler_address)
        pids = list(engine._client.run(lambda: __import__("os").getpid()).values())
        assert os.getpid() not in pids

        def kill() -> None:
            time.sleep(0.3)
            psutil.Process(pids[0]).kill()

        threading.Thread(target=kill).start()
        assert classify(engine, reports) == expected


def test_an_existing_cluster_is_used_by_its_address(reports, expected, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster:
        engine = DaskEngine(work(), tmp_path / "parts", scheduler=cluster.scheduler_address)
        assert engine.jobs == 2
        assert classify(engine, reports) == expected


def test_the_command_gives_the_same_bytes_with_either_engine(reports, tmp_path):
    for engine in ("local", "dask"):
        done = run(reports, "-o", tmp_path / f"{engine}.csv", "--engine", engine, "--jobs", 2)
        assert done.returncode == 3, done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "local.csv").read_bytes() == (tmp_path / "dask.csv").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "dask.csv",
        "dask.csv.journal",
        "local.csv",
        "local.csv.journal",
    ]


def test_the_rows_of_a_table_are_called_the_same_with_either_engine(tmp_path):
    lines = [f'{{"text": "{sentence}"}}\n' for sentence in SENTENCES * 100]
    (tmp_path / "rows.jsonl").write_text("".join(lines), encoding="utf-8")
    for engine in ("local", "dask"):
        done = run("rows.jsonl", "-o", f"{engine}.csv", "--engine", engine, "--jobs", 1, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "local.csv").read_bytes() == (tmp_path / "dask.csv").read_bytes()
    assert b"rows.jsonl#500," in (tmp_path / "dask.csv").read_bytes()


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("classifier.distributed.PATIENCE", 1)
    with pytest.raises(ClassifierError, match="no Dask scheduler answers at tcp://127.0.0.1:1;"):
        DaskEngine(work(), tmp_path, scheduler="tcp://127.0.0.1:1")


def test_an_output_that_workers_do_not_share_is_named(tmp_path):
    future: Future = Future()
    future.set_result((str(tmp_path / "part"), []))
    with pytest.raises(
        ClassifierError, match=r"part: a worker wrote rows there .*\(No such file or directory\); put the"
    ):
        _Parted(future, []).result()


def test_without_dask_the_message_is_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClassifierError, match=r"pip install 'fazhi-classifier\[dask\]'"):
        DaskEngine(work(), tmp_path)


def test_a_scheduler_without_dask_is_a_mistake_of_usage(reports, tmp_path):
    done = run(reports, "-o", tmp_path / "x.csv", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "needs --engine dask" in done.stderr
