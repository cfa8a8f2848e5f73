"""Every dated event of the plan, derived once: page, feeds and JSON read this and nothing else."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from macros.model import Deadline, Frequency, Measure, Plan, Recurrence, Section, Task
from macros.views.duties import Duty


class EventKind(StrEnum):
    BY = "by"
    WINDOW = "window"
    FROM = "from"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact of one measure; days inclusive.

    A `from` event is its first day only. A recurring one is its first occurrence, `until` the last day on which it
    may occur: where the text gives no day, the last day of each month, quarter and so on. A part of a period before
    the deadline has no occurrence of its own: the deadline's own event falls on its end. `uid` is permanent: it holds
    the kind under which the event was first published; the address of the site comes only in a feed. `sequence`
    rises with every move, and once more with a withdrawal.
    """

    uid: str
    kind: EventKind
    start: date
    end: date
    recurrence: Recurrence | None
    until: date | None
    sequence: int
    is_cancelled: bool
    section: Section
    task: Task
    measure: Measure


def build_events(plan: Plan) -> tuple[Event, ...]:
    """Every event, by its last day, then its first, then in printed order; those of withdrawn measures too."""
    events = []
    for section, task, measure in plan.walk():
        place = section, task, measure
        is_withdrawn = measure.withdrawal is not None
        sequence = len(measure.moves) + is_withdrawn
        published = [dates for move in measure.moves if (dates := find_dates(move.was))]
        now = find_dates(measure.deadline)
        if dates := now or next(reversed(published), None):
            uid = f"{measure.id}-{published[0][0] if published else dates[0]}"
            # a deadline that was given up takes its event out of the calendars that hold it
            events.append(Event(uid, *dates, None, None, sequence, is_withdrawn or now is None, *place))
        for recurrence in measure.recurrences:
            until = measure.deadline.end or date(plan.years[-1], 12, 31)
            first = find_first(recurrence.every, measure.deadline.start or date(plan.year, 1, 1))
            if first and first <= until:
                uid = f"{measure.id}-{recurrence.every.name.lower().replace('_', '-')}"
                events.append(
                    Event(uid, EventKind.RECURRING, first, first, recurrence, until, sequence, is_withdrawn, *place)
                )
    return tuple(sorted(events, key=lambda event: (event.end, event.start)))


def find_dates(deadline: Deadline) -> tuple[EventKind, date, date] | None:
    """The entry of a deadline in a calendar: kind, first and last day; None where it has no date."""
    start, end = deadline.start, deadline.end
    if start and end:
        return EventKind.WINDOW, start, end
    if end:
        return EventKind.BY, end, end
    return (EventKind.FROM, start, start) if start else None


#: Months in the interval of a frequency.
INTERVALS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


def find_first(every: Frequency, start: date) -> date | None:
    """The last day of the interval that `start` lies in; None for a frequency without an interval."""
    if every is Frequency.WEEKLY:
        return start + timedelta(days=6 - start.weekday())
    if every not in INTERVALS:
        return None
    month = -(-start.month // INTERVALS[every]) * INTERVALS[every]
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def build_events_by_holder(
    duties: Iterable[Duty], events: Iterable[Event]
) -> dict[tuple[str, str | None], tuple[Event, ...]]:
    """The events of the measures in which a body holds a certain duty: by body and role, and by body alone (None)."""
    holders: dict[str, dict[tuple[str, str | None], None]] = {}
    for duty in duties:
        if duty.certain:
            held = holders.setdefault(duty.measure.id, {})
            held[duty.unit.id, None] = held[duty.unit.id, duty.role.id] = None
    found: dict[tuple[str, str | None], list[Event]] = {}
    for event in events:
        for holder in holders.get(event.measure.id, ()):
            found.setdefault(holder, []).append(event)
    return {holder: tuple(held) for holder, held in found.items()}
