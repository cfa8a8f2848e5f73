"""Who has to do with which task, and who leads whom: the pictures that show all bodies at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Plan, Role, Section, Task, Unit
from macros.views.duties import Duty
from macros.views.units import RoleCount


@dataclass(frozen=True)
class MatrixRow:
    """`cells` has one for each body of the matrix: the roles that it holds in the task, () for none."""

    section: Section
    task: Task
    cells: tuple[tuple[RoleCount, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """Tasks by bodies; only bodies with a certain duty, agencies before towns, each in the register's order."""

    first_role: Role | None  # the plan's, which leads; None where it has no roles
    agencies: tuple[Unit, ...]
    towns: tuple[Unit, ...]
    rows: tuple[MatrixRow, ...]


def build_matrix(plan: Plan, duties: Iterable[Duty]) -> Matrix:
    counts = Counter((duty.task.id, duty.unit.id, duty.role.id) for duty in duties if duty.certain)
    acting = {unit for _, unit, _ in counts}
    agencies = tuple(unit for unit in plan.agencies if unit.id in acting)
    towns = tuple(unit for unit in plan.towns if unit.id in acting)

    def cell(task: Task, unit: Unit) -> tuple[RoleCount, ...]:
        found = (RoleCount(role, counts[task.id, unit.id, role.id]) for role in plan.roles)
        return tuple(item for item in found if item.count)

    return Matrix(
        plan.roles[0] if plan.roles else None,
        agencies,
        towns,
        tuple(
            MatrixRow(section, task, tuple(cell(task, unit) for unit in agencies + towns))
            for section in plan.sections
            for task in section.tasks
        ),
    )


@dataclass(frozen=True)
class Link:
    """`count` measures have `lead` in the plan's first role and `partner` in any."""

    lead: Unit
    partner: Unit
    count: int


@dataclass(frozen=True)
class Cooperation:
    """Names as printed, a collective name as one; those that lead or take part in most measures come first."""

    leads: tuple[Unit, ...]
    partners: tuple[Unit, ...]
    links: tuple[Link, ...]  # by lead, then by count

    def links_of(self, lead: Unit) -> tuple[Link, ...]:
        return tuple(link for link in self.links if link.lead == lead)


def build_cooperation(plan: Plan) -> Cooperation:
    """Of the measures that are in force; empty where the plan names no bodies."""
    counts: Counter[tuple[str, str]] = Counter()
    first = plan.roles[0].id if plan.roles else None
    for _, _, measure in plan.walk_active():
        named = dict.fromkeys(item.unit for item in measure.assignments)
        leading = dict.fromkeys(item.unit for item in measure.assignments if item.role == first)
        counts.update((lead, partner) for lead in leading for partner in named if partner != lead)
    order = {unit: number for number, unit in enumerate(plan.units)}
    as_lead, as_partner = Counter[str](), Counter[str]()
    for (lead, partner), count in counts.items():
        as_lead[lead] += count
        as_partner[partner] += count
    leads = sorted(as_lead, key=lambda unit: (-as_lead[unit], order[unit]))
    partners = sorted(as_partner, key=lambda unit: (-as_partner[unit], order[unit]))
    place = {unit: number for number, unit in enumerate(leads)}
    pairs = sorted(counts, key=lambda pair: (place[pair[0]], -counts[pair], order[pair[1]]))
    return Cooperation(
        tuple(plan.units[unit] for unit in leads),
        tuple(plan.units[unit] for unit in partners),
        tuple(Link(plan.units[lead], plan.units[partner], counts[lead, partner]) for lead, partner in pairs),
    )
