"""The plan as an Excel workbook, the table as printed and flat sheets to filter, and a body's duties with a form: what
stands where. xlsx_book writes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from macros.exports.xlsx_book import HIGHEST, LINE, Book, count_lines, row_height, write, write_across, write_downwards
from macros.model import Assignment, ProgressState, Unit
from macros.views.flat_tables import Table, Value
from macros.views.plan_views import PlanViews
from macros.views.return_form import (
    COMPANIONS,
    FIRST_ROW,
    FORM,
    HEAD_ROW,
    ON,
    SHEET,
    STATE,
    build_companions,
    build_given_rows,
    create_title,
    create_words,
    list_given_heads,
)
from macros.views.table import TableRow
from macros.words.wording import create_reading, figure_words


def create_plan_xlsx(views: PlanViews) -> bytes:
    """The table as printed; measures, duties, deadlines and targets one a row with filters."""
    plan = views.plan
    footer = f"本站整理日期 {plan.revised_on.isoformat()}"
    with Book(plan, f"{plan.title}（{plan.status}）", footer, is_small=False) as book:
        _write_printed(book, views)
        _write_lists(book, views)
    return book.content


def _write_lists(book: Book, views: PlanViews) -> None:
    plan = views.plan
    measures = views.measures_table
    named = tuple(
        column for column in measures.columns if column.name != "position"
    )  # a place that shifts names nothing
    _write_flat(book, "措施", replace(measures, columns=named))
    _write_flat(book, "责任", views.duties_table)
    counts: list[list[Value]] = [
        [view.unit.name, *(count.count for count in view.counts), view.total] for view in views.units.values()
    ]
    _write_list(
        book,
        "单位",
        ["单位", *(role.name for role in plan.roles), "合计"],
        [24.0, *(12.0 for _ in plan.roles), 12.0],
        counts,
    )
    deadlines: list[list[Value]] = [
        [row.task.no, row.measure.id, row.measure.deadline.text, create_reading(row.measure.deadline),
         row.measure.deadline.start, row.measure.deadline.end, row.measure.deadline.basis]
        for group in views.table for row in group.rows if row.measure.withdrawal is None
    ]  # fmt: skip
    heads = [plan.columns.no, "编号", plan.columns.deadline, "本站的理解", "开始", "截止（含当日）", "依据"]
    _write_list(book, "时限", heads, [8, 12, 18, 30, 13, 13, 60], deadlines)
    targets: list[list[Value]] = [
        [row.title, row.target.comparison.value, figure_words(row.target.value), row.target.unit, row.target.words,
         "、".join(unit.name for unit in row.units), row.measure.deadline.text]
        for row in views.targets
    ]  # fmt: skip
    heads = ["目标", "比较", "数值", "计量单位", "原话", "约束的单位", plan.columns.deadline]
    _write_list(book, "量化目标", heads, [36, 12, 10, 18, 40, 40, 14], targets)


def _write_printed(book: Book, views: PlanViews) -> None:
    plan = views.plan
    columns = plan.columns
    heads = [columns.no, columns.task, columns.measure, columns.deadline, *(role.name for role in plan.roles)]
    widths = [6, 16, 70, 12, *(20.0 for _ in plan.roles)]
    sheet = book.add_sheet("计划表", widths, 2)
    last = len(heads) - 1
    write(sheet, 0, 0, plan.annex or "", book.note)
    write_across(sheet, 1, last, f"{plan.title}（{plan.status}）", book.title)
    sheet.set_row(1, 30)
    for number, head in enumerate(heads):
        write(sheet, 2, number, head, book.head)
    line = 3
    for group in views.table:
        for heading in filter(None, [group.part, group.section.title]):
            write_across(sheet, line, last, heading, book.section)
            sheet.set_row(line, 22)
            line += 1
        for number, row in enumerate(group.rows):
            _write_row(book, sheet, line, row, plan.none_mark)
            sheet.set_row(line, _height(row, group.rows[number:], widths))
            line += 1


def _write_row(book: Book, sheet: Worksheet, line: int, row: TableRow, none_mark: str) -> None:
    write_downwards(sheet, (line, 0), row.task_span, row.task.no, book.top_middle)
    write_downwards(sheet, (line, 1), row.task_span, row.task.title, book.top)
    write(sheet, line, 2, create_words(row.measure), book.top)
    write(sheet, line, 3, row.measure.deadline.text, book.top_middle)
    for number, cell in enumerate(row.cells, 4):
        write_downwards(sheet, (line, number), row.units_span, _names(cell) or none_mark, book.top)


def _names(cell: Iterable[Assignment]) -> str:
    return "\n".join(item.printed for item in cell)


def _height(row: TableRow, following: Sequence[TableRow], widths: Sequence[float]) -> float:
    """Points that the row's texts need; a merged cell's are shared among its rows."""
    lines = [count_lines(create_words(row.measure), widths[2]), count_lines(row.measure.deadline.text, widths[3])]
    holder_span = max(row.units_span, 1)
    lines += [
        math.ceil(count_lines(_names(cell), width) / holder_span)
        for cell, width in zip(row.cells, widths[4:], strict=True)
    ]
    task_rows = sum(1 for other in following if other.task == row.task)
    lines.append(math.ceil(count_lines(row.task.title, widths[1]) / max(row.task_span, task_rows, 1)))
    return min(max(lines) * LINE + 4, HIGHEST)


def _write_flat(book: Book, name: str, table: Table[Any]) -> None:
    heads = [column.title for column in table.columns]
    rows = list(table.read())
    widths = [_width([head, *(row[number] for row in rows)]) for number, head in enumerate(heads)]
    _write_list(book, name, heads, widths, rows)


def _width(values: Iterable[Value]) -> float:
    """As wide as the longest text, but for long ones no more than keeps all columns legible on one page's width."""
    longest = max(len(str(value or "")) for value in values) * 2 + 2
    return float(60 if longest > 200 else min(max(longest, 8), 18))


