"""JSON Schemas of the plan's files, for completion in an editor: made from the records, with the plan's own names in them.

They say what one file can say about itself; what two files say together (ids, counts, words of the text) only `check` can.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from macros.model import UnitKind
from macros.store.load import FILES, PROGRESS, TASKS, TOPICS, UNITS, Draft
from macros.store.records import UnitRecord
from macros.words.wording import create_pattern

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def create_schemas(draft: Draft) -> dict[str, str]:
    """File name under schema/ -> JSON text, for a draft that was read without a problem."""
    schemas = deepcopy(_create_bare())
    _name_bodies(schemas[TASKS], schemas[UNITS], draft)
    _name_roles(schemas[TASKS], draft)
    progress = schemas[PROGRESS]["$defs"]["ProgressRecord"]["properties"]
    progress["unit"] |= {
        "enum": [n for unit in draft.units.units if unit.kind is not UnitKind.GROUP for n in _names_of(unit)]
    }
    ids = {"enum": [measure.id for _, _, measure in draft.measures()]}
    progress["measure"] |= ids
    topic = schemas[TOPICS]["$defs"]["TopicRecord"]["properties"]
    for key in ("measures", "without"):
        topic[key]["items"] |= ids
    due = {"enum": [record.text for record in draft.deadlines.deadlines]}
    schemas[TASKS]["$defs"]["MeasureRecord"]["properties"]["due"] |= {
        "anyOf": [due, {"pattern": f"^(?:{create_pattern()})$"}]
    }
    return {
        name.replace(".yaml", ".schema.json"): json.dumps({"$schema": _DRAFT, **schema}, ensure_ascii=False, indent=1)
        + "\n"
        for name, schema in schemas.items()
    }


@cache
def _create_bare() -> dict[str, dict[str, Any]]:
    """Schemas of the records alone, which are the same for every plan."""
    return {name: _clean(record_type.model_json_schema()) for name, record_type in FILES.items()}


def _clean(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the docstrings of classes, which are for developers, and without our class names as titles."""
    for name, inner in (("", schema), *schema.get("$defs", {}).items()):
        inner.pop("description", None)
        if "enum" in inner and inner.get("title") == name:
            inner.pop("title")
    return schema


def _name_bodies(tasks: dict[str, Any], units: dict[str, Any], draft: Draft) -> None:
    """The names of the register where one is wanted, in the register's order."""
    every = [name for unit in draft.units.units for name in _names_of(unit)]
    bodies = [name for unit in draft.units.units if unit.kind is not UnitKind.GROUP for name in _names_of(unit)]
    definitions = tasks["$defs"]
    definitions["MentionRecord"]["properties"]["unit"] |= {"enum": bodies}
    definitions["TargetRecord"]["properties"]["units"]["items"] |= {"enum": every}
    unit = units["$defs"]["UnitRecord"]["properties"]
    for key in ("members", "possible_members"):
        unit[key]["items"] |= {"enum": bodies if key == "members" else every}
    unit["part_of"]["anyOf"][0] |= {"enum": bodies}


def _names_of(unit: UnitRecord) -> list[str]:
    """The names that may be printed for a unit: its own, variants, and those with a capacity in brackets."""
    capacities = [f"{unit.name}（{capacity}）" for capacity in unit.capacities]
    return [unit.name, *unit.variants, *unit.former_names, *capacities]


def _name_roles(tasks: dict[str, Any], draft: Draft) -> None:
    """A measure's roles as fields: all of them, unless the cells are merged with those above."""
    measure = tasks["$defs"]["MeasureRecord"]
    roles = [role.id for role in draft.plan.roles]
    named = [name for unit in draft.units.units if unit.kind is not UnitKind.OUTSIDE for name in _names_of(unit)]
    for role in draft.plan.roles:
        measure["properties"][role.id] = {
            "title": role.name,
            "description": "照抄原表的名称和顺序；没有就写 []",
            "type": "array",
            "uniqueItems": True,
            "items": {"enum": named},
        }
    measure["additionalProperties"] = False
    measure["if"] = {"required": ["units_as"]}
    measure["then"] = {"not": {"anyOf": [{"required": [role]} for role in roles]}} if roles else {}
    measure["else"] = {"required": roles}
