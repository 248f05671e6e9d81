"""What a hazard is: a file that harms a careless reader, and what a careful one makes of it.

Gives `Hazard`, and short ways to write one. Not for the files themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

Expected = Literal["error", "text", "either"]

# no document may show it, whatever it includes or links to
SECRET = "七叶一枝花的密语"
TITLE = "云泽县2023年法治政府建设工作报告"
OPENING = "2023年，云泽县认真贯彻上级部署，现将有关情况报告如下。"
HEADING = "一、主要工作"
BODY = "全年办结行政复议案件三十二件，无一超期。"
LINES = (TITLE, OPENING, HEADING, BODY)
TEXT = "\n".join(LINES)


class Place(NamedTuple):
    """Where a hazard is written, and what it may try to reach.

    `secret` is a file that holds `SECRET`, `url` a server that must never be asked.
    """

    folder: Path
    secret: Path
    url: str


class Hazard(NamedTuple):
    """A hostile or broken file.

    Attributes
    ----------
    name : str
    write : callable
        Writes it into a place, gives its path; "hazard" is in its name.
    expected : str
        ``error``: refused in words; ``text``: read, and exactly as `text` says; ``either``: one of both.
    text : str
        The document's text, apart from blank lines and white space around lines; where it may also be refused, what it
        must be if it is read. Empty if nothing is said about it.
    office : bool
        Whether reading it starts LibreOffice.
    slow : bool
        Whether it takes more than two or three seconds, to write or to read.
    """

    name: str
    write: Callable[[Place], Path]
    expected: Expected
    text: str = ""
    office: bool = False
    slow: bool = False


def file(
    name: str,
    content: bytes | Callable[[], bytes],
    expected: Expected = "error",
    text: str = "",
    *,
    suffix: str = "",
    office: bool = False,
    slow: bool = False,
) -> Hazard:
    """Give the hazard of a file with this content; what takes time to make is made when it is written.

    The suffix is what follows the last hyphen of its name, unless it is given.
    """
    suffix = suffix or f".{name.rsplit('-')[-1]}"

    def write(place: Place) -> Path:
        path = place.folder / f"hazard{suffix}"
        path.write_bytes(content() if callable(content) else content)
        return path

    return Hazard(name, write, expected, text, office, slow)


def placed(
    name: str,
    content: Callable[[Place], bytes],
    expected: Expected = "either",
    text: str = "",
    *,
    office: bool = False,
    slow: bool = False,
) -> Hazard:
    """The same for content that depends on the place."""

    def write(place: Place) -> Path:
        return file(name, content(place)).write(place)

    return Hazard(name, write, expected, text, office, slow)
