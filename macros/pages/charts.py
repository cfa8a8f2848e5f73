"""Places of the marks of a picture, in the units of its SVG viewBox. Numbers only: templates draw, the style sheet paints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from macros.model import Unit
from macros.views.calendar import Month
from macros.views.matrix import Cooperation

_STEP = 22  # between the lines of the dot chart
_LETTER, _GAP = 14, 8  # a name's letters, and what parts it from the lines
_MONTH, _HEIGHT = 60, 180  # a column's width; the height of the highest


@dataclass(frozen=True)
class Place:
    x: float
    y: float
    unit: Unit


@dataclass(frozen=True)
class Dot:
    """Its area grows with the count."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class DotChart:
    """Leads from top to bottom, partners from left to right; a body's own place is left empty."""

    width: int
    height: int
    leads: tuple[Place, ...]
    partners: tuple[Place, ...]
    dots: tuple[Dot, ...]


def place_dots(cooperation: Cooperation) -> DotChart:
    left = _room(cooperation.leads)
    top = _room(cooperation.partners)
    rows = {unit.id: top + (number + 0.5) * _STEP for number, unit in enumerate(cooperation.leads)}
    columns = {unit.id: left + (number + 0.5) * _STEP for number, unit in enumerate(cooperation.partners)}
    most = max((link.count for link in cooperation.links), default=1)
    return DotChart(
        left + len(columns) * _STEP,
        top + len(rows) * _STEP,
        tuple(Place(left - _GAP, rows[unit.id], unit) for unit in cooperation.leads),
        tuple(Place(columns[unit.id], top - _GAP, unit) for unit in cooperation.partners),
        tuple(
            Dot(columns[link.partner.id], rows[link.lead.id], round(_STEP / 2 * math.sqrt(link.count / most), 2))
            for link in cooperation.links
        ),
    )


def _room(units: Sequence[Unit]) -> int:
    return max((len(unit.name) for unit in units), default=0) * (_LETTER + 1) + 2 * _GAP


@dataclass(frozen=True)
class Column:
    """One month: what falls due as a column on the base line; whether a time runs through it."""

    x: int
    y: float
    height: float
    month: Month


@dataclass(frozen=True)
class ColumnChart:
    width: int
    base: int  # y of the base line
    column_width: int
    columns: tuple[Column, ...]


def place_years(months: Sequence[Month], years: Sequence[int]) -> tuple[ColumnChart, ...]:
    """One picture; of a plan over several years one for each year, all on one scale."""
    most = max((month.due_count for month in months), default=0) or 1
    if len(years) == 1:
        return (place_columns(months, most),)
    return tuple(place_columns(tuple(found), most) for _, found in groupby(months, lambda month: month.year))


def place_columns(months: Sequence[Month], most: int) -> ColumnChart:
    """The columns of some months; `most` is what the highest column of all pictures counts."""
    heights = [round(_HEIGHT * month.due_count / most, 1) for month in months]
    base = _HEIGHT + 30  # room for the highest column's number
    return ColumnChart(
        len(months) * _MONTH,
        base,
        _MONTH,
        tuple(
            Column(number * _MONTH, base - height, height, month)
            for number, (month, height) in enumerate(zip(months, heights, strict=True))
        ),
    )
