"""Duties of bodies, and bodies that only a text names: the one derivation that every page and export reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model import Assignment, Measure, Plan, Role, Task, Unit


@dataclass(frozen=True, slots=True)
class Duty:
    """One body in one role of one measure. `via` is the collective name that it comes through, None if it is named.

    Not certain: the document does not say that the collective name covers this body (相关镇街).
    """

    unit: Unit
    role: Role
    via: Unit | None
    certain: bool
    capacity: str | None  # what stands in brackets after the printed name
    task: Task
    measure: Measure


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a measure's text that holds no certain duty in it; `words` is what names it."""

    unit: Unit
    words: str
    task: Task
    measure: Measure


def build_duties(plan: Plan) -> tuple[Duty, ...]:
    """Every duty, in the order of measures, roles and printed names; one per body and role of a measure.

    A body that is named one by one and also through a collective name counts as named. Withdrawn measures are among
    them: a body that held a duty must see that it has ended.
    """
    return tuple(duty for _, task, measure in plan.walk() for duty in _duties_of(plan, task, measure))


def _duties_of(plan: Plan, task: Task, measure: Measure) -> Iterator[Duty]:
    for role in plan.roles:
        duties: dict[str, Duty] = {}
        for assignment in measure.assignments:
            if assignment.role == role.id:
                for unit, via, certain in _reached(plan, assignment):
                    known = duties.get(unit.id)
                    duty = Duty(unit, role, via, certain, assignment.capacity, task, measure)
                    if known is None or _strength(duty) > _strength(known):
                        duties[unit.id] = duty
        yield from duties.values()


def _reached(plan: Plan, assignment: Assignment) -> Iterator[tuple[Unit, Unit | None, bool]]:
    unit = plan.units[assignment.unit]
    if not unit.is_group:
        yield unit, None, True
    for member in unit.members:
        yield plan.units[member], unit, True
    for member in unit.possible_members:
        yield plan.units[member], unit, False


def _strength(duty: Duty) -> int:
    return 2 if duty.via is None else int(duty.certain)


def build_mentions(plan: Plan, duties: tuple[Duty, ...]) -> tuple[Mention, ...]:
    """Every mention, in the order of measures; collective names in a text are no mention."""
    held = {(duty.measure.id, duty.unit.id) for duty in duties if duty.certain}
    return tuple(
        Mention(plan.units[name.unit], name.words, task, measure)
        for _, task, measure in plan.walk_active()
        for name in measure.names_in_text
        if not plan.units[name.unit].is_group and (measure.id, name.unit) not in held
    )
