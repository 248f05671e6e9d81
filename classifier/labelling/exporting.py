"""What people are asked to label: paragraphs of reports and tables, with what a model thinks, the least certain first.

Takes paths, gives items. Not for the files that people get (writing) nor for choosing a few of many (suggestion).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from classifier.batch import Failure, classify_documents
from classifier.dataset import WEAK
from classifier.errors import ClassifierError
from classifier.inputs import find_inputs
from classifier.labelling.items import Item, clean_items
from classifier.labelling.reading import list_themes, read_returned
from classifier.labelling.recognition import find_content
from classifier.labelling.theme_names import ThemeNames
from classifier.model import ThemeModel
from classifier.prediction import predict_batch
from classifier.results import read_rows_back
from classifier.writers.chinese import OTHER, THEMES
from classifier.writers.rows import Row

_TASKS = ".json"  # of Label Studio, which no report is in
_BEGINNING = 40  # characters of the paragraph before that are shown if it has no lead
_SEVERAL = re.compile(r"[;；|\n]")
_DIGITS = 6  # of probabilities


def gather_items(
    paths: str | Path | Iterable[str | Path],
    *,
    model: str | None = None,
    models: str | Path | None = None,
    jobs: int | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> list[Item]:
    """Give the paragraphs of reports, tables of texts, results of ``classify``, and labelled rows, each once.

    Parameters
    ----------
    paths : path or iterable of paths
        As `find_inputs` takes them.
    model, models, jobs
        As for `classify_documents`; what stands in results and labelled rows is not asked about again.
    on_failure : callable, optional
        Called with every input that cannot be read. Without it the first one is an error.

    Raises
    ------
    ClassifierError
        If nothing is there to label.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    failures: list[Failure] = []

    def tell(failure: Failure) -> None:
        failures.append(failure)
        if on_failure is None:
            raise ClassifierError(failure.reason)
        on_failure(failure)

    items: list[Item] = []
    documents: list[str | Path] = []
    for path in given:
        tasks = Path(path).suffix.lower() == _TASKS and Path(path).is_file()
        for name, is_table in (
            [(str(path), True)] if tasks else [(i.path or i.name, i.is_table) for i in find_inputs(path)]
        ):
            try:
                found = list(_read_table(name)) if is_table else None
            except ClassifierError as error:
                tell(Failure(name, str(error)))
                continue
            items.extend(found or ())
            if found is None or not found:
                documents.append(name)
    if documents:
        items += from_rows(classify_documents(documents, model=model, models=models, jobs=jobs, on_failure=tell))
    cleaned = clean_items(items)
    if not cleaned:
        raise ClassifierError(failures[0].reason if failures else f"{given[0]}: holds no paragraph to label")
    return cleaned


def _read_table(name: str) -> Iterator[Item]:
    """Give the items of a table that has themes; nothing for a table of texts."""
    content = find_content(name)
    if content == "results":
        yield from from_rows(read_rows_back(name))
    elif content == "labels":
        yield from read_labels(name)


def read_labels(path: str | Path) -> list[Item]:
    """Give all items of a file of labels, with the themes that its cells name; a row that cannot be read is an error.

    Without a list of themes a semicolon separates them, as for ``train``; another sign in the column of themes is part of
    the name.
    """
    alone = {item.theme for item, _ in read_returned(path)}
    known = ThemeNames([*list_themes(path), *(theme for theme in alone if not _SEVERAL.search(theme))])
    return clean_items(item for item, _ in read_returned(path, cut=known.cut))


def from_rows(rows: Iterable[Row]) -> Iterator[Item]:
    """Give the items of rows of ``classify``; their themes are guesses, whoever corrected them."""
    document, before = "", ""
    for row in rows:
        if row["document"] != document:
            document, before = row["document"], ""
        yield Item(
            text=row["text"],
            report=row["document"],
            heading=row["section"],
            number=row["paragraph"],
            before=before,
            guess=row["theme"],
            score=round(row["score"], _DIGITS),
        )
        before = row["lead"] or row["text"][:_BEGINNING] + ("…" if len(row["text"]) > _BEGINNING else "")


def needs_guesses(items: Iterable[Item], *, again: bool = False) -> bool:
    """Whether `guess_themes` would ask the model about any item."""
    return again or not all(item.guess for item in items)


def guess_themes(items: Sequence[Item], model: ThemeModel, *, again: bool = False) -> list[Item]:
    """Give items with the model's theme and how sure it is, where they have none, or all of them `again`."""
    asked = [item for item in items if again or not item.guess]
    predictions = predict_batch([item.text for item in asked], model=model) if asked else []
    told = {item.id: (p.theme, round(p.score, _DIGITS)) for item, p in zip(asked, predictions, strict=True)}
    return [
        replace(item, guess=told[item.id][0], score=told[item.id][1]) if item.id in told else item for item in items
    ]


def choose_themes(items: Iterable[Item], known: Sequence[str]) -> list[str]:
    """Give the themes to choose from: those of a model, with others that labels have; of labels that share none, theirs.

    The rest, 其他, comes last.

    Examples
    --------
    >>> choose_themes([Item("话", theme="丙")], ["甲", "乙"])
    ['丙']
    """
    used = dict.fromkeys(theme for item in items for theme in (item.theme, *item.also) if theme)
    names = list(used) if used and not set(used) & set(known) else [*dict.fromkeys((*known, *used))]
    order = [*(theme for theme in THEMES if theme != OTHER), *(theme for theme in names if theme not in THEMES), OTHER]
    return sorted(names, key=order.index)


def prepare_items(
    items: Iterable[Item],
    themes: Sequence[str],
    *,
    count: int | None = None,
    prefill: bool = False,
    blind: bool = False,
    annotator: str = "",
) -> list[Item]:
    """Give items as a person shall meet them: without a label first, of those the least certain first.

    Parameters
    ----------
    themes : sequence of str
        To choose from; a guess that is none of them is left out.
    count : int, optional
        How many to give at most.
    prefill : bool
        Whether a guess is the label until somebody changes it. Quick, but people agree with what stands there already:
        such labels say little about the model that guessed them.
    blind : bool
        Whether to leave out guesses and labels, for a second opinion.
    annotator : str
        Who is going to label.
    """
    known = set(themes)
    ranked = []
    for item in items:
        item = _as_known(item, known)
        labelled = bool(item.theme) and not blind
        order = (labelled, item.score is None, item.score or 0.0)
        ranked.append((order, _as_shown(item, prefill=prefill, blind=blind, annotator=annotator)))
    ranked.sort(key=lambda told: told[0])
    return [shown for _, shown in ranked][:count]


def _as_known(item: Item, themes: set[str]) -> Item:
    """Give an item whose label by rules is a guess, and without a guess that is none of the themes."""
    if item.source.startswith(WEAK):
        guess, reason = item.theme, item.reason or item.source
        item = replace(item, guess=guess, score=None, theme="", also=(), reason=reason, source="")
    return item if item.guess in themes else replace(item, guess="", score=None)


def _as_shown(item: Item, *, prefill: bool, blind: bool, annotator: str) -> Item:
    if blind:
        item = replace(item, guess="", score=None, theme="", also=(), reason="", note="", source="", annotator="")
    elif prefill and not item.theme:
        item = replace(item, theme=item.guess)
    return replace(item, annotator=annotator) if annotator else item
