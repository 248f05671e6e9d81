"""Web pages: the blocks of a page, one line each.

Takes the page's bytes. The page is decoded here, never by the parser, which would drop what GB2312 lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from classifier.documents.encoding import decode_text
from classifier.documents.layout import DOCUMENT_WORD
from classifier.documents.text import Extract
from classifier.errors import DocumentError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its charset; the standard asks for 1024
_SKIPPED = {
    "button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "input", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK = re.compile(r"display\s*:\s*(?:block|table|list-item|flex)", re.IGNORECASE)
_CELLS = {"td", "th"}
_TITLE_META = {"articletitle", "og:title", "title", "dc.title"}
_SITE = re.compile(r"(?:网站?|平台|门户)$")
# between the article and the name of the site in <title>
_TITLE_BREAK = re.compile(r"\s*[_|—–]+\s*|\s+-+\s+|(?<=[\u4e00-\u9fff）])-+(?=[\u4e00-\u9fff\d])")


def read_html(content: bytes) -> Extract:
    """Read a web page; its text has one line for each block."""
    declared = _CHARSET.search(content[:_HEAD])
    page, encoding = decode_text(content, declared[1].decode("ascii", "replace") if declared else "")
    # the parser refuses a str that declares an encoding of its own
    page = re.sub(r"<\?xml[^>]*\?>", "", page, count=1)
    # without huge_tree a page of more than 255 nested elements loses its text and nobody is told
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError(f"is not a readable web page ({error}); save the page again from the browser") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise DocumentError("has elements nested too deeply to be read whole; save its text as a UTF-8 text file")
    lines = [line for raw in "".join(_walk(root)).split("\n") if (line := _squeeze(raw))]
    return Extract("\n".join(lines), encoding, _title(root))


def _walk(root: html.HtmlElement) -> Iterator[str]:
    """Give the page's text with a line break around every block; a walk, not a recursion, for deep pages."""
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        skipped = element.tag in _SKIPPED or _is_hidden(element)
        block = _is_block(element)
        preformatted += (element.tag == "pre") * (1 if event == "start" else -1)
        if event == "start":
            if block and not skipped:
                yield "\n"
            if skipped:
                walk.skip_subtree()
            else:
                yield _flow(element.text, preformatted)
        else:
            if not skipped and (block or element.tag in _CELLS):
                yield "\n" if block else "\t"
            yield _flow(element.tail, preformatted)


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _is_block(element: html.HtmlElement) -> bool:
    if element.tag in _CELLS:  # of a table of facts, or of one that lays out the page
        return next(element.iter("br", "p", "div", "table"), None) is not None
    # a name with a colon is a word processor's (st1:place), put around words
    inline = element.tag in _INLINE or ":" in element.tag
    return not inline or _BLOCK.search(element.get("style") or "") is not None


def _flow(text: str | None, preformatted: int) -> str:
    """Mark the line breaks of the source: white space, and between Chinese characters nothing at all."""
    if not text or preformatted:
        return text or ""
    first, *others = text.split("\n")
    return "\x00".join([first, *(other.lstrip() for other in others)])


def _squeeze(line: str) -> str:
    line = re.sub(r"[ \t\r\f]+", " ", line).replace(" \x00", "\x00")
    line = re.sub(r"(?<=[^\x00-\x7f])\x00+(?=[^\x00-\x7f])", "", line).replace("\x00", " ")
    return re.sub(r" {2,}", " ", line).strip(" \t\u00a0\u3000")


def _title(root: html.HtmlElement) -> str:
    """Give the page's own title: a meta tag that names the article, a heading, or <title> without the site's name."""
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in _TITLE_META:
            title = _article(str(meta.get("content") or ""))
            if title:
                return title
    for heading in root.iter("h1"):
        text = "".join(str(heading.text_content()).split())
        if text and not _SITE.search(text):
            return text
    return _article(root.findtext(".//title") or "")


def _article(title: str) -> str:
    """Leave out the site's name, whichever side it stands on."""
    parts = [part for part in _TITLE_BREAK.split(" ".join(title.split())) if part]
    named = [part for part in parts if DOCUMENT_WORD.search(part)]
    return (named or parts or [""])[0]
