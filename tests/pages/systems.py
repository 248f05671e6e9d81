"""Pages of content systems that government sites run on."""

from __future__ import annotations

from tests.pages import editors
from tests.pages.report import Report
from tests.pages.surroundings import CHANNELS, MENU, NEWS, dated_list, links, menu, script, summaries
from tests.pages.template import page


@page()
def trs_wcm(report: Report) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="SiteName" content="临溪县人民政府门户网站" /><meta name="ColumnName" content="年度报告" />
<meta name="ArticleTitle" content="{report.title}" /><meta name="PubDate" content="2024-02-01 09:12" /><meta name="ContentSource" content="{report.issuer}" />
<title>{report.title}_临溪县人民政府</title>{script()}
<link href="../../../images/style.css" rel="stylesheet" type="text/css" /></head>
<body><div class="header"><div class="top w1000"><span>今天是2024年2月3日 星期六</span><a href="/wza">无障碍</a> | <a href="/old">长者模式</a> | <a href="mailto:x">邮箱</a></div>
<div class="logo"><a href="/"><img src="logo.png" alt="临溪县人民政府"/></a></div><div class="nav">{menu()}</div></div>
<div class="location">您当前的位置：{links(["首页", "政务公开", "法治政府建设年度报告"], before=" &gt; ")}</div>
<div class="detail w1000"><div class="xl-tit"><h1>{report.title}</h1></div>
<div class="xl-info"><span>发布日期：2024-02-01 09:12</span><span>来源：{report.issuer}</span><span>浏览次数：<em id="hits">218</em></span><span>字体：【<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>】</span></div>
<div class="TRS_Editor" id="zoom">{editors.trs_editor(report)}</div>
<div class="fujian"><p>附件：</p><p><a href="./P020240201.docx">临溪县统计表.docx</a></p></div>
<div class="xgwd"><h3>相关文档</h3>{dated_list()}</div>
<div class="share"><span>分享到：</span><a href="#">微信</a><a href="#">微博</a></div>
<div class="close"><a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a></div></div>
<div class="footer"><p>主办单位：临溪县人民政府办公室　承办单位：临溪县电子政务中心</p><p>网站标识码：0000000001　<a href="https://beian.example">云ICP备00000001号</a>　云公网安备 00000000000001号</p><p>地址：云泽省清河市临溪县人民路1号 邮编：000000</p></div></body></html>"""


@page()
def dahan_jpage(report: Report) -> str:
    info = "".join(
        f'<tr><td class="bt" width="80">{k}：</td><td>{v}</td><td class="bt">{k2}：</td><td>{v2}</td></tr>'
        for k, v, k2, v2 in [
            ("索&nbsp;引&nbsp;号", "014300/2024-00012", "组配分类", "法治政府建设"),
            ("发布机构", report.issuer, "发文日期", "2024-02-01"),
            ("文　　号", "", "时 效 性", "有效"),
        ]
    )
    return f"""<!DOCTYPE html><html><head><meta charset='utf-8'><title>临溪县人民政府 法治政府建设 {report.title}</title>
<meta name="ArticleTitle" content="{report.title}"><meta name="pubdate" content="2024-02-01"></head>
<body><div id="barrierfree_container"><div class="bt-top"><script src="/jpage.js"></script></div>
<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0" class="bt-position"><tr><td>当前位置：<a href="/">首页</a> &gt;&gt; <a href="/col">政务公开</a> &gt;&gt; 正文</td></tr></table>
<div class="xxgk_infotable"><table class="xxgk_table">{info}<tr><td>信息名称：</td><td colspan="3">{report.title}</td></tr></table></div>
<div class="main-txt"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"><div class="bt_title">{report.title}</div>
<div class="artile_zw" id="c"><div class="article-content">{editors.paragraphs(report)}</div></div><meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div>
<div class="wza-ewm"><p>扫一扫在手机打开当前页</p><img src="ewm.png"></div>
<div class="print"><a href="javascript:doPrint()">打印</a><a href="javascript:window.close()">关闭</a></div></div>
<div id="footer"><p>版权所有：临溪县人民政府</p><p>建议使用1024×768分辨率，IE9.0以上浏览器访问，可获得最佳浏览效果。</p></div></body></html>"""


@page()
def ucap(report: Report) -> str:
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="UTF-8"/><meta name="SiteName" content="石桥市人民政府"/><meta name="ArticleTitle" content="{report.title}"/><title>{report.title}</title></head>
<body><header class="ucap-header"><div class="wrap"><a href="/">石桥市人民政府</a><form action="/search"><input placeholder="请输入关键字"/><button>搜索</button></form></div><nav>{menu()}</nav></header>
<div class="crumb"><a href="/">首页</a><i>&gt;</i><a href="/gk">公开</a><i>&gt;</i><span>正文</span></div>
<div class="article"><h1><ucaptitle>{report.title}</ucaptitle></h1>
<div class="article-info"><publishtime>2022-02-10 10:22</publishtime><span>来源：<source>{report.issuer}</source></span><span>阅读量：<i>1024</i></span></div>
<div id="UCAP-CONTENT"><UCAPCONTENT>{editors.paragraphs(report)}</UCAPCONTENT></div>
<p class="editor">责任编辑：李某某</p>
<div class="article-bottom"><a class="print" href="javascript:">打印</a><a class="fav">收藏</a></div></div>
<div class="relate"><h2>相关稿件</h2><ul>{links(NEWS[:5], before="<li>", after="</li>")}</ul></div>
<footer><p>石桥市人民政府主办 石桥市政务服务数据管理局承办</p><p>网站标识码 0000000002</p></footer>{script()}</body></html>"""


