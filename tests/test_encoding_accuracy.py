"""How often short Chinese texts come out right, by length and encoding: 3,000 of each, drawn with a seed."""

from __future__ import annotations

import codecs
import random
import re
from itertools import accumulate
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import read_document
from classifier.encoding import decode_text

DRAWN = 3000
BARS = {(2, 4): 0.998, (5, 11): 0.9999, (12, 60): 1.0}
OWN_WORDS = (
    "云泽县 柳湾区 青岚市 白杨镇 石渡镇 硚山镇 镕城 普法 执法 学法 述法 复议 应诉 调解 信访 备案 审查 许可 处罚 裁量 督察 考核 清单 公示 "
    "赋权 听证 法治 依法行政 营商环境 法律明白人 第一责任人 双随机 一窗受理 放管服 规范性文件 重大行政决策 合法性审查 矛盾纠纷 人民调解"
)
OWN_SHARE = 0.2


@pytest.fixture(scope="module")
def vocabulary() -> tuple[list[str], list[float]]:
    """Words and their cumulated weights: jieba's by their frequency, those of reports for a fifth of the whole."""
    words, weights = [], []
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        if re.fullmatch(r"[\u4e00-\u9fa5]+", word):
            words.append(word)
            weights.append(float(frequency))
    added = OWN_WORDS.split()
    own = sum(weights) * OWN_SHARE / (1 - OWN_SHARE) / len(added)
    return words + added, list(accumulate(weights + [own] * len(added)))


def draw(vocabulary: tuple[list[str], list[float]], lengths: tuple[int, int]) -> list[str]:
    words, cumulated = vocabulary
    rng = random.Random(20240118)
    texts = []
    for _ in range(DRAWN):
        length, text = rng.randint(*lengths), ""
        while len(text) < length:
            word = rng.choices(words, cum_weights=cumulated)[0]
            text += word if len(text) + len(word) <= length else ""
        texts.append(text)
    return texts


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize(("lengths", "bar"), BARS.items(), ids=lambda value: str(value))
def test_chinese_texts_are_decoded_right(
    vocabulary: tuple[list[str], list[float]], lengths: tuple[int, int], bar: float, encoding: str
) -> None:
    texts = draw(vocabulary, lengths)
    wrong = [text for text in texts if decode_text(text.encode(encoding))[0] != text]
    assert len(wrong) <= (1 - bar) * DRAWN, wrong


@pytest.mark.parametrize("text", ["什么", "学院", "系统 2023", "血液 12 医药"])
def test_a_few_chinese_words_in_gbk_are_not_taken_for_foreign_letters(text: str) -> None:
    assert text.encode("gbk").decode("utf-8") != text  # valid, and nonsense
    assert decode_text(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("text", ["25°C", "café, naïve", "a·b", "±5 %", "Ж", "plain", "Мир и Правда", "créée à Évian"])
def test_foreign_letters_in_utf8_are_not_taken_for_chinese(text: str) -> None:
    assert decode_text(text.encode()) == (text, "utf-8")


def test_a_declared_utf8_is_believed_where_the_bytes_are_valid_in_both() -> None:
    assert decode_text("вода".encode(), "utf-8") == ("вода", "utf-8")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40), st.sampled_from("一法治云泽县"))
def test_a_chinese_text_in_utf8_is_never_taken_for_another(text: str, character: str) -> None:
    text = f"甲{text}{character}"
    assert decode_text(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("label", ["gb2312", "GB2312", "gbk"])
def test_a_page_labelled_gb2312_keeps_what_gb2312_lacks(tmp_path: Path, label: str) -> None:
    text = "硚山镇与镕城公司结对普法，全年开展活动三十二场。"
    page = f"<html><head><meta charset={label}></head><body><p>{text}</p><p>硚镕</p></body></html>"
    (tmp_path / "page.html").write_bytes(page.encode("gb18030"))
    assert read_document(tmp_path / "page.html").text == f"{text}\n硚镕"


def test_utf16_is_known_by_its_mark_in_both_orders(vocabulary: tuple[list[str], list[float]]) -> None:
    for text in draw(vocabulary, (2, 4))[:300]:
        for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            assert decode_text(mark + text.encode(encoding)) == (text, encoding)
