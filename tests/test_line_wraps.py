"""Lines that were broken at a width are put together, and lines that were not stay apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.documents.html import read_html
from classifier.documents.line_wraps import WrappedLine, unwrap

TEXT = "全年办结行政复议案件三十二件，纠正不当行政行为四件，无一超期；开展宪法宣传周活动十八场，发放宣传册一万余份，群众满意度不断提高。"
MORE = (
    "组织案卷评查四次，抽查案卷三百二十卷，发现并整改问题六十七个；建成公共法律服务站十二个，提供法律咨询四千余人次。"
)


def read(body: str) -> list[str]:
    return read_html(f"<html><body>{body}</body></html>".encode()).text.split("\n")


def wrapped(*texts: str, width: int, indent: str = "　　") -> list[str]:
    return [text[i : i + width] for text in (indent + text for text in texts) for i in range(0, len(text), width)]


@pytest.mark.parametrize("width", [22, 30, 40])
def test_paragraphs_broken_at_a_width_are_put_together(width: int) -> None:
    lines = wrapped(TEXT, MORE, TEXT, width=width)
    assert read("<br>".join(lines)) == [TEXT, MORE, TEXT]
    assert read("<pre>" + "\n".join(lines) + "</pre>") == [TEXT, MORE, TEXT]


def test_an_empty_line_ends_a_paragraph() -> None:
    first, second = (wrapped(text, width=30, indent="") for text in (TEXT * 2, MORE * 2))
    assert read("<br>".join(first) + "<br><br>" + "<br>".join(second)) == [TEXT * 2, MORE * 2]


def test_a_heading_between_wrapped_paragraphs_stays_alone() -> None:
    lines = wrapped(TEXT, "一、主要工作", MORE, TEXT, width=30)
    assert read("<br>".join(lines)) == [TEXT, "一、主要工作", MORE, TEXT]


@pytest.mark.parametrize(
    "lines",
    [
        [TEXT, MORE, TEXT, MORE],
        ["一、主要工作", "（一）规范执法", "（二）普法宣传", "（三）化解纠纷"],
        ["健全完善行政执法监督工作机制和案卷评查制度", "落实执法全过程记录", "开展普法宣传活动", "化解矛盾纠纷", "推进依法行政工作"],
        ["一是健全监督机制，完善案卷评查制度，落实责任。", "二是创新普法形式，开展宪法宣传周系列活动。", "三是化解矛盾纠纷，健全人民调解网络体系。", "四是优化营商环境，清理涉企收费项目十二个。"],
    ],
)  # fmt: skip
def test_lines_that_no_width_has_broken_stay_apart(lines: list[str]) -> None:
    assert read("<br>".join(lines)) == lines


def test_words_of_letters_keep_the_space_between_them() -> None:
    line = "the county government and the rule of law in"
    assert read("<pre>" + "\n".join([line] * 4 + ["Yunze"]) + "</pre>") == [" ".join([line] * 4 + ["Yunze"])]


@given(
    st.lists(
        st.builds(WrappedLine, st.text("法治一、。（一）a 1", min_size=1, max_size=60), st.booleans(), st.booleans()),
        max_size=12,
    )
)
def test_every_line_is_part_of_exactly_one_and_in_order(lines: list[WrappedLine]) -> None:
    joined = unwrap(lines)
    if joined is not None:
        assert len(joined) == len(lines)
        assert joined[0] == 0
        assert all(b - a in (0, 1) for a, b in pairwise(joined))
