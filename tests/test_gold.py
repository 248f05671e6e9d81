"""Real reports and real labels: how they are read, and how the shipped model does on them."""

from __future__ import annotations

import json
import re

import pytest

from classifier import classify_documents, evaluate
from tests.conftest import ROOT, SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside this checkout")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def gold() -> dict[str, dict]:
    lines = (SHARED / "gold" / "reports.jsonl").read_text(encoding="utf-8").split("\n")
    return {bare(row["text"]): row for row in map(json.loads, filter(None, lines))}


@pytest.fixture(scope="module")
def rows() -> dict[str, dict]:
    return {bare(row["text"]): dict(row) for row in classify_documents(SHARED / "reports")}


def test_the_paragraphs_are_exactly_the_real_ones(rows, gold):
    assert set(rows) == set(gold)
    assert len(rows) == 72


def test_role_and_section_are_right_in_all(rows, gold):
    assert {k: (r["role"], r["section"]) for k, r in rows.items()} == {
        k: (g["role"], g["heading"]) for k, g in gold.items()
    }


def test_year_and_region_are_told(rows):
    found = {(r["document"].rpartition("/")[2], r["region"], r["year"]) for r in rows.values()}
    assert found == {
        ("changzhou-jingkai-2020.txt", "常州经开区", 2020),
        ("gaoyou-2020.txt", "高邮市", 2020),
        ("qiaokou-2019.txt", "硚口区", 2019),
    }


@pytest.mark.parametrize(("name", "least"), [("reports", 0.97), ("departments", 0.88)])
def test_the_shipped_model_holds_on_real_text_as_the_readme_says(name, least):
    scores = evaluate(SHARED / "gold" / f"{name}.jsonl", model="default@1")
    assert scores.macro_f1 >= least
    assert scores.calibration_error <= 0.07
    for readme in ("README.md", "README.zh-CN.md"):
        assert f"| {scores.rows} | {scores.macro_f1:.3f}" in (ROOT / readme).read_text(encoding="utf-8")
