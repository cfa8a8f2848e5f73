"""The plan as an Excel workbook: the table as printed, and flat sheets to filter. Written with xlsxwriter.

Every text is written as text: nothing of the data is a formula or a link.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from macros.model import Assignment, Plan, ProgressState, Unit
from macros.views.flat_tables import Table, Value, build_duties_table, build_measures_table
from macros.views.plan_views import PlanViews
from macros.views.return_form import (
    FIRST_ROW,
    FORM,
    HEAD_ROW,
    ON,
    SHEET,
    STATE,
    build_given_rows,
    create_title,
    create_words,
    list_given_heads,
)
from macros.views.table import TableRow
from macros.wording import create_reading, figure_words

_A4 = 9  # Excel's number for the paper
_LINE = 14.5  # points, of a line at 10 points
_HIGHEST = 409  # points; Excel allows no higher row
_LONGEST = 32767  # characters; Excel allows no longer text
_FONT = {"font_name": "仿宋", "font_size": 10}


class TextTooLongError(ValueError):
    """A text that a cell of Excel cannot hold; nothing is cut off in silence."""


class _DownwardSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet that is written downwards and keeps no row (xlsxwriter's `constant_memory`), yet with its texts in the table
    that all sheets share: texts in the cells themselves are read by others with their escapes (`_x005F_`).
    """

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        if row > self.previous_row:
            self._write_single_row(row)
        self.constant_memory = False
        fault: int = super()._write_string(row, col, string, cell_format)
        self.constant_memory = True
        return fault

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        self.constant_memory = False
        super()._write_cell(row, col, cell)
        self.constant_memory = True

    def discard(self) -> None:
        """Leave nothing behind of a workbook that is not finished."""
        self._opt_close()
        Path(self.row_data_filename).unlink()


class _Book:
    """A workbook whose bytes depend on the plan alone."""

    def __init__(self, plan: Plan, title: str, footer: str, *, is_small: bool) -> None:
        self._footer = footer
        self._sheet_class = Worksheet if is_small else _DownwardSheet
        self._file = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._file,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                # a large one goes row by row into temporary files, and is written from the top downwards
                "in_memory": is_small,
                "constant_memory": not is_small,
            },
        )
        revised = plan.revised_on
        created = datetime.datetime(revised.year, revised.month, revised.day, tzinfo=datetime.UTC).replace(tzinfo=None)
        self.book.set_properties({"title": title, "created": created})
        base: dict[str, Any] = {**_FONT, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.cell = self.book.add_format(base)
        self.head = self.book.add_format({**base, "align": "center", "bold": True, "bg_color": "#E8EEF0"})
        self.section = self.book.add_format({**base, "bold": True, "bg_color": "#DCEEF0"})
        # a merged cell may go on over the page's end: only its top is sure to be whole
        self.top = self.book.add_format({**base, "valign": "top"})
        self.top_middle = self.book.add_format({**base, "valign": "top", "align": "center"})
        self.date = self.book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd"})
        self.given = self.book.add_format({**base, "bg_color": "#F0F4F5"})
        self.form = self.book.add_format({**base, "locked": False, "num_format": "@"})  # 80% stays 80%
        self.form_date = self.book.add_format({**base, "locked": False, "num_format": "yyyy-mm-dd"})
        self.title = self.book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center"})
        self.note = self.book.add_format({**_FONT, "text_wrap": True})

    def add_sheet(self, name: str, widths: Sequence[float], head: int) -> Worksheet:
        """A4 on its side, one page wide, rows up to `head` (from 0) repeated on every page and kept in sight."""
        sheet = self.book.add_worksheet(name, self._sheet_class)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.freeze_panes(head + 1, 0)
        footer = self._footer.replace("&", "&&")  # of its own, an ampersand is a command
        sheet.set_footer(f"&L{footer}&C第 &P 页，共 &N 页")
        return sheet

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is None:
            self.book.close()
            return
        for sheet in self.book.worksheets():
            if isinstance(sheet, _DownwardSheet):
                sheet.discard()

    @property
    def content(self) -> bytes:
        """The finished file."""
        return self._file.getvalue()


def create_plan_xlsx(views: PlanViews) -> bytes:
    """The table as printed; measures, duties, deadlines and targets one a row with filters."""
    plan = views.plan
    footer = f"本站整理日期 {plan.revised_on.isoformat()}"
    with _Book(plan, f"{plan.title}（{plan.status}）", footer, is_small=False) as book:
        _write_printed(book, views)
        _write_lists(book, views)
    return book.content


def _write_lists(book: _Book, views: PlanViews) -> None:
    plan = views.plan
    _write_flat(book, "措施", build_measures_table(plan))
    _write_flat(book, "责任", build_duties_table(views))
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
        [row.task.no, row.measure.position, row.measure.deadline.text, create_reading(row.measure.deadline),
         row.measure.deadline.start, row.measure.deadline.end, row.measure.deadline.basis]
        for group in views.table for row in group.rows if row.measure.withdrawal is None
    ]  # fmt: skip
    heads = [plan.columns.no, "第几条", plan.columns.deadline, "本站的理解", "开始", "截止（含当日）", "依据"]
    _write_list(book, "时限", heads, [8, 8, 18, 30, 13, 13, 60], deadlines)
    targets: list[list[Value]] = [
        [row.title, row.target.comparison.value, figure_words(row.target.value), row.target.unit, row.target.words,
         "、".join(unit.name for unit in row.units), row.measure.deadline.text]
        for row in views.targets
    ]  # fmt: skip
    heads = ["目标", "比较", "数值", "计量单位", "原话", "约束的单位", plan.columns.deadline]
    _write_list(book, "量化目标", heads, [36, 12, 10, 18, 40, 40, 14], targets)


