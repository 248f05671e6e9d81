"""Invented reports on pages modelled after those of many sites."""

from tests.pages import later, media, more, old_sites, systems  # noqa: F401  (they enter their templates)
from tests.pages.report import REPORTS, Found, Report
from tests.pages.template import TEMPLATES

__all__ = ["REPORTS", "TEMPLATES", "Found", "Report"]
