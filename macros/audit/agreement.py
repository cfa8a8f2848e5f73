"""Page, JSON, CSV, Excel, Word, calendar and Atom say the same of the plan: the same measures, dates and revisions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from macros.audit.files import Site, squeeze, strip_guard
from macros.urls import (
    DATAPACKAGE_URL,
    DEADLINES_JSON_URL,
    MEASURES_CSV_URL,
    PLAN_DOCX_URL,
    PLAN_JSON_URL,
    PLAN_XLSX_URL,
)

CALENDAR_URL = "calendar/deadlines.ics"
CHANGES_URL, CHANGES_PAGE = "changes/atom.xml", "changes/index.html"
_SHOWN = 3


def check_pages_of_measures(site: Site) -> Iterator[str]:
    """Every measure of the JSON stands on the whole table and on its task's page."""
    for task in site.plan["tasks"]:
        for measure in task["measures"]:
            for page in ("plan/index.html", f"tasks/{task['no']}/index.html"):
                if measure["id"] not in site.anchors.get(page, set()):
                    yield f"{page}：缺少措施 {measure['id']}。"


def check_tasks(site: Site) -> Iterator[str]:
    for task in site.plan["tasks"]:
        name = f"api/v1/tasks/{task['no']}.json"
        if site.read_json(name).get("task") != task:
            yield f"{name}：和 {PLAN_JSON_URL} 里的这项任务不一样。"


def check_tables(site: Site) -> Iterator[str]:
    """measures.csv, line by line."""
    lines = site.read_csv(MEASURES_CSV_URL)
    yield from compare(MEASURES_CSV_URL, "措施", [line.get("id", "") for line in lines], site.measures)
    for line in lines:
        if measure := site.measures.get(line.get("id", "")):
            deadline = measure["deadline"]
            told = strip_guard(line.get("text", "")), line.get("start") or None, line.get("end") or None
            if told != (measure["text"], deadline["start"], deadline["end"]):
                yield f"{MEASURES_CSV_URL}：措施 {measure['id']} 的原文或日期和 {PLAN_JSON_URL} 的不一样。"


def check_descriptions(site: Site) -> Iterator[str]:
    """datapackage.json tells the tables' sizes and digests."""
    for table in site.read_json(DATAPACKAGE_URL)["resources"]:
        name = f"downloads/{table['path']}"
        content = site.read_bytes(name)
        if (table["bytes"], table["hash"]) != (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}"):
            yield f"{name}：大小或 SHA-256 和 {DATAPACKAGE_URL} 写的不一样。"


def check_excel(site: Site) -> Iterator[str]:
    """The sheet of measures by their ids, the table as printed by their texts."""
    book = site.read_workbook(PLAN_XLSX_URL)
    ids = [row.get("A", "") for row in book.get("措施", [])[1:]]
    yield from compare(f"{PLAN_XLSX_URL}（措施）", "措施", ids, site.measures)
    printed = "".join(squeeze(text) for row in book.get("计划表", []) for text in row.values())
    yield from find_texts(site, f"{PLAN_XLSX_URL}（计划表）", printed, site.measures)


def check_word(site: Site) -> Iterator[str]:
    yield from find_texts(site, PLAN_DOCX_URL, site.read_document(PLAN_DOCX_URL), site.measures)


def check_calendar(site: Site) -> Iterator[str]:
    """The feed has the events of the JSON; so has each measure's own file."""
    events = site.read_json(DEADLINES_JSON_URL)["events"]
    told = [event.uid for event in site.read_calendar(CALENDAR_URL)]
    yield from compare(CALENDAR_URL, "日历事件", told, [event["uid"] for event in events])
    numbers = {task["id"]: task["no"] for task in site.plan["tasks"]}
    by_measure: dict[str, list[str]] = {}
    for event in events:
        by_measure.setdefault(f"tasks/{numbers[event['task']]}/{event['measure']}.ics", []).append(event["uid"])
    for name, uids in by_measure.items():
        yield from compare(name, "日历事件", [event.uid for event in site.read_calendar(name)], uids)
    wanted = {"undated": site.read_json(DEADLINES_JSON_URL)["undated"], "events": events}
    for kind, rows in wanted.items():
        for row in rows:
            measure = site.measures.get(row["measure"])
            if measure is None or measure["deadline"] != row["deadline"]:
                yield f"{DEADLINES_JSON_URL}：{kind} 里 {row['measure']} 的时限和 {PLAN_JSON_URL} 的不一样。"


def check_revisions(site: Site) -> Iterator[str]:
    """The feed has an entry for each revision of the page, and says the latest that plan.json names."""
    revision = (site.plan.get("provenance") or {}).get("revision")
    if not site.has(CHANGES_URL) and not site.has(CHANGES_PAGE) and revision is None:
        return
    entries = site.read_feed(CHANGES_URL)
    shown = [name for name in site.pages[CHANGES_PAGE].ids if name.removeprefix("revision-").isdigit()]
    if len(entries) != len(shown):
        yield f"{CHANGES_URL}：有 {len(entries)} 次修订，{CHANGES_PAGE} 上有 {len(shown)} 次。"
    if not revision or (revision["number"], revision["on"]) != (len(entries), entries[0].day if entries else None):
        yield f"{PLAN_JSON_URL}：最近一次登记的修订和 {CHANGES_URL} 的不一样。"


def compare(name: str, what: str, found: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    """Rows that are missing, rows too many, or a difference in their order."""
    found, wanted = list(found), list(wanted)
    if found == wanted:
        return
    missing, more = (
        [word for word in wanted if word not in set(found)],
        [word for word in found if word not in set(wanted)],
    )
    if missing:
        yield f"{name}：缺少{what} {_name(missing)}。"
    if more:
        yield f"{name}：多出{what} {_name(more)}。"
    if not missing and not more:
        yield f"{name}：{what}有重复，或者先后不对。"


def find_texts(site: Site, name: str, printed: str, measures: Iterable[str]) -> Iterator[str]:
    """Texts of measures that are not in a printed text, in their order."""
    place, missing = 0, []
    for measure in measures:
        text = squeeze(site.measures[measure]["text"])
        found = printed.find(text, place)
        if found < 0:
            missing.append(measure)
        else:
            place = found + len(text)
    if missing:
        yield f"{name}：缺少措施 {_name(missing)}，或者先后不对。"


def _name(words: list[str]) -> str:
    return "、".join(words[:_SHOWN]) + (f" 等{len(words)}个" if len(words) > _SHOWN else "")
