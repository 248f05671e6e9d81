"""Pages that hold no report: frames, viewers, login and error pages, lists of links.

Takes the parsed page and what was found in it; raises a `DocumentError` that says what to save instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from lxml import html

from classifier.documents.furniture import SENTENCE_END, SHORT
from classifier.documents.page import PageLine
from classifier.documents.page_body import Body
from classifier.errors import DocumentError

_LEAST_ENTRIES = 5  # links as long as titles
_TEXT = 300  # characters of sentences: a longer text is worth reading whatever is around it
_LIST = 150  # the same among links
_GONE = re.compile(
    r"(?:页面|网页|文件|内容|信息|栏目|链接|地址|文章).{0,8}(?:不存在|已删除|已被删除|找不到|未找到|无法访问|走丢|丢失|已下线|失效)"
    r"|(?:找不到|未找到|无法找到|没有找到).{0,10}(?:页面|网页|文件|资源|内容|服务器)|(?:无法|不能)显示.{0,4}(?:网页|页面)"
    r"|\b(?:404|403|500|502|503|504)\b.{0,20}(?:Not Found|Forbidden|Error|Bad Gateway|Unavailable|Time-?out|错误|页)"
    r"|\bNot Found\b|Page not found|(?:错误|出错).{0,6}(?:404|403|500|502)|^\s*404\s*$|Bad Gateway|Internal Server Error"
    r"|(?:系统|网站|服务器).{0,6}(?:维护|升级|繁忙|错误)|访问(?:过于频繁|被拒绝|受限)|Access Denied",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"安全验证|人机验证|验证码|正在(?:验证|检查)(?:您的)?浏览器|滑动验证|请完成验证|Just a moment", re.IGNORECASE
)
_LOGIN = re.compile(r"登\s*录|登\s*陆|用户名|密\s*码|Sign in|Log in", re.IGNORECASE)
_PDF = re.compile(r"[^\"'?=&#/\\]*\.pdf\b", re.IGNORECASE)
_OFFICE = re.compile(r"[^\"'?=&#/\\]*\.(?:docx?|wps|xlsx?|ofd)\b", re.IGNORECASE)
_FRAMED = ("frame", "iframe", "embed", "object")
_APP_ROOTS = {"app", "root", "__next", "__nuxt"}


def check_page(root: html.HtmlElement, body: Body, lines: Sequence[PageLine]) -> None:
    """Raise a `DocumentError` if a page evidently holds no report; do nothing if it may hold one."""
    if body.prose >= _TEXT:
        return
    text = "\n".join(line.text for line, reason in zip(lines, body.outside, strict=True) if not reason)[:4000]
    title = " ".join((root.findtext(".//title") or "").split())
    for fault in (
        _gone([title]) or (_gone(text.split("\n")) if body.prose < _LIST else ""),
        _viewer(root) if body.prose < _LIST else "",
        _list_of_links(body),
        _login(root, text),
        _frames(root) if not body.prose else "",
        _script(root, text) if not body.prose else "",
        _pictures(root) if not body.prose else "",
    ):
        if fault:
            raise DocumentError(fault)


def _gone(lines: Sequence[str]) -> str:
    short = [line for line in lines if len(line) <= SHORT]
    found = next((found for line in short if (found := _GONE.search(line))), None)
    if found:
        return f'is an error page ("{" ".join(found[0].split())}"), not a report; open its address again and save the page that comes'
    if any(_CHECK.search(line) for line in short):
        return "is a check against robots, not a report; open its address in a browser, pass the check, and save the page that comes"
    return ""


def _viewer(root: html.HtmlElement) -> str:
    sources = [_source(element) for element in root.iter(*_FRAMED)]
    for pattern, kind in ((_PDF, "PDF"), (_OFFICE, "Word or Excel file")):
        for source in sources:
            found = pattern.search(unquote(source))
            if found:
                return f"only shows a {kind} ({found[0]}) and holds no text itself; download that file from the page"
    links = [unquote(a.get("href") or "") for a in root.iter("a")]
    shown = {element.get("id") for element in root.iter("div")} & {
        "viewerContainer",
        "pdfViewer",
        "pdf-viewer",
        "pdfContainer",
    }
    if shown or any(element.get("class") == "pdfViewer" for element in root.iter("div")):
        named = next((found[0] for link in links if (found := _PDF.search(link))), "")
        return f"is a viewer of a PDF{f' ({named})' if named else ''} and holds no text itself; download the PDF from the page"
    return ""


def _list_of_links(body: Body) -> str:
    if body.entries >= _LEAST_ENTRIES and body.prose < _LIST:
        return f"is a list of links ({body.entries} of them), not a report; open one of them and save that page"
    return ""


def _login(root: html.HtmlElement, text: str) -> str:
    passwords = any((box.get("type") or "").lower() == "password" for box in root.iter("input"))
    if passwords and _LOGIN.search(text + "".join(root.xpath("string(.//form)"))):
        return "is a login page, not a report; log in with a browser and save the page that comes"
    return ""


def _frames(root: html.HtmlElement) -> str:
    sources = [source for element in root.iter("frame", "iframe") if (source := _source(element))]
    if not sources:
        return ""
    return (
        f"holds no text, only frames whose text is in other files ({', '.join(sources[:3])[:200]}); "
        "open the frame with the report by itself and save that"
    )


def _source(element: html.HtmlElement) -> str:
    source = (element.get("src") or element.get("data") or "").strip()
    return "" if source.lower().startswith(("about:", "javascript:", "data:")) else source[:2000]


def _script(root: html.HtmlElement, text: str) -> str:
    if next(root.iter("script"), None) is None or SENTENCE_END.search(text):
        return ""
    app = any((element.get("id") or "") in _APP_ROOTS for element in root.iter("div"))
    if app or len(text) < 20:
        return (
            "holds no text: the page loads it by script; "
            "open it in a browser, wait until the text shows, and save the page as complete web page or as text"
        )
    return ""


def _pictures(root: html.HtmlElement) -> str:
    large = [image for image in root.iter("img") if not _is_icon(image)]
    if len(large) < 2:
        return ""
    return f"holds pictures ({len(large)} of them) and no text; look on the site for the report as text, Word or PDF"


def _is_icon(image: html.HtmlElement) -> bool:
    width = (image.get("width") or "").removesuffix("px")
    return width.isascii() and width.isdigit() and int(width[:6]) < 200
