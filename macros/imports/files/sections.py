"""tasks.yaml of a newer document over a folder that editors have worked in: their work stays, the document's news come in."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from macros.imports.files.measures import GONE, GONE_WHY, MeasureMerger, list_other_roles, take
from macros.imports.files.merging import Merger, States, list_texts
from macros.imports.files.numbers import find_free
from macros.imports.readers.document import squeeze
from macros.imports.values import Values, Yaml, walk_measures


@dataclass
class _State:
    """Sections of one state by their ids: each record, and the task and the section that hold it."""

    sections: dict[str, Yaml] = field(default_factory=dict)
    tasks: dict[str, tuple[Yaml, str]] = field(default_factory=dict)
    measures: dict[str, tuple[Yaml, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sections: list[Yaml]) -> _State:
        state = cls({section["id"]: section for section in sections})
        for section in sections:
            state.tasks |= {task["id"]: (task, section["id"]) for task in section["tasks"]}
        state.measures = {measure["id"]: (measure, task["id"]) for _, task, measure in walk_measures(sections)}
        return state


@dataclass(frozen=True)
class SectionMerger:
    """`roles` are the ids of the roles in the new plan; `places` where in the document each of its measures stands."""

    merger: Merger
    last: Values
    ours: list[Yaml]
    roles: list[str]
    places: Mapping[str, str]
    today: date

    def merge(self, given: list[Yaml]) -> list[Yaml]:
        """The sections of the new tasks.yaml, in the document's order; `given` are those that the document gives."""
        last, ours, new = _State.of(self.last.sections), _State.of(self.ours), _State.of(given)
        last.measures |= {measure["id"]: (measure, "") for measure in self.last.gone}
        result = deepcopy(given)
        for section in result:
            heads = States(last.sections.get(section["id"], {}), ours.sections.get(section["id"], {}), dict(section))
            self._merge_heads(f"部分“{section['title']}”", ("title", "part"), heads, section)
            for task in section["tasks"]:
                before, own = (state.tasks.get(task["id"], ({}, ""))[0] for state in (last, ours))
                self._merge_heads(f"任务{task['no']}", ("no", "title"), States(before, own, dict(task)), task)
                task["measures"] = [
                    merged
                    for measure in task["measures"]
                    if (merged := self._merge_measure(measure, last, ours)) is not None
                ]
        self._give_rows_of_joined(result, last, ours, new)
        self._move(result, last, ours, new)
        self._keep_others(result, last, ours, new)
        return [_order(section) for section in _drop_empty(result)]

    def _merge_heads(self, what: str, keys: tuple[str, ...], states: States, record: Yaml) -> None:
        for key in keys if states.ours else ():
            value = self.merger.merge(what, key, states)
            if value is None:
                record.pop(key, None)
            else:
                record[key] = value

    def _merge_measure(self, given: Yaml, last: _State, ours: _State) -> Yaml | None:
        """One measure of the document; None where editors have taken it out, and another one has its row."""
        name, place = given["id"], self.places.get(given["id"], "")
        before = last.measures.get(name, ({}, ""))[0]
        if name not in ours.measures:
            if before and _find_holder(before, ours):
                self.merger.report.decide(place, f"{name} 编者并进了别的一条，没有再单独列出。")
                for text in list_texts(
                    [given["text"], given["due"], *(given.get(role, []) for role in self.roles), given.get("notes")]
                ):
                    self.merger.report.drop(place, text, f"{name} 编者并进了别的一条")
                return None
            if before:
                self.merger.report.ask(place, f"{name} 编者删去了，文件里还有，又列了出来，请核对。")
            return given
        own = ours.measures[name][0]
        return MeasureMerger(self.merger, self.roles, place, self.today).merge(States(before, own, given))

    def _give_rows_of_joined(self, result: list[Yaml], last: _State, ours: _State, new: _State) -> None:
        """A measure of which editors made one with another has the rows of both."""
        by_id = {measure["id"]: measure for _, _, measure in walk_measures(result)}
        for name, (given, _) in new.measures.items():
            before = last.measures.get(name, ({}, ""))[0]
            if name in by_id or not before:
                continue
            holder = by_id.get(_find_holder(before, ours) or "")
            if holder is not None:
                holder["rows"] = sorted({*holder["rows"], *given["rows"]})

    def _move(self, result: list[Yaml], last: _State, ours: _State, new: _State) -> None:
        """Measures that editors put under another task stay there."""
        for section, task, measure in list(walk_measures(result)):
            name = measure["id"]
            states = [state.measures.get(name) for state in (last, ours, new)]
            if not all(states) or not self.merger.is_known:
                continue
            before, kept, given = (state[1] for state in states if state)
            if kept == before or given != before:
                continue
            owner = self._find_task(result, kept, section["id"], ours)
            task["measures"].remove(measure)
            _insert(measure, owner, ours.tasks[kept][0])
            self.merger.report.decide(
                self.places.get(name, ""), f"{name} 编者移到了任务 {owner['no']} 下面，留在那里。"
            )

    def _find_task(self, result: list[Yaml], name: str, section_id: str, ours: _State) -> Yaml:
        """A task of the result, which is added where only editors have it."""
        tasks: list[Yaml] = [task for section in result for task in section["tasks"]]
        if (known := next((task for task in tasks if task["id"] == name), None)) is not None:
            return known
        record, home = ours.tasks[name]
        owner_section = next((s for s in result if s["id"] == home), None)
        if owner_section is None:
            is_editors = home not in {s["id"] for s in self.last.sections}
            owner_section = {**ours.sections[home], "tasks": []} if is_editors else None
            result += [owner_section] if owner_section else []
        owner_section = owner_section or next((s for s in result if s["id"] == section_id), result[-1])
        taken = {task["no"] for section in result for task in section["tasks"]}
        no = find_free([record["no"], f"原{str(record['no']).removeprefix('原')}"], taken)
        self.merger.report.added += [no, record["title"]]
        owner: Yaml = {**record, "no": no, "measures": []}
        owner_section["tasks"].append(owner)
        return owner

    def _keep_others(self, result: list[Yaml], last: _State, ours: _State, new: _State) -> None:
        """Measures that the document does not have: those of editors stay as they are, those that it had are withdrawn."""
        for section, task, record in walk_measures(self.ours):
            name = record["id"]
            if name in new.measures:
                continue
            owner = self._find_task(result, task["id"], section["id"], ours)
            is_editors = (
                self.merger.is_known
                and name not in last.measures
                and not record.get("withdrawn")
                and not record.get("rows")
            )
            values = dict(record) if is_editors else self._withdraw(record, task)
            for role in self.roles if "units_as" not in values else ():
                values.setdefault(role, [])
            if is_editors:
                _insert(values, owner, task)
            else:
                owner["measures"].append(values)
            if is_editors:
                self.merger.report.decide("", f"{name} 是编者增加的，文件里没有，照样保留。")
            self.merger.report.added += list_texts([values.get(key) for key in ("text", "due", "notes", *self.roles)])

    def _withdraw(self, record: Yaml, task: Yaml) -> Yaml:
        """A measure stays, since its address and its calendar entries need it."""
        values: Yaml = {**record, "rows": []}
        if "withdrawn" not in record:
            values["withdrawn"] = {"on": self.today.isoformat(), "why": GONE_WHY}
            shown = squeeze(record["text"])[:20]
            self.merger.report.ask("", f"新版文件里没有 {record['id']}“{shown}…”，标作撤销保留，请核对。")
        if GONE not in values.get("notes", []):
            values["notes"] = [*values.get("notes", []), GONE]
        chain = {measure["id"]: measure for measure in task["measures"]}
        holder = record
        while "units_as" in holder:
            holder = chain[holder["units_as"]]
        if "units_as" in values:
            del values["units_as"]
            values |= take(holder, list_other_roles(holder, []))
        return values


