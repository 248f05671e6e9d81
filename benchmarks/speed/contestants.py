"""Those who classify many texts, or only cut them: one to a process, which times it.

    python -m benchmarks.speed.contestants NAME TEXTS COUNT PASSES MODELS

Reads COUNT paragraphs and takes them PASSES times; MODELS is the folder that preparation filled. Everything imported,
loaded and warm, and garbage collected, before the clock starts; all answers in hand when it stops. Prints ``{"seconds": ...}``.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.speed.text import ROOT, read_paragraphs

Answer = Callable[[list[str]], object]

WARM_UP = 256  # texts
CHUNK = 2000  # texts sent to a process at once


def naive(models: Path) -> Answer:
    """Answer as naive.py does."""
    from benchmarks.speed.naive import answer, load

    vectorize, classify = load(str(models / "naive.joblib"))
    return lambda texts: answer(vectorize, classify, texts)


def ours_search(models: Path) -> Answer:
    """Answer with the shipped default model: search-mode words and pairs."""
    from classifier import predict_batch

    model = _model(None)
    return lambda texts: predict_batch(texts, model=model)


def ours_plain(models: Path) -> Answer:
    """Answer with a model of plain words without pairs."""
    from classifier import predict_batch

    model = _model(models)
    return lambda texts: predict_batch(texts, model=model)


def ours_two(models: Path) -> Answer:
    """Answer with the shipped model in two processes, as one would write it: texts sent out, themes and scores sent back."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn")
    pool = ProcessPoolExecutor(2, context, initializer=_get_ready, initargs=(context.Barrier(2),))

    def answer(texts: list[str]) -> object:
        size = min(CHUNK, -(-len(texts) // 2))
        return list(pool.map(_themes, [texts[i : i + size] for i in range(0, len(texts), size)]))

    return answer


def _get_ready(both: Any) -> None:
    _themes(["开展普法宣传。"])
    both.wait()  # so that the first one does not do the warm-up of two


def _themes(texts: list[str]) -> list[tuple[str, float]]:
    from classifier import predict_batch

    return [(p.theme, p.score) for p in predict_batch(texts, model=_model(None))]


def pipeline_search(models: Path) -> Answer:
    """Answer with the scikit-learn Pipeline that the shipped model came from; its words are rjieba's."""
    return _pipeline(_model(None))


def pipeline_plain(models: Path) -> Answer:
    """Answer with the scikit-learn Pipeline of plain words."""
    return _pipeline(_model(models))


def fasttext(models: Path) -> Answer:
    """Answer with fastText, given the words that the shipped model sees."""
    import fasttext as library

    from classifier import JiebaTokenizer

    library.FastText.eprint = lambda *_: None
    model, words = library.load_model(str(models / "fasttext.bin")), JiebaTokenizer().transform
    return lambda texts: model.predict(words(texts))


def rjieba_search(models: Path) -> Answer:
    """Cut into search-mode words, hidden Markov model off as everywhere in the classifier."""
    import rjieba

    return lambda texts: [rjieba.cut_for_search(text, False) for text in texts]


def rjieba_plain(models: Path) -> Answer:
    """Cut into plain words."""
    import rjieba

    return lambda texts: [rjieba.cut(text, False) for text in texts]


def rjieba_forgetful(models: Path) -> Answer:
    """Cut into search-mode words and throw those of each text away before the next is cut."""
    import rjieba

    def answer(texts: list[str]) -> None:
        for text in texts:
            rjieba.cut_for_search(text, False)

    return answer


CONTESTANTS: dict[str, Callable[[Path], Answer]] = {
    made.__name__: made
    for made in (
        naive, pipeline_search, pipeline_plain, fasttext, rjieba_search, rjieba_plain, rjieba_forgetful, ours_search,
        ours_plain, ours_two,
    )
}  # fmt: skip


def _model(models: Path | None) -> Any:
    from classifier import load_model

    return load_model("default", models=ROOT / "models") if models is None else load_model("plain", models=models)


def _pipeline(model: Any) -> Answer:
    pipeline = model.to_pipeline()

    def answer(texts: list[str]) -> object:
        scores = pipeline.predict_proba(texts)
        return [(pipeline.classes_[k], row[k]) for row, k in zip(scores, scores.argmax(axis=1), strict=True)]

    return answer


def main(name: str, texts: str, count: str, passes: str, models: str) -> None:
    """Time one contestant."""
    answer = CONTESTANTS[name](Path(models))
    given = read_paragraphs(Path(texts), int(count)) * int(passes)
    answer(given[:WARM_UP])
    gc.collect()
    started = time.perf_counter()
    kept = answer(given)
    seconds = time.perf_counter() - started
    del kept
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
