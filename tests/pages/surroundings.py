"""What sites put around a report, invented: menus, lists, remarks."""

from __future__ import annotations

NEWS = [
    "全县经济工作会议在会议中心召开",
    "县领导到白杨镇调研乡村产业发展",
    "临溪县举办第三届柑橘采摘节",
    "关于开展城区道路临时交通管制的通告",
    "柳湾区启动老旧小区改造百日攻坚行动",
    "石桥市公共自行车系统全面升级上线",
    "县卫生健康局开展义诊进乡村活动",
    "2023年临溪县事业单位公开招聘拟聘用人员公示",
    "清河市召开安全生产工作电视电话会议",
    "我县三家企业入选省级专精特新名单",
]
SUMMARIES = [
    "1月15日，全县经济工作会议召开，会议总结了过去一年的经济工作，研究部署了新一年的重点任务。",
    "县委主要负责同志一行先后来到白杨镇柑橘基地、冷链物流中心，实地了解产业发展情况，并与种植户亲切交谈。",
    "采摘节为期十天，吸引周边游客近三万人次，带动柑橘销售八百余万元，成为群众增收的“金果果”。",
    "因道路施工需要，自即日起对城区人民路实行临时交通管制，请过往车辆提前规划路线，注意行车安全。",
    "行动将用一百天时间，对全区三十二个老旧小区的管网、路面、停车位进行改造，惠及居民一万二千户。",
]
COMMENTS = [
    "支持县里的工作，希望明年把城西的路灯也修一修，晚上走路实在太黑了。",
    "报告写得很实在，我们村的调解员老王确实不错，上次邻居家的事就是他帮忙解决的！",
    "请问办理营业执照现在需要带哪些材料？窗口几点上班？希望有工作人员回复一下。",
]
MENU = ["首页", "走进临溪", "政务公开", "政务服务", "互动交流", "专题专栏"]
CHANNELS = [
    "机构职能",
    "政策文件",
    "规划计划",
    "财政信息",
    "人事信息",
    "重大建设项目",
    "应急管理",
    "法治政府建设年度报告",
]


def links(texts: list[str], *, before: str = "", after: str = "") -> str:
    return "\n".join(
        f'{before}<a href="/art/2024/1/{i + 3}/art_{1200 + i}.html" target="_blank" title="{text}">{text}</a>{after}'
        for i, text in enumerate(texts)
    )


def menu() -> str:
    return "<ul>" + links(MENU, before="<li>", after="</li>") + "</ul>"


def dated_list() -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="./t2024{i:04d}.shtml">{text}</a><span>2024-01-{10 + i}</span></li>'
            for i, text in enumerate(NEWS)
        )
        + "</ul>"
    )


def summaries() -> str:
    """A list of news with real sentences."""
    return "".join(
        f'<li><h4><a href="/news/{i}.html">{title}</a></h4><p>{text}</p><span class="date">2024-01-{12 + i}</span></li>'
        for i, (title, text) in enumerate(zip(NEWS, SUMMARIES, strict=False))
    )


def script(size: int = 20) -> str:
    return (
        "<script type='text/javascript'>\nvar _hmt = _hmt || [];\n"
        + "(function(){var s='<p>这不是正文，是脚本里的一句话。</p>';document.write(s);})();\n" * size
        + "</script>"
    )
