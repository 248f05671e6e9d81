"""Rows of several reports: each report once, each group and role apart, shares with their intervals."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.comparison import compare_results, count_shares, gather_reports, wilson_interval
from classifier.comparison.groups import choose_by, find_ungrouped, group_rows, order_themes, split_roles
from classifier.comparison.shares import tabulate_shares
from classifier.errors import ResultsError
from classifier.writers import Row
from tests import hostile_rows as hostile
from tests.hostile_rows import make_row


def make_report(region: str = "桐垭县", year: int | None = 2021, *texts: str, **changes: object) -> list[Row]:
    """Give the rows of an invented report, one per text."""
    document = str(changes.pop("document", f"{region}{year}.txt"))
    texts = texts or ("开展宪法宣传周活动。", "换发行政执法证件。", "调解邻里纠纷。")
    return [
        make_row(text, document=document, region=region, year=year, paragraph=number, **changes)
        for number, text in enumerate(texts, 1)
    ]


# -- every report once


def test_a_report_in_two_results_is_counted_once():
    first, second = make_report(), make_report()
    found = gather_reports(first, second)
    assert len(found.rows) == 3
    assert [tuple(repeat) for repeat in found.repeated] == [("桐垭县2021.txt", "桐垭县2021.txt")]


def test_a_report_given_twice_is_known_by_its_text_whatever_its_name():
    found = gather_reports(make_report(document="a.txt"), make_report(document="b.docx"))
    assert [tuple(repeat) for repeat in found.repeated] == [("b.docx", "a.txt")]


def test_a_report_twice_in_one_result_is_counted_once():
    assert len(gather_reports([*make_report(), *make_report()]).rows) == 3


def test_of_a_whole_report_and_a_part_of_it_the_whole_counts():
    whole = make_report()
    found = gather_reports(whole[:2], whole)
    assert [report.paragraphs for report in found.reports] == [3]
    assert len(found.repeated) == 1


def test_a_report_copied_whole_by_another_region_is_another_report():
    found = gather_reports(make_report("桐垭县"), make_report("砚溪县"), make_report("桐垭县", 2022))
    assert len(found.reports) == 3
    assert found.repeated == []


def test_two_reports_of_one_name_are_told_apart():
    found = gather_reports(
        make_report(document="report.txt"), make_report("砚溪县", 2021, "优化政务服务流程。", document="report.txt")
    )
    assert [report.document for report in found.reports] == ["report.txt", "report.txt (2)"]
    assert {row["document"] for row in found.rows} == {"report.txt", "report.txt (2)"}


def test_sorted_and_mixed_rows_are_put_to_their_reports():
    rows = sorted([*make_report("桐垭县"), *make_report("砚溪县")], key=lambda row: row["text"])
    assert [(r.region, r.paragraphs) for r in gather_reports(rows).reports] == [("桐垭县", 3), ("砚溪县", 3)]


def test_rows_that_were_given_are_left_as_they_are():
    rows = make_report(document="a")
    gather_reports(rows, make_report("砚溪县", 2021, "优化政务服务流程。", document="a"))
    assert rows == make_report(document="a")


@settings(max_examples=50, deadline=None)
@given(st.lists(hostile.rows, max_size=8))
def test_the_same_result_twice_is_the_same_as_once(rows: list[Row]):
    once = gather_reports(rows)
    assert len(gather_reports(once.rows, once.rows).rows) == len(once.rows)


# -- groups and roles


def test_achievements_and_plans_are_kept_apart_and_others_left_out():
    rows = [make_row(role=role) for role in ("成效", "计划", "问题", "导语")]
    assert {name: len(some) for name, some in split_roles(rows).items()} == {"成效": 1, "计划": 1}
    assert {name: len(some) for name, some in split_roles(rows, "问题").items()} == {"问题": 1}
    assert {name: len(some) for name, some in split_roles(rows, "all").items()} == {"全部": 4}


def test_a_role_that_is_none_is_refused():
    with pytest.raises(ResultsError, match="role '成绩': there is no such role; choose one of 导语, 成效"):
        split_roles([], "成绩")


def test_years_ascend_and_a_report_without_a_year_stands_for_itself_at_the_end():
    rows = [*make_report("桐垭县", None, document="x.txt"), *make_report(year=2022), *make_report(year=2021)]
    assert [group.name for group in group_rows(rows, "year")] == ["2021", "2022", "x.txt"]
    assert find_ungrouped(rows, "year") == ["x.txt"]


def test_region_and_year_together_make_a_group():
    rows = [*make_report("乙县", 2022), *make_report("甲县", 2022), *make_report("乙县", 2021)]
    groups = group_rows(rows, ("year", "region"))
    assert [(group.region, group.year) for group in groups] == [("乙县", 2021), ("乙县", 2022), ("甲县", 2022)]


def test_what_tells_the_rows_apart_is_compared():
    assert choose_by([*make_report(year=2021), *make_report(year=2022)]) == "year"
    assert choose_by([*make_report("甲县"), *make_report("乙县")]) == "region"
    assert choose_by(make_report("", None)) == "document"


def test_themes_come_in_one_order_and_the_rest_last():
    rows = [make_row(theme=theme) for theme in ("其他", "自定主题", "普法宣传", "营商环境")]
    assert order_themes(rows) == ["营商环境", "普法宣传", "自定主题", "其他"]


# -- shares


def test_shares_are_of_the_paragraphs_of_one_role():
    rows = [
        make_row("一二三四", theme="普法宣传", paragraph=1),
        make_row("一二三四五六", theme="行政执法", paragraph=2, accepted=False),
        make_row("一二三四五六", theme="行政执法", paragraph=3),
        make_row("计划", theme="普法宣传", role="计划", paragraph=4),
    ]
    shares = {(s.role, s.theme): s for s in count_shares(rows, by="region")}
    enforcement = shares["成效", "行政执法"]
    assert (enforcement.group, enforcement.paragraphs, enforcement.of, enforcement.reports) == ("桐垭县", 2, 3, 1)
    assert (enforcement.characters, enforcement.of_characters, enforcement.character_share) == (12, 16, 0.75)
    assert enforcement.unsure == 1
    assert shares["计划", "普法宣传"].share == 1
    assert shares["计划", "行政执法"].paragraphs == 0


def test_shares_become_a_table_in_one_call():
    table = pd.DataFrame(count_shares(make_report()))
    assert list(table.columns[:6]) == ["group", "region", "year", "document", "role", "theme"]
    assert table["share"].sum() == 1


def test_a_table_of_shares_has_a_line_per_group():
    rows = [*make_report(year=2021), *make_report(year=2022), make_row("优化服务。", theme="营商环境", year=2022)]
    (table,) = tabulate_shares(count_shares(rows))
    assert table.themes == ["营商环境", "普法宣传"]
    assert [[share.paragraphs for share in line] for line in table.lines] == [[0, 3], [1, 3]]


@settings(max_examples=50, deadline=None)
@given(st.lists(hostile.rows, max_size=12))
def test_the_shares_of_a_group_make_one(rows: list[Row]):
    for table in tabulate_shares(count_shares(rows, role="all", by="document")):
        for line in table.lines:
            assert sum(share.paragraphs for share in line) == line[0].of
            assert sum(share.share for share in line) == pytest.approx(1)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_interval(pair: tuple[int, int]):
    count, of = pair
    low, high = wilson_interval(count, of)
    assert 0 <= low <= count / of + 1e-9
    assert count / of - 1e-9 <= high <= 1


def test_the_interval_is_that_of_the_literature():
    # R. G. Newcombe (1998), Statistics in Medicine 17, table I, method 3
    assert [round(end, 4) for end in wilson_interval(81, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson_interval(0, 20)] == [0.0, 0.1611]
    assert wilson_interval(0, 0) == (0, 1)


# -- all of it


def test_unsure_paragraphs_are_counted_and_left_out_if_that_is_wanted():
    rows = [*make_report(), make_row("优化政务服务流程。", paragraph=4, accepted=False, document="桐垭县2021.txt")]
    assert compare_results(rows).shares[0].of == 4
    without = compare_results(rows, only_accepted=True)
    assert (without.unsure, without.shares[0].of) == (1, 3)


def test_years_of_different_regions_are_said_to_be_so():
    assert compare_results(make_report("甲县", 2021), make_report("乙县", 2022)).mixed
    assert not compare_results(make_report("甲县", 2021), make_report("甲县", 2022)).mixed


@pytest.mark.parametrize(
    ("rows", "message"), [([], "no paragraph is 成效 or 计划"), (make_report(role="导语"), "choose another role")]
)
def test_nothing_to_compare_is_said_in_one_line(rows: list[Row], message: str):
    with pytest.raises(ResultsError, match=message):
        compare_results(rows)


@pytest.mark.parametrize("least", [0, -1, 1.01, float("nan")])
def test_a_likeness_that_cannot_be_is_refused(least: float):
    with pytest.raises(ResultsError, match="a likeness is above 0 and at most 1"):
        compare_results(make_report(), least=least)


@settings(max_examples=25, deadline=None)
@given(st.lists(hostile.rows, max_size=10))
def test_any_rows_can_be_compared(rows: list[Row]):
    if rows:
        found = compare_results(rows, role="all")
        assert sum(share.paragraphs for share in found.shares) <= len(rows)


def test_more_themes_than_anybody_has_are_refused():
    rows = [
        row for n in range(201) for row in make_report("桐垭县", 2021, f"第{n}段。", theme=f"主题{n}", document=str(n))
    ]
    with pytest.raises(ResultsError, match="201 themes, such as '主题0': more than 200 cannot be compared"):
        compare_results(rows)


@pytest.mark.parametrize("year", [0, -5, 10_000, 10**30])
def test_a_year_that_cannot_be_is_none(year: int):
    assert compare_results(make_report("桐垭县", year), by="year").ungrouped == [f"桐垭县{year}.txt"]
