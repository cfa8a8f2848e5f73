"""The quantified targets as rows, with a bar where figures can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Comparison, Measure, Plan, Target, Task, Unit


@dataclass(frozen=True)
class TargetRow:
    """`share` is the length of the bar, 0 to 1; None where a bar would say nothing."""

    task: Task
    measure: Measure
    target: Target
    units: tuple[Unit, ...]
    figure: str
    share: float | None


def create_figure(value: int | float) -> str:
    """The number as people write it: `2万`, `5.0`, `80`."""
    return f"{value / 10000:g}万" if value >= 10000 else str(value)


def build_targets(plan: Plan) -> tuple[TargetRow, ...]:
    """Every target in printed order.

    Percentages are drawn against 100; figures of one unit of measurement against the largest of them, if they differ.
    """
    found = [(task, measure, target) for _, task, measure in plan.walk() for target in measure.targets]
    values: dict[str, set[float]] = {}
    for _, _, target in found:
        values.setdefault(target.unit, set()).add(target.value)
    return tuple(
        TargetRow(
            task,
            measure,
            target,
            tuple(plan.units[unit] for unit in target.units),
            create_figure(target.value),
            _share(target, values[target.unit]),
        )
        for task, measure, target in found
    )


def _share(target: Target, values: set[float]) -> float | None:
    if target.comparison in (Comparison.NOT_IN_LAST, Comparison.FEWER_IN_LAST):
        return None  # a rank is no amount
    if target.unit == "%":
        return min(max(target.value / 100, 0.0), 1.0)
    largest = max(values)
    return target.value / largest if len(values) > 1 and largest > 0 and min(values) >= 0 else None
