"""Columns of years that hold the work of each year: a measure for each cell, due in its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from macros.imports.names.unit_names import NONE_MARK
from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.headings import Heading
from macros.imports.table.heads import Column, Head, Kind
from macros.imports.table.line import Line, PlanLines, Slot
from macros.words.wording import looks_like_deadline

_YEAR = re.compile(r"20\d\d年度?")
_WORK, _YEARS = "各年任务", "年度"


def spread_years(lines: PlanLines, report: Report) -> PlanLines:
    """The lines with one for each filled cell of a year; a cell over several years is due in the last of them."""
    head = lines.head
    dues = head.of(Kind.DEADLINE)
    if len(dues) < 2 or not all(_YEAR.fullmatch(column.name) for column in dues):
        return lines
    years = [column.index for column in dues]
    texts = [
        line.slots[at].text for line in lines.lines if isinstance(line, Line) for at in years if line.slots[at].text
    ]
    if sum(map(looks_like_deadline, texts)) * 2 > len(texts):
        return lines
    names = "”“".join(column.name for column in dues)
    report.decide("", f"“{names}”几栏写的是各年要做的事：每格作为一条措施，时限是那一年；跨几年的格算最后一年。")
    kept = [column for column in head.columns if column.index not in years]
    has_titles = bool(head.of(Kind.TASK))
    columns = _join_columns(kept, years[0], has_titles=has_titles)
    spread = _Spreader(head, [column.index for column in kept], columns, report)
    found = [
        item
        for line in lines.lines
        for item in ([line] if isinstance(line, Heading) else spread.list_lines(line, years))
    ]
    return replace(lines, head=replace(head, columns=columns), lines=found)


def _join_columns(kept: list[Column], at: int, *, has_titles: bool) -> tuple[Column, ...]:
    """The columns with those of the work and of its year in the place of the years."""
    kinds = [Kind.TASK if column.kind is Kind.MEASURE and not has_titles else column.kind for column in kept]
    old = [
        Column(Kind.OTHER if kind is Kind.MEASURE else kind, column.name, 0)
        for kind, column in zip(kinds, kept, strict=True)
    ]
    new = [*old[:at], Column(Kind.MEASURE, _WORK, 0), Column(Kind.DEADLINE, _YEARS, 0), *old[at:]]
    return tuple(replace(column, index=index) for index, column in enumerate(new))


class _Spreader:
    """Lines of one year each; `kept` are the places of the other columns in the old head."""

    def __init__(self, head: Head, kept: list[int], columns: tuple[Column, ...], report: Report) -> None:
        self._head, self._kept, self._columns, self._report = head, kept, columns, report

    def list_lines(self, line: Line, years: list[int]) -> Iterator[Line]:
        groups = []
        for group in _group(line, years):
            words = line.slots[group[0]].text
            if NONE_MARK.fullmatch(squeeze(words)):
                self._report.drop(line.place, words, "这一年没有任务的格")
            elif words:
                groups.append(group)
        for number, group in enumerate(groups or [years[:1]]):
            due = self._head.columns[group[-1]].name if groups else ""
            self._report.added.append(due)
            others = [line.slots[at] if not number else Slot(is_above=True) for at in self._kept]
            slots = [*others[: years[0]], line.slots[group[0]], Slot(due), *others[years[0] :]]
            yield Line(line.place, tuple(slots))


def _group(line: Line, years: list[int]) -> Iterator[list[int]]:
    """The years of each cell: those over which one cell goes are together."""
    group: list[int] = []
    for at in years:
        is_same = group and at in line.shared and group[-1] in line.shared and line.slots[at] == line.slots[group[-1]]
        if group and not is_same:
            yield group
            group = []
        group.append(at)
    yield group
