"""Invented reports, and what is to be found in them, whatever page they are on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "reports"
_ROLES = {"导": "导语", "成": "成效", "问": "问题", "划": "计划", "履": "履职", "结": "结语"}


@dataclass(frozen=True)
class Block:
    """A heading of level 1 to 3, or a paragraph (level 0) with its role; `lead` is the run-in sentence it opens with."""

    text: str
    level: int = 0
    role: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Found:
    """What a reader finds in a paragraph."""

    section: str
    role: str
    lead: str
    text: str


@dataclass(frozen=True)
class Report:
    """A report: what its page may tell about it, and its blocks from the opening to the last sentence."""

    name: str
    title: str
    region: str
    year: int
    issuer: str
    date: str
    salutation: str
    blocks: tuple[Block, ...]
    is_signed: bool = True

    def __str__(self) -> str:
        return self.name

    def expected(self) -> list[Found]:
        """Its paragraphs as the headings above them and the marks in the file tell."""
        above: list[Block] = []
        found = []
        for block in self.blocks:
            if block.level:
                above = [heading for heading in above if heading.level < block.level] + [block]
            else:
                level = _level_of_lead(block.lead, above)
                section = " > ".join(heading.text for heading in above if heading.level < level)
                above = [heading for heading in above if heading.level < level]
                found.append(Found(section, block.role, block.lead, block.text))
        return found

    def lines(self) -> list[tuple[str, str]]:
        """Its lines as an editor has them, each with what it is: salutation, h1 to h3, p, signature, date."""
        lines = [("salutation", self.salutation)] if self.salutation else []
        lines += [(f"h{block.level}" if block.level else "p", block.text) for block in self.blocks]
        return [*lines, ("signature", self.issuer), ("date", self.date)] if self.is_signed else lines


def read_report(name: str) -> Report:
    """Read one of the files: a mark, a colon, a text; ``‖`` ends a lead; 1 to 3 are levels of headings."""
    told: dict[str, str] = {}
    blocks = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition("：")
        if mark in _ROLES:
            lead, cut, _ = text.partition("‖")
            blocks.append(Block(text.replace("‖", ""), 0, _ROLES[mark], lead if cut else ""))
        elif mark.isdigit():
            blocks.append(Block(text, int(mark)))
        else:
            told[mark] = text
    return Report(
        name, told["题"], told["地"], int(told["年"]), told["署"], told["日"], told.get("称", ""), tuple(blocks)
    )


def _level_of_lead(lead: str, above: list[Block]) -> int:
    """A run-in marker ends the sections of its own depth: the level at which a heading above has the same form."""
    form = _form(lead)
    return next((heading.level for heading in above if form and _form(heading.text) == form), 9)


def _form(text: str) -> str:
    if text.startswith(("（", "(")):
        return "(1)" if text[1:2].isdigit() else "(一)"
    if text[:1].isdigit() and text[1:2] in ".、":
        return "1."
    return "一、" if text[1:2] == "、" else ""


REPORTS = [read_report(path.stem) for path in sorted(FOLDER.glob("*.txt"))]
