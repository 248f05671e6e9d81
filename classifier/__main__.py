"""The command: ``classifier`` and ``python -m classifier``."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from classifier.cli import main as run


def main() -> None:
    """Run the command and end the process.

    When all is done and well, it ends at once: to free piece by piece what a short run has loaded takes a tenth of it.
    """
    try:
        run()
    except SystemExit as ended:
        # worker processes have a thread each that looks after them; only an orderly exit ends them
        if ended.code or threading.active_count() > 1:
            raise
    atexit._run_exitfuncs()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
