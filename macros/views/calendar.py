"""The calendar page: the year in months, the lists under it, and the year's picture, from the events."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from macros.model import DeadlineKind, Frequency, Measure, Plan, Recurrence, Task
from macros.views.deadlines import Event, EventKind
from macros.views.measures import MeasurePlace
from macros.views.units import sort_date
from macros.words.wording import create_reading, date_words


@dataclass(frozen=True, slots=True)
class DateGroup:
    """Dated measures that end on one day, or begin on it without an end; `anchor` is its place on the calendar."""

    anchor: str
    label: str
    rows: tuple[MeasurePlace, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: how many measures fall due or begin, whether a window is open, where the list is."""

    day: date
    due_count: int
    begin_count: int
    in_window: bool
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks begin on Monday; None for days of other months. Counts are of measures."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def days(self) -> tuple[Day, ...]:
        return tuple(day for week in self.weeks for day in week if day)

    @property
    def due_count(self) -> int:
        return sum(day.due_count for day in self.days)

    @property
    def begin_count(self) -> int:
        return sum(day.begin_count for day in self.days)

    @property
    def has_window(self) -> bool:
        return any(day.in_window for day in self.days)

    @property
    def is_quiet(self) -> bool:
        """Nothing falls due, begins or is open in it."""
        return not (self.due_count or self.begin_count or self.has_window)


@dataclass(frozen=True, slots=True)
class RecurrenceRow:
    task: Task
    measure: Measure
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class Lane:
    """A bar of one year's picture: months 1 to 12, both inclusive."""

    first_month: int
    last_month: int
    label: str
    count: int
    kind: EventKind
    anchor: str


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Each measure stands in exactly one of groups, ongoing, as_scheduled and withdrawn."""

    period: str
    months: tuple[Month, ...]
    groups: tuple[DateGroup, ...]
    ongoing: tuple[MeasurePlace, ...]
    as_scheduled: tuple[MeasurePlace, ...]
    withdrawn: tuple[MeasurePlace, ...]
    recurring: tuple[tuple[Frequency, tuple[RecurrenceRow, ...]], ...]
    lanes: dict[int, tuple[Lane, ...]]  # by the plan's years

    @property
    def dated_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def build_calendar(plan: Plan, events: Iterable[Event]) -> CalendarView:
    events = tuple(event for event in events if not event.is_cancelled)
    rows = [MeasurePlace(section, task, measure) for section, task, measure in plan.walk_active()]
    groups = _groups(row for row in rows if row.measure.deadline.is_dated)
    recurring: dict[Frequency, list[RecurrenceRow]] = {frequency: [] for frequency in Frequency}
    for row in rows:
        for recurrence in row.measure.recurrences:
            recurring[recurrence.every].append(RecurrenceRow(row.task, row.measure, recurrence))
    return CalendarView(
        period=plan.period,
        months=build_months(plan.years, events, _anchor),
        groups=groups,
        ongoing=tuple(row for row in rows if row.measure.deadline.kind is DeadlineKind.ONGOING),
        as_scheduled=tuple(row for row in rows if row.measure.deadline.kind is DeadlineKind.AS_SCHEDULED),
        withdrawn=tuple(MeasurePlace(*place) for place in plan.walk() if place[2].withdrawal),
        recurring=tuple((frequency, tuple(found)) for frequency, found in recurring.items() if found),
        lanes={year: _lanes(year, events) for year in plan.years},
    )


def _groups(rows: Iterable[MeasurePlace]) -> tuple[DateGroup, ...]:
    found: dict[str, list[MeasurePlace]] = {}
    for row in sorted(rows, key=lambda row: sort_date(row.measure)):
        found.setdefault(_anchor(row.measure), []).append(row)
    return tuple(DateGroup(anchor, _label(group[0].measure), tuple(group)) for anchor, group in found.items())


def _anchor(measure: Measure) -> str:
    """`due-2023-12-31`, `from-2023-11-01` where there is no end; what has no dated kind has a row of its own."""
    deadline = measure.deadline
    if not deadline.is_dated:
        return measure.id
    return f"due-{deadline.end}" if deadline.end else f"from-{deadline.start}"


def _label(measure: Measure) -> str:
    end = measure.deadline.end
    return f"{date_words(end)}前（含当日）" if end else create_reading(measure.deadline)


def build_months(
    years: Sequence[int], events: Iterable[Event], anchor_of: Callable[[Measure], str]
) -> tuple[Month, ...]:
    """The months of the years, and those before and after that events reach; what recurs is on no day.

    `anchor_of` says where on its page a day leads for a measure.
    """
    days = _Days(events)
    first, last = (years[0], 1), (years[-1], 12)
    if days.reach:
        first = min(first, (days.reach[0].year, days.reach[0].month))
        last = max(last, (days.reach[1].year, days.reach[1].month))
    months = []
    while first <= last:
        months.append(_month(*first, days, anchor_of))
        first = (first[0] + first[1] // 12, first[1] % 12 + 1)
    return tuple(months)


class _Days:
    """Events by the days on which something happens; `reach` is the first of these days and the last."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.due: dict[date, list[Event]] = {}
        self.begin: dict[date, list[Event]] = {}
        self.windows: list[tuple[date, date]] = []
        days = []
        for event in events:
            if event.kind is EventKind.RECURRING or event.is_cancelled:
                continue
            days += [event.start, event.end]
            if event.kind is not EventKind.FROM:
                self.due.setdefault(event.end, []).append(event)
            if event.kind is not EventKind.BY:
                self.begin.setdefault(event.start, []).append(event)
            if event.kind is EventKind.WINDOW:
                self.windows.append((event.start, event.end))
        self.reach = (min(days), max(days)) if days else None


