"""``classifier predict``: the theme of one text, or of one per line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.cli.console import Settings, printable, read_standard_input
from classifier.errors import TextError

if TYPE_CHECKING:
    from classifier.evidence import Evidence

WORDS = 8  # that are shown of those that decided


def run(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="One paragraph, or - to read one per line from standard input.")] = "-",
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model, such as name@7 or name@production.")
    ] = None,
    output: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print.")] = "text",
    top: Annotated[int, typer.Option("--top", min=1, help="How many themes to show.")] = 3,
) -> None:
    """Tell the theme of a paragraph, how sure, and the words that decided."""
    from classifier.prediction import Prediction, predict, predict_batch

    settings: Settings = context.obj
    if text != "-":
        predictions = [predict(text, model=settings.load(model))]
    else:
        lines = [line for line in read_standard_input().split("\n") if line.strip()]
        if not lines:
            raise TextError("standard input holds no text; give one paragraph per line")
        predictions = predict_batch(lines, model=settings.load(model))

    def as_json(p: Prediction) -> str:
        probabilities = dict(list(p.probabilities.items())[:top])
        return json.dumps(
            {
                "text": p.text, "theme": p.theme, "score": p.score, "second_theme": p.second_theme,
                "second_score": p.second_score, "accepted": p.accepted, "probabilities": probabilities, "model": p.model,
            },
            ensure_ascii=False,
        )  # fmt: skip

    for p in predictions:
        if output == "json":
            print(as_json(p))
        elif len(predictions) > 1:
            print(f"{p.theme}\t{p.score:.3f}\t{printable(p.text[:60])}")
        else:
            _print_one(p, top)


def _print_one(p: object, top: int) -> None:
    from classifier.prediction import Prediction

    assert isinstance(p, Prediction)
    for theme, probability in list(p.probabilities.items())[:top]:
        print(f"{theme}\t{probability:.3f}")
    words = [f"{printable(e.term)} ({e.weight:+.2f})" for e in sorted(p.evidence, key=_heaviest)[:WORDS]]
    print(f"{'accepted' if p.accepted else 'to be checked'}; words: {', '.join(words) or 'none known'}")


def _heaviest(evidence: Evidence) -> float:
    return -abs(evidence.weight)
