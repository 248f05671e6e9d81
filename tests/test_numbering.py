"""Automatic numbers: computed as Word counts them, and as LibreOffice shows them."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.docx import read_docx
from classifier.documents.numerals import write_numeral
from tests.word_files import abstract, level, num, num_pr, p, restart, style, styled, word_file

OFFICIAL = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)
DECIMAL = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
LIST = abstract(0, *OFFICIAL) + num(1, 0)


def items(*places: str) -> str:
    """Paragraphs of lists, each written ``list:level``."""
    return "".join(p("文", num_pr(*place.split(":"))) for place in places)


def labels(body: str, numbering: str = LIST, styles: str = "") -> list[str]:
    text = read_docx(word_file(body, numbering=numbering, styles=styles)).text
    return [line.removesuffix("文").strip() for line in text.split("\n")]


def test_the_numbers_of_an_official_document_stand_before_its_text() -> None:
    body = items("1:0", "1:1", "1:1", "1:2", "1:2", "1:3", "1:0", "1:1", "1:2")
    assert labels(body) == ["一、", "（一）", "（二）", "1.", "2.", "（1）", "二、", "（一）", "1."]


def test_a_number_stands_before_chinese_as_it_is_typed_without_a_space() -> None:
    assert read_docx(word_file(items("1:0", "1:2"), numbering=LIST)).text == "一、文\n1.文"


@pytest.mark.parametrize(("suffix", "line"), [("nothing", "1.APP"), ("space", "1. APP"), ("tab", "1. APP")])
def test_what_follows_a_number_before_latin_is_what_the_level_says(suffix: str, line: str) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.", inner=f'<w:suff w:val="{suffix}"/>')) + num(1, 0)
    assert read_docx(word_file(p("APP", num_pr(1, 0)), numbering=numbering)).text == line


def test_a_chapter_keeps_the_space_after_its_number() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "第%1章")) + num(1, 0)
    assert read_docx(word_file(items("1:0"), numbering=numbering)).text == "第一章 文"


def test_a_number_stands_before_the_first_line_of_a_broken_paragraph_only() -> None:
    body = p("<w:r><w:br/><w:t>文</w:t><w:br/><w:t>乙</w:t></w:r>", num_pr(1, 0))
    assert read_docx(word_file(body, numbering=LIST)).text == "一、文\n乙"


def test_text_between_counted_paragraphs_does_not_stop_the_count() -> None:
    assert labels(items("1:0") + p("文") + items("1:0") + p("文", num_pr(0)) + items("1:0")) == [
        "一、", "", "二、", "", "三、"
    ]  # fmt: skip


def test_lists_of_one_definition_count_together() -> None:
    assert labels(items("1:0", "2:0", "2:1", "1:1", "1:0"), LIST + num(2, 0)) == [
        "一、", "二、", "（一）", "（二）", "三、"
    ]  # fmt: skip


def test_lists_of_two_definitions_count_apart() -> None:
    numbering = abstract(0, *OFFICIAL) + abstract(1, *OFFICIAL) + num(1, 0) + num(2, 1)
    assert labels(items("1:0", "2:0", "1:0", "2:1", "1:1"), numbering) == ["一、", "一、", "二、", "（一）", "（一）"]


def test_an_override_restarts_once_and_the_count_goes_on_from_there() -> None:
    numbering = LIST + num(2, 0, restart(0)) + num(3, 0, restart(0, 7))
    assert labels(items("1:0", "1:0", "2:0", "2:0", "1:0", "2:0", "3:0", "1:0"), numbering) == [
        "一、", "二、", "一、", "二、", "三、", "四、", "七、", "八、"
    ]  # fmt: skip


def test_an_override_can_replace_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert labels(items("1:0", "2:0", "1:0"), LIST + num(2, 0, override)) == ["一、", "B)", "三、"]


def test_numbers_of_the_levels_above_are_in_the_text_of_a_level() -> None:
    assert labels(items("1:0", "1:1", "1:0", "1:1", "1:2"), abstract(0, *DECIMAL) + num(1, 0)) == [
        "1", "1.1", "2", "2.1", "2.1.1"
    ]  # fmt: skip


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    assert labels(items("1:2", "1:1", "1:0"), abstract(0, *DECIMAL) + num(1, 0)) == ["1.1.1", "1.2", "2"]


@pytest.mark.parametrize(("after", "expected"), [(0, "2.3"), (1, "2.1")])
def test_a_level_restarts_after_the_level_it_names(after: int, expected: str) -> None:
    second = level(1, "decimal", "%1.%2", inner=f'<w:lvlRestart w:val="{after}"/>')
    numbering = abstract(0, DECIMAL[0], second) + num(1, 0)
    assert labels(items("1:0", "1:1", "1:1", "1:0", "1:1"), numbering)[-1] == expected


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    legal = level(1, "decimal", "%1.%2", inner="<w:isLgl/>")
    numbering = abstract(0, level(0, "chineseCounting", "第%1章"), legal) + num(1, 0)
    assert labels(items("1:0", "1:1"), numbering) == ["第一章", "1.1"]


@pytest.mark.parametrize("form", ["bullet", "none"])
def test_a_bullet_gives_nothing(form: str) -> None:
    numbering = abstract(0, level(0, form, "\uf0b7" if form == "none" else "●")) + num(1, 0)
    assert read_docx(word_file(items("1:0"), numbering=numbering)).text == "文"


def test_words_of_a_level_without_a_numeral_are_kept() -> None:
    assert labels(items("1:0"), abstract(0, level(0, "none", "附件")) + num(1, 0)) == ["附件"]


def test_a_hidden_number_is_not_written_but_counted() -> None:
    hidden = level(0, "decimal", "%1.", inner="<w:rPr><w:vanish/></w:rPr>")
    numbering = abstract(0, hidden, level(1, "decimal", "%1.%2")) + num(1, 0)
    assert labels(items("1:0", "1:0", "1:1"), numbering) == ["", "", "2.1"]


def test_an_empty_paragraph_gives_no_line_but_counts() -> None:
    assert labels(items("1:0") + p("", num_pr(1, 0)) + items("1:0")) == ["一、", "三、"]


def test_a_custom_format_is_read_from_its_fallback() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    one = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{custom}<w:lvlText w:val="%1."/></w:lvl>'
    assert labels(items("1:0"), abstract(0, one) + num(1, 0)) == ["01."]


HEADINGS = abstract(
    0,
    level(0, "chineseCounting", "%1、", inner='<w:pStyle w:val="1"/>'),
    level(1, "chineseCounting", "（%2）", inner='<w:pStyle w:val="2"/>'),
    level(2, "decimal", "%3.", inner='<w:pStyle w:val="3"/>'),
) + num(1, 0)
HEADING_STYLES = (
    style("N", name="Normal")
    + style("1", base="N", inner=f"<w:pPr>{num_pr(1)}</w:pPr>")
    + style("2", base="1")
    + style("3", base="N", inner=f"<w:pPr>{num_pr(1, 2)}</w:pPr>")
    + style("mine", base="2")
    + style("plain", base="2", inner=f"<w:pPr>{num_pr(0)}</w:pPr>")
)


def test_styles_number_their_paragraphs_at_the_level_that_names_them() -> None:
    body = "".join(styled(name, "文") for name in ["1", "2", "2", "3", "3", "1", "2", "3"])
    assert labels(body, HEADINGS, HEADING_STYLES) == ["一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1."]


def test_a_style_inherits_its_number_and_can_do_without() -> None:
    body = styled("2", "文") + styled("mine", "文") + styled("plain", "文") + styled("mine", "文")
    assert labels(body, HEADINGS, HEADING_STYLES) == ["（一）", "（二）", "", "（三）"]


def test_a_paragraph_overrides_list_and_level_of_its_style() -> None:
    body = styled("1", "文") + styled("2", "文", num_pr(None, 2)) + styled("2", "文", num_pr(0)) + styled("1", "文")
    assert labels(body, HEADINGS, HEADING_STYLES) == ["一、", "1.", "", "二、"]


def test_the_default_style_can_be_a_list() -> None:
    normal = style("N", name="Normal", inner=f"<w:pPr>{num_pr(1)}</w:pPr>")
    assert labels("<w:p><w:r><w:t>文</w:t></w:r></w:p>" + styled("nowhere", "文"), LIST, normal) == ["一、", "二、"]


def test_a_style_of_lists_lends_its_levels() -> None:
    numbering = (
        abstract(0, '<w:styleLink w:val="L"/>', *OFFICIAL)
        + abstract(1, '<w:numStyleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    lists = style("L", kind="numbering", inner=f"<w:pPr>{num_pr(1)}</w:pPr>")
    assert labels(items("2:0", "2:1", "2:0"), numbering, lists) == ["一、", "（一）", "二、"]


def test_numbers_run_on_through_tables_text_boxes_and_tracked_changes() -> None:
    table = f"<w:tbl><w:tr><w:tc>{items('1:0')}</w:tc><w:tc>{items('1:0', '1:0')}</w:tc></w:tr></w:tbl>"
    assert labels(items("1:0") + table + items("1:0")) == ["一、", "二、", "三、", "四、", "五、"]


def test_a_former_number_of_a_tracked_change_is_not_counted() -> None:
    changed = f"<w:pPrChange><w:pPr>{num_pr(1, 0)}</w:pPr></w:pPrChange>"
    assert labels(p("文", changed) + items("1:0")) == ["", "一、"]


@pytest.mark.parametrize(
    ("body", "numbering"),
    [
        (items("7:0"), LIST),
        (items("1:9"), LIST),
        (items("1:-1"), LIST),
        (items("x:y"), LIST),
        (items("1:0"), num(1, 0)),
        (items("1:0"), num(1, 99)),
        (items("1:0"), abstract(0) + num(1, 0)),
        (items("1:0"), abstract(0, '<w:numStyleLink w:val="L"/>') + num(1, 0)),
        (items("1:0"), "<w:num/><w:abstractNum/><w:num w:numId='1'/>"),
        (items("1:0"), abstract(0, "<w:lvl/>", '<w:lvl w:ilvl="0"/>', '<w:lvl w:ilvl="x"/>') + num(1, 0)),
        (items("99999999999999999999:0"), LIST),
        ("<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>", LIST),
    ],
)
def test_a_list_that_is_not_there_gives_no_number(body: str, numbering: str) -> None:
    assert labels(body, numbering) == [""]


def test_styles_and_lists_that_go_in_circles_end() -> None:
    styles = (
        style("a", base="b") + style("b", base="a") + style("L", kind="numbering", inner=f"<w:pPr>{num_pr(1)}</w:pPr>")
    )
    assert labels(styled("a", "文", num_pr(1)), abstract(0, '<w:numStyleLink w:val="L"/>') + num(1, 0), styles) == [""]


@pytest.mark.parametrize("start", [-3, 0, 999_999_999, "9" * 5000, "x", None])
@pytest.mark.parametrize("form", ["lowerRoman", "upperLetter", "chineseCounting", "ideographZodiac", "decimal"])
def test_a_start_out_of_all_bounds_gives_a_short_number(form: str, start: int | str | None) -> None:
    numbering = abstract(0, level(0, form, "%1" * 500, start=start)) + num(1, 0)
    assert len(labels(items("1:0"), numbering)[0]) <= 100 * 10


@pytest.mark.parametrize(
    ("form", "numbers", "written"),
    [
        ("chineseCounting", [1, 10, 11, 20, 21, 99, 100, 101], "一 十 十一 二十 二十一 九十九 一○○ 一○一"),
        ("chineseCountingThousand", [0, 10, 19, 100, 101, 110, 1001, 2012], "零 十 十九 一百 一百零一 一百一十 一千零一 二千零一十二"),
        ("taiwaneseCountingThousand", [12, 115, 10_000], "十二 一百一十五 10000"),
        ("japaneseCounting", [1, 10, 100, 111, 230], "一 十 百 百十一 二百三十"),
        ("ideographDigital", [1, 10, 25, 100], "一 一〇 二五 一〇〇"),
        ("chineseLegalSimplified", [1, 2, 3, 10, 21, 105], "壹 贰 叁 壹拾 贰拾壹 壹佰零伍"),
        ("ideographLegalTraditional", [2, 3, 16], "貳 參 壹拾陸"),
        ("ideographTraditional", [1, 10, 11], "甲 癸 11"),
        ("ideographZodiac", [1, 12, 13], "子 亥 13"),
        ("ideographZodiacTraditional", [1, 60, 61], "甲子 癸亥 61"),
        ("ideographEnclosedCircle", [1, 10, 11], "㊀ ㊉ 11"),
        ("decimal", [1, 10], "1 10"),
        ("decimalFullWidth", [1, 10], "１ １０"),
        ("decimalZero", [1, 10], "01 10"),
        ("decimalEnclosedCircle", [1, 20, 21], "① ⑳ 21"),
        ("decimalEnclosedCircleChinese", [1, 10], "① ⑩"),
        ("decimalEnclosedParen", [1, 20, 21], "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", [1, 20, 21], "⒈ ⒛ 21"),
        ("lowerLetter", [1, 26, 27, 54], "a z aa bbb"),
        ("upperLetter", [1, 28], "A BB"),
        ("lowerRoman", [1, 4, 9, 40], "i iv ix xl"),
        ("upperRoman", [14, 1999], "XIV MCMXCIX"),
        ("unheardOf", [3], "3"),
    ],
)  # fmt: skip
def test_a_format_writes_its_numbers(form: str, numbers: list[int], written: str) -> None:
    assert [write_numeral(number, form) for number in numbers] == written.split()


@given(st.integers(-(10**12), 10**12), st.sampled_from(["chineseCounting", "upperRoman", "lowerLetter", "decimalZero"]))
def test_every_number_can_be_written(number: int, form: str) -> None:
    assert 0 < len(write_numeral(number, form)) <= 30


@given(st.integers(1, 99))
def test_a_spoken_number_reads_back(number: int) -> None:
    written = write_numeral(number, "chineseCounting")
    tens, ten, ones = written.rpartition("十")
    digits = "零一二三四五六七八九"
    assert (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(ones) if ones else 0) == number


def office_labels(content: bytes, folder: Path) -> list[str]:
    """What LibreOffice shows before the text, in its export as plain text."""
    (folder / "list.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "list.docx")], check=True, capture_output=True, timeout=300)
    lines = (folder / "list.txt").read_text("utf-8-sig").split("\n")
    return [re.sub(r"\s", "", line.partition("文")[0]) for line in lines if line.strip()]


# beyond these LibreOffice writes some formats otherwise than the standard: 一〇 as 十, 一○○ as 一百, ⑴ as 1
ORACLE = (
    *[(form, range(1, 100)) for form in ("chineseCounting", "taiwaneseCounting", "japaneseCounting")],
    *[(form, range(1, 121)) for form in ("chineseCountingThousand", "chineseLegalSimplified", "decimal", "decimalZero")],
    *[(form, range(1, 121)) for form in ("upperLetter", "lowerLetter", "upperRoman", "lowerRoman")],
    *[(form, range(1, 13)) for form in ("ideographTraditional", "ideographZodiac", "decimalEnclosedCircle")],
)  # fmt: skip


@pytest.mark.minutes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_numbers_are_those_that_libreoffice_shows(tmp_path: Path) -> None:
    definitions, lists, body, own = "", "", "", []
    for i, (form, numbers) in enumerate(ORACLE):
        definitions += abstract(i, level(0, form, "[%1]"))
        lists += num(i + 1, i)
        body += items(*[f"{i + 1}:0" for _ in numbers])
        own += [f"[{write_numeral(number, form)}]" for number in numbers]
    content = word_file(body, numbering=definitions + lists)
    assert labels(body, definitions + lists) == own
    assert office_labels(content, tmp_path) == own


@pytest.mark.minutes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_counting_is_that_of_libreoffice(tmp_path: Path) -> None:
    chance = random.Random(7)
    definitions, lists, body = "", "", ""
    for i in range(20):
        levels = DECIMAL if i % 2 else OFFICIAL
        definitions += abstract(i, *levels)
        lists += num(3 * i + 1, i) + num(3 * i + 2, i) + num(3 * i + 3, i, restart(chance.randrange(2)))
        body += items(*[f"{3 * i + chance.randint(1, 3)}:{chance.randrange(len(levels))}" for _ in range(30)])
    own = labels(body, definitions + lists)
    assert len(own) == 600
    assert office_labels(word_file(body, numbering=definitions + lists), tmp_path) == own


@pytest.mark.minutes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_numbers_of_styles_are_those_that_libreoffice_shows(tmp_path: Path) -> None:
    names = ["1", "2", "2", "3", "mine", "3", "plain", "2", "1", "3", "2", "mine", "1", "2", "3"]
    body = "".join(styled(name, "文") for name in names) + styled("2", "文", num_pr(None, 0))
    # LibreOffice does not look for the style among the levels
    styles = HEADING_STYLES.replace(style("2", base="1"), style("2", base="1", inner=f"<w:pPr>{num_pr(1, 1)}</w:pPr>"))
    own = labels(body, HEADINGS, styles)
    content = word_file(body, numbering=HEADINGS, styles=styles)
    assert office_labels(content, tmp_path) == own
