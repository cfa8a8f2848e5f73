"""The duties of one body: the rows of its page, its counts and its partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from macros.model import Assignment, Comparison, DeadlineKind, Measure, Plan, Role, Task, Unit
from macros.views.duties import Duty, Mention
from macros.views.targets import TargetRow


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One measure that reaches a body, with the one or more duties through which it does; all of one certainty."""

    task: Task
    measure: Measure
    duties: tuple[Duty, ...]
    companions: tuple[tuple[Role, tuple[Assignment, ...]], ...]  # the other names in each role's column

    @property
    def via(self) -> Unit | None:
        """The collective name that the measure comes through; None if the body is named in any of the roles."""
        return None if any(duty.via is None for duty in self.duties) else self.duties[0].via


@dataclass(frozen=True, slots=True)
class RoleCount:
    role: Role
    count: int


@dataclass(frozen=True, slots=True)
class Partner:
    """A body or collective name in the same measures; `lead_count` of them have it in the plan's first role.

    `share` is that of the body's own measures, 0 to 1.
    """

    unit: Unit
    shared_count: int
    lead_count: int
    share: float


@dataclass(frozen=True, slots=True)
class UnitView:
    """Certain duties by kind of deadline, each measure once; what is not certain and what is only named, apart."""

    unit: Unit
    counts: tuple[RoleCount, ...]  # duties, not measures: a body may hold two roles in one measure
    rows: tuple[UnitRow, ...]  # all certain ones, in printed order
    dated: tuple[UnitRow, ...]  # by date
    ongoing: tuple[UnitRow, ...]
    as_scheduled: tuple[UnitRow, ...]
    possible: tuple[UnitRow, ...]
    mentions: tuple[Mention, ...]
    partners: tuple[Partner, ...]
    own_targets: tuple[TargetRow, ...]
    shared_targets: tuple[TargetRow, ...]

    @property
    def own_limits(self) -> tuple[TargetRow, ...]:
        """Its own figures that say enough in one line: limits, no ranks and no reductions."""
        limits = (Comparison.AT_MOST, Comparison.AT_LEAST)
        return tuple(row for row in self.own_targets if row.target.comparison in limits)

    @property
    def through(self) -> tuple[Unit, ...]:
        """The collective names that certain duties come through, each once."""
        return tuple({row.via.id: row.via for row in self.rows if row.via}.values())

    @property
    def undecided(self) -> tuple[Unit, ...]:
        """The collective names of possible duties of which nobody has said yet whom they cover, each once."""
        return tuple({row.via.id: row.via for row in self.possible if row.via and row.via.is_undecided}.values())

    @property
    def total(self) -> int:
        return sum(count.count for count in self.counts)


def describe_companions(row: UnitRow) -> list[str]:
    """With whom a body does a measure, a line for each role: “牵头单位：区住建委、区城管委”."""
    return [f"{role.name}：{'、'.join(item.printed for item in others)}" for role, others in row.companions]


def sort_date(measure: Measure) -> date:
    """The place of a dated measure in a list by date: its end, else its start."""
    deadline = measure.deadline
    return deadline.end or deadline.start or date.max


def build_unit(
    plan: Plan, unit: Unit, duties: Iterable[Duty], mentions: Iterable[Mention], targets: Iterable[TargetRow]
) -> UnitView:
    """The view of one body from that body's duties and mentions and the plan's targets."""
    duties = tuple(duties)
    rows = _rows(plan, (duty for duty in duties if duty.certain))
    held = {row.measure.id for row in rows}
    return UnitView(
        unit=unit,
        counts=tuple(
            RoleCount(role, sum(1 for duty in duties if duty.certain and duty.role == role)) for role in plan.roles
        ),
        rows=rows,
        dated=tuple(sorted((row for row in rows if row.measure.deadline.is_dated), key=lambda r: sort_date(r.measure))),
        ongoing=_of_kind(rows, DeadlineKind.ONGOING),
        as_scheduled=_of_kind(rows, DeadlineKind.AS_SCHEDULED),
        possible=_rows(plan, (duty for duty in duties if not duty.certain and duty.measure.id not in held)),
        mentions=tuple(mentions),
        partners=_partners(plan, unit, rows),
        own_targets=tuple(row for row in targets if unit.id in row.target.named_units),
        shared_targets=tuple(row for row in targets if _is_shared(row, unit, held)),
    )


def _rows(plan: Plan, duties: Iterable[Duty]) -> tuple[UnitRow, ...]:
    by_measure: dict[str, list[Duty]] = {}
    for duty in duties:
        by_measure.setdefault(duty.measure.id, []).append(duty)
    return tuple(
        UnitRow(found[0].task, found[0].measure, tuple(found), tuple(_list_companions(plan, found[0])))
        for found in by_measure.values()
    )


def _list_companions(plan: Plan, duty: Duty) -> Iterator[tuple[Role, tuple[Assignment, ...]]]:
    """The other names of each role in printed order; no role without any."""
    for role in plan.roles:
        others = tuple(item for item in duty.measure.assignments_of(role.id) if item.unit != duty.unit.id)
        if others:
            yield role, others


def _of_kind(rows: tuple[UnitRow, ...], kind: DeadlineKind) -> tuple[UnitRow, ...]:
    return tuple(row for row in rows if row.measure.deadline.kind is kind)


def _is_shared(row: TargetRow, unit: Unit, held: set[str]) -> bool:
    """Bound through a collective name, or the figure of the whole place in a measure that is this body's too."""
    if unit.id in row.target.named_units:
        return False
    return unit.id in row.target.units or (row.target.scope is not None and row.measure.id in held)


def _partners(plan: Plan, unit: Unit, rows: tuple[UnitRow, ...]) -> tuple[Partner, ...]:
    first = plan.roles[0].id if plan.roles else None
    shared: dict[str, int] = {}
    leads: dict[str, int] = {}
    for row in rows:
        roles: dict[str, set[str]] = {}
        for assignment in row.measure.assignments:
            roles.setdefault(assignment.unit, set()).add(assignment.role)
        for partner, held in roles.items():
            if partner != unit.id and unit.id not in plan.units[partner].members:
                shared[partner] = shared.get(partner, 0) + 1
                leads[partner] = leads.get(partner, 0) + (first in held)
    ranked = sorted(shared, key=lambda partner: (-shared[partner], plan.unit_numbers[partner]))
    return tuple(
        Partner(plan.units[partner], shared[partner], leads[partner], shared[partner] / len(rows)) for partner in ranked
    )