def _write_printed(book: _Book, views: PlanViews) -> None:
    plan = views.plan
    columns = plan.columns
    heads = [columns.no, columns.task, columns.measure, columns.deadline, *(role.name for role in plan.roles)]
    widths = [6, 16, 70, 12, *(20.0 for _ in plan.roles)]
    sheet = book.add_sheet("计划表", widths, 2)
    last = len(heads) - 1
    _write(sheet, 0, 0, plan.annex or "", book.note)
    _write_across(sheet, 1, last, f"{plan.title}（{plan.status}）", book.title)
    sheet.set_row(1, 30)
    for number, head in enumerate(heads):
        _write(sheet, 2, number, head, book.head)
    line = 3
    for group in views.table:
        for heading in filter(None, [group.part, group.section.title]):
            _write_across(sheet, line, last, heading, book.section)
            sheet.set_row(line, 22)
            line += 1
        for number, row in enumerate(group.rows):
            _write_row(book, sheet, line, row, plan.none_mark)
            sheet.set_row(line, _height(row, group.rows[number:], widths))
            line += 1


def _write_row(book: _Book, sheet: Worksheet, line: int, row: TableRow, none_mark: str) -> None:
    _write_downwards(sheet, (line, 0), row.task_span, row.task.no, book.top_middle)
    _write_downwards(sheet, (line, 1), row.task_span, row.task.title, book.top)
    _write(sheet, line, 2, create_words(row.measure), book.top)
    _write(sheet, line, 3, row.measure.deadline.text, book.top_middle)
    for number, cell in enumerate(row.cells, 4):
        _write_downwards(sheet, (line, number), row.units_span, _names(cell) or none_mark, book.top)


def _names(cell: Iterable[Assignment]) -> str:
    return "\n".join(item.printed for item in cell)


def _height(row: TableRow, following: Sequence[TableRow], widths: Sequence[float]) -> float:
    """Points that the row's texts need; a merged cell's are shared among its rows."""
    lines = [_lines(create_words(row.measure), widths[2]), _lines(row.measure.deadline.text, widths[3])]
    holder_span = max(row.units_span, 1)
    lines += [
        math.ceil(_lines(_names(cell), width) / holder_span) for cell, width in zip(row.cells, widths[4:], strict=True)
    ]
    task_rows = sum(1 for other in following if other.task == row.task)
    lines.append(math.ceil(_lines(row.task.title, widths[1]) / max(row.task_span, task_rows, 1)))
    return min(max(lines) * _LINE + 4, _HIGHEST)


def _row_height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Points that the longest of a row's texts needs."""
    lines = max(_lines(str(value), width) for value, width in zip(values, widths, strict=False) if value is not None)
    return min(lines * _LINE + 4, _HIGHEST)