def _write_list(
    book: Book, name: str, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Value]]
) -> None:
    sheet = book.add_sheet(name, widths, 0)
    for line, row in enumerate((heads, *rows)):
        for number, value in enumerate(row):
            style = book.date if isinstance(value, date) else book.cell
            write(sheet, line, number, value, style if line else book.head)
        sheet.set_row(line, row_height(row, widths))  # LibreOffice finds none itself, and prints lines over each other
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def create_unit_xlsx(views: PlanViews, unit: Unit) -> bytes:
    """A body's certain duties with a form to fill in: only the form's cells can be written, states and dates are checked."""
    plan = views.plan
    footer = f"{unit.name}　本站整理日期 {plan.revised_on.isoformat()}"
    with Book(plan, create_title(unit), footer, is_small=True) as book:
        _write_form(book, views, unit)
    return book.content


def _write_form(book: Book, views: PlanViews, unit: Unit) -> None:
    plan = views.plan
    given = list_given_heads(plan)
    heads = [*given, *FORM, COMPANIONS]
    widths = [9, 6, 16, 56, 12, 12, 9, 30, 24, 24, 10, 12, 24]
    sheet = book.add_sheet(SHEET, widths, HEAD_ROW - 1)
    write_across(sheet, 0, len(heads) - 1, create_title(unit), book.title)
    sheet.set_row(0, 30)
    write_across(sheet, 1, len(heads) - 1, f"依据《{plan.title}（{plan.status}）》；白色的格由单位填写。", book.note)
    for number, head in enumerate(heads):
        write(sheet, HEAD_ROW - 1, number, head, book.head)
    view = views.units[unit.id]
    rows, companions = build_given_rows(view), build_companions(view)
    for line, values in enumerate(rows, FIRST_ROW - 1):
        for number, value in enumerate(values):
            write(sheet, line, number, value, book.given)
        for number, head in enumerate(FORM, len(given)):
            sheet.write_blank(line, number, None, book.form_date if head == ON else book.form)
        write(sheet, line, len(heads) - 1, companions[values[0]], book.given)
        sheet.set_row(line, max(row_height(values, widths), row_height([companions[values[0]]], widths[-1:])))
    if rows:
        states, days = heads.index(STATE), heads.index(ON)
        first, last = FIRST_ROW - 1, FIRST_ROW - 2 + len(rows)
        sheet.data_validation(
            first, states, last, states,
            {"validate": "list", "source": [state.value for state in ProgressState], "error_title": STATE,
             "error_message": "请从列表里选一个。"},
        )  # fmt: skip
        sheet.data_validation(
            first, days, last, days,
            {"validate": "date", "criteria": "between", "minimum": date(plan.year - 1, 1, 1),
             "maximum": date(plan.years[-1] + 5, 12, 31), "error_title": ON, "error_message": f"请写日期，例如 {plan.year}-06-30。"},
        )  # fmt: skip
    sheet.protect(options={"format_rows": True, "format_columns": True})
