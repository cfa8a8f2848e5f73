"""The table as printed: one row a measure, with the spans of merged cells."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Assignment, Measure, Plan, Section, Task


@dataclass(frozen=True)
class TableRow:
    """`task_span` is the height of the task's cell where it begins, else 0; `units_span` the same for unit cells."""

    task: Task
    measure: Measure
    task_span: int
    units_span: int
    cells: tuple[tuple[Assignment, ...], ...]  # one per role, in the plan's order


@dataclass(frozen=True)
class TableSection:
    section: Section
    rows: tuple[TableRow, ...]


def build_table(plan: Plan) -> tuple[TableSection, ...]:
    return tuple(
        TableSection(section, tuple(row for task in section.tasks for row in _rows(plan, task)))
        for section in plan.sections
    )


def _rows(plan: Plan, task: Task) -> list[TableRow]:
    rows = []
    for index, measure in enumerate(task.measures):
        units_span = 0 if measure.units_as else 1
        while units_span and index + units_span < len(task.measures) and task.measures[index + units_span].units_as:
            units_span += 1
        cells = tuple(tuple(measure.assignments_of(role.id)) for role in plan.roles)
        rows.append(TableRow(task, measure, len(task.measures) if index == 0 else 0, units_span, cells))
    return rows
