"""The work of editors on an earlier edition, carried over to the one that a newer document gives."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros.imports.earlier import Earlier
from macros.imports.files.numbers import find_free
from macros.imports.files.texts import Yaml, dump_record
from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.printed import PrintedMeasure
from macros.store.records import MeasureRecord, TaskRecord

#: The note on a measure that the newer version of the document does not have.
_GONE = "新版文件里没有这一条，保留编号和原来的文字。"


def carry_over(record: MeasureRecord, values: Yaml, measure: PrintedMeasure, today: date, report: Report) -> Yaml:
    """Keep the additions of editors to a measure, as far as the new text still has their words."""
    old = dump_record(record)
    if record.withdrawn and not record.rows:  # an import withdrew it: no document had it any more
        del old["withdrawn"]
        old["notes"] = [note for note in old.get("notes", []) if note != _GONE]
        report.ask(measure.place, f"{values['id']} 上一版文件里没有，标作撤销，这一版又有，恢复了，请核对。")
    kept: Yaml = {}
    for key in ("starts", "moved", "withdrawn", "recurs", "mentions", "targets", "confirmed"):
        for item in _as_list(old.get(key)):
            words = item.get("words") if isinstance(item, dict) else item
            if key in ("moved", "withdrawn") or (isinstance(words, str) and words in values["text"]):
                kept.setdefault(key, []).append(item)
            else:
                message = f"{values['id']} 原来的 {key} “{words}”在新的文字里没有，没有保留，请核对。"
                report.ask(measure.place, message)
    for key in ("starts", "withdrawn"):
        if key in kept:
            kept[key] = kept[key][0]
    for note in old.get("notes", []):
        if note not in values.get("notes", []):
            values.setdefault("notes", []).append(note)
    if record.due != values["due"]:
        move = {"was": record.due, "on": today.isoformat(), "why": "新版文件改了时限。"}
        kept.setdefault("moved", []).append(move)
        report.ask(
            measure.place,
            f"{values['id']} 的时限由“{record.due}”改成“{values['due']}”，已记入 moved，请核对日期和原因。",
        )
    return values | kept


def keep_gone(sections: list[Yaml], earlier: Earlier, roles: list[str], today: date, report: Report) -> None:
    """Measures that the new document does not have stay, withdrawn: their addresses and calendar entries need them."""
    for section, task, record in earlier.list_gone():
        values = dump_record(record) | {"rows": []}
        if not record.withdrawn:
            values["withdrawn"] = {"on": today.isoformat(), "why": "新版文件里没有这一条。"}
            report.ask("", f"新版文件里没有 {record.id}“{squeeze(record.text)[:20]}…”，标作撤销保留，请核对。")
        if _GONE not in values.setdefault("notes", []):
            values["notes"].append(_GONE)
        owner = next((t for s in sections for t in s["tasks"] if t["id"] == task.id), None)
        if owner is None:
            home = next((s for s in sections if s["id"] == section.id), sections[-1])
            owner = {"id": task.id, "no": _find_no(task, sections), "title": task.title, "measures": []}
            home["tasks"].append(owner)
        if "units_as" in values:
            chain = {measure.id: measure for measure in task.measures}
            holder = record
            while holder.units_as:
                holder = chain[holder.units_as]
            del values["units_as"]
            values |= {role: list(holder.names(role)) for role in holder.role_keys}
        for role in roles:
            values.setdefault(role, [])
        owner["measures"].append(values)


def _find_no(task: TaskRecord, sections: list[Yaml]) -> str:
    taken = {other["no"] for section in sections for other in section["tasks"]}
    no = task.no.removeprefix("原")
    return find_free([task.no, f"原{no}"], taken)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
