"""The plan as the rest of the house sees it: names resolved, deadlines dated, nothing left to look up in YAML.

Everybody may rely on it. It does no I/O, makes no HTML and reads no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from macros.model.changes import Revision


class UnitKind(StrEnum):
    AGENCY = "agency"
    PARK = "park"
    ENTERPRISE = "enterprise"
    OUTSIDE = "outside"
    TOWN = "town"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    GROUP = "group"


#: Bodies that govern a place: they live under /towns/, every other body under /agencies/.
TOWN_KINDS = frozenset({UnitKind.TOWN, UnitKind.SUBDISTRICT, UnitKind.DISTRICT})


class DeadlineKind(StrEnum):
    BY = "by"
    WINDOW = "window"
    FROM = "from"
    ONGOING = "ongoing"
    AS_SCHEDULED = "as_scheduled"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Comparison(StrEnum):
    """How a target compares; the value is the editor's word, `code` the word of the JSON contract."""

    AT_MOST = "不超过"
    AT_LEAST = "不少于"
    EQUAL = "为"
    ABOUT = "约"
    NOT_IN_LAST = "不进入后"
    FEWER_IN_LAST = "减少进入后"

    @property
    def code(self) -> str:
        return self.name.lower()


class Frequency(StrEnum):
    """How often a duty recurs; the value is the editor's word. Only the first five have a fixed interval."""

    WEEKLY = "每周"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    ALL_YEAR = "全年"
    REGULARLY = "定期"

    @property
    def has_interval(self) -> bool:
        return self not in (Frequency.ALL_YEAR, Frequency.REGULARLY)


class ProgressState(StrEnum):
    """What a body says of a measure's progress; the value is the word of the return form and of the page."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    ON_TRACK = "达进度"
    BEHIND = "欠进度"
    DONE = "已完成"


@dataclass(frozen=True, slots=True)
class Role:
    """A column of bodies in the printed table: `id` is the key in tasks.yaml, `name` the printed head."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A body or a collective name of the register (plan/units.yaml)."""

    id: str
    name: str
    kind: UnitKind
    aliases: tuple[str, ...]  # short forms: found by search and in the measures' texts
    variants: tuple[str, ...]  # other spellings that the document's columns print
    capacities: tuple[str, ...]  # what stands in brackets after the name
    part_of: str | None
    members: tuple[str, ...]  # unit ids that a collective name surely covers
    possible_members: tuple[str, ...]  # unit ids that it may cover; the document does not say
    former_ids: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        return self.kind is UnitKind.GROUP

    @property
    def is_town(self) -> bool:
        return self.kind in TOWN_KINDS


@dataclass(frozen=True, slots=True)
class Deadline:
    """The printed wording and our reading of it. `start` and `end` are inclusive; None where the words give none."""

    text: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    precision: Precision | None
    basis: str

    @property
    def is_dated(self) -> bool:
        """False for what goes on, and for what has its dates set elsewhere (even if its start is known)."""
        return self.kind in (DeadlineKind.BY, DeadlineKind.WINDOW, DeadlineKind.FROM)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`every` has an interval for the first five frequencies only; `words` are the text's."""

    every: Frequency
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """A published deadline that was changed: what it was, when it was changed, and why."""

    was: Deadline
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One name in one cell: `printed` as the document has it, `unit` the id it stands for."""

    role: str
    printed: str
    unit: str
    capacity: str | None


@dataclass(frozen=True, slots=True)
class NameInText:
    """A body or collective name that the measure's text names, and the words that name it."""

    unit: str
    words: str


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
class Measure:
    id: str
    position: int  # in its task, from 1
    text: str  # paragraphs joined by "\n", as printed
    deadline: Deadline
    moves: tuple[Move, ...]  # oldest first
    withdrawal: Withdrawal | None  # it stays in the plan, but is nobody's duty any more
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


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What one body reported of one measure on one day, in its own words; the site adds no judgement."""

    measure: str
    unit: str
    on: date
    state: ProgressState
    words: str
    issues: str | None
    next_steps: str | None
    source: str | None  # an http or https address


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
    units: dict[str, Unit]  # by id, in the register's order

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
        """Where each body and collective name stands in the register, from 0, by its id."""
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
