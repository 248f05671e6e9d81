"""Pages as they were made by hand, and by the tools of the time."""

from __future__ import annotations

from tests.pages import editors
from tests.pages.report import Report
from tests.pages.surroundings import CHANNELS, MENU, NEWS, dated_list, links
from tests.pages.template import page


@page("gb18030")
def aspx_tables(report: Report) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>信息公开</title></head>
<body leftmargin="0"><form name="form1" method="post" action="show.aspx?id=881" id="form1"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{"dDwtMTk4MzQ7Oz" * 400}" />
<table width="1002" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td height="150" background="images/top.jpg">&nbsp;</td></tr><tr><td bgcolor="#CC0000" align="center">{"｜".join(links([m]) for m in MENU)}</td></tr></table>
<table width="1002" align="center" cellpadding="0" cellspacing="0"><tr><td width="220" valign="top"><table width="100%"><tr><td class="lm">信息公开目录</td></tr>{"".join(f'<tr><td>·<a href="list.aspx?c={i}">{c}</a></td></tr>' for i, c in enumerate(CHANNELS))}</table></td>
<td valign="top"><table width="98%" align="center"><tr><td height="30">您现在的位置：首页 → 信息公开 → 法治建设</td></tr><tr><td align="center" class="bt"><span id="lblTitle" style="font-size:18px;font-weight:bold">{report.title}</span></td></tr>
<tr><td align="center">发布时间：<span id="lblTime">2024-2-1 9:30:00</span> 发布人：<span id="lblAuthor">办公室</span> 浏览次数：<span>98</span></td></tr><tr><td><hr size="1"></td></tr>
<tr><td class="neirong"><span id="lblContent">{editors.double_breaks(report)}</span></td></tr><tr><td align="right">【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</td></tr></table></td></tr></table>
<table width="1002" align="center"><tr><td align="center">主办：临溪县人民政府办公室　技术支持：临溪县信息中心<br>您是第 <font color=red>1200345</font> 位访问者</td></tr></table></form></body></html>"""


@page("gb18030")
def one_cell(report: Report) -> str:
    """A county site with everything in one <td>."""
    return f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>临溪县政府网</title></head><body><center><table width=780><tr><td>
<a href=index.htm>首页</a> <a href=gk.htm>政务公开</a> <a href=bs.htm>网上办事</a> <a href=ly.htm>县长信箱</a><br>
欢迎您访问临溪县人民政府网站，今天是2024年2月3日！<br>
当前位置：首页>政务公开>工作报告<br><br>
<center><font size=5 color=red><b>{report.title}</b></font></center><br>
<center>2024-2-1 来源：{report.issuer} 点击数：77</center><hr>
{editors.breaks(report)}<br>
【<a href=javascript:window.close()>关闭窗口</a>】<br>
<b>相关链接</b><br>
1.<a href=a1.htm>{NEWS[0]}</a><br>2.<a href=a2.htm>{NEWS[1]}</a><br>3.<a href=a3.htm>{NEWS[2]}</a><br>
主办单位：临溪县人民政府办公室 地址：云泽省清河市临溪县人民路1号<br>
本网站所有信息未经许可不得转载，如有疑问请与临溪县电子政务中心联系。<br>
</td></tr></table></center></body></html>"""


@page("gb18030")
def frontpage_fonts(report: Report) -> str:
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb_2312-80"><META NAME="GENERATOR" CONTENT="Microsoft FrontPage 4.0"><META NAME="ProgId" CONTENT="FrontPage.Editor.Document"><TITLE>{report.title}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF" TEXT="#000000"><TABLE BORDER="0" WIDTH="100%"><TR><TD WIDTH="100%"><P ALIGN="center"><A HREF="../index.htm"><FONT SIZE="2">返回首页</FONT></A></TD></TR></TABLE>
<P ALIGN="center"><B><FONT FACE="宋体" SIZE="5" COLOR="#FF0000">{report.title[:10]}</FONT><FONT FACE="宋体" SIZE="5" COLOR="#FF0000">{report.title[10:]}</FONT></B></P>
<P ALIGN="center"><FONT SIZE="2">（2024年2月1日）</FONT></P>
{editors.font_soup(report)}
<P ALIGN="center"><A HREF="#top"><FONT SIZE="2">返回顶部</FONT></A>
<P ALIGN="center"><FONT SIZE="2">版权所有：临溪县人民政府　网站维护：县信息中心</FONT></BODY></HTML>"""


@page("gb18030")
def layout_table_rows(report: Report) -> str:
    """Each line of the report in a row of its own, between rows of the site."""
    rows = "".join(
        f'<tr><td class="f14" style="line-height:24px">&nbsp;&nbsp;&nbsp;&nbsp;{text}</td></tr>'
        for _, text in report.lines()
    )
    return f"""<html><head><meta http-equiv="content-type" content="text/html; charset=gbk"><title>{report.title}--柳湾司法</title></head><body>
<table width=960 align=center><tr>{"".join(f"<td><a href='{i}.asp'>{m}</a></td>" for i, m in enumerate(MENU))}</tr></table>
<table width=960 align=center><tr><td align=center><b>{report.title}</b></td></tr><tr><td align=center>作者：柳湾司法 发布于：2023-02-08 点击：33</td></tr>{rows}<tr><td><a href=1.asp>上一篇：{NEWS[4]}</a></td></tr><tr><td><a href=2.asp>下一篇：{NEWS[5]}</a></td></tr></table>
<table width=960 align=center><tr><td align=center>柳湾区司法局版权所有 云ICP备00000003号</td></tr></table></body></html>"""


@page("gb18030")
def word_saved_as_page(report: Report) -> str:
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 11"><link rel=File-List href="report.files/filelist.xml"><title>{report.title}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>王</o:Author></o:DocumentProperties></xml><![endif]--><style><!-- /* Font Definitions */ @font-face {{font-family:宋体;}} p.MsoNormal {{mso-style-parent:"";margin:0cm;}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'><div class=Section1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'><span style='font-size:22.0pt;font-family:方正小标宋简体'>{report.title[:8]}<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt'>{report.title[8:]}<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>{editors.word(report)}</div></body></html>"""


@page("gb18030")
def text_in_pre(report: Report) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}</title></head><body><p align=center><b>{report.title}</b></p>{editors.preformatted(report)}<p>【<a href="javascript:close()">关闭</a>】</p></body></html>"""


@page("gb18030")
def mail_in_pre(report: Report) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}</title></head><body><h2 align=center>{report.title}</h2>{editors.preformatted_wrapped(report)}</body></html>"""


@page("gb18030")
def broken_by_hand(report: Report) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}</title></head><body><table width="90%" align="center"><tr><td align="center"><font color="#990000"><b>{report.title}</b></font></td></tr><tr><td align="center">[ 2024-02-01 | 来源：{report.issuer} | 作者：办公室 ]</td></tr><tr><td><font id="zoom">{editors.breaks_wrapped(report)}</font></td></tr><tr><td>{dated_list()}</td></tr></table></body></html>"""


@page("gb18030")
def excel_saved_as_page(report: Report) -> str:
    return f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Excel.Sheet><title>{report.title}</title></head><body link=blue vlink=purple><table><tr><td colspan=2 class=xl70 align=center>{report.title}</td></tr></table>{editors.excel(report)}</body></html>"""
