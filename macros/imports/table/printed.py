"""The plan as a document prints it, its names and deadlines not yet explained."""

from __future__ import annotations

from dataclasses import dataclass, field

from macros.imports.table.heads import Head


@dataclass(eq=False)  # a key: two alike are two
class PrintedMeasure:
    """`rows` count the document's measure rows from 1. A cell of a role is the text of one column."""

    place: str
    rows: list[int]
    text: str
    due: str  # "" where the document says nothing
    cells: list[str]  # one per role, lines as printed
    is_merged: bool = False  # its role cells are those of the measure above
    extras: list[tuple[str, str]] = field(default_factory=list)  # head and text of columns that a plan has no field for
    id: str | None = None  # our own CSV has it
    notes: list[str] = field(default_factory=list)


@dataclass(eq=False)
class PrintedTask:
    no: str  # "" where the document has none
    title: str  # "" where the document has none
    measures: list[PrintedMeasure] = field(default_factory=list)


@dataclass(eq=False)
class PrintedSection:
    title: str
    part: str | None  # the heading above its own, where there are two levels
    tasks: list[PrintedTask] = field(default_factory=list)


@dataclass
class PrintedPlan:
    before: list[str]  # the lines above the table
    after: list[str]
    head: Head
    sections: list[PrintedSection]
    row_count: int
    loose: list[str] = field(default_factory=list)  # notes among the rows
    empty: list[str] = field(default_factory=list)  # headings with nothing under them

    @property
    def tasks(self) -> list[PrintedTask]:
        return [task for section in self.sections for task in section.tasks]

    @property
    def measures(self) -> list[PrintedMeasure]:
        return [measure for task in self.tasks for measure in task.measures]
