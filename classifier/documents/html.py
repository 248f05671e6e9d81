"""Web pages: the lines of a page, and which of them the site put around the report.

Takes the page's bytes. The page is decoded here, never by the parser, which would drop what GB2312 lacks.
"""

from __future__ import annotations

import re

from lxml import etree, html

from classifier.documents.page import Page
from classifier.documents.page_body import Body, find_body
from classifier.documents.page_faults import check_page
from classifier.documents.page_head import read_head
from classifier.documents.page_lines import read_page
from classifier.documents.text import Extract
from classifier.encoding import decode_text
from classifier.errors import DocumentError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_ASCII = bytes(range(128))
_CHANCE = 60  # bytes: a word in GBK may be valid UTF-8 (联通), a paragraph is not
_HEAD = 4096  # bytes in which a page declares its charset; the standard asks for 1024
# marks of words that say nothing of blocks: old editors open one in every paragraph and close none
_WORD_MARKS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|big|small|basefont|o:p|st1:\w+)(?:\s[^<>]*)?>", re.IGNORECASE
)
_TEASER = 300  # characters: who hides the text behind a button shows less of it


def read_html(content: bytes, *, charset: str = "") -> Extract:
    """Read a web page; its text has one line for each block.

    Parameters
    ----------
    content : bytes
    charset : str, optional
        What the mail or the server says that it is; the page's own word goes before.

    Raises
    ------
    DocumentError
        If it cannot be read whole, or holds no report: an error page, a list of links, a frame around another file.
    """
    page, encoding = decode_text(content, _declared(content, charset))
    # the parser refuses a str that declares an encoding of its own
    root = _parse(re.sub(r"<\?xml[^>]*\?>", "", page, count=1))
    shown, body = _read(root)
    check_page(root, body, shown.lines)
    head = read_head(root)
    return Extract(
        "\n".join(line.text for line in shown.lines),
        encoding,
        title=head.title,
        issuer=head.issuer,
        date=head.date,
        site=head.site,
        outside=tuple(body.outside),
    )


def _declared(content: bytes, charset: str) -> str:
    """Give the charset that a page declares, unless it was saved as UTF-8 since."""
    declared = _CHARSET.search(content[:_HEAD])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return declared[1].decode("ascii", "replace") if declared else charset
    # GB18030 decodes UTF-8 without complaint, into nonsense; the other way round only a word or two passes
    if len(content.translate(None, _ASCII)) > _CHANCE:
        return "utf-8"
    return declared[1].decode("ascii", "replace") if declared else charset


def _read(root: html.HtmlElement) -> tuple[Page, Body]:
    """Read what a page shows; what it hides too, if it shows but the beginning."""
    page = read_page(root)
    body = find_body(page)
    if page.hidden > body.prose < _TEASER:
        whole = read_page(root, with_hidden=True)
        found = find_body(whole)
        if found.prose > 2 * body.prose:
            return whole, found
    return page, body


def _parse(page: str) -> html.HtmlElement:
    root, is_whole = _tree(page)
    if not is_whole:
        root, is_whole = _tree(_WORD_MARKS.sub("", page))
    if not is_whole:
        raise DocumentError("has elements nested too deeply to be read whole; save its text as a UTF-8 text file")
    return root


def _tree(page: str) -> tuple[html.HtmlElement, bool]:
    # without huge_tree a page of more than 255 nested elements loses its text and nobody is told
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError(f"is not a readable web page ({error}); save the page again from the browser") from error
    return root, not any("Excessive depth" in entry.message for entry in parser.error_log)
