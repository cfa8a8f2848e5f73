"""Measures of the printed plan, one a line: what its cells say, and what those say that are merged with the line above."""

from __future__ import annotations

from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.habits import NONE, Habits
from macros.imports.table.heads import Kind
from macros.imports.table.line import Line, Slot
from macros.imports.table.printed import PrintedMeasure, PrintedPlan, PrintedTask
from macros.imports.table.rest import drop_derived
from macros.words.ditto import is_ditto


class MeasureReader:
    """Reads one line as a measure. Its report is that line's own: whoever keeps the measure merges it."""

    def __init__(self, habits: Habits, plan: PrintedPlan, report: Report) -> None:
        self._habits, self._plan, self._report = habits, plan, report

    def read(self, line: Line, task: PrintedTask) -> PrintedMeasure:
        ids = self._habits.slot(line, Kind.ID)
        measure = PrintedMeasure(
            place=line.place,
            rows=[self._plan.row_count],
            text=self._habits.slot(line, Kind.MEASURE).text,
            due=self._read_due(line, task),
            cells=[line.slots[i].text for i in self._habits.roles],
            extras=[
                (c.name, line.slots[c.index].text) for c in self._habits.head.of(Kind.OTHER) if line.slots[c.index].text
            ],
            id=ids.text or None,
        )
        if line.shared and set(line.shared) & set(self._habits.roles):
            columns = [self._habits.head.columns[i] for i in line.shared if i in self._habits.roles]
            names = "”“".join(column.name for column in columns)
            self._report.decide(line.place, f"一格横跨“{names}”，格里的单位每种责任都算。")
            self._report.added += [line.slots[column.index].text for column in columns[1:]]
        drop_derived(line, self._habits, self._report)
        self._merge_roles(line, task, measure)
        self._read_dittos(line, task, measure)
        return measure

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
        columns = self._habits.head.of(Kind.DEADLINE)
        if len(columns) == 1:
            slot = line.slots[columns[0].index]
            return join_lines(slot.text) if slot.text else self._find_merged_due(line, slot, task)
        parts = [(column.name, join_lines(line.slots[column.index].text)) for column in columns]
        filled = [f"{name}：{words}" for name, words in parts if words and not NONE.fullmatch(words)]
        self._report.added += [f"{name}：" for name, words in parts if words and not NONE.fullmatch(words)]
        for column, (_, words) in zip(columns, parts, strict=True):
            if NONE.fullmatch(words):
                self._report.drop(line.place, words, f"“{column.name}”没有时限")
        if len(filled) > 1:
            self._report.added.append("；" * (len(filled) - 1))
        return "；".join(filled)

    def _find_merged_due(self, line: Line, slot: Slot, task: PrintedTask) -> str:
        """The deadline above, if an empty cell is merged with its cell, maybe over the end of a task; "" otherwise."""
        above = task.measures[-1] if task.measures else self._find_last()
        is_merged = slot.is_above or (
            slot.is_open and not self._habits.is_flat and (task.measures or not self._habits.has_blank_dues)
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
        slots = [line.slots[i] for i in self._habits.roles]
        names = [self._habits.head.columns[i].name for i in self._habits.roles]
        above = task.measures[-1] if task.measures else self._find_last()
        is_merged = [slot.is_above or (slot.is_open and not self._habits.is_flat) for slot in slots]
        for number, slot in enumerate(slots):
            if (
                number
                and is_merged[number]
                and slot.is_beside
                and not is_merged[number - 1]
                and self._habits.has_none_marks
            ):
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
            if slot.is_open and self._habits.has_blank_cells and not self._habits.has_none_marks and not all(is_merged):
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
        tasks = reversed(self._plan.sections[-1].tasks)
        return next((task.measures[-1] for task in tasks if task.measures), None)
