"""Pages written after the reader was done with the others, to see what it had learned by heart."""

from __future__ import annotations

import re

from tests.pages import editors
from tests.pages.report import Report
from tests.pages.surroundings import CHANNELS, COMMENTS, MENU, NEWS, SUMMARIES, links, script
from tests.pages.template import page


@page()
def tabs_with_interpretation(report: Report) -> str:
    reading = "".join(
        f"<p>　　{text}</p>"
        for text in (
            "为便于公众更好地理解年度报告的主要内容，现就编制背景、主要特点等作如下解读。",
            "报告共分四个部分，力求用数据说话、用事例说话，全面反映一年来的工作情况。",
            "下一步，我们将认真听取社会各界意见建议，不断改进工作。",
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title}-政策文件-石桥市人民政府</title></head><body><div class="g-top"><ul class="g-menu">{links(MENU, before="<li>", after="</li>")}</ul></div>
<div class="g-path"><span>当前位置：</span><a href="/">首页</a> / <a href="/a">公开</a> / <em>详情</em></div><div class="tab-hd"><a class="on" href="javascript:;">文件原文</a><a href="javascript:;">政策解读</a><a href="javascript:;">一图读懂</a></div>
<div class="tab-bd"><div class="tab-item" style="display:block"><div class="art-hd"><div class="art-t">{report.title}</div><div class="art-m">2024年02月01日　来源：{report.issuer}　<a href="javascript:;" onclick="print()">打印</a></div></div><div class="art-bd">{editors.ueditor(report)}</div></div><div class="tab-item" style="display:none"><h3>政策解读</h3>{reading}</div><div class="tab-item" style="display:none"><img src="1.jpg" width="800"></div></div>
<div class="g-bot"><p>石桥市人民政府办公室主办　石桥市大数据中心技术支持</p><p>政府网站标识码：0000000002</p></div></body></html>"""


@page()
def two_articles(report: Report) -> str:
    other = "".join(f"<p>{text}</p>" for text in SUMMARIES[:3])
    return f"""<html><head><meta charset="utf-8"><title>工作动态</title></head><body><div class="list">
<div class="post"><h2 class="t">{report.title}</h2><p class="d">2024-02-01 发布</p><div class="c">{editors.paragraphs(report)}</div><p class="n">阅读(301) 评论(0)</p></div>
<div class="post"><h2 class="t">临溪县2024年第一季度经济运行情况通报</h2><p class="d">2024-04-11 发布</p><div class="c">{other}</div><p class="n">阅读(87) 评论(0)</p></div>
</div></body></html>"""


@page("gb18030")
def stray_end_tags(report: Report) -> str:
    body = editors.paragraphs(report).split("\n")
    third = len(body) // 3
    text = "\n".join([*body[:third], "</span></div></font>", *body[third:]])
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title}</title></head><body><div class="main"><div class="lanmu">{" ".join(links([c]) for c in CHANNELS)}</div><div class="wenzhang"><h1>{report.title}</h1><div class="zhengwen">{text}</div><div class="gongneng"><a href="#">打印</a> <a href="#">关闭</a></div></div><div class="dibu">主办：白杨镇人民政府 电话：0000-0000000</div></div></body></html>"""


@page("gb18030")
def no_end_tags(report: Report) -> str:
    rows = "\n".join(f"<P>　　{text}" for _, text in report.lines())
    return f"""<HTML><HEAD><TITLE>{report.title}</TITLE><META HTTP-EQUIV=Content-Type CONTENT=text/html;charset=gbk><BODY BGCOLOR=#ffffff><TABLE WIDTH=760 ALIGN=CENTER><TR><TD BGCOLOR=#003399><A HREF=/>首页</A> | <A HREF=/gk>公开</A> | <A HREF=/ly>留言</A><TR><TD><UL><LI>栏目：工作报告<LI>日期：2024-2-1</UL><CENTER><H2>{report.title}</H2></CENTER>
{rows}
<HR><TR><TD ALIGN=CENTER><FONT SIZE=2>制作维护：临溪县信息中心 E-mail:xx@example.cn</FONT>"""


@page("gb18030")
def forum_thread(report: Report) -> str:
    replies = "".join(
        f'<div id="post_{i}"><table><tr><td class="pls"><div class="authi"><a href="u{i}">竹林听雨{i}</a></div><p>主题 12 帖子 340</p></td><td class="plc"><div class="pi">发表于 2024-2-{i + 3} 21:0{i} | 只看该作者</div><div class="pct"><table><tr><td class="t_f" id="postmessage_{i}">{text}</td></tr></table></div></td></tr></table></div>'
        for i, text in enumerate(COMMENTS)
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>{report.title} - 公告栏 - 临溪论坛 - Powered by Discuz!</title></head><body id="nv_forum"><div id="toptb"><a href="#">设为首页</a><a href="#">收藏本站</a></div><div id="pt" class="bm cl"><div class="z"><a href="./">论坛</a> <em>›</em> <a href="f1">公告栏</a></div></div>
<div id="ct" class="wp cl"><div id="postlist" class="pl bm"><table><tr><td class="pls">查看: 1203 | 回复: 3</td><td class="plc"><h1 class="ts"><span id="thread_subject">{report.title}</span></h1></td></tr></table>
<div id="post_100"><table class="plhin"><tr><td class="pls" rowspan="2"><div class="authi"><a href="u0">管理员</a></div><p>主题 88 帖子 912</p></td><td class="plc"><div class="pi"><em>发表于 2024-2-1 10:00</em> | 只看该作者 | 倒序浏览</div><div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_100">{editors.breaks(report)}</td></tr></table></div></div></div></td></tr></table></div>{replies}</div>
<form method="post"><p>您需要登录后才可以回帖 <a href="login">登录</a> | <a href="reg">立即注册</a></p></form></div><div id="ft">Powered by Discuz! X3.4 © 2001-2017 Comsenz Inc.</div></body></html>"""


@page()
def account_with_decoration(report: Report) -> str:
    return f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{report.title}"></head><body><div class="rich_media_area_primary_inner"><h1 class="rich_media_title">{report.title}</h1><div><span>原创</span> <span>法治柳湾</span> <em>2024-02-02</em></div>
<div class="rich_media_content" id="js_content" style="visibility: visible;"><section style="text-align:center"><span>点击蓝字</span> <span>关注我们</span></section><section><img data-src="a.gif" width="600"></section>
{editors.wechat(report)}<section><p>—  END  —</p></section><section><p>来源：{report.issuer}</p><p>编辑：小柳</p><p>审核：王某某</p></section><section><p>往期推荐</p><p><a href="https://mp.example/1">{NEWS[0]}</a></p><p><a href="https://mp.example/2">{NEWS[1]}</a></p></section><section>点个“在看”再走吧~</section></div></div></body></html>"""


@page()
def newspaper_account(report: Report) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title}_政务_云泽新闻客户端</title>{script(40)}</head><body><div id="__next"><div class="header_box"><a href="/">云泽新闻</a><a href="/dl">下载APP</a></div><div class="index_left"><h1 class="index_title">{report.title}</h1><div class="index_author"><a href="/user/9">临溪司法</a></div><div class="ant-space">2024-02-01 17:20 <span>来源：</span><span>云泽新闻·云泽号·政务</span><span>字号</span></div>
<div class="index_cententWrap">{editors.divs(report)}</div><div class="index_declare"><span>特别声明</span><p>本文为云泽号作者或机构在云泽新闻上传并发布，仅代表该作者或机构观点，不代表云泽新闻的观点或立场，云泽新闻仅提供信息发布平台。</p></div><div class="index_praise">点赞 6</div></div>
<div class="index_right"><h2>24小时热文</h2><ul>{links(NEWS, before="<li>", after="<span>1天前</span></li>")}</ul></div><div class="down"><p>扫码下载云泽新闻客户端</p></div></div></body></html>"""


@page()
def print_version(report: Report) -> str:
    return f"""<html><head><meta charset="utf-8"><title>打印文章</title></head><body onload="window.print()"><p>临溪县人民政府 http://www.example.gov.cn/gk/202402/t20240201_1203.html</p><p align="center"><big><b>{report.title}</b></big></p><p align="center">2024-02-01</p><div>{editors.double_breaks(report)}</div><p>第1页 共1页</p><p>打印日期：2024年2月3日</p></body></html>"""


@page()
def ordered_lists(report: Report) -> str:
    rows, last = [], 0
    for _, text in report.lines():
        number = re.match(r"(\d)\.", text)
        if number:
            value = int(number[1])
            rows.append(
                f"<ol start='{value}'><li><p>{text[2:]}</p></li></ol>"
                if value != last + 1 or not rows
                else f"<ol start={value}><li>{text[2:]}</li></ol>"
            )
            last = value
        else:
            rows.append(f"<p>{text}</p>")
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><main><h1>{report.title}</h1>{"".join(rows)}</main></body></html>"""


@page()
def keyword_links(report: Report) -> str:
    text = re.sub(
        r"(行政复议|行政执法|普法)", r'<a href="/tag/\1" target="_blank"><u>\1</u></a>', editors.paragraphs(report)
    )
    text = text.replace("法治政府", "<em style='color:#c00'>法治政府</em>")
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div id="wrapper"><ol class="bread-nav"><li><a href="/">首页</a></li><li class="active">正文</li></ol><div class="row"><div class="col-md-9"><div class="panel"><div class="panel-heading"><h3 class="panel-title">{report.title}</h3></div><div class="panel-body">{text}</div><div class="panel-footer">标签：<a href="/t/1">法治</a> <a href="/t/2">报告</a></div></div></div><div class="col-md-3"><div class="panel"><div class="panel-heading">通知公告</div><div class="list-group">{links(NEWS)}</div></div></div></div></div></body></html>"""


@page()
def table_of_figures(report: Report) -> str:
    table = """<table class="MsoTableGrid" border="1"><tr><td><p class="MsoNormal">序号</p></td><td><p class="MsoNormal">项目</p></td><td><p class="MsoNormal">数量</p></td></tr><tr><td><p>1</p></td><td><p>行政复议案件</p></td><td><p>57件</p></td></tr><tr><td><p>2</p></td><td><p>调解矛盾纠纷</p></td><td><p>4108件</p></td></tr></table>"""
    rows = editors.paragraphs(report).split("\n")
    last = max(i for i, row in enumerate(rows) if "right" not in row)
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div class="xl_con"><div class="xl_title">{report.title}</div><div class="xl_content">{"".join(rows[:last])}{table}{"".join(rows[last:])}<p>附件：<a href="a.xlsx">临溪县2023年度行政执法数据统计表.xlsx</a></p></div></div></body></html>"""


@page()
def index_in_blocks(report: Report) -> str:
    pairs = [("索引号", "A00014-0203-2024-0002"), ("发布机构", report.issuer), ("生成日期", "2024-01-25"), ("废止日期", "无"), ("主题分类", "其他"), ("服务对象分类", "其他"), ("内容概述", report.title)]  # fmt: skip
    return f"""<html><head><meta charset="utf-8"><title>信息公开详细页</title></head><body><div class="xxgk-l"><div class="t">政府信息公开</div><p><a href="/zn">政府信息公开指南</a></p><p><a href="/zd">政府信息公开制度</a></p><p><a href="/ml">法定主动公开内容</a></p></div>
<div class="xxgk-r"><dl class="idx">{"".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in pairs)}</dl><div class="bt">{report.title}</div><div class="lx">{editors.word(report)}</div><div class="dy"><span onclick="dy()">打印</span><span onclick="gb()">关闭</span></div></div></body></html>"""


@page("gb18030")
def side_notices(report: Report) -> str:
    notices = "".join(f"<p>{text}</p>" for text in ("为方便群众办事，政务服务大厅周末实行预约办理，请提前一天拨打预约电话。", "近期气温较低，请广大市民注意防寒保暖，安全用火用电用气。"))  # fmt: skip
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>柳湾区</title></head><body><table width="1000"><tr><td width="230" valign="top"><table><tr><td>便民提示</td></tr><tr><td>{notices}</td></tr></table><table><tr><td>天气预报</td></tr><tr><td>今天：多云 3～11℃</td></tr></table></td><td valign="top"><p align="center"><strong>{report.title}</strong></p><p align="center">发布：区政府办　时间：2024/2/1</p>{editors.font_soup(report)}</td></tr></table></body></html>"""