@lru_cache(maxsize=4096)  # a measure stands in the files of all its bodies
def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; whatever is not ASCII counts as wide, two of the column's units."""
    size = width - 1.5
    return sum(
        max(1, math.ceil((2 * len(paragraph) - len(paragraph.encode("ascii", "ignore"))) / size))
        for paragraph in text.split("\n")
    )


def _write_flat(book: _Book, name: str, table: Table[Any]) -> None:
    heads = [column.title for column in table.columns]
    rows = list(table.read())
    widths = [_width([head, *(row[number] for row in rows)]) for number, head in enumerate(heads)]
    _write_list(book, name, heads, widths, rows)


def _width(values: Iterable[Value]) -> float:
    """As wide as the longest text, but for long ones no more than keeps all columns legible on one page's width."""
    longest = max(len(str(value or "")) for value in values) * 2 + 2
    return float(60 if longest > 200 else min(max(longest, 8), 18))


def _write_list(
    book: _Book, name: str, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Value]]
) -> None:
    sheet = book.add_sheet(name, widths, 0)
    for line, row in enumerate((heads, *rows)):
        for number, value in enumerate(row):
            style = book.date if isinstance(value, date) else book.cell
            _write(sheet, line, number, value, style if line else book.head)
        sheet.set_row(line, _row_height(row, widths))  # LibreOffice finds none itself, and prints lines over each other
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _write(sheet: Worksheet, line: int, number: int, value: Value, style: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(line, number, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(line, number, value, style)
    elif isinstance(value, int):
        sheet.write_number(line, number, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(line, number, datetime.datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
    else:
        if len(value) > _LONGEST:
            raise TextTooLongError(f"a text of {len(value)} characters: {value[:20]}…")
        sheet.write_string(line, number, value, style)


def _write_across(sheet: Worksheet, line: int, last: int, text: str, style: Format) -> None:
    """One cell over all columns up to `last`."""
    for number in range(last + 1):
        _write(sheet, line, number, "" if number else text, style)
    if last:
        sheet.merge.append([line, 0, line, last])


def _write_downwards(sheet: Worksheet, place: tuple[int, int], span: int, text: str, style: Format) -> None:
    """One cell over `span` lines, or what such a cell has on a line below its first, where `span` is 0.

    xlsxwriter's own `merge_range` writes the lines below at once, which a workbook that is written downwards does not take.
    """
    line, number = place
    _write(sheet, line, number, text if span else "", style)
    if span > 1:
        sheet.merge.append([line, number, line + span - 1, number])


def create_unit_xlsx(views: PlanViews, unit: Unit) -> bytes:
    """A body's certain duties with a form to fill in: only the form's cells can be written, states and dates are checked."""
    plan = views.plan
    footer = f"{unit.name}　本站整理日期 {plan.revised_on.isoformat()}"
    with _Book(plan, create_title(unit), footer, is_small=True) as book:
        _write_form(book, views, unit)
    return book.content


def _write_form(book: _Book, views: PlanViews, unit: Unit) -> None:
    plan = views.plan
    given = list_given_heads(plan)
    heads = [*given, *FORM]
    widths = [9, 6, 16, 56, 12, 12, 9, 30, 24, 24, 10, 12]
    sheet = book.add_sheet(SHEET, widths, HEAD_ROW - 1)
    _write_across(sheet, 0, len(heads) - 1, create_title(unit), book.title)
    sheet.set_row(0, 30)
    _write_across(sheet, 1, len(heads) - 1, f"依据《{plan.title}（{plan.status}）》；白色的格由单位填写。", book.note)
    for number, head in enumerate(heads):
        _write(sheet, HEAD_ROW - 1, number, head, book.head)
    rows = build_given_rows(views, unit)
    for line, values in enumerate(rows, FIRST_ROW - 1):
        for number, value in enumerate(values):
            _write(sheet, line, number, value, book.given)
        for number, head in enumerate(FORM, len(given)):
            sheet.write_blank(line, number, None, book.form_date if head == ON else book.form)
        sheet.set_row(line, _row_height(values, widths))
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
             "maximum": date(plan.year + 5, 12, 31), "error_title": ON, "error_message": f"请写日期，例如 {plan.year}-06-30。"},
        )  # fmt: skip
    sheet.protect(options={"format_rows": True, "format_columns": True})
