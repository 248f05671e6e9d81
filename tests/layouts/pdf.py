"""Reports as PDF files set the way offices set them: 28 characters a line, 22 lines a page.

Gives writers: report, path -> file. Not for the PDF format (pdf_writer) nor for other programs' files (office).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.layouts.reports import Piece, Report
from tests.pdf_writer import HEIGHT, WIDTH, Run, measure, wrap, write_pages

_SIZE, _TITLE_SIZE, _SMALL = 16.0, 22.0, 10.5
_COLUMNS, _ROWS, _STEP = 28, 22, 29.0  # characters a line, lines a page, points from line to line
_LEFT = (WIDTH - _COLUMNS * _SIZE) / 2
_TOP = HEIGHT - 105.0


def write_own(report: Report, path: Path) -> None:
    """Wrapped lines, a running header, numbers between dashes on the outer side; paragraphs go over the page's end."""
    lines = [line for piece in report.pieces for line in _lines(piece)]
    pages = [lines[i : i + _ROWS] for i in range(0, len(lines), _ROWS)]
    path.write_bytes(write_pages(_page(report, number, page) for number, page in enumerate(pages, start=1)))


def _page(report: Report, number: int, lines: list[Run]) -> list[Run]:
    header = f"{report.region}法治政府建设年度报告汇编"
    footer = f"— {number} —"
    outer = _LEFT + _SIZE if number % 2 == 0 else WIDTH - _LEFT - _SIZE - 14 * measure(footer)
    return [
        Run((WIDTH - _SMALL * measure(header)) / 2, HEIGHT - 60, _SMALL, header),
        *(line._replace(y=_TOP - row * _STEP) for row, line in enumerate(lines)),
        Run(outer, 60, 14, footer),
    ]


def _lines(piece: Piece) -> Iterator[Run]:
    if piece.kind == "title":
        columns = _COLUMNS * _SIZE / _TITLE_SIZE
        for line in wrap(piece.whole, columns - 2):
            yield Run((WIDTH - _TITLE_SIZE * measure(line)) / 2, 0, _TITLE_SIZE, line)
        return
    if piece.kind in ("signature", "date"):
        yield Run(WIDTH - _LEFT - _SIZE * (measure(piece.whole) + 4), 0, _SIZE, piece.whole)
        return
    indent = 0 if piece.kind == "salutation" else 2
    for number, line in enumerate(wrap(piece.whole, _COLUMNS, indent=indent)):
        yield Run(_LEFT + (0 if number else indent * _SIZE), 0, _SIZE, line)
