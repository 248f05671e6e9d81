"""What the tests share: a small labelled set, a model trained on it, a registry that holds it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifier.dataset import LabelledRow
from classifier.publication import publish
from classifier.registry import Registry
from classifier.training import Training, train

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
PHRASES = {
    "普法宣传": [
        "开展宪法宣传周活动",
        "组织法治讲座",
        "发放普法手册",
        "培养法律明白人",
        "落实普法责任制",
        "开展以案释法",
    ],
    "行政执法": [
        "开展执法案卷评查",
        "落实执法全过程记录",
        "换发行政执法证",
        "联合执法检查市场",
        "规范处罚裁量",
        "公示执法信息",
    ],
    "矛盾纠纷化解": [
        "调解邻里纠纷",
        "办理行政复议案件",
        "负责人出庭应诉",
        "处理信访积案",
        "设立人民调解室",
        "化解行政争议",
    ],
    "其他": ["召开动员大会", "落实安全生产责任", "开展社区矫正", "公开政府信息", "加强组织领导", "推进乡村振兴"],
}
ENDINGS = ["，取得明显成效。", "，全年共完成十二次。", "，各村积极参与。", "，有关情况已经通报。", "，下半年继续推进。"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count the notebooks, which nbmake runs, among the tests that take more than a few seconds."""
    for item in items:
        if item.path.suffix == ".ipynb":
            item.add_marker(pytest.mark.minutes)


def make_rows(reports: int = 6) -> list[LabelledRow]:
    rows = []
    for number in range(reports):
        for theme, phrases in PHRASES.items():
            for k in range(5):
                first, second = phrases[(number + k) % 6], phrases[(number + 2 * k + 1) % 6]
                also = ("普法宣传",) if theme == "行政执法" and k == 0 else ()
                text = f"{first}，{second}{ENDINGS[(number + k) % 5]}"
                rows.append(
                    LabelledRow(text=text, theme=theme, also=also, report=f"报告{number}", place=f"row {len(rows)}")
                )
    return rows


@pytest.fixture(scope="session")
def rows() -> list[LabelledRow]:
    return make_rows()


@pytest.fixture(scope="session")
def training(rows: list[LabelledRow]) -> Training:
    return train(rows)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models", clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


@pytest.fixture
def kept(registry: Registry, training: Training) -> Registry:
    """A registry with one version, ``small@1``."""
    publish(training, registry, name="small", source="phrases of the tests")
    return registry


def require_program(name: str) -> str:
    """Give the path of an optional program; without it the test is skipped, and fails where CI is set."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def anyones(another_user) -> Iterator[Path]:
    """A folder that every user may look into, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with another_user():
            reachable = os.access(folder, os.R_OK | os.X_OK)
        if not reachable:
            pytest.skip(f"other users may not look into {folder.parent}, where temporary folders are made")
        yield folder


@pytest.fixture(scope="session")
def another_user() -> Callable[[], contextlib.AbstractContextManager[None]]:
    """Gives a block in which the tests may do what anybody may, also where root runs them."""

    @contextlib.contextmanager
    def become() -> Iterator[None]:
        if os.getuid() != 0:
            yield
            return
        os.setresgid(65534, 65534, 0)
        os.setresuid(65534, 65534, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)

    return become
