"""A template turns a report into the bytes of a page."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.report import Report

Render = Callable[[Report], str]
TEMPLATES: dict[str, Callable[[Report], bytes]] = {}


def page(encoding: str = "utf-8") -> Callable[[Render], Render]:
    """Enter a template under its function's name, with the encoding that its pages have."""

    def enter(render: Render) -> Render:
        TEMPLATES[render.__name__] = lambda report: render(report).encode(encoding)
        return render

    return enter
