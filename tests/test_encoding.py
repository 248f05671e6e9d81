"""Bytes to text: what decides, what is kept, and what an undecodable file says."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.encoding import decode_text, open_text
from classifier.errors import DocumentError

SENTENCE = "云泽县全年办结行政复议案件三十二件。"
RARE = "朱镕同志到硚口调研。"  # GB2312 has neither 镕 nor 硚
FOUR_BYTES = "𠮷家村调委会主任㐂某某。"  # only GB18030 has them, in four bytes


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_text(mark: bytes, encoding: str) -> None:
    assert decode_text(mark + SENTENCE.encode(encoding)) == (SENTENCE, encoding)


def test_a_byte_order_mark_outweighs_the_declared_charset() -> None:
    assert decode_text(codecs.BOM_UTF8 + SENTENCE.encode(), "gb2312") == (SENTENCE, "utf-8")


def test_utf8_without_a_mark_is_recognised() -> None:
    assert decode_text(SENTENCE.encode()) == (SENTENCE, "utf-8")


@pytest.mark.parametrize("declared", ["gb2312", "GB2312", "gbk", "'gbk'", " gb18030 ", "x-gbk", "cp936"])
def test_a_declared_gb2312_or_gbk_keeps_the_characters_that_gb2312_lacks(declared: str) -> None:
    assert decode_text(RARE.encode("gb18030"), declared) == (RARE, "gb18030")


def test_gbk_without_a_declaration_is_recognised() -> None:
    assert decode_text(RARE.encode("gbk")) == (RARE, "gb18030")


@pytest.mark.parametrize("declared", ["", "gb2312"])
def test_four_byte_characters_of_gb18030_are_kept(declared: str) -> None:
    assert decode_text(FOUR_BYTES.encode("gb18030"), declared) == (FOUR_BYTES, "gb18030")


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_a_page_declared_latin_that_is_gbk_is_read_as_gb18030(declared: str) -> None:
    assert decode_text(SENTENCE.encode("gbk"), declared) == (SENTENCE, "gb18030")


@pytest.mark.parametrize(
    "declared", ["utf-16", "unicode", "unicode_escape", "undefined", "idna", "rot13", "中文", "x" * 300]
)
def test_a_charset_that_the_declaration_itself_is_not_in_is_passed_over(declared: str) -> None:
    assert decode_text(SENTENCE.encode(), declared) == (SENTENCE, "utf-8")


def test_a_page_declared_gbk_that_is_not_valid_in_it_is_read_as_utf8() -> None:
    content = "镇".encode()  # three bytes: no whole number of GBK characters
    assert decode_text(content, "gbk") == ("镇", "utf-8")


def test_a_page_declared_utf8_that_is_gbk_is_read_as_gb18030() -> None:
    assert decode_text(SENTENCE.encode("gbk"), "utf-8") == (SENTENCE, "gb18030")


def test_a_declared_big5_is_believed() -> None:
    assert decode_text("法治政府建設".encode("big5"), "big5") == ("法治政府建設", "big5hkscs")


def test_bytes_valid_in_nothing_are_refused_with_the_offset() -> None:
    with pytest.raises(DocumentError, match=r"no known encoding \(byte 6 .*save it as UTF-8"):
        decode_text("法治".encode() + b"\xff\xff" + "政府".encode())


def test_bytes_not_valid_in_the_marked_encoding_are_refused_with_the_offset_in_the_file() -> None:
    with pytest.raises(DocumentError, match="marked as utf-8 but byte 6 is not valid"):
        decode_text(codecs.BOM_UTF8 + "法".encode() + b"\xff")


def test_half_a_character_of_utf16_is_refused() -> None:
    with pytest.raises(DocumentError, match="marked as utf-16-le but byte 4 is not valid"):
        decode_text(codecs.BOM_UTF16_LE + "法".encode("utf-16-le") + b"\x11")


def test_a_nul_byte_is_refused_with_its_offset() -> None:
    with pytest.raises(DocumentError, match="binary file, not text .a NUL byte at byte 3"):
        decode_text(b"abc\0def")


def test_a_stray_control_character_in_a_long_page_stays_where_it_is() -> None:
    text = "全面推进依法行政\x02" + "组织法治讲座。" * 60
    assert decode_text(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_control_character_is_refused_with_its_place(mark: bytes) -> None:
    with pytest.raises(DocumentError, match="1 control characters, the first at character 2"):
        decode_text(mark + "法治\x02政府".encode())


def test_a_nul_after_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(DocumentError, match="control character"):
        decode_text(codecs.BOM_UTF16_LE + "法\0治".encode("utf-16-le"))


def test_tabs_form_feeds_and_vertical_tabs_are_text() -> None:
    assert decode_text("一\t二\f三\v四".encode())[0] == "一\t二\f三\v四"


def test_line_ends_of_windows_and_old_mac_become_newlines() -> None:
    assert decode_text("一\r\n二\r三\n四".encode())[0] == "一\n二\n三\n四"


def test_a_second_byte_order_mark_is_dropped() -> None:
    assert decode_text(codecs.BOM_UTF8 * 2 + SENTENCE.encode())[0] == SENTENCE


@given(st.binary(max_size=200), st.sampled_from(["", "gb2312", "utf-8", "big5", "utf-7", "hex"]))
def test_any_bytes_are_decoded_or_refused_in_words(content: bytes, declared: str) -> None:
    try:
        text, encoding = decode_text(content, declared)
    except DocumentError as error:
        assert "byte" in str(error) or "character" in str(error)
    else:
        assert "\r" not in text
        assert codecs.lookup(encoding)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_no_character_is_lost_in_gb18030(text: str) -> None:
    assert decode_text(("云" + text).encode("gb18030"), "gbk")[0] == "云" + text


@given(st.binary(max_size=100), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]))
def test_a_file_is_decoded_as_bytes_are(content: bytes, mark: bytes) -> None:
    content = mark + content
    try:
        expected, _ = decode_text(content)
    except DocumentError:
        expected = None
    if expected is not None and "\0" not in expected:
        assert open_text(io.BytesIO(content)).read() == expected
    else:
        with pytest.raises(DocumentError):
            open_text(io.BytesIO(content))


def test_a_file_of_many_pieces_is_decoded_whole() -> None:
    text = "云" + "普法宣传，\r\n" * 30_000 + "\x02"
    assert open_text(io.BytesIO(text.encode("gb18030"))).read() == text.replace("\r", "")


def test_what_is_wrong_deep_in_a_file_has_its_place() -> None:
    text = "云" + "普法宣传，" * 30_000
    content = text.encode("gb18030")
    with pytest.raises(DocumentError, match=rf"\(byte {len(content)} is valid neither"):
        open_text(io.BytesIO(content + b"\xff\xff"))
    with pytest.raises(DocumentError, match=rf"a NUL at character {len(text)}\)"):
        open_text(io.BytesIO(content + b"\0"))
