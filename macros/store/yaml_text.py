"""YAML text to plain values that know their places; what cannot be read is reported in an editor's words.

A scalar is taken as it is written (`no`, `010` and `12:30` stay what they are). What YAML would bend silently is a
problem: duplicate keys, aliases, tags, text after a #, invisible characters. It knows nothing of plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from macros.store.limits import DEEPEST, MOST_NODES, MOST_PROBLEMS
from macros.store.problems import Place, Problem
from macros.store.unseen import find_unseen


class MarkedMapping(dict[str, Any]):
    """A YAML mapping that knows its place and the places of its keys and values; an empty one has no place."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}


class MarkedList(list[Any]):
    """A YAML list that knows the places of its items."""

    item_places: list[Place]


YamlLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML without libyaml is slower, not different
_CONFLICT = re.compile(r"^(<<<<<<< |\|\|\|\|\|\|\| |=======$|>>>>>>> )", re.MULTILINE)
#: What people type for YAML's signs; looked for only where the parser has given up, since a text may hold them. Nothing is
#: tried twice (++), or a line of a megabyte would take hours.
_SLIPS = {
    r"^ *+[\u3000\t]": "缩进只能用半角空格，不能用制表符（Tab）和全角空格。",
    r"^ *+(- *+)?+[A-Za-z_]++ *+：": "字段名后面要用英文冒号加空格“: ”，不能用中文冒号“：”。",
    r"^ *+(- *+)?+[a-z_]++:[^ \n/]": "英文冒号后面要有一个空格。",
    r"^ *+[－–—•·]": "列表的每一项要以英文“- ”开头。",
    r"^ *+-[^ \n-]": "“-”后面要有一个空格。",
    r"^ *+[a-z_]++ ++[^:#\n]++$": "字段名后面缺少英文冒号“: ”。",
    r"^ *+[a-z_]++: *+\[[^\]\n]*+$": "方括号没有成对。",
    r"^ *+＃": "注释要以英文“#”开头。",
}
_COMMENT_BEHIND = re.compile(r"\s+#")
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


class _Unreadable(Exception):  # noqa: N818  # it says what the text is, and never leaves this module
    """The rest of the text cannot be read; its argument is the problem."""


def load_yaml(text: str, path: str, problems: list[Problem]) -> Any:
    """YAML text to MarkedMapping, MarkedList, str and None; what cannot be read is reported, and then None."""
    found = list(islice(_find_unreadable(text, path), MOST_PROBLEMS))
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
    """Signs that must go before the parser may look: marks of a merge, invisible characters."""
    if conflict := _CONFLICT.search(text):
        place = Place(path, text.count("\n", 0, conflict.start()) + 1, 1)
        message = "文件里留有 git 合并冲突的标记，请选定要保留的内容，删去 <<<<<<<、=======、>>>>>>> 这三种行。"
        yield Problem(place, "syntax", message)
    text = text.replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), 1) if find_unseen(text) is not None else ():
        if (unseen := find_unseen(line)) is not None:
            message = f"这一行有看不见的字符（U+{ord(line[unseen]):04X}，多半是从 Word 粘贴来的），请删除。"
            yield Problem(Place(path, number, unseen + 1), "syntax", message)


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
        self._events = yaml.parse(text, Loader=YamlLoader)
        self._lines = text.split("\n")
        self._path = path
        self._problems = problems
        self._most_problems = len(problems) + MOST_PROBLEMS
        self._nodes = 0

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
        if len(self._problems) >= self._most_problems:
            raise _Unreadable(Problem(self._place(event), rule, f"问题超过{MOST_PROBLEMS}处，后面的没有再看。"))

    def _value(self, event: Any, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            message = (
                f"到这里已有{MOST_NODES}个字段和内容，不像一份计划，后面的没有再看；请把文件改小，或者分成几份计划。"
            )
            raise _Unreadable(Problem(self._place(event), "syntax", message))
        if depth > DEEPEST:
            message = f"括号或缩进的层数太多（超过{DEEPEST}层），请删去多余的括号和缩进。"
            raise _Unreadable(Problem(self._place(event), "syntax", message))
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
            if (
                event.style == '"' and (unseen := find_unseen(event.value)) is not None
            ):  # \u200b, which hides it from the lines
                self._report(event, f"这里有看不见的字符（U+{ord(event.value[unseen]):04X}），请删除。")
            # `|` instead of `|-` adds an invisible line end
            return event.value.rstrip("\n") if event.style == "|" else event.value
        return self._list(depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event, depth)

    def _check_plain(self, event: Any) -> None:
        """Words without quotes, from which YAML drops line ends and all that follows a #."""
        end = event.end_mark
        if event.start_mark.line != end.line:
            self._report(event, "几行文字要写在“|-”下面，不然会连成一行；只有一行时请不要换行。")
        if event.value and _COMMENT_BEHIND.match(self._lines[end.line], end.column):
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
        mapping.place = self._place(start)
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
