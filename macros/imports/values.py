"""The values of a plan's files as plain mappings and lists, and what an import keeps of them for the next one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from macros.store.records.base import Record

Yaml = dict[str, Any]
#: The file of a plan folder that holds what the last import produced, before editors changed it.
MEMORY = "source/imported.json"
_NOTE = "上一次导入的结果，由 make import 生成，请不要手工修改。下一次导入靠它分清哪些是编者改的，哪些是新版文件改的。"


@dataclass(frozen=True)
class Values:
    """The values of plan.yaml, and the sections of tasks.yaml with all that stands in them, as a document gives them."""

    plan: Yaml
    sections: list[Yaml]
    gone: list[Yaml] = field(default_factory=list)  # measures of earlier documents, as the last that had them gave them

    @property
    def measures(self) -> dict[str, Yaml]:
        """Every measure that some document had, by its id."""
        return {
            measure["id"]: measure for measure in [*self.gone, *(item for _, _, item in walk_measures(self.sections))]
        }


def dump_record(record: Record) -> Yaml:
    """A record as its file has it: every scalar is a word."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return plain(dict(record.marks))  # type: ignore[no-any-return]


def walk_measures(sections: list[Yaml]) -> Iterator[tuple[Yaml, Yaml, Yaml]]:
    """Every measure with its section and its task."""
    for section in sections:
        for task in section["tasks"]:
            yield from ((section, task, measure) for measure in task["measures"])


def are_same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: a number and its word are."""
    return bool(_spell(one) == _spell(other))


def _spell(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spell(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_spell(item) for item in value]
    return value if value is None else str(value).rstrip("\n")


def create_memory(values: Values, last: Values | None) -> str:
    """The record of an import; `last` is that of the one before, whose measures are kept that the document has no more."""
    known = values.measures
    gone = [measure for name, measure in (last.measures if last else {}).items() if name not in known]
    document = {"note": _NOTE, "format": 1, "plan": values.plan, "sections": values.sections, "gone": gone}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_memory(text: str) -> Values:
    """Raises ValueError for a text that create_memory did not make."""
    try:
        document = json.loads(text)
        values = Values(document["plan"], document["sections"], document["gone"])
        words = [role[key] for role in values.plan["roles"] for key in ("id", "name")]
        for section, task, measure in walk_measures(values.sections):
            words += [
                section["id"],
                section["title"],
                task["id"],
                task["title"],
                measure["id"],
                measure["text"],
                measure["due"],
            ]
        words += [measure[key] for measure in values.gone for key in ("id", "text", "due")]
        is_ours = document["format"] == 1 and all(isinstance(word, str) for word in words)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError from error
    if not is_ours:
        raise ValueError
    return values
