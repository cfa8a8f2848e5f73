"""The quantified targets as rows, with a bar where figures can be compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from macros.model import Measure, Plan, Target, Task, Unit
from macros.wording import figure_words


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


def _bound(plan: Plan, target: Target) -> str:
    first, count = plan.units[target.units[0]].name, len(target.units)
    return first if count == 1 else f"{first}等{count}个单位"
