"""Rows that try to be something else: formulas, commands, markup, control characters, escapes, pointers."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from classifier.writers import Row
from classifier.writers.chinese import shorten

TEXTS = [
    "=1+1", "=cmd|'/c calc'!A0", "=HYPERLINK(\"http://x.invalid\",\"点我\")", "@SUM(1,2)", "+1", "-1", "-2+3+cmd|' /C calc'!A0",
    "＝1+1", "＋1", "－1", "＠SUM(1)", " =1+1", "\t=1+1", "\r=1", "\n=1", "'=1", "''=1", "'", "\"", "\"\"", "a\"b,c\nd", "a\tb", "a\rb",
    "a\r\nb", "\n", "\r", "\t", " ", "  两边有空格  ", "\u3000缩进", "_x000D_", "_x005F_", "x005F_", "_x005F_x000D_", "_x0041_x0042_",
    "_x0041_x0042_x0043_", "__x0041__", "_xD83D_", "<r></r>", "<r><t>红</t></r>", "<r></is></c><c r=\"A9\"><f>1+1</f></c><c><is></r>",
    "<script>alert(1)</script>", "&amp;&lt;&#x41;", "]]>", "<!--", "a\x00b", "\x01\x02\x1f", "\x7f", "\x85\u2028\u2029", "\ufeff", "\ufffe\uffff",
    "\udcff.txt", "\u202e倒过来\u202c", "\u2066隔离\u2069", "\u200b零宽", "😀👨‍👩‍👧", "é e\u0301", "𠮷野家", "../../etc/passwd", "C:\\x\\con.txt",
    "http://x.invalid", "mailto:a@x.invalid", "file:///etc/passwd", "{{7*7}}", "${jndi:ldap://x.invalid}", "true", "false", "是", "否", "null",
    "NaN", "1e5", "007", "2021-01-01", "1/2", "TRUE", "#REF!", "[]", "{}", "[1,2]", "普法宣传", shorten("不长的正文", 1),
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(TEXTS), max_size=4).map("".join),
    # of surrogates those alone that stand for the bytes of a file name that is no text
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.sampled_from("=+-@'\"\t\r\n,<>&_x0041rR法\x00\x1b\udc80😀\ufffe"), max_size=40),
)
names = texts.filter(bool)
wholes = st.integers(0, 2**31 - 1)
scores = st.floats(0, 1).map(lambda score: round(score, 6))
evidence = st.lists(
    st.tuples(texts, st.floats(-9, 9).map(lambda weight: round(weight, 4)), wholes, wholes).map(list), max_size=3
)
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(("document", "title", "region", "section", "lead", "role", "text", "model"), texts),
        **dict.fromkeys(("paragraph", "start", "end"), wholes),
        "year": st.none() | st.integers(1900, 2100),
        "theme": names,
        "score": scores,
        "second_theme": st.none() | names,
        "second_score": st.none() | scores,
        "accepted": st.booleans(),
        "evidence": evidence,
    }
)


def make_row(text: str = "开展宪法宣传周活动。", **changes: Any) -> Row:
    """Give a row of an invented report."""
    row = Row(
        document="reports/a.txt", title="桐垭县2021年法治政府建设报告", region="桐垭县", year=2021, paragraph=1,
        section="一、主要工作", lead="", role="成效", start=10, end=10 + len(text), text=text, theme="普法宣传", score=0.987654,
        second_theme=None, second_score=None, accepted=True, evidence=[["宪法", 1.25, 2, 4], ["活动", -0.5, 7, 9]],
        model="small@1",
    )  # fmt: skip
    return {**row, **changes}  # type: ignore[typeddict-item]


def as_kept(row: Row, suffix: str) -> Row:
    """Give a row as a format can hold it."""

    def keep(value: Any) -> Any:
        if isinstance(value, list):
            return [keep(item) for item in value]
        if not isinstance(value, str) or suffix in (".jsonl", ".html"):
            return value
        if suffix in (".csv", ".xlsx"):
            value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "\ufffd", value)
        return re.sub(r"[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):x}", value)

    return {name: keep(value) for name, value in row.items()}  # type: ignore[return-value]
