"""One round of labelling, from the files that come back to rows to train on.

Takes the files of one person or several, and what was there before; gives labels, what people disagree on, how far they
agree, and what is wrong. Not for writing any of it (labelled_rows, writing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.labelling.agreement import Agreement, measure_agreement
from classifier.labelling.codebook import Entry, describe_themes
from classifier.labelling.exporting import choose_themes, read_labels
from classifier.labelling.findings import Finding
from classifier.labelling.items import Item
from classifier.labelling.merging import merge_labels, update_labels
from classifier.labelling.reading import list_themes, read_codebook
from classifier.labelling.returning import Import, import_labels


@dataclass(frozen=True)
class Round:
    """What a round of labelling has brought.

    Attributes
    ----------
    labelled : list of Item
        To train on: earlier labels, and one for each paragraph on whose theme all agree who labelled it.
    conflicts : list of Item
        On which people disagree; without a label, for somebody else to settle.
    came_back : Import
        Every label, and what is to be said about rows.
    agreement : Agreement or None
        Of the people; None if no paragraph has labels of two.
    themes : list of Entry
        To choose from when conflicts and problems are settled.
    """

    labelled: list[Item]
    conflicts: list[Item]
    came_back: Import
    agreement: Agreement | None
    themes: list[Entry]

    @property
    def to_correct(self) -> list[Item]:
        """The rows that were not taken in, to be labelled again; ``reason`` says what is wrong with each."""
        return [_to_correct(problem) for problem in self.came_back.problems]


def import_round(
    paths: Sequence[str | Path],
    *,
    themes: Iterable[Entry | str] = (),
    fallback: Sequence[str] = (),
    against: Iterable[str | Path] = (),
    previous: Iterable[str | Path] = (),
    synonyms: Mapping[str, str] | None = None,
) -> Round:
    """Take in the files of a round of labelling.

    Parameters
    ----------
    paths : sequence of path
        As for `import_labels`.
    themes : iterable of Entry or str
        That there are. Without any they are those that the workbooks list, those of `against` and `previous`, and if
        these have none, `fallback`.
    against : iterable of path
        What was handed out.
    previous : iterable of path
        Labelled rows so far: the result has them too, with the new label where there is one.
    synonyms : mapping of str to str, optional
        Other names that stand for a theme.

    Raises
    ------
    DatasetError
        If a file of `against` or `previous` cannot be read, or none of `paths`.
    """
    handed_out = [item for path in against for item in read_labels(path)]
    earlier = [item for path in previous for item in read_labels(path)]
    entries = describe_themes(themes) or [entry for path in against for entry in read_codebook(path)]
    names = [entry.theme for entry in entries]
    if not names and not any(map(list_themes, paths)):
        names = choose_themes([*handed_out, *earlier], fallback)
    came_back = import_labels(paths, themes=names, against=handed_out, earlier=earlier, synonyms=synonyms)
    merged = merge_labels(came_back.items)
    undecided = {item.id for item in merged.conflicts}
    kept = [item for item in earlier if item.theme and item.id not in undecided]
    return Round(
        labelled=update_labels(kept, merged.items),
        conflicts=merged.conflicts,
        came_back=came_back,
        agreement=measure_agreement(came_back.items),
        themes=describe_themes([*entries, *came_back.themes]),
    )


def _to_correct(problem: Finding) -> Item:
    """Give the item of a problem without its label; an id that belongs to another text goes, one without text is told."""
    item = problem.item
    name = "" if problem.kind == "other text" else item.id
    text = item.text or problem.chinese
    return replace(item, id=name, text=text, theme="", also=(), source="", reason=problem.chinese)
