"""Habits of one table, found by looking at all of its lines at once: they decide how an empty cell is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.imports.table.headings import Heading
from macros.imports.table.heads import Head, Kind
from macros.imports.table.line import Line, PlanLines, Slot
from macros.imports.table.signs import SENTENCE_ENDS

NONE = re.compile(r"[—\-–－/／、]+|无|\\")


@dataclass(frozen=True)
class Habits:
    """`roles` and `dues` are the numbers of the columns that hold bodies and deadlines."""

    head: Head
    roles: tuple[int, ...]
    dues: tuple[int, ...]
    is_flat: bool  # no row leaves anything to the row above
    has_blank_cells: bool  # cells of bodies are left empty where there is nothing to say
    has_blank_dues: bool  # so are those of deadlines
    has_open_ends: bool  # measures end without a full stop though no page cuts them
    has_merged_dues: bool  # deadlines go over several measures
    has_none_marks: bool  # where there is no body, the cell says so

    def slot(self, line: Line, kind: Kind) -> Slot:
        """The line's cell in the first column of a kind; an empty one where the table has no such column."""
        return slot_of(self.head, line, kind)


def slot_of(head: Head, line: Line, kind: Kind) -> Slot:
    columns = head.of(kind)
    return line.slots[columns[0].index] if columns else Slot()


def find_habits(lines: PlanLines) -> Habits:
    head = lines.head
    roles = tuple(column.index for column in head.of(Kind.ROLE))
    dues = tuple(column.index for column in head.of(Kind.DEADLINE))
    rows = [line for line in lines.lines if isinstance(line, Line)]
    number = head.of(Kind.ID) or head.of(Kind.NO)
    filled = [column.index for column in (*number[:1], *head.of(Kind.TASK)[:1])]
    return Habits(
        head,
        roles,
        dues,
        is_flat=bool(number) and len(rows) > 1 and all(row.slots[i].text for row in rows for i in filled),
        has_blank_cells=_has_blank_cells(lines.lines, roles),
        has_blank_dues=_has_blank_cells(lines.lines, dues),
        has_open_ends=_has_open_ends(head, dues, rows),
        has_merged_dues=_has_merged_dues(head, dues, rows),
        has_none_marks=any(NONE.fullmatch(row.slots[i].text) for row in rows for i in roles),
    )


def _has_open_ends(head: Head, dues: Sequence[int], rows: Sequence[Line]) -> bool:
    """A text without a full stop stands above a row that has a deadline of its own."""
    return any(
        (text := slot_of(head, row, Kind.MEASURE).text)
        and text[-1] not in SENTENCE_ENDS
        and any(below.slots[i].text for i in dues)
        for row, below in pairwise(rows)
    )


def _has_merged_dues(head: Head, dues: Sequence[int], rows: Sequence[Line]) -> bool:
    """A deadline is empty though the text above has its full stop."""
    return any(
        slot_of(head, row, Kind.MEASURE).text[-1:] in SENTENCE_ENDS
        and slot_of(head, below, Kind.MEASURE).text
        and not slot_of(head, below, Kind.NO).text
        and all(below.slots[i].is_open for i in dues)
        for row, below in pairwise(rows)
        if dues and slot_of(head, row, Kind.MEASURE).text
    )


def _has_blank_cells(lines: Iterable[Line | Heading], columns: Iterable[int]) -> bool:
    """A cell is empty right under a heading, where nothing stands above with which it could be merged."""
    columns = tuple(columns)
    before: Line | Heading | None = None
    for line in lines:
        is_first = isinstance(line, Line) and not isinstance(before, Line)
        if is_first and any(line.slots[i].is_open for i in columns):  # type: ignore[union-attr]  # it is a Line
            return True
        before = line
    return False
