"""YAML files to records with places: the only reader of plan/*.yaml.

A scalar is taken as it is written (`no`, `010` and `12:30` stay what they are); the record's field decides what it
must be. What YAML would bend silently is a problem here: duplicate keys, aliases, tags, files that are not UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.problems import Place, Problem, create_suggestion
from macros.records import (
    Context,
    DeadlinesFile,
    MarkedList,
    MarkedMapping,
    MeasureRecord,
    PlanRecord,
    Record,
    SectionRecord,
    TaskRecord,
    TasksFile,
    UnitsFile,
)

#: File name -> what it must hold, in the order in which problems are listed.
FILES: dict[str, type[Record]] = {
    "plan.yaml": PlanRecord,
    "units.yaml": UnitsFile,
    "deadlines.yaml": DeadlinesFile,
    "tasks.yaml": TasksFile,
}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML without libyaml is slower, not different
_CONFLICT = re.compile(r"^(<<<<<<< |=======$|>>>>>>> )", re.MULTILINE)
_MAX_DEPTH = 20  # sections, tasks, measures and targets need nine
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SYNTAX = {
    "found character '\\t' that cannot start any token": "这里用了制表符（Tab），YAML 只能用空格缩进。",
    "found a tab character": "这里用了制表符（Tab），YAML 只能用空格缩进。",
    "block sequence entries are not allowed": "这里不能有“- ”；内容以减号开头时请加引号。",
    "mapping values are not allowed": "这里多了一个冒号，或者上一行的缩进不对；内容里有英文冒号时请给整段加上引号。",
    "could not find expected ':'": "这一行缺少冒号，或者缩进不对。",
    "did not find expected key": "这里的缩进和上面各行没有对齐，或者引号、括号没有成对。",
    "did not find expected '-' indicator": "这里应当以“- ”开头，或者缩进不对。",
    "did not find expected ',' or ']'": "方括号没有成对，或者名称之间缺少英文逗号。",
    "found unexpected end of stream": "引号没有成对，一直到文件末尾也没有结束。",
    "found undefined alias": "不能使用 YAML 别名（*）；内容以星号开头时请加引号。",
}


@dataclass
class Draft:
    """The four files as read. A file that could not be read at all is None; `broken` names those not read in full."""

    plan: PlanRecord | None = None
    units: UnitsFile | None = None
    deadlines: DeadlinesFile | None = None
    tasks: TasksFile | None = None
    broken: set[str] = field(default_factory=set)
    paths: dict[str, str] = field(default_factory=dict)  # file name -> path as shown to people

    def measures(self) -> Iterator[tuple[SectionRecord, TaskRecord, MeasureRecord]]:
        """Every measure that could be read, with its section and task, in the file's order."""
        for section in self.tasks.sections if self.tasks else ():
            for task in section.tasks:
                for measure in task.measures:
                    yield section, task, measure


def load_draft(folder: Path) -> tuple[Draft, list[Problem]]:
    """Read the plan files of a folder. Paths in problems are relative to the current folder where they can be.

    Yields the rules `file`, `syntax`, `keys` and `shape`; no exception for anything that a file can hold.
    """
    draft = Draft()
    problems: list[Problem] = []
    for name, record_type in FILES.items():
        path = folder / name
        shown = draft.paths[name] = _shown_path(path)
        found: list[Problem] = []
        record = _load_file(path, shown, record_type, found)
        setattr(draft, name.removesuffix(".yaml"), record)
        if found:
            draft.broken.add(name)
        problems += found
    return draft, problems


