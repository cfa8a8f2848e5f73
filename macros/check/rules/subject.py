"""The questions that rules may ask of a plan: a Subject for every rule, a Comparison for those that look at what was before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from macros.model import Deadline, QuestionKind
from macros.store.load import Draft
from macros.store.problems import Place
from macros.store.records import (
    DeadlinesFile,
    MeasureRecord,
    PlanRecord,
    RoleRecord,
    TaskRecord,
    TasksFile,
    UnitRecord,
    UnitsFile,
)
from macros.words.names import Register
from macros.words.wording import Unread, read_deadline


@dataclass(frozen=True)
class Subject:
    """A draft, with the register that its rules share; `former` is the register of an earlier edition, empty without one."""

    draft: Draft
    register: Register
    former: Register = field(default_factory=lambda: Register(()))
    _readings: dict[str, Deadline | Unread] = field(default_factory=dict, repr=False)

    @property
    def plan(self) -> PlanRecord:
        return self.draft.plan

    @property
    def units(self) -> UnitsFile:
        return self.draft.units

    @property
    def deadlines(self) -> DeadlinesFile:
        return self.draft.deadlines

    @property
    def tasks(self) -> TasksFile:
        return self.draft.tasks

    @cached_property
    def words(self) -> list[tuple[Place, str]]:
        """Every word and text of the plan's own files, in their order, with its place."""
        files = (self.plan, self.units, self.deadlines, self.tasks)
        return [item for file in files for item in file.list_words()]

    @cached_property
    def roles(self) -> tuple[RoleRecord, ...]:
        """The roles that measures can be read by: each id once, none that a field of measures hides."""
        usable = {role.id: role for role in reversed(self.plan.roles) if role.id not in MeasureRecord.model_fields}
        return tuple(role for role in self.plan.roles if usable.get(role.id) is role)

    def asks_about(self, kind: QuestionKind) -> bool:
        """Whether answers.yaml asks a question of a kind that stands for many places."""
        return any(record.kind is kind for record in self.draft.answers.questions)

    def read_due(self, measure: MeasureRecord) -> Deadline | Unread:
        """The meaning of a measure's deadline; each wording is read once."""
        return self.read_wording(measure.due)

    def read_wording(self, words: str) -> Deadline | Unread:
        """The meaning of a deadline's wording, by the plan's own vocabulary first."""
        if words not in self._readings:
            self._readings[words] = read_deadline(words, self.plan.year, self.deadlines.deadlines, self.plan.until_year)
        return self._readings[words]

    def duties_of(self, task: TaskRecord, measure: MeasureRecord) -> set[str]:
        """The ids of the bodies that a measure's cells reach, through collective names too."""
        return {unit.id for unit in self.register.expand(self.names_of(task, measure))}

    def names_of(self, task: TaskRecord, measure: MeasureRecord) -> list[str]:
        """The printed names of a measure, those of the measure above where the cells are merged."""
        holder = self._holders[task.id][measure.id] if measure.units_as else measure
        return [name for role in self.roles for name in holder.names(role.id)]

    @cached_property
    def _holders(self) -> dict[str, dict[str, MeasureRecord]]:
        """The measure whose cells each one has, by the ids of its task and its own; tasks that share an id are taken together."""
        siblings: dict[str, list[MeasureRecord]] = {}
        for _, task, measure in self.draft.measures():
            siblings.setdefault(task.id, []).append(measure)
        return {task: _find_holders(measures) for task, measures in siblings.items()}


def _find_holders(siblings: list[MeasureRecord]) -> dict[str, MeasureRecord]:
    """The measure whose cells each measure of a task has, by id: one pass, however many are merged in a row."""
    by_id = {measure.id: measure for measure in siblings}
    holders: dict[str, MeasureRecord] = {}
    for sibling in siblings:
        passed: dict[str, None] = {}
        measure = sibling
        while measure.units_as in by_id and measure.id not in holders and measure.id not in passed:
            passed[measure.id] = None
            measure = by_id[measure.units_as]
        holder = holders.get(measure.id, measure)
        holders |= dict.fromkeys((*passed, measure.id), holder)
    return holders


@dataclass(frozen=True)
class Comparison:
    """A subject beside the edition that was published before it."""

    now: Subject
    base: Draft

    @cached_property
    def measures_before(self) -> dict[str, MeasureRecord]:
        """The measures of the earlier edition, by id."""
        return {measure.id: measure for _, _, measure in self.base.measures()}

    def list_kept_measures(self) -> Iterator[tuple[MeasureRecord, MeasureRecord]]:
        """The measures that both editions have, as they were and as they are, in the order of today's."""
        for _, _, measure in self.now.draft.measures():
            if before := self.measures_before.get(measure.id):
                yield before, measure

    @cached_property
    def names_before(self) -> dict[str, UnitRecord]:
        """The bodies of the earlier edition, by each id that they have had."""
        return {unit_id: unit for unit in self.base.units.units for unit_id in (unit.id, *unit.former_ids)}


#: The place of what was found, and the sentence for the editor.
Finding = tuple[Place, str]
