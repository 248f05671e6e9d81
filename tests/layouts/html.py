"""Reports as web pages, the way eleven kinds of sites and programs mark up the same text.

Gives writers: report, path -> file. Not for pages that a person would not call a report's page (hazards).
"""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Callable
from pathlib import Path

from tests.layouts.reports import Piece, Report

SPACES = "&nbsp;&nbsp;&nbsp;&nbsp;"
_ALIGN = {"title": "center", "signature": "right", "date": "right"}


def page(report: Report, body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """Give a whole page around a body."""
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{charset}">\n<title>{report.title}</title>\n{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(report: Report) -> str:
    """Give every block as an aligned <p>."""
    return "\n".join(
        f'<p style="text-align: {_ALIGN.get(piece.kind, "left")}">{_indent(piece)}{html.escape(piece.whole)}</p>'
        for piece in report.pieces
    )


def site(report: Report, body: str) -> str:
    """Give what a government site puts around a report."""
    return _SITE.format(title=report.title, body=body, region=report.region)


def write_paragraphs(report: Report, path: Path) -> None:
    path.write_text(page(report, paragraphs(report)), encoding="utf-8")


def write_breaks(report: Report, path: Path) -> None:
    """One block, a <br> after every line; a GBK page."""
    body = "<br>\n".join(_indent(piece) + html.escape(piece.whole) for piece in report.pieces)
    path.write_bytes(page(report, f"<div id=zoom>{body}</div>", charset="gb2312").encode("gb18030"))


def write_double_breaks(report: Report, path: Path) -> None:
    body = "<br/><br/>".join("　　" + html.escape(piece.whole) for piece in report.pieces)
    path.write_text(page(report, f"<font size=3>{body}</font>"), encoding="utf-8")


def write_divisions(report: Report, path: Path) -> None:
    """Every block a <div>, its text cut into <span>s as an editor does, even within a word or number."""
    body = "\n".join(
        "<div>" + "".join(f"<span>{html.escape(part)}</span>" for part in _cut(piece.whole, 7)) + "</div>"
        for piece in report.pieces
    )
    path.write_text(page(report, body), encoding="utf-8")


def write_one_cell(report: Report, path: Path) -> None:
    """The whole report in the only cell of a table; end tags left out, as old programs did."""
    body = "\n".join(f"<P>{_indent(piece)}{html.escape(piece.whole)}" for piece in report.pieces)
    table = (
        f'<TABLE width="98%" border=0 cellPadding=0><TBODY><TR><TD class=bt_content>{body}</TD></TR></TBODY></TABLE>'
    )
    path.write_text(page(report, f"<CENTER>{table}</CENTER>"), encoding="utf-8")


def write_strong_headings(report: Report, path: Path) -> None:
    """Headings and leads in bold, cut between marker and words."""
    path.write_text(page(report, "\n".join(map(_strong, report.pieces))), encoding="utf-8")


def write_site(report: Report, path: Path) -> None:
    """A government site: navigation, breadcrumb, table of the document's facts, buttons, neighbours, footer."""
    path.write_text(page(report, site(report, paragraphs(report))), encoding="utf-8")


def write_frames(report: Report, path: Path) -> None:
    """The same of an older site: tables in tables, the report in the innermost one."""
    inner = f"<table><tr><td>{paragraphs(report)}</td></tr></table>"
    framed = site(report, inner)
    for _ in range(6):
        framed = f"<table width=1000 align=center><tr><td>&nbsp;</td><td>{framed}</td><td>&nbsp;</td></tr></table>"
    path.write_bytes(page(report, framed, charset="gbk").encode("gb18030"))


def write_word_page(report: Report, path: Path) -> None:
    """A word processor's "web page": its own markup, lines of the source broken inside sentences."""
    path.write_bytes(_word_page(report, _word_typed).encode("gb18030"))


def write_word_list_page(report: Report, path: Path) -> None:
    """The same where the word processor counted: each number in a span of its own, padded with spaces."""
    path.write_bytes(_word_page(report, _word_counted).encode("gb18030"))


def write_mhtml(report: Report, path: Path) -> None:
    """A word processor's "single file web page": the page as quoted-printable among other parts."""
    content = quopri.encodestring(_word_page(report, _word_typed).encode("gb18030")).decode("ascii")
    path.write_bytes(_MHTML.format(content=content).replace("\n", "\r\n").encode("ascii"))


def _indent(piece: Piece) -> str:
    return SPACES if piece.kind in ("heading", "text") else ""


def _cut(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def _strong(piece: Piece) -> str:
    if piece.kind == "heading":
        return f"<p><strong>{SPACES}{piece.marker}</strong><strong>{piece.text}</strong></p>"
    if piece.lead:
        return f"<p>{SPACES}<b>{piece.marker}</b><b>{piece.lead}</b>{html.escape(piece.text)}</p>"
    return f"<p>{_indent(piece)}{html.escape(piece.whole)}</p>"


def _word_page(report: Report, block: Callable[[Piece], str]) -> str:
    blocks = "\n\n".join(map(block, report.pieces))
    return _WORD.format(
        title=report.title, body=f"<div class=Section1 style='layout-grid:15.6pt'>\n\n{blocks}\n\n</div>"
    )


def _word_typed(piece: Piece) -> str:
    return _word_block(piece, _word_run(piece.whole))


def _word_counted(piece: Piece) -> str:
    if not piece.marker or piece.marker.endswith(" "):  # padding would hide whether a space follows
        return _word_typed(piece)
    number = (
        "<![if !supportLists]><span lang=EN-US style='font-family:仿宋_GB2312'><span style='mso-list:Ignore'>"
        f"{piece.marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
    )
    return _word_block(piece, number + _word_run(piece.lead + piece.text))


def _word_block(piece: Piece, inner: str) -> str:
    align = f" align={_ALIGN[piece.kind]}" if piece.kind in _ALIGN else ""
    return f"<p class=MsoNormal{align} style='text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:\nexactly'>{inner}</p>"


def _word_run(text: str) -> str:
    """Put Latin and Chinese into spans of their own; break the source's lines in tags and between Chinese characters."""
    spans = []
    for part in re.findall(r"[!-~]+|[^!-~]+", text):
        language = "\nlang=EN-US" if part.isascii() else ""
        lines = "\n".join(map(html.escape, _cut(part, 30)))
        spans.append(f"<span{language} style='font-size:16.0pt;font-family:仿宋_GB2312'>{lines}</span>")
    return "".join(spans) + "<span lang=EN-US><o:p></o:p></span>"


_SITE = """<div class="top"><a href="/">设为首页</a> | <a href="#">加入收藏</a> | <a href="#">无障碍浏览</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjq">走进{region}</a></li><li><a href="/xxgk">政务公开</a></li>
<li><a href="/zwfw">政务服务</a></li><li><a href="/hd">互动交流</a></li></ul>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政务公开</a> &gt; 法治政府建设年度报告</div>
<table class="index"><tr><td>索引号：</td><td>YZ010-2024-00017</td><td>主题分类：</td><td>司法行政</td></tr>
<tr><td>发布机构：</td><td>{region}司法局</td><td>发布日期：</td><td>2024-02-06</td></tr>
<tr><td>名称：</td><td colspan=3>{title}</td></tr></table>
<h1>{title}</h1>
<div class="info"><span>发布时间：2024-02-06 15:20</span> <span>来源：{region}司法局</span> <span>浏览次数：<b id=hits>1024</b></span>
<span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span></div>
<script>var note = '<p>脚本里的文字不是报告。</p>'</script>
<div class="article"><style>p {{ text-indent: 2em }}</style>{body}</div>
<div class="tools"><a href="javascript:print()">【打印本页】</a><a href="javascript:close()">【关闭窗口】</a></div>
<p>上一篇：<a href="1.html">{region}召开食品安全工作例会</a></p><p>下一篇：没有了</p>
<div class="footer"><p>主办单位：{region}人民政府办公室　技术支持：{region}大数据中心</p>
<p>版权所有：{region}人民政府　某ICP备00000000号　网站标识码：0000000000</p><p>扫一扫在手机打开当前页</p></div>"""

_WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Word.Document>
<title>{title}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>办公室</o:Author></o:DocumentProperties></xml><![endif]-->
<style>
<!--
 /* Style Definitions */
 p.MsoNormal {{mso-style-parent:""; margin:0cm; font-size:10.5pt; font-family:"Times New Roman"}}
-->
</style>
</head>

<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>

{body}

</body>

</html>
"""

_MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="----=_NextPart_01DA4B2C.5E1F0A60"

This document is a Single File Web Page, also known as a Web Archive file.

------=_NextPart_01DA4B2C.5E1F0A60
Content-Location: file:///C:/report.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="gb2312"

{content}
------=_NextPart_01DA4B2C.5E1F0A60
Content-Location: file:///C:/report.files/header.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="us-ascii"

<html><body><p>A part that belongs to the page and is not it.</p></body></html>

------=_NextPart_01DA4B2C.5E1F0A60--
"""
