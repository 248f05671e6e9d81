"""What the corpus is like: how varied, how long, how full of formula, beside real reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from benchmarks.evaluation.data import Data, table
from classifier.dataset import LabelledRow
from classifier.headings import find_lead
from classifier.near_duplicates import find_near_duplicates
from classifier.normalisation import normalise

FORMULA = re.compile(
    "加强|推进|落实|工作|建设|责任|严格|依法|深入|全面|进一步|强化|健全|机制|认真|贯彻|要求|精神|问题|任务|政府|意识|能力|开展|组织|完善|提升|切实|积极|确保"
)
SAMPLE = 20_000  # characters: distinct runs grow slower than text, so samples must be of one size


def describe(data: Data) -> str:
    """Give a Markdown table of measures, the corpus first."""
    sets = {"corpus": data.rows, **data.measured}
    closest = max((p.likeness for p in find_near_duplicates(data.texts, least=0.2)), default=0.0)
    lines = [
        ["paragraphs", *(f"{len(rows):,}" for rows in sets.values())],
        ["characters: 10 %, median, 90 %", *(_quantiles(rows) for rows in sets.values())],
        ["open with a lead", *(f"{np.mean([bool(find_lead(r.text)) for r in rows]):.0%}" for rows in sets.values())],
        ["have a further theme", *(f"{np.mean([bool(r.also) for r in rows]):.0%}" for rows in sets.values())],
        [
            "formula words per 100 characters, theme paragraphs",
            *(_formula(rows, themed=True) for rows in sets.values()),
        ],
        ["formula words per 100 characters, 其他", *(_formula(rows, themed=False) for rows in sets.values())],
        [
            f"distinct four-character runs per 1,000, in {SAMPLE:,} characters",
            *(_variety(rows) for rows in sets.values()),
        ],
        ["likeness of the two closest paragraphs", f"{closest:.2f}", *("" for _ in data.measured)],
    ]
    return table(["", *sets], lines)


def _quantiles(rows: Sequence[LabelledRow]) -> str:
    return ", ".join(f"{q:.0f}" for q in np.percentile([len(r.text) for r in rows], [10, 50, 90]))


def _formula(rows: Sequence[LabelledRow], *, themed: bool) -> str:
    texts = [r.text for r in rows if (r.theme != "其他") == themed]
    return f"{100 * sum(len(FORMULA.findall(t)) for t in texts) / sum(map(len, texts)):.1f}"


def _variety(rows: Sequence[LabelledRow]) -> str:
    order = np.random.default_rng(0).permutation(len(rows))
    text = re.sub(r"\W", "", normalise("".join(rows[i].text for i in order)))[:SAMPLE]
    if len(text) < SAMPLE:
        return "too short"
    return f"{1000 * len({text[i : i + 4] for i in range(len(text) - 3)}) / (len(text) - 3):.0f}"
