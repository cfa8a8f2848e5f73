"""A table that was pasted from Word or Excel into a text: a line a row, a tab between two cells."""

from __future__ import annotations

import csv
import io
from itertools import islice

from macros.imports.readers.csv_file import create_table
from macros.imports.readers.document import MOST_COLUMNS, MOST_ROWS, Document, Table, check_size
from macros.imports.table.heads import find_head

#: Lines among which the head stands.
_FIRST_LINES = 40


def is_pasted(text: str) -> bool:
    """Whether the first line with a tab, which does not begin with one, leads to the head of a plan."""
    first = next((line for line in text.split("\n") if "\t" in line), "")
    if not first or first.startswith("\t"):
        return False
    lines = _cut_lines(text, _FIRST_LINES)
    if max(map(len, lines)) > MOST_COLUMNS:
        return False
    return find_head(_create(lines, Document())) is not None


def read_pasted(text: str) -> Document:
    """One table, with the lines above and below it as rows of their own. Raises UnreadableError."""
    document = Document()
    lines = _cut_lines(text, MOST_ROWS + 1)
    check_size("文本里的表", len(lines), max(map(len, lines), default=0))
    head = find_head(_create(lines[:_FIRST_LINES], Document()))
    width = head.width if head else 0
    joined = _join_cut(lines, head.last + 1 if head else 0, width)
    if len(joined) < len(lines):
        document.decisions.append(f"有{len(lines) - len(joined)}行是上一行的格里另起的一段，接在上一行后面，请核对。")
    document.blocks.append(_create(joined, document))
    return document


def _create(lines: list[list[str]], document: Document) -> Table:
    return create_table("文本里的表", lines, document)


def _cut_lines(text: str, most: int) -> list[list[str]]:
    """Rows as Excel copies them, a cell with line ends in quotes; where quotes do not fit that, they are the words' own."""
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True), most))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n", most)[:most]]


def _join_cut(lines: list[list[str]], first: int, width: int) -> list[list[str]]:
    """Rows under the head that Word cut at the end of a paragraph inside a cell, put together again.

    A row that is short of cells goes on with the next line, whose first piece belongs to its last cell.
    """
    joined = lines[:first]
    for at, line in enumerate(lines[first:], first):
        last = joined[-1] if joined else []
        is_open = at > first and 1 < len(last) < width
        if is_open and line and len(last) + len(line) - 1 <= width:
            joined[-1] = [*last[:-1], f"{last[-1]}\n{line[0]}", *line[1:]]
        else:
            joined.append(line)
    return joined
