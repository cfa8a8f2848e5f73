"""The impact of a change before it is published: counts, who should be asked, which addresses differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.model import Plan
from macros.model.changes import ChangeKind, Changes, MeasureChange, Reach
from macros.views.deadlines import Event
from macros.views.duties import Duty

#: Changes of these concern the bodies of a measure; a note or a row number is the editors' own business.
_DETAILS_THAT_BIND = ("重复性工作", "量化目标")
_REGISTER_THAT_BINDS = {"编号", "名称", "类别"}


@dataclass(frozen=True)
class CountChange:
    name: str
    was: int
    now: int


@dataclass(frozen=True)
class SignOff:
    """Bodies that should be asked, all for the same reasons; `name` is the collective name that covers just these."""

    name: str
    units: tuple[str, ...]  # names
    reasons: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class Impact:
    """`counts` holds all of them, those that stayed the same too; `files` are addresses from the site's root."""

    changes: Changes
    counts: tuple[CountChange, ...]
    sign_offs: tuple[SignOff, ...]
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """The figures of one edition, by what is counted; a role by its id."""

    plan: Plan
    figures: dict[str, int]


def build_counts(plan: Plan, duties: Iterable[Duty], events: Iterable[Event], target_count: int) -> Counts:
    return Counts(plan, dict(_count(plan, list(duties), list(events), target_count)))


def build_impact(changes: Changes, old: Counts, new: Counts, files: Iterable[str]) -> Impact:
    """The reach of the changes from `old` to `new`; `files` are the addresses whose content differs."""
    return Impact(changes, tuple(_compare_counts(old, new)), tuple(_find_sign_offs(changes, new.plan)), tuple(files))


def _compare_counts(old: Counts, new: Counts) -> Iterator[CountChange]:
    names = {role.id: role.name for counts in (old, new) for role in counts.plan.roles}
    for key in old.figures | new.figures:
        name = f"{names[key]}的责任" if key in names else key
        yield CountChange(name, old.figures.get(key, 0), new.figures.get(key, 0))


def _count(plan: Plan, duties: list[Duty], events: list[Event], target_count: int) -> Iterator[tuple[str, int]]:
    yield "任务", len(plan.tasks)
    yield "措施（不含已撤销的）", plan.active_count
    yield "已撤销的措施", len(plan.measures) - plan.active_count
    yield "单位", len(plan.bodies)
    for role in plan.roles:
        yield role.id, sum(1 for duty in duties if duty.certain and duty.role == role)
    yield "日历里的事件", sum(not event.is_cancelled for event in events)
    yield "量化目标", target_count


#: (Body, whether certain) -> reason -> the measures, by their labels, that it is given for.
_Reasons = dict[tuple[str, bool], dict[str, list[str]]]


def _collect_reasons(changes: Changes, plan: Plan) -> _Reasons:
    reasons: _Reasons = {}
    for change in changes.measures:
        for reach in change.reach:
            if reason := _create_reason(change, reach, plan):
                for unit in reach.units:
                    reasons.setdefault((unit, reach.certain), {}).setdefault(reason, []).append(change.label)
    for unit_change in changes.units:
        named = {detail.name for detail in unit_change.details}
        is_gone = unit_change.kind is ChangeKind.REMOVED
        if is_gone or (unit_change.kind is ChangeKind.CHANGED and named & _REGISTER_THAT_BINDS):
            reasons.setdefault((unit_change.unit, True), {}).setdefault("登记的名称、编号或类别有变", [])
    return reasons


def _find_sign_offs(changes: Changes, plan: Plan) -> Iterator[SignOff]:
    """Bodies that should be asked, in the register's order; the members of a collective name in one where their reasons agree."""
    reasons = _collect_reasons(changes, plan)
    names = {unit.id: unit.name for unit in plan.units.values()} | {
        change.unit: change.name for change in changes.units
    }
    for certain in (True, False):
        found = {
            unit: tuple("：".join(filter(None, ("、".join(labels), reason))) for reason, labels in given.items())
            for unit in names
            if (given := reasons.get((unit, certain)))
        }
        for group in sorted(plan.groups, key=lambda group: -len(group.members)):
            shared = {found.get(member) for member in group.members}
            if len(group.members) > 1 and len(shared) == 1 and None not in shared:
                members = tuple(names[member] for member in group.members)
                yield SignOff(group.name, members, found[group.members[0]], certain)
                found = {unit: told for unit, told in found.items() if unit not in group.members}
        for unit, told in found.items():
            yield SignOff(names[unit], (names[unit],), told, certain)


def _create_reason(change: MeasureChange, reach: Reach, plan: Plan) -> str | None:
    """“新任主责单位、时限推迟”: what a change is to bodies; None where it asks nothing of them."""
    names = {role.id: role.name for role in plan.roles}
    parts = [f"新任{names.get(role, role)}" for role in reach.gained] + [
        f"不再任{names.get(role, role)}" for role in reach.lost
    ]
    if change.kind is not ChangeKind.CHANGED:
        return "、".join([f"{change.kind.value}措施", *parts])
    is_reworded = change.text and re.sub(r"\s", "", change.text.was) != re.sub(r"\s", "", change.text.now)
    parts += ["改文字"] if is_reworded else []
    parts += [f"时限{change.deadline.direction.value}"] if change.deadline else []
    # who joins or leaves concerns those who lead; a name that is only written otherwise concerns no body
    leads = bool(plan.roles) and plan.roles[0].id in reach.now
    is_other = any(other.gained or other.lost for other in change.reach) or any(
        sorted(cell.was) == sorted(cell.now) for cell in change.cells
    )
    parts += ["责任单位有变"] if leads and is_other and not (reach.gained or reach.lost) else []
    parts += [f"{detail.name}有变" for detail in change.details if detail.name in _DETAILS_THAT_BIND]
    return "、".join(parts) or None
