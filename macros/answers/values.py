"""The values of a plan's files while answers change them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection
from datetime import date
from typing import Any

from macros.check.rules.questions import list_figures, list_unlisted
from macros.check.rules.subject import Subject
from macros.imports.names.bodies import create_id
from macros.imports.names.unit_names import guess_kind
from macros.imports.values import Yaml, dump_record, walk_measures
from macros.model import TOWN_KINDS, Deadline, UnitKind
from macros.store.load import DEADLINES, PLAN, TASKS, UNITS, Draft
from macros.store.rewriting import rewrite
from macros.words.names import Register
from macros.words.wording import Unread, read_deadline

#: Kinds of which two that differ in one character are two.
_PLACES = frozenset({*TOWN_KINDS, UnitKind.DISTRICT})
#: The likeness from which a name is taken for another one mistyped: one character of five.
_TYPO = 0.8


class AnswerError(Exception):
    """Why an answer cannot be used; half a sentence in Chinese."""


class PlanValues:
    """Plain values that the appliers change; `create_texts` writes those that were touched, comments kept."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._plan = dump_record(draft.plan)
        self._units = [dump_record(unit) for unit in draft.units.units]
        self._deadlines = [dump_record(record) for record in draft.deadlines.deadlines]
        self._sections = [dump_record(section) for section in draft.tasks.sections]
        self._touched: set[str] = set()

    def read(self, wording: str) -> Deadline | Unread:
        """The meaning of a wording in this plan."""
        plan = self._draft.plan
        return read_deadline(wording, plan.year, self._draft.deadlines.deadlines, plan.until_year)

    def touch(self, name: str) -> None:
        """Say that a file's values were changed: “units” for units.yaml."""
        self._touched.add(f"{name}.yaml")

    def create_texts(self) -> dict[str, str]:
        """The files whose values were touched, by name."""
        draft = self._draft
        records: dict[str, tuple[Any, Yaml]] = {
            PLAN: (draft.plan, self._plan),
            UNITS: (draft.units, {"units": self._units}),
            DEADLINES: (draft.deadlines, {"deadlines": self._deadlines}),
            TASKS: (draft.tasks, {"sections": self._sections}),
        }
        return {name: rewrite(draft.texts[name], *records[name]) for name in records if name in self._touched}

    # units.yaml

    def find_unit(self, name: str) -> Yaml:
        """The record of a body by one of its printed names. Raises AnswerError."""
        for unit in self._units:
            if name in self._list_names(unit):
                return unit
        raise AnswerError(f"units.yaml 里没有“{name}”")

    def register(self, name: str, besides: Collection[str] = ()) -> bool:
        """Whether a name was not registered, and is now. Raises AnswerError for one that looks like another mistyped; those
        that it stands in for are `besides`.
        """
        known = [known for unit in self._units for known in self._list_names(unit)]
        if name in known:
            return False
        kind = guess_kind(name)
        near = [] if kind in _PLACES else difflib.get_close_matches(name, set(known) - set(besides), n=1, cutoff=_TYPO)
        if near:
            raise AnswerError(f"“{name}”没有登记，是不是“{near[0]}”；确实是另一个单位的，请先写进 units.yaml")
        taken = {unit["id"] for unit in self._units}
        self._units.append({"id": create_id(name, taken, {}), "name": name, "kind": kind.value})
        self.touch("units")
        return True

    def join_units(self, name: str, kept: str) -> None:
        """Make one body of two: the names of the one become variants of the other."""
        gone, unit = self.find_unit(name), self.find_unit(kept)
        variants = [*unit.get("variants", []), gone["name"], *gone.get("variants", [])]
        unit["variants"] = list(dict.fromkeys(variants))
        for key in ("aliases", "capacities", "former_ids", "notes"):
            if gone.get(key):
                unit[key] = list(dict.fromkeys([*unit.get(key, []), *gone[key]]))
        self._units.remove(gone)
        self.touch("units")

    @staticmethod
    def _list_names(unit: Yaml) -> list[str]:
        return [unit["name"], *unit.get("variants", []), *(item["was"] for item in unit.get("renamed", []))]

    # tasks.yaml

    def replace_names(self, old: list[str], new: list[str]) -> int:
        """Put names in the place of others that stand side by side in a cell; the number of cells."""
        count = 0
        for _, _, measure in walk_measures(self._sections):
            for role in self._plan["roles"]:
                names: list[str] = measure.get(role["id"]) or []
                at = _find_run(names, old)
                if at is not None:
                    rest = [name for name in [*names[:at], *names[at + len(old) :]] if name not in new]
                    measure[role["id"]] = [*rest[:at], *new, *rest[at:]]
                    count += 1
        if count:
            self.touch("tasks")
            for name in new:
                self.register(name, old)
            self._drop_unused(set(old) - set(new))
        return count

    def confirm_figures(self) -> int:
        """Say of all figures in texts that are no targets that they were looked at; the number of measures."""
        found = {record.id: figures for _, _, record in self._draft.measures() if (figures := list_figures(record))}
        for _, _, measure in walk_measures(self._sections):
            if new := found.get(measure["id"]):
                measure["confirmed"] = [*measure.get("confirmed", []), *new]
                self.touch("tasks")
        return len(found)

    def add_mentions(self) -> int:
        """Put all bodies that texts alone name among the mentions; their number."""
        subject = Subject(self._draft, Register(self._draft.units.units))
        found = {record.id: list_unlisted(subject, task, record) for _, task, record in self._draft.measures()}
        for _, _, measure in walk_measures(self._sections):
            new = [{"unit": unit.name, "words": words} for unit, words in found[measure["id"]]]
            if new:
                measure["mentions"] = [*measure.get("mentions", []), *new]
                self.touch("tasks")
        return sum(map(len, found.values()))

    def _drop_unused(self, names: set[str]) -> None:
        """Take out bodies whose names stand nowhere any more."""
        words = json.dumps([self._sections, self._units], ensure_ascii=False)
        for unit in [unit for unit in self._units if unit["name"] in names]:
            if words.count(json.dumps(unit["name"], ensure_ascii=False)) == 1:  # in its own record
                self._units.remove(unit)

    # deadlines.yaml and plan.yaml

    def find_deadline(self, wording: str) -> Yaml:
        """The record of a wording. Raises AnswerError."""
        for record in self._deadlines:
            if record["text"] == wording:
                return record
        raise AnswerError("deadlines.yaml 里没有这个说法")

    def explain(self, entry: Yaml, deadline: Deadline, basis: str) -> None:
        """Give a wording the meaning of a deadline that was read."""
        for key in ("start", "end", "precision"):
            entry.pop(key, None)
        days = {"start": deadline.start, "end": deadline.end}
        entry |= {"kind": deadline.kind.value, **{key: self._spell(day) for key, day in days.items() if day}}
        if deadline.precision:
            entry["precision"] = deadline.precision.value
        entry["basis"] = basis
        self.touch("deadlines")

    def _spell(self, day: date) -> str:
        """A day as the vocabulary has it: with its year where the plan's does not say it."""
        plan = self._draft.plan
        return day.isoformat() if plan.until_year or day.year != plan.year else f"{day:%m-%d}"

    def fill(self, name: str, value: str) -> None:
        """Give a field of plan.yaml a value; a title goes for the name of the site too, while both are the same."""
        if name not in self._plan:
            raise AnswerError(f"plan.yaml 里没有“{name}”")
        if name == "title" and self._plan["short_title"] == self._plan["title"]:
            self._plan["short_title"] = value
        self._plan[name] = value
        self.touch("plan")

    def confirm(self, words: str) -> None:
        confirmed = self._plan.setdefault("confirmed", [])
        if words not in confirmed:
            confirmed.append(words)
        self.touch("plan")


def _find_run(names: list[str], run: list[str]) -> int | None:
    """The place where a list holds some names side by side."""
    return next((at for at in range(len(names)) if names[at : at + len(run)] == run), None)
