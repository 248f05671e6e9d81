"""What headings say: rules of plain words, and the table that they are kept in."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import DatasetError
from classifier.labelling.rules import LEVELS, LONGEST, SILENT, Matcher, Rule, simplify, split_pattern
from classifier.labelling.rules_table import read_rules, write_rules
from tests.hostile_rows import TEXTS


def themes(heading: str, *rules: Rule) -> tuple[str, ...]:
    return Matcher(rules).read(heading, "章节").themes


def test_the_longer_of_two_overlapping_words_counts():
    rules = Rule("行政执法", "执法"), Rule("普法宣传", "谁执法谁普法")
    assert themes("（一）落实“谁执法谁普法”责任制", *rules) == ("普法宣传",)


def test_a_star_stands_for_characters_of_the_same_phrase_only():
    rule = Rule("普法宣传", "法治*宣传")
    assert themes("加强法治文化宣传", rule) == ("普法宣传",)
    assert themes("建设法治政府，做好宣传", rule) == ()


def test_width_quotation_marks_and_markers_do_not_matter():
    assert simplify("（一）深化“放管服” 改革") == simplify("1.深化放管服改革") == "深化放管服改革"


def test_the_surer_rule_decides_about_a_heading():
    rules = Rule("营商环境", "营商环境", "中"), Rule("行政执法", "涉企执法", "高")
    assert themes("规范涉企执法，优化营商环境", *rules) == ("行政执法",)


def test_a_heading_that_names_two_themes_names_both_in_its_order():
    rules = Rule("普法宣传", "普法"), Rule("矛盾纠纷化解", "调解")
    assert themes("做好调解和普法", *rules) == ("矛盾纠纷化解", "普法宣传")


def test_words_that_say_nothing_keep_others_from_matching():
    rules = Rule("矛盾纠纷化解", "化解"), Rule(SILENT, "化解债务")
    assert themes("稳妥化解债务", *rules) == ()


def test_a_rule_applies_where_it_says():
    matcher = Matcher([Rule("普法宣传", "普法*总结", "中", ("题名",))])
    assert matcher.read("普法工作总结", "题名").themes == ("普法宣传",)
    assert matcher.read("普法工作总结", "章节").themes == ()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "no words"),
        ("*", "no words"),
        ("|", "no words"),
        ("法*" * 9, "more than 3 gaps"),
        ("法" * 500, "longer than"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(pattern, reason):
    with pytest.raises(DatasetError, match=reason):
        split_pattern(pattern)


def test_signs_of_regular_expressions_are_plain_characters():
    assert themes("（一）执法[a-z]+", Rule("行政执法", "[a-z]+")) == ("行政执法",)
    assert themes("执法abc", Rule("行政执法", "(?:a|b)+$")) == ()


def test_hostile_patterns_and_headings_take_no_time():
    rules = [Rule("甲", "法*法*法*法"), Rule("乙", "(法+)+$"), *(Rule("丙", f"法*{n}") for n in range(500))]
    began = time.perf_counter()
    Matcher(rules).read("法" * 100_000, "章节")
    assert time.perf_counter() - began < 2


@given(st.text(), st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4))
def test_any_heading_can_be_read_with_any_words(heading, words):
    try:
        matcher = Matcher([Rule(f"主题{n}", word) for n, word in enumerate(words)])
    except DatasetError:
        return
    saying = matcher.read(heading, "章节")
    assert all(match.words in simplify(heading) for match in saying.matches)


def test_the_shipped_rules_know_the_five_themes_and_the_rest():
    known = {rule.theme for rule in read_rules()}
    assert known == {"营商环境", "行政执法", "矛盾纠纷化解", "普法宣传", "决策法治化", "其他", SILENT}


def test_no_shipped_word_stands_in_two_rules_of_one_place():
    seen: dict[tuple[str, str], Rule] = {}
    for rule in read_rules():
        for words in split_pattern(rule.pattern):
            for place in rule.places:
                assert seen.setdefault((place, "*".join(words)), rule) == rule


@pytest.mark.parametrize(
    ("heading", "theme"),
    [
        ("（二）完善依法行政制度体系", "决策法治化"),
        ("三、健全行政决策科学化、民主化、法治化机制", "决策法治化"),
        ("加强行政规范性文件监督管理", "决策法治化"),
        ("四、坚持严格规范公正文明执法", "行政执法"),
        ("全面推行行政执法“三项制度”", "行政执法"),
        ("五、健全行政权力制约和监督体系", "其他"),
        ("六、健全社会矛盾纠纷行政预防调处化解体系", "矛盾纠纷化解"),
        ("做好行政复议和行政应诉工作", "矛盾纠纷化解"),
        ("深入实施“八五”普法规划", "普法宣传"),
        ("落实领导干部学法制度", "普法宣传"),
        ("一、持续优化法治化营商环境", "营商环境"),
        ("深化“放管服”改革", "营商环境"),
        ("健全突发事件应对体系", "其他"),
        ("全面建设数字法治政府", "其他"),
        ("推进公共法律服务体系建设", "其他"),
        ("加强党对法治政府建设的领导", "其他"),
    ],
)
def test_headings_of_the_field_name_their_theme(heading, theme):
    assert Matcher(read_rules()).read(heading, "章节").themes == (theme,)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_rules_come_back_from_the_table_as_they_went(tmp_path: Path, suffix):
    rules = [Rule("普法宣传", "普法|法治*宣传", "中", ("题名", "章节"), "说明"), Rule("新主题", TEXTS[0])]
    path = tmp_path / f"rules{suffix}"
    write_rules(rules, str(path))
    assert read_rules(path) == rules


def test_a_table_edited_in_excel_is_read(tmp_path: Path):
    book = openpyxl.Workbook()
    for line in (["主题", "词语"], ["普法宣传", "普法"], [None, None], ["农业", "农技*推广"]):
        book.active.append(line)
    book.save(tmp_path / "rules.xlsx")
    assert [rule.theme for rule in read_rules(tmp_path / "rules.xlsx")] == ["普法宣传", "农业"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("普法宣传,,高,", r"row 2: the pattern has no words"),
        (",普法,高,", r"row 2: has no theme"),
        ("普法宣传,普法,最高,", r"row 2: the level is '最高'; write one of 高, 中, 低"),
        ("普法宣传,普法,高,附件", r"row 2: the place is '附件'"),
        ("", r"holds no rules"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_by_file_and_row(tmp_path: Path, line, reason):
    path = tmp_path / "rules.csv"
    path.write_text(f"主题,词语,级别,位置\n{line}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=f"rules.csv.*{reason}"):
        read_rules(path)


def test_levels_go_from_the_surest_down():
    assert LEVELS == ("高", "中", "低")
    assert LONGEST >= 100
