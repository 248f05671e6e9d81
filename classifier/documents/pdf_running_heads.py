"""Running heads, feet and page numbers of a printed document.

Takes pages, gives them without what is printed around the text of every page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from classifier.documents.dates import DATE
from classifier.documents.pdf_lines import PrintedLine, PrintedPage

_OUTERMOST = 3  # lines at the top and at the bottom that may be a running head
_SAME_PLACE = 4  # points between the places of a running head on two pages
_SMALL = 0.85  # of the text's size: up to that a browser prints address and time at the page's edge

_DASH = r"[-—–－―·~\s]*"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:\d{{1,4}}\s*页?|第\s*{_NUMBER}\s*页)(?:\s*[,，]?\s*(?:[/／|]|共|总)\s*共?\s*{_NUMBER}\s*页?)?{_DASH}"
    r"|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s*\d{1,4}/\d{1,4})?")
_PRINTED_AT = re.compile(r"\d{1,4}[/年-]\d{1,2}[/月-]\d{1,4}日?,?\s*(?:上午|下午)?\d{1,2}:\d{2}")


def without_running_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Give the pages without running heads and page numbers."""
    kept = [list(page.lines) for page in pages]
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page.lines):
        sizes[line.size] += len(line.text)
    small = _SMALL * sizes.most_common(1)[0][0] if sizes else 0
    for upwards in (False, True):
        open_pages = set(range(len(kept)))
        for _ in range(_OUTERMOST):
            edges = {n: _edge(kept[n], upwards=upwards) for n in open_pages if kept[n]}
            places = {(n, *_place(edge)) for n, edge in edges.items()}
            offsets = Counter(int(edge.text) - n for n, edge in edges.items() if _BARE.fullmatch(edge.text))
            open_pages = {
                n
                for n, edge in edges.items()
                if _is_page_number(edge.text, n, offsets)
                or (edge.size < small and (_ADDRESS.fullmatch(edge.text) or _PRINTED_AT.match(edge.text)))
                or _is_repeated(n, edge, places)
            }
            for n in open_pages:
                kept[n].remove(edges[n])
    return [page._replace(lines=lines) for page, lines in zip(pages, kept, strict=True)]


def _edge(lines: Sequence[PrintedLine], *, upwards: bool) -> PrintedLine:
    return (min if upwards else max)(lines, key=lambda line: line.y)


def _is_page_number(text: str, number: int, offsets: Counter[int]) -> bool:
    """Whether a line counts pages; digits alone do if they count from 1, or go on with another page's."""
    if _BARE.fullmatch(text):
        offset = int(text) - number
        return offset == 1 or offsets[offset] > 1
    return _PAGE_NUMBER.fullmatch(text) is not None and DATE.fullmatch(text) is None


def _place(line: PrintedLine) -> tuple[str, int]:
    """Give a line's text whatever it counts, and where it stands."""
    return re.sub(r"\d+", "#", line.text), round(line.y / _SAME_PLACE)


def _is_repeated(number: int, line: PrintedLine, places: set[tuple[int, str, int]]) -> bool:
    """Whether a line stands in the same place of the next page or the one after it, forwards or backwards."""
    text, place = _place(line)
    return any((number + k, text, place + near) in places for k in (-2, -1, 1, 2) for near in (-1, 0, 1))
