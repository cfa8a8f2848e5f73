"""A plan with everything that is derived from it, each thing computed once and on first use."""

from __future__ import annotations

from functools import cached_property

from macros.model import Measure, Plan, Task, Unit
from macros.store.provenance import Provenance
from macros.views.calendar import CalendarView, Month, build_calendar, build_months
from macros.views.deadlines import Event, build_events
from macros.views.duties import Duty, Mention, build_duties, build_mentions
from macros.views.history import RevisionRow, build_history, build_history_of
from macros.views.matrix import Cooperation, Matrix, build_cooperation, build_matrices
from macros.views.progress import ProgressRow, build_progress
from macros.views.search import build_keys
from macros.views.table import TableSection, build_table
from macros.views.targets import Scale, TargetRow, build_scales, build_targets
from macros.views.towns import TownComparison, build_town_comparison
from macros.views.units import UnitView, build_unit


class PlanViews:
    """Pages and exports read this and nothing else.

    `provenance` is known where a site is built, not where editions are compared.
    """

    def __init__(self, plan: Plan, provenance: Provenance | None = None) -> None:
        self.plan, self.provenance = plan, provenance

    @cached_property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """By which words each body and group is found, by its id."""
        return build_keys(self.plan)

    @cached_property
    def task_numbers(self) -> dict[str, int]:
        """Where each task stands among the plan's, from 0, by its id."""
        return {task.id: number for number, task in enumerate(self.plan.tasks)}

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self._all_duties if duty.measure.withdrawal is None)

    @cached_property
    def _all_duties(self) -> tuple[Duty, ...]:
        return build_duties(self.plan)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return build_mentions(self.plan, self.duties)

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        return build_targets(self.plan)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        return build_scales(self.targets)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return build_events(self.plan)

    @cached_property
    def calendar(self) -> CalendarView:
        return build_calendar(self.plan, self.events)

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        return build_matrices(self.plan, self.duties)

    @cached_property
    def cooperation(self) -> Cooperation:
        return build_cooperation(self.plan)

    @cached_property
    def town_comparison(self) -> TownComparison:
        return build_town_comparison(self.plan, self.units, self.duties)

    @cached_property
    def history(self) -> tuple[RevisionRow, ...]:
        """The recorded revisions, newest first; may be empty."""
        return build_history(self.plan)

    def history_of(self, unit: Unit) -> tuple[RevisionRow, ...]:
        """What of it concerns one body; page and feed ask for it."""
        return self._histories[unit.id]

    @cached_property
    def _histories(self) -> dict[str, tuple[RevisionRow, ...]]:
        return {unit.id: build_history_of(self.plan, unit) for unit in self.plan.bodies}

    @cached_property
    def progress(self) -> dict[str, tuple[ProgressRow, ...]]:
        """The latest report of each body, by measure id; measures without any are not in it."""
        return build_progress(self.plan)

    @cached_property
    def measures_with_events(self) -> frozenset[str]:
        return frozenset(event.measure.id for event in self.events)

    def events_of(self, unit_id: str, role: str | None = None) -> tuple[Event, ...]:
        """Events of the measures in which a body holds a certain duty (in one role), withdrawn ones with them."""
        return self._events_by_holder.get((unit_id, role), ())

    @cached_property
    def _events_by_holder(self) -> dict[tuple[str, str | None], tuple[Event, ...]]:
        """By body and role, and by body alone."""
        holders: dict[str, dict[tuple[str, str | None], None]] = {}
        for duty in self._all_duties:
            if duty.certain:
                held = holders.setdefault(duty.measure.id, {})
                held[duty.unit.id, None] = held[duty.unit.id, duty.role.id] = None
        found: dict[tuple[str, str | None], list[Event]] = {}
        for event in self.events:
            for holder in holders.get(event.measure.id, ()):
                found.setdefault(holder, []).append(event)
        return {holder: tuple(events) for holder, events in found.items()}

    def months_of(self, unit_id: str) -> tuple[Month, ...]:
        """The months in which something falls due, begins or is open for a body; may be empty."""
        months = build_months(self.plan.year, self.events_of(unit_id), lambda measure: measure.id)
        return tuple(month for month in months if not month.is_quiet)

    @cached_property
    def table(self) -> tuple[TableSection, ...]:
        return build_table(self.plan)

    @cached_property
    def units(self) -> dict[str, UnitView]:
        """The view of every body (no collective names), by id, in the register's order."""
        mentions: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            mentions.setdefault(mention.unit.id, []).append(mention)
        return {
            unit.id: build_unit(
                self.plan, unit, self.duties_by_unit[unit.id], mentions.get(unit.id, ()), self._targets_near[unit.id]
            )
            for unit in self.plan.bodies
        }

    @cached_property
    def _targets_near(self) -> dict[str, list[TargetRow]]:
        """Those that bind a body, and all in its measures, by its id; in printed order."""
        found: dict[str, list[TargetRow]] = {unit.id: [] for unit in self.plan.bodies}
        for row in self.targets:
            holders = (duty.unit.id for duty in self.duties_by_measure[row.measure.id])
            for unit in {*row.target.units, *holders} & found.keys():
                found[unit].append(row)
        return found

    @cached_property
    def duties_by_unit(self) -> dict[str, tuple[Duty, ...]]:
        """Of every body, those that are not certain too; in the order of measures and roles."""
        found: dict[str, list[Duty]] = {unit.id: [] for unit in self.plan.bodies}
        for duty in self.duties:
            found[duty.unit.id].append(duty)
        return {unit: tuple(duties) for unit, duties in found.items()}

    @cached_property
    def duties_by_measure(self) -> dict[str, tuple[Duty, ...]]:
        found: dict[str, list[Duty]] = {measure.id: [] for measure in self.plan.measures}
        for duty in self.duties:
            found[duty.measure.id].append(duty)
        return {measure: tuple(duties) for measure, duties in found.items()}

    @cached_property
    def mentions_by_measure(self) -> dict[str, tuple[Mention, ...]]:
        found: dict[str, list[Mention]] = {measure.id: [] for measure in self.plan.measures}
        for mention in self.mentions:
            found[mention.measure.id].append(mention)
        return {measure: tuple(mentions) for measure, mentions in found.items()}

    @cached_property
    def targets_by_measure(self) -> dict[str, tuple[TargetRow, ...]]:
        found: dict[str, list[TargetRow]] = {measure.id: [] for measure in self.plan.measures}
        for row in self.targets:
            found[row.measure.id].append(row)
        return {measure: tuple(rows) for measure, rows in found.items()}

    @cached_property
    def entries_of(self) -> dict[str, tuple[tuple[Task, Measure], ...]]:
        """Where each collective name is printed in the columns, by its id, in printed order."""
        found: dict[str, dict[str, tuple[Task, Measure]]] = {group.id: {} for group in self.plan.groups}
        for _, task, measure in self.plan.walk_active():
            for assignment in measure.assignments:
                if assignment.unit in found:
                    found[assignment.unit][measure.id] = task, measure
        return {group: tuple(entries.values()) for group, entries in found.items()}

    @cached_property
    def groups_by_unit(self) -> dict[str, tuple[Unit, ...]]:
        """The collective names that surely cover a body, by its id."""
        return {
            unit.id: tuple(group for group in self.plan.groups if unit.id in group.members) for unit in self.plan.bodies
        }

    @cached_property
    def acting_agencies(self) -> tuple[Unit, ...]:
        """Bodies that are not towns and hold at least one certain duty, in the register's order."""
        return tuple(unit for unit in self.plan.agencies if self.units[unit.id].rows)
