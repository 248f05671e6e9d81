"""Labels that come back from people: which paragraph each is for, which theme is meant, what changed, what is wrong.

Takes files, the themes there are, and what was handed out if that is known; gives labelled items, one for each person
and paragraph, and a finding for everything that a person should know. Nothing is guessed: a row that is not clear is
listed and left out. Not for people against each other (merging).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from classifier.errors import DatasetError
from classifier.labelling.findings import Finding, Kind
from classifier.labelling.items import Item
from classifier.labelling.layout import join_names
from classifier.labelling.matching import HandedOut
from classifier.labelling.reading import Place, Returned, list_themes, read_returned
from classifier.labelling.theme_names import ThemeNames, fold_theme


@dataclass
class Import:
    """What came back.

    Attributes
    ----------
    items : list of Item
        Labelled, one for each annotator and paragraph; first come, first told.
    open : list of Item
        Handed back without a label.
    problems, changes : list of Finding
        Rows that were not taken in, and what is worth knowing about those that were.
    rows : int
        How many rows with a paragraph or a label were read.
    themes : tuple of str
        Against which labels were read.
    """

    items: list[Item] = field(default_factory=list)
    open: list[Item] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    changes: list[Finding] = field(default_factory=list)
    rows: int = 0
    themes: tuple[str, ...] = ()

    @property
    def annotators(self) -> list[str]:
        """Who labelled, in the order of the files."""
        return list(dict.fromkeys(item.annotator for item in self.items))


def import_labels(
    paths: Iterable[str | Path],
    *,
    themes: Iterable[str] = (),
    against: Iterable[Item] = (),
    earlier: Iterable[Item] = (),
    synonyms: Mapping[str, str] | None = None,
) -> Import:
    """Take labels back from files of any format that `write_items` and labelling tools write.

    Parameters
    ----------
    paths : iterable of path
        A file is one person's unless a column says otherwise; without a name the person is called as the file is.
    themes : iterable of str
        That there are, beside those that a workbook's own sheet of themes lists.
    against : iterable of Item
        What was handed out. With it, ids that were lost and texts that were edited are restored, and labels compared.
    earlier : iterable of Item
        Labels so far, with which the new ones are compared.
    synonyms : mapping of str to str, optional
        Other names that stand for a theme.

    Raises
    ------
    DatasetError
        If no file can be read, or there are no themes to read labels against.
    """
    files = [Path(path) for path in paths]
    stems = Counter(file.stem for file in files)
    handed_out = HandedOut(against)
    listed = [theme for file in files for theme in list_themes(file)]
    known = ThemeNames([*themes, *listed], synonyms)
    if not known.themes:
        raise DatasetError(f"{files[0]}: there are no themes to read its labels against; name them with --themes")
    result = Import(themes=known.themes)
    taken: list[tuple[Item, Place]] = []
    for file in files:
        rows = list(_rows(file, known, result))
        names = list(dict.fromkeys(row.item.annotator.strip() for row in rows if row.item.annotator.strip()))
        name = names[0] if len(names) == 1 else file.stem if stems[file.stem] == 1 else file.as_posix()
        for row in rows:
            item = _take(row, known, handed_out, result)
            if item is not None:
                taken.append((replace(item, annotator=_person(item.annotator) or name), row.place))
    if not result.rows and len([p for p in result.problems if p.kind == "unreadable file"]) == len(files):
        raise DatasetError(str(result.problems[0]))
    _settle(taken, handed_out.items, {item.id: item for item in earlier}, result)
    seen = {item.id for item, _ in taken} | {problem.item.id for problem in result.problems}
    lost = (item for item in handed_out.items.values() if item.id not in seen)
    result.changes += [Finding("missing", Place(""), item) for item in lost]
    return result


def _person(name: str) -> str:
    return " ".join(name.split())


def _rows(path: Path, known: ThemeNames, result: Import) -> Iterator[Returned]:
    """Give the rows of a file that hold a paragraph or a label; one that cannot be read is a problem."""

    def report(place: Place, reason: str) -> None:
        result.problems.append(Finding("unreadable row", place, Item(""), reason))

    try:
        for row in read_returned(path, cut=known.cut, on_bad_row=report):
            if row.item.text or row.item.id or row.item.theme:
                result.rows += 1
                yield row
    except DatasetError as error:
        result.problems.append(Finding("unreadable file", Place(str(path)), Item(""), str(error)))


def _take(row: Returned, known: ThemeNames, handed_out: HandedOut, result: Import) -> Item | None:
    """Give a row's paragraph with the label that is meant, empty if there is none; None if it is not clear."""
    item, place = row
    if not (item.theme or item.also) and not item.text and item.id not in handed_out.items:
        return None
    match = handed_out.find(item)
    if match.item is None:
        if item.theme or item.also:
            result.problems.append(Finding(match.finding or "no text", place, item, item.id))
            return None
        # nothing is lost: there is no label
        return item if item.text else None
    if match.finding:
        result.changes.append(Finding(match.finding, place, match.item))
    return _label(match.item, place, known, result)


