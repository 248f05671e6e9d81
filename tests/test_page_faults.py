"""Pages that hold no report say what they are and what to save instead."""

from __future__ import annotations

import pytest

from classifier.documents.html import read_html
from classifier.errors import DocumentError

SENTENCE = "全年办结行政复议案件三十二件，纠正不当行政行为四件，无一超期，群众满意度不断提高。"
MENU = "".join(
    f"<li><a href='/{i}'>{name}</a></li>" for i, name in enumerate(["首页", "公开", "服务", "互动", "专题", "搜索"])
)
REPORTS = "".join(
    f"<li><a href='/{y}.html'>云泽县{y}年法治政府建设工作报告</a><span>{y + 1}-01-20</span></li>"
    for y in range(2015, 2024)
)


def fault(body: str, head: str = "") -> str:
    with pytest.raises(DocumentError) as caught:
        read_html(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())
    return str(caught.value)


def test_a_column_is_a_list_of_links() -> None:
    assert fault(f"<ul>{MENU}</ul><div class='list'><ul>{REPORTS}</ul></div>") == (
        "is a list of links (9 of them), not a report; open one of them and save that page"
    )


def test_a_column_with_summaries_is_a_list_of_links() -> None:
    items = "".join(
        f"<li><a href='/{y}.html'>云泽县{y}年法治政府建设工作报告</a><p>{SENTENCE}</p></li>" for y in range(2015, 2024)
    )
    assert "is a list of links" in fault(f"<ul>{items}</ul>")


def test_a_column_in_a_table_is_a_list_of_links() -> None:
    rows = "".join(
        f"<tr><td>·</td><td><a href='{y}.asp'>云泽县{y}年法治政府建设工作报告</a></td><td>[{y}-1-20]</td></tr>"
        for y in range(2015, 2024)
    )
    assert "is a list of links" in fault(f"<table>{rows}</table>")


def test_a_report_below_a_long_list_of_links_is_a_report() -> None:
    page = f"<html><body><ul>{REPORTS}</ul><div>{f'<p>{SENTENCE}</p>' * 4}</div></body></html>"
    assert read_html(page.encode()).text.count(SENTENCE) == 4


def test_a_page_of_frames_names_them() -> None:
    page = b"<html><head><title>x</title></head><frameset cols='200,*'><frame src='left.htm'><frame src='main.htm'></frameset></html>"
    with pytest.raises(DocumentError, match=r"only frames .*\(left\.htm, main\.htm\); open the frame with the report"):
        read_html(page)


def test_a_page_around_one_inner_frame_names_it() -> None:
    assert "(content_881.html); open the frame" in fault("<h1>云泽县</h1><iframe src='content_881.html'></iframe>")


@pytest.mark.parametrize(
    "viewer",
    [
        "<iframe src='/pdfjs/web/viewer.html?file=/files/2024/report.pdf'></iframe>",
        "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Freport.pdf'></iframe>",
        "<embed src='report.pdf' type='application/pdf' width='100%'>",
        "<object data='../files/report.pdf' type='application/pdf'></object>",
    ],
)
def test_a_page_that_shows_a_pdf_names_the_pdf(viewer: str) -> None:
    assert "only shows a PDF (report.pdf) and holds no text itself; download that file" in fault(
        f"<div>{MENU}</div><h1>云泽县2023年法治政府建设工作报告</h1>{viewer}"
    )


def test_a_page_that_shows_a_word_file_names_the_file() -> None:
    assert "Word or Excel file (报告.docx)" in fault("<iframe src='https://view.example/op?src=报告.docx'></iframe>")


def test_a_saved_viewer_of_pdfs_is_one() -> None:
    body = "<div id='viewerContainer'><div id='viewer' class='pdfViewer'></div></div><a href='a/report.pdf'>下载</a>"
    assert "is a viewer of a PDF (report.pdf)" in fault(body)


def test_a_report_with_its_pdf_below_is_a_report() -> None:
    page = f"<html><body>{f'<p>{SENTENCE}</p>' * 8}<iframe src='report.pdf'></iframe></body></html>"
    assert SENTENCE in read_html(page.encode()).text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>404 Not Found</title>", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"),
        ("<title>提示</title>", "<p>很抱歉，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"),
        ("<title>云泽县人民政府</title>", "<div>抱歉，没有找到您要访问的页面，请检查网址是否正确。</div>"),
        ("<title>错误</title>", "<h2>404</h2><p>请稍后再试。</p>"),
        ("", "<h1>502 Bad Gateway</h1>"),
        ("", "<p>系统维护中，请稍后访问。</p>"),
    ],
)
def test_an_error_page_is_one(head: str, body: str) -> None:
    assert "is an error page" in fault(body, head)


def test_a_short_report_about_lost_pages_is_no_error_page() -> None:
    text = "全县开展政府网站检查，发现并整改页面不存在等问题四十二个，网站维护责任逐级压实，群众访问体验明显改善。" * 2
    assert read_html(f"<html><body><p>{text}</p><p>{SENTENCE}</p></body></html>".encode()).text.startswith(text)


def test_a_check_against_robots_is_one() -> None:
    assert "is a check against robots" in fault("<div>请完成安全验证后继续访问</div><div id='captcha'></div>")


def test_a_login_page_is_one() -> None:
    body = "<form><label>用户名</label><input name=u><label>密码</label><input type=password name=p><button>登录</button></form>"
    assert fault(body) == "is a login page, not a report; log in with a browser and save the page that comes"


def test_a_page_filled_by_script_is_one() -> None:
    body = '<div id=\'app\'></div><script>window.__DATA__={"content":"<p>全年办结案件三十二件。</p>"}</script>'
    assert "holds no text: the page loads it by script; open it in a browser" in fault(body)


def test_a_page_of_pictures_is_one() -> None:
    pictures = "".join(f"<p><img src='W0{i}.jpg' width='900'></p>" for i in range(5))
    assert "holds pictures (5 of them) and no text" in fault(f"<h1>云泽县2023年法治政府建设工作报告</h1>{pictures}")
