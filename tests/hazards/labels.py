"""Sound files under the name of another kind, and files of every kind cut short.

Gives `HAZARDS`. Not for files that are unsound as a whole.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from tests.hazards import samples
from tests.hazards.hazard import TEXT, Expected, Hazard, file

_SUFFIXES = (".txt", ".html", ".docx", ".pdf", ".doc", ".xlsx", ".rtf", ".jpg", "")
_READ: dict[str, Callable[[], bytes]] = {
    "txt": TEXT.encode,
    "gbk-txt": partial(TEXT.encode, "gbk"),
    "html": samples.html,
    "docx": samples.docx,
    "pdf": samples.pdf,
    "mht": samples.mht,
}
_REFUSED: dict[str, Callable[[], bytes]] = {
    "jpg": samples.jpg,
    "xlsx": samples.xlsx,
    "zip": lambda: samples.zipped({"report.txt": TEXT}),
}
_OFFICE: dict[str, Callable[[], bytes]] = {"rtf": samples.rtf, "odt": samples.odt}
_CUTS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.995)
_CUT: dict[str, Expected] = {"docx": "error", "xlsx": "error", "pdf": "either", "html": "either", "mht": "either"}


def _cut(make: Callable[[], bytes], share: float) -> bytes:
    content = make()
    return content[: int(len(content) * share)]


def _spoilt(make: Callable[[], bytes], seed: int) -> bytes:
    """Give a sound file with one byte in fifty replaced by chance."""
    rng = random.Random(seed)
    content = bytearray(make())
    for _ in range(len(content) // 50):
        content[rng.randrange(8, len(content))] = rng.randrange(256)
    return bytes(content)


def _named(kinds: dict[str, Callable[[], bytes]], expected: Expected, *, office: bool = False) -> list[Hazard]:
    return [
        file(
            f"{kind}-named-{suffix[1:] or 'nothing'}", make, expected, TEXT if expected == "text" else "",
            suffix=suffix or "-without-suffix", office=office, slow=office and number > 0,
        )
        for kind, make in kinds.items()
        for number, suffix in enumerate(s for s in _SUFFIXES if s != f".{kind}")
    ]  # fmt: skip


_MADE = {**_READ, **_REFUSED, **_OFFICE}

HAZARDS: list[Hazard] = [
    *_named(_READ, "text"),
    *_named(_REFUSED, "error"),
    *_named({kind: make for kind, make in _OFFICE.items() if kind == "rtf"}, "text", office=True)[:3],
    *_named({kind: make for kind, make in _OFFICE.items() if kind == "odt"}, "text", office=True)[:3],
    *(
        file(f"{kind}-cut-at-{share:.1%}", partial(_cut, _MADE[kind], share), expected, suffix=f".{kind}")
        for kind, expected in _CUT.items()
        for share in _CUTS
    ),
    *(
        file(
            f"{kind}-cut-at-{share:.0%}",
            partial(_cut, make, share),
            "either",
            suffix=f".{kind}",
            office=True,
            slow=True,
        )
        for kind, make in _OFFICE.items()
        for share in (0.1, 0.5, 0.9)
    ),
    *(
        file(f"{kind}-spoilt-by-chance-{seed}", partial(_spoilt, _MADE[kind], seed), "either", suffix=f".{kind}")
        for kind in _CUT
        for seed in range(6)
    ),
]
