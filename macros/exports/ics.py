"""Calendar feeds (RFC 5545), written by icalendar.

The same plan gives the same bytes: stamps come from the plan's revision, UIDs from the measures' permanent ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, vDuration, vRecur
from icalendar import Event as IcsEvent

from macros.model import Frequency, Plan
from macros.urls import measure_url
from macros.views.amendments import build_amendments
from macros.views.deadlines import INTERVALS, Event
from macros.views.measures import name_measure
from macros.words.wording import create_reading

#: 09:00 on the day before: fifteen hours before an all-day event begins.
_ALARM = timedelta(hours=-15)
_NAMES_IN_SUMMARY = 2


class FeedWriter:
    """Feeds of one plan; an event stands in many of them and is written once.

    `site_url` is the address of the site, with which every event links to its measure; without one the link is
    relative to the site, and the plan's id stands for the host in UIDs.
    """

    def __init__(self, plan: Plan, site_url: str | None) -> None:
        self._plan, self._site_url = plan, site_url
        self._written: dict[str, bytes] = {}

    def create_feed(self, name: str, events: Iterable[Event]) -> bytes:
        """A calendar of these events; valid and without events if there are none."""
        calendar = Calendar()
        calendar.add("prodid", f"-//{self._plan.id}//action-plan-site//ZH")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", "Asia/Shanghai")
        calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
        head, mark, end = bytes(calendar.to_ical()).rpartition(b"END:VCALENDAR")  # the last: a name may hold such words
        return b"".join([head, *map(self._write_event, events), mark, end])

    def _write_event(self, event: Event) -> bytes:
        if event.uid not in self._written:
            self._written[event.uid] = bytes(_create_event(self._plan, event, self._site_url).to_ical())
        return self._written[event.uid]


def _create_event(plan: Plan, event: Event, site_url: str | None) -> IcsEvent:
    stamp = datetime.combine(plan.revised_on, time(), UTC)
    component = IcsEvent()
    component.add("uid", f"{event.uid}@{urlsplit(site_url).hostname if site_url else plan.id}")
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstart", event.start)
    component.add("dtend", event.end + timedelta(days=1))
    if event.recurrence:
        component.add("rrule", _create_rule(event))
    component.add("summary", _create_summary(event))
    component.add("description", _create_description(plan, event))
    component.add("url", f"{site_url or ''}{measure_url(event.task, event.measure)}")
    held = [role.name for role in plan.roles if event.measure.assignments_of(role.id)]
    component.add("categories", [event.section.title, *held])
    component.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    if not event.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _create_summary(event))
        alarm.add("trigger", _ALARM)
        component.add_component(alarm)
    return component


def _create_rule(event: Event) -> vRecur:
    assert event.recurrence
    if event.recurrence.every is Frequency.WEEKLY:
        return vRecur({"freq": "WEEKLY", "until": event.until})
    interval = INTERVALS[event.recurrence.every]
    return vRecur({"freq": "MONTHLY", "interval": interval, "bymonthday": -1, "until": event.until})


def _create_summary(event: Event) -> str:
    measure = event.measure
    names = [item.printed for item in measure.assignments if item.role == measure.assignments[0].role]
    who = "、".join(names[:_NAMES_IN_SUMMARY]) + ("等" if len(names) > _NAMES_IN_SUMMARY else "")
    when = event.recurrence.every.value if event.recurrence else measure.deadline.text
    details = "，".join(part for part in (name_measure(event.task, measure), when, who) if part)
    state = "已取消：" if event.is_cancelled else ""
    return f"{state}{event.task.title}（{details}）"


def _create_description(plan: Plan, event: Event) -> str:
    measure = event.measure
    parts = [measure.text]
    for role in plan.roles:
        names = "、".join(item.printed for item in measure.assignments_of(role.id))
        parts.append(f"{role.name}：{names or plan.none_mark}")
    parts.append(f"完成时限：{measure.deadline.text}（{create_reading(measure.deadline)}）。{measure.deadline.basis}")
    if event.recurrence:
        parts.append(f"反复进行：{event.recurrence.words}。原文没有写明具体日子，按每期最后一天提醒。")
    parts += map(str, build_amendments(measure))
    parts.append(f"《{plan.title}》（{plan.status}）")
    return "\n".join(parts)
