"""Labelled rows as labelling tools write them: doccano, Label Studio, fastText, and plain tables.

Takes a path, gives records of the wanted fields, whose theme may be a list. Not for checking rows (dataset).
"""

from __future__ import annotations

import contextlib
import json
import re
import reprlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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


class _Answer(NamedTuple):
    """What one annotator of Label Studio says of a task."""

    annotator: str
    themes: list[str]
    also: list[str]
    note: str


def read_labelled(
    path: Path,
    wanted: Wanted,
    *,
    needed: Collection[str] = (),
    sheet: str | None = None,
    each_annotator: bool = False,
    on_bad_row: Report | None = None,
) -> Iterator[Record]:
    """Give the labelled rows of a file; the kind is taken from its bytes, the tool from its records.

    Parameters
    ----------
    path : Path
    wanted : mapping of str to sequence of str
        Fields with the names that they may have, ``text`` and ``theme`` among them.
    needed : collection of str
        The fields that a table must have; of tools' records each is asked by itself.
    sheet : str, optional
        The sheet of a workbook.
    each_annotator : bool
        Whether a task of Label Studio gives a record for each annotator, with the field ``annotator``, rather than one
        for all; they may then disagree.
    on_bad_row : callable, optional
        As for `read_records`.

    Yields
    ------
    Record
        ``theme`` and ``also`` are as they stand in the file, or a list of str where the tool wrote several.
    """
    table = path.as_posix()
    with open_source(path, table) as source:
        kind = find_kind(source, path.suffix, table)
    if kind == "csv" and is_fasttext(path):
        yield from _read_fasttext(path, make_report(table, on_bad_row))
    elif kind == "json":
        yield from _read_tools(path, wanted, make_report(table, on_bad_row), each_annotator=each_annotator)
    else:
        for record in read_records(path, wanted=wanted, needed=needed, sheet=sheet, on_bad_row=on_bad_row):
            yield Record(record.number, {name: _choices_of_cell(value) for name, value in record.values.items()})


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


def _choices_of_cell(value: Any) -> Any:
    """Read several choices as Label Studio writes them into a cell: ``{"choices": ["甲", "乙"]}``."""
    if isinstance(value, str) and value.startswith('{"choices"'):
        with contextlib.suppress(ValueError, TableError):
            return _names(json.loads(value))
    return value


def _read_tools(path: Path, wanted: Wanted, report: Report, *, each_annotator: bool) -> Iterator[Record]:
    for number, values in read_records(path, on_bad_row=report):
        try:
            if isinstance(values.get("data"), dict) and isinstance(values.get("annotations"), list):
                found = _task(values, wanted, each_annotator=each_annotator)
            else:
                found = [_object(values, wanted)]
        except TableError as error:
            report(number, str(error))
            continue
        for fields in found:
            yield Record(number, fields)


def _object(values: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """Read an object that has the fields as members: ours, doccano's, or one of Label Studio's JSON-MIN.

    What doccano calls ``meta``, a text with JSON in some versions, is read as if it stood outside.
    """
    meta = values.get("meta")
    if isinstance(meta, str) and meta.startswith("{"):
        with contextlib.suppress(ValueError):
            meta = json.loads(meta)
    if isinstance(meta, dict):
        # of two ids ours is the one inside: outside is the number that doccano gives
        values = {**values, **meta}
    fields = {field: values[name] for field, name in match_columns(values, wanted).items()}
    if "theme" not in fields:
        chosen = [value for value in values.values() if isinstance(value, dict) and "choices" in value]
        if len(chosen) == 1:
            fields["theme"] = chosen[0]
    for field in ("theme", "also"):
        if isinstance(fields.get(field), (list, dict)):
            fields[field] = _names(fields[field])
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


def _task(task: Mapping[str, Any], wanted: Wanted, *, each_annotator: bool) -> list[dict[str, Any]]:
    """Read a task of Label Studio: its data, and what the annotators agree on, or what each of them says."""
    data = task["data"]
    fields = {field: data[name] for field, name in match_columns(data, wanted).items() if field != "theme"}
    fields.setdefault("id", task.get("id"))
    answers = _answers([a for a in task["annotations"] if isinstance(a, dict)], wanted)
    if not each_annotator:
        answers = _agreed(answers)
    told = [_with_answer(fields, answer, each_annotator=each_annotator) for answer in answers]
    return told or [fields]


def _with_answer(fields: Mapping[str, Any], answer: _Answer, *, each_annotator: bool) -> dict[str, Any]:
    told = {**fields, "theme": answer.themes}
    if answer.also:
        told["also"] = answer.also
    if answer.note:
        told["note"] = answer.note
    if each_annotator and answer.annotator:
        told["annotator"] = answer.annotator
    return told


def _answers(annotations: Sequence[Mapping[str, Any]], wanted: Wanted) -> list[_Answer]:
    """Give the last annotation of each annotator that has themes; those marked as the truth count alone."""
    kept = [a for a in annotations if not a.get("was_cancelled") and _chosen(a, wanted["theme"])]
    kept = [a for a in kept if a.get("ground_truth")] or kept
    kept.sort(key=lambda a: str(a.get("updated_at") or a.get("created_at") or ""))
    answers = [
        _Answer(_annotator(a), _chosen(a, wanted["theme"]), _asked(a, wanted.get("also", ())), _written(a, wanted))
        for a in kept
    ]
    return list({answer.annotator: answer for answer in answers}.values())


def _annotator(annotation: Mapping[str, Any]) -> str:
    by = annotation.get("completed_by")
    if isinstance(by, dict):  # as the API gives it
        by = by.get("email") or by.get("username") or by.get("id")
    return "" if by is None else str(by)


def _agreed(answers: Sequence[_Answer]) -> list[_Answer]:
    """Give the first of answers that agree on the themes."""
    if len({frozenset(answer.themes) for answer in answers}) > 1:
        told = " against ".join(dict.fromkeys("+".join(answer.themes) for answer in answers))
        raise TableError(f"the annotators disagree ({told}); settle it in Label Studio and export again")
    return list(answers[:1])


def _results(annotation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every question with the value of its answer."""
    results = annotation.get("result")
    for result in results if isinstance(results, list) else []:
        if isinstance(result, dict) and isinstance(result.get("value"), dict):
            yield str(result.get("from_name")), result["value"]


def _written(annotation: Mapping[str, Any], wanted: Wanted) -> str:
    """Give what an annotator wrote into the field for remarks."""
    folded = set(map(fold_name, wanted.get("note", ())))
    texts = [value.get("text") for question, value in _results(annotation) if fold_name(question) in folded]
    return "；".join(str(t) for text in texts if text for t in (text if isinstance(text, list) else [text]))


def _asked(annotation: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Give the choices of the question with one of these names."""
    folded = set(map(fold_name, names))
    return [
        choice
        for question, value in _results(annotation)
        if fold_name(question) in folded and isinstance(value.get("choices"), list)
        for choice in _names(dict(value))
    ]


def _chosen(annotation: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Give the choices of an annotation; if several questions were asked, those of the one called as a theme is."""
    asked: dict[str, list[str]] = {}
    for question, value in _results(annotation):
        if isinstance(value.get("choices"), list):
            asked.setdefault(question, []).extend(_names(dict(value)))
    if len(asked) > 1:
        folded = set(map(fold_name, names))
        asked = {question: chosen for question, chosen in asked.items() if fold_name(question) in folded} or asked
    if len(asked) > 1:
        raise TableError(f"has choices for {', '.join(asked)}; call the one that is the theme {' or '.join(names[:3])}")
    return next(iter(asked.values()), [])