@page()
def vsb_boda(report: Report) -> str:
    return f"""<!DOCTYPE html><HTML><HEAD><TITLE>{report.title}-柳湾区司法局</TITLE><META charset="UTF-8" content="text/html; charset=utf-8" http-equiv="Content-Type"><META name="pageType" content="3"><META name="pageTitle" content="{report.title}">
<!--Announced by Visual SiteBuilder 9--><script>_jsq_(1016,'/content.jsp',1203,1446)</script></HEAD>
<BODY><div class="nav">{menu()}</div><div class="ny_left"><div class="lm_tit">信息公开</div><ul>{links(CHANNELS, before="<li>", after="</li>")}</ul></div>
<div class="ny_right"><div class="dqwz">当前位置： <a href="../index.htm">网站首页</a> &gt;&gt; <a href="../gk.htm">信息公开</a> &gt;&gt; 正文</div>
<form name="_newscontent_fromname"><div class="content-title"><h3>{report.title}</h3><i>发布日期：2023-02-08&nbsp;&nbsp;&nbsp;&nbsp;点击：<span id="dynclicks">302</span></i></div>
<div id="vsb_content" class="content-con"><div class="v_news_content">{editors.word(report)}</div></div><div id="div_vote_id"></div>
<p>附件【<a href="/system/_content/download.jsp?id=1" target="_blank"><span>柳湾区统计表.xls</span></a>】已下载<span>6</span>次</p>
<div class="page"><p>上一条：<a href="1202.htm">{NEWS[0]}</a></p><p>下一条：<a href="1204.htm">{NEWS[1]}</a></p></div></form>
<p align="right">【<a href="javascript:window.opener=null;window.open('','_self');window.close();">关闭</a>】</p></div>
<div class="foot">版权所有©柳湾区司法局 地址：云泽省石桥市柳湾区解放路8号 电话：0000-0000000</div></BODY></HTML>"""


@page()
def index_table_page(report: Report) -> str:
    cells = [
        ("索 引 号", "000014/2024-00037"), ("主题分类", "司法、法治政府建设"), ("发文机关", report.issuer), ("成文日期", "2024年01月19日"),
        ("标　　题", report.title), ("发文字号", "临政发〔2024〕3号"), ("有 效 性", "有效"), ("发布日期", "2024年02月01日"),
    ]  # fmt: skip
    rows = "".join(
        "<tr>" + "".join(f"<td><b>{k}</b></td><td>{v}</td>" for k, v in cells[i : i + 2]) + "</tr>"
        for i in range(0, 8, 2)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title}</title></head><body>
