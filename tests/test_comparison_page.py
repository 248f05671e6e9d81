"""A comparison as a page: nothing is loaded, nothing runs, and every text is only text."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from lxml import html

from classifier.comparison import compare_results
from classifier.comparison.page import render_page
from tests.conftest import require_program
from tests.hostile_rows import make_row
from tests.test_comparison import make_report
from tests.test_comparison_copies import LONG
from tests.test_comparison_plans import PLAN
from tests.test_comparison_workbook import hostile_comparison, make_comparison

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "section", "nav", "a", "h1", "h2", "h3", "h4", "p", "span", "bdi", "b", "br",
    "div", "dl", "dt", "dd", "ul", "li", "table", "tr", "th", "td", "article", "ins", "del", "svg", "rect", "text", "line", "circle",
}  # fmt: skip


def test_it_says_what_was_compared_and_shows_every_part():
    page = html.fromstring(render_page(make_comparison()))
    said = page.text_content()
    assert [h.text for h in page.iter("h2")] == ["主题占比", "词语变化", "重复段落", "计划与成效", "说明"]
    for words in ("共 3 份", "高效办成一件事", "找到相近成效不等于计划已经完成", "来自不同的地区"):
        assert words in said


def test_what_differs_is_marked():
    page = html.fromstring(render_page(make_comparison()))
    (article,) = page.xpath("//section[@id='copies']//article")
    assert [found.text for found in article.findall(".//p/bdi/del")] == ["1860"]
    assert [found.text for found in article.findall(".//p/bdi/ins")] == ["2015"]


def test_the_bars_of_a_group_are_as_long_as_its_shares():
    page = html.fromstring(render_page(make_comparison()))
    for bar in page.xpath("//svg[@class='bar']"):
        assert sum(float(r.get("width").rstrip("%")) for r in bar.iter("rect")) == pytest.approx(100, abs=0.1)


def test_nothing_may_be_loaded_and_only_its_own_style_is_used():
    page = html.fromstring(render_page(make_comparison()))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.iter("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert not re.search(r"url\(|@import|https?:", style.text)


def test_hostile_text_stays_text():
    page = html.fromstring(render_page(hostile_comparison()))
    elements = [e for e in page.iter() if isinstance(e.tag, str)]
    assert {e.tag for e in elements} <= ELEMENTS
    assert not [c for c in page.iter() if not isinstance(c.tag, str)]
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name == "style" or name == "src"]
        assert element.get("href", "#").startswith("#")


def test_no_character_that_a_page_cannot_hold_is_left():
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", render_page(hostile_comparison()))


def test_long_lists_are_cut_and_counted():
    rows = [
        make_row(f"{LONG}{n}{n}", document=str(year), year=year, paragraph=n)
        for year in (2021, 2022)
        for n in range(130)
    ]
    page = html.fromstring(render_page(compare_results(rows)))
    assert len(page.xpath("//section[@id='copies']//article")) == 100
    assert "另有 30 段没有列出" in page.text_content()


def test_plans_have_their_colour_whatever_role_is_compared():
    rows = [*make_report(year=2022), make_row(PLAN, role="计划", theme="矛盾纠纷化解", paragraph=9)]
    shortcoming = make_row("力量不足。", role="问题", theme="其他", paragraph=8)
    page = html.fromstring(render_page(compare_results([*rows, shortcoming], role="问题")))
    assert page.xpath("//section[@id='plans']//span/bdi/text()") == ["矛盾纠纷化解"]


def test_nothing_to_show_is_said():
    said = html.fromstring(render_page(compare_results(make_report()))).text_content()
    for words in ("没有变化明显的词语", "没有发现几乎相同的段落", "没有可以对照的计划"):
        assert words in said


def test_the_same_comparison_gives_the_same_page():
    assert render_page(make_comparison()) == render_page(make_comparison())


@pytest.mark.minutes
def test_a_browser_on_a_phone_shows_it_without_sideways_scrolling(tmp_path: Path):
    browser = require_program("chromium")
    # the page may run nothing, so the measuring is put into a copy that may
    measure = (
        "<script>document.title = document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'too wide'</script>"
    )
    page = re.sub(r"<meta http-equiv[^>]*>", "", render_page(hostile_comparison())).replace(
        "</body>", f"{measure}</body>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    shown = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--window-size=500,900", "--dump-dom", (tmp_path / "a.html").as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert b"<title>fits</title>" in shown.stdout
