"""Web pages that are deep, wide, unclosed, misdeclared, or reach for something else.

Gives `HAZARDS`. Not for sound pages of unusual layout (layouts).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.hazards.hazard import BODY, HEADING, LINES, OPENING, TEXT, TITLE, Expected, Hazard, Place, file, placed
from tests.hazards.samples import html, mht

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)


def _in(start: str, end: str = "", times: int = 1) -> Callable[[], bytes]:
    return lambda: html(start * times + PARAGRAPHS + end * times)


def _deep(name: str, start: str, end: str, times: int = 10_000, expected: Expected = "either") -> Hazard:
    return file(f"{times}-deep-{name}-html", _in(start, end, times), expected)


def _after(addition: str, times: int = 1) -> Callable[[], bytes]:
    return lambda: html(PARAGRAPHS + addition * times)


def _reaching(body: str, *, head: str = "") -> Callable[[Place], bytes]:
    """Give a page with the place's server and secret file filled in."""

    def content(place: Place) -> bytes:
        filled = [part.replace("{url}", place.url).replace("{file}", place.secret.as_uri()) for part in (body, head)]
        return html(PARAGRAPHS + filled[0], head=filled[1])

    return content


def _xhtml(doctype: str, call: str, place: Place) -> bytes:
    doctype = doctype.replace("{url}", place.url).replace("{file}", place.secret.as_uri())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title>'
        f'<meta charset="utf-8"/></head><body>{PARAGRAPHS}<p>{call}</p></body></html>'
    ).encode()


def _declared(charset: str, encoding: str, text: str = TEXT) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><meta charset={charset}></head><body>{body}</body></html>".encode(encoding)


