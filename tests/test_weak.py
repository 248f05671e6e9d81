"""Weak labels: which heading decides, and what comes out for people and for training."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from classifier.dataset import WEAK, LabelledRow, hide_leads, read_rows
from classifier.errors import DocumentError, OutputError
from classifier.labelling.gathering import Candidate, gather_paragraphs
from classifier.labelling.rules import Matcher, Rule
from classifier.labelling.weak import label_paragraph
from classifier.labelling.weak_labels import label_candidates, write_weak_labels
from tests.conftest import make_rows

MATCHER = Matcher(
    [
        Rule("普法宣传", "普法|宪法"),
        Rule("行政执法", "执法"),
        Rule("矛盾纠纷化解", "调解|复议"),
        Rule("营商环境", "优化服务", "低"),
        Rule("其他", "组织领导", "低"),
        Rule("其他", "第一责任人|督察"),
        Rule("普法宣传", "普法*总结", "中", ("题名",)),
    ]
)
REPORT = """云岭县2023年法治政府建设情况报告

2023年，云岭县深入学习贯彻习近平法治思想，扎实推进依法行政，取得积极成效。现将有关情况报告如下。

一、主要工作

（一）规范行政执法

1.开展案卷评查。抽查行政处罚案卷八十卷，通报问题二十个，督促各单位整改到位。

2.抓好普法工作。组织宪法宣传周活动，发放法治手册三千册，举办讲座十二场次。

（二）化解矛盾纠纷

各乡镇调解委员会全年调解邻里纠纷三百件，调解成功率达到百分之九十八以上。

二、存在的问题

