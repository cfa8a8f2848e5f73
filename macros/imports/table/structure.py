"""Lines to sections, tasks and measures: who belongs where, what was printed twice, what merged cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.heads import Kind
from macros.imports.table.lines import Heading, Line, PlanLines, Slot
from macros.imports.table.printed import PrintedMeasure, PrintedPlan, PrintedSection, PrintedTask
from macros.words.ditto import is_ditto

_ENDS = "。！？；.;!?：:”）)"
_STYLES = (
    r"第[一二三四五六七八九十]+[章篇]",
    r"第[一二三四五六七八九十]+[部分节]",
    r"[一二三四五六七八九十]+[、.．]",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+[、.．]",
    r"[（(]\d+[）)]",
)
_NONE = re.compile(r"[—\-–－/／、]+|无|\\")


def build_printed(lines: PlanLines, report: Report) -> PrintedPlan:
    """The plan as printed; every decision is told."""
    return _Builder(lines, report).build()


class _Builder:
    def __init__(self, lines: PlanLines, report: Report) -> None:
        self._lines, self._report = lines, report
        self._head = lines.head
        self._roles = [column.index for column in self._head.of(Kind.ROLE)]
        self._plan = PrintedPlan(lines.before, lines.after, self._head, [], 0, lines.between)
        self._headings: list[Heading] = []  # those with nothing under them yet
        self._upper_styles = _find_upper_styles(lines.lines)
        self._part: str | None = None
        self._section_words: str | None = None
        rows = [line for line in lines.lines if isinstance(line, Line)]
        number = self._head.of(Kind.ID) or self._head.of(Kind.NO)
        #: A flat table: no row leaves anything to the row above.
        filled = [column.index for column in (*number[:1], *self._head.of(Kind.TASK)[:1])]
        self._is_flat = bool(number) and len(rows) > 1 and all(row.slots[i].text for row in rows for i in filled)
        self._has_blank_cells = self._find_blank_cells(self._roles)
        self._dues = [column.index for column in self._head.of(Kind.DEADLINE)]
        self._has_blank_dues = self._find_blank_cells(self._dues)
        self._has_open_ends = self._find_open_ends(rows)
        self._has_merged_dues = self._find_merged_dues(rows)
        self._has_none_marks = any(_NONE.fullmatch(row.slots[i].text) for row in rows for i in self._roles)

    def build(self) -> PrintedPlan:
        for line in self._lines.lines:
            if isinstance(line, Heading):
                self._headings.append(line)
            else:
                self._read(line)
        for heading in self._headings:
            self._drop_heading(heading)
        return self._plan

    def _drop_heading(self, heading: Heading) -> None:
        self._report.ask(heading.place, f"标题“{heading.text}”下面没有措施，写进了 plan.yaml 的 notes。")
        self._plan.empty.append(heading.text)

    def _slot(self, line: Line, kind: Kind) -> Slot:
        columns = self._head.of(kind)
        return line.slots[columns[0].index] if columns else Slot()

    @property
    def _task(self) -> PrintedTask | None:
        section = self._plan.sections[-1] if self._plan.sections else None
        return section.tasks[-1] if section and section.tasks else None

    def _read(self, line: Line) -> None:
        self._open_section(line)
        is_new_task = self._open_task(line)
        task = self._task
        assert task
        text = self._slot(line, Kind.MEASURE)
        last = task.measures[-1] if task.measures else None
        if last and not is_new_task and (text.is_above or not text.text):
            self._add_units(line, last)
            return
        if last and not is_new_task and self._is_rest(line, last):
            self._join(line, last)
            return
        self._plan.row_count += 1
        added = len(self._report.added)
        measure = self._make_measure(line, task)
        twin = next((other for other in task.measures if self._is_same(other, measure)), None)
        if twin is None:
            task.measures.append(measure)
            return
        twin.rows += measure.rows
        twin.notes.append(f"原表第{measure.rows[0]}行把这一条又印了一遍，本站只登一次。")
        self._report.decide(line.place, f"和{twin.place}一字不差，是重复印出的，不另登一条。")
        del self._report.added[added:]  # what merged cells would have said again
        printed = [measure.text, *(line.slots[i].text for i in self._dues), *self._texts_of_roles(line)]
        others = [measure.id or "", *(words for _, words in measure.extras)]
        self._report.drop(line.place, "\n".join([*printed, *others]), "重复印出的一行")

    def _texts_of_roles(self, line: Line) -> list[str]:
        """Each cell once, even if it goes over several columns."""
        first = min(line.shared, default=-1)
        return [line.slots[i].text for i in self._roles if i not in line.shared or i == first]

    # headings

    def _open_section(self, line: Line) -> None:
        self._read_section_columns(line)
        if self._headings:
            self._start_section()
        elif not self._plan.sections:
            self._plan.sections.append(PrintedSection("", None))

    def _read_section_columns(self, line: Line) -> None:
        """Sections that stand in a column of their own, as in our CSV."""
        part = join_lines(self._slot(line, Kind.PART).text)
        if self._head.of(Kind.PART) and part != (self._part or ""):
            self._part = part or None
        else:
            self._report.drop(line.place, part, "和上面一样的上一级标题")
        column = self._slot(line, Kind.SECTION)
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

    # tasks

    def _open_task(self, line: Line) -> bool:
        no, title = self._slot(line, Kind.NO), self._slot(line, Kind.TASK)
        number, words = squeeze(no.text).rstrip("、.．"), join_lines(title.text)
        task = self._task
        has_titles = bool(self._head.of(Kind.TASK))
        if task and task.no and words and not number and self._is_rest_of_title(line, words, task):
            self._report.ask(line.place, f"“{words}”没有序号，接在任务“{task.title}”后面（换页断开），请对照原文。")
            task.title += words
            return False
        if task is not None and not self._starts_task(number, words, title, task, has_titles=has_titles):
            if number or words:
                self._note_repeat(line, no, title, task)
            return False
        if no.text and number != squeeze(no.text):
            self._report.drop(line.place, squeeze(no.text)[len(number) :], "序号后面的点")
        if not words and has_titles and self._plan.sections[-1].tasks and task and task.title:
            words = task.title
            self._report.decide(line.place, f"序号{number}的任务格和上面合并，任务也是“{words}”。")
            self._report.added.append(words)
        self._plan.sections[-1].tasks.append(PrintedTask(number, words))
        return True

    def _is_rest_of_title(self, line: Line, words: str, task: PrintedTask) -> bool:
        """Whether a row has a title only because the end of a page cut it off, with the rest of the row."""
        is_again = squeeze(words) == squeeze(task.title)
        text = self._slot(line, Kind.MEASURE)
        is_cut = not text.text and not text.is_above
        return not is_again and bool(task.measures) and (is_cut or self._is_rest(line, task.measures[-1]))

    def _starts_task(self, number: str, words: str, title: Slot, task: PrintedTask, *, has_titles: bool) -> bool:
        if not has_titles:  # every numbered row is a piece of work by itself
            return bool(number) and not (number == task.no and not task.measures)
        if title.is_above or not words:
            return bool(number) and number != task.no
        if number:
            return (number, squeeze(words)) != (task.no, squeeze(task.title))
        return squeeze(words) != squeeze(task.title)

    def _note_repeat(self, line: Line, no: Slot, title: Slot, task: PrintedTask) -> None:
        if not self._is_flat:
            self._report.decide(line.place, f"序号{task.no}和“{task.title}”重复印出（多半是换页），还是同一项任务。")
        self._report.drop(line.place, f"{no.text}\n{title.text}", "重复印出的序号、任务")

    # measures

    def _make_measure(self, line: Line, task: PrintedTask) -> PrintedMeasure:
        ids = self._slot(line, Kind.ID)
        measure = PrintedMeasure(
            place=line.place,
            rows=[self._plan.row_count],
            text=self._slot(line, Kind.MEASURE).text,
            due=self._read_due(line, task),
            cells=[line.slots[i].text for i in self._roles],
            extras=[(c.name, line.slots[c.index].text) for c in self._head.of(Kind.OTHER) if line.slots[c.index].text],
            id=ids.text or None,
        )
        if line.shared and set(line.shared) & set(self._roles):
            columns = [self._head.columns[i] for i in line.shared if i in self._roles]
            names = "”“".join(column.name for column in columns)
            self._report.decide(line.place, f"一格横跨“{names}”，格里的单位每种责任都算。")
            self._report.added += [line.slots[column.index].text for column in columns[1:]]
        self._drop_derived(line)
        self._merge_roles(line, task, measure)
        self._read_dittos(line, task, measure)
        return measure

    def _drop_derived(self, line: Line) -> None:
        for derived in self._head.of(Kind.DERIVED):
            self._report.drop(line.place, line.slots[derived.index].text, f"“{derived.name}”由其他栏推算，不用导入")

    def _keep_rest(self, line: Line, last: PrintedMeasure) -> None:
        """What else stands in a line that belongs to the measure above: columns that a plan has no field for, an id, dates."""
        for column in self._head.of(Kind.OTHER):
            if words := line.slots[column.index].text:
                last.extras.append((column.name, words))
        self._report.drop(line.place, self._slot(line, Kind.ID).text, "编号，上一条已有")
        self._drop_derived(line)

    def _read_dittos(self, line: Line, task: PrintedTask, measure: PrintedMeasure) -> None:
        """“同上” says what the row above says."""
        above = task.measures[-1] if task.measures else self._find_last()
        if above is None:
            return
        if is_ditto(measure.due):
            self._note_ditto(line, measure.due, above.due)
            measure.due = above.due
        for number, cell in enumerate(measure.cells):
            if is_ditto(squeeze(cell)):
                self._note_ditto(line, cell, above.cells[number])
                measure.cells[number] = above.cells[number]

    def _note_ditto(self, line: Line, words: str, meant: str) -> None:
        self._report.decide(line.place, f"“{words}”按上一行写全：“{meant}”。")
        self._report.drop(line.place, words, "换成了上一行的内容")
        self._report.added.append(meant)

    def _read_due(self, line: Line, task: PrintedTask) -> str:
        columns = self._head.of(Kind.DEADLINE)
        if len(columns) == 1:
            slot = line.slots[columns[0].index]
            return join_lines(slot.text) if slot.text else self._find_merged_due(line, slot, task)
        parts = [(column.name, join_lines(line.slots[column.index].text)) for column in columns]
        filled = [f"{name}：{words}" for name, words in parts if words and not _NONE.fullmatch(words)]
        self._report.added += [f"{name}：" for name, words in parts if words and not _NONE.fullmatch(words)]
        for column, (_, words) in zip(columns, parts, strict=True):
            if _NONE.fullmatch(words):
                self._report.drop(line.place, words, f"“{column.name}”没有时限")
        if len(filled) > 1:
            self._report.added.append("；" * (len(filled) - 1))
        return "；".join(filled)

    def _find_merged_due(self, line: Line, slot: Slot, task: PrintedTask) -> str:
        """The deadline above, if an empty cell is merged with its cell, maybe over the end of a task; "" otherwise."""
        above = task.measures[-1] if task.measures else self._find_last()
        is_merged = slot.is_above or (
            slot.is_open and not self._is_flat and (task.measures or not self._has_blank_dues)
        )
        if above is None or not above.due or not is_merged:
            return ""
        if slot.is_above or task.measures:
            self._report.decide(line.place, f"时限格和上面一条合并，也是“{above.due}”。")
        else:
            self._report.ask(line.place, f"时限格空着，按和上面一行合并导入，也是“{above.due}”，请对照原文。")
        self._report.added.append(above.due)
        return above.due

    def _merge_roles(self, line: Line, task: PrintedTask, measure: PrintedMeasure) -> None:
        """Role cells that are merged with those of the measure above, all of them or some."""
        slots = [line.slots[i] for i in self._roles]
        names = [self._head.columns[i].name for i in self._roles]
        above = task.measures[-1] if task.measures else self._find_last()
        is_merged = [slot.is_above or (slot.is_open and not self._is_flat) for slot in slots]
        for number, slot in enumerate(slots):
            if number and is_merged[number] and slot.is_beside and not is_merged[number - 1] and self._has_none_marks:
                is_merged[number] = False
                measure.cells[number] = measure.cells[number - 1]
                self._report.added.append(measure.cells[number])
                self._report.ask(line.place, f"“{names[number]}”空着，按和左边一格合并导入，单位相同，请对照原文。")
        if not slots or above is None or not any(is_merged):
            return
        if all(is_merged) and task.measures:
            measure.is_merged = True
            measure.cells = list(above.cells)
            self._report.decide(line.place, "责任单位各格和上面一条合并，单位相同。")
            return
        for number, (slot, merged) in enumerate(zip(slots, is_merged, strict=True)):
            if not merged:
                continue
            if slot.is_open and self._has_blank_cells and not self._has_none_marks and not all(is_merged):
                self._report.ask(
                    line.place, f"“{names[number]}”空着，按没有单位导入，请对照原文，看是不是和上面一行合并。"
                )
                continue
            measure.cells[number] = above.cells[number]
            self._report.added.append(above.cells[number])
            if slot.is_above:
                self._report.decide(line.place, f"“{names[number]}”和上面一行合并，单位相同。")
            else:
                self._report.ask(line.place, f"“{names[number]}”空着，按和上面一行合并导入，单位相同，请对照原文。")

    def _find_last(self) -> PrintedMeasure | None:
        """The measure above, under the same heading: no cell goes on over a heading."""
        above = [measure for task in self._plan.sections[-1].tasks for measure in task.measures]
        return above[-1] if above else None

    def _find_open_ends(self, rows: Sequence[Line]) -> bool:
        """Whether measures end without a full stop though no page cuts them: the row below has a deadline of its own."""
        return any(
            (text := self._slot(row, Kind.MEASURE).text)
            and text[-1] not in _ENDS
            and any(below.slots[i].text for i in self._dues)
            for row, below in pairwise(rows)
        )

    def _find_merged_dues(self, rows: Sequence[Line]) -> bool:
        """Whether deadlines go over several measures: one is empty though the text above has its full stop."""
        return any(
            self._slot(row, Kind.MEASURE).text[-1:] in _ENDS
            and self._slot(below, Kind.MEASURE).text
            and not self._slot(below, Kind.NO).text
            and all(below.slots[i].is_open for i in self._dues)
            for row, below in pairwise(rows)
            if self._dues and self._slot(row, Kind.MEASURE).text
        )

    def _find_blank_cells(self, columns: Iterable[int]) -> bool:
        """Whether the document leaves cells empty where there is nothing to say: one is empty right under a heading."""
        before: Line | Heading | None = None
        for line in self._lines.lines:
            is_first = isinstance(line, Line) and not isinstance(before, Line)
            if is_first and any(line.slots[i].is_open for i in columns):  # type: ignore[union-attr]  # it is a Line
                return True
            before = line
        return False

    def _is_rest(self, line: Line, last: PrintedMeasure) -> bool:
        """Whether a line is the rest of the row above, cut by a page break: it says nothing but some more words."""
        dues = [line.slots[i] for i in self._dues]
        roles = [line.slots[i] for i in self._roles]
        if not (dues or roles) or not all(slot.is_blank for slot in dues):
            return False
        is_cut = last.text[-1:] not in _ENDS
        if not all(slot.is_blank for slot in roles):  # more bodies, cut off with the rest of the text
            is_whole = len(roles) > 1 and all(slot.text for slot in roles)
            return is_cut and bool(dues) and not (is_whole or self._has_open_ends or self._is_flat)
        if is_cut and self._has_open_ends and self._has_merged_dues and not self._is_flat:
            self._report.ask(
                line.place, "时限、单位都空着，上一行没有句号，按另一条措施导入；如果是上一条被换页断开的，请合并。"
            )
            return False
        return is_cut or (not self._is_flat and not any(slot.is_open for slot in (*dues, *roles)))

    def _join(self, line: Line, last: PrintedMeasure) -> None:
        text = self._slot(line, Kind.MEASURE).text
        is_cut = last.text[-1:] not in _ENDS
        last.text += text if is_cut else f"\n{text}"
        how = "接成一段" if is_cut else "作为下一段"
        tell = self._report.ask if is_cut and self._has_open_ends else self._report.decide
        tell(line.place, f"没有时限，是上一条被换页断开的，{how}。")
        for number, i in enumerate(self._roles):
            if line.slots[i].text and not line.slots[i].is_above:
                self._part_from_above(last)
                last.cells[number] = "\n".join(filter(None, [last.cells[number], line.slots[i].text]))
                self._report.ask(line.place, "被换页断开的这一行还有单位，并入上一条措施，请对照原文。")
        self._keep_rest(line, last)
        if not is_cut:
            self._report.ask(line.place, f"“{text[:20]}”按上一条的下一段导入；如果是单独的一条措施，请分开。")

    def _add_units(self, line: Line, last: PrintedMeasure) -> None:
        """A line without a measure's text: more bodies for the measure above, whose cell goes over several rows."""
        added = False
        for number, i in enumerate(self._roles):
            slot = line.slots[i]
            if slot.text and not _NONE.fullmatch(slot.text):
                self._part_from_above(last)
                last.cells[number] = "\n".join(filter(None, [last.cells[number], slot.text]))
                added = True
            else:
                self._report.drop(line.place, slot.text, "没有单位的格")
        due = "；".join(join_lines(line.slots[column.index].text) for column in self._head.of(Kind.DEADLINE))
        if due.strip("；") and due != last.due:
            last.extras.append(("完成时限（同一措施的另一行）", due))
        elif due.strip("；"):
            self._report.drop(line.place, due, "和上面一样的时限")
        self._keep_rest(line, last)
        if added:
            self._plan.row_count += 1
            last.rows.append(self._plan.row_count)
            self._report.ask(line.place, "措施格和上面一行合并（或者空着），这一行的单位并入上一条措施，请对照原文。")

    def _part_from_above(self, measure: PrintedMeasure) -> None:
        """It gets bodies of its own: its cells are not those of the measure above any more, and say them again."""
        if measure.is_merged:
            measure.is_merged = False
            self._report.added += measure.cells

    def _is_same(self, other: PrintedMeasure, measure: PrintedMeasure) -> bool:
        is_same_text = squeeze(other.text) == squeeze(measure.text)
        if is_same_text and (squeeze(other.due), other.cells) != (squeeze(measure.due), measure.cells):
            self._report.ask(measure.place, f"和{other.place}的措施一样，时限或单位不同，作为两条导入，请核对。")
            return False
        return is_same_text


def _find_style(text: str) -> str | None:
    return next((style for style in _STYLES if re.match(style, text)), None)


def _find_upper_styles(lines: Iterable[Line | Heading]) -> frozenset[str | None]:
    """How the headings of the upper level are numbered: those right above another heading."""
    found: set[str | None] = set()
    before: Heading | None = None
    for line in lines:
        if isinstance(line, Heading) and before is not None and _find_style(before.text) != _find_style(line.text):
            found.add(_find_style(before.text))
        before = line if isinstance(line, Heading) else None
    return frozenset(found)
