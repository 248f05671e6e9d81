"""Train and keep the small models that `tests/test_scikit_learn_versions.py` reads, one under each version of scikit-learn.

    python tests/models/make.py ENVIRONMENTS      all of them, each in an environment of its own below that folder
    python tests/models/make.py                   one, under the scikit-learn of the Python that runs this

Gives a model `sklearn-X.Y` below this folder and, beside it, `sklearn-X.Y.json`: the probabilities of the scikit-learn
Pipeline itself, as it was trained, on texts that it has not seen. Environments that are missing are made, which needs
the network. Run it again when the form of a version on disk has changed. Not collected by pytest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCIKIT_LEARN = {
    "1.4": ["scikit-learn==1.4.*", "numpy<2", "scipy<1.14"],
    "1.6": ["scikit-learn==1.6.*"],
    "1.7": ["scikit-learn==1.7.*"],
    "1.9": ["scikit-learn==1.9.*"],
}
TIME = datetime(2026, 1, 1, tzinfo=UTC)  # written into the versions, so that their bytes are the same each time

# theme, further theme, paragraph; five to a report, in this order
PARAGRAPHS = [
    ("普法宣传", "", "青砚镇开展宪法宣传周活动，发放普法手册三百册。"),
    ("普法宣传", "", "组织法治讲座六场，培养法律明白人四十名。"),
    ("矛盾纠纷化解", "", "人民调解委员会调解邻里纠纷二十一件。"),
    ("矛盾纠纷化解", "普法宣传", "调解员在调解纠纷时以案释法，开展普法宣传。"),
    ("其他", "", "召开动员大会，加强组织领导。"),
    ("普法宣传", "", "澄湖县落实普法责任制，开展民法典宣传月活动。"),
    ("普法宣传", "", "在中小学举办法治讲座，发放普法手册。"),
    ("矛盾纠纷化解", "", "办理行政复议案件九件，负责人出庭应诉三次。"),
    ("矛盾纠纷化解", "", "设立人民调解室五个，调解矛盾纠纷八十件。"),
    ("其他", "", "落实安全生产责任，开展应急演练两次。"),
    ("普法宣传", "", "利用集市开展普法宣传，解答群众法律咨询。"),
    ("普法宣传", "矛盾纠纷化解", "法律明白人宣传法律知识，参与调解邻里纠纷。"),
    ("矛盾纠纷化解", "", "处理信访积案四件，化解矛盾纠纷十二件。"),
    ("其他", "", "推进乡村振兴，新建农村公路十公里。"),
    ("其他", "", "加强组织领导，明确责任分工。"),
    ("普法宣传", "", "白鹭坪村建成法治文化广场，开展宪法宣传。"),
    ("普法宣传", "", "开展以案释法活动四场，发放宣传册五百份。"),
    ("矛盾纠纷化解", "", "推行诉前调解，调解成功率稳步提升。"),
    ("矛盾纠纷化解", "", "行政复议案件按期办结，行政争议实质化解。"),
    ("其他", "", "公开政府信息二百条，依申请公开按期答复。"),
    ("普法宣传", "", "组织干部学习宪法和民法典，举办法治讲座。"),
    ("普法宣传", "", "普法志愿者进村入户，开展法治宣传活动。"),
    ("矛盾纠纷化解", "", "负责人出庭应诉率提升，行政争议得到化解。"),
    ("其他", "", "推进社区矫正，开展走访十五次。"),
    ("其他", "", "召开工作会议，部署年度重点任务。"),
    ("普法宣传", "", "制定普法责任清单，各部门落实普法责任。"),
    ("矛盾纠纷化解", "", "石榴沟村人民调解室调解土地纠纷三件。"),
    ("矛盾纠纷化解", "", "排查矛盾纠纷六十件，全部调解到位。"),
    ("矛盾纠纷化解", "", "处理群众来信来访，信访积案逐件化解。"),
    ("其他", "", "落实安全生产责任制，排查隐患三十处。"),
    ("普法宣传", "", "民法典宣传进校园，法治讲座受到欢迎。"),
    ("普法宣传", "", "开展国家安全教育宣传活动，发放手册。"),
    ("矛盾纠纷化解", "", "整合人民调解、行政调解力量，化解纠纷。"),
    ("其他", "", "推进乡村振兴项目，发展特色种植。"),
    ("其他", "", "公开政府信息，接受群众监督。"),
    ("普法宣传", "", "宪法宣传周期间悬挂横幅，组织知识竞赛。"),
    ("普法宣传", "", "培养法律明白人，开展法律咨询服务活动。"),
    ("矛盾纠纷化解", "", "行政复议案件听证两次，纠正不当行为一件。"),
    ("矛盾纠纷化解", "", "调解劳动纠纷十四件，追回工资若干。"),
    ("其他", "", "开展应急演练，落实值班制度。"),
]  # fmt: skip

UNSEEN = [
    "开展宪法宣传周活动，取得明显成效。",
    "调解纠纷五件。",
    "人民调解员参与信访积案化解。",
    "召开动员大会，部署安全生产工作。",
    "举办民法典讲座，发放普法手册。",
    "负责人出庭应诉，行政争议化解。",
    "推进乡村振兴，公开政府信息。",
    "法律明白人调解邻里纠纷，宣传法律知识。",
    "落实普法责任制，制定责任清单。",
    "办理行政复议案件十七件，按期办结。",
    "加强组织领导，落实责任。",
    "开展应急演练三次。",
    "以案释法，宣传典型案例。",
    "诉前调解与行政调解衔接。",
    "社区矫正对象走访。",
    "法治文化广场建成。",
    "排查隐患，化解矛盾。",
    "群众来信来访按期答复。",
    "组织知识竞赛和法律咨询。",
    "土地纠纷调解到位，群众满意。",
    "（一）加强普法宣传。",
    "1.深化人民调解,设立调解室。",
    "ＡＢＣ法治讲座２０２５年",
    "全镇种植茶树百亩。",
    "宪法",
    "纠纷",
    "会议",
    "没有一个词在模型里：蝴蝶。",
    "，。；",
    "开展宪法宣传，调解纠纷，落实安全生产责任，推进乡村振兴，办理行政复议案件，举办法治讲座。" * 5,
]


def make_all(environments: Path) -> None:
    """Make every fixture, each by the Python of an environment that has that scikit-learn."""
    for release, packages in SCIKIT_LEARN.items():
        python = environments.resolve() / release / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", environments / release], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", ROOT, *packages], check=True)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # the project of this folder, whichever is installed
        subprocess.run([python, Path(__file__).resolve()], env=environment, check=True)


def make_one(folder: Path) -> None:
    """Train under the present scikit-learn and keep what it answers."""
    import numpy
    import sklearn

    from classifier.dataset import LabelledRow
    from classifier.publication import publish
    from classifier.registry import Registry
    from classifier.training import train

    rows = [
        LabelledRow(text=text, theme=theme, also=(also,) if also else (), report=f"报告{number // 5}")
        for number, (theme, also, text) in enumerate(PARAGRAPHS)
    ]
    training = train(rows)
    name = f"sklearn-{'.'.join(sklearn.__version__.split('.')[:2])}"
    shutil.rmtree(folder / name, ignore_errors=True)
    publish(training, Registry(folder, clock=lambda: TIME), name=name, source="tests/models/make.py")
    (folder / name / ".lock").unlink(missing_ok=True)
    expected = {
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "themes": [str(theme) for theme in training.pipeline.classes_],
        "answers": [
            {"text": text, "probabilities": probabilities}
            for text, probabilities in zip(UNSEEN, training.pipeline.predict_proba(UNSEEN).tolist(), strict=True)
        ],
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make_all(Path(sys.argv[1]))
    else:
        make_one(HERE)
