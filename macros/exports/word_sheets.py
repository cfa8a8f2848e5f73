"""The plan and a body's duty sheet as Word documents: what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.exports.word import BODY_FONT, HEADING_FONT, TITLE_FONT, Cell, Line, Sheet, write_word
from macros.model import Measure, Plan, Unit
from macros.views.amendments import build_amendments
from macros.views.plan_views import PlanViews
from macros.views.return_form import COMPANIONS
from macros.views.table import TableRow, TableSection
from macros.views.units import UnitRow, describe_companions
from macros.words.wording import create_reading


def create_plan_sheet(views: PlanViews) -> Sheet:
    """The annex as printed: sections across the table, merged task and unit cells."""
    plan = views.plan
    columns = plan.columns
    heads = [columns.no, columns.task, columns.measure, columns.deadline, *(role.name for role in plan.roles)]
    role_width = min(36, 120 // max(len(plan.roles), 1))
    lines = [Line(plan.annex, HEADING_FONT, 16)] if plan.annex else []
    lines.append(Line(plan.title, TITLE_FONT, 22, is_centred=True))
    lines.append(Line(f"（{plan.status}）", BODY_FONT, 16, is_centred=True))
    return Sheet(
        title=f"{plan.title}（{plan.status}）",
        comments=_create_comments(plan),
        revised_on=plan.revised_on,
        lines=lines,
        heads=heads,
        widths=[13, 28, 246 - 63 - role_width * len(plan.roles), 22, *(role_width for _ in plan.roles)],
        rows=[row for group in views.table for row in _create_section(group, plan, len(heads))],
    )


def _create_comments(plan: Plan) -> str:
    return f"本站整理日期 {plan.revised_on.isoformat()}"


def _create_section(group: TableSection, plan: Plan, width: int) -> Iterator[list[Cell]]:
    for heading in filter(None, [group.part, group.section.title]):
        yield [Cell([heading], columns=width, is_bold=True)]
    for row in group.rows:
        yield [*_create_task(row), *_create_measure(row), *_create_units(row, plan)]


def _create_task(row: TableRow) -> Iterator[Cell]:
    is_first = row.task_span > 0
    yield Cell([row.task.no] if is_first else [], rows=row.task_span, is_centred=True)
    yield Cell([row.task.title] if is_first else [], rows=row.task_span)


def _create_measure(row: TableRow) -> Iterator[Cell]:
    yield Cell([*row.measure.paragraphs, *_list_changes(row.measure)])
    yield Cell([row.measure.deadline.text], is_centred=True)


def _create_units(row: TableRow, plan: Plan) -> Iterator[Cell]:
    for names in row.cells:
        printed = [item.printed for item in names] or [plan.none_mark]
        yield Cell(printed if row.units_span else [], rows=row.units_span)


def create_unit_sheet(views: PlanViews, unit: Unit) -> Sheet:
    """任务分工表 of one body: its certain duties by date, then what may concern it, each with role and reason."""
    plan, view = views.plan, views.units[unit.id]
    title = f"{unit.name}任务分工表"
    columns = plan.columns
    heads = [f"{columns.no}、编号", columns.task, columns.measure, columns.deadline, "责任", COMPANIONS, "来由"]
    groups = [("有完成日期的", view.dated), ("长期进行的", view.ongoing), ("日期另定的", view.as_scheduled),
              ("可能涉及的（原文没有写明是否包括本单位，不计入）", view.possible)]  # fmt: skip
    rows = []
    for name, duties in groups:
        rows += [[Cell([f"{name}（{len(duties)}条）"], columns=len(heads), is_bold=True)]] if duties else []
        rows += [[Cell(paragraphs) for paragraphs in _describe(row)] for row in duties]
    lines = [
        Line(title, TITLE_FONT, 22, is_centred=True),
        Line(f"依据《{plan.title}（{plan.status}）》", BODY_FONT, 16, is_centred=True),
    ]
    if not rows:
        lines.append(Line(f"本计划没有给{unit.name}列出责任。", BODY_FONT, 16))
        return Sheet(title, _create_comments(plan), plan.revised_on, lines)
    return Sheet(title, _create_comments(plan), plan.revised_on, lines, heads, [19, 28, 92, 34, 20, 34, 19], rows)


def _describe(row: UnitRow) -> list[Sequence[str]]:
    deadline = row.measure.deadline
    return [
        [row.task.no, row.measure.id],
        [row.task.title],
        [*row.measure.paragraphs, *_list_changes(row.measure)],
        [deadline.text, create_reading(deadline)],
        [duty.role.name for duty in row.duties],
        describe_companions(row),
        [f"通过“{row.via.name}”" if row.via else "直接点名"],
    ]


def _list_changes(measure: Measure) -> list[str]:
    """Amendments of a published measure, set apart from its own words."""
    return [f"［{change}］" for change in build_amendments(measure)]


def create_plan_docx(views: PlanViews) -> bytes:
    return write_word(create_plan_sheet(views))


def create_unit_docx(views: PlanViews, unit: Unit) -> bytes:
    return write_word(create_unit_sheet(views, unit))
