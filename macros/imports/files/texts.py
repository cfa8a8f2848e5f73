"""Texts of the plan's files before `format` lays them out, comments and all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from macros.imports.values import Yaml
from macros.store.records import SectionRecord, TaskRecord
from macros.store.records.base import Record

#: A record's values, and the comments above it.
Item = tuple[Yaml, list[str]]
_TITLES = {
    "plan": "关于这份文件",
    "units": "单位登记册",
    "deadlines": "完成时限的说法",
    "tasks": "行动计划正文",
    "answers": "还没有定的事",
}
_MORE = {"tasks": (SectionRecord, TaskRecord)}


def create_text(name: str, record: type[Record], key: list[str], source: str, items: list[Item]) -> str:
    """A file's text before it is laid out: what the fields mean, then the records; JSON is YAML."""
    lines = [f"# yaml-language-server: $schema=schema/{name}.schema.json", f"# {_TITLES[name]}，从“{source}”导入。"]
    for kind in (*_MORE.get(name, ()), record):
        for field, info in kind.model_fields.items():
            words = "；".join(filter(None, [info.title, info.description]))
            lines.append(f"#   {field}  {words}")
    lines += key if items else [f"{key[0]} []"]
    for values, comments in items:
        if not key:
            lines += [f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in values.items()]
        else:
            lines.append(_create_item(values, comments).removesuffix("\n"))
    return "\n".join(lines) + "\n"


def create_list(name: str, record: type[Record], source: str, text: str | None, items: Iterable[Item]) -> str:
    """A new file, or the earlier edition's text with the new records at its end."""
    if text is None:
        return create_text(name, record, [f"{name}:"], source, list(items))
    added = "".join(_create_item(values, comments) for values, comments in items)
    return (re.sub(rf"(?m)^{name}: \[\]", f"{name}:", text) if added else text) + added


def _create_item(values: Yaml, comments: list[str]) -> str:
    entries = [f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in values.items()]
    return "".join(f"  {comment}\n" for comment in comments) + "  - " + "\n    ".join(entries) + "\n"


def cut_line(text: str, longest: int) -> list[str]:
    """Pieces of a text that a line has room for each, cut behind a sentence where there is one."""
    pieces = []
    while len(text) > longest:
        ends = [at + 1 for at, sign in enumerate(text[:longest]) if sign in "。；！？;!?"]
        at = ends[-1] if ends else longest
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text]


def spell(text: str) -> str:
    """A text as the plan's files take it: a bar at its beginning is YAML's sign there, and would be asked about."""
    return f"\\{text}" if text.startswith(("|", "｜")) else text
