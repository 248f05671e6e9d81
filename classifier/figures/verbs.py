"""Which word of a phrase is its verb, and which only looks like one: 审查合同, but 审查意见.

Takes words, gives places among them. Not for what the phrase counts (phrases).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from classifier.figures.lexicon import groups
from classifier.figures.words import Word

OPEN, CLOSE = "“‘《「『(（[【", "”’》」』)）]】"
JOINS = ("、", "和", "及", "以及", "与", "或", "暨")
LIST_END = ("等", "等等", "等共")
_DONE = ("已", "已经", "均已", "全部", "尚未")
_PUBLISHING = ("公示", "展示", "曝光", "通报")
_HANDLING = ("处置", "化解", "整改", "治理", "调解", "审查", "调查")
_HELPING = frozenset(("参与", "协助", "帮助", "引导", "推动", "促成", "牵头"))
_HOW = frozenset(("专题", "集中", "定期", "依法", "及时", "认真", "逐一", "实地", "主动", "带头"))
_CHECKS = frozenset(("执法检查", "监督检查", "联合检查", "法制审核", "合法性审查"))
_INSPECTIONS = frozenset(("检查", "巡查", "抽查", "走访", "排查", "监察"))
_CASEWORK = frozenset(
    (
        "调解",
        "调处",
        "审查",
        "审核",
        "处理",
        "审理",
        "代理",
        "复查",
        "评查",
        "督办",
        "旁听",
        "化解",
        "移送",
        "征收",
        "监督",
    )
)
_OF_PERSONS = frozenset(
    ("培训", "轮训", "处理", "帮扶", "教育", "安置", "救助", "奖励", "疏散", "划转", "分流", "抽调")
)
_PLACES = frozenset("点站室岗员期率局厅院所队处委")
_ISSUING = frozenset(("下达", "制发", "下发", "发出", "送达", "出具", "签发", "作出", "做出"))
_ORGANISED = ("单位", "奖", "机构", "者")
_ORGANISING = ("社会", "基层", "群团", "党")  # 社会组织
_ACTING = "员者局厅办院所队站县市区省府部村镇乡司处户家校长"  # what names of those who act end in


def find_verb(words: Sequence[Word]) -> tuple[int | None, int]:
    """Find the verb that governs the noun at the end of words; give its first and last word."""
    lexicon = groups()
    inside = _quoted(words)
    heads = [k for k in range(len(words)) if not inside[k] and _is_verb(words, k)]
    tied = max((k for k, word in enumerate(words[:-1]) if word.text == "的" and not inside[k]), default=-1)
    after = [k for k in heads if k > tied and words[k].text not in lexicon["nominal"]]
    if tied >= 0 and not after:
        # the verb right before 的 belongs to the noun: 清理 | 涉及营商环境的规章
        heads = [k for k in heads if k < tied]
        if len(heads) == 1 and (heads[0] or words[0].text in lexicon["participles"]):
            return None, -1
        return (heads[0], heads[0]) if heads else (None, -1)
    firm = [k for k in heads if words[k].text not in lexicon["nominal"] or _is_told_how(words, k)]
    while len(firm) > 1 and words[firm[-1]].text in lexicon["participles"] and firm[-1] + 1 < len(words):
        if ends_acting(words[firm[-1] - 1].text) or firm[-1] - 1 == firm[-2]:
            break
        firm.pop()
    if firm:
        return _chain(words, firm[-1])
    return _chain(words, heads[0]) if heads else (None, -1)


def _is_verb(words: Sequence[Word], k: int) -> bool:
    """Whether a word is a verb here: one of the lexicon that is not part of a noun."""
    lexicon = groups()
    said = words[k].text
    if said not in lexicon["verbs"]:
        return False
    before = words[k - 1].text if k else ""
    after = next((word.text for word in words[k + 1 :] if word.text not in ("平均", "总")), "")
    if before in ("未", "无", "被", "拟被") and after:
        return False  # 未取得许可的车辆, 被纠错案件
    ordered = said in lexicon["nominal"] or said.startswith("责令")
    if ordered and before in _ISSUING and after and words[k + 1].text not in JOINS:
        return False  # 下达责令改正决定书
    if said.startswith("责令") and after.endswith("书"):
        return False
    opens = not k or ends_acting(before) or before in lexicon["manner"]
    if not opens and (len(said) == 1 or after in JOINS or after in LIST_END):
        return False  # 供水价格调整、布局规划等
    if said in lexicon["intransitive"] and after and after not in lexicon["verbs"]:
        return False
    if after in lexicon["amounts"] and said != "涉及" and said not in lexicon["changes"]:
        return False
    if after in _PLACES:
        return False  # 受理点, 公示期
    if said == "组织":
        return after not in _ORGANISED and not before.endswith((*lexicon["nominal"], *_ORGANISING))
    return said in lexicon["firm"] or _is_nominal_verb(words, k, after)


def _is_nominal_verb(words: Sequence[Word], k: int, after: str) -> bool:
    """Whether a word that is as often part of a noun is a verb here, `after` being the next word that counts."""
    lexicon = groups()
    said, before = words[k].text, words[k - 1].text if k else ""
    if not k and said in _PUBLISHING:
        return not _is_compound(after)  # 公示执法信息
    if after in ("案件", "案") and said not in _CASEWORK:
        return False  # 仲裁案件, 法律援助案件
    if after == "人员" and said not in _OF_PERSONS:
        return False  # 审核人员, but 培训人员120名
    if after in lexicon["nominal"] and (
        words[-1].text == after or any(_is_compound(word.text) for word in words[k + 2 : k + 4])
    ):
        return False  # 宣传教育活动, but 编制监管清单
    if _is_compound(after):
        return False
    if not k or ends_acting(before):
        return True
    if not after:
        return said in lexicon["intransitive"] or before in _DONE
    inspects = said in _CHECKS or (said in _INSPECTIONS and before in ("执法", "监督", "巡回"))
    return inspects or before in lexicon["manner"] or _has_aim(words[:k])


def _is_told_how(words: Sequence[Word], k: int) -> bool:
    """Whether a noun and an adverb before a word make it the verb: 召开会议|专题研究工作."""
    if k < 2 or k + 1 == len(words) or words[k - 1].text not in _HOW or _is_compound(words[-1].text):
        return False
    before = words[k - 2].text
    return before not in groups()["verbs"] | groups()["manner"] | {*JOINS, "的"}


def _is_compound(word: str) -> bool:
    """Whether a word makes one noun with the verb before it: 调解室, 培训班, 检查组."""
    return word not in groups()["plain"] and word.startswith(_compounds())


@lru_cache(maxsize=1)
def _compounds() -> tuple[str, ...]:
    return tuple(groups()["compounds"] - groups()["plain"])


def _has_aim(words: Sequence[Word]) -> bool:
    """Whether a verb is to be expected after 向, 对, 为 and a noun."""
    return any(word.text in ("向", "对", "为", "给", "就") for word in words)


def _chain(words: Sequence[Word], k: int) -> tuple[int, int]:
    """Give the first and last of the verbs that stand together: 立案查处, 发现并纠正."""
    firm = groups()["firm"]
    first = last = k
    while first and (
        (words[first - 1].text in firm and _is_verb(words, first - 1))
        or words[first - 1].text in ("责令", "不予", "宣布")
    ):
        first -= 1
    while last + 1 < len(words) and words[last + 1].text in firm and _is_verb(words, last + 1):
        last += 1
    helps = words[last].text in _HELPING or words[last].text in groups()["intransitive"]
    if helps and last + 2 < len(words) and words[last + 1].text in groups()["verbs"]:
        return first, last + (not _is_compound(words[last + 2].text))  # 参与化解纠纷, 立案审查案件
    if last + 2 < len(words) and words[last + 1].text in _HANDLING and _is_handled(words[last + 2].text):
        return first, last + 1  # 上报处置事件
    if words[k].text not in firm and last + 2 < len(words) and words[last + 1].text in groups()["verbs"]:
        after = words[last + 2].text
        last += after not in groups()["compounds"] | groups()["nominal"]  # 警示约谈企业
    return first, last


def _is_handled(word: str) -> bool:
    return word.endswith(tuple(groups()["plain"])) and not word.startswith(tuple(groups()["compounds"]))


def _quoted(words: Sequence[Word]) -> list[bool]:
    inside = []
    depth = 0
    for word in words:
        depth += word.text in OPEN
        inside.append(depth > 0)
        depth -= word.text in CLOSE and depth > 0
    return inside


def ends_acting(word: str) -> bool:
    """Whether a word names who acts, so that a verb after it is a verb.

    Examples
    --------
    >>> ends_acting("市司法局"), ends_acting("合同")
    (True, False)
    """
    return word in groups()["agents"] or word.endswith(_actors()) or (len(word) > 1 and word[-1] in _ACTING)


@lru_cache(maxsize=1)
def _actors() -> tuple[str, ...]:
    return tuple(word for word in groups()["agents"] if len(word) > 1 and word not in groups()["plain"])
