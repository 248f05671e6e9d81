"""``python -m tests.layouts FOLDER``: every report in every layout that this machine can write, to look at."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.layouts import LAYOUTS, REPORTS

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, layout in LAYOUTS.items():
    if not layout.writer or shutil.which(layout.writer):
        for report in REPORTS:
            layout.write(report, folder / f"{report.name}-{name}{layout.suffix}")
