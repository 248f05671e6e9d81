"""What a number counts: the noun before it or after it, the verb that governs the noun, and the words of change.

Takes the words on one side of a number, gives a `Phrase`. Not for nouns that several numbers share (finding).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from classifier.figures.lexicon import groups
from classifier.figures.words import Word

_COMPARED = ("较", "比", "同比", "环比", "与", "同", "相比", "相较", "比上年", "较上年", "比去年")
_FROM = ("由", "从")
_LIST_END = ("等", "等等", "等共")
_OPEN = "“‘《「『(（[【"
_CLOSE = "”’》」』)）]】"
_JOINS = ("、", "和", "及", "以及", "与", "或", "暨")
_LEADING = frozenset("，,、；;。：: 　·—-–…")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with its verb.

    Attributes
    ----------
    noun, verb, change : str
    bare : bool
        Whether the noun is only what acts, or part of the verb, so that one said earlier is to be preferred.
    """

    noun: str = ""
    verb: str = ""
    change: str = ""
    bare: bool = False


def read_before(text: str, words: Sequence[Word], *, rate: bool, money: bool = False) -> Phrase:
    """Read the phrase that ends at a number; `rate` says that the unit is %, 倍 or such."""
    tied = bool(words) and words[-1].text == "的"  # 拒不整改的1户
    aimed = _read_aimed(text, words)
    if aimed.noun and not rate and not money:
        return aimed
    words, change = _without_tail(_without_opening(words, adverbs=not rate))
    words = _without_opening(words, adverbs=not rate)
    if rate:
        return _read_rate(text, words, change)
    if change and not words:
        return Phrase(change=change)
    if change and not any(word.text in groups()["verbs"] - groups()["nominal"] for word in words):
        return Phrase(_join(text, _without_list_end(words)), "", change)
    phrase = _read_object(text, words)
    if words[:1] and words[0].text.startswith("每") and not phrase.verb:
        return Phrase(phrase.noun, bare=True)  # 每村6名
    if tied and phrase.noun:
        phrase = Phrase(phrase.noun, phrase.verb, change, bare=True)
    if change and not phrase.noun and not phrase.verb:
        return Phrase(change=change)
    return Phrase(phrase.noun, phrase.verb, change, phrase.bare)


def _read_aimed(text: str, words: Sequence[Word]) -> Phrase:
    """Read 对重点企业执法检查: what is acted on, and the action."""
    nominal = groups()["nominal"]
    end = len(words)
    while end and words[end - 1].text in nominal:
        end -= 1
    begin = next((k + 1 for k in range(end) if words[k].text == "对"), end)
    if begin == end or end == len(words) or any(word.text in groups()["verbs"] - nominal for word in words[begin:end]):
        return Phrase()
    return Phrase(_join(text, words[begin:end]), _join(text, words[end:]))


def read_after(text: str, words: Sequence[Word], *, clauses: bool) -> str:
    """Read the noun that follows a number; `clauses` allows one that begins with a verb (违反规定的文件)."""
    lexicon = groups()
    end = 0
    depth = 0
    for k, word in enumerate(words):
        said = word.text
        if said in _OPEN:
            depth += 1
        elif said in _CLOSE:
            depth -= 1
            if depth < 0:
                break
        elif depth:
            pass
        elif said in _JOINS:
            if not end or not _goes_on(words[k + 1 :]):
                break
        elif said == "的":
            if not end or _ends_acting(words[k - 1].text):
                break
        elif said in lexicon["stops"] or said in lexicon["changes"]:
            break
        elif said in lexicon["verbs"] and not (clauses and not end and _is_relative(words[k:])):
            if said not in lexicon["nominal"] or not end or _ends_acting(words[k - 1].text):
                if k or not clauses or not _heads_noun(words):
                    break
        end = k + 1
    while end and words[end - 1].text in (*_JOINS, "的", "等"):
        end -= 1
    return _join(text, words[:end])


def _heads_noun(words: Sequence[Word]) -> bool:
    """Whether a verb at the head of words is part of a noun: 执法人员, 调解组织."""
    lexicon = groups()
    return len(words) > 1 and words[0].text in lexicon["nominal"] and words[1].text not in lexicon["stops"] | lexicon["verbs"] | set("，。")


def _goes_on(words: Sequence[Word]) -> bool:
    lexicon = groups()
    return bool(words) and words[0].text not in lexicon["stops"] and words[0].text not in lexicon["verbs"] - lexicon["nominal"]


def _is_relative(words: Sequence[Word]) -> bool:
    """Whether a verb opens a clause that 的 ties to a noun, as in 违反公平竞争的文件."""
    for k, word in enumerate(words[1:10], 1):
        if word.text == "的":
            return k + 1 < len(words) and words[k + 1].text not in groups()["stops"]
    return False


def _ends_acting(word: str) -> bool:
    return word in groups()["agents"] or word.endswith(_actors()) or (len(word) > 1 and word[-1] in "员者局厅办院所队站县市区省府部村镇乡司处户家校长" )


