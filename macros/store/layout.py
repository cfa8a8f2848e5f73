"""The one way to lay out a plan's YAML: order of keys, indentation, quotes, blank lines; comments stay with what they precede.

Only the layout changes: before anything is written, prove_layout reads it again and compares values and comments.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any, get_args

import yaml

from macros.store.problems import Problem
from macros.store.records import MeasureRecord, SectionRecord, TaskRecord
from macros.store.records.base import Record
from macros.store.scalars import DayOfYear, Line, Text
from macros.store.text_files import strip_windows
from macros.store.yaml_text import MarkedList, MarkedMapping, YamlLoader, load_yaml

#: Items that begin after a blank line, but for the first of a list.
_SPACED = (SectionRecord, TaskRecord)
_NOT_WORDS = (int, int | float, bool, date, DayOfYear)
_resolver: Any = yaml.SafeLoader("")  # what other readers of YAML would take a word for
_EMPTY = "\0"  # an empty line of a text, which is no blank line of the layout
_COMMENT = re.compile(r"^\s*#")
#: Comments and blank lines above everything else.
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*+")
#: What stands before a comment is taken whole (*+): of a million spaces none is tried twice. Behind the sign of a text of
#: several lines it needs no space.
_END_COMMENT = re.compile(r"^[\s:,\[\]{}?.-]*+(?:[|>][-+0-9]*+\s*+|(?<=\s))(#.*)$")


def create_layout(text: str, record: Record, roles: Sequence[str]) -> str:
    """The text of a plan file in its one layout. `roles` are the ids of the plan's roles, in their order.

    `record` is what the loader made of the text, without a problem.
    """
    text = strip_windows(text)
    return _Writer(text, record, roles).write(type(record), record.marks)


def prove_layout(before: str, after: str, marks: MarkedMapping | None = None) -> None:
    """Raises AssertionError, a fault of ours, unless both texts hold the same values and the same comments.

    `marks` is what the loader made of the text before, where it is at hand.
    """
    stripped = strip_windows(before)
    values = marks if marks is not None and stripped == before else _load(stripped)
    assert _load(after) == values, "the layout changed a value"
    assert sorted(_scan_comments(after)) == sorted(_scan_comments(stripped)), "the layout lost a comment"


def _load(text: str) -> MarkedMapping:
    problems: list[Problem] = []
    data = load_yaml(text, "", problems)
    assert isinstance(data, MarkedMapping)
    assert not problems
    return data


def _scan_comments(text: str) -> Iterator[str]:
    """The comments as the scanner sees them: what begins with # between two tokens. It knows nothing of _Comments."""
    above = _HEAD.match(text)
    assert above  # it may be empty
    if "#" not in text[above.end() :]:
        yield from _pick_comments(above[0])
        return
    end = 0
    token: Any
    for token in yaml.scan(text, Loader=YamlLoader):
        yield from _pick_comments(text[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head, _, _ = text[token.start_mark.index :].partition("\n")
            yield from _pick_comments(head[1:])
    yield from _pick_comments(text[end:])


def _pick_comments(gap: str) -> Iterator[str]:
    for line in gap.split("\n"):
        _, mark, comment = line.partition("#")
        if mark:
            yield "#" + comment.strip()


class _Comments:
    """The comments of a text: `lines` (line, comment; "" for a blank line beside one), `ends` (line -> comment)."""

    def __init__(self, text: str) -> None:
        self.ends: dict[int, str] = {}
        source = [*text.split("\n"), ""]  # the last value of a file without a last line end ends on the line below
        head = next((n for n, line in enumerate(source) if line.strip() and not _COMMENT.match(line)), len(source))
        is_below = any("#" in line for line in source[head:])  # else nothing can be taken for a comment, or for a value
        inside: set[int] = set()  # lines that belong to a text of several lines
        ends_at: dict[int, int] = {}  # the column where the last value of a line ends
        event: Any  # typed with marks that may be missing, which a loader's events never lack
        for event in yaml.parse(text, Loader=YamlLoader) if is_below else ():
            start, end = event.start_mark, event.end_mark
            if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
                last = end.line + (end.column > 0)
                while last > start.line + 1 and last <= len(source) and not source[last - 1].strip():
                    last -= 1  # blank lines behind a text are no part of it
                inside.update(range(start.line + 1, last))
                ends_at[start.line] = start.column
            elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                if start.line != end.line:
                    inside.update(range(start.line + 1, end.line + 1))
                ends_at[end.line] = end.column  # they come in their order
        found = {
            number: line.strip() for number, line in enumerate(source) if number not in inside and _COMMENT.match(line)
        }
        for number, line in enumerate(source):  # a line without a value may hold brackets and a comment
            is_free = number in ends_at or number not in inside
            if (
                "#" in line
                and number not in found
                and is_free
                and (match := _END_COMMENT.match(line[ends_at.get(number, 0) :]))
            ):
                self.ends[number + 1] = match[1].rstrip()
        blank = {number for number, line in enumerate(source) if not line.strip() and number not in inside}
        beside = {number for number in blank if number - 1 in found or number + 1 in found}
        self.lines = [(number + 1, found.get(number, "")) for number in sorted(found.keys() | beside)]


def place_comments(text: str, record: Record) -> tuple[dict[int, list[str]], dict[int, str]]:
    """The comments of a text by the line before which they stand (0: behind all), and those at the end of a line."""
    comments = _Comments(text)
    first = next(place.line for place in record.marks.key_places.values())
    has_inside = comments.ends or (comments.lines and comments.lines[-1][0] > first)
    anchors = dict(_walk_anchors(type(record), record.marks)) if has_inside else {first: False}
    lines = sorted(anchors)
    before: dict[int, list[str]] = {}
    for line, comment in comments.lines:
        above = bisect_right(lines, line)
        before.setdefault(lines[above] if above < len(lines) else 0, []).append(comment)
    ends: dict[int, str] = {}
    for line, comment in comments.ends.items():
        anchor = lines[max(0, bisect_right(lines, line) - 1)]
        if anchor == line and anchors[anchor]:
            ends[line] = comment
        else:
            before.setdefault(anchor, []).append(comment)
    return before, ends


class _Writer:
    def __init__(self, text: str, record: Record, roles: Sequence[str]) -> None:
        self._roles = tuple(roles)
        self._out: list[str] = []
        self._before, self._ends = place_comments(text, record)

    def write(self, record_type: type[Record], data: MarkedMapping) -> str:
        self._mapping(record_type, data, 0)
        self._put_comments(0, 0)
        lines = [line for number, line in enumerate(self._out) if line or (number and self._out[number - 1])]
        return "\n".join(lines).strip("\n").replace(_EMPTY, "") + "\n"

    def _put_comments(self, anchor: int, indent: int) -> None:
        if anchor in self._before:
            self._out += [" " * indent + comment if comment else "" for comment in self._before.pop(anchor)]

    def _mapping(self, record_type: type[Record], data: MarkedMapping, indent: int, *, is_item: bool = False) -> None:
        for number, key in enumerate(_sort_keys(record_type, tuple(data), self._roles)):
            line = data.key_places[key].line
            is_first = is_item and number == 0
            self._put_comments(line, indent - 2 if is_first else indent)
            head = " " * (indent - 2) + "- " if is_first else " " * indent
            carries_end = isinstance(data[key], (MarkedMapping, MarkedList))
            end = self._ends.pop(line, None) if carries_end else None
            name = key if key in record_type.model_fields else _create_word(key, in_flow=False)
            self._entry(f"{head}{name}:", _find_type(record_type, key), data[key], indent, end)

    def _entry(self, head: str, kind: Any, value: Any, indent: int, end: str | None) -> None:
        """A key with its value; what follows on the lines below is indented by two more."""
        after = f"  {end}" if end else ""
        if isinstance(value, MarkedMapping):
            self._out.append(head + after)
            self._mapping(kind, value, indent + 2)
        elif isinstance(value, MarkedList):
            item_type = get_args(kind)[0]
            is_record = _is_record(item_type)
            if value and (is_record or item_type == Line):
                self._out.append(head + after)
                self._block_list(item_type, value, indent + 2, is_record=is_record)
            else:
                items = ", ".join(_create_scalar(item_type, item, in_flow=True) for item in value)
                self._out.append(f"{head} [{items}]{after}")
        elif value is not None and kind == Text and (lines := _create_block(value)):
            self._out.append(f"{head} |-")
            self._out += [" " * (indent + 2) + line if line else _EMPTY for line in lines]
        else:
            self._out.append(f"{head} {_create_scalar(kind, value)}".rstrip())

    def _block_list(self, item_type: Any, items: MarkedList, indent: int, *, is_record: bool) -> None:
        for number, (item, place) in enumerate(zip(items, items.item_places, strict=True)):
            if number and item_type in _SPACED:
                self._out.append("")
            self._put_comments(place.line, indent)
            if is_record:
                self._mapping(item_type, item, indent + 2, is_item=True)
            else:
                self._out.append(f"{' ' * indent}- {_create_scalar(item_type, item)}")


def _walk_anchors(record_type: Any, marks: MarkedMapping) -> Iterator[tuple[int, bool]]:
    """The lines before which a comment may stand, and whether it may stand at their end too: not behind a word, where
    the loader would take it for a part of the text.
    """
    for key, value in marks.items():
        kind = _find_type(record_type, key)
        yield marks.key_places[key].line, isinstance(value, (MarkedMapping, MarkedList))
        if isinstance(value, MarkedMapping):
            yield from _walk_anchors(kind, value)
        elif isinstance(value, MarkedList) and (item_type := get_args(kind)[0]) == Line:
            yield from ((place.line, False) for place in value.item_places)
        elif isinstance(value, MarkedList) and _is_record(item_type):
            for item in value:
                yield from _walk_anchors(item_type, item)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


@lru_cache(maxsize=1000)  # most records have the same keys
def _sort_keys(record_type: type[Record], keys: tuple[str, ...], roles: tuple[str, ...]) -> list[str]:
    """The keys of a record in their order; a measure's roles stand where `units_as` would stand in for them."""
    fields = list(record_type.model_fields)
    if record_type is MeasureRecord:
        others = [*roles, *(key for key in keys if key not in fields and key not in roles)]
        at = fields.index("units_as") + 1
        fields[at:at] = others
    return sorted(keys, key=fields.index)


@cache
def _find_type(record_type: type[Record], key: str) -> Any:
    """The type of a field as records.py writes it, without None; of a role's cell a tuple of names."""
    if key not in record_type.model_fields:
        return tuple[str, ...]
    field = record_type.model_fields[key]
    kind = field.annotation
    if type(None) in get_args(kind):
        [kind] = [part for part in get_args(kind) if part is not type(None)]
    return Text if kind is str and _metadata_of(Text) == field.metadata else kind


def _metadata_of(annotated: Any) -> list[Any]:
    return list(annotated.__metadata__)


def _create_block(text: str) -> list[str] | None:
    """The lines of a text in block style; None for one that block style would change."""
    lines = text.split("\n")
    is_plain = not lines[0].startswith(" ") and lines[-1].strip() and not any("\t" in line for line in lines)
    return lines if is_plain else None


def _create_scalar(kind: Any, value: Any, *, in_flow: bool = False) -> str:
    if value is None:
        return ""
    return _create_word(value, in_flow=in_flow) if _takes_words(kind) or not _is_plain(value) else value


@cache
def _takes_words(kind: Any) -> bool:
    kind = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    return kind not in _NOT_WORDS and not (isinstance(kind, type) and issubclass(kind, Enum))


@lru_cache(maxsize=10_000)
def _create_word(word: str, *, in_flow: bool) -> str:
    """A word as it is where every reader of YAML takes it for a word, else in quotes."""
    is_word = _resolver.resolve(yaml.ScalarNode, word, (True, False)) == "tag:yaml.org,2002:str"
    is_safe = is_word and _is_plain(word) and not (in_flow and re.search(r"[,\[\]{}?:]", word))
    return word if is_safe else json.dumps(word, ensure_ascii=False)


_SIGN_FIRST = re.compile(r"[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`~]|---|\.\.\.|=")
_SIGN_INSIDE = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[\n\t]")


def _is_plain(word: str) -> bool:
    return bool(word) and not _SIGN_FIRST.match(word) and not _SIGN_INSIDE.search(word)
