"""Pages of results: what readers find on them, what nothing on them can do, and that they are read back."""

from __future__ import annotations

import base64
import hashlib
import re
import tracemalloc
from pathlib import Path

import pytest
from lxml import html

from classifier import read_document
from classifier.errors import DocumentError, OutputError, ResultsError
from classifier.results import read_rows_back
from classifier.writers import Outcome, Row, chinese, open_writer, write_rows
from classifier.writers.html import HtmlWriter
from tests import hostile_rows as hostile
from tests.hostile_rows import make_row
from tests.test_runs import run, start, wait_for, write_reports

THEMES = ("其他", "决策法治化", "普法宣传", "矛盾纠纷化解", "营商环境", "行政执法")
OUTCOME = Outcome(
    documents=3, failures=[("b.pdf", "b.pdf: is empty; save it again")], model="small@1", themes=THEMES, accept=0.8459
)
ROWS = [
    make_row(section=""),
    make_row(section="一、成效 > （一）普法", accepted=False, second_theme="行政执法", second_score=0.5),
    make_row(section="一、成效 > （一）普法", role="计划", theme="其他", score=0.99991),
    make_row(document="c.txt", title="", region="云泽县", year=None, section="二、问题"),
]


def write(rows: list[Row], path: Path, outcome: Outcome = OUTCOME) -> html.HtmlElement:
    write_rows(rows, str(path), overwrite=True, outcome=lambda: outcome)
    return html.document_fromstring(path.read_bytes().decode())


@pytest.fixture
def page(tmp_path: Path) -> html.HtmlElement:
    return write(ROWS, tmp_path / "a.html")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_headings_are_those_of_the_reports_in_their_order(page: html.HtmlElement):
    told = [(e.tag, words(e)) for e in page.iter("h1", "h2", "h3", "h4")]
    assert told[:7] == [
        ("h1", "2 份报告的段落主题"), ("h2", "汇总"), ("h2", "未能读取"), ("h2", "桐垭县2021年法治政府建设报告"),
        ("h3", "一、成效"), ("h4", "（一）普法"), ("h2", "c.txt"),
    ]  # fmt: skip
    assert ("h2", "说明") in told


def test_the_page_of_one_report_has_its_title(tmp_path: Path):
    page = write(ROWS[:3], tmp_path / "a.html")
    assert words(page.find(".//h1")) == page.findtext(".//title") == ROWS[0]["title"]
    assert words(page.find(".//header/p")) == "桐垭县2021 年度reports/a.txt"


def test_a_paragraph_tells_its_theme_how_sure_and_what_it_is_for(page: html.HtmlElement):
    sure, unsure, other, _ = page.find_class("p")
    assert words(sure[0]) == "◆普法宣传 把握 98.8% 采信 类型 成效 第 1 段"
    assert words(unsure[0]) == "◆普法宣传 把握 98.8% 需复核 类型 成效 第 1 段 次要 行政执法 50.0%"
    assert words(other[0]) == "○其他 把握 >99.9% 采信 类型 计划 第 1 段"
    assert sure.find_class("text")[0].text_content() == ROWS[0]["text"]


def test_evidence_is_marked_where_it_stands_and_listed_with_its_weight(page: html.HtmlElement):
    passage = page.find_class("p")[0]
    marks = passage.findall(".//mark")
    assert [(m.text, m.get("class"), m.get("data-words")) for m in marks] == [
        ("宪法", None, "宪法 +1.25"), ("活动", "against", "活动 −0.50")
    ]  # fmt: skip
    assert words(passage.find(".//summary")) == "依据：宪法、"[:-1]
    assert [words(li) for li in passage.findall(".//details//li")] == ["支持 宪法 +1.25", "不支持 活动 −0.50"]


def test_a_paragraph_without_evidence_shows_none(tmp_path: Path):
    page = write([make_row(evidence=[]), make_row(evidence=[["活动", -0.5, 7, 9]])], tmp_path / "a.html")
    without, against = page.find_class("p")
    assert without.findall(".//details") == []
    assert words(against.find(".//summary")) == "依据：没有支持的词语"


