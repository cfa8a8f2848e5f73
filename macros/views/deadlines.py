"""When things fall due: every event once, the year in months, the lists of the calendar page."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from macros.model import DeadlineKind, Frequency, Measure, Plan, Recurrence, Task
from macros.views.units import sort_date
from macros.wording import create_reading, date_words


@dataclass(frozen=True)
class DeadlineRow:
    task: Task
    measure: Measure


@dataclass(frozen=True)
class Event:
    """A dated fact of one measure; days inclusive. A `from` event is its first day only."""

    kind: DeadlineKind
    start: date
    end: date
    task: Task
    measure: Measure


@dataclass(frozen=True)
class DateGroup:
    """Measures with the same dates; `anchor` is its place on the calendar page."""

    anchor: str
    label: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    rows: tuple[DeadlineRow, ...]


@dataclass(frozen=True)
class Day:
    """One day of a month: how many measures fall due or begin, whether a window is open, where the list is."""

    day: date
    due_count: int
    begin_count: int
    in_window: bool
    anchor: str | None


@dataclass(frozen=True)
class Month:
    """Weeks begin on Monday; None for days of other months. `due_count`: measures that fall due in it."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]
    due_count: int

    @property
    def is_quiet(self) -> bool:
        """Nothing falls due, begins or is open in it."""
        return not any(
            day and (day.due_count or day.begin_count or day.in_window) for week in self.weeks for day in week
        )


@dataclass(frozen=True)
class RecurrenceRow:
    task: Task
    measure: Measure
    recurrence: Recurrence


@dataclass(frozen=True)
class Lane:
    """A bar of the year's picture: months 1 to 12 of the plan's year, both inclusive."""

    first_month: int
    last_month: int
    label: str
    count: int
    kind: DeadlineKind
    anchor: str


@dataclass(frozen=True)
class CalendarView:
    """Each measure stands in exactly one of groups, ongoing and as_scheduled."""

    year: int
    months: tuple[Month, ...]
    groups: tuple[DateGroup, ...]
    ongoing: tuple[DeadlineRow, ...]
    as_scheduled: tuple[DeadlineRow, ...]
    recurring: tuple[tuple[Frequency, tuple[RecurrenceRow, ...]], ...]
    lanes: tuple[Lane, ...]

    @property
    def dated_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def build_events(plan: Plan) -> tuple[Event, ...]:
    """Every dated event, by date, then in printed order; the start of what has its end set elsewhere is one."""
    events = []
    for _, task, measure in plan.walk():
        deadline = measure.deadline
        start, end = deadline.start, deadline.end
        if start and end:
            events.append(Event(DeadlineKind.WINDOW, start, end, task, measure))
        elif end:
            events.append(Event(DeadlineKind.BY, end, end, task, measure))
        elif start:
            events.append(Event(DeadlineKind.FROM, start, start, task, measure))
    return tuple(sorted(events, key=lambda event: (event.end, event.start)))


def build_calendar(plan: Plan, events: Iterable[Event]) -> CalendarView:
    events = tuple(events)
    rows = [DeadlineRow(task, measure) for _, task, measure in plan.walk()]
    groups = _groups(row for row in rows if row.measure.deadline.is_dated)
    recurring: dict[Frequency, list[RecurrenceRow]] = {frequency: [] for frequency in Frequency}
    for row in rows:
        for recurrence in row.measure.recurrences:
            recurring[recurrence.every].append(RecurrenceRow(row.task, row.measure, recurrence))
    return CalendarView(
        year=plan.year,
        months=_months(plan.year, events, groups),
        groups=groups,
        ongoing=tuple(row for row in rows if row.measure.deadline.kind is DeadlineKind.ONGOING),
        as_scheduled=tuple(row for row in rows if row.measure.deadline.kind is DeadlineKind.AS_SCHEDULED),
        recurring=tuple((frequency, tuple(found)) for frequency, found in recurring.items() if found),
        lanes=_lanes(plan.year, groups),
    )


def _groups(rows: Iterable[DeadlineRow]) -> tuple[DateGroup, ...]:
    found: dict[tuple[DeadlineKind, date | None, date | None], list[DeadlineRow]] = {}
    for row in sorted(rows, key=lambda row: sort_date(row.measure)):
        deadline = row.measure.deadline
        found.setdefault((deadline.kind, deadline.start, deadline.end), []).append(row)
    return tuple(
        DateGroup(_anchor(start, end), create_reading(group[0].measure.deadline), kind, start, end, tuple(group))
        for (kind, start, end), group in found.items()
    )


def _anchor(start: date | None, end: date | None) -> str:
    """`due-2023-12-31`, `from-2023-11-01` or `from-2023-06-01-due-2023-09-30`."""
    parts = ([f"from-{start}"] if start else []) + ([f"due-{end}"] if end else [])
    return "-".join(parts)


def _months(year: int, events: tuple[Event, ...], groups: tuple[DateGroup, ...]) -> tuple[Month, ...]:
    first, last = (year, 1), (year, 12)
    if events:
        first = min(first, *((event.start.year, event.start.month) for event in events))
        last = max(last, *((event.end.year, event.end.month) for event in events))
    months = []
    while first <= last:
        months.append(_month(*first, events, groups))
        first = (first[0] + first[1] // 12, first[1] % 12 + 1)
    return tuple(months)


def _month(year: int, month: int, events: tuple[Event, ...], groups: tuple[DateGroup, ...]) -> Month:
    weeks = tuple(
        tuple(_day(day, events, groups) if day.month == month else None for day in week)
        for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    )
    return Month(year, month, weeks, sum(day.due_count for week in weeks for day in week if day))


def _day(day: date, events: tuple[Event, ...], groups: tuple[DateGroup, ...]) -> Day:
    due = [event for event in events if event.end == day and event.kind is not DeadlineKind.FROM]
    begin = [event for event in events if event.start == day and event.kind is not DeadlineKind.BY]
    anchor = next((group.anchor for group in groups if group.end == day), None) or next(
        (group.anchor for group in groups if group.start == day), None
    )
    if anchor is None and begin:
        anchor = begin[0].measure.id  # a start whose end is set elsewhere: its row in that list
    in_window = any(event.kind is DeadlineKind.WINDOW and event.start <= day <= event.end for event in events)
    return Day(day, len(due), len(begin), in_window, anchor)


def _lanes(year: int, groups: tuple[DateGroup, ...]) -> tuple[Lane, ...]:
    """Groups that touch the plan's year, those of the same months joined."""
    lanes: dict[tuple[int, int, DeadlineKind], Lane] = {}
    for group in groups:
        start, end = group.start or group.end, group.end or date(year, 12, 31)
        if start is None or start.year > year or end.year < year:
            continue  # outside the picture; the calendar page has its month
        first = start.month if start.year == year else 1
        last = end.month if end.year == year else 12
        key = first, last, group.kind
        known = lanes.get(key)
        label = _lane_label(group) if known is None or known.label == _lane_label(group) else f"{last}月内到期"
        count = len(group.rows) + (known.count if known else 0)
        lanes[key] = Lane(first, last, label, count, group.kind, known.anchor if known else group.anchor)
    return tuple(lanes.values())


def _lane_label(group: DateGroup) -> str:
    if group.kind is DeadlineKind.WINDOW and group.start and group.end:
        return f"{group.start.month}月—{group.end.month}月"
    if group.end:
        return f"{group.end.month}月{group.end.day}日前"
    return date_words(group.start).split("年")[1] + "起" if group.start else group.label
