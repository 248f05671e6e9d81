"""Training: honest folds, thresholds, the same result each time."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from classifier.dataset import LabelledRow
from classifier.errors import DatasetError
from classifier.folds import assign_folds, fold_of, usable_folds
from classifier.publication import publish
from classifier.training import choose_thresholds, train
from tests.conftest import make_rows


def test_a_report_lies_in_one_fold_whatever_else_there_is():
    assert assign_folds(["甲", "乙", "甲"], 5).tolist() == [fold_of("甲", 5), fold_of("乙", 5), fold_of("甲", 5)]


def test_folds_are_no_more_than_the_data_allow():
    assert usable_folds(5, np.array([0, 0, 0, 1, 1]), None) == 2
    assert usable_folds(5, np.array([0, 0, 0, 1, 1]), ["甲", "甲", "乙", "丙", "丙"]) == 3


def test_every_row_is_scored_by_a_fit_without_its_report(monkeypatch, rows):
    seen: list[tuple[set[str], set[str]]] = []
    from classifier import training as module

    score_fold = module._score_fold

    def watch(counts, classify, labelled, fold, k, names):
        seen.append((set(labelled.groups[fold != k]), set(labelled.groups[fold == k])))
        return score_fold(counts, classify, labelled, fold, k, names)

    monkeypatch.setattr(module, "_score_fold", watch)
    train(rows)
    assert len(seen) > 1
    assert not any(learned & scored for learned, scored in seen)


def test_the_score_is_of_held_out_rows(training, rows):
    assert training.evaluation.rows == len(rows)
    assert training.evaluation.reports == 6
    assert 0.9 < training.evaluation.macro_f1 <= 1


def test_shuffled_rows_and_more_processes_give_identical_bytes(rows, registry, training):
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)
    for result in (training, train(shuffled, jobs=2)):
        publish(result, registry, name="m", source="x")
    first, second = (registry.read(v) for v in registry.versions("m"))
    assert first == second


def test_the_hash_seed_of_python_changes_nothing(tmp_path: Path):
    code = (
        "from tests.conftest import make_rows; from classifier.training import train; from classifier.artifact import encode\n"
        "import hashlib; print(hashlib.sha256(b''.join(encode(train(make_rows()).model, ['开展普法']).values())).hexdigest())"
    )
    root = Path(__file__).parent.parent
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(shown) == 1


def test_parameters_reach_the_pipeline(rows):
    result = train(rows, C=2.0, ngrams=1, mode="plain")
    assert (result.parameters["mode"], result.parameters["ngrams"], result.parameters["C"]) == ("plain", 1, 2.0)
    assert (result.model.terms[:, 1] == -1).all()


def test_any_set_of_themes_can_be_trained(rows):
    renamed = [LabelledRow(r.text, "好" if r.theme == "普法宣传" else "坏", report=r.report) for r in rows]
    assert train(renamed).model.themes == ("坏", "好")


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ([LabelledRow("一", "甲"), LabelledRow("二", "甲")], "all 2 rows have the theme '甲'"),
        (
            [*make_rows(2), LabelledRow("孤单一行", "独", place="x.csv, row 9")],
            "x.csv, row 9: the theme '独' has a single row",
        ),
        (make_rows(1), "all rows are of the report '报告0'"),
    ],
)
def test_data_that_cannot_be_trained_on_are_refused(bad, told):
    with pytest.raises(DatasetError, match=told):
        train(bad)


def test_two_reports_are_enough():
    assert train(make_rows(2)).evaluation.rows == 40


def test_a_theme_in_one_report_only_is_scored_as_never_found():
    rows = [*make_rows(4), *(LabelledRow(f"独有主题第{i}句话", "独", report="报告0") for i in range(4))]
    scores = {t.theme: t for t in train(rows).evaluation.themes}
    assert scores["独"].recall == 0


def test_a_fold_without_a_second_theme_is_scored_all_the_same():
    rows = [LabelledRow(f"开展普法宣传{i}次", "甲", report="一") for i in range(3)] + [
        LabelledRow(f"调解纠纷{i}件", "乙", report="二") for i in range(3)
    ]
    assert train(rows).evaluation.accuracy == 0


def test_the_threshold_keeps_its_promise():
    rows = [LabelledRow(str(i), "甲" if i < 98 else "乙") for i in range(100)]
    probabilities = np.column_stack([np.linspace(0.99, 0.51, 100), np.linspace(0.01, 0.49, 100)])
    chosen = choose_thresholds(rows, probabilities, np.zeros_like(probabilities), ["甲", "乙"])
    assert chosen.accept == pytest.approx(0.51, abs=1e-3)
    worse = [LabelledRow(str(i), "甲" if i < 60 else "乙") for i in range(100)]
    assert choose_thresholds(worse, probabilities, np.zeros_like(probabilities), ["甲", "乙"]).accept > 0.65


def test_the_threshold_keeps_its_promise_for_every_kind_of_document():
    kinds = ["notice" if i % 2 else "report" for i in range(600)]
    right = [kind == "report" or i > 150 for i, kind in enumerate(kinds)]
    rows = [LabelledRow(str(i), "甲" if r else "乙", kind=k) for i, (r, k) in enumerate(zip(right, kinds, strict=True))]
    top = np.linspace(0.51, 0.99, 600)
    probabilities = np.column_stack([top, 1 - top])
    nothing = np.zeros_like(probabilities)
    with_kinds = choose_thresholds(rows, probabilities, nothing, ["甲", "乙"]).accept
    without = choose_thresholds(
        [LabelledRow(r.text, r.theme) for r in rows], probabilities, nothing, ["甲", "乙"]
    ).accept
    notices = [i for i, kind in enumerate(kinds) if kind == "notice" and top[i] >= with_kinds]
    assert sum(right[i] for i in notices) / len(notices) >= 0.97
    assert with_kinds > without


def test_where_no_threshold_keeps_the_promise_nothing_is_accepted():
    rows = [LabelledRow(str(i), "乙") for i in range(10)]
    probabilities = np.column_stack([np.full(10, 0.9), np.full(10, 0.1)])
    chosen = choose_thresholds(rows, probabilities, np.zeros_like(probabilities), ["甲", "乙"])
    assert (chosen.accept, chosen.second) == (1.0, 1.0)


def test_the_threshold_of_the_second_theme_finds_marked_rows():
    rows = [LabelledRow(str(i), "甲", also=("乙",) if i < 5 else ()) for i in range(10)]
    presence = np.column_stack([np.full(10, 0.9), [0.4] * 5 + [0.1] * 5])
    chosen = choose_thresholds(rows, np.tile([0.9, 0.1], (10, 1)), presence, ["甲", "乙"])
    assert chosen.second == pytest.approx(0.4)


def test_a_version_tells_where_it_comes_from(kept):
    manifest = kept.manifest(kept.resolve("small"))
    assert manifest["data"]["rows"] == 120
    assert manifest["data"]["rows_per_theme"]["其他"] == 30
    assert {"numpy", "scikit-learn", "jieba", "rjieba"} <= set(manifest["packages"])
    assert manifest["parent"] is None
    card = (kept.resolve("small").path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "phrases of the tests" in card
    assert "| 普法宣传 | 30 |" in card


def test_the_next_version_names_its_parent(kept, training):
    assert kept.manifest(publish(training, kept, name="small"))["parent"] == "small@1"


def test_the_card_names_weak_themes_and_mistakes():
    from classifier.model_card import write_card

    rows = [*make_rows(4), *(LabelledRow(f"独有主题第{i}句话", "独", report="报告0") for i in range(4))]
    card = write_card(train(rows), name="m", source="")
    assert "Weak themes: 独 (F1 0.00)" in card
    assert "taken for" in card


def test_rows_of_the_user_are_learned_beside_a_base_and_scored_alone(rows):
    own = [LabelledRow(f"渔政检查查获电鱼船{i}艘，没收渔具{i}件。", "行政执法", report=f"渔{i % 4}") for i in range(12)]
    own += [LabelledRow(f"完成增殖放流{i}万尾，新建码头{i}米。", "其他", report=f"渔{i % 4}") for i in range(12)]
    adapted = train(own, base=rows, weight=5.0)
    assert adapted.evaluation.rows == 24
    assert len(adapted.rows) == 24 + len(rows)
    assert adapted.parameters["base_rows"] == len(rows)
    assert adapted.parameters["weight"] == 5.0
    assert set(adapted.model.themes) == {"行政执法", "其他", "普法宣传", "矛盾纠纷化解"}
    answers = adapted.model.probabilities(["查获电鱼船三艘，没收渔具。"])
    assert adapted.model.themes[int(answers.argmax())] == "行政执法"


def test_the_weight_of_own_rows_changes_the_answer(rows):
    own = [LabelledRow(f"开展宪法宣传周活动，组织法治讲座{i}", "其他", report=f"反{i}") for i in range(8)]
    own += [LabelledRow(f"召开动员大会{i}", "普法宣传", report=f"反{i}") for i in range(8)]
    light, heavy = (train(own, base=rows, weight=w).model for w in (0.1, 50.0))
    text = ["开展宪法宣传周活动，组织法治讲座"]
    k = light.themes.index("其他")
    assert heavy.probabilities(text)[0, k] > light.probabilities(text)[0, k] + 0.2
