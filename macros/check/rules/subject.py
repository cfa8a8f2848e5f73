"""What every rule is given, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from macros.store.load import Draft
from macros.store.problems import Place
from macros.store.records import DeadlinesFile, MeasureRecord, PlanRecord, RoleRecord, TasksFile, UnitsFile
from macros.words.names import Register


@dataclass(frozen=True)
class Subject:
    """A draft, with the register that its rules share; `base` is the earlier edition, if there is one to compare with."""

    draft: Draft
    register: Register
    base: Draft | None = None
    _holders: dict[int, dict[str, MeasureRecord]] = field(default_factory=dict, repr=False)

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

    def duties_of(self, siblings: tuple[MeasureRecord, ...], measure: MeasureRecord) -> set[str]:
        """The ids of the bodies that a measure's cells reach, through collective names too."""
        return {unit.id for unit in self.register.expand(self.names_of(siblings, measure))}

    def names_of(self, siblings: tuple[MeasureRecord, ...], measure: MeasureRecord) -> list[str]:
        """The printed names of a measure, those of the measure above where the cells are merged."""
        holder = measure
        if measure.units_as:
            if id(siblings) not in self._holders:  # the draft keeps them, so that no other has this number
                self._holders[id(siblings)] = _find_holders(siblings)
            holder = self._holders[id(siblings)][measure.id]
        return [name for role in self.roles for name in holder.names(role.id)]


def _find_holders(siblings: tuple[MeasureRecord, ...]) -> dict[str, MeasureRecord]:
    """Whose cells each measure of a task has, by its id: one pass, however many are merged in a row."""
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


Finding = tuple[Place, str]
Rule = Callable[[Subject], Iterator[Finding]]
