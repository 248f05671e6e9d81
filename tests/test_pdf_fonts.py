"""Characters of PDF files: what fonts tell, and what they confuse."""

from __future__ import annotations

import pytest

from classifier.documents.pdf import read_pdf
from classifier.errors import DocumentError
from tests.pdf_files import LEFT, SONG, pdf, show, stream
from tests.pdf_report import OPENING


def read(content: bytes) -> list[str]:
    return read_pdf(content).text.split("\n")


def font_with(texts: dict[int, str], *, extra: bytes = b"") -> tuple[bytes, dict[int, bytes]]:
    """A font whose codes mean what its own map says, and the objects that it needs."""
    entries = b"".join(
        b"<%04x> <%b>\n" % (code, text.encode("utf-16-be").hex().encode()) for code, text in texts.items()
    )
    cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n%d beginbfchar\n%bendbfchar" % (len(texts), entries)
    font = SONG.replace(b"/UniGB-UTF16-H", b"/Identity-H /ToUnicode 1000 0 R")
    return font + extra, {1000: stream(cmap)}


def show_codes(*codes: int) -> bytes:
    return b"BT /F1 16 Tf 80 700 Td <%b> Tj ET\n" % "".join(f"{code:04x}" for code in codes).encode()


def read_codes(texts: dict[int, str], *codes: int) -> str:
    font, objects = font_with(texts)
    return read_pdf(pdf([show_codes(*codes)], font=font, objects=objects)).text


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("⼈⺠政府⼯作", "人民政府工作"),
        ("⻄南⻋站⻓期⻘年⻔户", "西南车站长期青年门户"),
        ("⾏政\uf9b5外", "行政例外"),
        ("（ＡＢＣ）１２３，。", "（ＡＢＣ）１２３，。"),
        ("二〇二三年", "二〇二三年"),
        ("o\ufb03ce", "office"),
        ("\uf06c加强组织领导", "•加强组织领导"),
    ],
)
def test_characters_that_fonts_confuse_are_the_ordinary_ones(shown: str, meant: str) -> None:
    assert read_codes({i + 1: c for i, c in enumerate(shown)}, *range(1, len(shown) + 1)) == meant


def test_maps_of_codes_are_read_in_every_form() -> None:
    texts = b"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange <01> <02> [<529e> <7ed3>] <03> <04> <4E09> endbfrange"
    glyphs = b"1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <01> <04> 100 endcidrange 1 begincidchar <05> 7 endcidchar"
    font = SONG.replace(b"/UniGB-UTF16-H", b"1001 0 R /ToUnicode 1000 0 R").replace(
        b"/DW 1000", b"/W [100 103 1000 7 [300]]"
    )
    content = pdf(
        [b"BT /F1 16 Tf 80 700 Td <0102> Tj 32 0 Td <0304> Tj ET"],
        font=font,
        objects={1000: stream(texts), 1001: stream(glyphs)},
    )
    assert read(content) == ["办结三上"]


def test_half_a_character_is_none() -> None:
    font, objects = font_with(dict(enumerate("办结行政复议案件三十件", start=1)))
    objects[1000] = objects[1000].replace(b"endbfchar", b"endbfchar 1 beginbfrange <0063> <0064> <d800> endbfrange")
    content = pdf([show_codes(*range(1, 12), 0x63)], font=font, objects=objects)
    with pytest.warns(UserWarning, match="1 of 12 characters"):
        assert read_pdf(content).text.endswith("三十件\ufffd")


def test_controls_and_marks_of_no_width_are_no_text() -> None:
    assert read_codes({1: "办\n结", 2: "三\u200b件", 3: "\xad。"}, 1, 2, 3) == "办结三件。"


def test_the_actual_text_of_a_glyph_goes_before_what_its_font_says() -> None:
    font, objects = font_with({1: "⼈", 2: "民"})
    content = b"BT /F1 16 Tf 80 700 Td /Span << /ActualText <FEFF4EBA> >> BDC <0001> Tj EMC <0002> Tj ET"
    assert read_pdf(pdf([content], font=font, objects=objects)).text == "人民"


