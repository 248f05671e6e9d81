"""Items to the file that people or a labelling tool open: a workbook, CSV, JSON lines, doccano, Label Studio.

Takes items, themes and a path whose suffix names the format. Not for reading them back (reading).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from classifier.errors import OutputError
from classifier.files import write_file
from classifier.labelling.codebook import Entry, describe_themes
from classifier.labelling.items import Item, clean_items
from classifier.labelling.layout import COLUMNS, join_names, to_record
from classifier.labelling.tools import labelling_interface, to_doccano, to_task
from classifier.spreadsheet_text import escape_formula

FORMS = {"xlsx": ".xlsx", "csv": ".csv", "jsonl": ".jsonl", "labelstudio": ".json", "doccano": ".jsonl"}
INTERFACE = ".interface.xml"  # beside the tasks of Label Studio


def check_target(path: str | Path, form: str | None = None, *, overwrite: bool = False) -> str:
    """Check, before any work is done, that items can go to a file; give the format, one of `FORMS`.

    Raises
    ------
    OutputError
        If neither suffix nor `form` names a format, or the file is there and may not be overwritten.
    """
    path = Path(path)
    found = form or next((name for name, suffix in FORMS.items() if suffix == path.suffix.lower()), "")
    if found not in FORMS:
        raise OutputError(
            f"{path}: its suffix names no format of labels; choose {', '.join(dict.fromkeys(FORMS.values()))}, "
            f"or say --format {'|'.join(FORMS)}"
        )
    for target in targets(path, found):
        if target.is_dir():
            raise OutputError(f"{target}: is a folder; name a file in it")
        if target.exists() and not overwrite:
            raise OutputError(f"{target}: is there already; choose another name, or add --overwrite")
    return found


def targets(path: Path, form: str) -> list[Path]:
    """Give the files that `write_items` writes."""
    return [path, path.with_suffix(INTERFACE)] if form == "labelstudio" else [path]


def write_items(
    items: Iterable[Item], path: str | Path, *, themes: Sequence[str | Entry], form: str | None = None
) -> int:
    """Write items for people to label; give how many. A file that is there is replaced.

    Parameters
    ----------
    items : iterable of Item
        In the order in which people shall meet them; those without text, and copies with the same id, are left out.
    path : path
    themes : sequence of str or Entry
        To choose from, where the format has a place for them.
    form : str, optional
        One of `FORMS`; by default the suffix decides, ``.json`` being Label Studio's and ``.jsonl`` ours. Label Studio's
        labelling interface is written beside the tasks.

    Raises
    ------
    OutputError
        As for `check_target`, or if the disk refuses.
    """
    path = Path(path)
    form = check_target(path, form, overwrite=True)
    cleaned = clean_items(items)
    if form == "xlsx":
        from classifier.labelling.workbooks import encode_workbook

        write_file(path, encode_workbook(cleaned, themes))
    else:
        write_file(path, _ENCODERS[form](cleaned))
    if form == "labelstudio":
        write_file(path.with_suffix(INTERFACE), labelling_interface(describe_themes(themes)).encode())
    return len(cleaned)


def _encode_csv(items: Sequence[Item]) -> bytes:
    sink = io.StringIO(newline="")
    table = csv.writer(sink, lineterminator="\r\n")
    table.writerow(column.header for column in COLUMNS)
    for item in items:
        values: dict[str, Any] = {**vars(item), "also": join_names(item.also)}
        cells = (values[column.field] for column in COLUMNS)
        table.writerow(escape_formula(cell) if isinstance(cell, str) else cell for cell in cells)
    return b"\xef\xbb\xbf" + sink.getvalue().encode()


def _encode_lines(objects: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()


def _encode_jsonl(items: Sequence[Item]) -> bytes:
    return _encode_lines(map(to_record, items))


def _encode_doccano(items: Sequence[Item]) -> bytes:
    return _encode_lines(map(to_doccano, items))


def _encode_tasks(items: Sequence[Item]) -> bytes:
    return json.dumps(list(map(to_task, items)), ensure_ascii=False, indent=1).encode()


_ENCODERS: dict[str, Callable[[Sequence[Item]], bytes]] = {
    "csv": _encode_csv,
    "jsonl": _encode_jsonl,
    "doccano": _encode_doccano,
    "labelstudio": _encode_tasks,
}
