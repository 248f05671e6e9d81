"""Subject, verb and object of a clause: the object is what is counted, without one the subject or the verb itself.

Takes words whose end stands before a number, gives a `Phrase`. Not for rates and words of change (phrases).
"""

from __future__ import annotations

from collections.abc import Sequence

from classifier.figures.lexicon import groups
from classifier.figures.phrase import Phrase
from classifier.figures.trimming import join, without_list_end, without_opening
from classifier.figures.verbs import JOINS, ends_acting, find_verb
from classifier.figures.words import Word

BODIES = ("机关", "部门", "法院", "检察院", "公安", "检察")
HANDING = ("移送", "移交", "转交", "报送", "抄送", "抄告")
_ENDING = ("完成", "予以", "得到", "进行", "退回", "督促", "要求")
_KINDS = ("行政", "刑事", "民事", "司法", "治安", "商事")
_TIMES = ("全年", "年内", "今年", "累计", "当年", "每月", "每年")
_INSTANCES = ("一审", "二审", "初审", "再审")
_BEFORE_OBJECT = frozenset(("了", "过", "各类", "各种", "各项", "到", "出", "起", "着", "的", "全市", "全县"))


def read_object(text: str, words: Sequence[Word]) -> Phrase:
    """Read what the words before a number count, and the verb that governs it."""
    words = without_opening(words)
    if not words:
        return Phrase()
    lexicon = groups()
    passive = next((k for k, word in enumerate(words[:-1]) if k and word.text == "被"), 0)
    if passive and words[-1].text in lexicon["verbs"]:
        return Phrase(join(text, words[:passive]), words[-1].text)
    words = _without_actor(words)
    first, last = find_verb(words)
    whole = join(text, words)
    if first is None:
        if all(word.text in lexicon["nominal"] for word in words):
            return Phrase(whole, whole, bare=True)
        return Phrase(join(text, without_list_end(words)))
    if _only_acts(words):
        return Phrase(whole, whole, bare=True)
    while (
        last + 2 < len(words)
        and words[last + 1].text in ("、", "和", "并", "或")
        and words[last + 2].text in lexicon["verbs"]
        and last + 3 < len(words)
    ):
        last += 2  # 废止、修订制度
    return _read_rest(text, words, first, last) or _read_subject(text, words, first, last)


def _without_actor(words: Sequence[Word]) -> Sequence[Word]:
    """Take off who acts before a time and a verb or an amount: 执法队全年|巡查, 村全年|服务次数."""
    lexicon = groups()
    since = next((k for k, word in enumerate(words[:-1]) if k and word.text in _TIMES), 0)
    if not since or words[since - 1].text.endswith(tuple(lexicon["plain"])):
        return words  # 矫正对象累计接收
    measured = words[-1].text.endswith(tuple(lexicon["amounts"]))
    acts = all(word.text in lexicon["verbs"] for word in words[since + 1 :])
    return words[since + 1 :] if measured or acts else words


def _only_acts(words: Sequence[Word]) -> bool:
    """Whether there is nothing but verbs: 立案处罚, 教育劝导, 撤销、变更."""
    lexicon = groups()
    said = [word.text for word in words]
    if said[-1] in lexicon["firm"] and all(word in lexicon["verbs"] | lexicon["nominal"] for word in said):
        return True
    open_ended = said[0] in lexicon["intransitive"] or any(word in JOINS for word in said)
    acts = lexicon["verbs"] if open_ended else lexicon["firm"] | lexicon["intransitive"]
    return all(word in acts or word in JOINS for word in said)


def _read_rest(text: str, words: Sequence[Word], first: int, last: int) -> Phrase | None:
    """Read the object after the verb, if there is one."""
    lexicon = groups()
    verb = join(text, words[first : last + 1])
    rest = words[last + 1 :]
    while rest and (rest[0].text in _BEFORE_OBJECT or rest[0].text in lexicon["qualifiers"]):
        rest = rest[1:]
    rest = without_list_end(_without_receiver(verb, rest))
    bare_rest = [word for word in rest if word.text not in lexicon["openers"]]
    if not bare_rest:
        return None
    if len(bare_rest) < len(rest) and all(word.text in lexicon["verbs"] for word in bare_rest):
        whole = join(text, words[first:])  # 受理后化解
        return Phrase(whole, whole, bare=True)
    if verb in _ENDING and all(word.text in lexicon["nominal"] for word in rest):
        return Phrase(join(text, rest), verb + join(text, rest), bare=True)  # 已完成整改38处
    return Phrase(join(text, rest), verb)


def _without_receiver(verb: str, words: Sequence[Word]) -> Sequence[Word]:
    """Take off to whom something was handed: 移送公安机关|线索."""
    last = max((k for k, word in enumerate(words) if word.text.endswith(BODIES)), default=-1)
    return words[last + 1 :] if verb in HANDING and -1 < last < len(words) - 1 else words


def _read_subject(text: str, words: Sequence[Word], first: int, last: int) -> Phrase:
    """Read the noun before a verb that has no object."""
    lexicon = groups()
    verb = join(text, words[first : last + 1])
    subject = without_opening(words[:first])
    told_how = bool(subject) and subject[-1].text in lexicon["adverbs"]  # 中心组集体学习24次
    while subject and subject[-1].text in lexicon["adverbs"] | lexicon["connectors"]:
        subject = subject[:-1]
    if len(subject) == 1 and subject[0].text in _KINDS:
        return Phrase(join(text, words), verb)  # 行政立案24起
    if words[last].text in lexicon["intransitive"] or verb in lexicon["intransitive"]:
        return _read_thing(text, subject, words[first : last + 1])
    if verb.endswith(("款", "投资")):
        return Phrase(verb, verb)
    if not subject or (len(subject) == 1 and subject[0].text in _INSTANCES):
        return Phrase(verb, verb, bare=True)
    noun = read_object(text, subject)
    if subject[-1].text.endswith(tuple(lexicon["plain"])):
        return Phrase(noun.noun or verb, verb, bare=noun.bare)
    acting = told_how or ends_acting(subject[-1].text)
    return Phrase(verb if acting or not noun.noun else noun.noun, verb, bare=True)


def _read_thing(text: str, subject: Sequence[Word], verbs: Sequence[Word]) -> Phrase:
    """Read what an intransitive verb is said of; of persons the whole is counted: 负责人出庭应诉."""
    lexicon = groups()
    verb = join(text, verbs)
    thing = subject if verb not in lexicon["acts"] else []
    while thing and thing[-1].text in lexicon["nominal"] | lexicon["connectors"] | lexicon["adverbs"]:
        thing = thing[:-1]
    if thing and (thing[-1].text.endswith(tuple(lexicon["plain"])) or not ends_acting(thing[-1].text)):
        return Phrase(join(text, thing), verb)
    return Phrase(join(text, [*subject, *verbs]), verb, bare=True)