def test_documents_are_counted_and_linked(page: html.HtmlElement):
    (table,) = page.find_class("documents")
    told = [[words(cell) for cell in line] for line in table.findall("tbody/tr")]
    assert [line[:5] for line in told] == [
        ["桐垭县2021年法治政府建设报告reports/a.txt", "桐垭县", "2021", "段落 3", "需复核 1"],
        ["c.txt", "云泽县", "", "段落 1", "需复核 0"],
    ]
    for link in page.iterfind(".//a[@href]"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_charts_have_a_text_beside_them(page: html.HtmlElement):
    titles = [e.text for e in page.iterfind(".//svg/title")]
    assert titles[0] == "主题分布：普法宣传 2 段（66.7%），其他 1 段（33.3%）"
    themes, roles = page.find_class("bars")
    assert [words(line) for line in themes.findall("tbody/tr")][1] == "◆普法宣传375.0%"
    assert [words(line) for line in roles.findall("tbody/tr")] == ["成效375.0%", "计划125.0%"]
    assert themes.findall(".//rect")[1].get("width") == "75.0%"


def test_failures_are_listed_with_their_reasons(page: html.HtmlElement, tmp_path: Path):
    (table,) = page.find_class("failures")
    assert [words(cell) for cell in table.find("tbody/tr")] == ["b.pdf", "b.pdf: is empty; save it again"]
    assert write(ROWS, tmp_path / "b.html", Outcome()).find_class("failures") == []


def test_the_guide_says_what_the_workbook_says(page: html.HtmlElement):
    told = words(page.get_element_by_id("guide"))
    assert "采信线84.6%。" in told
    assert "工作表" not in told
    for sentence in [*chinese.THEMES.values(), *chinese.ROLES.values(), *(c.meaning for c in chinese.COLUMNS[:9])]:
        assert sentence in told


def test_everything_is_shown_without_scripts(page: html.HtmlElement):
    hidden = {e.get("id") for e in page.iterfind(".//*[@hidden]")}
    assert hidden == {"filters", "nothing"}
    assert all(e.get("open") is not None for e in page.find_class("report"))


def test_every_control_has_a_name(page: html.HtmlElement):
    controls = list(page.get_element_by_id("filters").iter("input", "select"))
    assert len(controls) > 8
    assert all(words(next(control.iterancestors("label"))) for control in controls)


def test_nothing_on_the_page_acts_but_its_own_style_and_script(page: html.HtmlElement):
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    style, script = (page.findall(f".//{tag}") for tag in ("style", "script"))
    assert [e.get("type") for e in script] == [None, "application/json"]
    for element, kind in ((style[0], "style"), (script[0], "script")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_the_page_asks_for_nothing_from_elsewhere(page: html.HtmlElement):
    addresses = [value for e in page.iter() for name, value in e.items() if name in ("src", "href", "action", "data")]
    assert addresses
    assert [address for address in addresses if not address.startswith("#")] == []
    assert re.search(r"url\(|@import|https?://", page.findtext(".//style") + page.find(".//script").text) is None


def shape(page: html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(e.tag), tuple(sorted(e.keys()))) for e in page.iter()]


@pytest.mark.parametrize(
    "field",
    ["text", "title", "document", "region", "section", "role", "theme", "second_theme", "model", "evidence", "failure"],
)
def test_hostile_text_adds_no_element_and_no_attribute(tmp_path: Path, field: str):
    def make(text: str, number: int) -> Row:
        if field == "evidence":
            return make_row(document=f"{number}.txt", evidence=[["宪法", 1.0, 2, 4], [text, -1.0, 5, 6]])
        # of a document of its own, which is counted, listed and offered as a filter
        return make_row(**{"document": f"{number}.txt", "second_theme": "其他", "evidence": [], field: text})

    def page(texts: list[str]) -> html.HtmlElement:
        if field == "failure":
            return write([make_row()], tmp_path / "a.html", Outcome(failures=[(text, text) for text in texts]))
        return write([make(text, number) for number, text in enumerate(texts)], tmp_path / "a.html")

    texts = [text for text in dict.fromkeys(hostile.TEXTS) if text not in chinese.THEMES and text.strip()]
    harmless = [f"无害{number}" for number in range(len(texts))]
    assert len(texts) > 60
    found, wanted = shape(page(texts)), shape(page(harmless))
    if field == "section":  # one that holds the separator opens two
        found, wanted = ([e for e in told if e[0] not in ("section", "h3", "h4")] for told in (found, wanted))
    assert found == wanted


def test_no_control_character_is_on_a_page(tmp_path: Path):
    write([make_row(text, title=text, document=text) for text in hostile.TEXTS], tmp_path / "a.html")
    content = (tmp_path / "a.html").read_bytes().decode()
    shown, _, _ = content.partition('<script type="application/json"')
    assert (
        re.findall(
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", shown
        )
        == []
    )
    assert "\ufffd倒过来\ufffd" in shown


def test_offsets_hold_where_characters_are_replaced(tmp_path: Path):
    row = make_row("\udcff\x00\U0001f600宪法", evidence=[["宪法", 1.0, 3, 5]])
    page = write([row], tmp_path / "a.html")
    assert page.find(".//mark").text == "宪法"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path):
    for name in ("a.html", "b.html"):
        write(ROWS, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_rows_of_a_document_stand_together_wherever_they_came(tmp_path: Path):
    rows = [make_row(f"第{n}段", document=f"{n % 3}.txt", paragraph=n) for n in range(30)]
    page = write(rows, tmp_path / "a.html")
    told = [[words(e) for e in report.find_class("text")] for report in page.find_class("report")]
    assert told == [[f"第{n}段" for n in range(k, 30, 3)] for k in range(3)]
    assert list(read_rows_back(tmp_path / "a.html")) == rows


def test_a_page_without_rows_can_be_read(tmp_path: Path):
    write([], tmp_path / "a.html")
    assert list(read_rows_back(tmp_path / "a.html")) == []


def test_memory_does_not_grow_with_the_rows(tmp_path: Path):
    peaks = []
    for count in (300, 1500):
        with (tmp_path / "a.html").open("wb") as sink:
            tracemalloc.start()
            writer = HtmlWriter(sink)
            for number in range(count):
                writer.write(make_row(f"第{number}段" + "法" * 100, paragraph=number))
            tracemalloc.reset_peak()
            writer.finish(OUTCOME)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            writer.close()
    assert peaks[1] < 1.2 * peaks[0]


def test_a_page_that_browsers_would_toil_with_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("classifier.writers.html.LARGEST", 10_000)
    with pytest.warns(
        UserWarning, match="0 MB, more than browsers show with ease; for 4 paragraphs write .xlsx or .jsonl"
    ):
        write(ROWS, tmp_path / "a.html")


def test_of_a_long_page_only_what_is_in_sight_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert write(ROWS, tmp_path / "a.html").get("class") is None
    monkeypatch.setattr("classifier.writers.page.LARGE", 3)
    assert write(ROWS, tmp_path / "a.html").get("class") == "large"


def test_rows_that_stop_halfway_leave_nothing_behind(tmp_path: Path):
    with pytest.raises(RuntimeError), open_writer(str(tmp_path / "a.html")) as writer:
        writer.write(make_row())
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("classifier.writers.html.dump_row", refuse)
    with pytest.raises(OutputError, match=r"a.html: cannot be written \(No space left on device\)"):
        write_rows([make_row()], str(tmp_path / "a.html"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.minutes
def test_any_run_gives_the_same_page(tmp_path: Path):
    reports = write_reports(tmp_path / "in", 60)
    assert run(reports, "-o", tmp_path / "whole.html", "--jobs", 1).returncode == 0
    with start(reports, "-o", tmp_path / "killed.html", "--jobs", 2) as process:
        wait_for(tmp_path / "killed.html.journal", 3000)
        process.kill()
    assert not (tmp_path / "killed.html").exists()
    assert run(reports, "-o", tmp_path / "killed.html", "--resume").returncode == 0
    assert (tmp_path / "killed.html").read_bytes() == (tmp_path / "whole.html").read_bytes()


def test_a_page_of_results_is_no_report(tmp_path: Path):
    write(ROWS, tmp_path / "a.html")
    with pytest.raises(DocumentError, match="is a page of results, not a report; leave it out"):
        read_document(tmp_path / "a.html")


def test_rows_are_read_back_from_what_a_browser_or_an_editor_saved(tmp_path: Path):
    write(ROWS, tmp_path / "a.html")
    content = (tmp_path / "a.html").read_text(encoding="utf-8")
    changed = content.replace('<script type="application/json" id="rows">', "<script id=rows type='application/json'>")
    assert changed != content
    (tmp_path / "b.html").write_bytes(b"\xef\xbb\xbf" + changed.replace("\n", "\r\n").encode())
    assert list(read_rows_back(tmp_path / "b.html")) == ROWS


def test_rows_of_a_page_are_read_one_by_one(tmp_path: Path):
    write(ROWS, tmp_path / "a.html")
    content = (tmp_path / "a.html").read_bytes()
    (tmp_path / "a.html").write_bytes(content[: content.rindex(b"</script>")])
    rows = read_rows_back(tmp_path / "a.html")
    assert [next(rows) for _ in ROWS] == ROWS
    with pytest.raises(ResultsError, match="a.html: is cut short; copy it again, or classify again"):
        next(rows)


BEGIN = '<script type="application/json" id="rows">\n'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is no page of results; name one that classify wrote"),
        ("<html><body>法治政府建设报告</body></html>", "is no page of results"),
        (BEGIN + "</scr", "line 2: is not JSON"),
        (BEGIN, "is cut short"),
        (BEGIN + "{}\n</script>", "line 2: is no row; classify again"),
        (BEGIN + "[" * 100_000 + "\n</script>", "line 2: is not JSON"),
        (BEGIN + '["text"]\n["a", "b"]\n</script>', "line 3: has 2 values for 1 columns"),
        (BEGIN + '["text"]\n["a"]\n</script>', "line 3: has no document; classify the reports again"),
        (BEGIN + "[" + " " * 3000, "line 2: has more than 2,000 bytes, as no row has; classify again"),
    ],
    ids=range(9),
)
def test_what_is_no_page_of_results_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: str
):
    monkeypatch.setattr("classifier.result_pages.LONGEST", 2000 if "   " in content else 1 << 26)
    (tmp_path / "a.html").write_text(content, encoding="utf-8")
    with pytest.raises(ResultsError, match=f"a.html.*{told}"):
        list(read_rows_back(tmp_path / "a.html"))