一年来，法治政府建设取得一定成效，但与群众期待相比仍有差距，基层执法力量不足，普法形式单一。
"""


def label(text: str, *headings: str, **told: str):
    return label_paragraph(text, MATCHER, headings=headings, **told)


def test_a_lead_that_names_another_theme_than_its_section_wins():
    found = label("1.抓好普法工作。发放手册三千册。", "（一）规范执法")
    assert (found.theme, found.source, found.words) == ("普法宣传", "段首句", "普法")


def test_the_nearest_heading_that_speaks_wins():
    text = "全年开展宪法宣传周活动十二次，办理复议案件三件"
    assert label(text, "一、做好调解复议", "（一）抓实普法", "1.有关情况").theme == "普法宣传"


def test_a_heading_is_believed_less_where_the_paragraph_has_no_word_of_its_theme():
    assert label("全年粮食产量达到三十万吨，比上年增长百分之二", "（一）抓实普法").level == "低"
    assert label("全年粮食产量达到三十万吨，开展宪法宣传活动十次", "（一）抓实普法").level == "高"


def test_a_sure_heading_outweighs_a_lead_that_any_paragraph_may_have():
    found = label("1.加强组织领导。成立执法检查领导小组，印发方案。", "（一）规范执法")
    assert (found.theme, found.source) == ("行政执法", "章节")


def test_the_heading_decides_between_two_themes_of_a_lead():
    assert label("1.调解与普法结合。调解员普法二十场。", "（一）抓实普法").theme == "普法宣传"
    assert label("1.调解与普法结合。调解员普法二十场。", "（一）主要做法").level == "低"


def test_a_lead_that_is_one_of_several_items_says_nothing():
    assert label("一是开展普法，二是加强调解，三是规范其他各项工作，取得成效") is None


def test_openings_and_closings_are_about_nothing_in_particular():
    found = label("2023年，全县认真贯彻落实上级各项决策部署，取得成效", role="导语")
    assert (found.theme, found.source) == ("其他", "类型")


def test_a_paragraph_that_turns_to_problems_does_not_follow_its_heading():
    assert label("但是工作中仍存在不少问题，主要是普法形式单一、人员不足", "（一）抓实执法") is None


def test_a_document_about_one_matter_says_so_in_its_title():
    found = label("各单位召开动员会，学习宪法，印发方案", title="临海镇普法工作总结")
    assert (found.theme, found.source, found.level) == ("普法宣传", "题名", "中")


def test_what_the_leader_did_is_not_the_theme_that_it_mentions():
    found = label("带头参加普法活动。听取汇报五次。", "二、履行第一责任人职责情况", role="履职")
    assert found.theme == "其他"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "reports" / "云岭2023.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_reports_become_rows_to_train_on(report: Path, tmp_path: Path):
    found = label_candidates(gather_paragraphs(report.parent))
    write_weak_labels(found, str(tmp_path / "weak.xlsx"))
    rows = read_rows(tmp_path / "weak.xlsx")
    assert [(row.theme, row.source) for row in rows] == [
        ("其他", "弱标注：首句"),
        ("行政执法", "弱标注：段首句"),
        ("普法宣传", "弱标注：段首句"),
        ("矛盾纠纷化解", "弱标注：首句"),
    ]
    assert all(row.is_weak and row.report.endswith("云岭2023.txt") for row in rows)
    assert rows[1].heading == "一、主要工作 > （一）规范行政执法"


def test_the_workbook_shows_the_source_of_each_label_and_what_each_rule_does(report: Path, tmp_path: Path):
    truth = [LabelledRow(c.text, "其他") for c in gather_paragraphs(report)]
    write_weak_labels(label_candidates(gather_paragraphs(report), truth=truth), str(tmp_path / "weak.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "weak.xlsx")
    assert book.sheetnames == ["弱标注", "规则", "说明"]
    head, _, first, *_ = book["弱标注"].iter_rows(values_only=True)
    told = dict(zip(head, first, strict=True))
    assert (told["依据"], told["词语"], told["级别"]) == ("1.开展案卷评查。", "案卷评查", "高")
    head, *lines = book["规则"].iter_rows(values_only=True)
    rule = next(dict(zip(head, line, strict=True)) for line in lines if "案卷评查" in line[1])
    assert (rule["覆盖段数"], rule["有标注"], rule["准确率"]) == (1, 1, 0)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_every_format_is_read_back(report: Path, tmp_path: Path, suffix):
    found = label_candidates(gather_paragraphs(report))
    write_weak_labels(found, str(tmp_path / f"weak{suffix}"))
    assert len(read_rows(tmp_path / f"weak{suffix}")) == found.labelled == 4


def test_text_of_reports_is_never_a_formula(tmp_path: Path):
    found = label_candidates([Candidate("=1+1，开展普法", "=cmd.txt", headings=("=抓好普法",))])
    write_weak_labels(found, str(tmp_path / "weak.csv"))
    write_weak_labels(found, str(tmp_path / "weak.xlsx"))
    cells = next(csv.DictReader(io.StringIO((tmp_path / "weak.csv").read_text(encoding="utf-8-sig"))))
    assert cells["text"] == "'=1+1，开展普法"
    sheet = openpyxl.load_workbook(tmp_path / "weak.xlsx")["弱标注"]
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def test_an_output_that_is_there_is_kept(report: Path, tmp_path: Path):
    (tmp_path / "weak.csv").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        write_weak_labels(label_candidates([]), str(tmp_path / "weak.csv"))


def test_coverage_and_precision_are_counted_where_real_labels_are_known():
    candidates = [
        Candidate("1.抓普法。办了三场。"), Candidate("1.抓普法。发了手册。"), Candidate("无标题的段落"), Candidate("另一段落")
    ]  # fmt: skip
    truth = [LabelledRow(c.text, t) for c, t in zip(candidates, ["普法宣传", "行政执法", "普法宣传"], strict=False)]
    found = label_candidates(candidates, truth=truth)
    assert found.coverage == pytest.approx(2 / 3)
    assert found.precision == 0.5


def test_training_does_not_see_the_lead_that_gave_the_label():
    row = LabelledRow("1.抓好普法。组织讲座三十场，发放手册。", "普法宣传", source=f"{WEAK}：段首句")
    assert hide_leads([row])[0].text == "组织讲座三十场，发放手册。"
    kept = [replace(row, source=f"{WEAK}：章节"), replace(row, source=""), replace(row, text="1.抓好普法。讲座三场。")]
    assert hide_leads(kept) == kept


def test_a_report_that_cannot_be_read_is_told_and_left_out(report: Path):
    (report.parent / "坏.txt").write_bytes(b"")
    failures: list[Exception] = []
    assert gather_paragraphs(report.parent, on_failure=failures.append)
    assert "坏.txt: is empty" in str(failures[0])
    with pytest.raises(DocumentError, match="no paragraph was found"):
        gather_paragraphs(report.parent / "坏.txt", on_failure=failures.append)


def test_a_model_says_that_its_labels_were_weak(tmp_path: Path, kept):
    from classifier.publication import publish
    from classifier.training import train

    rows = [replace(row, source=f"{WEAK}：章节") for row in make_rows()]
    version = publish(train(rows), kept, name="weak")
    assert kept.manifest(version)["data"]["weak_rows"] == len(rows)
    assert "come from headings by rules" in (version.path / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_json_lines_hold_the_columns_of_labelled_rows(report: Path, tmp_path: Path):
    write_weak_labels(label_candidates(gather_paragraphs(report)), str(tmp_path / "weak.jsonl"))
    first = json.loads((tmp_path / "weak.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert {"id", "report", "heading", "text", "theme", "also", "split", "source"} <= set(first)


def test_where_no_heading_speaks_the_first_clauses_do_if_they_agree():
    found = label("去年以来全镇各村按照统一安排，广泛开展普法活动，组织宪法讲座", "一、主要做法")
    assert (found.theme, found.source, found.level) == ("普法宣传", "正文", "中")
    assert label("去年以来全镇各村按照统一安排，广泛开展普法活动，组织案件调解", "一、主要做法") is None
    assert label("去年以来全镇各村按照统一安排，广泛开展普法活动，组织文艺演出", "一、主要做法") is None
