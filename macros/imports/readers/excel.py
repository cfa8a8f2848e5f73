"""Excel workbooks: every sheet that has text is a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from macros.imports.readers.document import (
    Cell,
    Document,
    Row,
    Table,
    check_size,
    clean,
)
from macros.imports.readers.workbook import open_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def read_excel(path: Path) -> Document:
    """Every sheet that has text is a table. Raises UnreadableError."""
    document = Document()
    book, formulas = open_workbook(path, is_calculated=True), open_workbook(path)
    for sheet in book.worksheets:
        document.asides += _list_hidden(sheet)
        document.asides += _list_formulas(sheet, formulas[sheet.title])
        rows = tuple(_read_rows(sheet))
        check_size(f"工作表“{sheet.title}”", len(rows), 0)
        if any(not row.is_blank for row in rows):
            document.blocks.append(Table(f"工作表“{sheet.title}”", rows, has_merges=True, may_go_on=False))
    return document


def _read_rows(sheet: Worksheet) -> Iterator[Row]:
    """Rows that hold anything. Each has a cell for every column of the table; one that stands apart adds no others."""
    areas = {
        (row, column): area
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    values = {
        place: text
        for place, cell in sheet._cells.items()  # noqa: SLF001  # a sheet may claim a million rows
        if (text := _read_value(cell.value))
    }
    held: dict[int, list[int]] = {}
    for row, column in sorted({*areas, *values}):
        held.setdefault(row, []).append(column)
    width = max((columns[-1] for columns in held.values() if len(columns) > 1), default=0)
    check_size(f"工作表“{sheet.title}”", 0, width)
    for row, columns in held.items():
        cells: list[Cell] = []
        for column in [*range(1, width + 1), *(column for column in columns if column > width)]:
            area = areas.get((row, column))
            if area is None:
                cells.append(Cell(values.get((row, column), ""), column - 1))
            elif column == area.min_col:
                is_above = row != area.min_row
                text = "" if is_above else values.get((row, column), "")
                cells.append(Cell(text, column - 1, area.max_col - area.min_col + 1, is_above))
        yield Row(row, tuple(cells))


def _list_formulas(sheet: Worksheet, formulas: Worksheet) -> list[str]:
    """Formulas whose results the file does not have."""
    return [
        f"工作表“{sheet.title}”的 {cell.coordinate}是公式，文件里没有存下结果，请打开另存一份再导入。"
        for place, cell in sorted(formulas._cells.items())  # noqa: SLF001  # as above
        if cell.data_type == "f" and (place not in sheet._cells or sheet._cells[place].value is None)  # noqa: SLF001
    ]


def _list_hidden(sheet: Worksheet) -> list[str]:
    """Warnings about hidden sheets, rows and columns; they are read all the same, and a person decides."""
    place = f"工作表“{sheet.title}”"
    hidden = [f"{place}是隐藏的"] if sheet.sheet_state != "visible" else []
    hidden += [f"{place}第{number}行是隐藏的" for number, row in sorted(sheet.row_dimensions.items()) if row.hidden]
    hidden += [f"{place}{name}栏是隐藏的" for name, column in sorted(sheet.column_dimensions.items()) if column.hidden]
    return [f"{words}，里面的内容也导入了，请核对。" for words in hidden]


def _read_value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value).replace("_x000D_", ""))
