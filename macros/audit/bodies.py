"""Each body's page, frame, JSON, Excel, Word, calendars and feed have the same duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.audit.agreement import CHANGES_URL, compare
from macros.audit.files import Damaged, Site, squeeze, strip_guard
from macros.urls import DEADLINES_JSON_URL, DUTIES_CSV_URL, PLAN_JSON_URL, unit_json_url


def check_bodies(site: Site) -> Iterator[str]:
    for unit in site.plan["units"]:
        if unit["kind"] == "group":
            continue
        folder = next((name for name in ("agencies", "towns") if f"{name}/{unit['id']}/index.html" in site.names), None)
        if folder is None or not site.has(unit_json_url(unit["id"])):
            yield f"单位 {unit['id']}（{unit['name']}）没有页面或数据。"
            continue
        for check in (_check_page, _check_office, _check_feeds):
            try:
                yield from check(site, unit, folder)
            except Damaged as damaged:
                yield str(damaged)


def check_duties(site: Site) -> Iterator[str]:
    """duties.csv, the JSON of every body and plan.json name the same duties."""
    whole = [
        (measure["id"], duty["unit"], duty["role"], duty["via"] or "", duty["certain"])
        for measure in site.measures.values()
        for duty in measure["duties"]
    ]
    lines = [
        (line["measure"], line["unit"], line["role"], strip_guard(line["via"]), line["certain"] == "true")
        for line in site.read_csv(DUTIES_CSV_URL)
    ]
    if len(lines) != len(whole):
        yield f"{DUTIES_CSV_URL}：有 {len(lines)} 条责任，{PLAN_JSON_URL} 里有 {len(whole)} 条。"
    elif sorted(lines) != sorted(whole):
        yield f"{DUTIES_CSV_URL}：责任和 {PLAN_JSON_URL} 的不一样。"
    by_unit: dict[str, list[tuple[str, str, str, str, bool]]] = {}
    for duty in whole:
        by_unit.setdefault(duty[1], []).append(duty)
    for unit in site.plan["units"]:
        if unit["kind"] != "group":
            yield from _check_json(site, unit["id"], by_unit.get(unit["id"], []))


def _check_json(site: Site, unit: str, wanted: list[tuple[str, str, str, str, bool]]) -> Iterator[str]:
    name = unit_json_url(unit)
    document = site.read_json(name)
    told = [(duty["measure"], unit, duty["role"], duty["via"] or "", duty["certain"]) for duty in document["duties"]]
    if sorted(told) != sorted(wanted):
        yield f"{name}：责任和 {PLAN_JSON_URL} 的不一样。"
    counts = {role["id"]: 0 for role in site.plan["roles"]}
    for _, _, role, _, certain in told:
        counts[role] = counts.get(role, 0) + certain
    if document["counts"] != {**counts, "total": sum(counts.values())}:
        yield f"{name}：条数（counts）和列出的责任不一样。"


def _list_measures(site: Site, unit: str) -> list[str]:
    """Measures in which a body surely has a duty, in printed order."""
    held = {duty["measure"] for duty in site.read_json(unit_json_url(unit))["duties"] if duty["certain"]}
    return [measure for measure in site.measures if measure in held]


def _check_page(site: Site, unit: dict[str, Any], folder: str) -> Iterator[str]:
    """Every measure is named on its page, with those that are not certain, and in its frame."""
    measures = _list_measures(site, unit["id"])
    possible = {duty["measure"] for duty in site.read_json(unit_json_url(unit["id"]))["duties"]}
    name = f"{folder}/{unit['id']}/index.html"
    missing = [measure for measure in site.measures if measure in possible and measure not in site.anchors[name]]
    yield from compare(name, "措施", [measure for measure in possible if measure not in missing], possible)
    frame = f"embed/{name}"
    shown = [link.partition("#")[2] for link in site.pages[frame].links] if frame in site.pages else []
    yield from compare(frame, "措施", [measure for measure in measures if measure in shown], measures)


def _check_office(site: Site, unit: dict[str, Any], _: str) -> Iterator[str]:
    measures = _list_measures(site, unit["id"])
    name = f"downloads/units/{unit['id']}"
    sheet = next(iter(site.read_workbook(f"{name}.xlsx").values()))
    ids = [row["A"] for row in sheet if row.get("A") in site.measures]
    yield from compare(f"{name}.xlsx", "措施", ids, measures)
    printed = site.read_document(f"{name}.docx")  # a table for each role: not in the plan's order
    found = [measure for measure in measures if squeeze(site.measures[measure]["text"]) in printed]
    yield from compare(f"{name}.docx", "措施", found, measures)


def _check_feeds(site: Site, unit: dict[str, Any], folder: str) -> Iterator[str]:
    """Its calendars have the events of its measures; cancelled ones, which are no duties any more, may come on top."""
    document = site.read_json(unit_json_url(unit["id"]))
    events = site.read_json(DEADLINES_JSON_URL)["events"]
    cancelled = {event["uid"] for event in events if event["status"] == "cancelled"}
    first = next(iter(site.plan["roles"]), {"id": None})["id"]
    for file, roles in (("deadlines", None), ("lead", {first})):
        name = f"{folder}/{unit['id']}/{file}.ics"
        if file == "lead" and first is None:
            continue
        held = {
            duty["measure"] for duty in document["duties"] if duty["certain"] and (not roles or duty["role"] in roles)
        }
        wanted = [event["uid"] for event in events if event["measure"] in held and event["uid"] not in cancelled]
        told = [event.uid for event in site.read_calendar(name) if event.uid not in cancelled]
        yield from compare(name, "日历事件", told, wanted)
    if site.has(CHANGES_URL):
        name = f"{folder}/{unit['id']}/atom.xml"
        titles = [entry.title for entry in site.read_feed(CHANGES_URL)]
        own = [entry.title for entry in site.read_feed(name)]
        yield from compare(name, "修订", own, [title for title in titles if title in own])
