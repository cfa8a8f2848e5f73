"""The columns of a plan whose tables differ: one head for all of them, and where each table's own columns stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from macros.imports.report import Report
from macros.imports.table.heads import Column, Head, Kind
from macros.imports.table.roles import find_role
from macros.model import QuestionKind

#: Kinds of which a table has one column, whatever it is called.
_SINGLE = frozenset({Kind.NO, Kind.TASK, Kind.MEASURE, Kind.DEADLINE, Kind.SECTION, Kind.ID, Kind.PART})


@dataclass
class Columns:
    """The columns of all tables that were taken in so far."""

    columns: list[Column]

    def take_in(self, head: Head, place: str, report: Report) -> tuple[int, ...]:
        """The places of a table's columns among those of all; what the plan does not have yet is added.

        What is called by another name is told; a column of a kind that no table had before is asked about.
        """
        free = list(self.columns)
        places: list[int] = []
        for column in head.columns:
            known = next((other for other in free if _is_same(column, other)), None) or next(
                (other for other in free if _is_like(column, other)), None
            )
            if known is None:
                known = replace(column, index=len(self.columns))
                self.columns.append(known)
                self._tell_new(column, place, report)
            else:
                free.remove(known)
                if known.name != column.name:
                    report.decide(place, f"“{column.name}”栏按前面的“{known.name}”栏导入。")
            places.append(known.index)
        return tuple(places)

    def _tell_new(self, column: Column, place: str, report: Report) -> None:
        if column.kind is Kind.ROLE:
            report.decide(place, f"多出“{column.name}”栏，前面的表没有，按另一种责任导入。")
            return
        message = f"{place}的“{column.name}”栏，前面的表没有：这张表是不是同一份计划？现在一起导入。"
        report.ask_once(QuestionKind.COLUMN, f"{place}“{column.name}”", message, place=place)


def _is_same(one: Column, other: Column) -> bool:
    return (one.kind, one.name) == (other.kind, other.name)


def _is_like(one: Column, other: Column) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.ROLE:
        return (role := find_role(one.name)) is not None and role == find_role(other.name)
    return one.kind in _SINGLE


def join_heads(head: Head, columns: Sequence[Column]) -> Head:
    """The first table's head with the columns of all."""
    return replace(head, columns=tuple(columns))
