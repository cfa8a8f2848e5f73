"""The years in which the work of a plan can be: a date outside of them is a slip rather than a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from macros.model import Deadline

#: Years after the plan's up to which a deadline may lie, and in which its work may still be reported.
_DEADLINES_AFTER, _REPORTS_AFTER = 10, 5


def has_far_year(deadline: Deadline, year: int) -> bool:
    """Whether a deadline lies before the year of its plan, or long after."""
    days = (deadline.start, deadline.end)
    return any(not year <= day.year <= year + _DEADLINES_AFTER for day in days if day)


def is_report_year(on: date, years: Sequence[int]) -> bool:
    """Whether work of a plan for some years may have been reported on a day."""
    return years[0] - 1 <= on.year <= years[-1] + _REPORTS_AFTER
