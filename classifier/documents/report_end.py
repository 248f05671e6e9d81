"""Where a report ends: its signature, or its last sentence before the site speaks again.

Takes the lines of a document, which of them are sentences, which furniture. Not for what a line is (layout).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from classifier.documents.dates import DATE
from classifier.documents.furniture import SENTENCE_END, SHORT, is_list_heading, is_remark
from classifier.documents.line_shapes import ATTACHMENT, is_office
from classifier.documents.titles import DOCUMENT_WORD
from classifier.headings import find_marker

ROW = "row of a table"


def last_of_report(texts: Sequence[str], body: Sequence[int], furniture: Sequence[str]) -> int:
    """Give the number of the report's last line: the signed one, unless a document is attached to it.

    Parameters
    ----------
    texts : sequence of str
    body : sequence of int
        The numbers of the lines that are sentences or marked headings; not empty.
    furniture : sequence of str
        For each line why it is furniture; empty if it is none.
    """
    last = body[-1]
    last_marked = max((i for i in body if find_marker(texts[i]) and not _is_listed_title(texts[i])), default=-1)
    for n, (before, after) in enumerate(pairwise(body), start=1):
        between = [k for k in range(before + 1, after) if not furniture[k] or is_list_heading(texts[k])]
        signed = any(is_signature(texts, k, furniture) for k in between)
        listed = any(is_list_heading(texts[k]) for k in between)
        # a site's own remarks (how to get an account, whom to ask) are sentences too: few, and neither a title nor
        # a marker leads to them
        if (
            (signed or listed)
            and last_marked < after
            and len(body) - n < n
            and not any(ATTACHMENT.match(texts[k]) or (signed and DOCUMENT_WORD.search(texts[k])) for k in between)
        ):
            last = before
            break
    # a report ends in a sentence, however short (特此报告。), also below a table
    below = last + 1
    while below < len(texts) and (furniture[below] == ROW or (not furniture[below] and _is_sentence(texts[below]))):
        last = below if not furniture[below] else last
        below += 1
    return last


def is_signature(texts: Sequence[str], i: int, furniture: Sequence[str]) -> bool:
    """Whether a line within the text is an office that signs: a date is below it."""
    if not is_office(texts[i]):
        return False
    after = next((texts[k] for k in range(i + 1, len(texts)) if not furniture[k]), "")
    return DATE.fullmatch(after) is not None


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "！")) and not is_remark(text)


def _is_listed_title(text: str) -> bool:
    """Whether a numbered line is an entry of a list of other documents: no sentence, and not a heading's length."""
    marker = find_marker(text)
    return marker is not None and marker.depth >= 3 and len(text) <= SHORT and not SENTENCE_END.search(text)
