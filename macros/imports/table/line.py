"""One line of a plan's table, with a text for every column, and all lines of a plan together."""

from __future__ import annotations

from dataclasses import dataclass

from macros.imports.table.headings import Heading
from macros.imports.table.heads import Head


@dataclass(frozen=True)
class Slot:
    """The cell of one column on one line. `is_above`: merged with the line above; `is_open`: empty, and it is not known whether
    it is merged with the line above; `is_beside`: or with the column to its left.
    """

    text: str = ""
    is_above: bool = False
    is_open: bool = False
    is_beside: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.is_above


@dataclass(frozen=True)
class Line:
    place: str
    slots: tuple[Slot, ...]  # one per column of the head
    shared: tuple[int, ...] = ()  # columns over which one cell goes


@dataclass(frozen=True)
class PlanLines:
    """`between` are notes that stand among the lines."""

    head: Head
    before: list[str]
    after: list[str]
    between: list[str]
    lines: list[Line | Heading]
