"""Two editions of a plan compared: everything that differs, measure by measure. It knows neither git nor files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from macros.model import Deadline, Measure, Plan, Target, Task, Unit
from macros.model.changes import (
    CellChange,
    ChangeKind,
    Changes,
    DeadlineChange,
    Detail,
    Direction,
    MeasureChange,
    Reach,
    UnitChange,
    Wording,
)
from macros.views.duties import Duty
from macros.views.facts import compare_facts
from macros.views.measures import name_measure
from macros.words.wording import create_reading, figure_words

#: (Body, whether certain) -> the roles that it has in a measure.
_Roles = dict[tuple[str, bool], tuple[str, ...]]
#: Those of a measure in the old (0) or new (1) edition.
_RolesOf = Callable[[int, Measure | None], _Roles]


@dataclass(frozen=True)
class Edition:
    """A plan with the duties of each measure, by the measure's id."""

    plan: Plan
    duties: Mapping[str, tuple[Duty, ...]]


def build_changes_between(old: Edition, new: Edition) -> Changes:
    """The differences that the step from `old` to `new` makes on the site; may be empty."""
    return Changes(
        tuple(_compare_measures(old, new)),
        tuple(_compare_units(old.plan, new.plan)),
        tuple(compare_facts(old.plan, new.plan)),
    )


def _compare_measures(old: Edition, new: Edition) -> Iterator[MeasureChange]:
    before = {measure.id: (task, measure) for _, task, measure in old.plan.walk()}
    after = {measure.id for measure in new.plan.measures}
    current = map_ids(old.plan, new.plan)

    def find_roles(edition: int, measure: Measure | None) -> _Roles:
        return _find_roles((old, new)[edition], measure, current) if measure else {}

    for _, task, measure in new.plan.walk():
        change = _compare_measure(find_roles, (old.plan, new.plan), (task, measure), before.get(measure.id))
        if change:
            yield change
    for measure_id, (task, measure) in before.items():
        if measure_id not in after:
            label = name_measure(task, measure)
            reach = _create_reach(find_roles(0, measure), {})
            text = Wording(measure.text, "")
            yield MeasureChange(ChangeKind.REMOVED, measure_id, label, task.title, text=text, reach=reach)


def map_ids(old: Plan, new: Plan) -> dict[str, str]:
    """The id of each body of the old edition -> the one it has now: its own, or that which names it as a former one.

    Where both bodies were there before, the one was merged into the other, and is not the same.
    """
    former = {known: unit.id for unit in new.units.values() for known in unit.former_ids if unit.id not in old.units}
    return {unit: unit if unit in new.units else former.get(unit, unit) for unit in old.units}


def _compare_measure(
    roles: _RolesOf, plans: tuple[Plan, Plan], place: tuple[Task, Measure], earlier: tuple[Task, Measure] | None
) -> MeasureChange | None:
    """None where the measure and whom it concerns stayed the same; each measure comes with its task."""
    task, now = place
    was = earlier[1] if earlier else None
    before, after = roles(0, was), roles(1, now)
    change = MeasureChange(
        kind=_find_kind(was, now),
        measure=now.id,
        label=name_measure(task, now),
        task=task.title,
        why=_find_reason(was, now),
        text=Wording(was.text if was else "", now.text) if was is None or was.text != now.text else None,
        deadline=_compare_deadlines(was.deadline if was else None, now.deadline),
        cells=tuple(_compare_cells(plans, was, now)),
        details=tuple(_compare_details(plans, earlier, place)) if earlier else (),
    )
    if change.kind is not ChangeKind.CHANGED or change.text or change.deadline or change.cells or change.details:
        return replace(change, reach=_create_reach(before, after))
    # nothing was changed at the measure itself: a collective name in it covers other bodies now
    moved = {key for key in before | after if set(before.get(key, ())) != set(after.get(key, ()))}
    if not moved:
        return None
    return replace(change, reach=_create_reach(_pick(before, moved), _pick(after, moved)))


def _find_kind(was: Measure | None, now: Measure) -> ChangeKind:
    if was is None:
        return ChangeKind.ADDED
    if now.withdrawal and not was.withdrawal:
        return ChangeKind.WITHDRAWN
    return ChangeKind.RESTORED if was.withdrawal and not now.withdrawal else ChangeKind.CHANGED


def _find_reason(was: Measure | None, now: Measure) -> str | None:
    """Why, as the editor wrote it at the measure for this step."""
    if now.withdrawal and not (was and was.withdrawal):
        return now.withdrawal.why
    return now.moves[-1].why if was and len(now.moves) > len(was.moves) else None


def _find_roles(edition: Edition, measure: Measure, current: dict[str, str]) -> _Roles:
    """(Body, whether certain) -> the roles it has in a measure; bodies by the ids that they have now."""
    roles: _Roles = {}
    for duty in edition.duties[measure.id]:
        key = current.get(duty.unit.id, duty.unit.id), duty.certain
        roles[key] = (*roles.get(key, ()), duty.role.id)
    return roles


def _pick(roles: _Roles, keys: set[tuple[str, bool]]) -> _Roles:
    return {key: held for key, held in roles.items() if key in keys}


def _create_reach(was: _Roles, now: _Roles) -> tuple[Reach, ...]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[str]] = {}
    for unit, certain in was | now:
        if not certain and (unit, True) in was | now:
            continue  # that it may have been meant is of no matter where it certainly is or was
        key = was.get((unit, certain), ()), now.get((unit, certain), ()), certain
        groups.setdefault(key, []).append(unit)
    return tuple(Reach(tuple(units), *key) for key, units in groups.items())


