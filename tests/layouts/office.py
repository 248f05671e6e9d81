"""Reports as LibreOffice and Chromium write them: .doc, .rtf, .odt, and their PDF files.

Gives writers: report, path -> file. They need the program, each run with a profile of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.layouts import html, word
from tests.layouts.reports import Report

_SECONDS = 120  # the first run on a slow machine also makes a profile


def write_doc(report: Report, path: Path) -> None:
    _convert(report, path, "doc:MS Word 97")


def write_rtf(report: Report, path: Path) -> None:
    _convert(report, path, "rtf:Rich Text Format")


def write_odt(report: Report, path: Path) -> None:
    _convert(report, path, "odt:writer8")


def write_pdf(report: Report, path: Path) -> None:
    _convert(report, path, "pdf:writer_pdf_Export")


def write_print(report: Report, path: Path) -> None:
    """A page without furniture, printed without the browser's header and footer."""
    _print(report, path, "--no-pdf-header-footer", body=html.paragraphs(report))


def write_site_print(report: Report, path: Path) -> None:
    """A site's page as a reader prints it: furniture, and the browser's own header and footer on each sheet."""
    _print(report, path, body=html.site(report, html.paragraphs(report)))


def _convert(report: Report, path: Path, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, path.stem + ".docx")
        word.write_typed(report, source)
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        _run([*command, "--convert-to", target, "--outdir", str(path.parent), str(source)])


def _print(report: Report, path: Path, *options: str, body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(html.page(report, body), encoding="utf-8")
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            *options,
        ]
        _run([*command, f"--print-to-pdf={path}", source.as_uri()])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
