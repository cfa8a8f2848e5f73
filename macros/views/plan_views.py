"""A plan with everything that is derived from it, each view computed once and on first use. It alone puts views together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from macros.model import Measure, Plan, Task, Topic, Unit
from macros.views.calendar import CalendarView, Month, build_calendar, build_months
from macros.views.comparison import Edition
from macros.views.deadlines import Event, build_events, build_events_by_holder
from macros.views.duties import Duty, Mention, build_duties, build_mentions
from macros.views.flat_tables import Table, build_duties_table, build_measures_table
from macros.views.history import RevisionRow, build_history, build_history_of
from macros.views.impact import Counts, build_counts
from macros.views.matrix import Cooperation, Matrix, build_cooperation, build_matrices
from macros.views.measures import MeasurePlace
from macros.views.progress import ProgressRow, build_progress
from macros.views.search import Search, build_keys, build_search, list_spoken
from macros.views.table import TableSection, build_table
from macros.views.targets import Scale, TargetRow, build_scales, build_targets, build_targets_near
from macros.views.topics import TopicView, build_topics, build_topics_by_measure
from macros.views.towns import TownComparison, TownView, build_town, build_town_comparison
from macros.views.units import UnitView, build_unit
from macros.words.pinyin import Spelling, spell

Row = TypeVar("Row")


class PlanViews:
    """All views of one plan; pages and exports read this and nothing else.

    `known` are spellings of names that need not be looked up.
    """

    def __init__(self, plan: Plan, known: Mapping[str, Spelling] | None = None) -> None:
        self.plan, self._known = plan, known or {}

    @cached_property
    def spellings(self) -> dict[str, Spelling]:
        """The sounds of each name by which a body is found."""
        return spell(list_spoken(self.plan), self._known)

    @cached_property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The words by which each body and group is found, by its id."""
        return build_keys(self.plan, self.spellings)

    @cached_property
    def search(self) -> Search:
        return build_search(self.plan, self.units, self.topics.values(), self.calendar.groups, self.spellings)

    @cached_property
    def measures_table(self) -> Table[MeasurePlace]:
        return build_measures_table(self.plan)

    @cached_property
    def duties_table(self) -> Table[Duty]:
        return build_duties_table(self.plan, self.duties)

    @cached_property
    def topics(self) -> dict[str, TopicView]:
        """The topics that residents ask about, by id, in the editors' order; may be empty."""
        return {view.topic.id: view for view in build_topics(self.plan)}

    @cached_property
    def topics_by_measure(self) -> dict[str, tuple[Topic, ...]]:
        return build_topics_by_measure(self.plan)

    @cached_property
    def edition(self) -> Edition:
        """The plan as it is compared with another edition."""
        return Edition(self.plan, self.duties_by_measure)

    @cached_property
    def counts(self) -> Counts:
        return build_counts(self.plan, self.duties, self.events, len(self.targets))

    @cached_property
    def task_numbers(self) -> dict[str, int]:
        """The place of each task among the plan's, from 0, by its id."""
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

    def town_of(self, unit_id: str) -> TownView:
        """The duties that are a town's alone, and those that it shares."""
        return build_town(self.plan, self.units[unit_id], self.topics_by_measure)

    @cached_property
    def history(self) -> tuple[RevisionRow, ...]:
        """The recorded revisions, newest first; may be empty."""
        return build_history(self.plan)

    def history_of(self, unit: Unit) -> tuple[RevisionRow, ...]:
        """The part of the history that concerns one body; page and feed ask for it."""
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
        return build_events_by_holder(self._all_duties, self.events)

    def months_of(self, unit_id: str) -> tuple[Month, ...]:
        """The months in which something falls due, begins or is open for a body; may be empty."""
        months = build_months(self.plan.years, self.events_of(unit_id), lambda measure: measure.id)
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
        return build_targets_near(self.plan, self.targets, self.duties_by_measure)

    @cached_property
    def duties_by_unit(self) -> dict[str, tuple[Duty, ...]]:
        """Of every body, those that are not certain too; in the order of measures and roles."""
        return _group(self.duties, [unit.id for unit in self.plan.bodies], lambda duty: duty.unit.id)

    @cached_property
    def duties_by_measure(self) -> dict[str, tuple[Duty, ...]]:
        return _group(self.duties, self._measure_ids, lambda duty: duty.measure.id)

    @cached_property
    def mentions_by_measure(self) -> dict[str, tuple[Mention, ...]]:
        return _group(self.mentions, self._measure_ids, lambda mention: mention.measure.id)

    @cached_property
    def targets_by_measure(self) -> dict[str, tuple[TargetRow, ...]]:
        return _group(self.targets, self._measure_ids, lambda row: row.measure.id)

    @property
    def _measure_ids(self) -> list[str]:
        return [measure.id for measure in self.plan.measures]

    @cached_property
    def entries_of(self) -> dict[str, tuple[tuple[Task, Measure], ...]]:
        """Places of each collective name in the columns, by its id, in printed order."""
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


def _group(rows: Iterable[Row], ids: Iterable[str], id_of: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    """The rows of each id, in their order; none for an id without rows."""
    found: dict[str, list[Row]] = {name: [] for name in ids}
    for row in rows:
        found[id_of(row)].append(row)
    return {name: tuple(held) for name, held in found.items()}