@lru_cache(maxsize=1)
def _actors() -> tuple[str, ...]:
    return tuple(word for word in groups()["agents"] if len(word) > 1 and word not in groups()["plain"])


def _without_opening(words: Sequence[Word], *, adverbs: bool = True) -> Sequence[Word]:
    lexicon = groups()
    openers = lexicon["openers"] | lexicon["adverbs"] if adverbs else lexicon["openers"]
    k = 0
    while k < len(words) and (words[k].text in openers or words[k].text in _LEADING or _is_place(words[k].text)):
        if words[k].text in _MEANS and any(word.text == "的" for word in words[k + 1 : -1]):
            break  # 通过复议化解的争议
        k += 1
    return words[k:]


_MEANS = frozenset(("通过", "经", "经过", "以", "由", "被"))


def _is_place(word: str) -> bool:
    """Whether a word says where, for the whole clause: 全县, 我市, 本局."""
    return len(word) == 2 and word[0] in "全我本" and word[1] in "省市县区镇乡局州盟旗厅委院校"


def _without_tail(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """Take off what may stand between a noun and its number; give also the words of change among it."""
    lexicon = groups()
    change = ""
    k = len(words)
    while k:
        said = words[k - 1].text
        if said in _FROM and not change:
            change = said
        elif said in lexicon["changes"] and (not change or change in _FROM) :
            change = said
        elif said in _COMPARED and change and change not in _FROM:
            change = said + change if said in ("同比", "环比") else change
        elif said not in lexicon["connectors"] and said not in _LEADING and not _YEARS.fullmatch(said):
            break
        k -= 1
    words = words[:k]
    if change:
        words, compared = _without_comparison(words)
        change = compared + change
    return words, change


def _without_comparison(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """Take off 较上年, 比去年同期, 与2022年相比 at the end."""
    for k in range(len(words) - 1, max(-1, len(words) - 6), -1):
        if words[k].text in _COMPARED and all(word.text in _TIMES or word.text.isdigit() or word.text in groups()["openers"] for word in words[k + 1 :]):
            return words[:k], ""
    return words, ""


_YEARS = re.compile(r"[一二三四五六七八九十两多\d]+年|(?:19|20)\d\d")
_TIMES = frozenset(("上年", "去年", "同期", "上年度", "前年", "上", "一", "年度", "年", "上一年", "上月", "上季度", "往年", "相比", "年初", "期", "末", "以前", "此前", "一年", "之前"))


def _read_rate(text: str, words: Sequence[Word], change: str) -> Phrase:
    lexicon = groups()
    share = next((k for k in range(len(words) - 1, -1, -1) if words[k].text in ("占", "约占", "占到")), None)
    ends_in_rate = bool(words) and words[-1].text.endswith(tuple(lexicon["rates"]))
    if share is not None and not ends_in_rate:
        return Phrase(_read_object(text, words[:share]).noun, "占", change, bare=share == 0)
    for k in range(len(words) - 1, -1, -1):
        if words[k].text in lexicon["carriers"] and k + 1 < len(words):
            words = words[k + 1 :]
            break
    words = _without_opening(words, adverbs=False)
    if ends_in_rate or not words:
        return Phrase(_join(text, words), "", change)
    phrase = _read_object(text, words)
    if phrase.verb in lexicon["changes"] and not change:
        return Phrase(phrase.noun, phrase.verb, phrase.verb)
    return Phrase(phrase.noun, phrase.verb, change, phrase.bare)


def _read_object(text: str, words: Sequence[Word]) -> Phrase:
    """Read subject, verb and object; the object is what is counted, without one the subject or the verb itself."""
    words = _without_opening(words)
    if not words:
        return Phrase()
    lexicon = groups()
    first, last = _find_verb(words)
    if first is None and all(word.text in lexicon["nominal"] for word in words):
        return Phrase(_join(text, words), _join(text, words), bare=True)
    if first is None:
        return Phrase(_join(text, _without_list_end(words)))
    if all(word.text in lexicon["verbs"] and (word.text not in lexicon["nominal"] or word.text in lexicon["intransitive"]) for word in words):
        return Phrase(_join(text, words), _join(text, words), bare=True)
    while last + 2 < len(words) and words[last + 1].text in ("、", "和", "并", "或") and words[last + 2].text in lexicon["verbs"] and last + 3 < len(words):
        last += 2  # 废止、修订制度
    verb = _join(text, words[first : last + 1])
    rest = words[last + 1 :]
    while rest and rest[0].text in ("了", "过", "各类", "各种", "各项", "到", "出", "起", "着", "的", "全市", "全县") or rest and rest[0].text in lexicon["qualifiers"]:
        rest = rest[1:]
    rest = _without_list_end(rest)
    bare_rest = [word for word in rest if word.text not in lexicon["openers"]]
    if rest and bare_rest and len(bare_rest) < len(rest) and all(word.text in lexicon["verbs"] for word in bare_rest):
        whole = _join(text, words[first:])  # 受理后化解
        return Phrase(whole, whole, bare=True)
    if bare_rest:
        return Phrase(_join(text, rest), verb)
    subject = _without_opening(words[:first])
    if words[last].text in lexicon["intransitive"] or verb in lexicon["intransitive"]:
        thing = subject
        while thing and thing[-1].text in lexicon["nominal"] | lexicon["connectors"] | lexicon["adverbs"]:
            thing = thing[:-1]
        if thing and (thing[-1].text.endswith(tuple(lexicon["plain"])) or not _ends_acting(thing[-1].text)):
            return Phrase(_join(text, thing), verb)
        return Phrase(_join(text, [*subject, *words[first : last + 1]]), verb, bare=True)
    if verb.endswith(("款", "投资")):
        return Phrase(verb, verb)
    if not subject:
        return Phrase(verb, verb, bare=True)
    if len(subject) == 1 and subject[0].text in ("一审", "二审", "初审", "再审"):
        return Phrase(verb, verb, bare=True)
    noun = _read_object(text, subject)
    if subject[-1].text.endswith(tuple(lexicon["plain"])):
        return Phrase(noun.noun or verb, verb, bare=noun.bare)
    acting = _ends_acting(subject[-1].text)
    return Phrase(verb if acting or not noun.noun else noun.noun, verb, bare=True)


def _find_verb(words: Sequence[Word]) -> tuple[int | None, int]:
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
    firm = [k for k in heads if words[k].text not in lexicon["nominal"]]
    while len(firm) > 1 and words[firm[-1]].text in lexicon["participles"] and firm[-1] + 1 < len(words):
        if _ends_acting(words[firm[-1] - 1].text) or firm[-1] - 1 == firm[-2]:
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
    if len(said) == 1 and k and not _ends_acting(before) and before not in lexicon["openers"] | lexicon["adverbs"]:
        return False
    if k and (after in _JOINS or after in _LIST_END) and not _ends_acting(before) and before not in lexicon["openers"] | lexicon["adverbs"]:
        return False  # 供水价格调整、布局规划等
    if said in lexicon["intransitive"] and after and after not in lexicon["verbs"]:
        return False
    if after in lexicon["amounts"] and said != "涉及" and said not in lexicon["changes"]:
        return False
    if said not in lexicon["nominal"]:
        if said == "组织" and after in ("单位", "奖", "机构", "者"):
            return False
        if said == "组织" and before.endswith(tuple(lexicon["nominal"] | {"社会", "基层", "群团", "党"})):
            return False
        return True
    if after in ("案件", "案") and said not in _CASEWORK:
        return False  # 仲裁案件, 法律援助案件
    acts = not k or _ends_acting(before) or (after and before in lexicon["openers"] | lexicon["adverbs"]) or (after and _has_aim(words[:k]))
    acts = acts or (after and (said in _INSPECTIONS and before in ("执法", "监督", "巡回") or said in _CHECKS))
    acts = acts or (not after and said in lexicon["intransitive"])
    return bool(acts) and after not in lexicon["nominal"] and not (
        after and after not in lexicon["plain"] and after.startswith(tuple(lexicon["compounds"] - lexicon["plain"]))
    )


_CASEWORK = frozenset(("调解", "审查", "审核", "处理", "审理", "代理", "复查", "评查", "督办", "旁听", "化解", "移送", "征收"))
_CHECKS = frozenset(("执法检查", "监督检查", "联合检查"))
_INSPECTIONS = frozenset(("检查", "巡查", "抽查", "走访", "排查", "监察"))


def _has_aim(words: Sequence[Word]) -> bool:
    """Whether a verb is to be expected after 向, 对, 为 and a noun."""
    return any(word.text in ("向", "对", "为", "给", "就") for word in words)


def _chain(words: Sequence[Word], k: int) -> tuple[int, int]:
    """Give the first and last of the verbs that stand together: 立案查处, 发现并纠正."""
    firm = groups()["verbs"] - groups()["nominal"]
    first = last = k
    while first and ((words[first - 1].text in firm and _is_verb(words, first - 1)) or words[first - 1].text in ("责令", "不予", "宣布")):
        first -= 1
    while last + 1 < len(words) and words[last + 1].text in firm and _is_verb(words, last + 1):
        last += 1
    return first, last


def _quoted(words: Sequence[Word]) -> list[bool]:
    inside = []
    depth = 0
    for word in words:
        depth += word.text in _OPEN
        inside.append(depth > 0)
        depth -= word.text in _CLOSE and depth > 0
    return inside


def _without_list_end(words: Sequence[Word]) -> Sequence[Word]:
    while words and words[-1].text in (*_LIST_END, "的", "共", "各", *_JOINS):
        words = words[:-1]
    return words


def _join(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end].strip() if words else ""
