"""A measure where it stands in the plan, and the one way to name it."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Measure, Section, Task


@dataclass(frozen=True, slots=True)
class MeasurePlace:
    section: Section
    task: Task
    measure: Measure


def name_measure(task: Task, measure: Measure) -> str:
    """“序号20 · 编号 t20-2”: what is printed and what stays; a place among others would shift when one is put in before it."""
    return f"序号{task.no} · 编号 {measure.id}"
