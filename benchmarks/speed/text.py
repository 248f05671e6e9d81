"""The text that speed is measured on: paragraphs and reports recombined from the sentences of ``data/corpus``.

Takes rows of the corpus, or files of real text; gives texts. Recombined text makes no sense as a whole, but its sentences,
its words and its lengths are those of the corpus, and every paragraph differs from every other. Standard library only.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "data" / "corpus"
SECTIONS = 4  # of a report
PARAGRAPHS = 5  # of a section; with SECTIONS about what a county's report has

_SENTENCE = re.compile(r"[^。；！]+[。；！]?")
_NUMERALS = "一二三四五六七八九十"
_MARKER = re.compile(rf"^[{_NUMERALS}]+、|^（[{_NUMERALS}]+）")


class Generated(NamedTuple):
    """How much was written."""

    paragraphs: int
    characters: int


def read_corpus(folder: Path = CORPUS) -> list[dict[str, Any]]:
    """Read the labelled rows of the corpus."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").split("\n")]
    return [json.loads(line) for line in lines if line]


def take_reports(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Give whole reports with at least `count` rows together, or all: the same ones every time, of every kind."""
    sizes = Counter(row["report"] for row in rows)
    taken: set[str] = set()
    for report in sorted(sizes, key=lambda name: zlib.crc32(name.encode())):
        if sum(sizes[name] for name in taken) >= count:
            break
        taken.add(report)
    return [row for row in rows if row["report"] in taken]


def generate_paragraphs(rows: Sequence[dict[str, Any]], *, seed: int = 0) -> Iterator[str]:
    """Give distinct paragraphs without end.

    Each opens with the first sentence of some paragraph of the corpus and goes on with later ones of others, at least
    one, until it is about as long as a paragraph drawn at random.
    """
    draw = random.Random(seed)
    split = [_SENTENCE.findall(row["text"]) for row in rows]
    first = [sentences[0] for sentences in split]
    later = [sentence for sentences in split for sentence in sentences[1:]]
    lengths = [len(row["text"]) for row in rows]
    seen: set[int] = set()
    while True:
        text, length = draw.choice(first) + draw.choice(later), draw.choice(lengths)
        while len(text) + len(sentence := draw.choice(later)) / 2 < length:
            text += sentence
        if hash(text) not in seen:
            seen.add(hash(text))
            yield text


def write_paragraphs(texts: Iterable[str], path: Path) -> Generated:
    """Write one JSON string per line."""
    count = characters = 0
    with path.open("w", encoding="utf-8") as sink:
        for text in texts:
            sink.write(json.dumps(text, ensure_ascii=False) + "\n")
            count += 1
            characters += len(text)
    return Generated(count, characters)


def read_paragraphs(path: Path, count: int) -> list[str]:
    """Read the first `count` paragraphs that `write_paragraphs` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def write_reports(rows: Sequence[dict[str, Any]], folder: Path, count: int, *, seed: int = 1) -> None:
    """Write reports as text files: a title, headings, and under each some generated paragraphs, one to a line."""
    draw = random.Random(seed)
    titles = sorted({row["report"] for row in rows})
    headings = sorted(
        {_MARKER.sub("", part) for row in rows if row["heading"] for part in [row["heading"].split(" > ")[0]]}
    )
    paragraphs = generate_paragraphs(rows, seed=seed)
    folder.mkdir(parents=True)
    for number in range(count):
        lines = [draw.choice(titles), ""]
        for numeral, heading in zip(_NUMERALS, draw.sample(headings, SECTIONS), strict=False):
            lines += [f"{numeral}、{heading}", *islice(paragraphs, PARAGRAPHS)]
        (folder / f"report-{number:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_real(path: Path) -> list[str]:
    """Read the paragraphs of a file of real text: the ``text`` of each row of a .jsonl, the lines of anything else.

    Raises
    ------
    ValueError
        That names the file, if it holds no paragraph or a row has no ``text``.
    """
    lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n")]
    found = [line for line in lines if line]
    if path.suffix == ".jsonl":
        try:
            found = [json.loads(line)["text"] for line in found]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: a row is no JSON object with a text; give one per line, or a .txt") from error
    if not found:
        raise ValueError(f"{path}: holds no paragraph to measure on; name another file")
    return found
