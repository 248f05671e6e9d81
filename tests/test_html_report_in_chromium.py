"""Pages of results in a browser: they load at once, fit the screen, and their filters, keys and print do what they say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier.batch import classify_documents
from classifier.writers import Outcome, Row, write_rows
from tests import hostile_rows as hostile
from tests.chromium import Browser
from tests.conftest import ROOT, require_program
from tests.hostile_rows import make_row

pytestmark = pytest.mark.minutes
THEMES = ("其他", "决策法治化", "普法宣传", "矛盾纠纷化解", "营商环境", "行政执法")
TOTAL = 72  # paragraphs of the three reports
SHOWN = "[...document.querySelectorAll('.p')].filter(e => e.checkVisibility())"
MANY = 12


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Three reports as the shipped model reads them, one paragraph of them left to check."""
    samples = sorted(path for path in (ROOT / "data" / "samples").iterdir() if path.suffix in (".txt", ".html"))
    rows = list(classify_documents(samples[:3], model="default"))
    kept = [row for row in rows if row["paragraph"] <= TOTAL // 3]
    kept[5] = {**kept[5], "accepted": False, "score": 0.51, "second_theme": "普法宣传", "second_score": 0.4}
    assert len(kept) == TOTAL
    return kept


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    outcome = Outcome(4, [("b.pdf", "b.pdf: is empty; save it again")], "default@1", THEMES, 0.85)
    write_rows(rows, str(folder / "three.html"), outcome=lambda: outcome)
    write_rows(
        (
            {**row, "document": f"{number:02d}/{row['document']}"}
            for number in range(MANY)
            for row in rows[: TOTAL // 3]
        ),
        str(folder / "many.html"),
        outcome=lambda: outcome,
    )
    texts = [text for text in dict.fromkeys(hostile.TEXTS) if text.strip()]
    for name, given in (("hostile", texts), ("harmless", [f"无害{n}" for n in range(len(texts))])):
        write_rows(
            (
                make_row(
                    text, title=text, document=f"{n}{text}", region=text, section=text.strip(), theme=text, evidence=[]
                )
                for n, text in enumerate(given)
            ),
            str(folder / f"{name}.html"),
            outcome=lambda given=given: Outcome(failures=[(text, text) for text in given], model="small@1"),
        )
    write_rows([make_row("法" * 3000 + "a" * 3000, title="长" * 500, section="x" * 500)], str(folder / "long.html"))
    return folder


@pytest.fixture
def three(browser: Browser, folder: Path) -> Iterator[Browser]:
    """The page of the three reports, at a desk."""
    browser.open(folder / "three.html")
    yield browser
    assert browser.problems == []


def set_filter(browser: Browser, *settings: str) -> None:
    """Do something with the form, such as ``words.value = '复议'``, and wait until it has had its effect."""
    script = ";".join(f"form.elements.{setting}" for setting in settings)
    browser.run(
        f"(() => {{ const form = document.forms[0]; {script}; form.dispatchEvent(new Event('input')); "
        "return new Promise(done => setTimeout(done, 200)); })()"
    )


def choose(browser: Browser, name: str, label: str) -> None:
    """Click on a choice of the form by what stands beside it, and wait until it has had its effect."""
    browser.run(
        f"(() => {{ const choice = [...document.querySelectorAll('input[name={name}]')]"
        f".find(e => e.parentNode.textContent.includes('{label}')); choice.click(); "
        "return new Promise(done => setTimeout(done, 200)); })()"
    )


def shown(browser: Browser) -> int:
    return browser.run(f"{SHOWN}.length")


def status(browser: Browser) -> str:
    return browser.run("document.querySelector('[role=status]').textContent")


def overflow(browser: Browser) -> list[str]:
    """Give what reaches beyond the right edge of the page."""
    return browser.run(
        "[...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('.unseen, .skip')"
        " && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 80)).slice(0, 5)"
    )


def test_three_reports_are_small_and_load_in_a_second(browser: Browser, folder: Path):
    assert (folder / "three.html").stat().st_size < 250_000
    assert min(browser.open(folder / "three.html") for _ in range(2)) < 1
    assert browser.problems == []
    assert (shown(browser), status(browser)) == (TOTAL, f"共 {TOTAL} 段")


@pytest.mark.parametrize(
    ("page", "width"),
    [
        *(("three", width) for width in (1280, 800, 390, 320)),
        *((p, w) for p in ("many", "hostile", "long") for w in (1280, 390)),
    ],
)
def test_nothing_reaches_beyond_the_screen(browser: Browser, folder: Path, page: str, width: int):
    browser.open(folder / f"{page}.html", width=width)
    browser.run(
        "document.querySelectorAll('details').forEach(e => e.open = e.className === 'report' ? e.id < 'r4' : true)"
    )
    assert overflow(browser) == []
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.problems == []


def test_a_theme_is_filtered_and_what_holds_none_of_it_goes(three: Browser, rows: list[Row]):
    choose(three, "theme", "普法宣传")
    wanted = [row for row in rows if row["theme"] == "普法宣传"]
    assert shown(three) == len(wanted)
    assert three.run(f"{SHOWN}.every(e => e.querySelector('.theme').textContent.includes('普法宣传'))")
    assert status(three) == f"显示 {len(wanted)} / {TOTAL} 段"
    assert three.run(
        "[...document.querySelectorAll('.part')].every(e => e.checkVisibility() === !!e.querySelector('.p:not([hidden])'))"
    )
    counted = three.run(
        "[...document.querySelectorAll('.report')].filter(e => !e.hidden).map(e => parseInt(e.querySelector('.found').textContent))"
    )
    assert sum(counted) == len(wanted)


def test_filters_are_met_together_and_choices_of_one_each(three: Browser, rows: list[Row]):
    choose(three, "theme", "普法宣传")
    choose(three, "theme", "行政执法")
    choose(three, "role", "成效")
    wanted = [row for row in rows if row["theme"] in ("普法宣传", "行政执法") and row["role"] == "成效"]
    assert shown(three) == len(wanted) < TOTAL


@pytest.mark.parametrize(
    ("setting", "matches"),
    [
        ("check.checked = true", lambda row: not row["accepted"]),
        ("least.value = 99.95", lambda row: row["score"] >= 0.9995),
        ("most.value = 60", lambda row: row["score"] <= 0.6),
        ("words.value = '  行政 １'", lambda row: "行政" in row["text"] and "1" in row["text"]),
        ("place.selectedIndex = 2", lambda row: row["region"] == "槐浦县"),
        ("document.selectedIndex = 3", lambda row: "siqiu" in row["document"]),
    ],
    ids=["to check", "least", "most", "words", "region", "report"],
)
def test_each_filter_shows_what_meets_it(three: Browser, rows: list[Row], setting: str, matches):
    set_filter(three, setting)
    assert 0 < shown(three) == sum(map(matches, rows)) < TOTAL


def test_where_nothing_meets_the_filters_a_line_says_so_and_takes_them_back(three: Browser):
    set_filter(three, "words.value = '没有这样的词'")
    assert (shown(three), status(three)) == (0, f"显示 0 / {TOTAL} 段")
    assert three.run("document.querySelector('#nothing').innerText").startswith("没有符合条件的段落")
    three.click("#nothing button")
    three.run("new Promise(done => setTimeout(done, 200))")
    assert shown(three) == TOTAL
    assert three.run("document.activeElement.name") == "words"


def test_everything_is_there_for_who_has_no_mouse(three: Browser):
    seen = []
    for _ in range(TOTAL + 60):
        three.press("Tab")
        seen.append(
            three.run(
                "(e => e.matches('.why > summary') ? 'why' : e.name || e.className || e.id || e.textContent.trim())(document.activeElement)"
            )
        )
        if seen[-1] == seen[0] and len(seen) > 1:
            break
    assert seen[0] == "skip"
    assert seen[1:5] == ["汇总", "未能读取", "报告正文", "说明"]
    assert {"words", "theme", "role", "check", "least", "most", "place", "document"} <= set(seen)
    assert seen.count("why") == three.run("document.querySelectorAll('.why').length")
    assert seen.index("words") < seen.index("why")


def test_keys_open_the_reasons_and_what_has_the_focus_is_seen(three: Browser):
    three.run("document.querySelector('.why > summary').focus()")
    three.press("Enter")
    assert three.run("document.querySelector('.why').open && document.querySelector('.why li').checkVisibility()")
    three.press("Tab")
    assert three.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    three.run("document.querySelector('input[name=theme]').focus()")
    three.press(" ")
    three.run("new Promise(done => setTimeout(done, 200))")
    assert shown(three) < TOTAL


def test_a_screen_reader_is_told_what_each_thing_is(three: Browser):
    three.call("Accessibility.enable")
    nodes = three.call("Accessibility.getFullAXTree")["nodes"]
    told = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]
    roles = {role for role, _ in told}
    assert {
        "banner",
        "navigation",
        "main",
        "region",
        "form",
        "status",
        "table",
        "heading",
        "list",
        "image",
        "group",
        "mark",
    } <= roles
    unnamed = [
        role
        for role, name in told
        if role in ("checkbox", "combobox", "searchbox", "spinbutton", "link", "button", "image", "DisclosureTriangle")
        and not name
    ]
    assert unnamed == []
    assert [role for role, _ in told].count("mark") == three.run("document.querySelectorAll('mark').length")


def test_a_marked_word_says_what_it_weighs(browser: Browser, folder: Path):
    for width in (1280, 390):
        browser.open(folder / "three.html", width=width)
        browser.click("mark")
        tip = "document.querySelector('#tip')"
        assert browser.run(
            f"{tip}.checkVisibility() && {tip}.textContent === document.querySelector('mark').dataset.words"
        )
        assert overflow(browser) == []
        browser.press("Escape")
        assert not browser.run(f"{tip}.checkVisibility()")


def test_everything_is_shown_where_scripts_are_off(browser: Browser, folder: Path):
    browser.open(folder / "many.html", script=False)
    browser.call("DOM.enable")
    root = browser.call("DOM.getDocument")["root"]["nodeId"]

    def find(selector: str) -> list[int]:
        return browser.call("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]

    assert len(find(".report[open]")) == MANY
    assert browser.call("DOM.getBoxModel", nodeId=find(".text")[-1])["model"]["height"] > 10
    assert find("#filters[hidden]")


def test_many_reports_are_folded_until_they_are_asked_for(browser: Browser, folder: Path):
    browser.open(folder / "many.html")
    opened = "[...document.querySelectorAll('.report[open]')].map(e => e.id)"
    assert browser.run(opened) == []
    browser.click(".documents a[href='#r7']")
    browser.run("new Promise(done => setTimeout(done, 100))")
    assert browser.run(opened) == ["r7"]
    choose(browser, "theme", "普法宣传")
    assert len(browser.run(opened)) == MANY
    browser.click(".status button")
    browser.run("new Promise(done => setTimeout(done, 300))")
    assert browser.run(opened) == []
    assert browser.problems == []


def test_print_holds_all_paragraphs_and_reasons_and_no_filters(
    browser: Browser, folder: Path, tmp_path: Path, rows: list[Row]
):
    pdftotext = require_program("pdftotext")
    browser.open(folder / "three.html", width=390)
    (tmp_path / "a.pdf").write_bytes(browser.print())
    printed = "".join(
        subprocess.run(
            [pdftotext, "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert printed.count("依据：") == browser.run("document.querySelectorAll('.why').length")
    assert "全部地区" not in printed
    ends = {"".join(row["text"][-6:].split()) for row in rows}
    assert [end for end in ends if end not in printed] == []


def test_folded_reports_are_printed(browser: Browser, folder: Path):
    browser.open(folder / "many.html")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert shown(browser) == TOTAL // 3 * MANY
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert shown(browser) == 0


def test_hostile_text_adds_nothing_to_what_a_browser_makes_of_a_page(browser: Browser, folder: Path):
    shapes = []
    for name in ("hostile", "harmless"):
        browser.open(folder / f"{name}.html")
        assert browser.problems == []
        shapes.append(
            browser.run(
                "[...document.querySelectorAll('*')].map(e => e.tagName + [...e.attributes].map(a => a.name).sort())"
            )
        )
    assert len(shapes[0]) > 60 * 10
    assert shapes[0] == shapes[1]


def test_the_policy_stops_a_script_that_came_in(browser: Browser, folder: Path, tmp_path: Path):
    content = (folder / "three.html").read_text(encoding="utf-8")
    added = "<script>document.title = '坏'</script><img src=x onerror=\"document.title = '坏'\"></main>"
    (tmp_path / "a.html").write_text(content.replace("</main>", added), encoding="utf-8")
    browser.open(tmp_path / "a.html")
    assert browser.run("document.title") == "3 份报告的段落主题"
    assert browser.problems


def test_who_wants_no_motion_gets_none(browser: Browser, folder: Path):
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    browser.open(folder / "three.html")
    assert browser.run("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    browser.call("Emulation.setEmulatedMedia", features=[])
