"""Further pages, written to try what the others leave out."""

from __future__ import annotations

from tests.pages import editors
from tests.pages.report import Report
from tests.pages.surroundings import CHANNELS, MENU, NEWS, SUMMARIES, links, menu
from tests.pages.template import page


@page()
def table_of_contents(report: Report) -> str:
    headings = [text for kind, text in report.lines() if kind == "h1"]
    contents = "".join(f'<li><a href="#part{i}">{text}</a></li>' for i, text in enumerate(headings))
    rows = []
    for kind, text in report.lines():
        anchor = f'<a name="part{headings.index(text)}" id="part{headings.index(text)}"></a>' if kind == "h1" else ""
        rows.append(f"<p>{anchor}{text}</p>")
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div class="book"><h1>{report.title}</h1><div class="toc"><b>目录</b><ul>{contents}</ul></div><div class="chapter">{"".join(rows)}</div></div></body></html>"""


@page()
def libre_office(report: Report) -> str:
    rows = []
    for _, text in report.lines():
        pieces = "\n".join(text[i : i + 36] for i in range(0, len(text), 36))
        rows.append(
            f'<p class="western" style="text-indent: 0.44in; margin-bottom: 0in; line-height: 150%">\n<font face="仿宋, FangSong"><font size="4" style="font-size: 16pt">{pieces}</font></font></p>'
        )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 7.3 (Linux)"/><style type="text/css">p {{ margin-bottom: 0.1in }}</style></head>
<body lang="zh-CN" link="#000080" dir="ltr"><p align="center" style="line-height: 150%"><font face="方正小标宋"><font size="6">{report.title}</font></font></p><p><br/>\n<br/>\n</p>{"".join(rows)}<div title="footer"><p align="center">- 1 -</p></div></body></html>"""


@page()
def breaks_within_paragraphs(report: Report) -> str:
    lines = [text for _, text in report.lines()]
    rows = []
    for i in range(0, len(lines), 4):
        rows.append(
            '<p style="font-size:18px;line-height:2;">'
            + "<br />\n".join(f"<span>&nbsp; &nbsp; &nbsp; &nbsp;{text}</span>" for text in lines[i : i + 4])
            + "<br />\n</p>"
        )
    return f"""<html><head><meta charset="utf-8"><title>法治建设 - 白杨镇</title></head><body><div id="head">{menu()}</div><div id="left"><div class="bt">领导信息</div><div class="nr">张某某，男，汉族，1975年5月生，大学学历，中共党员。</div><div class="nr">负责镇政府全面工作，分管财政、审计工作。</div></div>
<div id="right"><div class="bt">{report.title}</div><div class="xx">时间：2024-02-01　　来源：{report.issuer}　　点击：45次</div><div class="nr">{"".join(rows)}</div><div class="gn"><a href="javascript:">打印</a></div></div><div id="bottom">白杨镇人民政府主办</div></body></html>"""


@page()
def listening_bar_and_pages(report: Report) -> str:
    rows = editors.paragraphs(report).split("\n")
    half = len(rows) // 2
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div class="hd_wrap"><p class="welcome">热烈欢迎您访问本网站！</p>{menu()}</div><div class="con_box"><div class="con_tit">{report.title}</div><div class="con_time">2024-02-01 15:30:00</div><div class="audio"><span>听全文</span><span>00:00 / 05:12</span><span>倍速</span></div>
<div class="con_txt">{"".join(rows[:half])}<div class="ad-in"><img src="x.png"></div>{"".join(rows[half:])}<p>（撰稿：张某　审核：李某）</p></div><div class="pages"><a href="1.html">1</a><a href="2.html">2</a><a href="3.html">下一页</a></div></div></body></html>"""


@page()
def title_within_text(report: Report) -> str:
    return f"""<html><head><meta charset="utf-8"><title>临溪县司法局</title></head><body><div class="a"><div class="b">{links(CHANNELS)}</div><div class="c"><div class="d"><p style="text-align:center"><span style="font-size:29px">{report.title}</span></p><p style="text-align:center">（{report.date}）</p>{editors.wps(report)}</div></div></div></body></html>"""


@page("gb18030")
def links_on_both_sides(report: Report) -> str:
    column = "".join(
        f"<tr><td>{i}. <a href=n{i}.htm>{text}</a> [2024-1-{i}]</td></tr>" for i, text in enumerate(NEWS, 1)
    )
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}_临溪县政府信息公开</title></head><body><table width=1000><tr><td width=200 valign=top><table><tr><td>最新公开</td></tr>{column}</table></td><td valign=top><table><tr><td align=center><h2>{report.title}</h2></td></tr><tr><td>发布时间：2024年2月1日 &nbsp; 信息来源：{report.issuer} &nbsp; 阅读次数：100</td></tr><tr><td><div id=contentText>{editors.double_breaks(report)}</div></td></tr><tr><td>相关附件：无</td></tr></table></td><td width=200 valign=top><table><tr><td>网上调查</td></tr><tr><td>您对本网站的总体评价如何？<br><input type=radio>满意<br><input type=radio>一般<br></td></tr></table></td></tr></table></body></html>"""