def _label(item: Item, place: Place, known: ThemeNames, result: Import) -> Item | None:
    first, rest = known.read([item.theme] if item.theme else []), known.read(item.also)
    unknown = [*first.unknown, *rest.unknown]
    if unknown:
        name = unknown[0]
        result.problems.append(Finding("unknown theme", place, item, name, known.suggest(name)))
        return None
    if rest.themes and not first.themes:
        result.problems.append(Finding("theme missing", place, item, join_names(rest.themes)))
        return None
    result.changes += [Finding("respelled", place, item, *told) for told in (*first.respelled, *rest.respelled)]
    themes = tuple(dict.fromkeys((*first.themes, *rest.themes)))
    return replace(item, theme=themes[0] if themes else "", also=themes[1:])


def _settle(
    taken: Sequence[tuple[Item, Place]], handed_out: Mapping[str, Item], earlier: Mapping[str, Item], result: Import
) -> None:
    """Put together what one person says of one paragraph, and compare it with the label that it had."""
    said: dict[tuple[str, str], list[tuple[Item, Place]]] = {}
    for item, place in taken:
        said.setdefault((fold_theme(item.annotator), item.id), []).append((item, place))
    for rows in said.values():
        labelled = [row for row in rows if row[0].theme] or rows[:1]
        (first, at), others = labelled[0], labelled[1:]
        contrary = next((item for item, _ in others if _label_of(item) != _label_of(first)), None)
        if contrary is not None:
            told = (describe_label(first), describe_label(contrary))
            result.problems += [Finding("contradiction", place, item, *told) for item, place in labelled]
            continue
        result.changes += [Finding("twice", place, item) for item, place in others]
        (result.items if first.theme else result.open).append(first)
        _compare(first, at, handed_out.get(first.id), result)
        if first.theme and not (first.id in handed_out and handed_out[first.id].theme):
            _compare(first, at, earlier.get(first.id), result)
    labelled_ids = {item.id for item in result.items}
    result.open = [item for item in result.open if item.id not in labelled_ids]


def _compare(item: Item, place: Place, before: Item | None, result: Import) -> None:
    if before is not None and before.theme and _label_of(before) != _label_of(item):
        kind: Kind = "changed label" if item.theme else "removed label"
        result.changes.append(Finding(kind, place, item, describe_label(before), describe_label(item)))


def _label_of(item: Item) -> tuple[str, frozenset[str]]:
    return item.theme, frozenset(item.also)


def describe_label(item: Item) -> str:
    """Give a label in a few words.

    Examples
    --------
    >>> describe_label(Item("", theme="行政执法", also=("营商环境",)))
    '行政执法 (营商环境)'
    """
    return f"{item.theme} ({join_names(item.also)})" if item.also else item.theme
