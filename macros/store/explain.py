"""Errors of pydantic in a record, in Chinese, with places and with the field that was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.store.problems import Place, Problem, create_suggestion
from macros.store.records import MeasureRecord, PlanRecord, is_names
from macros.store.records.base import Record
from macros.store.yaml_text import MarkedList, MarkedMapping

#: What a missing field is for.
_FIELD_HINTS = {
    "id": "编号，如 id: t14-2",
    "no": '序号，如 no: "14"',
    "title": "标题",
    "text": "工作措施原文",
    "due": "完成时限，如 due: 年底前",
    "rows": "对应原表第几行，如 rows: [12]",
    "measures": "措施",
    "tasks": "任务",
}
#: Chinese names that people write instead of the field.
_CHINESE_FIELDS = {
    "编号": "id", "序号": "no", "标题": "title", "重点任务": "title", "工作措施": "text", "措施": "text",
    "完成时限": "due", "时限": "due", "备注": "notes", "编者注": "notes", "行号": "rows", "单位": "units",
    "别名": "aliases", "名称": "name", "成员": "members",
}  # fmt: skip
_RECORD_LISTS = "sections tasks measures units deadlines moved recurs mentions targets roles"
_LIST_HINTS = dict.fromkeys(_RECORD_LISTS.split(), "应是列表：每一项另起一行，缩进后以“- ”开头。") | {
    "rows": "应写成 [12] 或 [40, 43] 这样的列表。"
}


def _fields_of(record_type: type[Record]) -> list[str]:
    """The fields of a record, and of the records inside plan.yaml's that are no items (columns, counts)."""
    inner = [child for child in Record.__subclasses__() if not child.is_item] if record_type is PlanRecord else []
    return [field for fields in (record_type, *inner) for field in fields.model_fields]


def suggest_field(key: str, fields: Iterable[str]) -> str:
    """“，是不是“…”？” for a key that is not known, Chinese names and other cases of letters included."""
    meant = _CHINESE_FIELDS.get(key) or (key.lower() if key.lower() in fields else None)
    return f"，是不是“{meant}”？" if meant else create_suggestion(key, fields)


def explain(record_type: type[Record], data: MarkedMapping, error: ValidationError) -> Iterator[Problem]:
    """pydantic's findings on one record, in Chinese and with places."""
    name = f"（{data['id']}）" if isinstance(data.get("id"), str) else ""
    for item in error.errors(include_url=False):
        key = next(str(part) for part in reversed(item["loc"]) if isinstance(part, str))
        parent, place = _find(data, item["loc"])
        if item["type"] == "missing":
            hint = f"：{_FIELD_HINTS[key]}" if key in _FIELD_HINTS else ""
            yield Problem(place, "keys", f"{name}缺少“{key}”{hint}。")
        elif item["type"] == "extra_forbidden" and isinstance(parent, MarkedMapping):
            yield Problem(
                parent.key_places[key], "keys", f"不认识的字段“{key}”{suggest_field(key, _fields_of(record_type))}"
            )
        else:
            yield Problem(place, "shape", f"“{key}”{_explain_value(key, item)}")
    if record_type is MeasureRecord:  # its other keys may be roles: those with names, as far as one can tell
        for key in data:
            if key not in MeasureRecord.model_fields and not is_names(data[key]):
                yield Problem(
                    data.key_places[key], "keys", f"不认识的字段“{key}”{suggest_field(key, _fields_of(record_type))}"
                )


def _find(data: MarkedMapping, path: tuple[int | str, ...]) -> tuple[Any, Place]:
    """The holder of the last step of a path, and the place of the path's end; its holder's place if it is not there."""
    holder: Any = data
    value: Any = data
    place = data.place
    for step in path:
        holder = value
        if isinstance(holder, MarkedMapping) and step in holder:
            place, value = holder.value_places[str(step)], holder[str(step)]
        elif isinstance(holder, MarkedList):
            place, value = holder.item_places[int(step)], holder[int(step)]
    return holder, place


def _explain_value(key: str, item: ErrorDetails) -> str:
    if item["type"] == "chinese":
        return f"：{item['ctx']['message']}"
    if item["input"] is None:
        return "是空的，请填写内容。"
    if item["type"] == "tuple_type":
        return _LIST_HINTS.get(key, "应是列表，写成 [甲, 乙]，或者每项另起一行、以“- ”开头；没有就写 []。")
    match item["type"]:
        case "enum":
            choices = item["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            found = str(item["input"])
            return f"不能填“{found}”{create_suggestion(found, choices)}可以填：{'、'.join(choices)}。"
        case "string_type":
            return "应是一段文字，不要加方括号，也不要以“- ”开头；内容以括号、引号等符号开头时请给整段加引号。"
        case "model_type":
            return "的这一项应由“字段: 内容”组成。"
    return "填写的内容不对。"
