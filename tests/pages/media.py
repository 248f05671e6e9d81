"""Pages of newspapers, telephones and public accounts that print a report."""

from __future__ import annotations

from tests.pages import editors
from tests.pages.report import Report
from tests.pages.surroundings import COMMENTS, MENU, NEWS, SUMMARIES, links, menu, script, summaries
from tests.pages.template import page


@page()
def wechat_account(report: Report) -> str:
    return f"""<!DOCTYPE html><html class=""><head><meta charset="utf-8"><meta property="og:title" content="{report.title}" /><meta property="og:site_name" content="微信公众平台" /><meta name="author" content="临溪普法" /><title></title></head>
<body id="activity-detail" class="zh_CN mm_appmsg"><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary"><div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title" id="activity-name">{report.title}</h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">临溪县司法局</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">临溪普法</a></span><em id="publish_time" class="rich_media_meta">2024-02-02 18:00</em><em class="rich_media_meta">云泽</em></div>
<div class="rich_media_content js_underline_content defaultNoSetting" id="js_content" style="visibility: hidden; opacity: 0; ">{editors.wechat(report)}<p style="display: none;"><mp-style-type data-value="10000"></mp-style-type></p></div>
<div class="rich_media_tool"><div class="media_tool_meta">阅读 <span>2014</span></div></div></div></div></div>
<div class="rich_media_area_extra" style="display:none"><div class="rich_media_extra">继续滑动看下一个</div></div></div></div>
<div class="weui-dialog" style="display:none"><p>微信扫一扫</p><p>关注该公众号</p></div>{script(300)}<script>var msg_title = '{report.title}';</script></body></html>"""


@page()
def people_reprint(report: Report) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"/><meta name="source" content="临溪日报"/><meta name="publishdate" content="2024-02-02"/><title>{report.title}--地方--云泽网</title></head>
<body><div class="header"><div class="w1000">{" ".join(links([m]) for m in MENU)}</div></div><div class="path w1000"><a href="/">云泽网</a>&gt;&gt;<a href="/df">地方</a></div>
<div class="col-1-1 w1000"><div class="col col-1 fl"><h3 class="pre"></h3><h1>{report.title}</h1><h4 class="sub"></h4><div class="author">本网记者 陈某</div><div class="channel"><div class="col-1-1 fl">2024年02月02日08:41 | 来源：<a href="http://x">临溪日报</a></div><div class="rm_font"><a href="javascript:">小字号</a></div></div>
<div class="rm_txt_con cf">{editors.paragraphs(report)}<div class="box_pic"></div><div class="edit cf">(责编：周某、吴某)</div></div>
<p class="paper_num rm_txt_num">分享让更多人看到</p><div class="recommend-box"><h2>推荐阅读</h2><ul>{summaries()}</ul></div></div>
<div class="col col-2 fr"><h2>热门排行</h2><ul class="rank-list">{links(NEWS, before="<li><span>1</span>", after="</li>")}</ul></div></div>
<div class="w1000 foot">云泽网版权所有，未经书面授权禁止使用。Copyright © 1997-2024. all rights reserved</div></body></html>"""


@page()
def portal_with_comments(report: Report) -> str:
    thread = "".join(
        f'<div class="item"><div class="user"><a href="/u/{i}">网友{i}</a><span>2024-02-0{i + 2} 10:2{i}</span></div><div class="say">{text}</div><div class="op"><a href="#">回复</a> <a href="#">赞(3)</a></div></div>'
        for i, text in enumerate(COMMENTS)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{report.title}_云泽新闻_云泽在线</title></head><body><div id="top_nav">{menu()}</div>
<div class="article-wrap"><h1 id="artibodyTitle">{report.title}</h1><div class="art_meta"><span class="time-source">2024年02月02日 08:00 <span data-sudaclick="media_name"><a href="http://x">云泽在线</a></span></span></div>
<div class="article" id="artibody">{editors.paragraphs(report)}<p class="article-editor">责任编辑：赵某</p></div>
<div class="thread"><h3>网友评论</h3><p>文明上网理性发言，请遵守评论服务协议。</p>{thread}</div></div>
<div class="hot-news"><h3>热点新闻</h3>{"".join(f"<div><a href='/h{i}.html'>{a}</a><p>{b}</p></div>" for i, (a, b) in enumerate(zip(NEWS, SUMMARIES, strict=False)))}</div></body></html>"""


