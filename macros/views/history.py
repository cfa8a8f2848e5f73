"""The recorded revisions as visitors see them: newest first, each change with its redline and with whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.model import Measure, Plan, Task, Unit
from macros.model.changes import Changes, Detail, MeasureChange, Reach, Revision, UnitChange
from macros.views.redline import Segment, build_redline


@dataclass(frozen=True)
class DetailRow:
    """One thing that changed: a redline where one line became another, else what went and what came; where neither is
    there, the same lines stand in another order, `was` and `now`.
    """

    name: str
    redline: tuple[Segment, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class BodyRow:
    """Bodies whose part in a measure began or ended; `words` are the names of the roles."""

    verb: str
    units: tuple[Unit, ...]
    words: str
    certain: bool


@dataclass(frozen=True)
class MeasureRow:
    """`measure` is None where it is no longer in the plan."""

    change: MeasureChange
    task: Task | None
    measure: Measure | None
    redline: tuple[Segment, ...]
    details: tuple[DetailRow, ...]
    bodies: tuple[BodyRow, ...]


@dataclass(frozen=True)
class UnitRow:
    change: UnitChange
    details: tuple[DetailRow, ...]


@dataclass(frozen=True)
class ReachRow:
    """Measures that say what they said, but reach these bodies now, or no longer, through a collective name."""

    body: BodyRow
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class RevisionRow:
    """`anchor` is permanent."""

    anchor: str
    revision: Revision
    measures: tuple[MeasureRow, ...]
    reached: tuple[ReachRow, ...]
    units: tuple[UnitRow, ...]
    others: tuple[DetailRow, ...]


def build_history(plan: Plan) -> tuple[RevisionRow, ...]:
    """Every revision, newest first; empty where nothing was recorded."""
    return tuple(_build_revision(plan, number, revision.changes) for number, revision in _newest_first(plan))


def build_history_of(plan: Plan, unit: Unit) -> tuple[RevisionRow, ...]:
    """The part of the history that concerns one body; revisions that do not are left out."""
    ids = {unit.id, *unit.former_ids}
    rows = []
    for number, revision in _newest_first(plan):
        changes = Changes(
            tuple(change for change in revision.changes.measures if any(map(change.find_reach, ids))),
            tuple(change for change in revision.changes.units if change.unit in ids),
        )
        if not changes.is_empty:
            rows.append(_build_revision(plan, number, changes))
    return tuple(rows)


def _newest_first(plan: Plan) -> Iterator[tuple[int, Revision]]:
    return reversed(list(enumerate(plan.revisions, 1)))


def _build_revision(plan: Plan, number: int, changes: Changes) -> RevisionRow:
    places = {measure.id: (task, measure) for _, task, measure in plan.walk()}
    current = {known: unit for unit in plan.units.values() for known in (unit.id, *unit.former_ids)}
    measures = [_build_measure(change, places, current, plan) for change in changes.measures]
    reached: dict[BodyRow, list[MeasureRow]] = {}
    for row in measures:
        for body in row.bodies if row.change.is_through_names else ():
            reached.setdefault(body, []).append(row)
    return RevisionRow(
        anchor=f"revision-{number}",
        revision=plan.revisions[number - 1],
        measures=tuple(row for row in measures if not row.change.is_through_names),
        reached=tuple(ReachRow(body, tuple(rows)) for body, rows in reached.items()),
        units=tuple(UnitRow(change, _build_details(change.details)) for change in changes.units),
        others=_build_details(changes.others),
    )


def _build_measure(
    change: MeasureChange, places: dict[str, tuple[Task, Measure]], current: dict[str, Unit], plan: Plan
) -> MeasureRow:
    task, measure = places.get(change.measure, (None, None))
    redline = build_redline(change.text.was, change.text.now) if change.text else ()
    bodies = tuple(row for reach in change.reach for row in _build_bodies(reach, current, plan))
    return MeasureRow(change, task, measure, redline, _build_details(change.details), bodies)


def _build_bodies(reach: Reach, current: dict[str, Unit], plan: Plan) -> list[BodyRow]:
    names = {role.id: role.name for role in plan.roles}
    units = tuple(dict.fromkeys(current[unit] for unit in reach.units))
    return [
        BodyRow(verb, units, "、".join(names.get(role, role) for role in roles), reach.certain)
        for verb, roles in (("新增责任", reach.gained), ("不再负责", reach.lost))
        if roles
    ]


def _build_details(details: Iterable[Detail]) -> tuple[DetailRow, ...]:
    rows = []
    for detail in details:
        gone, new = detail.gone, detail.new
        if len(gone) == len(new) == 1:
            rows.append(DetailRow(detail.name, build_redline(gone[0], new[0]), (), ()))
        elif gone or new:
            rows.append(DetailRow(detail.name, (), gone, new))
        else:  # the same in another order
            was, now = ("、".join(lines) for lines in (detail.was, detail.now))
            rows.append(DetailRow(f"{detail.name}的先后", (), (), (), was, now))
    return tuple(rows)
