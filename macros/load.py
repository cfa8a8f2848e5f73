"""YAML files to records with places: the only reader of plan/*.yaml.

A scalar is taken as it is written (`no`, `010` and `12:30` stay what they are); the record's field decides what it
must be. What YAML would bend silently is a problem here: duplicate keys, aliases, tags, files that are not UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    is_names,
)

#: File name -> what it must hold, in the order in which problems are listed.
PLAN, UNITS, DEADLINES, TASKS = "plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml"
FILES: dict[str, type[Record]] = {PLAN: PlanRecord, UNITS: UnitsFile, DEADLINES: DeadlinesFile, TASKS: TasksFile}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML without libyaml is slower, not different
_CONFLICT = re.compile(r"^(<<<<<<< |\|\|\|\|\|\|\| |=======$|>>>>>>> )", re.MULTILINE)
#: Control characters, other line ends, zero-width and bidirectional marks, private use, U+FFFD: nobody sees them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff]"
)
#: What people type for YAML's signs; looked for only where the parser has given up, since a text may hold them.
_SLIPS = {
    r"^[ ]*[\u3000\t]": "缩进只能用半角空格，不能用制表符（Tab）和全角空格。",
    r"^ *(- *)?[A-Za-z_]+ *：": "字段名后面要用英文冒号加空格“: ”，不能用中文冒号“：”。",
    r"^ *(- *)?[a-z_]+:[^ \n/]": "英文冒号后面要有一个空格。",
    r"^ *[－–—•·]": "列表的每一项要以英文“- ”开头。",
    r"^ *-[^ \n-]": "“-”后面要有一个空格。",
    r"^ *[a-z_]+ +[^:#\n]+$": "字段名后面缺少英文冒号“: ”。",
    r"^ *[a-z_]+: *\[[^\]\n]*$": "方括号没有成对。",
    r"^ *＃": "注释要以英文“#”开头。",
}
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
_RECORD_LISTS = "sections tasks measures units deadlines recurs mentions targets roles"
_LIST_HINTS = dict.fromkeys(_RECORD_LISTS.split(), "应是列表：每一项另起一行，缩进后以“- ”开头。") | {
    "rows": "应写成 [12] 或 [40, 43] 这样的列表。"
}
_MAX_DEPTH = 20  # sections, tasks, measures and targets need nine
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SYNTAX = {
    "found character '\\t' that cannot start any token": "这里用了制表符（Tab），YAML 只能用空格缩进。",
    "cannot start any token": "这里不能用这个符号开头，请给整段内容加上引号。",
    "did not find expected comment or line break": "“|-”后面不能接着写，文字从下一行开始。",
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


#: The parts of plan.yaml that rules about other files need; each may be broken alone.
PLAN_PARTS = ("roles", "year", "counts")
#: What stands in for a part of plan.yaml that cannot be read, so that the other files are checked all the same.
_STAND_IN: dict[str, Any] = {
    **dict.fromkeys(("title", "short_title", "status", "none_mark", "towns_name"), "？"),
    "id": "unreadable",
    "year": "2000",
    "columns": dict.fromkeys(("no", "task", "measure", "deadline"), "？"),
    "roles": [],
    "counts": dict.fromkeys(("sections", "tasks", "measures", "rows"), "0"),
    "revised_on": "2000-01-01",
}


@dataclass
class Draft:
    """The four files as far as they could be read; what could not stands empty and is named in `broken`.

    `broken` holds file names, and `plan.yaml:roles` and the like for PLAN_PARTS. `source` is the document as received,
    if plan.yaml names its file.
    """

    plan: PlanRecord
    units: UnitsFile
    deadlines: DeadlinesFile
    tasks: TasksFile
    source: str | None
    broken: set[str]
    paths: dict[str, str]  # file name -> path as shown to people

    def measures(self) -> Iterator[tuple[SectionRecord, TaskRecord, MeasureRecord]]:
        """Every measure that could be read, with its section and task, in the file's order."""
        for section in self.tasks.sections:
            for task in section.tasks:
                for measure in task.measures:
                    yield section, task, measure


