"""The feeds, read by another parser than the one that wrote them (vobject), and compared with the plan."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from macros.exports.ics import FeedWriter
from macros.model import Frequency, Plan
from macros.views.deadlines import build_events, find_first
from macros.views.plan_views import PlanViews
from tests.conftest import CLEAN, OTHER, PLAN, ROOT, load, run_mkdocs

SITE_URL = "https://plan.example/sub/"
Editor = Callable[[str, str], Plan]


def parse(content: bytes) -> list[Any]:
    calendar = vobject.readOne(content.decode())
    calendar.validate(raiseException=True)
    return list(getattr(calendar, "vevent_list", []))


def uids(events: list[Any]) -> list[str]:
    return [event.uid.value.split("@")[0] for event in events]


@pytest.fixture(scope="module")
def feed(views: PlanViews) -> list[Any]:
    return parse(FeedWriter(views.plan, SITE_URL).create_feed(views.plan.short_title, views.events))


@pytest.fixture
def edit(tmp_path: Path) -> Editor:
    """The plan after one replacement in a copy of the real tasks.yaml."""

    def editor(old: str, new: str) -> Plan:
        folder = tmp_path / "plan"
        shutil.copytree(PLAN, folder, dirs_exist_ok=True)
        text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / "tasks.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return load(folder)

    return editor


def test_events_are_the_documents(feed: list[Any]) -> None:
    """37 dated measures, the start of one whose end is set elsewhere, one monthly and one quarterly duty."""
    found = uids(feed)
    assert len(found) == len(set(found)) == 37 + 1 + 2
    by_kind = {kind: [uid for uid in found if uid.endswith(f"-{kind}")] for kind in ("by", "window", "from")}
    assert len(by_kind["by"]) == 36
    assert by_kind["window"] == ["t8-2-window"]
    assert by_kind["from"] == ["t10-4-from"]
    assert [uid for uid in found if uid.endswith(("-monthly", "-quarterly"))] == ["t15-6-monthly", "t5-2-quarterly"]
    assert all(event.uid.value.endswith("@plan.example") for event in feed)


@pytest.mark.parametrize(
    ("uid", "start", "end"),
    [
        ("t8-2-window", "2023-06-01", "2023-10-01"),
        ("t20-1-by", "2023-06-30", "2023-07-01"),
        ("t23-1-by", "2023-11-14", "2023-11-15"),
        ("t1-1-by", "2023-12-31", "2024-01-01"),
        ("t10-4-from", "2023-11-01", "2023-11-02"),
    ],
)
def test_days_end_on_the_day_after(feed: list[Any], uid: str, start: str, end: str) -> None:
    event = feed[uids(feed).index(uid)]
    assert (event.dtstart.value, event.dtend.value) == (date.fromisoformat(start), date.fromisoformat(end))
    assert event.dtstart.params == event.dtend.params == {"VALUE": ["DATE"]}


@pytest.mark.parametrize(
    ("uid", "days"),
    [
        ("t15-6-monthly", [date(2023 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]),
        ("t5-2-quarterly", [date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)]),
    ],
)
def test_what_recurs_recurs_until_the_end(feed: list[Any], uid: str, days: list[date]) -> None:
    event = feed[uids(feed).index(uid)]
    assert [moment.date() for moment in event.getrruleset(addRDate=True)] == days
    assert "原文没有写明具体日子" in event.description.value


def test_words_arrive_as_they_are(feed: list[Any], views: PlanViews) -> None:
    measures = {measure.id: measure for measure in views.plan.measures}
    for event, uid in zip(feed, uids(feed), strict=True):
        measure = measures[uid.rsplit("-", 1)[0]]
        assert event.description.value.startswith(measure.text + "\n牵头单位：")
        assert f"完成时限：{measure.deadline.text}（" in event.description.value
        assert measure.deadline.basis in event.description.value
        assert measure.deadline.text in event.summary.value or "每" in event.summary.value
        assert event.categories.value[0] in {section.title for section in views.plan.sections}
        assert event.status.value == "CONFIRMED"
        assert event.sequence.value == "0"
        assert event.dtstamp.value.isoformat() == "2026-11-23T00:00:00+00:00"
        [alarm] = event.valarm_list
        assert alarm.trigger.value == timedelta(hours=-15)
        assert alarm.description.value


def test_text_that_is_hostile_to_the_format(edit: Editor) -> None:
    words = '分号;逗号,反斜杠\\，引号"，BEGIN:VEVENT，😀' + "长" * 300
    plan = edit("开展门头沟区餐饮油烟专项评估", words)
    [event] = [
        event
        for event in parse(FeedWriter(plan, None).create_feed("名;称,", build_events(plan)))
        if "t18-2" in event.uid.value
    ]
    assert event.description.value.startswith(words + "\n")


def test_lines_are_folded_as_the_standard_says(site: Path) -> None:
    feeds = sorted(site.rglob("*.ics"))
    assert len(feeds) == 1 + 2 * 42 + 40 - 1, "the plan, two a body, one a measure with an event (t5-2 has two)"
    for path in feeds:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n")
        assert max(len(line) for line in content.split(b"\r\n")) <= 75
        content.decode()
        for line in content.split(b"\r\n"):
            line.decode()  # no character is cut in two


@pytest.mark.parametrize("name", ["calendar/deadlines.ics", "towns/tanzhesi/deadlines.ics", "agencies/tax/lead.ics"])
def test_heads_say_what_clients_want(site: Path, name: str) -> None:
    head = (site / name).read_bytes().decode().split("BEGIN:VEVENT")[0]
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ):
        assert line in head.split("\r\n")
    assert "X-WR-CALNAME:" in head


def test_each_bodys_feed_is_what_its_page_lists(site: Path, views: PlanViews) -> None:
    """Compared with the JSON of the body: certain duties whose deadline has a date, and those that recur."""
    events = {event.uid: event.measure.id for event in views.events}
    for unit in views.plan.bodies:
        data = json.loads((site / "api/v1/units" / f"{unit.id}.json").read_text(encoding="utf-8"))
        folder = site / ("towns" if unit.is_town else "agencies") / unit.id
        for name, roles in (("deadlines.ics", {"lead", "responsible"}), ("lead.ics", {"lead"})):
            held = {duty["measure"] for duty in data["duties"] if duty["certain"] and duty["role"] in roles}
            found = uids(parse((folder / name).read_bytes()))
            assert sorted(found) == sorted(uid for uid, measure in events.items() if measure in held)


def test_a_body_without_dates_has_an_empty_feed_and_is_told_so(site: Path) -> None:
    assert parse((site / "agencies" / "state-assets" / "deadlines.ics").read_bytes()) == []
    page = (site / "agencies" / "state-assets" / "index.html").read_text(encoding="utf-8")
    assert "没有写明日期、也没有按期重复的措施，日历订阅里暂时没有内容" in page


def test_a_measure_to_take_away_is_its_own_events(site: Path, views: PlanViews) -> None:
    files = sorted((site / "tasks").rglob("*.ics"))
    assert len(files) == len({event.measure.id for event in views.events})
    for path in files:
        found = uids(parse(path.read_bytes()))
        assert sorted(found) == sorted(event.uid for event in views.events if event.measure.id == path.stem)


def test_every_event_links_to_its_measure(site: Path, tmp_path: Path) -> None:
    result = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path), SITE_URL=SITE_URL)
    assert result.returncode == 0, result.stderr
    for event in parse((tmp_path / "calendar" / "deadlines.ics").read_bytes()):
        path, anchor = event.url.value.removeprefix(SITE_URL).split("#")
        assert f'id="{anchor}"' in (tmp_path / path / "index.html").read_text(encoding="utf-8")
    page = (tmp_path / "towns" / "tanzhesi" / "index.html").read_text(encoding="utf-8")
    assert "webcal://plan.example/sub/towns/tanzhesi/deadlines.ics" in page
    assert '<link rel="alternate feed" type="text/calendar" title="潭柘寺镇的时限" href="deadlines.ics">' in page
    relative = parse((site / "calendar" / "deadlines.ics").read_bytes())
    assert all(re.fullmatch(r"tasks/\d+/#t\d+-\d+", event.url.value) for event in relative)


def test_json_has_the_feeds_events_and_all_that_has_none(site: Path, feed: list[Any]) -> None:
    data = json.loads((site / "api/v1/deadlines.json").read_text(encoding="utf-8"))
    assert [event["uid"] for event in data["events"]] == uids(feed)
    for event, found in zip(data["events"], feed, strict=True):
        assert event["start"] == found.dtstart.value.isoformat()
        assert event["end"] == (found.dtend.value - timedelta(days=1)).isoformat()
    assert len(data["undated"]) == 68 - 37 - 1


def test_a_measure_in_the_middle_changes_no_other_event(views: PlanViews, tmp_path: Path) -> None:
    """All printed rows after it move on; ids, and so UIDs, do not."""
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    text = re.sub(r"rows: \[(.*)\]", lambda match: f"rows: [{', '.join(map(move_on, match[1].split(', ')))}]", text)
    new = (
        "          - id: t20-4\n            text: 新增的一条。\n            due: 9月底前\n"
        "            lead: [区生态环境局]\n            responsible: []\n            rows: [54]\n"
    )
    text = text.replace("          - id: t20-2\n", new + "          - id: t20-2\n")
    (folder / "tasks.yaml").write_text(text, encoding="utf-8")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    plan = plan.replace("measures: 68", "measures: 69").replace("rows: 70", "rows: 71")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    after = {event.uid for event in build_events(load(folder))}
    assert after - {event.uid for event in views.events} == {"t20-4-by"}
    assert {event.uid for event in views.events} <= after


def move_on(row: str) -> str:
    return str(int(row) + (int(row) >= 54))


def test_same_bytes_in_any_time_zone() -> None:
    script = (
        "import sys, hashlib, pathlib; sys.path.insert(0, '.')\n"
        "from macros.check.checker import check_plan; from macros.views.plan_views import PlanViews\n"
        "from macros.exports.ics import FeedWriter\n"
        "v = PlanViews(check_plan(pathlib.Path('plan'))[0])\n"
        "print(hashlib.sha256(FeedWriter(v.plan, None).create_feed('x', v.events)).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT, env={**CLEAN, "TZ": zone, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("2", "America/Los_Angeles"))
    }  # fmt: skip
    assert len(found) == 1


def test_a_moved_deadline_keeps_its_uid_and_says_so(edit: Editor) -> None:
    plan = edit(
        "            due: 6月底\n",
        "            due: 7-9月\n            moved:\n              - was: 6月底\n                on: 2023-06-20\n"
        "                why: 站点调整推迟\n",
    )
    [event] = [
        event
        for event in parse(FeedWriter(plan, None).create_feed("x", build_events(plan)))
        if "t20-1" in event.uid.value
    ]
    assert event.uid.value == "t20-1-by@mentougou-air-2023"
    assert event.sequence.value == "1"
    assert (event.dtstart.value, event.dtend.value) == (date(2023, 7, 1), date(2023, 10, 1))
    assert "时限已改：2023年6月20日，原定6月底，改为7-9月：站点调整推迟" in event.description.value


def test_a_withdrawn_measure_is_cancelled_and_nobodys_duty(edit: Editor, views: PlanViews) -> None:
    plan = edit(
        "            due: 采暖季前\n",
        "            due: 采暖季前\n            withdrawn:\n              on: 2023-09-01\n              why: 改由市级实施\n",
    )
    after = PlanViews(plan)
    assert after.units["urban-management"].total == views.units["urban-management"].total - 1
    calendar = after.calendar
    assert [row.measure.id for row in calendar.withdrawn] == ["t23-1"]
    assert calendar.dated_count + len(calendar.ongoing) + len(calendar.as_scheduled) == 67
    for events in (after.events, after.events_of("urban-management", "lead")):
        [event] = [
            event for event in parse(FeedWriter(plan, None).create_feed("x", events)) if "t23-1" in event.uid.value
        ]
        assert event.uid.value.startswith("t23-1-by@")
        assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")
        assert "已撤销：2023年9月1日，改由市级实施" in event.description.value
        assert not hasattr(event, "valarm")


def test_a_window_over_new_year_and_a_leap_day() -> None:
    plan = load(OTHER)
    found = parse(FeedWriter(plan, None).create_feed("x", build_events(plan)))
    events = dict(zip(uids(found), found, strict=True))
    assert len(found) == 4
    window, leap, start = events["first-1-window"], events["second-1-by"], events["second-2-from"]
    assert (window.dtstart.value, window.dtend.value) == (date(2024, 11, 15), date(2025, 3, 16))
    assert (leap.dtstart.value, leap.dtend.value) == (date(2024, 2, 29), date(2024, 3, 1))
    assert start.dtstart.value == date(2024, 3, 1)
    monthly = [moment.date() for moment in events["first-2-monthly"].getrruleset(addRDate=True)]
    assert monthly[:2] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert len(monthly) == 12


def test_a_deadline_given_up_takes_its_event_back(edit: Editor) -> None:
    """年底前 became 长期实施: who has subscribed is told, under the same UID."""
    plan = edit(
        "            due: 6月底\n",
        "            due: 长期实施\n            moved:\n              - was: 6月底\n                on: 2023-06-20\n"
        "                why: 改为长期\n",
    )
    [event] = [
        event
        for event in parse(FeedWriter(plan, None).create_feed("x", build_events(plan)))
        if "t20-1" in event.uid.value
    ]
    assert event.uid.value.startswith("t20-1-by@")
    assert (event.status.value, event.dtstart.value) == ("CANCELLED", date(2023, 6, 30))
    calendar = PlanViews(plan).calendar
    assert "t20-1" in [row.measure.id for row in calendar.ongoing]
    assert next(month for month in calendar.months if month.month == 6).due_count == 0


def test_a_start_in_the_text_keeps_its_uid_when_the_end_moves(edit: Editor) -> None:
    plan = edit(
        "            due: 按时间节点完成\n            starts: 2023年11月起\n",
        "            due: 年底前\n            starts: 2023年11月起\n            moved:\n              - was: 按时间节点完成\n"
        "                on: 2023-10-01\n                why: 明确期限\n",
    )
    [event] = [event for event in build_events(plan) if event.measure.id == "t10-4"]
    assert (event.uid, event.start, event.end) == ("t10-4-from", date(2023, 11, 1), date(2023, 12, 31))


EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//other-2024//action-plan-site//ZH
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:名
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VEVENT
SUMMARY:第二项（序号1.2 · 编号 second-1，2月29日前，乙局）
DTSTART;VALUE=DATE:20240229
DTEND;VALUE=DATE:20240301
DTSTAMP:20240115T000000Z
UID:second-1-by@plan.example
SEQUENCE:0
CATEGORIES:工作任务,主责单位,督办单位
DESCRIPTION:2月29日前完成。\\n主责单位：乙局\\n协办单位：/\\n督办单位：甲局\\n完成时限：2月29日前（2024年2月29日前（含当日））。按2024年2月29日（含当日）推算。\\n《某市示例2024年行动计划》（正式印发）
LAST-MODIFIED:20240115T000000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://plan.example:8443/x/tasks/1.2/#second-1
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:第二项（序号1.2 · 编号 second-1，2月29日前，乙局）
TRIGGER:-PT15H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_a_feed_in_full(other_views: PlanViews) -> None:
    """Line by line what docs and RFC 5545 ask: all-day, the day after, nobody busy, one alarm at nine the day before."""
    events = [event for event in other_views.events if event.uid == "second-1-by"]
    content = FeedWriter(other_views.plan, "https://plan.example:8443/x/").create_feed("名", events)
    assert content.decode().replace("\r\n ", "").replace("\r\n", "\n") == EVENT


@pytest.mark.parametrize(
    ("every", "rule", "first"),
    [
        ("每周", "FREQ=WEEKLY;UNTIL=20241231", date(2024, 1, 7)),  # the first Sunday of 2024
        ("每月", "FREQ=MONTHLY;UNTIL=20241231;INTERVAL=1;BYMONTHDAY=-1", date(2024, 1, 31)),
        ("每季度", "FREQ=MONTHLY;UNTIL=20241231;INTERVAL=3;BYMONTHDAY=-1", date(2024, 3, 31)),
        ("每半年", "FREQ=MONTHLY;UNTIL=20241231;INTERVAL=6;BYMONTHDAY=-1", date(2024, 6, 30)),
        ("每年", "FREQ=MONTHLY;UNTIL=20241231;INTERVAL=12;BYMONTHDAY=-1", date(2024, 12, 31)),
        ("全年", None, None),
        ("定期", None, None),
    ],
)
def test_every_interval_has_its_rule(tmp_path: Path, every: str, rule: str | None, first: date | None) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("due: 每月\n") == 1
    file.write_text(text.replace("due: 每月\n", f"due: {every}\n"), encoding="utf-8")
    plan = load(tmp_path / "plan")
    events = [event for event in build_events(plan) if event.measure.id == "first-2"]
    assert [event.start for event in events] == ([first] if first else [])
    content = FeedWriter(plan, None).create_feed("x", events).decode()
    assert re.findall("RRULE:(.*)\r", content) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("starts", "first", "count"),
    [
        ("10月31日起", date(2024, 10, 31), 3),
        ("11月1日起", date(2024, 11, 30), 2),
        ("12月31日起", date(2024, 12, 31), 1),
    ],
)
def test_a_recurrence_begins_with_the_interval_of_its_start(
    tmp_path: Path, starts: str, first: date, count: int
) -> None:
    """Monthly from a day on: the last day of that month is the first that counts, the last of the year the last."""
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("3月起执行。", f"{starts}每月执行。").replace(
        "due: 3月起\n",
        f"due: {starts}\n            recurs:\n              - every: 每月\n                words: 每月执行\n",
    )
    file.write_text(text, encoding="utf-8")
    plan = load(tmp_path / "plan")
    [event] = [event for event in parse(FeedWriter(plan, None).create_feed("x", build_events(plan)))
               if event.uid.value.startswith("second-2-monthly")]  # fmt: skip
    days = [moment.date() for moment in event.getrruleset(addRDate=True)]
    assert (days[0], len(days)) == (first, count)


def test_a_summary_names_two_bodies_and_says_that_there_are_more(feed: list[Any]) -> None:
    summaries = dict(zip(uids(feed), (event.summary.value for event in feed), strict=True))
    assert summaries["t20-1-by"].endswith("）")
    names = {uid: words.rpartition("，")[2].removesuffix("）") for uid, words in summaries.items()}
    assert names["t2-1-by"] == "区生态环境局、各镇街"
    assert names["t5-2-by"] == "区住建委、区公路分局等"


@pytest.mark.parametrize(
    ("every", "start", "first"),
    [
        (Frequency.WEEKLY, date(2024, 1, 3), date(2024, 1, 7)),  # a Wednesday, a Sunday
        (Frequency.WEEKLY, date(2024, 1, 7), date(2024, 1, 7)),
        (Frequency.WEEKLY, date(2024, 12, 31), date(2025, 1, 5)),
        (Frequency.QUARTERLY, date(2024, 4, 1), date(2024, 6, 30)),
        (Frequency.HALF_YEARLY, date(2024, 6, 30), date(2024, 6, 30)),
        (Frequency.HALF_YEARLY, date(2024, 7, 1), date(2024, 12, 31)),
        (Frequency.YEARLY, date(2024, 1, 1), date(2024, 12, 31)),
        (Frequency.ALL_YEAR, date(2024, 7, 1), None),
    ],
)
def test_the_first_period_ends_after_its_start(every: Frequency, start: date, first: date | None) -> None:
    assert find_first(every, start) == first
