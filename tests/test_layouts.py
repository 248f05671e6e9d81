"""The same report in every layout gives the same paragraphs, under the same headings, with the same leads and roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from classifier import read_document, split_paragraphs
from classifier.documents import Document
from tests.conftest import require_program
from tests.layouts import LAYOUTS, REPORTS, Report

Read = Callable[[Report, str], Document]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Write a report in a layout and read it, once for all tests: some layouts take another program's start."""
    folder = tmp_path_factory.mktemp("layouts")

    @cache
    def read(report: Report, name: str) -> Document:
        layout = LAYOUTS[name]
        for program in {layout.writer, layout.reader} - {""}:
            require_program(program)
        path = folder / f"{report.name}-{name}{layout.suffix}"
        layout.write(report, path)
        return read_document(path)

    return read


def in_every_layout(test):
    slow = {name for name, layout in LAYOUTS.items() if layout.writer or layout.reader}
    names = [pytest.param(name, marks=[pytest.mark.minutes] if name in slow else []) for name in LAYOUTS]
    of_every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
    return of_every_report(pytest.mark.parametrize("layout", names)(test))


@in_every_layout
def test_a_report_has_the_same_paragraphs_in_every_layout(report: Report, layout: str, read: Read) -> None:
    found = split_paragraphs(read(report, layout))
    assert [p.text for p in found] == [p.text for p in report.paragraphs()]


@in_every_layout
def test_a_report_has_the_same_sections_leads_and_roles_in_every_layout(
    report: Report, layout: str, read: Read
) -> None:
    found = split_paragraphs(read(report, layout))
    assert [(p.section, p.lead, p.role) for p in found] == [(p.section, p.lead, p.role) for p in report.paragraphs()]


@in_every_layout
def test_a_report_tells_the_same_about_itself_in_every_layout(report: Report, layout: str, read: Read) -> None:
    told = read(report, layout)
    assert (told.title, told.region, told.year) == (report.title, report.region, report.year)
    assert (told.issuer, told.date) == (report.issuer, report.date)


@in_every_layout
def test_every_paragraph_slices_back_in_every_layout(report: Report, layout: str, read: Read) -> None:
    document = read(report, layout)
    assert all(document.text[p.start : p.end] == p.text for p in split_paragraphs(document))


def test_a_report_has_headings_of_three_levels_leads_and_every_role() -> None:
    for report in REPORTS:
        expected = report.paragraphs()
        assert len(expected) >= 30
        assert {p.role for p in expected} == {"导语", "成效", "问题", "计划", "履职", "结语"}
        assert max(p.section.count(" > ") for p in expected) == 2
        assert sum(bool(p.lead) for p in expected) >= 10
