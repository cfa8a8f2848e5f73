"""The towns: what is each one's own, and where they differ; most of what they have to do is the same for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.model import Measure, Plan, Role, Task, Topic, Unit
from macros.views.duties import Duty
from macros.views.units import UnitRow, UnitView

#: So many measures of a town's own stand open; more are folded by topic.
_MOST_OPEN = 4


@dataclass(frozen=True)
class RowGroup:
    """Measures of one topic, or those without a topic of one section; all of a few, without a title."""

    title: str
    rows: tuple[UnitRow, ...]
    elsewhere: tuple[UnitRow, ...] = ()  # of this topic too, and shown under one before it


@dataclass(frozen=True)
class SharedRows:
    """Measures that reach a town through one collective name, and are the same for all that it covers."""

    via: Unit
    is_of_towns: bool  # whether it covers nothing else
    groups: tuple[RowGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True)
class TownView:
    """Certain duties of one town, each measure once: `own` are those that name it, in a column or with a figure."""

    own: tuple[RowGroup, ...]
    shared: tuple[SharedRows, ...]


def build_town(plan: Plan, view: UnitView, topics: Mapping[str, tuple[Topic, ...]]) -> TownView:
    """The duties that are a town's alone, and those that others have as well; `topics` by measure id."""
    figures = {row.measure.id for row in view.own_targets}
    own: list[UnitRow] = []
    shared: dict[str, list[UnitRow]] = {}
    for row in view.rows:
        if row.via is None or row.measure.id in figures:
            own.append(row)
        else:
            shared.setdefault(row.via.id, []).append(row)
    return TownView(
        group_rows(plan, own, topics) if len(own) > _MOST_OPEN else (RowGroup("", tuple(own)),) if own else (),
        tuple(_build_shared(plan, plan.units[via], group_rows(plan, rows, topics)) for via, rows in shared.items()),
    )


def _build_shared(plan: Plan, via: Unit, groups: tuple[RowGroup, ...]) -> SharedRows:
    return SharedRows(via, all(plan.units[member].is_town for member in via.members), groups)


def group_rows(plan: Plan, rows: Iterable[UnitRow], topics: Mapping[str, tuple[Topic, ...]]) -> tuple[RowGroup, ...]:
    """By topic, a measure of several under the first of them; then by section. In the order of topics and sections."""
    by_topic: dict[str, list[UnitRow]] = {topic.id: [] for topic in plan.topics}
    elsewhere: dict[str, list[UnitRow]] = {topic.id: [] for topic in plan.topics}
    by_section: dict[str, list[UnitRow]] = {section.id: [] for section in plan.sections}
    for row in rows:
        of_row = topics[row.measure.id]
        (by_topic[of_row[0].id] if of_row else by_section[row.task.section]).append(row)
        for topic in of_row[1:]:
            elsewhere[topic.id].append(row)
    groups = [RowGroup(topic.name, tuple(by_topic[topic.id]), tuple(elsewhere[topic.id])) for topic in plan.topics]
    groups += [RowGroup(section.title, tuple(by_section[section.id])) for section in plan.sections]
    return tuple(group for group in groups if group.rows or group.elsewhere)


@dataclass(frozen=True)
class Difference:
    """A measure that surely is a duty of some towns in a role, and not of the others."""

    task: Task
    measure: Measure
    role: Role
    towns: tuple[Unit, ...]


@dataclass(frozen=True)
class TownComparison:
    """`shared_count`: measures that all of them have; `undecided` are collective names that may mean more of them."""

    towns: tuple[UnitView, ...]
    shared_count: int
    differences: tuple[Difference, ...]
    undecided: tuple[Unit, ...]

    def share_of(self, town: UnitView) -> float:
        """The length of a town's bar: a whole one for the town that has most measures."""
        return len(town.rows) / max(len(view.rows) for view in self.towns)


def build_town_comparison(plan: Plan, units: Mapping[str, UnitView], duties: Iterable[Duty]) -> TownComparison:
    """Of the towns with a certain duty; differences in the order of measures and roles."""
    towns = tuple(units[town.id] for town in plan.towns if units[town.id].rows)
    held: dict[tuple[str, str], dict[str, Duty]] = {}
    for duty in duties:
        if duty.certain and duty.unit.is_town:
            held.setdefault((duty.measure.id, duty.role.id), {})[duty.unit.id] = duty
    measures = [{row.measure.id for row in view.rows} for view in towns]
    return TownComparison(
        towns,
        len(set.intersection(*measures)) if measures else 0,
        tuple(_difference(found) for found in held.values() if len(found) < len(towns)),
        tuple(
            group
            for group in plan.groups
            if group.is_undecided and any(plan.units[name].is_town for name in group.possible_members)
        ),
    )


def _difference(found: dict[str, Duty]) -> Difference:
    first = next(iter(found.values()))
    return Difference(first.task, first.measure, first.role, tuple(duty.unit for duty in found.values()))
