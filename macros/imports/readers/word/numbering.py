"""The numbers that Word puts before paragraphs by itself: they are printed, but stand nowhere in the text.

Lists and levels are those of ECMA-376, part 1, 17.9; counts are as Word and LibreOffice print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from macros.imports.readers.word.names import MC, W, find_value, is_on, read_number
from macros.imports.readers.word.number_formats import write_number
from macros.imports.readers.word.styles import NumberPlace, Styles

#: Characters of what is printed around a number (“第%1条”): Word takes no more.
_LONGEST_FORM = 60
_MOST_LEVELS = 9


@dataclass(frozen=True)
class Printed:
    """The number before one paragraph. `unknown`: formats that were written with digits instead; `bullet`: the sign of a list
    without numbers. `suffix`: “tab”, “space” or “nothing” stands behind.
    """

    text: str = ""
    suffix: str = "tab"
    unknown: tuple[str, ...] = ()
    bullet: str = ""

    def before(self, words: str) -> str:
        """The number and the words behind it: a blank stands between them where the file says so, or digits would run together."""
        ends = f"{self.text[-1:]}{words[:1]}"
        is_joined = len(ends) == 2 and ends.isascii() and ends.isalnum()  # one character of each
        is_apart = self.suffix == "space" or (self.suffix == "tab" and is_joined)
        return f"{self.text}{' ' if is_apart and self.text and words else ''}{words}"


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str  # of a custom form
    text: str
    start: int
    suffix: str
    is_legal: bool  # every number of it in digits
    restart: int | None  # begins again behind this level and those above; 0: never; None: behind every level above
    style: str


@dataclass
class _List:
    abstract: str  # the description that it shares with others, and its counts
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)  # where it begins again, to be used once


class Numbering:
    """Counts as Word does, paragraph by paragraph; to be asked for every paragraph in the document's order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._abstracts = {item.get(f"{W}abstractNumId", ""): item for item in root.iter(f"{W}abstractNum")}
            self._numbers = {item.get(f"{W}numId", ""): item for item in root.iter(f"{W}num")}

    def _find_list(self, list_id: str) -> _List | None:
        """A list, which is read when the first paragraph of it comes."""
        if list_id not in self._lists and list_id in self._numbers:
            self._lists[list_id] = self._read_list(self._numbers[list_id])
        return self._lists.get(list_id)

    def _read_list(self, item: Any) -> _List:
        abstract_id = self._find_abstract(item)
        abstract = self._abstracts.get(abstract_id)
        if abstract_id not in self._levels:
            self._levels[abstract_id] = dict(_read_levels(abstract)) if abstract is not None else {}
        found = _List(abstract_id, dict(self._levels[abstract_id]))
        for override in item.iterfind(f"{W}lvlOverride"):
            at = read_number(override.get(f"{W}ilvl", "")) or 0
            for _, level in _read_levels(override):
                found.levels[at] = level
            if (start := read_number(find_value(override, "startOverride"))) is not None:
                found.starts[at] = start
        return found

    def _find_abstract(self, item: Any) -> str:
        """The description of a list; one that only names a style of lists stands for that style's."""
        abstract_id = find_value(item, "abstractNumId")
        seen: set[str] = set()
        while abstract_id not in seen and (abstract := self._abstracts.get(abstract_id)) is not None:
            seen.add(abstract_id)
            link = find_value(abstract, "numStyleLink")
            place = self._styles.find_style_number(link) if link else None
            other = self._numbers.get(place.list_id) if place is not None else None
            if other is not None:
                abstract_id = find_value(other, "abstractNumId")
        return abstract_id

    def next_number(self, paragraph: Any) -> Printed:
        """The number printed before a paragraph: “3”, “二、”."""
        place = self._styles.find_number(paragraph.find(f"{W}pPr"))
        listed = self._find_list(place.list_id) if place is not None else None
        if place is None or listed is None:
            return Printed()
        at = _find_level(place, listed)
        level = listed.levels.get(at)
        if level is None:
            return Printed()
        counts = self._count(listed, at)
        if level.form == "bullet":
            return Printed(bullet=level.text)
        unknown: list[str] = []

        def fill(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            known = listed.levels.get(other)
            if other > at or known is None:
                return ""
            form = "decimal" if level.is_legal and known.form not in ("bullet", "none") else known.form
            number = counts.get(other, known.start)
            written = write_number(number, form, known.pattern)
            if written is None:
                unknown.append(form)
            return str(number) if written is None else written

        return Printed(re.sub(r"%([1-9])", fill, level.text), level.suffix, tuple(unknown))

    def _count(self, listed: _List, at: int) -> dict[int, int]:
        """Counts of the levels once one more paragraph stands in the level `at`."""
        counts = self._counts.setdefault(listed.abstract, {})
        counts |= {level: start - 1 for level, start in listed.starts.items()}
        listed.starts = {}
        for level in listed.levels:
            if level < at:
                counts.setdefault(level, listed.levels[level].start)
        counts[at] = counts.get(at, listed.levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            restart = listed.levels[deeper].restart if deeper in listed.levels else None
            if restart is None or at < restart:
                del counts[deeper]
        return counts


def _find_level(place: NumberPlace, listed: _List) -> int:
    """The level that a style belongs to comes before the one that the style names."""
    for style in place.styles:
        for at, level in listed.levels.items():
            if level.style == style:
                return at
    return place.level or 0


def _read_levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for level in islice(parent.iterfind(f"{W}lvl"), _MOST_LEVELS):
        at = read_number(level.get(f"{W}ilvl", "")) or 0
        start, restart = (read_number(find_value(level, name)) for name in ("start", "lvlRestart"))
        form = level.find(f"{W}numFmt")
        if form is None:  # a form that older programs do not know comes with another one for them
            form = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
        yield (
            at,
            _Level(
                form="decimal" if form is None else form.get(f"{W}val", ""),
                pattern="" if form is None else form.get(f"{W}format", ""),
                text=find_value(level, "lvlText")[:_LONGEST_FORM],
                start=1 if start is None else start,
                suffix=find_value(level, "suff") or "tab",
                is_legal=is_on(level.find(f"{W}isLgl")),
                restart=restart,
                style=find_value(level, "pStyle"),
            ),
        )
