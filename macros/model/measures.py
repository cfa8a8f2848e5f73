"""Measures with all that is said of them; the texts are the document's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from macros.model.deadlines import Deadline, Move, Recurrence
from macros.model.units import Assignment, NameInText


class Comparison(StrEnum):
    """The comparison of a target; the value is the editor's word, `code` the word of the JSON contract."""

    AT_MOST = "不超过"
    AT_LEAST = "不少于"
    EQUAL = "为"
    ABOUT = "约"
    NOT_IN_LAST = "不进入后"
    FEWER_IN_LAST = "减少进入后"

    @property
    def code(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    comparison: Comparison
    value: int | float
    unit: str  # unit of measurement
    words: str
    scope: str | None
    units: tuple[str, ...]  # ids of what the figure binds; a collective name only where its members are not known
    named_units: tuple[str, ...]  # those of them that are named one by one: it is their own figure
    headline: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    id: str
    position: int  # in its task, from 1
    text: str  # paragraphs joined by "\n", as printed
    deadline: Deadline
    moves: tuple[Move, ...]  # oldest first
    withdrawal: Withdrawal | None  # it stays in the plan, but is no duty any more
    assignments: tuple[Assignment, ...]  # by role in printed order, then in printed order
    units_as: str | None  # the measure above whose merged unit cells hold here too
    recurrences: tuple[Recurrence, ...]
    names_in_text: tuple[NameInText, ...]  # what editors recorded, then what the register finds; each unit once
    targets: tuple[Target, ...]
    notes: tuple[str, ...]
    rows: tuple[int, ...]  # printed measure rows, from 1
    line: int  # in tasks.yaml, from 1

    def assignments_of(self, role: str) -> list[Assignment]:
        """The names of one cell, in printed order."""
        return [item for item in self.assignments if item.role == role]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")