@pytest.mark.parametrize(
    ("items", "meant"),
    [
        ("[<法> -300 <治> -300 <政> -300 <府>]", "法治政府"),
        ("[<2023> -250 <年>]", "2023年"),
        ("[<２０２３ 年>]", "２０２３年"),
        ("[<办结 > -100 <31> -250 <件>]", "办结31件"),
        ("[<Rule> -300 <of> -300 <law>]", "Rule of law"),
        ("[<Rule of law>]", "Rule of law"),
        ("[<县长> -1500 <张某某>]", "县长 张某某"),
        ("[<（一）> -1500 <规范执法>]", "（一）规范执法"),
        ("[<目> -2000 <录>]", "目录"),
    ],
)
def test_gaps_are_spaces_only_between_words(items: str, meant: str) -> None:
    parts = items.replace("<", "\0<").split("\0")
    coded = "".join(
        f"<{part[1 : part.index('>')].encode('utf-16-be').hex()}>{part[part.index('>') + 1 :]}"
        if part[0] == "<"
        else part
        for part in parts
    )
    assert read(pdf([b"BT /F1 16 Tf 80 700 Td %b TJ ET" % coded.encode()])) == [meant]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    twice = show("云泽县人民政府") + show("云泽县人民政府", LEFT + 0.4)
    each = b"".join(show(c, LEFT + 16 * i + d, 600) for i, c in enumerate("人人有责") for d in (0, 0.4))
    assert read(pdf([twice + each])) == ["云泽县人民政府", "人人有责"]


@pytest.mark.parametrize(
    ("name", "codec"), [("GBK-EUC-H", "gbk"), ("GBK2K-H", "gb18030"), ("UniGB-UCS2-H", "utf-16-be")]
)
def test_codes_of_chinese_encodings_are_read(name: str, codec: str) -> None:
    text = "硚口区2023年（A类）"
    content = b"BT /F1 16 Tf 80 700 Td <%b> Tj ET" % text.encode(codec).hex().encode()
    assert read(pdf([content], font=SONG.replace(b"UniGB-UTF16-H", name.encode()))) == [text]


@pytest.mark.parametrize(
    ("encoding", "shown", "meant"),
    [
        (b"/WinAnsiEncoding", b"(2023 \\226 A\\222s)", "2023 – A’s"),
        (b"<< /Differences [1 /two /zero /percent /uni4E91 /A] >>", b"<0102040503>", "20云A%"),
    ],
)
def test_codes_of_latin_fonts_are_read(encoding: bytes, shown: bytes, meant: str) -> None:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Times /Encoding %b >>" % encoding
    assert read(pdf([b"BT /F1 16 Tf 80 700 Td %b Tj ET" % shown], font=font)) == [meant]


@pytest.mark.parametrize(
    ("font", "content"),
    [
        (SONG.replace(b"UniGB-UTF16-H", b"Identity-H"), show(OPENING)),
        (b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+FangSong >>", b"BT /F1 16 Tf 80 700 Td (GHIJ) Tj ET"),
        (b"<< /Type /Font /Subtype /Type3 >>", b"BT /F1 16 Tf 80 700 Td <0102030405> Tj ET"),
    ],
)
def test_a_font_that_tells_no_characters_is_no_reason_to_guess(font: bytes, content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^holds text that cannot be recovered: its fonts do not tell .* run OCR"):
        read_pdf(pdf([content], font=font))


def test_single_characters_that_are_not_told_are_counted() -> None:
    with pytest.warns(UserWarning, match=r"^1 of 12 characters are not told"):
        assert read_codes(dict(enumerate("办结行政复议案件三十件", start=1)), *range(1, 12), 99)[-1] == "�"


@pytest.mark.parametrize(
    ("key", "font"),
    [
        ("/ToUnicode", SONG.replace(b"/DescendantFonts", b"/ToUnicode 999 0 R /DescendantFonts")),
        ("/Encoding", SONG.replace(b"/UniGB-UTF16-H", b"999 0 R")),
        ("/DescendantFonts", SONG[: SONG.index(b"[")] + b"999 0 R >>"),
    ],
)
def test_a_font_whose_parts_are_missing_is_damage(key: str, font: bytes) -> None:
    with pytest.raises(DocumentError, match=rf"^cannot be read at page 1 \(the {key} of a font is missing\)"):
        read_pdf(pdf([show(OPENING)], font=font))
