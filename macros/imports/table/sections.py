"""Sections of the printed plan: which heading opens one, which is of the level above, which is printed again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.imports.readers.document import join_lines
from macros.imports.report import Report
from macros.imports.table.habits import slot_of
from macros.imports.table.headings import Heading
from macros.imports.table.heads import Kind
from macros.imports.table.line import Line, PlanLines
from macros.imports.table.printed import PrintedPlan, PrintedSection

_STYLES = (
    r"第[一二三四五六七八九十]+[章篇]",
    r"第[一二三四五六七八九十]+[部分节]",
    r"[一二三四五六七八九十]+[、.．]",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+[、.．]",
    r"[（(]\d+[）)]",
)


class SectionReader:
    """Puts sections into a plan as their headings come, each once something stands under it."""

    def __init__(self, lines: PlanLines, plan: PrintedPlan, report: Report) -> None:
        self._head, self._plan, self._report = lines.head, plan, report
        self._headings: list[Heading] = []  # those with nothing under them yet
        self._upper_styles = _find_upper_styles(lines.lines)
        self._part: str | None = None
        self._section_words: str | None = None

    def add(self, heading: Heading) -> None:
        self._headings.append(heading)

    def finish(self) -> None:
        """Report the headings under which nothing came."""
        for heading in self._headings:
            self._drop_heading(heading)

    def open(self, line: Line) -> None:
        """The section of a line, if it opens one."""
        self._read_section_columns(line)
        if self._headings:
            self._start_section()
        elif not self._plan.sections:
            self._plan.sections.append(PrintedSection("", None))

    def _read_section_columns(self, line: Line) -> None:
        """Sections that stand in a column of their own, as in our CSV."""
        part = join_lines(slot_of(self._head, line, Kind.PART).text)
        if self._head.of(Kind.PART) and part != (self._part or ""):
            self._part = part or None
        else:
            self._report.drop(line.place, part, "和上面一样的上一级标题")
        column = slot_of(self._head, line, Kind.SECTION)
        words = join_lines(column.text)
        if words and words != self._section_words:
            self._section_words = words
            self._headings.append(Heading(line.place, words))
        else:
            self._report.drop(line.place, column.text, "和上面一样的分类")

    def _start_section(self) -> None:
        """A section of the last heading; those above it that are numbered in another way are of the upper level."""
        *upper, lowest = [self._strip_again(heading) for heading in self._headings]
        self._headings = []
        for heading in [heading for heading in upper if _find_style(heading.text) == _find_style(lowest.text)]:
            upper.remove(heading)
            self._drop_heading(heading)
        current = self._plan.sections[-1] if self._plan.sections else None
        part = "　".join(heading.text for heading in upper)
        if part and current and part == current.part:
            self._note_again(upper[0].place, part)
        if current and not upper and lowest.text == current.part:
            self._note_again(lowest.place, lowest.text)
            return
        if upper and not self._head.of(Kind.PART):
            self._part = part
        elif not self._head.of(Kind.PART) and _find_style(lowest.text) in self._upper_styles:
            self._part = None
        if current and (current.title, current.part) == (lowest.text, self._part):
            self._note_again(lowest.place, lowest.text)
        else:
            self._plan.sections.append(PrintedSection(lowest.text, self._part))

    def _drop_heading(self, heading: Heading) -> None:
        self._report.ask(heading.place, f"标题“{heading.text}”下面没有措施，写进了 plan.yaml 的 notes。")
        self._plan.empty.append(heading.text)

    def _note_again(self, place: str, text: str) -> None:
        self._report.decide(place, f"标题“{text}”重复印出，还是原来的部分。")
        self._report.drop(place, text, "重复印出的标题")

    def _strip_again(self, heading: Heading) -> Heading:
        """A heading without the “（续）” of a new page."""
        match = re.fullmatch(r"(.+?)\s*([（(]续[^（）()]?[）)])", heading.text)
        if not match:
            return heading
        self._report.drop(heading.place, match[2], "换页后标题后面的字")
        return Heading(heading.place, match[1])


def _find_style(text: str) -> str | None:
    return next((style for style in _STYLES if re.match(style, text)), None)


def _find_upper_styles(lines: Iterable[Line | Heading]) -> frozenset[str | None]:
    """The styles of number of upper headings: those right above another heading."""
    found: set[str | None] = set()
    before: Heading | None = None
    for line in lines:
        if isinstance(line, Heading) and before is not None and _find_style(before.text) != _find_style(line.text):
            found.add(_find_style(before.text))
        before = line if isinstance(line, Heading) else None
    return frozenset(found)
