"""Fonts of a PDF file: from the codes that a page shows to characters and their widths.

Takes a font's dictionary. Only what reading needs: no shapes, no vertical writing. A code whose character the file
does not tell becomes U+FFFD, never a guess that looks like text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from classifier.documents.pdf_cmaps import CodeMap, check_count, read_code_map
from classifier.documents.pdf_objects import entry, resolve, whole_data

UNKNOWN = "\ufffd"

_EM = 1000  # the unit of widths, but of Type 3 fonts
_PARTS = ("/ToUnicode", "/Encoding", "/DescendantFonts", "/Widths")
_HALF = 0.5  # em, of a letter whose width the font does not tell
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# predefined maps of codes, by their names: UniGB-UCS2-H, GBK-EUC-H, ETen-B5-H; UTF-8 and UTF-32 ones are not in use
_CODECS = (
    (re.compile(r"Identity|UTF8|UTF32"), ""),
    (re.compile(r"UTF16|UCS2"), "utf-16-be"),
    (re.compile(r"GBK2K"), "gb18030"),
    (re.compile(r"GB"), "gbk"),
    (re.compile(r"B5|ETen|HKscs|CNS"), "big5hkscs"),
    (re.compile(r"RKSJ"), "cp932"),
)
_LATIN = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
# the names that fonts give to characters other than letters
_NAMED = {
    "space": " ", "exclam": "!", "quotedbl": '"', "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
    "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-",
    "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=",
    "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": "\\", "bracketright": "]",
    "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|", "braceright": "}",
    "asciitilde": "~", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–",
    "emdash": "—", "bullet": "•", "periodcentered": "·", "ellipsis": "…", "fi": "fi", "fl": "fl", "minus": "−",
    "multiply": "×", "degree": "°", "nbspace": " ", "section": "§",
}  # fmt: skip


class Glyph(NamedTuple):
    """One code shown: its text, its width in em, and whether it is the one-byte space that word spacing widens."""

    text: str
    width: float
    is_space: bool = False


class Font:
    """What a font says of its codes.

    Parameters
    ----------
    resource : mapping
        The font's dictionary.

    Raises
    ------
    ValueError
        If it names more codes than a font can have, or part of it is missing.
    """

    def __init__(self, resource: Mapping[str, Any]) -> None:
        self._resource = resource  # kept alive: fonts are told apart by the identity of their dictionaries
        lost = next((key for key in _PARTS if key in resource and entry(resource, key) is None), None)
        if lost:
            raise ValueError(f"the {lost} of a font is missing")
        encoding = entry(resource, "/Encoding")
        name = entry(encoding, "/BaseEncoding") if isinstance(encoding, Mapping) else encoding
        unicode = _read_map(entry(resource, "/ToUnicode"))
        self._texts = unicode.texts
        self._numbers: dict[int, int] = {}
        self._glyphs: dict[bytes, Glyph] = {}
        self._composite = entry(resource, "/Subtype") == "/Type0"
        if self._composite:
            descendant = resolve((entry(resource, "/DescendantFonts") or [None])[0])
            self._codec = next((codec for pattern, codec in _CODECS if pattern.search(str(name))), "")
            codes = _read_map(encoding)
            self._numbers = codes.glyphs
            lengths = codes.lengths or unicode.lengths
            self._step = min(lengths) if len(lengths) == 1 else 2
            self._names: dict[int, str] = {}
            self._is_whole = False
            self._default = _number(entry(descendant, "/DW"), _EM) / _EM
            self._widths = _read_cid_widths(entry(descendant, "/W") or [])
        else:
            self._codec = _LATIN.get(str(name), "")
            # codes of a font cut down to what is shown count its glyphs, and are no letters
            self._is_whole = "+" not in str(entry(resource, "/BaseFont") or "+")
            self._step = 1
            self._names = _read_differences(encoding)
            self._default = _HALF
            self._widths = _read_widths(resource)

    def decode(self, shown: bytes) -> list[Glyph]:
        """Give the glyphs of a string, in order."""
        return [self._glyphs.get(code) or self._look_up(code) for code in self._split(shown)]

    def _split(self, shown: bytes) -> Iterator[bytes]:
        start = 0
        while start < len(shown):
            step = _code_length(self._codec, shown, start) if self._composite and self._codec else self._step
            yield shown[start : start + step]
            start += step

    def _look_up(self, code: bytes) -> Glyph:
        number = int.from_bytes(code, "big")
        text = _SURROGATE.sub(UNKNOWN, self._texts.get(number) or self._text_of(code, number))
        width = self._widths.get(self._numbers.get(number, number), self._default)
        if self._composite and self._codec:
            # the widths count glyphs, and which glyph a code gets is in a table that the file lacks
            width = _HALF if text.isascii() else self._default
        glyph = Glyph(text, width, is_space=code == b" ")
        self._glyphs[code] = glyph
        return glyph

    def _text_of(self, code: bytes, number: int) -> str:
        if number in self._names:
            return _named(self._names[number])
        if self._codec:
            return code.decode(self._codec, "replace")
        return chr(number) if self._is_whole and 0x20 <= number < 0x7F else UNKNOWN


def _number(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _code_length(codec: str, shown: bytes, start: int) -> int:
    """Give how many bytes the code has that begins at `start`."""
    lead, following = shown[start], shown[start + 1 : start + 2]
    if codec == "utf-16-be":
        return 4 if 0xD8 <= lead <= 0xDB else 2
    if lead < 0x80:
        return 1
    return 4 if codec == "gb18030" and following.isdigit() else 2


def _named(name: str) -> str:
    """Give the character of a glyph's name: comma, uni4E91, u20BB7."""
    if name in _NAMED:
        return _NAMED[name]
    coded = re.fullmatch(r"(?:uni|u)([0-9A-F]{4,6})(?:\..*)?", name)
    if coded and int(coded[1], 16) < 0x110000:
        return chr(int(coded[1], 16))
    return name if len(name) == 1 else UNKNOWN


