"""The quantified targets as rows, with a bar where figures can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.model import Comparison, Measure, Plan, Target, Task, Unit
from macros.views.duties import Duty
from macros.words.wording import figure_words


@dataclass(frozen=True)
class TargetRow:
    """`share` is the length of the bar, 0 to 1; None where a bar would say nothing.

    `title` is the name, with the bodies where several targets of the plan have the same name.
    """

    task: Task
    measure: Measure
    target: Target
    title: str
    units: tuple[Unit, ...]
    figure: str
    share: float | None


def build_targets(plan: Plan) -> tuple[TargetRow, ...]:
    """Every target in printed order. Percentages alone have a bar: a full bar for a limit would look like “done”."""
    names = Counter(target.name for _, _, measure in plan.walk_active() for target in measure.targets)
    return tuple(
        TargetRow(
            task,
            measure,
            target,
            target.name if names[target.name] == 1 else f"{target.name}（{_bound(plan, target)}）",
            tuple(plan.units[unit] for unit in target.units),
            figure_words(target.value),
            min(max(target.value / 100, 0.0), 1.0) if target.unit == "%" else None,
        )
        for _, task, measure in plan.walk_active()
        for target in measure.targets
    )


#: Figures that a length can stand for; a rank is none.
_AMOUNTS = frozenset({Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.EQUAL, Comparison.ABOUT})


@dataclass(frozen=True)
class Scale:
    """Targets that one measure of length holds for; `largest` is a whole bar."""

    title: str
    rows: tuple[TargetRow, ...]
    largest: float

    def share_of(self, row: TargetRow) -> float:
        return min(max(row.target.value / self.largest, 0.0), 1.0) if self.largest > 0 else 0.0


def build_scales(rows: Iterable[TargetRow]) -> tuple[Scale, ...]:
    """Percentages together, then each figure that the plan sets for several bodies; what stands alone has no scale."""
    percentages: list[TargetRow] = []
    named: dict[tuple[str, str], list[TargetRow]] = {}
    for row in rows:
        if row.target.comparison in _AMOUNTS:
            target = row.target
            (percentages if target.unit == "%" else named.setdefault((target.name, target.unit), [])).append(row)
    scales = [Scale("百分比", tuple(percentages), 100)] if percentages else []
    scales += [
        Scale(f"{name}（{unit}）", tuple(found), max(row.target.value for row in found))
        for (name, unit), found in named.items()
        if len(found) > 1
    ]
    return tuple(scales)


def _bound(plan: Plan, target: Target) -> str:
    first, count = plan.units[target.units[0]].name, len(target.units)
    return first if count == 1 else f"{first}等{count}个单位"


def build_targets_near(
    plan: Plan, targets: Iterable[TargetRow], duties: Mapping[str, Iterable[Duty]]
) -> dict[str, list[TargetRow]]:
    """Those that bind a body, and all in its measures, by its id; in printed order. `duties` by measure id."""
    found: dict[str, list[TargetRow]] = {unit.id: [] for unit in plan.bodies}
    for row in targets:
        holders = (duty.unit.id for duty in duties[row.measure.id])
        for unit in {*row.target.units, *holders} & found.keys():
            found[unit].append(row)
    return found
