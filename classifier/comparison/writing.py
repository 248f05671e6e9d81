"""A comparison to the file that its suffix names, whole or not at all.

Takes a `Comparison` and a path. Not for what is in the file (workbook, page).
"""

from __future__ import annotations

from pathlib import Path

from classifier.comparison.comparing import Comparison
from classifier.files import check_target, replace_file

SUFFIXES = (".xlsx", ".html")


def check_comparison_output(output: str, *, overwrite: bool = False) -> None:
    """Check, before any work is done, that a comparison can go to `output`.

    Raises
    ------
    OutputError
        If its suffix names no format, or it is there and may not be overwritten.
    """
    check_target(output, SUFFIXES, "comparisons", overwrite=overwrite)


def write_comparison(comparison: Comparison, output: str, *, overwrite: bool = False) -> None:
    """Write a comparison as an Excel workbook (``.xlsx``) or a page (``.html``), both for readers in Chinese.

    Raises
    ------
    OutputError
        As `check_comparison_output`, or if the disk refuses; what was there is then as it was.
    """
    check_comparison_output(output, overwrite=overwrite)
    path = Path(output)
    with replace_file(path) as sink:
        if path.suffix.lower() == ".xlsx":
            from classifier.comparison.workbook import write_workbook

            write_workbook(comparison, sink)
        else:
            from classifier.comparison.page import render_page

            sink.write(render_page(comparison).encode())