def _compare_deadlines(was: Deadline | None, now: Deadline) -> DeadlineChange | None:
    if was is None:
        return DeadlineChange("", _read(now), Direction.OTHER)
    if (was.text, was.start, was.end, was.kind) == (now.text, now.start, now.end, now.kind):
        return None
    direction = Direction.OTHER
    if was.end and now.end and was.end != now.end:
        direction = Direction.EARLIER if now.end < was.end else Direction.LATER
    return DeadlineChange(_read(was), _read(now), direction)


def _read(deadline: Deadline) -> str:
    reading = create_reading(deadline).removesuffix("（含当日）")
    return f"{deadline.text}（{reading}）" if deadline.start or deadline.end else deadline.text


def _compare_cells(plans: tuple[Plan, Plan], was: Measure | None, now: Measure) -> Iterator[CellChange]:
    """By role; those that only one of the editions has too."""
    roles = {role.id: role.name for plan in plans for role in plan.roles}
    for role, name in roles.items():
        before = tuple(item.printed for item in was.assignments_of(role)) if was else ()
        after = tuple(item.printed for item in now.assignments_of(role))
        if before != after:
            yield CellChange(name, before, after)


def _compare_details(
    plans: tuple[Plan, Plan], earlier: tuple[Task, Measure], place: tuple[Task, Measure]
) -> Iterator[Detail]:
    (old, new), (task_was, was), (task_now, now) = plans, earlier, place
    names_now = {unit_id: unit.name for unit_id, unit in new.units.items()}
    current = map_ids(old, new)  # a body that was only renamed is the same one
    names_was = {unit.id: names_now.get(current[unit.id], unit.name) for unit in old.units.values()}
    for name, before, after in (
        ("所在的任务", _name_task(task_was, task_now), _name_task(task_now, task_now)),
        (
            "时限改动的记录",
            _list_moves(was),
            _list_moves(now) if len(now.moves) == len(was.moves) else _list_moves(was),
        ),
        ("重复性工作", _list_recurrences(was), _list_recurrences(now)),
        ("量化目标", _list_targets(was, names_was), _list_targets(now, names_now)),
        ("文中提到", _list_names(was, names_was), _list_names(now, names_now)),
        ("编者注", was.notes, now.notes),
    ):
        if before != after:
            yield Detail(name, before, after)


def _name_task(task: Task, task_now: Task) -> tuple[str, ...]:
    """The same words for the same task, whatever became of its number and title."""
    named = task_now if task.id == task_now.id else task
    return (f"任务{named.no} {named.title}",)


def _list_moves(measure: Measure) -> tuple[str, ...]:
    moves = tuple(f"{move.on}：{move.was.text}，{move.why}" for move in measure.moves)
    return (*moves, f"{measure.withdrawal.on}撤销：{measure.withdrawal.why}") if measure.withdrawal else moves


def _list_recurrences(measure: Measure) -> tuple[str, ...]:
    return tuple(f"{item.every.value}“{item.words}”" for item in measure.recurrences)


def _list_targets(measure: Measure, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(_describe_target(target, names) for target in measure.targets)


def _describe_target(target: Target, names: dict[str, str]) -> str:
    units = "、".join(names[unit] for unit in target.units)
    scope = f"（{target.scope}）" if target.scope else ""
    place = "，放在首页" if target.headline else ""
    figure = f"{target.comparison.value}{figure_words(target.value)}{target.unit}"
    return f"{target.name}{scope}{figure}：{units}（“{target.words}”{place}）"


def _list_names(measure: Measure, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{names[name.unit]}“{name.words}”" for name in measure.names_in_text)


def _compare_units(old: Plan, new: Plan) -> Iterator[UnitChange]:
    current = map_ids(old, new)
    before = {current[unit.id]: unit for unit in old.units.values()}
    for unit in new.units.values():
        was = before.get(unit.id)
        if was is None:
            yield UnitChange(ChangeKind.ADDED, unit.id, unit.name)
        elif details := tuple(_compare_unit(old, new, was, unit)):
            yield UnitChange(ChangeKind.CHANGED, unit.id, unit.name, details)
    for unit_id, unit in before.items():
        if unit_id not in new.units:
            heirs = tuple(heir.name for heir in new.units.values() if unit.id in heir.former_ids)
            details = (Detail("并入", (), heirs),) if heirs else ()
            yield UnitChange(ChangeKind.REMOVED, unit_id, unit.name, details)


def _list_renames(unit: Unit) -> tuple[str, ...]:
    return tuple(f"{item.was}（{item.on}起改名：{item.why}）" for item in unit.renamed)


def _compare_unit(old: Plan, new: Plan, was: Unit, now: Unit) -> Iterator[Detail]:
    for name, before, after in (
        ("编号", (was.id,), (now.id,)),
        ("名称", (was.name,), (now.name,)),
        ("类别", (was.kind.value,), (now.kind.value,)),
        ("所属单位", _name_parent(was, old), _name_parent(now, new)),
        ("别名和异写", was.aliases + was.variants, now.aliases + now.variants),
        ("以前的名称", _list_renames(was), _list_renames(now)),
        ("括号里的身份", was.capacities, now.capacities),
        ("成员", _list_names_of(was.members, old), _list_names_of(now.members, new)),
        ("可能的成员", _list_names_of(was.possible_members, old), _list_names_of(now.possible_members, new)),
        ("编者注", was.notes, now.notes),
    ):
        if before != after:
            yield Detail(name, before, after)


def _name_parent(unit: Unit, plan: Plan) -> tuple[str, ...]:
    return (plan.units[unit.part_of].name,) if unit.part_of else ()


def _list_names_of(units: Iterable[str], plan: Plan) -> tuple[str, ...]:
    return tuple(plan.units[unit].name for unit in units)
