"""Reports on the pages of many sites: of each page exactly the report is read, and nothing of the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.documents import Document, read_document
from classifier.documents.dates import iso_date
from classifier.paragraphs import split_paragraphs
from tests.pages import REPORTS, TEMPLATES, Found, Report

ONE_EACH = [(template, REPORTS[i % len(REPORTS)]) for i, template in enumerate(TEMPLATES)]


def found(document: Document) -> list[Found]:
    return [Found(p.section, p.role, p.lead, p.text) for p in split_paragraphs(document)]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
@pytest.mark.parametrize("template", TEMPLATES)
def test_of_every_page_exactly_the_report_is_read(template: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(TEMPLATES[template](report))
    document = read_document(path)
    assert found(document) == report.expected()
    assert (document.title, document.year) == (report.title, report.year)
    assert (document.issuer, document.date) == (report.issuer, iso_date(report.date))
    assert document.region.endswith(report.region)


def test_there_are_more_than_fifty_kinds_of_page_and_four_reports() -> None:
    assert len(TEMPLATES) > 50
    assert len(REPORTS) == 4


# -- the same pages, made worse


def without_names(page: str) -> str:
    return re.sub(r"\s(?:id|class)=(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", page)


def in_capitals(page: str) -> str:
    return re.sub(r"(</?)([a-zA-Z]\w*)", lambda tag: tag[1] + tag[2].upper(), page)


def in_one_cell(page: str) -> str:
    return re.sub(r"(<body[^>]*>)(.*)", r"\1<table><tr><td>\2</td></tr></table>", page, flags=re.S | re.I)


def without_titles(page: str) -> str:
    page = re.sub(r"<meta[^>]*title[^>]*>", "", page, flags=re.I)
    return re.sub(r"<title>.*?</title>", "<title>信息公开</title>", page, flags=re.S | re.I)


def without_end_tags(page: str) -> str:
    return re.sub(r"</(?:p|li|td|tr|dd|dt)>", "", page, flags=re.I)


def in_fonts(page: str) -> str:
    return re.sub(r"(<body[^>]*>)(.*)", r"\1<font size=2><div><font>\2", page, flags=re.S | re.I)


def deep_within(page: str) -> str:
    return re.sub(r"(<body[^>]*>)(.*)", lambda body: body[1] + "<div>" * 400 + body[2], page, flags=re.S | re.I)


@pytest.mark.parametrize(
    "worsen", [without_names, in_capitals, in_one_cell, without_titles, without_end_tags, in_fonts, deep_within]
)
@pytest.mark.parametrize(("template", "report"), ONE_EACH)
def test_a_page_made_worse_still_gives_the_report(
    template: str, report: Report, worsen: Callable[[str], str], tmp_path: Path
) -> None:
    page = worsen(text_of(TEMPLATES[template](report)))
    path = tmp_path / "page.html"
    path.write_text(re.sub(r"charset=[\"']?[\w-]+", "charset=utf-8", page, flags=re.I), encoding="utf-8")
    assert found(read_document(path)) == report.expected()


@pytest.mark.parametrize(("template", "report"), ONE_EACH)
def test_a_report_that_nobody_signed_is_read_as_exactly(template: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(TEMPLATES[template](replace(report, is_signed=False)))
    assert found(read_document(path)) == report.expected()


def text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")
