"""Excel workbooks: every sheet that has text is a table."""

from __future__ import annotations

import datetime
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
        check_size(f"工作表“{sheet.title}”", sheet.max_row, sheet.max_column)
        document.asides += _list_hidden(sheet)
        areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {
            (row, column): area
            for area in areas.values()
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        rows = []
        for line in sheet.iter_rows():
            cells: list[Cell] = []
            for item in line:
                area = covered.get((item.row, item.column))
                if area is not None and item.column != area.min_col:
                    continue
                columns = area.max_col - area.min_col + 1 if area is not None else 1
                is_above = area is not None and item.row != area.min_row
                if formulas[sheet.title].cell(item.row, item.column).data_type == "f" and item.value is None:
                    place = f"工作表“{sheet.title}”的 {item.coordinate}"
                    document.asides.append(f"{place}是公式，文件里没有存下结果，请打开另存一份再导入。")
                cells.append(Cell("" if is_above else _read_value(item.value), item.column - 1, columns, is_above))
            rows.append(Row(line[0].row, tuple(cells)))
        if any(not row.is_blank for row in rows):
            document.blocks.append(Table(f"工作表“{sheet.title}”", tuple(rows), has_merges=True, may_go_on=False))
    return document


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
