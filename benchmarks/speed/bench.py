"""What all sections share: sizes, the texts and models made for this run, and a record of every run.

Takes an empty folder, sizes and rounds; gives paths and measured runs. Not for what is compared (sections).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from benchmarks.speed.measure import Command, Run, available_cores, python, run, run_in_turn
from benchmarks.speed.text import (
    PARAGRAPHS,
    SECTIONS,
    Generated,
    generate_paragraphs,
    read_corpus,
    take_reports,
    write_paragraphs,
    write_reports,
)

NAIVE = str(Path(__file__).with_name("naive.py"))


@dataclass
class Bench:
    """One run of the benchmark. Texts and models are made when first asked for, in `folder`.

    Attributes
    ----------
    folder : Path
    size : int
        Paragraphs to classify. Reports are a hundredth of it, and labelled rows no more than it.
    largest : int
        Paragraphs to write: at least `size`.
    rounds : int
    runs : dict
        Every run, by section and name, in the order of the rounds.
    """

    folder: Path
    size: int
    largest: int
    rounds: int
    generated: Generated | None = None
    runs: dict[str, dict[str, list[Run]]] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> Path:
        """Where the generated paragraphs are."""
        tell("writing paragraphs")
        path = self.folder / "paragraphs.jsonl"
        self.generated = write_paragraphs(islice(generate_paragraphs(read_corpus()), self.largest), path)
        return path

    @cached_property
    def reports(self) -> Path:
        """Where the generated reports are."""
        tell("writing reports")
        path = self.folder / "reports"
        write_reports(read_corpus(), path, max(2, self.size // 100))
        return path

    @cached_property
    def archive(self) -> Path:
        """Where so many generated reports are that they hold `size` paragraphs."""
        tell("writing an archive")
        path = self.folder / "archive"
        write_reports(read_corpus(), path, max(2, self.size // (SECTIONS * PARAGRAPHS)))
        return path

    @cached_property
    def labelled(self) -> Path:
        """Where the labelled rows are that everyone learns from: the corpus in one file."""
        path = self.folder / "labelled.jsonl"
        rows = take_reports(read_corpus(), self.size)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    @cached_property
    def models(self) -> Path:
        """Where the models are that the contestants answer with."""
        path = self.folder / "models"
        path.mkdir()
        tell("training the contestants")
        run(Command(python("-P", NAIVE, "train", str(self.labelled), str(path / "naive.joblib"))))
        run(Command(python("-m", "benchmarks.speed.preparation", str(self.labelled), str(path))))
        return path

    @property
    def naive_model(self) -> Path:
        """The model of naive.py."""
        return self.models / "naive.joblib"

    @property
    def fasttext_model(self) -> Path:
        """The model of fastText, there if `has_fasttext`."""
        return self.models / "fasttext.bin"

    @property
    def has_fasttext(self) -> bool:
        """Whether fastText is installed."""
        return find_spec("fasttext") is not None

    @property
    def cores(self) -> int:
        """How many cores a comparison of two cores can have."""
        return min(2, available_cores())

    def contestant(self, name: str, texts: Path, count: int, passes: int = 1, cores: int = 1) -> Command:
        """Give the command that runs a contestant on the first `count` of some texts, `passes` times over."""
        module = "benchmarks.speed.contestants"
        arguments = python("-m", module, name, str(texts), str(count), str(passes), str(self.models))
        return Command(arguments, cores, inside=True)

    def measure(self, section: str, commands: Mapping[str, Command], times: int = 1) -> dict[str, list[Run]]:
        """Run commands in turn, `times` times a round, and keep the record."""
        found = run_in_turn(
            commands, times * self.rounds, lambda number, name: tell(f"{section}: round {number}, {name}")
        )
        self.runs[section] = found
        return found


def tell(message: str) -> None:
    """Say on standard error what is being done."""
    print(message, file=sys.stderr)
