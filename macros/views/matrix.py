"""Bodies and tasks, leaders and partners: the pictures that show all bodies at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Plan, Role, Section, Task, Unit
from macros.views.duties import Duty
from macros.views.units import RoleCount

#: What a person can take in, and a page can carry.
_MOST_CELLS = 3000
_MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`cells` has one for each body of the matrix: the roles that it holds in the task, () for none."""

    section: Section
    task: Task
    cells: tuple[tuple[RoleCount, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks by bodies; only bodies with a certain duty in them, agencies before towns, each in the register's order.

    `section` is the one whose tasks these are, None for those of the whole plan.
    """

    section: Section | None
    first_role: Role | None  # the plan's, which leads; None where it has no roles
    agencies: tuple[Unit, ...]
    towns: tuple[Unit, ...]
    rows: tuple[MatrixRow, ...]


def build_matrices(plan: Plan, duties: Iterable[Duty]) -> tuple[Matrix, ...]:
    """One matrix of the whole plan, or one for each section of a plan that is too large for one glance."""
    counts = Counter((duty.task.id, duty.unit.id, duty.role.id) for duty in duties if duty.certain)
    bodies: dict[str, set[str]] = {}
    for task, unit, _ in counts:
        bodies.setdefault(task, set()).add(unit)
    acting = set().union(*bodies.values())
    if len(plan.tasks) * len(acting) <= _MOST_CELLS:
        return (_build_matrix(plan, None, bodies, counts),) if acting else ()
    matrices = (_build_matrix(plan, section, bodies, counts) for section in plan.sections)
    return tuple(matrix for matrix in matrices if matrix.agencies or matrix.towns)


def _build_matrix(
    plan: Plan, section: Section | None, bodies: dict[str, set[str]], counts: Counter[tuple[str, str, str]]
) -> Matrix:
    sections = (section,) if section else plan.sections
    acting = set().union(*(bodies.get(task.id, ()) for part in sections for task in part.tasks))
    units = [unit for unit in plan.units.values() if unit.id in acting]
    towns = tuple(unit for unit in units if unit.is_town)
    agencies = tuple(unit for unit in units if not unit.is_town)

    def cell(task: Task, unit: Unit) -> tuple[RoleCount, ...]:
        if unit.id not in bodies.get(task.id, ()):
            return ()
        found = (RoleCount(role, counts[task.id, unit.id, role.id]) for role in plan.roles)
        return tuple(item for item in found if item.count)

    rows = (
        MatrixRow(part, task, tuple(cell(task, unit) for unit in agencies + towns))
        for part in sections
        for task in part.tasks
    )
    return Matrix(section, plan.roles[0] if plan.roles else None, agencies, towns, tuple(rows))


@dataclass(frozen=True, slots=True)
class Link:
    """`count` measures have `lead` in the plan's first role and `partner` in any."""

    lead: Unit
    partner: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Names as printed, a collective name as one; those that lead or take part in most measures come first."""

    leads: tuple[Unit, ...]
    partners: tuple[Unit, ...]
    links: tuple[Link, ...]  # by lead, then by count

    @property
    def by_lead(self) -> tuple[tuple[Unit, tuple[Link, ...]], ...]:
        found: dict[str, list[Link]] = {unit.id: [] for unit in self.leads}
        for link in self.links:
            found[link.lead.id].append(link)
        return tuple((lead, tuple(found[lead.id])) for lead in self.leads)

    @property
    def is_drawn(self) -> bool:
        """Whether a picture of it can be read; the table can always."""
        return max(len(self.leads), len(self.partners)) <= _MOST_NAMES


def build_cooperation(plan: Plan) -> Cooperation:
    """Of the measures that are in force; empty where the plan names no bodies."""
    counts: Counter[tuple[str, str]] = Counter()
    first = plan.roles[0].id if plan.roles else None
    for _, _, measure in plan.walk_active():
        named = dict.fromkeys(item.unit for item in measure.assignments)
        leading = dict.fromkeys(item.unit for item in measure.assignments if item.role == first)
        counts.update((lead, partner) for lead in leading for partner in named if partner != lead)
    order = plan.unit_numbers
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
