"""Lines that are no measure of their own: the rest of one that a page cut, or more bodies for it."""

from __future__ import annotations

from macros.imports.readers.document import join_lines
from macros.imports.report import Report
from macros.imports.table.habits import NONE, Habits
from macros.imports.table.heads import Kind
from macros.imports.table.line import Line
from macros.imports.table.printed import PrintedMeasure, PrintedPlan
from macros.imports.table.signs import SENTENCE_ENDS


class RestReader:
    """Joins such lines to the measure above them."""

    def __init__(self, habits: Habits, plan: PrintedPlan, report: Report) -> None:
        self._habits, self._plan, self._report = habits, plan, report

    def is_rest(self, line: Line, last: PrintedMeasure) -> bool:
        """Whether a line is the rest of the row above, cut by a page break: it says nothing but some more words."""
        dues = [line.slots[i] for i in self._habits.dues]
        roles = [line.slots[i] for i in self._habits.roles]
        if not (dues or roles) or not all(slot.is_blank for slot in dues):
            return False
        is_cut = last.text[-1:] not in SENTENCE_ENDS
        if not all(slot.is_blank for slot in roles):  # more bodies, cut off with the rest of the text
            is_whole = len(roles) > 1 and all(slot.text for slot in roles)
            return is_cut and bool(dues) and not (is_whole or self._habits.has_open_ends or self._habits.is_flat)
        if is_cut and self._habits.has_open_ends and self._habits.has_merged_dues and not self._habits.is_flat:
            self._report.ask(
                line.place, "时限、单位都空着，上一行没有句号，按另一条措施导入；如果是上一条被换页断开的，请合并。"
            )
            return False
        return is_cut or (not self._habits.is_flat and not any(slot.is_open for slot in (*dues, *roles)))

    def join(self, line: Line, last: PrintedMeasure) -> None:
        text = self._habits.slot(line, Kind.MEASURE).text
        is_cut = last.text[-1:] not in SENTENCE_ENDS
        last.text += text if is_cut else f"\n{text}"
        how = "接成一段" if is_cut else "作为下一段"
        tell = self._report.ask if is_cut and self._habits.has_open_ends else self._report.decide
        tell(line.place, f"没有时限，是上一条被换页断开的，{how}。")
        for number, i in enumerate(self._habits.roles):
            if line.slots[i].text and not line.slots[i].is_above:
                self._part_from_above(last)
                last.cells[number] = "\n".join(filter(None, [last.cells[number], line.slots[i].text]))
                self._report.ask(line.place, "被换页断开的这一行还有单位，并入上一条措施，请对照原文。")
        self._keep_rest(line, last)
        if not is_cut:
            self._report.ask(line.place, f"“{text[:20]}”按上一条的下一段导入；如果是单独的一条措施，请分开。")

    def add_units(self, line: Line, last: PrintedMeasure) -> None:
        """A line without a measure's text: more bodies for the measure above, whose cell goes over several rows."""
        added = False
        for number, i in enumerate(self._habits.roles):
            slot = line.slots[i]
            if slot.text and not NONE.fullmatch(slot.text):
                self._part_from_above(last)
                last.cells[number] = "\n".join(filter(None, [last.cells[number], slot.text]))
                added = True
            else:
                self._report.drop(line.place, slot.text, "没有单位的格")
        due = "；".join(join_lines(line.slots[column.index].text) for column in self._habits.head.of(Kind.DEADLINE))
        if due.strip("；") and due != last.due:
            last.extras.append(("完成时限（同一措施的另一行）", due))
        elif due.strip("；"):
            self._report.drop(line.place, due, "和上面一样的时限")
        self._keep_rest(line, last)
        if added:
            self._plan.row_count += 1
            last.rows.append(self._plan.row_count)
            self._report.ask(line.place, "措施格和上面一行合并（或者空着），这一行的单位并入上一条措施，请对照原文。")

    def _keep_rest(self, line: Line, last: PrintedMeasure) -> None:
        """Keep the rest of a line that belongs to the measure above: columns that a plan has no field for, an id, dates."""
        for column in self._habits.head.of(Kind.OTHER):
            if words := line.slots[column.index].text:
                last.extras.append((column.name, words))
        self._report.drop(line.place, self._habits.slot(line, Kind.ID).text, "编号，上一条已有")
        drop_derived(line, self._habits, self._report)

    def _part_from_above(self, measure: PrintedMeasure) -> None:
        """It gets bodies of its own: its cells are not those of the measure above any more, and say them again."""
        if measure.is_merged:
            measure.is_merged = False
            self._report.added += measure.cells


def drop_derived(line: Line, habits: Habits, report: Report) -> None:
    """Columns of our own files that are made from the others."""
    for derived in habits.head.of(Kind.DERIVED):
        report.drop(line.place, line.slots[derived.index].text, f"“{derived.name}”由其他栏推算，不用导入")
