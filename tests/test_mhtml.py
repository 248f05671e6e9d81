"""Web pages saved as one file: the page among its pictures and style sheets."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.mhtml import read_mhtml
from classifier.errors import DocumentError

TEXT = "全年办结行政复议案件三十二件，纠正不当行政行为四件，无一超期，群众满意度不断提高。"
PAGE = f"<html><head><title>云泽县2023年法治政府建设工作报告</title></head><body><p>{TEXT}</p></body></html>"
FRAMES = "<html><frameset cols='200,*'><frame src='menu.htm'><frame src='text.htm'></frameset></html>"
MENU = "<html><body><a href='1'>首页</a></body></html>"


def part(kind: str, content: bytes, coding: str = "quoted-printable") -> bytes:
    body = quopri.encodestring(content) if coding == "quoted-printable" else base64.encodebytes(content)
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: x\r\n\r\n".encode() + body


def whole(*parts: bytes) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.cn/1.html\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--x----"\r\n\r\n'
    )
    rows = b"".join(b"\r\n------MultipartBoundary--x----\r\n" + row for row in parts)
    return head.encode() + rows + b"\r\n------MultipartBoundary--x------\r\n"


STYLE = part("text/css", b"p {color: red}")
PICTURE = part("image/png", b"\x89PNG\r\n\x1a\n", "base64")


def test_the_page_is_read_and_not_what_comes_with_it() -> None:
    extract = read_mhtml(whole(part("text/html", PAGE.encode()), STYLE, PICTURE))
    assert (extract.text, extract.title) == (TEXT, "云泽县2023年法治政府建设工作报告")


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [('text/html; charset="gb2312"', "gb18030"), ("text/html; charset=utf-8", "utf-8"), ("text/html", "gb18030"), ("text/html; charset=big5", "big5")],
)  # fmt: skip
@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_the_charset_of_the_part_is_believed(kind: str, encoding: str, coding: str) -> None:
    text = "依法行政扎實推進，行政機關負責人出庭應訴" if encoding == "big5" else TEXT
    page = f"<html><body><p>{text}</p></body></html>".encode(encoding)
    assert read_mhtml(whole(part(kind, page, coding))).text == text


def test_a_page_that_declares_the_charset_it_had_before_it_was_saved_is_read_as_it_is() -> None:
    page = PAGE.replace("<head>", "<head><meta charset=gb2312>").encode()
    assert read_mhtml(whole(part("text/html", page))).text == TEXT


def test_of_a_page_of_frames_the_frame_with_the_text_is_read() -> None:
    parts = [part("text/html", page.encode()) for page in (FRAMES, MENU, PAGE)]
    assert read_mhtml(whole(*parts)).text == TEXT


def test_a_page_that_is_the_only_part_is_read() -> None:
    content = b"MIME-Version: 1.0\r\n" + part("text/html; charset=utf-8", PAGE.encode())
    assert read_mhtml(content).text == TEXT


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(DocumentError, match="without a page in it; open it in a browser"):
        read_mhtml(whole(STYLE, PICTURE))


def test_the_fault_of_the_first_page_is_told() -> None:
    with pytest.raises(DocumentError, match="only frames"):
        read_mhtml(whole(part("text/html", FRAMES.encode())))


def test_parts_within_parts_without_end_are_refused() -> None:
    content = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(3000))
    with pytest.raises(DocumentError, match="too many parts within parts"):
        read_mhtml(content)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"--x\r\nContent-Type: text/html\r\n\r\n", b"Content-Type: text/html; charset=\xff\r\n\r\n"]),
)
def test_whatever_the_bytes_are_only_a_document_error_is_raised(content: bytes, before: bytes) -> None:
    head = b'Content-Type: multipart/related; boundary="x"\r\n\r\n'
    for whole_file in (before + content, head + before + content):
        try:
            read_mhtml(whole_file)
        except DocumentError:
            continue
