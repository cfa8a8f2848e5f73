"""Reports of bodies on measures, for the pages: the latest entry of each, as it was reported."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Plan, ProgressEntry, Unit


@dataclass(frozen=True)
class ProgressRow:
    """The latest entry of one body for one measure; `earlier_count` entries came before it."""

    unit: Unit
    entry: ProgressEntry
    earlier_count: int


def build_progress(plan: Plan) -> dict[str, tuple[ProgressRow, ...]]:
    """Measure id -> one row a body, in the register's order; measures without a report are not in it."""
    found: dict[str, dict[str, list[ProgressEntry]]] = {}
    for entry in plan.progress:
        found.setdefault(entry.measure, {}).setdefault(entry.unit, []).append(entry)
    return {
        measure: tuple(
            ProgressRow(unit, max(by_unit[unit.id], key=lambda entry: entry.on), len(by_unit[unit.id]) - 1)
            for unit in plan.bodies
            if unit.id in by_unit
        )
        for measure, by_unit in found.items()
    }
