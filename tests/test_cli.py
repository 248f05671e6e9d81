"""The command, as a person runs it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, make_rows
from tests.test_batch import REPORT


@pytest.fixture
def run(tmp_path: Path):
    """Run ``classifier`` in an empty folder with its own models folder."""
    environment = {**os.environ, "CLASSIFIER_MODELS": str(tmp_path / "models"), "PYTHONIOENCODING": "utf-8"}
    environment.pop("SOURCE_DATE_EPOCH", None)

    def call(*arguments: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "classifier", *arguments],
            cwd=tmp_path, env={**environment, **extra}, input=stdin, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    return call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"text": r.text, "theme": r.theme, "report": r.report}, ensure_ascii=False) for r in make_rows()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_version_and_help(run):
    assert run("--version").stdout == "classifier 0.1.0\n"
    told = run("--help").stdout
    for command in ("predict", "classify", "train", "evaluate", "models"):
        assert command in told


def test_one_text(run):
    result = run("predict", "组织人民调解员化解邻里纠纷，办理行政复议案件。")
    assert result.returncode == 0
    assert result.stdout.startswith("矛盾纠纷化解\t")
    assert "words:" in result.stdout
    assert result.stderr.startswith("model: default@")


def test_one_text_as_json(run):
    told = json.loads(run("predict", "开展普法宣传活动", "--format", "json", "--top", "2").stdout)
    assert told["theme"] == "普法宣传"
    assert len(told["probabilities"]) == 2


def test_one_text_per_line_from_standard_input(run):
    lines = run("predict", "-", stdin="\ufeff开展普法宣传活动\n\n调解邻里纠纷\n").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["普法宣传", "矛盾纠纷化解"]


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        ("调解邻里纠纷\r\n".encode("gb18030"), "矛盾纠纷化解"),
        (b"\xff\xff", "error: standard input is text in no known encoding"),
    ],
)
def test_standard_input_is_read_in_the_encodings_of_documents(tmp_path: Path, stdin, told):
    command = [sys.executable, "-m", "classifier", "predict"]
    result = subprocess.run(
        command, cwd=tmp_path, input=stdin, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert told in (result.stdout + result.stderr).decode()
    assert b"Traceback" not in result.stderr


def test_nothing_on_standard_input_is_one_line(run):
    result = run("predict", stdin="\n")
    assert (result.returncode, result.stderr) == (
        1,
        "error: standard input holds no text; give one paragraph per line\n",
    )


def test_several_paragraphs_warn(run):
    assert "warning: the text has several paragraphs" in run("predict", "第一段话。\n第二段话。").stderr


def test_reports_are_classified_to_a_file(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    result = run("classify", "a.txt", "-o", "out.jsonl")
    assert result.returncode == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 4
    assert "4 paragraphs" in result.stderr
    assert result.stdout == ""


def test_rows_to_standard_output(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    rows = [json.loads(line) for line in run("classify", "a.txt", "-o", "-").stdout.splitlines()]
    assert [r["document"] for r in rows] == ["a.txt"] * 4


def test_verbose_tells_why_lines_were_left_out(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("当前位置：首页\n" + REPORT, encoding="utf-8")
    told = run("-v", "classify", "a.txt", "-o", "out.csv").stderr
    assert "left out (heading): 一、主要工作" in told
    assert "left out (page furniture (当前位置)): 当前位置：首页" in told
    assert "left out (signature): 桐垭县人民政府" in told


def test_bad_files_cost_themselves_alone(run, tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "in" / "cut.txt").write_bytes("法治政府建设".encode() + b"\xff\xff")
    result = run("classify", "in", "-o", "out.csv")
    assert result.returncode == 3
    assert (tmp_path / "out.csv").exists()
    told = result.stderr
    assert "in/empty.txt: is empty" in told
    assert "in/binary.txt: is a binary file" in told
    assert "in/cut.txt: is text in no known encoding (byte 18" in told
    assert "3 of 4 documents could not be classified" in told
    assert "Traceback" not in told


def test_where_nothing_could_be_done_the_code_is_one(run, tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"")
    result = run("classify", "a.txt", "-o", "out.csv")
    assert result.returncode == 1
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["classify", "none.txt", "-o", "x.csv"], "none.txt: cannot be read"),
        (["classify", ".", "-o", "x.csv"], "holds no reports"),
        (["classify", "a.txt", "-o", "x.doc"], "x.doc: the suffix names no format"),
        (["predict", "文本", "--model", "nobody@3"], "there is no model 'nobody'"),
        (["predict", " "], "text 0 is blank"),
        (["train", "none.jsonl", "--name", "m"], "none.jsonl: there is no such file"),
        (["train", "none.jsonl", "--name", "../m"], "'../m' cannot be a model's name"),
        (["evaluate", "none.jsonl"], "none.jsonl: there is no such file"),
        (["models", "show", "default@77"], "has no version 77"),
        (["models", "use", "nobody"], "there is no model 'nobody'"),
    ],
)
def test_what_cannot_be_done_ends_with_one_line(run, arguments: list[str], told: str):
    result = run(*arguments)
    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_usage_is_code_two(run):
    assert run("classify").returncode == 2
    assert run("fly").returncode == 2


def test_an_output_that_is_there_is_refused_before_any_work(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "out.csv").write_text("mine")
    result = run("classify", "a.txt", "-o", "out.csv")
    assert (result.returncode, (tmp_path / "out.csv").read_text()) == (1, "mine")
    assert run("classify", "a.txt", "-o", "out.csv", "--overwrite").returncode == 0


def test_train_promote_evaluate_use(run, data: Path):
    trained = run("train", data.name, "--name", "mine", "--promote")
    assert (trained.returncode, trained.stdout) == (0, "mine@1\n")
    assert "mine@production is now mine@1" in trained.stderr
    scores = run("evaluate", data.name, "--model", "mine", "--output", "scores.json")
    assert "macro-F1 (strict)" in scores.stdout
    assert json.loads((data.parent / "scores.json").read_bytes())["rows"] == 120
    assert "is there already" in run("evaluate", data.name, "--model", "mine", "--output", "scores.json").stderr
    assert run("models", "use", "mine").stderr == "the default model is now mine@1\n"
    assert run("predict", "开展普法").stderr == "model: mine@1\n"
    assert json.loads(run("models", "show", "mine@1").stdout)["data"]["rows"] == 120


def test_training_warns_of_doubtful_rows(run, data: Path):
    with data.open("a", encoding="utf-8") as rows:
        rows.write(
            '\n{"text": "", "theme": "普法宣传"}\n{"text": "一句话", "theme": "普法宜传"}\n{"text": "另一句", "theme": "普法宜传"}\n'
        )
    told = run("train", data.name, "--name", "mine").stderr
    assert "row 121: has no text; fill it in or leave the row out (left out)" in told
    assert "row 122, rows.jsonl, row 123: the theme '普法宜传' is rare; was '普法宣传'" in told


def test_searching_shows_the_settings_and_the_leak(run, data: Path):
    result = run("train", data.name, "--name", "mine", "--search")
    assert result.returncode == 0
    assert "chosen" in result.stderr
    assert "which is not to be believed" in result.stderr


@pytest.mark.minutes
def test_adapting_learns_from_the_shipped_corpus_too(run, data: Path):
    result = run("train", data.name, "--name", "mine", "--adapt", "--weight", "2")
    assert "held-out reports: 120 paragraphs" in result.stderr
    shown = json.loads(run("models", "show", "mine").stdout)
    assert shown["parameters"]["base_rows"] > 4000
    assert len(shown["themes"]) == 6


def test_models_are_listed_and_verified(run, data: Path, tmp_path: Path):
    run("train", data.name, "--name", "mine", "--promote", SOURCE_DATE_EPOCH="0")
    listed = run("models", "list").stdout
    assert "mine@1" in listed
    assert "1970-01-01" in listed
    assert "production" in listed
    assert "default@" in listed
    assert "mine@1: good" in run("models", "verify").stdout
    weights = tmp_path / "models" / "mine" / "versions" / "000001" / "weights.npz"
    weights.write_bytes(weights.read_bytes()[:-1])
    result = run("models", "verify", "mine")
    assert result.returncode == 1
    assert "weights.npz" in result.stderr


def test_versions_are_compared_promoted_rolled_back_carried_and_removed(run, data: Path, tmp_path: Path):
    run("train", data.name, "--name", "mine", "--promote")
    run("train", data.name, "--name", "mine", "--seed", "7")
    compared = run("models", "compare", "mine@1", "mine@2")
    assert "120 paragraphs" in compared.stdout
    assert "exact McNemar test" in compared.stdout
    assert "terms that moved most" in run("models", "compare", "mine@1", "mine@2", "--data", data.name).stdout
    promoted = run("models", "promote", "mine@2", "--reason", "fresh")
    assert "mine@production is now mine@2" in promoted.stderr
    assert "macro-F1" in promoted.stdout
    assert "mine@2 is mine@production" in run("models", "remove", "mine@2").stderr
    assert run("models", "rollback", "mine").stderr == "mine@production is mine@1 again\n"
    assert "has nothing to go back to" in run("models", "rollback", "mine@production").stderr
    assert run("models", "export", "mine@2", "two.zip").returncode == 0
    assert "is there already" in run("models", "export", "mine@2", "two.zip").stderr
    assert run("models", "import", "two.zip", "--name", "carried").stdout == "carried@1\n"
    assert run("models", "remove", "mine@2", "--reason", "tidy").returncode == 0
    assert "has no version 2" in run("models", "show", "mine@2").stderr
    run("models", "use", "mine")
    assert "mine@production has nothing" in run("models", "rollback", "production").stderr


def test_a_time_that_is_none_is_told(run, data: Path):
    assert "SOURCE_DATE_EPOCH is 'soon'" in run("train", data.name, "--name", "m", SOURCE_DATE_EPOCH="soon").stderr


def test_the_models_option_goes_before_the_environment(run, data: Path, tmp_path: Path):
    run("--models", "elsewhere", "train", data.name, "--name", "mine")
    assert (tmp_path / "elsewhere" / "mine" / "versions" / "000001").is_dir()
    assert not (tmp_path / "models").exists()


def test_control_characters_of_a_document_do_not_reach_the_terminal(run, tmp_path: Path):
    (tmp_path / "a.html").write_text(
        "<html><body><p>&#27;[31m首页</p><p>开展普法宣传，组织讲座十二场。</p></body></html>", encoding="utf-8"
    )
    result = run("-v", "classify", "a.html", "-o", "-")
    assert "\x1b" not in result.stderr + result.stdout


def test_a_reader_of_the_pipe_that_goes_away_is_no_traceback(tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT * 400, encoding="utf-8")
    shell = f"{sys.executable} -m classifier classify a.txt -o - | head -c 10"
    result = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["predict", "开展普法宣传"], ["models", "list"]])
def test_a_standard_output_that_takes_nothing_ends_in_one_line(arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "classifier", *arguments], stdout=full, stderr=-1, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: standard output cannot be written (No space left")
    assert "Traceback" not in done.stderr
