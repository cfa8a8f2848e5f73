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
from macros.views.deadlines import INTERVALS, Event, EventKind
from macros.wording import create_reading, date_words

#: 09:00 on the day before: fifteen hours before an all-day event begins.
_ALARM = timedelta(hours=-15)
_NAMES_IN_SUMMARY = 2


def create_feed(plan: Plan, name: str, events: Iterable[Event], site_url: str | None) -> bytes:
    """A calendar of these events; valid and without events if there are none.

    `site_url` is the address of the site, with which every event links to its measure; without one the link is
    relative to the site, and the plan's id stands for the host in UIDs.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{plan.id}//action-plan-site//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in events:
        calendar.add_component(_create_event(plan, event, site_url))
    return bytes(calendar.to_ical())


def _create_event(plan: Plan, event: Event, site_url: str | None) -> IcsEvent:
    changes = [move.on for move in event.measure.moves]
    if event.measure.withdrawal:
        changes.append(event.measure.withdrawal.on)
    component = IcsEvent()
    component.add("uid", f"{event.uid}@{urlsplit(site_url).hostname if site_url else plan.id}")
    component.add("dtstamp", datetime.combine(plan.revised_on, time(), UTC))
    component.add("last-modified", datetime.combine(max(changes, default=plan.revised_on), time(), UTC))
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstart", event.start)
    component.add("dtend", event.end + timedelta(days=1))
    if event.recurrence:
        component.add("rrule", _create_rule(event))
    component.add("summary", _create_summary(event))
    component.add("description", _create_description(plan, event))
    component.add("url", f"{site_url or ''}{measure_url(event.task, event.measure)}")
    held = [role.name for role in plan.roles if any(item.role == role.id for item in event.measure.assignments)]
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
    names = [item.printed for item in event.measure.assignments if item.role == event.measure.assignments[0].role]
    who = "、".join(names[:_NAMES_IN_SUMMARY]) + ("等" if len(names) > _NAMES_IN_SUMMARY else "")
    when = event.recurrence.every.value if event.recurrence else event.measure.deadline.text
    state = "已撤销：" if event.is_cancelled else ""
    return f"{state}{event.task.title}（任务{event.task.no}第{event.measure.position}条，{when}，{who}）"


def _create_description(plan: Plan, event: Event) -> str:
    measure = event.measure
    parts = [measure.text]
    parts += [f"{role.name}：{_names(plan, role.id, event)}" for role in plan.roles]
    parts.append(f"完成时限：{measure.deadline.text}（{create_reading(measure.deadline)}）。{measure.deadline.basis}")
    if event.kind is EventKind.RECURRING and event.recurrence:
        parts.append(f"反复进行：{event.recurrence.words}。原文没有写明具体日子，按每期最后一天提醒。")
    parts += [f"原定{move.was.text}，{date_words(move.on)}改为现在的时限：{move.why}" for move in measure.moves]
    if measure.withdrawal:
        parts.append(f"{date_words(measure.withdrawal.on)}撤销：{measure.withdrawal.why}")
    parts.append(f"《{plan.title}》（{plan.status}）")
    return "\n".join(parts)


def _names(plan: Plan, role: str, event: Event) -> str:
    return "、".join(item.printed for item in event.measure.assignments if item.role == role) or plan.none_mark
