"""The parent survives whatever its child does, and says it in one line."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from classifier.errors import DocumentError, WorkerError
from classifier.isolation import Worker
from tests.conftest import ROOT

POSIX = pytest.mark.skipif(os.name == "nt", reason="this system has no such limit or signal")


@pytest.fixture
def worker():
    with Worker(seconds=1) as worker:
        yield worker


@pytest.mark.parametrize("value", ["法治", "\udc80 名", 1.5, None, [1, {"a": "部"}], "长" * 1_000_000])
def test_a_value_goes_there_and_back(worker, value):
    assert worker.call("tests.trouble:echo", value=value) == value


def test_one_process_answers_many_calls(worker):
    assert worker.call("tests.trouble:tell") == worker.call("tests.trouble:tell")
    assert worker.call("tests.trouble:tell")[0] != os.getpid()


def test_a_process_is_prepared_once():
    with Worker(("tests.trouble:prepare", {"word": "好"})) as worker:
        worker.call("tests.trouble:echo", value=1)
        assert worker.call("tests.trouble:tell")[1] == ["好"]


def test_an_error_in_preparing_is_raised_at_the_first_call():
    with Worker(("tests.trouble:refuse", {})) as worker, pytest.raises(DocumentError, match="is empty"):
        worker.call("tests.trouble:echo", value=1)


@pytest.mark.parametrize("function", ["hang", "hang_in_c"])
def test_a_call_that_takes_too_long_is_ended(worker, function):
    begun = time.monotonic()
    with pytest.raises(WorkerError, match="took longer than 1 s"):
        worker.call(f"tests.trouble:{function}")
    assert time.monotonic() - begun < 3
    assert worker.call("tests.trouble:echo", value="after") == "after"


@POSIX
def test_a_call_that_needs_too_much_memory_is_refused():
    with Worker(memory=1 << 28) as worker:
        with pytest.raises(WorkerError, match="needs more memory"):
            worker.call("tests.trouble:eat_memory")
        assert worker.call("tests.trouble:echo", value="after") == "after"


@POSIX
def test_a_call_that_crashes_its_process_is_said_to(worker):
    with pytest.raises(WorkerError, match="crashed the process"):
        worker.call("tests.trouble:die")
    assert worker.call("tests.trouble:echo", value="after") == "after"


@POSIX
def test_a_call_whose_process_was_killed_from_outside_is_tried_again(worker, tmp_path):
    assert worker.call("tests.trouble:die_once", mark=str(tmp_path / "mark")) == "alive"


def test_an_idle_process_that_was_killed_is_replaced(worker):
    pid = worker.call("tests.trouble:tell")[0]
    os.kill(pid, signal.SIGTERM)
    assert worker.call("tests.trouble:tell")[0] != pid


def test_an_error_of_this_package_comes_back_as_it_was_raised(worker):
    with pytest.raises(DocumentError, match="^is empty; download it again$"):
        worker.call("tests.trouble:refuse")


def test_any_other_error_comes_back_in_one_line(worker):
    with pytest.raises(WorkerError, match="KeyError: '部分'") as caught:
        worker.call("tests.trouble:fail")
    assert "\n" not in str(caught.value)


def test_what_a_library_prints_does_not_come_between_and_warnings_come_back(worker):
    assert worker.call("tests.trouble:talk") == "done"
    assert worker.warned == ["two pages hold no text"]


def test_a_closed_worker_starts_again(worker):
    pid = worker.call("tests.trouble:tell")[0]
    worker.close()
    assert not psutil.pid_exists(pid)
    assert worker.call("tests.trouble:tell")[0] != pid


@pytest.mark.parametrize("then", ["echo", "hang", pytest.param("die", marks=POSIX)])
def test_no_temporary_file_of_a_child_is_left_however_it_ends(then, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Worker(seconds=1) as worker, contextlib.suppress(WorkerError):
        made = worker.call("tests.trouble:leave_files", then=then)
        assert Path(made).is_relative_to(tmp_path)
        assert Path(made).is_dir()
    assert list(tmp_path.iterdir()) == []


def run_parent(code: str, **how) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, stdout=subprocess.PIPE, text=True, **how
    )


def gone_within(seconds: float, pid: int) -> bool:
    end = time.monotonic() + seconds
    while psutil.pid_exists(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not psutil.pid_exists(pid)


def test_a_child_ends_with_a_parent_that_is_killed_and_leaves_nothing(tmp_path):
    with run_parent(
        """
        import time
        from classifier.isolation import Worker
        worker = Worker()
        print(worker.call("tests.trouble:tell")[0], flush=True)
        time.sleep(60)
    """,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path))},
    ) as parent:
        child = int(parent.stdout.readline())
        assert list(tmp_path.iterdir())
        parent.kill()
    assert gone_within(3, child)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_child_at_work_ends_itself_soon_after_its_time_if_its_parent_is_gone():
    with run_parent("""
        from classifier.isolation import Worker
        worker = Worker(seconds=0.5)
        print(worker.call("tests.trouble:tell")[0], flush=True)
        worker.call("tests.trouble:hang")
    """) as parent:
        child = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    assert gone_within(8, child)


def test_a_script_without_a_main_guard_can_start_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        'from classifier.isolation import Worker\nprint(Worker().call("classifier.normalisation:normalise", text="Ａ"))\n'
    )
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "a\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_starts_a_process_of_its_own_and_leaves_that_of_its_parent(worker):
    mine = worker.call("tests.trouble:tell")[0]
    source, sink = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.write(sink, str(worker.call("tests.trouble:tell")[0]).encode())
        os._exit(0)
    os.waitpid(fork, 0)
    assert int(os.read(source, 100)) != mine
    assert worker.call("tests.trouble:tell")[0] == mine
