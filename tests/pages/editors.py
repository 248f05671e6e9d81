"""A report as the editors of content systems write it: each gives the same text in other markup."""

from __future__ import annotations

import html

from tests.pages.report import Report

INDENT = "\u3000\u3000"


def paragraphs(report: Report) -> str:
    """One <p> a line, indented with full-width spaces, headings in bold."""
    rows = []
    for kind, text in report.lines():
        if kind in ("signature", "date"):
            rows.append(f'<p style="text-align: right;">{text}</p>')
        elif kind.startswith("h"):
            rows.append(f"<p>{INDENT}<strong>{text}</strong></p>")
        else:
            rows.append(f"<p>{INDENT}{text}</p>")
    return "\n".join(rows)


def trs_editor(report: Report) -> str:
    """TRS: a <style> within, headings cut into pieces of <strong>."""
    rows = [
        "<style type=text/css>.TRS_Editor P{line-height:2;font-family:宋体;font-size:12pt;}"
        ".TRS_Editor DIV{line-height:2}</style>"
    ]
    for kind, text in report.lines():
        if kind.startswith("h"):
            middle = max(3, len(text) // 2)
            text = f"<strong>{text[:3]}</strong><strong>{text[3:middle]}</strong><b><font face=黑体>{text[middle:]}</font></b>"
        align = ' align="right"' if kind in ("signature", "date") else ' align="justify"'
        rows.append(f'<p{align} style="text-indent: 2em">&nbsp;&nbsp;&nbsp;&nbsp;{text}</p>')
    return "\n".join(rows)


def breaks(report: Report) -> str:
    """All in one, <br> after each line."""
    return "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for _, text in report.lines()) + "<br>"


def double_breaks(report: Report) -> str:
    """All in one, an empty line after each."""
    return "<br /><br />".join(f"{INDENT}{text}" for _, text in report.lines())


def divs(report: Report) -> str:
    """One <div> a line, each with a <span> or two."""
    rows = []
    for kind, text in report.lines():
        cut = 2 if kind.startswith("h") else len(text) // 3
        rows.append(
            f'<div><span style="font-size:16px;">{INDENT}{text[:cut]}</span><span style="font-size:16px;">{text[cut:]}</span></div>'
        )
        rows.append("<div><br></div>")
    return "\n".join(rows)


def word(report: Report) -> str:
    """Pasted from Word: MsoNormal, o:p, conditional comments, the numbers of items in spans that lists ignore."""
    rows = [
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->",
        '<?xml:namespace prefix = "o" ns = "urn:schemas-microsoft-com:office:office" />',
    ]
    for _, text in report.lines():
        number = ""
        if text[1:2] in "、." or text[:1] in "（(":
            end = 2 if text[1:2] in "、." else 3
            number = (
                "<![if !supportLists]><span style='font-family:仿宋_GB2312;mso-bidi-font-family:仿宋_GB2312'>"
                f"<span style='mso-list:Ignore'>{text[:end]}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
            )
            text = text[end:]
        cut = len(text) // 2
        rows.append(
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;mso-line-height-rule:exactly'>"
            f"{number}<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>{text[:cut]}<span lang=EN-US><o:p></o:p></span></span>"
            f"<st1:chsdate w:st=\"on\"><span style='font-size:16.0pt'>{text[cut:]}</span></st1:chsdate><span lang=EN-US style='font-size:16.0pt'><o:p></o:p></span></p>"
        )
        rows.append("<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>")
    return "\n".join(rows)


def wps(report: Report) -> str:
    """Pasted from WPS: a span around every run of letters, &nbsp; before, u5b8b names of fonts."""
    rows = []
    for kind, text in report.lines():
        size = 3 if kind.startswith("h") else 40
        runs = [text[i : i + size] for i in range(0, len(text), size)]
        spans = "".join(
            f"<span style=\"font-family: '\\5b8b\\4f53';mso-spacerun:'yes';font-size: 16px\"><span>{run}</span></span>"
            for run in runs
        )
        rows.append(
            f'<p style="margin:0;text-indent:32px;line-height:37px"><span style="mso-spacerun:\'yes\'">&nbsp;</span>{spans}<span style="font-family:宋体"><o:p></o:p></span></p>'
        )
    return "".join(rows)


def ueditor(report: Report) -> str:
    """UEditor: white-space, empty paragraphs with <br/>, a table of figures between, and ordered lists are none."""
    rows = []
    for kind, text in report.lines():
        style = "text-align: right;" if kind in ("signature", "date") else "text-indent: 2em; white-space: normal;"
        bold = '<strong style="white-space: normal;">{}</strong>' if kind.startswith("h") else "{}"
        rows.append(f'<p style="{style}">{bold.format(text)}</p><p><br/></p>')
    return "".join(rows)


def font_soup(report: Report) -> str:
    """FrontPage: capital letters, <FONT> that nobody closes, no </P>."""
    rows = []
    for kind, text in report.lines():
        if kind.startswith("h"):
            rows.append(f"<P><B><FONT face=黑体 size=4>{INDENT}{text}</FONT></B>")
        else:
            rows.append(f"<P><FONT face=仿宋_GB2312 size=3>{INDENT}{text}")
    return "\n".join(rows)


def wrapped_source(report: Report) -> str:
    """One <p> a line, its source broken at forty characters and indented by a formatter."""
    rows = []
    for _, text in report.lines():
        pieces = [text[i : i + 40] for i in range(0, len(text), 40)]
        rows.append("<p>\n      " + "\n      ".join(pieces) + "\n    </p>")
    return "\n    ".join(rows)


def preformatted(report: Report) -> str:
    """One <pre>, each line whole."""
    return "<pre>" + "\n".join(f"{INDENT}{html.escape(text)}" for _, text in report.lines()) + "\n</pre>"


def preformatted_wrapped(report: Report) -> str:
    """One <pre>, broken at forty characters, each paragraph with an indent."""
    return "<pre>" + "\n".join(_wrap(report, 40)) + "\n</pre>"


def breaks_wrapped(report: Report) -> str:
    """<br> at thirty-six characters, each paragraph with an indent: a text copied from a mail."""
    return "<br>\n".join(line.replace("\u3000", "&nbsp;&nbsp;") for line in _wrap(report, 36))


def _wrap(report: Report, width: int) -> list[str]:
    lines = []
    for _, text in report.lines():
        text = INDENT + text
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return lines


def excel(report: Report) -> str:
    """Pasted from Excel: a row a line, an empty cell beside it."""
    rows = [
        f"<tr height=19 style='height:14.25pt'><td height=19 class=xl65 width=720>{text}</td><td class=xl66></td></tr>"
        for _, text in report.lines()
    ]
    return (
        "<table border=0 cellpadding=0 cellspacing=0 width=720 style='border-collapse:collapse'><colgroup><col width=720></colgroup><tbody>"
        + "".join(rows)
        + "</tbody></table>"
    )


def headed(report: Report) -> str:
    """Headings as h2 to h4."""
    rows = []
    for kind, text in report.lines():
        tag = f"h{int(kind[1]) + 1}" if kind.startswith("h") else "p"
        rows.append(f"<{tag}>{text}</{tag}>")
    return "\n".join(rows)


def sections(report: Report) -> str:
    """One <section> for each heading of the first level."""
    rows = ['<section class="part">']
    for kind, text in report.lines():
        if kind == "h1":
            rows.append('</section>\n<section class="part">')
        rows.append(f"<p>{INDENT}{text}</p>")
    return "\n".join([*rows, "</section>"])


def wechat(report: Report) -> str:
    """The editor of public accounts: nested <section>s, spans with the leaf attribute."""
    rows = []
    for kind, text in report.lines():
        if kind.startswith("h"):
            rows.append(
                '<section style="margin: 10px auto;display: flex;justify-content: center;"><section style="border-bottom: 2px solid red;padding: 0 6px;">'
                f'<section data-brushtype="text"><strong><span leaf="">{text}</span></strong></section></section></section>'
            )
        else:
            rows.append(
                f'<section style="text-indent: 2em;line-height: 2em;"><span leaf="" style="font-size: 16px;letter-spacing: 1px;">{text}</span></section>'
                '<section><span leaf=""><br></span></section>'
            )
    return "".join(rows)
