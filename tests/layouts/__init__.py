"""The same reports in every layout that offices and sites use: fixtures for the readers, written when a test runs.

Gives `LAYOUTS` and `REPORTS`; ``python -m tests.layouts FOLDER`` writes them all. Not for what should be refused
(hazards).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.layouts import html, office, pdf, plain, word
from tests.layouts.reports import REPORTS, Report

__all__ = ["LAYOUTS", "REPORTS", "Layout", "Report"]


class Layout(NamedTuple):
    """How to write a report; `writer` is the program that writing takes, `reader` the one that reading takes."""

    suffix: str
    write: Callable[[Report, Path], None]
    writer: str = ""
    reader: str = ""


LAYOUTS = {
    "html-paragraphs": Layout(".html", html.write_paragraphs),
    "html-breaks": Layout(".htm", html.write_breaks),
    "html-double-breaks": Layout(".html", html.write_double_breaks),
    "html-divisions": Layout(".html", html.write_divisions),
    "html-one-cell": Layout(".html", html.write_one_cell),
    "html-strong-headings": Layout(".html", html.write_strong_headings),
    "html-site": Layout(".html", html.write_site),
    "html-frames": Layout(".shtml", html.write_frames),
    "html-word": Layout(".htm", html.write_word_page),
    "html-word-lists": Layout(".htm", html.write_word_list_page),
    "mhtml": Layout(".mht", html.write_mhtml),
    "docx-typed": Layout(".docx", word.write_typed),
    "docx-counted": Layout(".docx", word.write_counted),
    "docx-counted-by-style": Layout(".docx", word.write_counted_by_style),
    "docx-table": Layout(".docx", word.write_table),
    "docx-text-box": Layout(".docx", word.write_text_box),
    "docx-soft-breaks": Layout(".docx", word.write_soft_breaks),
    "docx-reviewed": Layout(".docx", word.write_reviewed),
    "pdf-own": Layout(".pdf", pdf.write_own),
    "pdf-libreoffice": Layout(".pdf", office.write_pdf, writer="soffice"),
    "pdf-chromium": Layout(".pdf", office.write_print, writer="chromium"),
    "pdf-chromium-site": Layout(".pdf", office.write_site_print, writer="chromium"),
    "txt-utf8": Layout(".txt", plain.write_utf8),
    "txt-utf8-mark": Layout(".txt", plain.write_utf8_with_mark),
    "txt-utf16-mark": Layout(".txt", plain.write_utf16_with_mark),
    "txt-utf16-big-endian": Layout(".txt", plain.write_big_endian),
    "txt-gb18030": Layout(".txt", plain.write_gb18030),
    "txt-gbk-windows": Layout(".txt", plain.write_gbk_of_windows),
    "doc": Layout(".doc", office.write_doc, writer="soffice", reader="soffice"),
    "rtf": Layout(".rtf", office.write_rtf, writer="soffice", reader="soffice"),
    "odt": Layout(".odt", office.write_odt, writer="soffice", reader="soffice"),
}
