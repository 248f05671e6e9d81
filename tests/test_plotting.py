"""Charts: Chinese is shown, or what is missing is said once; the pictures show what they were given."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from classifier.evaluation import Evaluation, score
from classifier.plotting import (
    plot_calibration,
    plot_confusion,
    plot_scores,
    plot_shares,
    plot_terms,
    use_chinese_font,
)
from classifier.writers.colours import THEMES, theme_colours
from tests.conftest import ROOT

DRAWING = """
import warnings
warnings.simplefilter("always")
from classifier.plotting import plot_shares, use_chinese_font
told = [use_chinese_font(), use_chinese_font()]
from matplotlib import pyplot
pyplot.switch_backend("agg")
pyplot.title("法治政府建设")
pyplot.plot([-1, 1])
pyplot.savefig("a.png")
plot_shares({"二〇二三年": {"普法宣传": 1}})._repr_mimebundle_()
print(told)
"""


@pytest.fixture(scope="module")
def evaluation(training) -> Evaluation:
    return score(training.rows, training.out_of_fold, training.model.themes, accept=0.5, second=1.0)


@pytest.fixture
def chinese() -> str:
    found = use_chinese_font()
    if found is None and os.environ.get("CI"):
        pytest.fail("no Chinese font is installed")
    if found is None:
        pytest.skip("no Chinese font is installed")
    return found


def draw(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Draw in a process whose fonts matplotlib has not looked at before."""
    return subprocess.run(
        [sys.executable, "-c", DRAWING], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(folder / "cache"), **environment},
    )  # fmt: skip


def values_of(chart) -> list[dict]:
    """Give the values that a chart, or the first layer of one, shows."""
    told = chart.to_dict()
    return told.get("data", told.get("layer", [{}])[0].get("data", {}))["values"]


def size_of(chart) -> tuple[int, int]:
    from PIL import Image

    bundle, _ = chart._repr_mimebundle_()
    return Image.open(BytesIO(bundle["image/png"])).size


def test_a_machine_without_chinese_fonts_is_told_once_what_to_install(tmp_path):
    fonts = f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(fonts, encoding="utf-8")
    done = draw(tmp_path, MPL_IGNORE_SYSTEM_FONTS="1", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert done.stdout == "[None, None]\n", done.stderr
    assert done.stderr.count("Warning") == 1
    assert "apt install fonts-noto-cjk" in done.stderr
    assert "Windows: " in done.stderr
    assert "macOS: " in done.stderr
    assert "Glyph" not in done.stderr
    assert "findfont" not in done.stderr


def test_a_machine_with_a_chinese_font_draws_without_a_word(tmp_path, chinese):
    done = draw(tmp_path)
    assert (done.stdout, done.stderr) == (f"{[chinese, chinese]}\n", "")


def test_a_font_that_was_installed_after_matplotlib_first_ran_is_found(tmp_path, chinese):
    assert draw(tmp_path, MPL_IGNORE_SYSTEM_FONTS="1").stdout == "[None, None]\n"
    assert draw(tmp_path).stdout == f"{[chinese, chinese]}\n"


def test_a_minus_sign_is_drawn_with_any_font(chinese):
    import matplotlib

    assert matplotlib.rcParams["axes.unicode_minus"] is False
    assert matplotlib.rcParams["font.sans-serif"][0] == chinese


def test_a_missing_library_is_one_line_with_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['altair'] = None\nfrom classifier.plotting import use_chinese_font\nuse_chinese_font()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stderr.splitlines()[-1] == (
        "classifier.errors.ClassifierError: charts need altair; install it with: pip install 'fazhi-classifier[notebooks]'"
    )


def test_charts_are_small_pictures_that_need_no_script(chinese):
    bundle, sizes = plot_shares({"2023": {"普法宣传": 3, "行政执法": 1}})._repr_mimebundle_()
    assert list(bundle) == ["image/png"]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert len(bundle["image/png"]) < 30_000
    assert sizes["image/png"]["width"] > 300


def test_shares_of_each_label_sum_to_one_and_stand_in_the_order_of_the_palette():
    values = values_of(plot_shares({"2023": {"其他": 1, "普法宣传": 2, "营商环境": 1}, "2024": {"普法宣传": 5}}))
    assert [(v["label"], v["theme"], v["start"], v["end"]) for v in values] == [
        ("2023", "营商环境", 0.0, 0.25), ("2023", "普法宣传", 0.25, 0.75), ("2023", "其他", 0.75, 1.0),
        ("2024", "普法宣传", 0.0, 1.0),
    ]  # fmt: skip


def test_a_label_without_anything_is_left_out():
    assert {v["label"] for v in values_of(plot_shares({"2023": {"其他": 0}, "2024": {"其他": 1}}))} == {"2024"}


def test_the_confusion_chart_holds_every_count(evaluation):
    values = values_of(plot_confusion(evaluation))
    assert sum(v["rows"] for v in values) == evaluation.rows
    assert len(values) == len(evaluation.themes) ** 2


@pytest.mark.parametrize("plot", [plot_scores, plot_confusion, plot_calibration])
def test_every_chart_of_an_evaluation_is_drawn(plot, evaluation, chinese):
    width, height = size_of(plot(evaluation, title="结果"))
    assert width > 400
    assert height > 200


def test_terms_are_drawn_in_a_panel_per_theme(chinese):
    weights = {"普法宣传": [("普法", 2.0), ("执法", -1.0)], "行政执法": [("执法", 3.0)]}
    chart = plot_terms(weights, columns=1)
    assert [panel["title"] for panel in chart.to_dict()["concat"]] == ["普法宣传", "行政执法"]
    assert size_of(chart)[1] > 200


def test_themes_have_their_colours_and_others_get_the_next():
    colours = theme_colours(["乡村振兴", "普法宣传", "数字政府", "乡村振兴"])
    assert colours["普法宣传"] == THEMES["普法宣传"]
    assert len({colour.strong for colour in colours.values()}) == 3


def test_no_two_themes_look_the_same():
    assert len({colour.fill for colour in THEMES.values()}) == len({c.strong for c in THEMES.values()}) == len(THEMES)
