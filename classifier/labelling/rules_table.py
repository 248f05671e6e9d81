"""The table of rules: read from a file that people edit, or from the one that comes with the package.

Takes a path, gives `Rule`s; writes a copy to edit. Not for matching (rules).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast, get_args

from classifier.errors import DatasetError, TableError
from classifier.labelling.rules import LEVELS, PLACES, Level, Place, Rule, split_pattern
from classifier.labelling.tabular import Column, Table, write_tables
from classifier.tables import read_records

SHIPPED = "heading_rules.csv"
MOST = 5_000  # rules; a table of more holds something else
COLUMNS = (
    Column(
        "theme", "主题", 14, "标题中出现这些词语时，其下的段落属于哪个主题；“不定”表示这些词语不说明主题。", "short"
    ),
    Column("pattern", "词语", 100, "标题中要出现的词语；多个词语用“|”隔开，“*”代表同一短语中最多 8 个字。"),
    Column(
        "level", "级别", 8, "高、中或低；同一标题符合多条规则时，级别高的算。低级别只在没有其他规则时采用。", "short"
    ),
    Column("places", "位置", 14, "题名、章节、段首句中的一个或几个，用“|”隔开；空着表示章节和段首句。", "short"),
    Column("note", "说明", 40, "给人看的说明。"),
)
_WANTED = {column.field: (column.header, column.field) for column in COLUMNS}
_SEPARATORS = re.compile(r"[|;；、,，\s]+")


def read_rules(path: Path | str | None = None) -> list[Rule]:
    """Read rules from a table (.xlsx, .csv and such), by default those that come with the package.

    Raises
    ------
    DatasetError
        If the file cannot be read, or a rule cannot be used; the message names the file and the row.

    Examples
    --------
    >>> read_rules()[0].theme
    '营商环境'
    """
    if path is not None:
        return _read(Path(path), str(path))
    with as_file(files("classifier").joinpath("resources", SHIPPED)) as shipped:
        return _read(shipped, SHIPPED)


def write_rules(rules: Sequence[Rule], output: str, *, overwrite: bool = False) -> None:
    """Write rules to a table that `read_rules` takes back and people can edit in Excel."""
    rows = [{**rule._asdict(), "places": "|".join(rule.places)} for rule in rules]
    write_tables([Table("规则", COLUMNS, rows)], output, title="标题规则", about=_ABOUT, overwrite=overwrite)


def _read(path: Path, name: str) -> list[Rule]:
    rules: list[Rule] = []
    try:
        for number, values in read_records(path, wanted=_WANTED, needed=("theme", "pattern")):
            told = {field: _string(values.get(field)) for field in _WANTED}
            if not told["theme"] and not told["pattern"]:
                continue
            try:
                rules.append(_rule(told))
            except DatasetError as error:
                raise DatasetError(f"{name}, row {number}: {error}") from error
            if len(rules) > MOST:
                raise DatasetError(f"{name}: has more than {MOST} rules; is it the right file?")
    except TableError as error:
        raise DatasetError(str(error)) from error
    if not rules:
        raise DatasetError(f"{name}: holds no rules; write a copy of the shipped ones with --write-rules and edit it")
    return rules


def _rule(told: dict[str, str]) -> Rule:
    if not told["theme"]:
        raise DatasetError("has no theme; fill it in, or write 不定")
    try:
        split_pattern(told["pattern"])
    except DatasetError as error:
        raise DatasetError(f"the pattern {error}") from error
    level = told["level"] or LEVELS[0]
    if level not in get_args(Level):
        raise DatasetError(f"the level is {level!r}; write one of {', '.join(LEVELS)}")
    places = tuple(place for place in _SEPARATORS.split(told["places"]) if place) or Rule("", "").places
    strange = [place for place in places if place not in get_args(Place)]
    if strange:
        raise DatasetError(f"the place is {strange[0]!r}; write one or more of {', '.join(PLACES)}")
    return Rule(told["theme"], told["pattern"], cast("Level", level), cast("tuple[Place, ...]", places), told["note"])


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


_ABOUT = (
    ("用途", "报告的章节标题和段首句往往说明了其下段落的主题。每条规则写明哪些词语说明哪个主题。"),
    ("修改", "可以增删行、修改词语和主题（也可以写您自己的主题），保存后用 --rules 指定本文件。"),
    (
        "先后",
        "离段落最近的标题先算：段首句先于“（一）”，“（一）”先于“一、”。同一标题中，较长的词语盖过被它包含的较短的词语。",
    ),
)
