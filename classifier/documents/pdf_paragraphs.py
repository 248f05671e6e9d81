"""Paragraphs of a printed document: wrapped lines joined, running heads and page numbers left out.

Takes the lines of each page, gives one text a paragraph. What decides, in this order: type size and spacing, whether
the next word would still have fitted into the line, indents, and last the ends of sentences and the markers of headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.documents.dates import DATE
from classifier.documents.pdf_lines import PrintedLine, PrintedPage
from classifier.documents.pdf_measures import FITS, Measures
from classifier.documents.pdf_running_heads import without_running_heads
from classifier.documents.titles import DOCUMENT_WORD
from classifier.headings import find_marker, is_one_phrase

_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)]?$")
_LEADERS = re.compile(r"[.…·．]{4,}\s*\d*$")
_NOTES = 12  # at the foot of a page, in smaller type
_TITLE_LINES = 4
_RAGGED = 3  # em that a line may end early although its paragraph goes on


def find_paragraphs(pages: Sequence[PrintedPage]) -> list[str]:
    """Give the paragraphs of a document, running heads and page numbers left out.

    Parameters
    ----------
    pages : sequence of PrintedPage

    Examples
    --------
    >>> lines = [PrintedLine("全年办结案件三十", 0, 128, 700, 16, 16), PrintedLine("件。", 0, 32, 672, 16, 32)]
    >>> find_paragraphs([PrintedPage(lines, 0, 130)])
    ['全年办结案件三十件。']
    """
    columns = [column for page in without_running_heads(pages) for column in _columns(page)]
    if not columns:
        return []
    measures = Measures(columns)
    numbered = [(line, number) for number, column in enumerate(columns) for line in column.lines]
    paragraphs: list[list[tuple[PrintedLine, int]]] = []
    for i, (line, page) in enumerate(numbered):
        following = numbered[i + 1] if i + 1 < len(numbered) else None
        open_one = _last_in_text(paragraphs, page, measures)
        if open_one and _goes_on(open_one, (line, page), following, measures):
            open_one.append((line, page))
        else:
            paragraphs.append([(line, page)])
    return [_join([line.text for line, _ in paragraph]) for paragraph in paragraphs]


def _columns(page: PrintedPage) -> list[PrintedPage]:
    """Cut a page where reading goes up again: at the next column."""
    columns: list[list[PrintedLine]] = []
    for line in page.lines:
        if columns and line.y < columns[-1][-1].y + line.size:
            columns[-1].append(line)
        else:
            columns.append([line])
    return [page._replace(lines=lines) for lines in columns]


def _last_in_text(
    paragraphs: Sequence[list[tuple[PrintedLine, int]]], page: int, measures: Measures
) -> list[tuple[PrintedLine, int]]:
    """Give the paragraph that may go on: the last one, at the top of a page the last one above the notes."""
    for paragraph in reversed(paragraphs[-_NOTES:]):
        line, its_page = paragraph[-1]
        if its_page == page or line.size > 0.9 * measures.size:
            return paragraph
    return paragraphs[-1] if paragraphs else []


def _goes_on(
    paragraph: Sequence[tuple[PrintedLine, int]],
    current: tuple[PrintedLine, int],
    following: tuple[PrintedLine, int] | None,
    measures: Measures,
) -> bool:
    """Whether a line belongs to the paragraph that the lines before it make up."""
    (last, last_page), (line, page) = paragraph[-1], current
    if last.apart or line.apart or _LEADERS.search(last.text):
        return False
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    gap = last.y - line.y if last_page == page else line.size
    if _is_title(paragraph, current, measures) and 0 < gap < 2 * line.size:
        return True
    if not 0 < gap < measures.step or DATE.fullmatch(line.text) or DATE.fullmatch(last.text):
        return False
    before, here = measures.indent(last, last_page), measures.indent(line, page)
    stopped = _SENTENCE_END.search(last.text)
    marker = find_marker(line.text)
    first = len(paragraph) == 1
    opened = first and find_marker(last.text) is not None
    heading = opened and is_one_phrase(last.text)
    # a line that breaks off within a sentence ends early for a reason of the program that made it
    room = measures.room(last, line, last_page)
    if room >= (_RAGGED if not (stopped or marker or heading) else FITS):
        return False
    if marker and stopped and not (measures.spaced and last_page == page):
        sentence, colon = stopped[0][0] in "。！!", stopped[0][0] in "：:"
        if (sentence and marker.depth < 6) or (not measures.indented and (colon or marker.depth < 6)):
            return False
    if abs(here - before) < 0.5:
        is_opening = measures.indented and first and before > 1.2
        is_inset = room < FITS and not stopped and marker is None and _is_at(following, here, measures)
        return not is_opening or is_inset
    if here < before:
        return (first and before - here < 5) or (not stopped and marker is None)
    return opened and marker is None and (not stopped or _is_at(following, here, measures))


def _is_at(numbered: tuple[PrintedLine, int] | None, indent: float, measures: Measures) -> bool:
    return numbered is not None and abs(measures.indent(*numbered) - indent) < 0.5


def _is_title(
    paragraph: Sequence[tuple[PrintedLine, int]], current: tuple[PrintedLine, int], measures: Measures
) -> bool:
    """Whether a line goes on with a title: both centred, neither a heading, and the title not complete before it."""
    line, _ = current
    if len(paragraph) > _TITLE_LINES:
        return False
    text = "".join(line.text for line, _ in paragraph)
    if DATE.fullmatch(line.text) or DATE.fullmatch(text):
        return False
    complete, completes = DOCUMENT_WORD.search(text), DOCUMENT_WORD.search(line.text)
    if find_marker(line.text) or find_marker(text) or _SENTENCE_END.search(text):
        return False
    large = line.size > 1.15 * measures.size
    centred = all(measures.is_centred(line, page, inset=0 if large else 2.2) for line, page in (*paragraph, current))
    return centred and bool(completes or (large and not complete))


def _join(lines: Sequence[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += (" " if _is_between_words(text, line) else "") + line
    return text


def _is_between_words(before: str, after: str) -> bool:
    word = after[0].isascii() and (after[0].isalpha() or after[0] == "(")
    return word and re.search(r"[A-Za-z][,.;:)]?$", before) is not None