def _insert(measure: Yaml, owner: Yaml, task: Yaml) -> None:
    """Put a measure behind the one that it stands behind in the folder's task; else before the one that it stands before."""
    names = [other["id"] for other in task["measures"]]
    at = names.index(measure["id"])
    places = {other["id"]: place for place, other in enumerate(owner["measures"])}
    above = [places[name] + 1 for name in names[:at] if name in places]
    below = [places[name] for name in names[at + 1 :] if name in places]
    owner["measures"].insert(above[-1] if above else below[0] if below else len(owner["measures"]), measure)


def _find_holder(before: Yaml, ours: _State) -> str | None:
    """The measure to which editors have given the rows of one that they took out."""
    rows = set(map(str, before.get("rows", [])))
    holds = (
        name for name, (record, _) in ours.measures.items() if rows and rows <= set(map(str, record.get("rows", [])))
    )
    return next(holds, None)


def _drop_empty(sections: list[Yaml]) -> list[Yaml]:
    for section in sections:
        section["tasks"] = [task for task in section["tasks"] if task["measures"]]
    return [section for section in sections if section["tasks"]]


def _order(section: Yaml) -> Yaml:
    """The heads of a section before its tasks, so that its text reads from above."""
    return {**{key: value for key, value in section.items() if key != "tasks"}, "tasks": section["tasks"]}
