"""An Excel workbook as this project writes them: its styles, its paper, and how a text is put into a cell.

Every text is written as text: nothing of the data is a formula or a link. Written with xlsxwriter.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from macros.model import Plan
from macros.views.flat_tables import Value

_A4 = 9  # Excel's number for the paper
LINE = 14.5  # points, of a line at 10 points
HIGHEST = 409  # points; Excel allows no higher row
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


class Book:
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


def row_height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Points that the longest of a row's texts needs."""
    lines = max(
        count_lines(str(value), width) for value, width in zip(values, widths, strict=False) if value is not None
    )
    return min(lines * LINE + 4, HIGHEST)


@lru_cache(maxsize=4096)  # a measure stands in the files of all its bodies
def count_lines(text: str, width: float) -> int:
    """The number of lines that a text takes in a column; whatever is not ASCII counts as wide, two of the column's units."""
    size = width - 1.5
    return sum(
        max(1, math.ceil((2 * len(paragraph) - len(paragraph.encode("ascii", "ignore"))) / size))
        for paragraph in text.split("\n")
    )


def write(sheet: Worksheet, line: int, number: int, value: Value, style: Format) -> None:
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


def write_across(sheet: Worksheet, line: int, last: int, text: str, style: Format) -> None:
    """One cell over all columns up to `last`."""
    for number in range(last + 1):
        write(sheet, line, number, "" if number else text, style)
    if last:
        sheet.merge.append([line, 0, line, last])


def write_downwards(sheet: Worksheet, place: tuple[int, int], span: int, text: str, style: Format) -> None:
    """One cell over `span` lines, or what such a cell has on a line below its first, where `span` is 0.

    xlsxwriter's own `merge_range` writes the lines below at once, which a workbook that is written downwards does not take.
    """
    line, number = place
    write(sheet, line, number, text if span else "", style)
    if span > 1:
        sheet.merge.append([line, number, line + span - 1, number])
