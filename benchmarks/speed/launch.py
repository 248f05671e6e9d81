"""Run one command on some cores, and write down its seconds, those that it had a processor for, and its peak memory.

    python -I -S launch.py CORES RESULT COMMAND...

A process of its own, and a small one: the peak that a system reports for a process includes that of the process which
started it. Of a command that starts processes, the peak is that of the largest. Not for choosing what to run (measure).
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    cores, result, *command = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        # the last ones, since systems put their own work on the first
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-int(cores) :])
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    Path(result).write_text(
        json.dumps({"seconds": seconds, "busy": usage.ru_utime + usage.ru_stime, "memory": memory}), encoding="utf-8"
    )
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
