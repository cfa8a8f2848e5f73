"""A plan file with other values and the same comments: each stays with the key or the item that it stands by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from macros.store.layout import place_comments
from macros.store.records.base import Record
from macros.store.text_files import strip_windows
from macros.store.yaml_text import MarkedList, MarkedMapping

#: The way to a key or to an item: keys, and the name of an item, or its place where it has none.
_Path = tuple[str | int, ...]


def rewrite(text: str, record: Record, values: dict[str, Any]) -> str:
    """The text of a file that holds `values`, for create_layout to lay out; `record` is what the loader made of `text`.

    A comment whose key or item is gone stands before what was around it.
    """
    before, ends = place_comments(strip_windows(text), record)
    paths = {line: path for path, line in reversed(list(_walk_marks(record.marks, ())))}
    emitted = {(), *_walk_paths(values, ())}
    writer = _Writer()
    for line, comments in sorted(before.items()):
        path = _find_kept(paths[line], emitted) if line else ()
        writer.before.setdefault(path, []).extend(comments)
    for line, comment in ends.items():
        path = paths[line]
        if path in emitted:
            writer.ends[path] = comment
        else:
            writer.before.setdefault(_find_kept(path, emitted), []).append(comment)
    head = writer.before.pop((next(iter(record.marks)),), [])  # comments above the first key head the file
    writer.lines += head
    writer.write_mapping(values, (), "")
    return "\n".join([*writer.lines, *writer.before.get((), [])]) + "\n"


def _find_kept(path: _Path, emitted: set[_Path]) -> _Path:
    while path not in emitted:
        path = path[:-1]
    return path


def _walk_marks(marks: MarkedMapping, path: _Path) -> Iterator[tuple[_Path, int]]:
    """Each key and each item with its line, from the outside inwards; an item before its first key."""
    for key, value in marks.items():
        yield (*path, key), marks.key_places[key].line
        if isinstance(value, MarkedMapping):
            yield from _walk_marks(value, (*path, key))
        elif isinstance(value, MarkedList):
            for number, (item, place) in enumerate(zip(value, value.item_places, strict=True)):
                step = (*path, key, _name(item, number))
                yield step, place.line
                if isinstance(item, MarkedMapping):
                    yield from _walk_marks(item, step)


def _walk_paths(values: dict[str, Any], path: _Path) -> Iterator[_Path]:
    for key, value in values.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from _walk_paths(value, (*path, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                step = (*path, key, _name(item, number))
                yield step
                if isinstance(item, dict):
                    yield from _walk_paths(item, step)


def _name(item: Any, number: int) -> str | int:
    """The name of an item wherever it stands: its id, or the question that it is."""
    if isinstance(item, dict) and "id" in item:
        return str(item["id"])
    return f"{item['kind']} {item['words']}" if isinstance(item, dict) and {"kind", "words"} <= item.keys() else number


class _Writer:
    def __init__(self) -> None:
        self.before: dict[_Path, list[str]] = {}
        self.ends: dict[_Path, str] = {}
        self.lines: list[str] = []

    def write_mapping(self, values: dict[str, Any], path: _Path, indent: str, first: str | None = None) -> None:
        """`first` is what the first line begins with, the dash of an item."""
        for number, (key, value) in enumerate(values.items()):
            step = (*path, key)
            head = first if first is not None and not number else indent
            if not (first is not None and not number):
                self._write_comments(step, indent)
            end = f"  {self.ends[step]}" if step in self.ends else ""
            if isinstance(value, dict):
                self.lines.append(f"{head}{key}:{end}")
                self.write_mapping(value, step, f"{indent}  ")
            elif isinstance(value, list) and (
                self._has_comments(value, step) or any(isinstance(i, dict) for i in value)
            ):
                self.lines.append(f"{head}{key}:{end}")
                self._write_items(value, step, f"{indent}  ")
            else:
                self.lines.append(f"{head}{key}: {json.dumps(value, ensure_ascii=False)}{end}")

    def _write_items(self, items: list[Any], path: _Path, indent: str) -> None:
        for number, item in enumerate(items):
            step = (*path, _name(item, number))
            self._write_comments(step, indent)
            if isinstance(item, dict):
                self._write_comments((*step, next(iter(item))), indent)
                self.write_mapping(item, step, f"{indent}  ", f"{indent}- ")
            else:
                end = f"  {self.ends[step]}" if step in self.ends else ""
                self.lines.append(f"{indent}- {json.dumps(item, ensure_ascii=False)}{end}")

    def _write_comments(self, path: _Path, indent: str) -> None:
        if path:
            self.lines += [f"{indent}{comment}" if comment else "" for comment in self.before.get(path, [])]

    def _has_comments(self, items: list[Any], path: _Path) -> bool:
        steps = [(*path, _name(item, number)) for number, item in enumerate(items)]
        return any(step in self.before or step in self.ends for step in steps)
