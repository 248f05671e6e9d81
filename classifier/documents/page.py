"""A web page taken apart: its lines, and the tree of blocks around them.

What page_lines makes of a parsed page and everything else looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True, eq=False)
class Node:
    """A block of the page, or a named element: the lines ``start`` to ``end`` are in it.

    Attributes
    ----------
    names : frozenset of str
        Words of its id and class, in small letters, without - and _.
    """

    tag: str
    names: frozenset[str]
    parent: Node | None
    start: int
    end: int = 0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class PageLine:
    """A line of a page.

    Attributes
    ----------
    node : Node
        The innermost around it.
    linked : int
        How many of its characters are links.
    opens_linked : bool
        Whether its first character is one of them.
    cells : int
        How many cells of a row it joins.
    """

    text: str
    node: Node
    linked: int = 0
    opens_linked: bool = False
    cells: int = 1

    @property
    def is_link(self) -> bool:
        """Whether most of the line is a link."""
        return self.linked > 0 and 2 * self.linked >= len(self.text) - self.text.count(" ")


class Page(NamedTuple):
    """The lines of a page, the tree of its blocks, and how many characters in it are hidden."""

    lines: list[PageLine]
    root: Node
    hidden: int


def nodes_of(root: Node) -> Iterator[Node]:
    """Give a node and all below it, outer ones first."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))