<div class="gov-head"><h1 class="site">临溪县人民政府</h1></div><div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/zc">政策</a></div>
<div class="policyLibraryOverview_content"><table border="1">{rows}</table></div>
<div class="share-box"><a class="share-btn-weixin" title="微信"></a>【字体：<span>大</span> <span>中</span> <span>小</span>】<a>打印</a></div>
<div class="pages_content" id="UCAP-CONTENT">{editors.ueditor(report)}</div>
<div class="related"><div class="related_title">相关解读</div><ul><li><a href="1.htm">一图读懂年度报告</a></li></ul></div>
<div class="footer-b">主办单位：临溪县人民政府办公室 <span>云ICP备00000001号</span></div></body></html>"""


@page("gb18030")
def dede_article(report: Report) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>{report.title}_通知公告_白杨镇人民政府</title><meta name="keywords" content="法治" /></head>
<body class="articleview"><div class="header_top"><div class="w960 center"><span id="time">欢迎访问白杨镇人民政府网站！</span><div class="toplinks"><a href="#">设为首页</a>|<a href="#">加入收藏</a></div></div></div>
<div class="w960 center clear mt1"><div class="pleft"><div class="place"><strong>当前位置:</strong> <a href='/'>主页</a> > <a href='/gg/'>通知公告</a> > </div>
<div class="viewbox"><div class="title"><h2>{report.title}</h2></div><div class="info"><small>时间:</small>2024-12-31 09:30<small>来源:</small>未知 <small>作者:</small>admin <small>点击:</small><script src="/plus/count.php"></script>次</div>
<div class="content"><table width='100%'><tr><td>{editors.paragraphs(report)}</td></tr></table></div>
<div class="dede_pages"><ul class="pagelist"></ul></div><div class="newdigg"><div class="diggbox"><a href="javascript:">顶一下</a><p>(0)</p></div></div>
<div class="handle"><div class="context"><ul><li>上一篇：<a href='/1.html'>{NEWS[2]}</a> </li><li>下一篇：没有了 </li></ul></div><div class="actbox"><ul><li><a href="#">收藏</a></li><li><a href="#">挑错</a></li><li><a href="#">推荐</a></li><li><a href="#">打印</a></li></ul></div></div></div>
<div class="mt1"><dl class="tbox"><dt><strong>最新评论</strong></dt><dd>评论请文明上网，自觉遵守互联网相关的政策法规，严禁发布不实言论。</dd></dl></div></div>
<div class="pright"><dl class="tbox light"><dt class='light'><strong>推荐内容</strong></dt><dd class='light'><ul class="d4">{summaries()}</ul></dd></dl></div></div>
<div class="footer w960 center mt1 clear"><p class="copyright">Copyright &copy; 2002-2024 白杨镇人民政府 版权所有</p></div></body></html>"""


@page("gb18030")
def empire_cms(report: Report) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{report.title} - 柳湾区人民政府</title></head>
<body topmargin="0" class="showpage"><table width="920" border="0" align="center"><tr><td>{" | ".join(links([m]) for m in MENU)}</td></tr></table>
<table width="920" border="0" align="center" cellpadding="0" cellspacing="0"><tr valign="top"><td class="content"><table width="100%" class="position"><tr><td>现在的位置：<a href="/">首页</a>&nbsp;>&nbsp;<a href="/news">政务信息</a></td></tr></table>
<table width="100%" class="box"><tr><td><table width="100%" class="title_info"><tr><td><h1>{report.title}</h1></td></tr><tr><td class="info_text">时间：2023-02-08&nbsp;&nbsp;来源：{report.issuer}&nbsp;&nbsp;作者：佚名</td></tr></table>
<table width="100%" border="0"><tr><td id="text">{editors.breaks(report)}<p align="center" class="pageLink"></p></td></tr></table>
<table width="100%" border="0"><tr><td><table width="100%"><tr><td width="50%"><strong>下一篇：</strong><a href='2.html'>{NEWS[3]}</a></td></tr></table></td></tr></table></td></tr></table></td>
<td class="sider"><table width="100%" class="title"><tr><td><strong>热门新闻</strong></td></tr></table><table width="100%" class="box"><tr><td><ul>{links(NEWS, before="<li>", after="</li>")}</ul></td></tr></table></td></tr></table>
<table width="920" align="center"><tr><td align="center">Powered by EmpireCMS 7.5 &copy; 2002-2023</td></tr></table></body></html>"""


@page()
def wordpress_like(report: Report) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{report.title} &#8211; 白杨镇</title><meta property="og:title" content="{report.title}" /><meta property="og:site_name" content="白杨镇" /></head>
<body class="post-template-default single single-post"><a class="skip-link screen-reader-text" href="#content">跳至内容</a><div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">白杨镇</a></p><nav id="site-navigation" class="main-navigation">{menu()}</nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-88" class="post-88 post type-post"><header class="entry-header"><h1 class="entry-title">{report.title}</h1><div class="entry-meta"><span class="posted-on">发布于 <time datetime="2025-01-02">2025年1月2日</time></span><span class="byline">由 <a href="/author">办公室</a></span></div></header>
<div class="entry-content">{editors.headed(report)}</div><footer class="entry-footer"><span class="cat-links">发布在 <a href="/c">政务公开</a></span></footer></article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">文章导航</h2><div class="nav-links"><div class="nav-previous"><a href="/1"><span>上一篇</span> {NEWS[5]}</a></div></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">《{report.title}》有 2 条评论</h2><ol class="comment-list"><li><p>支持镇里的工作，希望把赶集日的停车问题也解决一下。</p><a href="#r">回复</a></li><li><p>写得好，板凳夜谈确实管用，我家的地界就是这么谈拢的。</p></li></ol><p class="logged-in-as">要发表评论，您必须先登录。</p></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2 class="widget-title">近期文章</h2><ul>{links(NEWS, before="<li>", after="</li>")}</ul></section></aside></div>
<footer id="colophon" class="site-footer">自豪地采用WordPress</footer></div></body></html>"""