def load_draft(folder: Path) -> tuple[Draft, list[Problem]]:
    """Read the plan files of a folder. Paths in problems are relative to the current folder where they can be.

    Yields the rules `file`, `syntax`, `keys` and `shape`; no exception for anything that a file can hold.
    """
    paths = {name: _shown_path(folder / name) for name in FILES}
    problems: list[Problem] = []
    broken: set[str] = set()
    if not folder.is_dir():
        problems.append(Problem(Place(paths[PLAN], 1, 1), "file", f"找不到文件夹“{_shown_path(folder)}”。"))
        broken.update(FILES)
    data: dict[str, MarkedMapping] = {}
    for name in FILES if not problems else ():
        found: list[Problem] = []
        data[name] = _load_mapping(folder / name, paths[name], found)
        broken.update([name] if found else [])
        problems += found
    context = Context(lambda marks, error: problems.extend(_explain(marks, error)))
    plan = _validate_plan(data.get(PLAN, MarkedMapping()), context, broken)
    source = None
    if plan.source:
        try:
            source = (folder / plan.source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            message = f"原文“{plan.source}”读不出来；写成相对于计划文件夹的路径，文件用 UTF-8 编码。"
            problems.append(Problem(plan.at("source"), "file", message))
    records: dict[str, Any] = {}
    for name, record_type in FILES.items():
        if name != PLAN:
            before = len(problems)
            records[name] = _validate(record_type, data.get(name, MarkedMapping()), context, name in broken)
            broken.update([name] if len(problems) > before else [])
    draft = Draft(plan, records[UNITS], records[DEADLINES], records[TASKS], source, broken, paths)
    return draft, problems


def _validate(record_type: type[Record], data: MarkedMapping, context: Context, is_broken: bool) -> Record:  # noqa: FBT001
    """A file's record; an empty one where its list cannot be read, which is reported unless the file is broken."""
    [key] = record_type.model_fields
    if not is_broken:
        try:
            return record_type.model_validate(data, context=context)
        except ValidationError as error:
            context.report(data, error)
    return record_type.model_validate({key: []}, context=context)


def _validate_plan(data: MarkedMapping, context: Context, broken: set[str]) -> PlanRecord:
    """plan.yaml's record, with stand-ins for the parts that cannot be read."""
    if PLAN in broken:
        broken.update(f"{PLAN}:{part}" for part in PLAN_PARTS)
        return PlanRecord.model_validate(_STAND_IN, context=context)
    faults: list[str] = []

    def report(marks: MarkedMapping, error: ValidationError) -> None:
        faults.append("roles")  # the only list of records in this file
        context.report(marks, error)

    try:
        return PlanRecord.model_validate(data, context=Context(report))
    except ValidationError as error:
        context.report(data, error)
        faults += [str(item["loc"][0]) for item in error.errors(include_url=False)]
        readable = {key: value for key, value in data.items() if key not in faults}
        return PlanRecord.model_validate({**_STAND_IN, **readable}, context=Context(lambda *_: None))
    finally:
        broken.update([PLAN] if faults else [])
        broken.update(f"{PLAN}:{part}" for part in PLAN_PARTS if part in faults)


def _shown_path(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _load_mapping(path: Path, shown: str, problems: list[Problem]) -> MarkedMapping:
    start = Place(shown, 1, 1)
    data: Any = None
    try:
        data = load_yaml(path.read_bytes().decode("utf-8-sig"), shown, problems)
        if not problems and not isinstance(data, MarkedMapping):
            problems.append(Problem(start, "shape", "整个文件应由“字段: 内容”组成。"))
    except FileNotFoundError:
        problems.append(Problem(start, "file", "找不到这个文件；请看看是不是存成了别的名字（如 .yaml.txt）。"))
    except OSError:
        problems.append(Problem(start, "file", "文件打不开，请看看有没有读取的权限。"))
    except UnicodeDecodeError as error:
        place = Place(shown, error.object.count(b"\n", 0, error.start) + 1, 1)
        problems.append(Problem(place, "file", "文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。"))
    return data if isinstance(data, MarkedMapping) else MarkedMapping()


class _Unreadable(Exception):  # noqa: N818  # it says what the text is, and never leaves this module
    """The rest of the text cannot be read; its argument is the problem."""


def load_yaml(text: str, path: str, problems: list[Problem]) -> Any:
    """YAML text to MarkedMapping, MarkedList, str and None; what cannot be read is reported, and then None."""
    found = list(_find_unreadable(text, path))
    if not found:
        try:
            return _Reader(text, path, problems).document()
        except _Unreadable as error:
            found = [error.args[0]]
        except yaml.MarkedYAMLError as error:
            found = [_explain_syntax(text, path, error)]
    problems += found
    return None


def _find_unreadable(text: str, path: str) -> Iterator[Problem]:
    """What must go before the parser may look: marks of a merge, characters that nobody sees."""
    if conflict := _CONFLICT.search(text):
        place = Place(path, text.count("\n", 0, conflict.start()) + 1, 1)
        message = "文件里留有 git 合并冲突的标记，请选定要保留的内容，删去 <<<<<<<、=======、>>>>>>> 这三种行。"
        yield Problem(place, "syntax", message)
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if unseen := _UNSEEN.search(line):
            message = f"这一行有看不见的字符（U+{ord(unseen[0]):04X}，多半是从 Word 粘贴来的），请删除。"
            yield Problem(Place(path, number, unseen.start() + 1), "syntax", message)


def _explain_syntax(text: str, path: str, error: yaml.MarkedYAMLError) -> Problem:
    """The parser stops where it loses the thread; the slip is there or on one of the lines above."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    for number in range(min(line, len(lines) - 1), max(line - 3, -1), -1):
        for slip, message in _SLIPS.items():
            if re.search(slip, lines[number]):
                return Problem(Place(path, number + 1, 1), "syntax", message)
    known = (chinese for english, chinese in _SYNTAX.items() if english in (error.problem or ""))
    message = next(known, "YAML 写法有误，请检查这一行和上面几行的缩进、冒号、引号和括号。")
    return Problem(Place(path, line + 1, column + 1), "syntax", message)


class _Reader:
    """Events of the parser to values; libyaml's own composer would follow any depth until the process dies."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self._events = yaml.parse(text, Loader=_Loader)
        self._lines = text.split("\n")
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
        if value is None:
            raise _Unreadable(Problem(Place(self._path, 1, 1), "file", "文件是空的。"))
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
            if event.implicit[0]:
                self._check_plain(event)
                if event.value in _NULLS:
                    return None
            # `|` instead of `|-` adds a line end that nobody sees
            return event.value.rstrip("\n") if event.style == "|" else event.value
        return self._list(depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event, depth)

    def _check_plain(self, event: Any) -> None:
        """Words without quotes, from which YAML drops line ends and all that follows a #."""
        end = event.end_mark
        if event.start_mark.line != end.line:
            self._report(event, "几行文字要写在“|-”下面，不然会连成一行；只有一行时请不要换行。")
        if event.value and re.match(r"\s+#", self._lines[end.line][end.column :]):
            self._report(event, "“ #”后面的内容会丢失：它是正文时请给整段加上引号，是注释时请单独写一行。")

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


def suggest_field(key: str, fields: Iterable[str]) -> str:
    """“，是不是“…”？” for a key that is not known, Chinese names and other cases of letters included."""
    meant = _CHINESE_FIELDS.get(key) or (key.lower() if key.lower() in fields else None)
    return f"，是不是“{meant}”？" if meant else create_suggestion(key, fields)


def _explain(data: MarkedMapping, error: ValidationError) -> Iterator[Problem]:
    """pydantic's findings on one record, in Chinese and with places."""
    name = f"（{data['id']}）" if isinstance(data.get("id"), str) else ""
    for item in error.errors(include_url=False):
        key = next(str(part) for part in reversed(item["loc"]) if isinstance(part, str))
        parent, place = _find(data, item["loc"])
        if item["type"] == "missing":
            hint = f"：{_FIELD_HINTS[key]}" if key in _FIELD_HINTS else ""
            yield Problem(place, "keys", f"{name}缺少“{key}”{hint}。")
        elif item["type"] == "extra_forbidden" and isinstance(parent, MarkedMapping):
            yield Problem(parent.key_places[key], "keys", f"不认识的字段“{key}”{suggest_field(key, _all_fields())}")
        else:
            yield Problem(place, "shape", f"“{key}”{_explain_value(key, item)}")
    if error.title == MeasureRecord.__name__:  # its other keys may be roles: those with names, as far as one can tell
        for key in data:
            if key not in MeasureRecord.model_fields and not is_names(data[key]):
                yield Problem(data.key_places[key], "keys", f"不认识的字段“{key}”{suggest_field(key, _all_fields())}")


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
