"""Reports of bodies on measures, for the pages: the latest entry of each, as it was reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model import Plan, ProgressEntry, Unit


@dataclass(frozen=True)
class ProgressRow:
    """An entry of a body's latest day for one measure; `earlier_count` entries came before that day.

    A body that took in others may have several of one day, each under the name of its time.
    """

    unit: Unit
    entry: ProgressEntry
    earlier_count: int


def build_progress(plan: Plan) -> dict[str, tuple[ProgressRow, ...]]:
    """Measure id -> the latest rows of each body, in the register's order; measures without a report are not in it."""
    found: dict[str, dict[str, list[ProgressEntry]]] = {}
    for entry in plan.progress:
        found.setdefault(entry.measure, {}).setdefault(entry.unit, []).append(entry)
    return {
        measure: tuple(
            row for unit in plan.bodies if unit.id in by_unit for row in _list_latest(unit, by_unit[unit.id])
        )
        for measure, by_unit in found.items()
    }


def _list_latest(unit: Unit, entries: list[ProgressEntry]) -> Iterator[ProgressRow]:
    day = max(entry.on for entry in entries)
    latest = [entry for entry in entries if entry.on == day]
    yield from (ProgressRow(unit, entry, len(entries) - len(latest)) for entry in latest)
