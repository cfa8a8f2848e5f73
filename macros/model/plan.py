"""The plan as a whole: names resolved, deadlines dated, nothing left to look up in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macros.model.changes import Revision
from macros.model.measures import Measure
from macros.model.progress import ProgressEntry
from macros.model.topics import Topic
from macros.model.units import Role, Unit


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    no: str
    title: str
    section: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    part: str | None  # the heading above its own, where the document has two levels
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    no: str
    task: str
    measure: str
    deadline: str


@dataclass(frozen=True)
class Plan:
    id: str  # permanent; names the plan where there is no address
    title: str
    short_title: str
    annex: str | None
    status: str
    status_note: str | None
    year: int
    until_year: int | None  # the last year of a plan over several
    columns: Columns
    roles: tuple[Role, ...]
    none_mark: str
    towns_name: str
    revised_on: date
    notes: tuple[str, ...]
    source: str | None  # the document as received
    licence: str | None  # what the publisher allows, in its words
    revisions: tuple[Revision, ...]  # oldest first
    progress: tuple[ProgressEntry, ...]  # in the file's order
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    units: dict[str, Unit]  # by id, in the register's order

    @property
    def years(self) -> range:
        """The years of the plan, one or more."""
        return range(self.year, (self.until_year or self.year) + 1)

    @property
    def period(self) -> str:
        """The years as people write them: “2023”, “2024—2026”."""
        return f"{self.year}—{self.until_year}" if self.until_year else str(self.year)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for section in self.sections for task in section.tasks)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(measure for task in self.tasks for measure in task.measures)

    @cached_property
    def active_count(self) -> int:
        """Measures without those that were withdrawn."""
        return sum(1 for _ in self.walk_active())

    def walk_active(self) -> Iterator[tuple[Section, Task, Measure]]:
        """As walk, without the measures that were withdrawn."""
        return (item for item in self.walk() if item[2].withdrawal is None)

    def walk(self) -> Iterator[tuple[Section, Task, Measure]]:
        """Every measure with the section and the task it stands in, in printed order."""
        for section in self.sections:
            for task in section.tasks:
                for measure in task.measures:
                    yield section, task, measure

    @cached_property
    def unit_numbers(self) -> dict[str, int]:
        """The place of each body and collective name in the register, from 0, by its id."""
        return {unit: number for number, unit in enumerate(self.units)}

    @cached_property
    def bodies(self) -> tuple[Unit, ...]:
        """The register without the collective names, in its order."""
        return tuple(unit for unit in self.units.values() if not unit.is_group)

    @cached_property
    def agencies(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.bodies if not unit.is_town)

    @cached_property
    def towns(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.bodies if unit.is_town)

    @cached_property
    def groups(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units.values() if unit.is_group)