def _shown_path(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _load_file(path: Path, shown: str, record_type: type[Record], problems: list[Problem]) -> Record | None:
    start = Place(shown, 1, 1)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(Problem(start, "file", f"文件读不出来：{error.strerror or error}。"))
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(
            Problem(Place(shown, line, 1), "file", "文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。")
        )
        return None
    data = load_yaml(text, shown, problems)
    if data is None:
        return None
    if not isinstance(data, MarkedMapping):
        problems.append(Problem(start, "shape", "整个文件应由“字段: 内容”组成。"))
        return None
    context = Context(lambda marks, error: problems.extend(_explain(marks, error)))
    try:
        return record_type.model_validate(data, context=context)
    except ValidationError as error:
        problems.extend(_explain(data, error))
    return None


class _Unreadable(Exception):  # noqa: N818  # it says what the text is, and never leaves this module
    """The rest of the text cannot be read; its argument is the problem."""


def load_yaml(text: str, path: str, problems: list[Problem]) -> Any:
    """YAML text to MarkedMapping, MarkedList, str and None; None too if it could not be read (then reported)."""
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        message = "文件里留有 git 合并冲突的标记，请选定要保留的内容，删去 <<<<<<<、=======、>>>>>>> 这三种行。"
        problems.append(Problem(Place(path, line, 1), "syntax", message))
        return None
    try:
        return _Reader(text, path, problems).document()
    except _Unreadable as error:
        problems.append(error.args[0])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
        problem = error.problem or ""
        words = next((chinese for english, chinese in _SYNTAX.items() if english in problem), None)
        problems.append(Problem(place, "syntax", words or f"YAML 写法有误，请检查缩进、冒号和引号（{problem}）。"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        character = f"U+{ord(text[error.position]):04X}"
        problems.append(Problem(Place(path, line, 1), "syntax", f"这一行有不可见的控制字符（{character}），请删除。"))
    return None


class _Reader:
    """Events of the parser to values; libyaml's own composer would follow any depth until the process dies."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self._events = yaml.parse(text, Loader=_Loader)
        self._path = path
        self._problems = problems

    def document(self) -> Any:
        next(self._events)  # the stream begins
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Unreadable(Problem(Place(self._path, 1, 1), "file", "文件是空的。"))
        value = self._value(next(self._events), 0)
        next(self._events)  # the document ends
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Unreadable(Problem(self._place(event), "syntax", "一个文件只能有一份内容，请删去多余的“---”。"))
        return value

    def _place(self, event: Any) -> Place:
        return Place(self._path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(self, event: Any, message: str, rule: str = "syntax") -> None:
        self._problems.append(Problem(self._place(event), rule, message))

    def _value(self, event: Any, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise _Unreadable(Problem(self._place(event), "syntax", "括号或缩进的层数太多。"))
        if event.anchor is not None:
            self._report(event, "不能使用 YAML 的锚点和别名（& 和 *），请把内容写全。")
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag is not None:
            self._report(event, f"不能使用 YAML 标签“{event.tag}”；内容以感叹号开头时请加引号。")
        if isinstance(event, yaml.ScalarEvent):
            if event.implicit[0] and event.value in _NULLS:
                return None
            # `|` instead of `|-` adds a line end that nobody sees
            return event.value.rstrip("\n") if event.style == "|" else event.value
        return self._list(depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event, depth)

    def _list(self, depth: int) -> MarkedList:
        items = MarkedList()
        items.item_places = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.item_places.append(self._place(event))
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, start: Any, depth: int) -> MarkedMapping:
        mapping = MarkedMapping()
        mapping.place, mapping.key_places, mapping.value_places = self._place(start), {}, {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, depth + 1)
            value_event = next(self._events)
            value = self._value(value_event, depth + 1)
            if not isinstance(key, str):
                self._report(event, "字段名应是一个词；内容以方括号或花括号开头时请加引号。")
            elif key in mapping:
                first = mapping.key_places[key].line
                self._report(event, f"字段“{key}”重复了，第{first}行已经写过。", "keys")
            else:
                mapping.key_places[key] = self._place(event)
                mapping.value_places[key] = self._place(value_event)
                mapping[key] = value
        return mapping


def _all_fields(record_type: type[Record] = Record) -> list[str]:
    fields = list(record_type.model_fields)
    for child in record_type.__subclasses__():
        fields += _all_fields(child)
    return fields


def _explain(data: MarkedMapping, error: ValidationError) -> Iterator[Problem]:
    """pydantic's findings on one record, in Chinese and with places."""
    for item in error.errors(include_url=False):
        key = next(str(part) for part in reversed(item["loc"]) if isinstance(part, str))
        parent, place = _find(data, item["loc"])
        if item["type"] == "missing":
            yield Problem(place, "keys", f"缺少“{key}”。")
        elif item["type"] == "extra_forbidden" and isinstance(parent, MarkedMapping):
            hint = create_suggestion(key, _all_fields())
            yield Problem(parent.key_places[key], "keys", f"不认识的字段“{key}”{hint}")
        else:
            yield Problem(place, "shape", f"“{key}”{_explain_value(item)}")


def _find(data: MarkedMapping, path: tuple[int | str, ...]) -> tuple[Any, Place]:
    """What holds the last step of a path, and the place of the path's end; of what holds it if it is not there."""
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


def _explain_value(item: ErrorDetails) -> str:
    match item["type"]:
        case "chinese":
            return f"：{item['ctx']['message']}"
        case "enum":
            choices = item["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            found = "" if item["input"] is None else str(item["input"])
            return f"不能填“{found}”{create_suggestion(found, choices)}可以填：{'、'.join(choices)}。"
        case "string_type" if item["input"] is None:
            return "是空的，请填写内容；没有内容就删去这一项。"
        case "string_type":
            return "应是一段文字；含有冒号、括号等符号时请加引号。"
        case "tuple_type":
            return "应是列表，写成 [甲, 乙]，没有就写 []。"
        case "model_type":
            return "应由“字段: 内容”组成。"
    return f"填写的内容不对（{item['msg']}）。"