@page()
def news_in_boxes_without_names(report: Report) -> str:
    boxes = "".join(
        f'<div style="float:left"><div><img src="{i}.jpg"></div><div><a href="/{i}">{a}</a></div><div>{b}</div></div>'
        for i, (a, b) in enumerate(zip(NEWS, SUMMARIES, strict=False))
    )
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div><div><a href="/">首页</a></div></div><div><div><div>{report.title}</div><div>2024.02.01</div><div>{editors.divs(report)}</div></div></div><div><div>看过本文的人还看了</div><div>{boxes}</div></div><div><div>联系电话：0000-0000000 本站由临溪县大数据中心提供技术支持，推荐使用谷歌浏览器访问。</div></div></body></html>"""


@page()
def google_docs(report: Report) -> str:
    rows = "".join(
        f'<p class="c2"><span class="c0">{text}</span></p><p class="c2 c4"><span class="c0"></span></p>'
        for _, text in report.lines()
    )
    return f"""<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">.c0{{color:#000}}</style></head><body class="c3 doc-content"><p class="c5 title" id="h.x1"><span class="c6">{report.title}</span></p>{rows}</body></html>"""


@page()
def bilingual_portal(report: Report) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title} - 石桥市人民政府 The People's Government of Shiqiao</title></head><body><div class="lang"><a href="/">中文</a> <a href="/en">English</a></div><div class="tt">{" ".join(MENU)}</div><div class="w"><div class="w_l"><h2>法治政府</h2><p class="lead">坚持依法行政，建设法治政府，努力让人民群众在每一项执法活动中感受到公平正义。</p></div><div class="w_r"><div class="w_r_t">{report.title}</div><div class="w_r_i">发布日期 2022-02-10 &nbsp; 浏览量 88</div><div class="w_r_c">{editors.headed(report)}</div></div></div><div class="b">Contact us | Site map | 市政府办公室 © 2022</div></body></html>"""


@page("gb18030")
def remarks_in_the_same_block(report: Report) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}</title></head><body><div class="article_content"><h3>{report.title}</h3>{editors.paragraphs(report)}<p>扫描二维码，关注“法治临溪”微信公众号，获取更多政务信息。</p><p>免责声明：本站转载的文章版权归原作者所有，如有侵权请联系我们删除。</p><p>★ {NEWS[0]}</p><p>★ {NEWS[1]}</p></div></body></html>"""


@page()
def attachment_list_and_map(report: Report) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div class="layout"><div class="layout-main"><div class="detail-title">{report.title}</div><div class="detail-tips"><p>信息来源：{report.issuer}</p><p>发布时间：2024-02-01 10:10</p><p>浏览次数：<span>32</span></p></div><div class="detail-article">{editors.trs_editor(report)}</div><ul class="attach"><li>附件1：<a href="1.pdf">2023年度行政执法统计年报.pdf</a> (234KB)</li><li>附件2：<a href="2.pdf">2023年度重大行政决策目录.pdf</a> (120KB)</li></ul><div class="like">有用 3　没用 0</div></div><div class="layout-side"><h4>机构概况</h4><p>柳湾区司法局是区政府工作部门，为正科级，加挂区行政复议局牌子。</p><p><a href="/jg">详细</a></p></div></div></body></html>"""


@page()
def framed_by_quotes(report: Report) -> str:
    rows = "".join(
        f"<blockquote><p>{text}</p></blockquote>" if kind == "p" else f"<p><u>{text}</u></p>"
        for kind, text in report.lines()
    )
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><p><a href="/">» 返回</a></p><h1>{report.title}</h1>{rows}<hr><address>白杨镇党政办</address></body></html>"""
