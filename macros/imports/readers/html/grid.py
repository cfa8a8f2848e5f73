"""Rows and cells of a table with their spans (HTML standard, 4.9.12: forming a table)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from macros.imports.readers.document import MOST_COLUMNS, MOST_ROWS, Cell, Row, check_size, squeeze
from macros.imports.readers.html.findings import Findings
from macros.imports.readers.html.looks import Looks, is_hidden, is_struck
from macros.imports.readers.html.replaced import list_all_words

_GROUPS, _CELLS = ("thead", "tbody", "tfoot"), ("td", "th")
_ORDER = {"thead": 0, "tfoot": 2}


class Line(NamedTuple):
    """A row of a table: its cells, the group that it is in, and its own element where it has one."""

    cells: list[Any]
    group: int
    element: Any = None


class Gathered(NamedTuple):
    """`strays` are elements and texts in the table and in no cell: a browser shows them above it, captions too."""

    lines: list[Line]
    strays: list[Any]


def gather_lines(table: Any) -> Gathered:
    """The rows in the order in which they are shown: heads first, feet last."""
    groups: list[tuple[int, list[Line]]] = []
    strays: list[Any] = []
    _gather(table, groups, strays, None)
    ordered = [lines for _, lines in sorted(groups, key=lambda item: item[0])]
    return Gathered([line._replace(group=at) for at, lines in enumerate(ordered) for line in lines], strays)


def _gather(parent: Any, groups: list[tuple[int, list[Line]]], strays: list[Any], own: list[Line] | None) -> None:
    """Take in the children of a table, of a group (whose lines are `own`), or of what stands wrongly around rows."""
    is_open = False  # the last group was made for rows that stand in none
    strays += _list_texts(parent)
    for child in parent:
        tag = child.tag
        if tag in _GROUPS:
            lines: list[Line] = []
            groups.append((_ORDER.get(tag, 1), lines))
            _gather(child, groups, strays, lines)
        elif tag == "tr" or tag in _CELLS:
            if own is None and not is_open:
                groups.append((1, []))
            strays += _list_texts(child) if tag == "tr" else ()
            _take(child, own if own is not None else groups[-1][1])
        elif isinstance(tag, str) and tag not in ("colgroup", "col", "script", "style"):
            is_wrapper = tag not in ("caption", "table") and next(child.iter("tr", "td", "th"), None) is not None
            if is_wrapper:
                _gather(child, groups, strays, own)
            else:
                strays.append(child)
        is_open = tag == "tr" or tag in _CELLS or (is_open and tag not in _GROUPS)


def _list_texts(parent: Any) -> list[str]:
    """Texts that stand in a table or a row itself."""
    return [text for text in (parent.text, *(child.tail for child in parent)) if squeeze(text or "")]


def _take(child: Any, lines: list[Line]) -> None:
    """A row, or a cell that stands in none and goes on with the cells before it."""
    if child.tag == "tr":
        lines.append(Line(list(_walk_cells(child)), 0, child))
    elif lines and lines[-1].element is None:
        lines[-1].cells.append(child)
    else:
        lines.append(Line([child], 0))


def _walk_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag in _CELLS:
            yield child
        elif isinstance(child.tag, str) and child.tag != "table":
            yield from _walk_cells(child)


class Rows:
    """The rows of one table as they are shown; `read` gives the text of a cell at a place."""

    def __init__(self, looks: Looks, findings: Findings, place: str, read: Callable[[Any, str], str]) -> None:
        self._looks, self._findings, self._place, self._read = looks, findings, place, read
        self._spans: dict[int, tuple[int, int]] = {}  # column -> rows still covered, width

    def walk(self, lines: list[Line], most: int | None) -> Iterator[Row]:
        number, group = 1, 0
        for line in islice(lines, most):
            if line.group != group:  # no cell goes on into another group
                group = line.group
                self._spans.clear()
            if not self._is_shown(line, number):
                continue
            check_size(self._place, number, 0)
            cells = self._read_line(line, number)
            had_words = any(squeeze(item.text_content()) for item in line.cells)
            if had_words and not any(cell.text for cell in cells):
                continue  # all of them were left out
            yield Row(number, tuple(cells))
            number += 1

    def _is_shown(self, line: Line, number: int) -> bool:
        """Whether a row is shown; of one that is not, the words are reported."""
        own = [line.element] if line.element is not None else []
        above = [own[0].getparent()] if own and own[0].getparent().tag in _GROUPS else []
        for element in [*above, *own]:
            look = self._looks.of(element)
            is_away = is_hidden(look) or look.get("visibility") in ("hidden", "collapse")
            if is_away or is_struck(look):
                what = "有一行看不见的文字，没有导入" if is_away else "有一行加了删除线，没有导入"
                if words := list_all_words(line.element):
                    self._findings.mention(f"{self._place}第{number}行上方", what, words)
                return False
        return True

    def _read_line(self, line: Line, number: int) -> list[Cell]:
        covered, self._spans = self._spans, {}
        cells: list[Cell] = []
        column = 0
        place = f"{self._place}第{number}行"
        for item in line.cells:
            if is_hidden(self._looks.of(item)):
                if words := list_all_words(item):
                    self._findings.mention(place, "有一格看不见的文字，没有导入", words)
                continue
            while column in covered:
                column = self._go_on(covered, column, cells)
            width = min(read_span(item.get("colspan")) or 1, MOST_COLUMNS)
            height = read_span(item.get("rowspan"))
            check_size(place, 0, len(cells) + 1)
            text = self._read(item, f"{place}第{column + 1}格")
            cells.append(Cell(text, column, width))
            if height != 1:
                self._spans[column] = (height or MOST_ROWS) - 1, width
            for under in [at for at in covered if column < at < column + width]:  # two cells on one place
                self._go_on(covered, under, [])
            column += width
        for at in sorted(covered):
            self._go_on(covered, at, cells)
        return cells

    def _go_on(self, covered: dict[int, tuple[int, int]], column: int, cells: list[Cell]) -> int:
        """Put the cell that reaches down from above into a row; the column behind it."""
        left, width = covered.pop(column)
        cells.append(Cell("", column, width, is_above=True))
        if left > 1:
            self._spans[column] = left - 1, width
        return column + width


def read_span(value: str | None) -> int:
    """The number of a span; 0 is one to the end of the group of rows, 1 stands for what is none."""
    match = re.match(r"\s*\+?(\d+)", value or "")
    return min(int(match[1][:6]), MOST_ROWS) if match else 1