def _read_differences(encoding: Any) -> dict[int, str]:
    names, number = {}, 0
    for item in entry(encoding, "/Differences") or [] if isinstance(encoding, Mapping) else []:
        value = resolve(item)
        if isinstance(value, int):
            number = value
        else:
            names[number] = str(value).removeprefix("/")
            number += 1
    return names


def _read_widths(resource: Mapping[str, Any]) -> dict[int, float]:
    widths = entry(resource, "/Widths") or []
    first = int(_number(entry(resource, "/FirstChar"), 0))
    matrix = entry(resource, "/FontMatrix") if entry(resource, "/Subtype") == "/Type3" else None
    scale = abs(_number(resolve(matrix[0]), 1 / _EM)) if matrix else 1 / _EM
    return {first + i: _number(resolve(width), 0) * scale for i, width in enumerate(widths)}


def _read_cid_widths(items: Sequence[Any]) -> dict[int, float]:
    """Read ``first [w1 w2 …]`` and ``first last w``."""
    widths: dict[int, float] = {}
    pending: list[int] = []
    count = 0
    for item in items:
        value = resolve(item)
        if isinstance(value, Sequence) and pending:
            widths.update((pending[0] + i, _number(resolve(w), _EM) / _EM) for i, w in enumerate(value))
            pending = []
        elif len(pending) == 2:
            count += pending[1] - pending[0]
            check_count(count)
            widths.update(dict.fromkeys(range(pending[0], pending[1] + 1), _number(value, _EM) / _EM))
            pending = []
        else:
            pending.append(int(_number(value, 0)))
    return widths


def _read_map(stream: Any) -> CodeMap:
    return read_code_map(whole_data(stream)) if hasattr(stream, "get_data") else CodeMap()