@page()
def mobile_h5(report: Report) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{report.title}</title></head>
<body><div class="m-head"><a class="back" href="javascript:history.go(-1)">返回</a><span>详情</span><a class="menu-btn">菜单</a></div><div class="m-menu hide">{menu()}</div>
<section class="m-article"><div class="m-title">{report.title}</div><div class="m-info"><span>2024-02-01</span><span>{report.issuer}</span><span>阅读 560</span></div><div class="m-body">{editors.divs(report)}</div></section>
<div class="m-like"><span>点赞 12</span></div><div class="m-list"><div class="tit">猜你喜欢</div>{links(NEWS, before="<dl><dd>", after="</dd></dl>")}</div>
<div class="m-foot"><a href="/pc">电脑版</a> | <a href="/m">手机版</a><p>临溪县人民政府主办</p></div></body></html>"""


@page()
def english_chrome(report: Report) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{report.title} | Shiqiao Municipal Government</title></head><body><header><a href="/en">Shiqiao</a><nav><a href="/">Home</a><a href="/news">News</a><a href="/gov">Government</a></nav></header>
<div class="crumbs">Home &gt; Documents &gt; Annual report</div><article><h1>{report.title}</h1><p class="meta">Source: {report.issuer} | Updated: 2022-02-10 | Views: 1,204</p><p>Font size: A+ A A-</p><div class="body">{editors.wrapped_source(report)}</div><p>Print | Close | Back to top</p></article>
<section class="more"><h2>Related Articles</h2><ul><li><a href="/1">Shiqiao opens its first bicycle lane along the river</a></li><li><a href="/2">Old town to be protected by a new regulation</a></li></ul></section><footer>Copyright © Shiqiao Municipal People's Government. All Rights Reserved.</footer></body></html>"""


@page()
def single_page_app_saved(report: Report) -> str:
    """Saved after its scripts ran: no id or class that says anything."""
    return f"""<html><head><meta charset="utf-8"><title>政务公开</title>{script(100)}</head><body><div id="app"><div class="_1kx"><div class="_2ab">{"".join(f"<span class=_z>{m}</span>" for m in MENU)}</div></div><div class="_3cd"><div class="_4ef"><div class="_t9">{report.title}</div><div class="_t8"><span>2024-02-01</span><span>来源：{report.issuer}</span></div><div class="_5gh"><div>{editors.wps(report)}</div></div></div><div class="_9xy"><div>大家都在看</div>{"".join(f"<div class=_q><a href='#/d/{i}'>{a}</a><div>{b}</div></div>" for i, (a, b) in enumerate(zip(NEWS, SUMMARIES, strict=False)))}</div></div></div>{script(50)}</body></html>"""


@page()
def sections_as_siblings(report: Report) -> str:
    """The report lies in several containers side by side."""
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title></head><body><div class="wrap"><div class="bar">{" ".join(links([m]) for m in MENU)}</div><h1>{report.title}</h1>{editors.sections(report)}<div class="bar2">{links(NEWS)}</div></div></body></html>"""


@page()
def twice_for_telephones(report: Report) -> str:
    """The same text for wide and for narrow screens; a style sheet shows one of them."""
    return f"""<html><head><meta charset="utf-8"><title>{report.title}</title><style>@media(max-width:700px){{.pc{{display:none}}}}</style></head><body><div class="pc"><h1>{report.title}</h1><p class="i">发布时间：2024-02-01</p><div class="text">{editors.paragraphs(report)}</div></div><div class="wap"><h1>{report.title}</h1><div class="text">{editors.divs(report)}</div></div></body></html>"""
