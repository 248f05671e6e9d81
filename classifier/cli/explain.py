"""``classifier explain``: why a paragraph was given its theme, term by term."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.cli.console import Settings, printable, read_standard_input

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from classifier.inspection import Contribution, Explanation

MARKED = 8  # words of the text, as many as `classify` writes
FOR, AGAINST = 12, 6  # terms that are listed one by one; the others are summed up
PLACES = 3  # of a term


def run(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="One paragraph, or - to read it from standard input.")] = "-",
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model, such as name@7 or name@production.")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="Account for this theme, not for the answer.")] = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print it; json is complete.")
    ] = "text",
) -> None:
    """Show why a paragraph was given its theme: the words that decided, what each adds, and the sum."""
    from classifier.inspection import explain

    settings: Settings = context.obj
    given = read_standard_input().strip() if text == "-" else text
    told = explain(given, model=settings.load(model), theme=theme)
    if form == "json":
        print(json.dumps(told.to_dict(), ensure_ascii=False))
    else:
        _print_text(told)


def _print_text(told: Explanation) -> None:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    prediction, account = told.prediction, told.account
    accepted = "accepted" if prediction.accepted else "to be checked"
    console.print(f"{printable(prediction.theme)}  {_percent(prediction.score)}  {accepted}")
    if account.theme != prediction.theme:
        console.print(f"asked about: {printable(account.theme)}  {_percent(account.probability)}")
    console.print()
    _print_marked(console, told)
    console.print()
    for line in _align(_lines(told)):
        console.print(line)
    console.print(f"{printable(told.rival.theme)}: what the same terms add to the most probable other theme")
    console.print()
    console.print("decision values, whose softmax are the probabilities:")
    for name, value in told.decisions.items():
        console.print(f"  {value:+8.2f}  {_percent(prediction.probabilities[name]):>5}  {printable(name)}")


def _print_marked(console: Console, told: Explanation) -> None:
    """Print the text with the words marked that weigh most: in colour, or in brackets where there is none."""
    from rich.text import Text

    from classifier.inspection import mark_words

    strongest = sorted(told.evidence, key=lambda word: -abs(word.weight))[:MARKED]
    coloured = console.is_terminal and not console.no_color
    marked = Text()
    for piece in mark_words(told.prediction.text, strongest):
        _append(marked, printable(piece.text), piece.weight, coloured)
    marked.append("\n")
    if strongest:
        marked.append("the words that weigh most: ")
        _append(marked, f"for {printable(told.account.theme)}", 1, coloured)
        marked.append(" ")
        _append(marked, "against it", -1, coloured)
    else:
        marked.append("the model knows none of its words")
    console.print(marked)


def _append(marked: Text, shown: str, weight: float, coloured: bool) -> None:
    if weight > 0:
        marked.append(shown if coloured else f"[{shown}]", style="bold green")
    elif weight < 0:
        marked.append(shown if coloured else f"({shown})", style="underline red")
    else:
        marked.append(shown)


def _lines(told: Explanation) -> list[list[str]]:
    """Give the cells of the account."""
    account, rival = told.account, told.rival
    of_rival = {term.term: term.contribution for term in rival.terms}
    lines = [["term", "tf-idf", "weight", "adds", printable(rival.theme), "characters"]]
    for what, most, terms in (
        ("for", FOR, [term for term in account.terms if term.contribution > 0]),
        ("against", AGAINST, [term for term in account.terms if term.contribution < 0]),
    ):
        lines += [[f"{what} {printable(account.theme)}"]] if terms else []
        for term in terms[:most]:
            numbers = f"{term.value:.3f}", f"{term.coefficient:+.2f}", *_signed(term.contribution, of_rival[term.term])
            lines.append([f"  {printable(term.term)}", *numbers, _show_places(term)])
        rest = terms[most:]
        if rest:
            sums = sum(term.contribution for term in rest), sum(of_rival[term.term] for term in rest)
            lines.append([f"  {len(rest)} more", "", "", *_signed(*sums)])
    lines.append(["intercept", "", "", *_signed(account.intercept, rival.intercept)])
    lines.append(["sum", "", "", *_signed(account.decision, rival.decision)])
    return lines


def _signed(*values: float) -> list[str]:
    return [f"{value:+.3f}" for value in values]


def _percent(probability: float) -> str:
    """Give a probability in percent; no answer is certain, and 99.97% would round to 100.0%."""
    return f"{min(probability, 0.999):.1%}"


def _align(lines: list[list[str]]) -> list[str]:
    """Join cells to lines, numbers to the right; Chinese characters are two columns wide."""
    from rich.cells import cell_len

    columns = range(1, len(lines[0]) - 1)
    first = max(cell_len(line[0]) for line in lines)
    widths = {k: max(cell_len(line[k]) for line in lines if len(line) > k) for k in columns}
    aligned = []
    for line in lines:
        cells = [line[0] + " " * (first - cell_len(line[0]))]
        cells += [" " * (widths[k] - cell_len(line[k])) + line[k] for k in columns if len(line) > k]
        aligned.append("  ".join([*cells, *line[len(widths) + 1 :]]).rstrip())
    return aligned


def _show_places(term: Contribution) -> str:
    """Say where a term stands, a pair from the beginning of its first word to the end of its last."""
    shown = [f"{min(start for start, _ in place)}-{max(end for _, end in place)}" for place in term.places[:PLACES]]
    more = len(term.places) - PLACES
    return ", ".join([*shown, *([f"{more} more"] if more > 0 else [])])
