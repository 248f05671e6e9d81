"""Labels that deserve a second look: a model that never saw them disagrees, a copy has another theme, the text is cut.

Takes labelled rows, gives `Suspect`s, the worst first. Not for rows that cannot be read (dataset), nor for deciding:
a person does that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.dataset import LabelledRow, hide_leads
from classifier.dataset_checks import FEW
from classifier.errors import DatasetError
from classifier.evaluation import as_rows
from classifier.near_duplicates import find_near_duplicates
from classifier.training import LEAST_ROWS, train

ALIKE = 0.6  # Jaccard index of five-character runs, as in dataset_checks
SHORT = 10  # characters of text below which no theme can be told
# lengths at which spreadsheets, databases and forms cut a text
CUTS = frozenset({100, 120, 128, 140, 200, 250, 254, 255, 256, 300, 400, 500, 512, 1000, 1024, 2000, 4000, 32767})

# how bad it is, on the scale of the model's disagreement (see `Suspect.badness`), for what no model tells
_COPY, _TOO_SHORT, _CUT, _THIN = 0.8, 0.7, 0.55, 0.5
_OPEN_END = re.compile(r"(?:[,，、；;（(“《]|\.{3}|…)\s*$")
_CLOSED_END = re.compile(r"[。！？!?：:；;”’」』）)》\]】.…]\s*$")
_LETTER = re.compile(r"\w")

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Suspect:
    """A row whose label deserves a second look.

    Attributes
    ----------
    row : LabelledRow
    badness : float
        0 to 1: half of one minus the normalised margin, the probability of the label less that of the best other
        theme; 0.5 where both are the same. What no model tells has a fixed place on this scale.
    suggested : str
        The theme that the model finds most probable; empty if it agrees or was not asked.
    score, label_score : float or None
        The probability of the suggested theme and of the label; None if no model was asked.
    reasons : tuple of str
        In Chinese, for the person who looks.
    """

    row: LabelledRow
    badness: float
    suggested: str = ""
    score: float | None = None
    label_score: float | None = None
    reasons: tuple[str, ...] = ()


def find_suspects(
    data: str | Path | Iterable[str | Path] | Sequence[LabelledRow], *, seed: int = 0, jobs: int = 1
) -> list[Suspect]:
    """Find the rows that deserve a second look, the worst first.

    Every row is judged by a model that saw no paragraph of its report. It contradicts a label if it finds another theme,
    none of the row's *also*, more probable; such rows are in the order of the normalised margin (confident learning,
    Northcutt et al. 2021). With too few rows for a model the rest is still looked for.

    Parameters
    ----------
    data : path, paths, or rows
    seed : int
        Of the model.
    jobs : int
        Processes for the folds.

    Examples
    --------
    >>> rows = [LabelledRow("组织宪法宣传周活动，发放手册三千册，受众一万人次。", theme) for theme in ("普法宣传", "行政执法")]
    >>> find_suspects(rows)[0].reasons
    ('与另一行几乎相同（100%），那里标为“行政执法”',)
    """
    rows = as_rows(data)
    found = [Suspect(row, 0.0) for row in rows]
    for look in (_contradicted, _copied, _damaged, _thin):
        for position, badness, reason, answer in look(rows, seed, jobs):
            known = found[position]
            found[position] = replace(
                known,
                badness=max(known.badness, badness),
                reasons=(*known.reasons, reason),
                **(answer._asdict() if answer else {}),
            )
    suspects = [suspect for suspect in found if suspect.reasons]
    return sorted(suspects, key=lambda suspect: (-suspect.badness, suspect.row.report, suspect.row.text))


class _Answer(NamedTuple):
    """What the model says, as fields of a suspect."""

    suggested: str
    score: float
    label_score: float


class _Finding(NamedTuple):
    """A reason to look at the row at a position again."""

    position: int
    badness: float
    reason: str
    answer: _Answer | None = None


def _contradicted(rows: Sequence[LabelledRow], seed: int, jobs: int) -> list[_Finding]:
    """Rows whose label the model contradicts."""
    counts = Counter(row.theme for row in rows)
    kept = [i for i, row in enumerate(rows) if counts[row.theme] >= LEAST_ROWS]
    hidden = hide_leads([rows[i] for i in kept])
    order = sorted(range(len(kept)), key=lambda k: (hidden[k].report, hidden[k].text, hidden[k].theme))
    try:
        training = train(hidden, seed=seed, jobs=jobs)
    except DatasetError:  # fewer than two themes or reports: nothing can be held out
        return []
    themes = list(training.model.themes)
    probabilities = training.out_of_fold
    labels = np.array([themes.index(row.theme) for row in training.rows])
    found: list[_Finding] = []
    for k, position in enumerate(kept[i] for i in order):
        row, p, label = rows[position], probabilities[k], labels[k]
        others = [j for j in range(len(themes)) if j != label and themes[j] not in row.also]
        if not others:
            continue
        best = max(others, key=lambda j: float(p[j]))
        if p[best] <= p[label]:
            continue
        badness = float(1 - (p[label] - p[best])) / 2
        reason = f"没有见过本报告的模型认为是“{themes[best]}”（{p[best]:.0%}），不是“{row.theme}”（{p[label]:.0%}）"
        found.append(_Finding(position, badness, reason, _Answer(themes[best], float(p[best]), float(p[label]))))
    return found


def _copied(rows: Sequence[LabelledRow], seed: int, jobs: int) -> list[_Finding]:
    """Rows whose near copy has another theme."""
    found: list[_Finding] = []
    for pair in find_near_duplicates([row.text for row in rows], least=ALIKE):
        first, second = rows[pair.first], rows[pair.second]
        if first.theme == second.theme or first.theme in second.also or second.theme in first.also:
            continue
        for position, other in ((pair.first, second), (pair.second, first)):
            where = other.place or "另一行"
            reason = f"与{where}几乎相同（{pair.likeness:.0%}），那里标为“{other.theme}”"
            found.append(_Finding(position, _COPY, reason))
    return found


def _damaged(rows: Sequence[LabelledRow], seed: int, jobs: int) -> list[_Finding]:
    """Rows whose text is too short to have a theme, or cut off."""
    found: list[_Finding] = []
    for position, row in enumerate(rows):
        length = len(_LETTER.findall(row.text))
        if length < SHORT:
            found.append(_Finding(position, _TOO_SHORT, f"正文只有 {length} 个字，看不出主题"))
        elif _OPEN_END.search(row.text):
            found.append(_Finding(position, _CUT, f"正文似乎不完整，止于“{row.text.strip()[-6:]}”"))
        elif len(row.text) in CUTS and not _CLOSED_END.search(row.text):
            found.append(_Finding(position, _CUT, f"正文恰好 {len(row.text)} 个字而句子没有写完，可能被截断"))
    return found


def _thin(rows: Sequence[LabelledRow], seed: int, jobs: int) -> list[_Finding]:
    """Rows of themes that have hardly any."""
    counts = Counter(row.theme for row in rows)
    if len(rows) < FEW * len(counts):  # a small data set is thin all over
        return []
    return [
        _Finding(position, _THIN, f"全部数据中“{row.theme}”只有 {counts[row.theme]} 行，是否写错了主题名")
        for position, row in enumerate(rows)
        if counts[row.theme] < max(LEAST_ROWS + 1, FEW // 4)
    ]
