"""What ``classifier classify`` does when the disk of its output is full; run as a program in a mount namespace of its own.

    unshare --mount python -m tests.small_output REPORTS DISK NAME

mounts a disk of two megabytes on DISK, classifies REPORTS to NAME on it while there is space for none, some and most of
the rows, and prints what came of it as JSON, with the output of going on after space was freed. Not for registries
(small_disk).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from tests.small_disk import BLOCK, SIZE, fill


def classify(reports: str, output: Path, *args: str) -> dict[str, object]:
    ended = subprocess.run(
        [sys.executable, "-m", "classifier", "classify", reports, "-o", str(output), "--jobs", "1", *args],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return {"code": ended.returncode, "stderr": ended.stderr, "stdout": ended.stdout}


def run_out_of_space(reports: str, disk: Path, name: str, free: int) -> dict[str, object]:
    output = disk / name
    filler = fill(disk, free=free)
    full = classify(reports, output)
    there = output.exists()
    still = classify(reports, output, "--resume")
    left = sorted(p.name for p in disk.iterdir() if p != filler)
    filler.unlink()
    then = classify(reports, output, "--resume")
    digest = hashlib.sha256(output.read_bytes()).hexdigest() if output.exists() else ""
    after = sorted(p.name for p in disk.iterdir())
    for path in disk.iterdir():
        path.unlink()
    return {
        "free": free, "full": full, "there": there, "still": still, "left": left, "then": then, "digest": digest, "after": after
    }  # fmt: skip


if __name__ == "__main__":
    reports, folder, name, *blocks = sys.argv[1:]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        sys.exit(f"cannot mount: {mounted.stderr}")
    found = [run_out_of_space(reports, Path(folder), name, int(count) * BLOCK) for count in blocks]
    sys.stdout.write(json.dumps(found))
