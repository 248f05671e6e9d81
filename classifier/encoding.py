"""From bytes to text without guessing and without losing a character.

A byte-order mark decides, then a declared Chinese charset, then strict UTF-8, then strict GB18030. Takes all bytes at
once (`decode_text`) or a file of any size (`open_text`).
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

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
# The commoner half of GB2312's characters, two or more together, which are valid in UTF-8 as well: 什么 is ʲô there.
# No Chinese text in UTF-8 looks like this, and hardly a word of Latin, Greek or Cyrillic letters.
_WORDS_OF_GBK = re.compile(rb"[\x00-\x7f]*+(?:(?:[\xc2-\xd7][\xa1-\xbf]){2,}+[\x00-\x7f]*+)++")
_STRAY = 0.01  # share of control characters: a page has one here and there, a binary file a third
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_PIECE = 1 << 16  # bytes of a file that are looked at together


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
        raise _binary(f"a NUL byte at byte {content.index(0)}")
    likelier = "gb18030" if _WORDS_OF_GBK.fullmatch(content) else "utf-8"
    wanted = _DECLARED.get(declared.strip().strip("\"'").lower(), likelier)
    for encoding in dict.fromkeys((wanted, "utf-8", "gb18030")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _finish(text), encoding
    raise DocumentError(_where(content))


def open_text(source: BinaryIO) -> io.TextIOWrapper:
    """Open a file of any size for reading as text, line ends as ``\\n``, in the encoding that `decode_text` finds.

    Parameters
    ----------
    source : binary file
        Seekable; it is read through once to find the encoding, and belongs to the text file from then on.

    Raises
    ------
    DocumentError
        As `decode_text` does; also if there is a NUL anywhere.
    """
    encoding, start = _find_encoding(source)
    source.seek(start)
    text = io.TextIOWrapper(source, encoding=encoding, newline=None)
    begin = text.tell()
    if text.read(1) != "\ufeff":  # a second mark is no text either
        text.seek(begin)
    return text


def peek_text(head: bytes) -> str:
    """Give the text that a file's first bytes begin with, as far as it can be told from them."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _find_encoding(source: BinaryIO) -> tuple[str, int]:
    """Give a file's encoding and the number of bytes of its mark."""
    source.seek(0)
    head = source.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            wrong = _first_invalid(source, encoding, len(mark))
            if wrong is not None:
                raise _not_as_marked(encoding, wrong)
            return encoding, len(mark)
    reach = []
    for encoding in ("utf-8", "gb18030"):
        wrong = _first_invalid(source, encoding, 0)
        if wrong is None:
            return encoding, 0
        reach.append(wrong)
    raise DocumentError(_in_no_encoding(max(reach)))


def _first_invalid(source: BinaryIO, encoding: str, start: int) -> int | None:
    """Give the first byte that is not valid in an encoding; None if all are, and those of a text."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    source.seek(start)
    length = control = 0
    first = ""
    while True:
        piece = source.read(_PIECE)
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            return start - pending + error.start
        if "\0" in text:
            raise _binary(f"a NUL at character {length + text.index(chr(0))}")
        found = _CONTROL.findall(text)
        if found and not first:
            first = f"the first at character {length + text.index(found[0])}"
        start, length, control = start + len(piece), length + len(text), control + len(found)
        if not piece:
            break
    if control > length * _STRAY:
        raise _binary(f"{control} control characters, {first}")
    return None


def _strict(content: bytes, encoding: str, *, offset: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_as_marked(encoding, error.start + offset) from error


def _where(content: bytes) -> str:
    reach = []
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError as error:
            reach.append(error.start)
    return _in_no_encoding(max(reach))


def _in_no_encoding(start: int) -> str:
    return (
        f"is text in no known encoding (byte {start} is valid neither in UTF-8 nor in GB18030); "
        "open it in the program that wrote it and save it as UTF-8"
    )


def _not_as_marked(encoding: str, start: int) -> DocumentError:
    return DocumentError(f"is marked as {encoding} but byte {start} is not valid in it; save it again as UTF-8")


def _binary(what: str) -> DocumentError:
    return DocumentError(f"is a binary file, not text ({what}); save it as UTF-8 text")


def _finish(text: str) -> str:
    control = _CONTROL.findall(text)
    if len(control) > len(text) * _STRAY:
        raise _binary(f"{len(control)} control characters, the first at character {text.index(control[0])}")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
