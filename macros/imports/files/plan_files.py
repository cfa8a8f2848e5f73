"""The files of one import together: from the document alone, or over a folder that editors have worked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.imports.earlier import Earlier
from macros.imports.files.deadlines import create_deadlines
from macros.imports.files.merging import Merger, States, list_texts
from macros.imports.files.names import Names, create_units, read_names
from macros.imports.files.plan import PlanWriter, confirm_numbers, count
from macros.imports.files.sections import SectionMerger
from macros.imports.files.tasks import TaskWriter
from macros.imports.files.texts import create_list, create_text
from macros.imports.prose.title import Title
from macros.imports.report import Report
from macros.imports.table.printed import PrintedPlan
from macros.imports.values import MEMORY, Values, Yaml, create_memory, dump_record, walk_measures
from macros.store.layout import create_layout
from macros.store.load import DEADLINES, PLAN, TASKS, UNITS, Draft
from macros.store.records import DeadlineRecord, MeasureRecord, PlanRecord, UnitRecord
from macros.store.rewriting import rewrite

#: Values of plan.yaml whose words are the document's.
_PRINTED = ("annex", "title", "status")
_LISTS = ("confirmed", "notes")


@dataclass(frozen=True)
class Given:
    """Values of a document under the ids of an earlier edition; `places` are those of its measures."""

    values: Values
    names: Names
    places: dict[str, str]


def read_values(printed: PrintedPlan, title: Title, earlier: Earlier, *, today: date, report: Report) -> Given:
    names = read_names(printed, earlier, report)
    writer = TaskWriter(printed, title.title, names, earlier, report=report)
    sections = writer.create()
    plan = PlanWriter(printed, title, names, today=today, report=report).create(sections)
    return Given(Values(plan, sections), names, writer.places)


def create_plan_files(given: Given, earlier: Earlier, *, today: date, source: str, report: Report) -> dict[str, str]:
    """The text of each file, comments and all, in the form that `format` then lays out; `source` names the document."""
    draft = earlier.draft
    values = _merge(given, earlier, draft, today, report) if draft else given.values
    years = (int(values.plan["year"]), int(values.plan.get("until_year") or 0) or None)
    deadlines = create_deadlines(values.sections, draft.deadlines.deadlines if draft else (), years, report)
    used = _list_names(values)
    bodies = dict.fromkeys(body for name, body in given.names.bodies.items() if name in used)
    items = create_units(bodies)
    plan, tasks = values.plan, {"sections": values.sections}
    return {
        PLAN: rewrite(draft.texts[PLAN], draft.plan, plan) if draft else create_text("plan", PlanRecord, [], source, [(plan, [])]),
        UNITS: create_list("units", UnitRecord, source, _add_capacities(draft, given.names.capacities), items),
        DEADLINES: create_list("deadlines", DeadlineRecord, source, _lay_out(draft, DEADLINES), deadlines),
        TASKS: rewrite(draft.texts[TASKS], draft.tasks, tasks)
        if draft
        else create_text("tasks", MeasureRecord, ["sections:"], source, [(section, []) for section in values.sections]),
        MEMORY: create_memory(given.values, earlier.last),
    }  # fmt: skip


def _merge(given: Given, earlier: Earlier, draft: Draft, today: date, report: Report) -> Values:
    """The document's values over those of the folder."""
    last = earlier.last or Values({}, [])
    merger = Merger(report, is_known=earlier.last is not None)
    ours = [dump_record(section) for section in draft.tasks.sections]
    roles = [role["id"] for role in given.values.plan["roles"]]
    merging = SectionMerger(merger, last, ours, roles, given.places, today)
    sections = merging.merge(given.values.sections)
    plan = _merge_plan(merger, States(last.plan, dump_record(draft.plan), given.values.plan), sections)
    for _, _, measure in walk_measures(sections):
        for role in plan["roles"] if "units_as" not in measure else ():
            measure.setdefault(role["id"], [])
    return Values(plan, sections)


def _merge_plan(merger: Merger, states: States, sections: list[Yaml]) -> Yaml:
    last, ours, new = states.last, states.ours, states.new
    columns = States(last.get("columns", {}), ours["columns"], new["columns"])
    own = {
        "format": new["format"],
        "id": ours["id"],
        "roles": _merge_roles(merger, states, sections),
        "columns": {key: merger.merge("栏名", key, columns, is_printed=False) for key in columns.new},
        "counts": count(sections, new["counts"]["rows"]),
        "revised_on": max(str(ours["revised_on"]), new["revised_on"]),  # both as 2024-01-31
    }
    jumps = list(confirm_numbers(sections, new.get("confirmed", []), merger.report))
    new = {**new, "confirmed": list(dict.fromkeys([*new.get("confirmed", []), *jumps]))}
    for key in _LISTS:
        own[key] = merger.merge_list(last.get(key, []), ours.get(key, []), new.get(key, []))
        merger.report.added += [text for text in own[key] if text not in new.get(key, [])]
        for text in new.get(key, []):
            if text not in own[key]:
                merger.report.leave_out(text)
    values: Yaml = {}
    for key in dict.fromkeys(["format", *ours, *new, *_LISTS]):
        value = own[key] if key in own else merger.merge("计划", key, states, is_printed=key in _PRINTED)
        if value not in (None, []) or key == "roles":
            values[key] = value
    return values


def _merge_roles(merger: Merger, states: States, sections: list[Yaml]) -> list[Yaml]:
    """The document's roles, and those of the folder that some measure still has bodies in."""
    last, ours = ({role["id"]: role for role in values.get("roles", [])} for values in (states.last, states.ours))
    roles = []
    for role in states.new["roles"]:
        name = role["id"]
        own = States(last.get(name, {}), ours.get(name, role), role)
        roles.append(role | {"name": merger.merge(f"责任栏 {name} ", "name", own, is_printed=False)})
    known = {role["id"] for role in roles}
    held = {
        key
        for _, _, measure in walk_measures(sections)
        for key, value in measure.items()
        if isinstance(value, list) and value
    }
    return [*roles, *(role for name, role in ours.items() if name not in known and name in held)]


def _list_names(values: Values) -> set[str]:
    roles = [role["id"] for role in values.plan["roles"]]
    return {
        name
        for _, _, measure in walk_measures(values.sections)
        for name in list_texts([measure.get(role) for role in roles])
    }


def _add_capacities(draft: Draft | None, capacities: dict[str, list[str]]) -> str | None:
    """units.yaml of the folder, with the capacities in which the document names registered bodies."""
    if draft is None or not capacities:
        return _lay_out(draft, UNITS)
    units = [dump_record(unit) for unit in draft.units.units]
    for unit in units:
        if found := capacities.get(unit["id"]):
            unit["capacities"] = [*unit.get("capacities", []), *found]
    return rewrite(draft.texts[UNITS], draft.units, {"units": units})


def _lay_out(draft: Draft | None, name: str) -> str | None:
    return create_layout(draft.texts[name], draft.files[name], ()) if draft else None