def _month(year: int, month: int, days: _Days, anchor_of: Callable[[Measure], str]) -> Month:
    weeks = tuple(
        tuple(_day(day, days, anchor_of) if day else None for day in week) for week in _list_weeks(year, month)
    )
    return Month(year, month, weeks)


@lru_cache(maxsize=60)
def _list_weeks(year: int, month: int) -> tuple[tuple[date | None, ...], ...]:
    """The weeks of a month from Monday on, None for the days of other months."""
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    return tuple(tuple(day if day.month == month else None for day in week) for week in weeks)


def _day(day: date, days: _Days, anchor_of: Callable[[Measure], str]) -> Day:
    due, begin = days.due.get(day, ()), days.begin.get(day, ())
    in_window = any(start <= day <= end for start, end in days.windows)
    if not (due or begin or in_window):
        return _create_quiet_day(day)
    anchor = next((anchor_of(event.measure) for event in (*due, *begin)), None)
    return Day(day, len(due), len(begin), in_window, anchor)


@lru_cache(maxsize=800)
def _create_quiet_day(day: date) -> Day:
    return Day(day, 0, 0, in_window=False, anchor=None)


def _lanes(year: int, events: tuple[Event, ...]) -> tuple[Lane, ...]:
    """Dated measures that touch a year, those of the same months and kind joined."""
    found: dict[tuple[EventKind, int, int, int, int], list[Event]] = {}
    for event in events:
        end = date(year, 12, 31) if event.kind is EventKind.FROM else event.end
        touches = event.start.year <= year <= end.year  # a year before or after has its month on the calendar page
        if touches and event.kind is not EventKind.RECURRING and event.measure.deadline.is_dated:
            key = event.kind, event.start.year, event.start.month, end.year, end.month
            found.setdefault(key, []).append(event)
    return tuple(
        Lane(
            first if first_year == year else 1,
            last if last_year == year else 12,
            _lane_label(joined),
            len(joined),
            kind,
            _anchor(joined[0].measure),
        )
        for (kind, first_year, first, last_year, last), joined in found.items()
    )


def _lane_label(events: list[Event]) -> str:
    first, kind = events[0], events[0].kind
    is_one_day = len({event.end for event in events}) == 1
    if kind is EventKind.BY:
        return f"{first.end.month}月{first.end.day}日前" if is_one_day else f"{first.end.month}月内到期"
    if kind is EventKind.FROM:
        return f"{first.start.month}月{first.start.day}日起" if is_one_day else f"{first.start.month}月内开始"
    next_year = "次年" if first.end.year > first.start.year else ""
    return f"{first.start.month}月—{next_year}{first.end.month}月"
