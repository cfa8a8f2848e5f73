"""The numbers that Word puts before paragraphs by itself: they are printed, but stand nowhere in the text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from macros.imports.readers.word.names import W, is_on
from macros.imports.readers.word.number_formats import write_number
from macros.imports.readers.word.styles import Styles

#: Digits of a number, and characters of what is printed around it (“第%1条”): Word takes no more.
_LONGEST, _LONGEST_FORM = 5, 60


class _Level(NamedTuple):
    """`restart` is the level after which it begins again, None for any above it."""

    form: str
    text: str
    first: int
    is_legal: bool
    restart: int | None


class Numbering:
    """Counts as Word does, paragraph by paragraph; to be asked for every paragraph in the document's order."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}  # by list and level
        self.unknown: set[str] = set()  # formats that are printed as plain numbers
        self._list_styles = styles
        self._abstracts: dict[str, str] = {}  # list -> the description that it shares with others, and its counts
        self._starts: dict[str, dict[int, int]] = {}  # list -> level -> where it begins again, to be used once
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}  # paragraph style -> list and level that name it
        if numbering is not None:
            self._read_lists(numbering)

    def _read_lists(self, numbering: Any) -> None:
        abstracts = {item.get(f"{W}abstractNumId"): item for item in numbering.iter(f"{W}abstractNum")}
        for item in numbering.iter(f"{W}num"):
            reference = item.find(f"{W}abstractNumId")
            abstract = abstracts.get(reference.get(f"{W}val")) if reference is not None else None
            list_id = item.get(f"{W}numId", "")
            self._abstracts[list_id] = reference.get(f"{W}val", "") if reference is not None else ""
            abstract = self._follow_link(abstract, abstracts, numbering)
            for level in abstract.iter(f"{W}lvl") if abstract is not None else ():
                self._add_level(list_id, level)
            for override in item.iter(f"{W}lvlOverride"):
                number = _read_number(override.get(f"{W}ilvl", "")) or 0
                if (level := override.find(f"{W}lvl")) is not None:
                    self._add_level(list_id, level)
                value = override.find(f"{W}startOverride")
                if value is not None and (start := _read_number(value.get(f"{W}val", ""))) is not None:
                    self._starts.setdefault(list_id, {})[number] = start

    def _follow_link(self, abstract: Any, abstracts: dict[str, Any], numbering: Any) -> Any:
        """The description with the levels: one that only names a list style leads to that style's list."""
        link = abstract.find(f"{W}numStyleLink") if abstract is not None else None
        if link is None:
            return abstract
        for style in self._list_styles.walk(link.get(f"{W}val", "")):
            place = _read_place(style.find(f"{W}pPr/{W}numPr"))
            for item in numbering.iter(f"{W}num"):
                if place and item.get(f"{W}numId") == place[0] and (own := item.find(f"{W}abstractNumId")) is not None:
                    return abstracts.get(own.get(f"{W}val"))
        named = (
            a
            for a in abstracts.values()
            if (s := a.find(f"{W}styleLink")) is not None and s.get(f"{W}val") == link.get(f"{W}val")
        )
        return next(named, abstract)

    def _add_level(self, list_id: str, element: Any) -> None:
        values = [element.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start", "pStyle", "lvlRestart")]
        form, text, first, style, restart = (value.get(f"{W}val", "") if value is not None else "" for value in values)
        start = _read_number(first)
        number = _read_number(element.get(f"{W}ilvl", "")) or 0
        is_legal = is_on(element.find(f"{W}isLgl"))
        self._levels[list_id, number] = _Level(
            form or "decimal", text[:_LONGEST_FORM], 1 if start is None else start, is_legal, _read_number(restart)
        )
        if style:
            self._of_style.setdefault(style, (list_id, number))

    def next_number(self, paragraph: Any) -> str:
        """The number printed before a paragraph: “3”, “二、”; "" for none or a bullet."""
        found = self._find_place(paragraph)
        own = self._levels.get(found) if found else None
        if found is None or own is None:
            return ""
        list_id, level = found
        counts = self._counts.setdefault(self._abstracts[list_id], {})
        counts |= {at: start - 1 for at, start in self._starts.pop(list_id, {}).items()}
        counts[level] = counts.get(level, own.first - 1) + 1
        for deeper in [number for number in counts if number > level]:
            after = self._levels.get((list_id, deeper))
            if after is None or after.restart is None or level < after.restart:
                del counts[deeper]
        if own.form in ("bullet", "none"):
            return ""

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = self._levels.get((list_id, at))
            form = "decimal" if own.is_legal or known is None else known.form
            return self._write(counts.get(at, known.first if known else 1), form)

        return re.sub(r"%(\d)", fill, own.text)

    def _find_place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own word, then its style's; list 0 takes it out of any."""
        element = paragraph.find(f"{W}pPr/{W}numPr")
        own = _read_place(element)
        if own is not None and own[0] == "0":
            return None
        list_id, level = own or (None, None)
        name = self._list_styles.name_of(paragraph, "paragraph")
        for style in self._list_styles.walk(name):
            if list_id is not None:
                break
            place = _read_place(style.find(f"{W}pPr/{W}numPr"))
            if place and place[0] == "0":
                return None
            if place:
                list_id = place[0]
                named = self._of_style.get(style.get(f"{W}styleId", ""))
                level = (
                    level if level is not None else place[1] if place[1] is not None else named[1] if named else None
                )
        return (list_id, level or 0) if list_id is not None else None

    def _write(self, number: int, form: str) -> str:
        written = write_number(number, form)
        if written is None:
            self.unknown.add(form)
        return written if written is not None else str(number)


def _read_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None


def _read_place(element: Any) -> tuple[str | None, int | None] | None:
    """The list and the level that a paragraph or a style names; list “0” takes it out of any."""
    if element is None:
        return None
    list_id, level = (element.find(f"{W}{name}") for name in ("numId", "ilvl"))
    value = list_id.get(f"{W}val") if list_id is not None else None
    depth = level.get(f"{W}val", "") if level is not None else ""
    return value, _read_number(depth)
