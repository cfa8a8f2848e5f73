"""Tables of Word, with the merges that the file says (ECMA-376, part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from macros.imports.readers.document import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Row,
    Table,
    check_size,
    clean,
    prove_place,
    squeeze,
)
from macros.imports.readers.word.blocks import BlockReader
from macros.imports.readers.word.context import Context
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W, find_value, is_on, read_number
from macros.imports.readers.word.paragraphs import Line
from macros.imports.readers.word.runs import RunReader
from macros.imports.readers.word.words import list_words

_LONGEST_NAME = 12  # of a column, as it is named in places


class TableReader:
    """Reads one table; `place` is “第1张表”."""

    def __init__(self, blocks: BlockReader, runs: RunReader, findings: Findings, place: str) -> None:
        self._blocks, self._runs, self._findings, self._place = blocks, runs, findings, place
        self._merged: set[int] = set()  # columns where a cell of the row above is merged with others
        self._names: dict[int, str] = {}  # column -> its name in the head

    def read(self, element: Any, context: Context) -> Table:
        context = replace(context, table_style=find_value(element, "tblPr/tblStyle"))
        rows: list[Row] = []
        found = self._walk(element, f"{W}tr", context)
        for number, (row, inside) in enumerate(islice(found, MOST_ROWS + 1), 1):
            cells = self._read_row(row, number, inside)
            check_size(f"{self._place}第{number}行", 0, len(cells))
            if not self._names and len({cell.squeezed for cell in cells} - {""}) > 1:
                self._names = {cell.column: cell.squeezed for cell in cells if len(cell.squeezed) <= _LONGEST_NAME}
            rows.append(Row(number, tuple(cells)))
        check_size(self._place, len(rows), 0)
        grid = element.iterfind(f"{W}tblGrid/{W}gridCol")
        widths = tuple(read_number(column.get(f"{W}w", "")) or 0 for column in grid)
        return Table(self._place, tuple(rows), has_merges=True, widths=widths if all(widths) else ())

    def _walk(self, parent: Any, wanted: str, context: Context) -> Iterator[tuple[Any, Context]]:
        """Rows of a table or cells of a row, through what may stand around them."""
        for child in parent if parent is not None else ():
            if child.tag == wanted:
                yield child, context
            elif (inside := self._runs.enter(child, context)) is not None:
                yield from self._walk(inside[0], wanted, inside[1])
            else:
                self._runs.tell_other(child)

    def _read_row(self, element: Any, number: int, context: Context) -> list[Cell]:
        """Its cells; none of a row that is deleted, hidden or struck out."""
        self._findings.place = place = f"{self._place}第{number}行"
        if is_on(element.find(f"{W}trPr/{W}del")):
            self._findings.mention("是修订里删除的行，没有导入", list_words(element))
            return []
        cells: list[Cell] = []
        lines: list[Line] = []
        going_on: set[int] = set()
        column = read_number(find_value(element, "trPr/gridBefore")) or 0
        found = self._walk(element, f"{W}tc", context)
        for at, (cell, inside) in enumerate(islice(found, MOST_COLUMNS + 1), 1):
            span = max(1, read_number(find_value(cell, "tcPr/gridSpan")) or 1)
            prove_place(place, column + span)
            name = self._names.get(column)
            self._findings.place = f"{place}“{name}”栏" if name else f"{place}第{at}格"
            text = self._read_cell(cell, inside, lines)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if cells and _is_rest(cell.find(f"{W}tcPr/{W}hMerge")):  # an old way to merge side by side
                before = cells.pop()
                words = "\n".join(filter(None, (before.text, text)))
                cells.append(replace(before, text=words, columns=before.columns + span))
            else:
                cells.append(self._merge(text, column, span, is_rest=_is_rest(merge)))
                going_on |= {column} if merge is not None else set()
            column += span
        self._findings.place = place
        if any(line.has_left_out for line in lines) and not any(line.has_words for line in lines):
            self._findings.mention("整行是隐藏的或者加了删除线的，没有导入")
            return []
        self._merged = going_on
        return cells

    def _merge(self, text: str, column: int, span: int, *, is_rest: bool) -> Cell:
        """A cell that is whole, or the rest of the one above; some programs leave out where a merge begins."""
        is_above = is_rest and not (text and column not in self._merged)
        if is_above and text:
            self._findings.mention("有一格和上面合并了，里面另有看不见的文字，没有导入", squeeze(text))
        return Cell("" if is_above else text, column, span, is_above)

    def _read_cell(self, element: Any, context: Context, lines: list[Line]) -> str:
        """Its text; its lines are added to those of the row."""
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            self._findings.mention("是修订里删除的格，没有导入", list_words(element))
            return ""
        text = ""
        for line in self._walk_lines(element, context):
            lines.append(line)
            text += line.text if line.goes_on else f"{line.text}\n"
        return clean(text)

    def _walk_lines(self, element: Any, context: Context) -> Iterator[Line]:
        for child, inside in self._blocks.walk(element, context):
            if child.tag != f"{W}tbl":
                yield self._blocks.paragraphs.read(child, inside)
                continue
            self._findings.mention("这一格里还有一张表，文字照顺序并进这一格，请核对")
            styled = replace(inside, table_style=find_value(child, "tblPr/tblStyle"))
            for row, within in self._walk(child, f"{W}tr", styled):
                for cell, innermost in self._walk(row, f"{W}tc", within):
                    yield from self._walk_lines(cell, innermost)


def _is_rest(merge: Any) -> bool:
    """Whether a mark of merged cells says that its cell goes on with another."""
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