_TRADITIONAL = "\n".join(["雲澤縣二零二三年法治政府建設工作報告", "全年辦結行政複議案件三十二件，無一超期。"])
_JAPANESE = "\n".join(["行政手続に関する年次報告書です。", "今年度は三十二件の不服申立てを処理しました。"])
_LAUGHS = (
    "<!DOCTYPE html [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)

HAZARDS: list[Hazard] = [
    _deep("divisions", "<div>", "</div>"),
    _deep("divisions", "<div>", "</div>", 100_000),
    _deep("divisions-never-closed", "<div>", ""),
    _deep("lists", "<ul><li>", "</li></ul>"),
    _deep("tables", "<table><tr><td>", "</td></tr></table>"),
    _deep("fonts", "<font size=3>", "</font>"),
    _deep("fonts-never-closed", "<font>", ""),
    _deep("links-never-closed", "<a href=x>", ""),
    _deep("bold-and-italic-crossed", "<b><i>", "</b></i>"),
    _deep("quotes", "<blockquote>", "</blockquote>"),
    _deep("unknown-elements", "<x-y>", "</x-y>"),
    _deep("forms-in-tables", "<table><form>", "</form></table>"),
    _deep("hidden-divisions", "<div style='display:none'>x</div>", "", 10_000, "text")._replace(text=TEXT),
    _deep("divisions-a-page-may-have", "<div>", "</div>", 400, "text")._replace(text=TEXT),
    file("hundred-thousand-tiny-elements-html", _after("<b>法</b>", 100_000), "text", TEXT + "\n" + "法" * 100_000),
    file("half-a-million-breaks-html", _after("<br>", 500_000), "text", TEXT),
    file("hundred-thousand-paragraphs-html", _after("<p>全年办结三十二件。", 100_000), "either", slow=True),
    file("hundred-thousand-cells-html", _after("<table><tr>" + "<td>1" * 100_000 + "</table>"), "either"),
    file("million-end-tags-html", _after("</div></p></b>", 300_000), "either", TEXT),
    file("million-comments-html", _after("<!---->", 500_000), "text", TEXT),
    file("million-brackets-html", _after("<", 1_000_000), "either"),
    file("million-entities-html", _after("&amp;&#x4e00;&nbsp", 300_000), "either"),
    file("million-unended-entities-html", _after("&a", 500_000), "either"),
    file("number-of-a-character-too-large-html", _after("<p>特此报告。&#9999999999999999999999;&#x110000;&#xD800;&#0;</p>"), "either"),
    file("huge-attribute-html", lambda: html(f"<p title='{'A' * 20_000_000}'>" + PARAGRAPHS), "either"),
    file("hundred-thousand-attributes-html", lambda: html("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PARAGRAPHS), "either", slow=True),
    file("style-made-to-be-slow-html", _after(f"<p style='{'display ' * 200_000}'>特此报告。</p>"), "text", f"{TEXT}\n特此报告。"),
    file("cell-over-a-billion-columns-html", _after("<table><tr><td colspan=999999999 rowspan=999999999>特此报告。</table>"), "text", f"{TEXT}\n特此报告。"),
    file("ten-megabytes-of-spaces-html", lambda: html(PARAGRAPHS + "<p>" + " \t" * 5_000_000 + "</p>"), "text", TEXT),
    file("ten-megabytes-of-line-ends-html", lambda: html(PARAGRAPHS + "<p>特此" + "\n" * 10_000_000 + "报告。</p>"), "text", f"{TEXT}\n特此报告。"),
    file("long-title-html", lambda: html(head=f"<title>{'计划（' * 100_000}</title>").replace(f"<title>{TITLE}</title>".encode(), b""), "text", TEXT),
    file("title-of-dashes-html", lambda: html(head=f"<title>{'一 - ' * 100_000}</title>").replace(f"<title>{TITLE}</title>".encode(), b""), "text", TEXT),
    file("title-of-spaces-html", lambda: html(head=f"<meta name=ArticleTitle content='{' _' * 200_000}x'>"), "text", TEXT),
    file("comment-never-closed-html", _after("<!-- <p>特此报告。</p>"), "either"),
    file("script-never-closed-html", _after("<script> var a = '<p>特此报告。</p>'"), "text", TEXT),
    file("attribute-never-closed-html", _after("<p title='<p>特此报告。</p>"), "either"),
    file("plain-text-element-html", _after("<plaintext><p>特此报告。"), "either"),
    file("template-element-html", _after("<template><p>看不见的一句话。</p></template>"), "text", TEXT),
    file("frames-only-html", lambda: b"<html><head><title>a</title></head><frameset cols=50%><frame src=a.html></frameset></html>", "error"),
    placed("meta-refresh-html", _reaching("", head='<meta http-equiv=refresh content="0; url={url}">'), "text", TEXT),
    placed("base-of-a-server-html", _reaching("<img src=a.gif>", head='<base href="{url}">'), "text", TEXT),
    placed("frame-of-a-server-html", _reaching('<iframe src="{url}"></iframe><embed src="{url}"><object data="{url}"></object>'), "text", TEXT),
    placed("style-of-a-server-html", _reaching("", head='<link rel=stylesheet href="{url}"><style>@import url({url})</style>'), "text", TEXT),
    placed("frame-of-a-file-html", _reaching('<iframe src="{file}"></iframe><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'), "text", TEXT),
    placed("picture-that-includes-a-file-html", _reaching('<svg><script href="{url}"/><foreignObject><p>图中的字。</p></foreignObject><image href="{file}"/></svg>'), "text", TEXT),
    placed("stylesheet-of-a-server-html", partial(_xhtml, '<?xml-stylesheet type="text/xsl" href="{url}"?>', ""), "text", TEXT),
    placed("laughs-html", partial(_xhtml, _LAUGHS, "&a11;")),
    placed("entity-of-a-file-html", partial(_xhtml, '<!DOCTYPE html [<!ENTITY x SYSTEM "{file}">]>', "&x;")),
    placed("entity-of-a-server-html", partial(_xhtml, '<!DOCTYPE html [<!ENTITY x SYSTEM "{url}">]>', "&x;")),
    placed("outer-document-type-html", partial(_xhtml, '<!DOCTYPE html SYSTEM "{url}d.dtd">', ""), "text", TEXT),
    file("script-as-link-html", _after("<p><a href='javascript:alert(1)'>特此报告。</a></p>"), "text", f"{TEXT}\n特此报告。"),
    file("huge-picture-within-html", lambda: html(PARAGRAPHS + f"<img src='data:image/png;base64,{'A' * 30_000_000}'>"), "either", TEXT),
    file("declared-gb2312-that-is-gb18030-html", lambda: _declared("gb2312", "gb18030", "镕城硚山镇𠮷家村普法三十二场。"), "text", "镕城硚山镇𠮷家村普法三十二场。"),
    file("declared-utf8-that-is-gbk-html", lambda: _declared("utf-8", "gbk"), "text", TEXT),
    file("declared-gbk-that-is-utf8-html", lambda: _declared("gbk", "utf-8"), "either", TEXT),
    file("declared-latin1-that-is-gbk-html", lambda: _declared("iso-8859-1", "gbk"), "text", TEXT),
    file("declared-utf16-that-is-utf8-html", lambda: _declared("utf-16", "utf-8"), "text", TEXT),
    file("declared-utf7-html", lambda: _declared("utf-7", "utf-7"), "either"),
    file("declared-big5-html", lambda: _declared("big5", "big5", _TRADITIONAL), "text", _TRADITIONAL),
    file("declared-shift-jis-html", lambda: _declared("shift_jis", "shift_jis", _JAPANESE), "either"),
    file("declared-euc-kr-html", lambda: _declared("euc-kr", "euc-kr", "행정심판 사건 서른두 건을 모두 기한 내에 처리하였다."), "either"),
    file("declared-twice-html", lambda: _declared("utf-8><meta charset=gbk", "utf-8"), "text", TEXT),
    file("declared-late-html", lambda: b"<html><head>" + b" " * 10_000 + _declared("gb2312", "gb18030")[12:], "text", TEXT),
    file("declared-at-length-html", lambda: _declared("'" + "x" * 1_000_000 + "'", "utf-8"), "text", TEXT),
    file("mark-against-declaration-html", lambda: b"\xef\xbb\xbf" + _declared("gb2312", "utf-8"), "text", TEXT),
    file("utf16-without-mark-html", lambda: html().decode().encode("utf-16-le")),
    file("nul-bytes-between-html", lambda: html().replace(b"<p>", b"<p>\0")),
    file("right-to-left-html", _after("<p>\u202e特此报告。\u202c</p>"), "either"),
    file("half-a-page-html", lambda: html()[: html().index(BODY.encode())], "text", "\n".join([TITLE, OPENING, HEADING])),
    file("mail-of-one-part-mht", lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html(), "text", TEXT),
    file("parts-within-parts-mht", lambda: b"".join(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)) + mht(), "either"),
    file("no-end-of-part-mht", lambda: mht().replace(b"--edge--", b""), "text", TEXT),
    file("no-page-in-it-mht", lambda: mht().replace(b"text/html", b"image/png")),
    file("base64-broken-mht", lambda: mht().replace(b"quoted-printable", b"base64"), "either"),
    file("long-header-mht", lambda: b"Subject: " + b"=?utf-8?Q?=E6=B3=95?= " * 200_000 + b"\r\n" + mht(), "either"),
    file("hundred-thousand-parts-mht", lambda: mht().replace(b"--edge--", b"--edge\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 100_000 + b"--edge--"), "either", slow=True),
    file("boundary-of-nothing-mht", lambda: mht().replace(b'boundary="edge"', b'boundary=""'), "either"),
    file("laughing-charset-mht", lambda: mht().replace(b"charset=utf-8", b"charset=zip_codec"), "either", TEXT),
]  # fmt: skip