@page()
def lines_of_a_converted_pdf(report: Report) -> str:
    lines = editors.breaks_wrapped(report).replace("&nbsp;&nbsp;", "　").split("<br>\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("　　")]
    half = starts[len(starts) // 2]
    pages = [lines[:half], lines[half:]]
    text = "".join(f'<div class="page" data-page-number="{n}"><div class="textLayer">{"<br>".join(p)}</div><div class="no">— {n} —</div></div>' for n, p in enumerate(pages, 1))  # fmt: skip
    return f"""<html><head><meta charset="utf-8"><title>{report.title}.pdf</title></head><body><div class="toolbar"><span>放大</span><span>缩小</span></div><h2>{report.title}</h2>{text}</body></html>"""


@page("gb18030")
def bare_text(report: Report) -> str:
    text = "\n<p>\n".join(f"　　{text}" for _, text in report.lines())
    return f"""<html><head><title>{report.title}</title><meta http-equiv=content-type content="text/html; charset=gbk"></head><body><div style="background:#eee;border:1px solid #999">这是搜索引擎保存的快照，快照时间为2024年2月3日。搜索引擎与网页作者无关，不对其内容负责。</div><center>白杨镇政务网<br><a href=/>首页</a>　<a href=/a>镇情</a>　<a href=/b>动态</a></center><hr width=90%><center><h3>{report.title}</h3></center>
{text}
<p><center>◎2003-2024 白杨镇人民政府</center></body></html>"""
