"""What a number counts: the noun before it or after it, the verb that governs the noun, and the words of change.

Takes the words on one side of a number, gives a `Phrase`. Not for the parts of a clause (objects), nor for nouns that several
numbers share (sharing).
"""

from __future__ import annotations

from collections.abc import Sequence

from classifier.figures.lexicon import groups
from classifier.figures.objects import read_object
from classifier.figures.phrase import Phrase
from classifier.figures.trimming import join, without_list_end, without_opening, without_tail
from classifier.figures.verbs import CLOSE, JOINS, OPEN, ends_acting
from classifier.figures.words import Word

_SHARE = ("占", "约占", "占到")
_ABOVE = ("高于", "低于", "优于", "高出", "超出")


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
    phrase = read_object(text, words)
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
            return Phrase(read_object(text, whole).noun, "占", change)
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
    phrase = read_object(text, words)
    if phrase.verb in lexicon["changes"] and not change:
        return Phrase(phrase.noun, phrase.verb, phrase.verb)
    return Phrase(phrase.noun, phrase.verb, change, phrase.bare)
