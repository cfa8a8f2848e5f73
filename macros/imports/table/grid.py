"""Cells of a table under the columns that its head shows.

Word and Excel put a line of the grid wherever some cell ends, so that one printed column often is two or three of the
grid, and two rows seldom end their cells at quite the same place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from macros.imports.readers.document import Cell, Row, Table


@dataclass(frozen=True)
class Grid:
    """`edges` are where the printed columns begin, and where the last one ends, in columns of the table's grid; `widths`
    those of the grid's columns, as far as the file says.
    """

    edges: tuple[int, ...]
    widths: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        return len(self.edges) - 1

    @cached_property
    def _edges(self) -> frozenset[int]:
        return frozenset(self.edges)

    def fit(self, row: Row) -> Row:
        """The row with its cells under the printed columns; two in one column are one, what stands beyond stays beyond."""
        if row.is_loose:
            return row
        is_exact = all({cell.column, cell.column + cell.columns} <= self._edges for cell in row.cells)
        if not is_exact and len(row.cells) == self.width:
            return replace(row, cells=tuple(replace(c, column=at, columns=1) for at, c in enumerate(row.cells)))
        cells: list[Cell] = []
        for cell in row.cells:
            first, count = self._place(cell)
            if cells and first < cells[-1].column + cells[-1].columns:
                cells[-1] = _join(cells[-1], cell, first + count)
            else:
                cells.append(replace(cell, column=first, columns=count))
        return replace(row, cells=tuple(cells))

    def _place(self, cell: Cell) -> tuple[int, int]:
        """The printed columns of which a cell takes more than half; if there are none, the one in which most of it is."""
        first = max(0, bisect_right(self.edges, cell.column) - 1)
        last = min(self.width, bisect_left(self.edges, cell.column + cell.columns))
        shares = {at: self._measure(cell, *self.edges[at : at + 2]) for at in range(first, last)}
        taken = [at for at, share in shares.items() if 2 * share > self._size(*self.edges[at : at + 2])]
        if taken:
            return taken[0], taken[-1] - taken[0] + 1
        if not any(shares.values()):
            return self.width + max(0, cell.column - self.edges[-1]), cell.columns
        return max(shares, key=lambda at: shares[at]), 1

    def _measure(self, cell: Cell, start: int, end: int) -> int:
        return self._size(max(start, cell.column), min(end, cell.column + cell.columns))

    def _size(self, start: int, end: int) -> int:
        if len(self.widths) < self.edges[-1]:
            return max(0, end - start)
        return max(0, self._places[min(end, len(self.widths))] - self._places[start])

    @cached_property
    def _places(self) -> list[int]:
        """Distances from the table's edge: the beginning of each column of the grid, and the end of the last one."""
        return [0, *accumulate(self.widths)]


def _join(one: Cell, other: Cell, end: int) -> Cell:
    texts = [text for text in (one.text, other.text) if text]
    columns = max(one.columns, end - one.column)
    return Cell("\n".join(texts), one.column, columns, one.is_above and other.is_above)


def create_grid(table: Table, rows: Iterable[Row]) -> Grid:
    """The printed columns that the cells of some rows show."""
    edges = {0, *(edge for row in rows for cell in row.cells for edge in (cell.column, cell.column + cell.columns))}
    return Grid(tuple(sorted(edges)), table.widths)


def find_grid(table: Table, width: int) -> Grid | None:
    """The printed columns of a table without a head: those of most rows that have as many cells as there are columns."""
    found = Counter(create_grid(table, [row]).edges for row in table.rows if len(row.cells) == width)
    return Grid(found.most_common(1)[0][0], table.widths) if found else None


def list_joined(row: Row, fitted: Row) -> Sequence[Cell]:
    """Cells of a fitted row that were several cells with a text."""
    texts = {cell.text for cell in row.cells}
    return [cell for cell in fitted.cells if cell.squeezed and cell.text not in texts]
