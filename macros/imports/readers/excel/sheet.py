"""The cells of one sheet in rows, with their merges; and which rows and columns are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter, range_boundaries

from macros.imports.readers.document import Cell, Row, check_size, squeeze
from macros.imports.readers.excel.cells import CellReader
from macros.imports.readers.excel.findings import Findings
from macros.imports.readers.excel.styles import read_index
from macros.imports.readers.parts import damaged
from macros.imports.readers.workbook import check_sheet_size

_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_OFF = ("0", "false")
#: Columns of a sheet, so that no more can be described.
_MOST_COLUMNS = 16_384


class Area(NamedTuple):
    """Of a range of cells; columns and rows count from 1, the last ones are in it."""

    left: int
    top: int
    right: int
    bottom: int


class SheetReader:
    """The cells of one sheet. Raises UnreadableError for one that is too large or damaged."""

    def __init__(self, sheet: Any, cells: CellReader, findings: Findings) -> None:
        check_sheet_size(sheet)
        self._sheet, self._findings = sheet, findings
        self._values: dict[tuple[int, int], str] = {}
        self._emptied: set[int] = (
            set()
        )  # rows of which something was left out that people see struck out, or not at all
        for row, column, cell in self._walk():
            missed = findings.missed_count
            if text := cells.read(cell, name_cell(row, column), findings):
                self._values[row, column] = text
            elif len(cell) and findings.missed_count == missed:
                self._emptied.add(row)
        self._areas = self._read_areas()

    def _walk(self) -> Iterator[tuple[int, int, Any]]:
        """Every cell with its place; one that does not say it stands behind the last."""
        row = 0
        for line in self._sheet.iterfind("{*}sheetData/{*}row"):
            number = line.get("r")
            if number is not None and not (number.isdecimal() and len(number) < 8):
                raise damaged(f"行号{number}")
            row, column = int(number) if number else row + 1, 0
            for cell in line.iterfind("{*}c"):
                name = cell.get("r")
                if name is None:
                    column += 1
                elif match := _NAME.fullmatch(name):
                    column, row = read_column(match[1]), int(match[2])
                else:
                    raise damaged(f"格{name}")
                yield row, column, cell

    def _read_areas(self) -> dict[tuple[int, int], Area]:
        """The merged area that each place belongs to; words under it, which nobody sees, are reported."""
        areas = {}
        for merge in self._sheet.iterfind("{*}mergeCells/{*}mergeCell"):
            area = read_area(merge.get("ref", ""))
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    areas[row, column] = area
                    if (row, column) != (area.top, area.left) and (text := self._values.pop((row, column), "")):
                        words = f"和别的格合并了，里面另有看不见的文字，没有导入：“{squeeze(text)}”。"
                        self._findings.mention(name_cell(row, column), words)
        return areas

    def read_rows(self) -> Iterator[Row]:
        """Rows that hold anything. Each has a cell for every column of the table; one that stands apart adds no others."""
        held: dict[int, list[int]] = {}
        for row, column in sorted({*self._areas, *self._values}):
            held.setdefault(row, []).append(column)
        width = max((columns[-1] for columns in held.values() if len(columns) > 1), default=0)
        check_size(self._findings.place, 0, width)
        for row, columns in held.items():
            if row in self._emptied and not any((row, column) in self._values for column in columns):
                continue
            cells: list[Cell] = []
            for column in [*range(1, width + 1), *(column for column in columns if column > width)]:
                area = self._areas.get((row, column))
                text = self._values.get((row, column), "")
                if area is None:
                    cells.append(Cell(text, column - 1))
                elif column == area.left:
                    is_above = row != area.top
                    cells.append(Cell("" if is_above else text, column - 1, area.right - area.left + 1, is_above))
            yield Row(row, tuple(cells))

    def report_hidden(self, filters: list[Any]) -> None:
        """Hidden rows and columns that hold anything: they are read all the same, and a person decides. `filters` hide rows too."""
        rows, columns = ({place[at] for place in self._values} for at in (0, 1))
        hidden = [row for row in self._list_hidden_rows() if row in rows]
        areas = [read_area(element.get("ref")) for element in filters if _is_in_use(element)]
        filtered = {row for row in hidden if any(area.top <= row <= area.bottom for area in areas)}
        if filtered:
            words = _join(_group(filtered), "第{}行", "第{}至{}行")
            self._findings.mention("", f"的筛选隐藏了{words}，里面的内容也导入了，请核对。")
        for first, last in _group(set(hidden) - filtered):
            words = _join([(first, last)], "第{}行", "第{}至{}行")
            self._findings.mention("", f"{words}是隐藏的，里面的内容也导入了，请核对。")
        for first, last in _group(self._list_hidden_columns(columns)):
            words = _join([(get_column_letter(first), get_column_letter(last))], "{}栏", "{}至{}栏")
            self._findings.mention("", f"{words}是隐藏的，里面的内容也导入了，请核对。")

    def _list_hidden_rows(self) -> list[int]:
        form = self._sheet.find("{*}sheetFormatPr")
        is_zero = form is not None and form.get("zeroHeight", "0") not in _OFF
        lines = {row.get("r"): row for row in self._sheet.iterfind("{*}sheetData/{*}row")}
        return [
            row
            for row in sorted({row for row, _ in self._values})
            if ((line := lines.get(str(row))) is not None and _is_hidden(line, "ht"))
            or (is_zero and (line is None or line.get("hidden") not in _OFF))
        ]

    def _list_hidden_columns(self, columns: set[int]) -> set[int]:
        hidden: set[int] = set()
        for element in islice(self._sheet.iterfind("{*}cols/{*}col"), _MOST_COLUMNS):
            first, last = read_index(element.get("min")), read_index(element.get("max"))
            if _is_hidden(element, "width"):
                hidden |= {column for column in columns if first <= column <= last}
        return hidden


def read_column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def name_cell(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}" if 1 <= column <= 18_278 else f"第{row}行第{column}格"


def read_area(reference: str) -> Area:
    """A range of cells. Raises UnreadableError."""
    try:
        left, top, right, bottom = (int(number) for number in range_boundaries(reference))
    except (ValueError, TypeError):
        raise damaged(f"范围{reference[:40]}") from None
    return Area(left, top, right, bottom)


def _is_hidden(element: Any, size: str) -> bool:
    """Whether a row or a column is hidden, or has no height or width."""
    return element.get("hidden", "0") not in _OFF or re.fullmatch(r"0(?:\.0+)?", element.get(size, "")) is not None


def _is_in_use(element: Any) -> bool:
    """Whether a filter hides rows."""
    return element.find("{*}filterColumn") is not None and bool(element.get("ref"))


def _group(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in runs: the first and the last of each."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _join(runs: Iterable[tuple[object, object]], one: str, several: str) -> str:
    return "、".join((one if first == last else several).format(first, last) for first, last in runs)
