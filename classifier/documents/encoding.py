"""From bytes to text without guessing and without losing a character.

A byte-order mark decides, then a declared Chinese charset, then strict UTF-8, then strict GB18030.
"""

from __future__ import annotations

import codecs
import re

from classifier.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Sites declare GB2312 and GBK and write characters that only GB18030, their superset, has (硚, 镕). What is not listed
# is passed over: no Chinese page is in iso-8859-1, and one whose declaration can be read as ASCII is not in UTF-16.
_DECLARED = {
    **dict.fromkeys(["gb2312", "gbk", "cp936", "gb_2312-80", "x-gbk", "gb18030"], "gb18030"),
    **dict.fromkeys(["utf-8", "utf8"], "utf-8"),
    **dict.fromkeys(["big5", "big5-hkscs", "x-x-big5", "cn-big5"], "big5hkscs"),
}
_STRAY = 0.01  # share of control characters: a page has one here and there, a binary file a third
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def decode_text(content: bytes, declared: str = "") -> tuple[str, str]:
    """Decode bytes; give the text, line ends as ``\\n``, and the encoding's name.

    Parameters
    ----------
    content : bytes
    declared : str
        The charset that the document says it has, if it says so. If the bytes are not valid in it, it is passed over.

    Raises
    ------
    DocumentError
        If the bytes are those of no text (NUL bytes), or not valid in any of the encodings; the message gives the
        byte offset.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _finish(_strict(content[len(mark) :], encoding, offset=len(mark))), encoding
    if b"\0" in content:
        raise DocumentError(
            f"is a binary file, not text (a NUL byte at byte {content.index(0)}); save it as UTF-8 text or HTML"
        )
    wanted = _DECLARED.get(declared.strip().strip("\"'").lower(), "utf-8")
    for encoding in dict.fromkeys((wanted, "utf-8", "gb18030")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _finish(text), encoding
    raise DocumentError(_where(content))


def _strict(content: bytes, encoding: str, *, offset: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"is marked as {encoding} but byte {error.start + offset} is not valid in it; save it again as UTF-8"
        ) from error


def _where(content: bytes) -> str:
    reach = []
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError as error:
            reach.append((error.start, encoding))
    start, _ = max(reach)
    return (
        f"is text in no known encoding (byte {start} is valid neither in UTF-8 nor in GB18030); "
        "open it in the program that wrote it and save it as UTF-8"
    )


def _finish(text: str) -> str:
    control = _CONTROL.findall(text)
    if len(control) > len(text) * _STRAY:
        raise DocumentError(
            f"is a binary file, not text ({len(control)} control characters, the first at character "
            f"{text.index(control[0])}); save it as UTF-8 text or HTML"
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
