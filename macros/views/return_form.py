"""The form in a body's Excel sheet: what is printed in it, and where what the body writes belongs. Who writes the form
(exports/xlsx) and who reads it back (imports/returns) take it from here.
"""

from __future__ import annotations

from macros.model import Measure, Plan, Unit
from macros.views.amendments import build_amendments
from macros.views.units import UnitView, describe_companions

SHEET = "任务分工表"
#: Rows from 1: what stands above, the head, and where the measures begin.
TITLE_ROW, HEAD_ROW, FIRST_ROW = 1, 3, 4
#: The column behind those that are filled in: with whom. Forms that were downloaded before December 2026 lack it.
COMPANIONS = "同做单位"
#: What a body fills in, in the order of the columns after those that are given.
STATE, WORDS, ISSUES, NEXT_STEPS, REPORTER, ON = FORM = ("进展", "进展情况", "存在问题", "下一步措施", "填报人", "日期")


def create_title(unit: Unit) -> str:
    return f"{unit.name}{SHEET}"


def list_given_heads(plan: Plan) -> list[str]:
    columns = plan.columns
    return ["措施编号", columns.no, columns.task, columns.measure, columns.deadline, "责任"]


def build_given_rows(view: UnitView) -> list[list[str]]:
    """A row for each certain duty's measure, one cell for each given head; the first is the measure's id."""
    return [
        [
            row.measure.id,
            row.task.no,
            row.task.title,
            create_words(row.measure),
            row.measure.deadline.text,
            "\n".join(duty.role.name for duty in row.duties),
        ]
        for row in view.rows
    ]


def build_companions(view: UnitView) -> dict[str, str]:
    """With whom the body does each measure, by its id."""
    return {row.measure.id: "\n".join(describe_companions(row)) for row in view.rows}


def create_words(measure: Measure) -> str:
    """The text, and under it what became of the measure since it was published."""
    return "\n".join([measure.text, *(f"［{change}］" for change in build_amendments(measure))])
