"""Maps of character codes that PDF files carry: from a code to its text, and to the number of its glyph.

Takes the map's bytes (a CMap, by ``ToUnicode`` or ``Encoding`` of a font). Reads what is listed in it and runs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MOST_CODES = 200_000  # of a font: two bytes give 65,536, and some maps name a code twice

_TOKEN = re.compile(
    rb"<([0-9A-Fa-f\s]*)>|([\[\]])|((?:begin|end)(?:codespacerange|bfchar|bfrange|cidchar|cidrange))|(?<![\w.])(\d{1,9})(?![\w.])"
)


@dataclass
class CodeMap:
    """What a map says: texts and glyph numbers by code, how many bytes codes have, and how often it names one."""

    texts: dict[int, str] = field(default_factory=dict)
    glyphs: dict[int, int] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    named: int = 0

    def count(self, codes: int) -> None:
        """Add to what is named, up to the limit."""
        self.named += codes
        check_count(self.named)


def read_code_map(data: bytes) -> CodeMap:
    """Read a map.

    Raises
    ------
    ValueError
        If it names more codes than a font can have.

    Examples
    --------
    >>> read_code_map(b"1 beginbfrange <20> <21> <4E91> endbfrange").texts
    {32: '云', 33: '互'}
    """
    found = CodeMap()
    section, operands, listed = b"", list[bytes](), False
    for token in _TOKEN.finditer(data):
        if token[3]:
            section, operands, listed = token[3], [], False
        elif token[2]:
            listed = token[2] == b"["
            if not listed:
                operands = []
        elif section and token[4] is None:
            operands.append(_unhex(token[1]))
            if _take(found, section, operands, listed=listed):
                operands = []
        elif token[4] and section.startswith(b"begincid") and operands:
            _number_glyphs(found, operands, int(token[4]))
            operands = []
    return found


def check_count(count: int) -> None:
    """Refuse more codes than a font can have."""
    if count > MOST_CODES:
        raise ValueError(f"a font names {count} codes, more than {MOST_CODES}")


def _take(found: CodeMap, section: bytes, operands: list[bytes], *, listed: bool) -> bool:
    """Enter what the operands say if there are enough of them; say whether they are done with."""
    first = int.from_bytes(operands[0], "big")
    if section == b"begincodespacerange":
        found.lengths.add(len(operands[0]) or 1)
        return True
    if section == b"beginbfchar" and len(operands) == 2:
        found.count(1)
        found.texts[first] = _text(operands[1])
        return True
    if section != b"beginbfrange" or len(operands) < 3:
        return False
    if listed:
        found.count(1)
        found.texts[first + len(operands) - 3] = _text(operands[-1])
        return False
    last = int.from_bytes(operands[1], "big")
    found.count(last - first + 1)
    text = _text(operands[2])
    if text:
        highest = 0x10FFFF - ord(text[-1])
        found.texts.update(
            (code, text[:-1] + chr(ord(text[-1]) + min(code - first, highest))) for code in range(first, last + 1)
        )
    return True


def _number_glyphs(found: CodeMap, operands: list[bytes], number: int) -> None:
    first, last = int.from_bytes(operands[0], "big"), int.from_bytes(operands[-1], "big")
    found.count(last - first + 1)
    found.glyphs.update((code, number + code - first) for code in range(first, last + 1))


def _unhex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(code: bytes) -> str:
    """Give the text of a map's entry, without the NULs that stand for none."""
    return (code.decode("latin-1") if len(code) == 1 else code.decode("utf-16-be", "replace")).replace("\0", "")
