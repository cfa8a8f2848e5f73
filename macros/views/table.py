"""The table as printed: one row a measure, with the spans of merged cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Assignment, Measure, Plan, Section, Task


@dataclass(frozen=True, slots=True)
class TableRow:
    """`task_span` is the height of the task's cell where it begins, else 0; `units_span` the same for unit cells."""

    task: Task
    measure: Measure
    task_span: int
    units_span: int
    cells: tuple[tuple[Assignment, ...], ...]  # one per role, in the plan's order
    months: tuple[str, ...]  # `2023-06`: those in which it falls due, begins or is open


@dataclass(frozen=True, slots=True)
class TableSection:
    """`part` is the heading above the section's own, where it begins; None on the sections that follow under it."""

    section: Section
    part: str | None
    rows: tuple[TableRow, ...]


def build_table(plan: Plan) -> tuple[TableSection, ...]:
    parts = [None, *(section.part for section in plan.sections)]
    return tuple(
        TableSection(
            section,
            section.part if section.part != before else None,
            tuple(row for task in section.tasks for row in _rows(plan, task)),
        )
        for before, section in zip(parts, plan.sections, strict=False)
    )


def _rows(plan: Plan, task: Task) -> list[TableRow]:
    rows = []
    for index, measure in enumerate(task.measures):
        units_span = 0 if measure.units_as else 1
        while units_span and index + units_span < len(task.measures) and task.measures[index + units_span].units_as:
            units_span += 1
        cells = tuple(tuple(measure.assignments_of(role.id)) for role in plan.roles)
        rows.append(
            TableRow(task, measure, len(task.measures) if index == 0 else 0, units_span, cells, _list_months(measure))
        )
    return rows


def _list_months(measure: Measure) -> tuple[str, ...]:
    """The months that a deadline's dates touch; () where it has none."""
    start, end = measure.deadline.start or measure.deadline.end, measure.deadline.end or measure.deadline.start
    if start is None or end is None:
        return ()
    numbers = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in numbers)


def list_months(table: Iterable[TableSection]) -> tuple[str, ...]:
    """Every month that a row of the table names, in order."""
    return tuple(sorted({month for group in table for row in group.rows for month in row.months}))
