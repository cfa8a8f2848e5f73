"""The plan as two flat tables: columns with their meanings, for the CSV, its description, Excel and the page about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from macros.model import Measure, Plan
from macros.views.amendments import build_amendments
from macros.views.duties import Duty
from macros.views.measures import MeasurePlace
from macros.words.wording import figure_words

Row = TypeVar("Row")
Value = str | int | bool | date | None


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`type` is Frictionless's (string, integer, boolean, date); `value` reads a row."""

    name: str
    title: str
    type: str
    value: Callable[[Row], Value]


@dataclass(frozen=True)
class Table(Generic[Row]):
    name: str
    title: str
    key: tuple[str, ...]  # columns that tell one row from all others
    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]

    def read(self) -> Iterable[list[Value]]:
        """Every row's values, in the order of columns."""
        return ([column.value(row) for column in self.columns] for row in self.rows)


def build_measures_table(plan: Plan) -> Table[MeasurePlace]:
    """One row a measure, in printed order, withdrawn ones too."""

    def printed(role: str) -> Callable[[MeasurePlace], Value]:
        return lambda row: "、".join(item.printed for item in row.measure.assignments_of(role))

    has_parts = any(section.part for section in plan.sections)
    columns: list[Column[MeasurePlace]] = [
        Column("id", "措施编号", "string", lambda row: row.measure.id),
        *([Column("part", "上一级标题", "string", lambda row: row.section.part)] if has_parts else []),
        Column("section", "部分", "string", lambda row: row.section.title),
        Column("task_no", plan.columns.no, "string", lambda row: row.task.no),
        Column("task", plan.columns.task, "string", lambda row: row.task.title),
        Column("position", "任务里的第几条", "integer", lambda row: row.measure.position),
        Column("text", plan.columns.measure, "string", lambda row: row.measure.text),
        Column("deadline", plan.columns.deadline, "string", lambda row: row.measure.deadline.text),
        Column("deadline_kind", "时限种类", "string", lambda row: row.measure.deadline.kind.value),
        Column("start", "开始日期（本站推算）", "date", lambda row: row.measure.deadline.start),
        Column("end", "截止日期（本站推算，含当日）", "date", lambda row: row.measure.deadline.end),
        *(Column(role.id, role.name, "string", printed(role.id)) for role in plan.roles),
        Column("targets", "量化目标", "string", lambda row: _targets(row.measure)),
        Column(
            "notes",
            "编者注",
            "string",
            lambda row: "\n".join([*map(str, build_amendments(row.measure)), *row.measure.notes]),
        ),
        Column("withdrawn_on", "撤销日期", "date", lambda row: _withdrawn_on(row.measure)),
        Column("source_rows", "在原表措施行中的行号", "string", lambda row: " ".join(map(str, row.measure.rows))),
    ]
    rows = tuple(MeasurePlace(*place) for place in plan.walk())
    return Table("measures", "措施：每条一行", ("id",), tuple(columns), rows)


def _withdrawn_on(measure: Measure) -> date | None:
    return measure.withdrawal.on if measure.withdrawal else None


def _targets(measure: Measure) -> str:
    return "\n".join(
        f"{target.name}：{target.comparison.value}{figure_words(target.value)}{target.unit}"
        for target in measure.targets
    )


def build_duties_table(plan: Plan, duties: tuple[Duty, ...]) -> Table[Duty]:
    """One row a measure, body and role, those that are not certain too, without withdrawn measures."""
    columns: tuple[Column[Duty], ...] = (
        Column("measure", "措施编号", "string", lambda duty: duty.measure.id),
        Column("task_no", plan.columns.no, "string", lambda duty: duty.task.no),
        Column("unit", "单位编号", "string", lambda duty: duty.unit.id),
        Column("unit_name", "单位", "string", lambda duty: duty.unit.name),
        Column("unit_kind", "单位种类", "string", lambda duty: duty.unit.kind.value),
        Column("role", "责任编号", "string", lambda duty: duty.role.id),
        Column("role_name", "责任", "string", lambda duty: duty.role.name),
        Column("via", "经由哪个统称", "string", lambda duty: duty.via.name if duty.via else None),
        Column("certain", "是否确定", "boolean", lambda duty: duty.certain),
        Column("deadline", plan.columns.deadline, "string", lambda duty: duty.measure.deadline.text),
        Column("deadline_kind", "时限种类", "string", lambda duty: duty.measure.deadline.kind.value),
        Column("start", "开始日期（本站推算）", "date", lambda duty: duty.measure.deadline.start),
        Column("end", "截止日期（本站推算，含当日）", "date", lambda duty: duty.measure.deadline.end),
    )
    return Table("duties", "责任：每条措施、每个单位、每种责任一行", ("measure", "unit", "role"), columns, duties)
