"""The towns side by side, and where they differ: most of what they have to do is the same for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.model import Measure, Plan, Role, Task, Unit
from macros.views.duties import Duty
from macros.views.units import UnitView


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
