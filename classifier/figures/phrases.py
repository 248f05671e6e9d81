"""What a number counts: the noun before it or after it, the verb that governs the noun, and the words of change.

Takes the words on one side of a number, gives a `Phrase`. Not for nouns that several numbers share (sharing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.figures.lexicon import groups
from classifier.figures.trimming import join, without_list_end, without_opening, without_tail
from classifier.figures.verbs import CLOSE, JOINS, OPEN, ends_acting, find_verb
from classifier.figures.words import Word

_SHARE = ("占", "约占", "占到")
BODIES = ("机关", "部门", "法院", "检察院", "公安", "检察")
HANDING = ("移送", "移交", "转交", "报送", "抄送", "抄告")
_ABOVE = ("高于", "低于", "优于", "高出", "超出")
_ENDING = ("完成", "予以", "得到", "进行")
_KINDS = ("行政", "刑事", "民事", "司法", "治安", "商事")
_TIMES = ("全年", "年内", "今年", "累计", "当年", "每月", "每年")
_INSTANCES = ("一审", "二审", "初审", "再审")
_BEFORE_OBJECT = frozenset(("了", "过", "各类", "各种", "各项", "到", "出", "起", "着", "的", "全市", "全县"))


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


def read_before(text: str, words: Sequence[Word], *, rate: bool, money: bool = False, time: bool = False) -> Phrase:
    """Read the phrase that ends at a number; `rate` says that the unit is %, 倍 or such, `time` that it is a span."""
    tied = bool(words) and words[-1].text == "的"  # 拒不整改的1户
    if len(words) > 1 and words[0].text in _ABOVE and not any(word.text in groups()["firm"] for word in words):
        return Phrase(change=words[0].text)  # 高于全省平均水平3个百分点
    aimed = _read_aimed(text, words)
    if aimed.noun and not rate and not money:
        return aimed
    words, change = without_tail(without_opening(words, adverbs=not rate))
    words = without_opening(words, adverbs=not rate)
    if rate:
        return _read_rate(text, words, change)
    if change and not words:
        return Phrase(change=change)
    named = time and len(words) > 1 and words[0].text not in groups()["verbs"]  # 企业注销由45天压缩到20天
    if change and (named or not any(word.text in groups()["firm"] for word in words)):
        return Phrase(join(text, without_list_end(words)), "", change)
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
    if begin == end or end == len(words) or any(word.text in groups()["firm"] for word in words[begin:end]):
        return Phrase()
    return Phrase(join(text, words[begin:end]), join(text, words[end:]))


def read_after(text: str, words: Sequence[Word], *, clauses: bool) -> str:
    """Read the noun that follows a number; `clauses` allows one that begins with a verb (违反规定的文件)."""
    lexicon = groups()
    end = 0
    depth = 0
    for k, word in enumerate(words):
        said = word.text
        if said in OPEN:
            depth += 1
        elif said in CLOSE:
            depth -= 1
            if depth < 0:
                break
        elif depth:
            pass
        elif said in JOINS:
            if not end or not _goes_on(words[k + 1 :]):
                break
        elif said == "的":
            if not end or ends_acting(words[k - 1].text):
                break
        elif said in lexicon["stops"] | lexicon["changes"]:
            if said != "不" or not clauses or not _is_relative(words[k:]):
                break  # but 拒不整改的企业
        elif said in lexicon["verbs"] and not (clauses and not end and _is_relative(words[k:])):
            firm = said in lexicon["firm"] and len(said) > 1
            acts = firm or not end or ends_acting(words[k - 1].text)
            if acts and (k or not clauses or not _heads_noun(words)):
                break
        end = k + 1
    while end and words[end - 1].text in (*JOINS, "的", "等"):
        end -= 1
    return join(text, words[:end])


def _heads_noun(words: Sequence[Word]) -> bool:
    """Whether a verb at the head of words is part of a noun: 执法人员, 调解组织."""
    lexicon = groups()
    return (
        len(words) > 1
        and words[0].text in lexicon["nominal"]
        and words[1].text not in lexicon["stops"] | lexicon["verbs"] | set("，。")
    )


def _goes_on(words: Sequence[Word]) -> bool:
    lexicon = groups()
    return bool(words) and words[0].text not in lexicon["stops"] and words[0].text not in lexicon["firm"]


def _is_relative(words: Sequence[Word]) -> bool:
    """Whether a verb opens a clause that 的 ties to a noun, as in 违反公平竞争的文件."""
    for k, word in enumerate(words[1:10], 1):
        if word.text == "的":
            return k + 1 < len(words) and words[k + 1].text not in groups()["stops"]
    return False


def _read_rate(text: str, words: Sequence[Word], change: str) -> Phrase:
    lexicon = groups()
    share = next((k for k in range(len(words) - 1, -1, -1) if words[k].text in _SHARE), None)
    ends_in_rate = bool(words) and words[-1].text.endswith(tuple(lexicon["rates"]))
    if share is not None and not ends_in_rate:
        whole, _ = without_tail(words[:share])
        if any(word.text in lexicon["firm"] for word in whole):
            return Phrase(_read_object(text, whole).noun, "占", change)
        return Phrase(join(text, without_list_end(whole)), "占", change, bare=share == 0)
    for k in range(len(words) - 1, -1, -1):
        if words[k].text in lexicon["carriers"] and k + 1 < len(words):
            words = words[k + 1 :]
            break
    words = without_opening(words, adverbs=False)
    if ends_in_rate or not words:
        return Phrase(join(text, words), "", change)
    named = words[-1].text in lexicon["intransitive"] and words[0].text not in lexicon["verbs"]  # 刑事立案下降9%
    if change and (named or not any(word.text in lexicon["firm"] for word in words)):
        return Phrase(join(text, words), "", change)  # 审批人员精简40%
    phrase = _read_object(text, words)
    if phrase.verb in lexicon["changes"] and not change:
        return Phrase(phrase.noun, phrase.verb, phrase.verb)
    return Phrase(phrase.noun, phrase.verb, change, phrase.bare)


def _without_receiver(verb: str, words: Sequence[Word]) -> Sequence[Word]:
    """Take off to whom something was handed: 移送公安机关|线索."""
    last = max((k for k, word in enumerate(words) if word.text.endswith(BODIES)), default=-1)
    return words[last + 1 :] if verb in HANDING and -1 < last < len(words) - 1 else words


def _read_object(text: str, words: Sequence[Word]) -> Phrase:
    """Read subject, verb and object; the object is what is counted, without one the subject or the verb itself."""
    words = without_opening(words)
    if not words:
        return Phrase()
    lexicon = groups()
    passive = next((k for k, word in enumerate(words[:-1]) if k and word.text == "被"), 0)
    if passive and words[-1].text in lexicon["verbs"]:
        return Phrase(join(text, words[:passive]), words[-1].text)
    since = next((k for k, word in enumerate(words[:-1]) if k and word.text in _TIMES), 0)
    if since and words[since - 1].text.endswith(tuple(lexicon["plain"])):
        since = 0  # 矫正对象累计接收
    measured = words[-1].text.endswith(tuple(lexicon["amounts"]))
    if since and (measured or all(word.text in lexicon["verbs"] for word in words[since + 1 :])):
        words = words[since + 1 :]  # 执法队全年巡查
    first, last = find_verb(words)
    if first is None and all(word.text in lexicon["nominal"] for word in words):
        return Phrase(join(text, words), join(text, words), bare=True)
    if first is None:
        return Phrase(join(text, without_list_end(words)))
    listed = any(word.text in JOINS for word in words)
    open_ended = listed or words[0].text in lexicon["intransitive"]  # 立案处罚
    verbal = lexicon["verbs"] if open_ended else lexicon["firm"] | lexicon["intransitive"]
    acted = words[-1].text in lexicon["firm"] and all(
        word.text in lexicon["verbs"] | lexicon["nominal"] for word in words
    )  # 教育劝导
    if acted or all(word.text in verbal or word.text in JOINS for word in words):
        return Phrase(join(text, words), join(text, words), bare=True)
    while (
        last + 2 < len(words)
        and words[last + 1].text in ("、", "和", "并", "或")
        and words[last + 2].text in lexicon["verbs"]
        and last + 3 < len(words)
    ):
        last += 2  # 废止、修订制度
    verb = join(text, words[first : last + 1])
    rest = words[last + 1 :]
    while rest and (rest[0].text in _BEFORE_OBJECT or rest[0].text in lexicon["qualifiers"]):
        rest = rest[1:]
    rest = without_list_end(_without_receiver(verb, rest))
    bare_rest = [word for word in rest if word.text not in lexicon["openers"]]
    if rest and bare_rest and len(bare_rest) < len(rest) and all(word.text in lexicon["verbs"] for word in bare_rest):
        whole = join(text, words[first:])  # 受理后化解
        return Phrase(whole, whole, bare=True)
    if bare_rest and verb in _ENDING and all(word.text in lexicon["nominal"] for word in rest):
        return Phrase(join(text, rest), verb + join(text, rest), bare=True)  # 已完成整改38处
    if bare_rest:
        return Phrase(join(text, rest), verb)
    subject = without_opening(words[:first])
    while subject and subject[-1].text in lexicon["manner"] | lexicon["connectors"]:
        subject = subject[:-1]
    if len(subject) == 1 and subject[0].text in _KINDS:
        return Phrase(join(text, words), verb)  # 行政立案24起
    if words[last].text in lexicon["intransitive"] or verb in lexicon["intransitive"]:
        thing = subject if verb not in lexicon["acts"] else []
        while thing and thing[-1].text in lexicon["nominal"] | lexicon["connectors"] | lexicon["adverbs"]:
            thing = thing[:-1]
        if thing and (thing[-1].text.endswith(tuple(lexicon["plain"])) or not ends_acting(thing[-1].text)):
            return Phrase(join(text, thing), verb)
        return Phrase(join(text, [*subject, *words[first : last + 1]]), verb, bare=True)
    if verb.endswith(("款", "投资")):
        return Phrase(verb, verb)
    if not subject:
        return Phrase(verb, verb, bare=True)
    if len(subject) == 1 and subject[0].text in _INSTANCES:
        return Phrase(verb, verb, bare=True)
    noun = _read_object(text, subject)
    if subject[-1].text.endswith(tuple(lexicon["plain"])):
        return Phrase(noun.noun or verb, verb, bare=noun.bare)
    acting = ends_acting(subject[-1].text)
    return Phrase(verb if acting or not noun.noun else noun.noun, verb, bare=True)
