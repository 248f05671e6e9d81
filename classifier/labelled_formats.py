"""Labelled rows as labelling tools write them: doccano, Label Studio, fastText, and plain tables.

Takes a path, gives records of the wanted fields, whose theme may be a list. Not for checking rows (dataset).
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from classifier.encoding import peek_text
from classifier.errors import TableError
from classifier.tables.columns import Wanted, fold_name, match_columns
from classifier.tables.lines import read_lines
from classifier.tables.reading import read_records
from classifier.tables.records import Record, Report, make_report
from classifier.tables.sources import decode_source, find_kind, open_source

_LABEL = "__label__"
_HEAD = 100  # bytes
_LABELS = re.compile(rf"((?:\s*{_LABEL}\S+)+)\s*(.*)", re.DOTALL)


def read_labelled(
    path: Path, wanted: Wanted, *, needed: Collection[str] = (), on_bad_row: Report | None = None
) -> Iterator[Record]:
    """Give the labelled rows of a file; the kind is taken from its bytes, the tool from its records.

    Parameters
    ----------
    path : Path
    wanted : mapping of str to sequence of str
        Fields with the names that they may have, ``text`` and ``theme`` among them.
    needed : collection of str
        The fields that a table must have; of tools' records each is asked by itself.
    on_bad_row : callable, optional
        As for `read_records`.

    Yields
    ------
    Record
        ``theme`` is as it stands in the file, or a list of str where the tool wrote several.
    """
    table = path.as_posix()
    with open_source(path, table) as source:
        kind = find_kind(source, path.suffix, table)
    if kind == "csv" and is_fasttext(path):
        yield from _read_fasttext(path, make_report(table, on_bad_row))
    elif kind == "json":
        yield from _read_tools(path, wanted, make_report(table, on_bad_row))
    else:
        yield from read_records(path, wanted=wanted, needed=needed, on_bad_row=on_bad_row)


def is_fasttext(path: Path) -> bool:
    """Whether a file can be read and begins with a label of fastText."""
    try:
        with open_source(path, path.as_posix()) as source:
            return peek_text(source.read(_HEAD)).lstrip().startswith(_LABEL)
    except (TableError, OSError):
        return False


def _read_fasttext(path: Path, report: Report) -> Iterator[Record]:
    """Read lines such as ``__label__普法宣传 开展 宪法 宣传``."""
    table = path.as_posix()
    with open_source(path, table) as source:
        lines = decode_source(source, table)
        for number, line in enumerate(read_lines(lines, table), 1):
            found = _LABELS.fullmatch(line.rstrip("\n"))
            if found:
                yield Record(number, {"text": found[2], "theme": [t.removeprefix(_LABEL) for t in found[1].split()]})
            elif line.strip():
                report(number, f"has no {_LABEL}; put one in front of the text")


def _read_tools(path: Path, wanted: Wanted, report: Report) -> Iterator[Record]:
    for number, values in read_records(path, on_bad_row=report):
        try:
            is_task = isinstance(values.get("data"), dict) and isinstance(values.get("annotations"), list)
            fields = _task(values, wanted) if is_task else _object(values, wanted)
        except TableError as error:
            report(number, str(error))
            continue
        yield Record(number, fields)


def _object(values: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """Read an object that has the fields as members: ours, doccano's, or one of Label Studio's JSON-MIN."""
    fields = {field: values[name] for field, name in match_columns(values, wanted).items()}
    if "theme" not in fields:
        chosen = [value for value in values.values() if isinstance(value, dict) and "choices" in value]
        if len(chosen) == 1:
            fields["theme"] = chosen[0]
    if isinstance(fields.get("theme"), (list, dict)):
        fields["theme"] = _names(fields["theme"])
    return fields


def _names(themes: list[Any] | dict[str, Any]) -> list[str]:
    """Read several themes: a list, Label Studio's ``{"choices": […]}``, or spaCy's ``{theme: probability}``."""
    if isinstance(themes, dict) and "choices" in themes:
        themes = themes["choices"]
    if isinstance(themes, dict) and all(isinstance(share, (int, float)) for share in themes.values()):
        themes = [theme for theme, share in sorted(themes.items(), key=lambda item: -item[1]) if share >= 0.5]
    if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
        raise TableError(
            f"theme is {reprlib.repr(themes)}, not the name of a theme or a list of them; export it as a classification"
        )
    return themes


def _task(task: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """Read a task of Label Studio: its data, and what the annotators agree on."""
    data = task["data"]
    fields = {field: data[name] for field, name in match_columns(data, wanted).items() if field != "theme"}
    fields.setdefault("id", task.get("id"))
    chosen = _agreed([a for a in task["annotations"] if isinstance(a, dict)], wanted["theme"])
    return {**fields, "theme": chosen} if chosen else fields


def _agreed(annotations: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[str]:
    """Give the themes that the last annotation of each annotator has; one marked as the truth decides alone."""
    kept = [(a, themes) for a in annotations if not a.get("was_cancelled") and (themes := _chosen(a, names))]
    kept = [(a, themes) for a, themes in kept if a.get("ground_truth")] or kept
    kept.sort(key=lambda item: str(item[0].get("updated_at") or item[0].get("created_at") or ""))
    last = {str(a.get("completed_by")): themes for a, themes in kept}
    if len({frozenset(themes) for themes in last.values()}) > 1:
        told = " against ".join(dict.fromkeys("+".join(themes) for themes in last.values()))
        raise TableError(f"the annotators disagree ({told}); settle it in Label Studio and export again")
    return next(iter(last.values()), [])


def _chosen(annotation: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Give the choices of an annotation; if several questions were asked, those of the one called as a theme is."""
    asked: dict[str, list[str]] = {}
    results = annotation.get("result")
    for result in results if isinstance(results, list) else []:
        value = result.get("value") if isinstance(result, dict) else None
        if isinstance(value, dict) and isinstance(value.get("choices"), list):
            asked.setdefault(str(result.get("from_name")), []).extend(_names(value))
    if len(asked) > 1:
        folded = set(map(fold_name, names))
        asked = {question: chosen for question, chosen in asked.items() if fold_name(question) in folded} or asked
    if len(asked) > 1:
        raise TableError(f"has choices for {', '.join(asked)}; call the one that is the theme {' or '.join(names[:3])}")
    return next(iter(asked.values()), [])
