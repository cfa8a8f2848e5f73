"""Headings of a plan's tables that have no number: the line right above each table, or the name of its sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.imports.readers.document import Paragraph, Table
from macros.imports.table.heads import Head
from macros.imports.table.signs import HEADING

#: Names that programs give to sheets.
_NO_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_SHEET = re.compile(r"工作表“(.+)”")
_LONGEST = 30


@dataclass(frozen=True)
class Heading:
    place: str
    text: str


@dataclass(frozen=True)
class TableTitle:
    """The heading of one table; `dropped` is the text of the document that it was, "" where that text is something else too."""

    heading: Heading
    dropped: str


def find_table_titles(blocks: Sequence[Table | Paragraph], heads: Mapping[int, Head | None]) -> dict[int, TableTitle]:
    """The title of each table of the plan, by its place in the document, where each of several has one of its own."""
    plan = [number for number, head in heads.items() if head]
    if len(plan) < 2:
        return {}
    for find in (_find_sheet, _find_line):
        titles = {number: title for number in plan if (title := find(blocks, number, heads[number]))}
        if len({title.heading.text for title in titles.values()}) == len(plan):
            if find is _find_sheet:  # the first one's title is the plan's
                titles[plan[0]] = TableTitle(titles[plan[0]].heading, "")
            return titles
    return {}


def _find_sheet(blocks: Sequence[Table | Paragraph], number: int, head: Head | None) -> TableTitle | None:
    """The title line of a sheet, else its name."""
    table = blocks[number]
    assert isinstance(table, Table)
    name = _SHEET.fullmatch(table.place)
    if not name or head is None:
        return None
    above = [cell.text for row in table.rows[: head.first] for cell in row.cells if cell.squeezed]
    if above and len(above[0]) <= 2 * _LONGEST:
        return TableTitle(Heading(table.place, above[0].replace("\n", "")), above[0])
    return None if _NO_NAME.fullmatch(name[1]) else TableTitle(Heading(table.place, name[1]), "")


def _find_line(blocks: Sequence[Table | Paragraph], number: int, _: Head | None) -> TableTitle | None:
    """A short line without a number right above a table, under other lines."""
    above = blocks[number - 1] if number else None
    if not isinstance(above, Paragraph) or number < 2:
        return None
    text = above.text
    is_heading = (
        len(text) <= _LONGEST
        and not re.search(r"[。；：:，,]|^[（(]?(?:单位|注|附)", text)
        and not HEADING.fullmatch(text)
    )
    return TableTitle(Heading("表格上方", text), text) if is_heading else None
