"""Lines to sections, tasks and measures: which line belongs where, and which is printed twice."""

from __future__ import annotations

from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.duties import part_duties
from macros.imports.table.goals import find_dues
from macros.imports.table.habits import Habits, find_habits
from macros.imports.table.headings import Heading
from macros.imports.table.heads import Kind
from macros.imports.table.line import Line, PlanLines
from macros.imports.table.measures import MeasureReader
from macros.imports.table.printed import PrintedMeasure, PrintedPlan
from macros.imports.table.rest import RestReader
from macros.imports.table.sections import SectionReader
from macros.imports.table.tasks import TaskReader
from macros.imports.table.year_columns import spread_years


def build_printed(lines: PlanLines, report: Report) -> PrintedPlan:
    """The plan as printed; every decision is reported."""
    lines = part_duties(spread_years(lines, report), report)
    plan = PrintedPlan(lines.before, lines.after, lines.head, [], 0, lines.between)
    sections = SectionReader(lines, plan, report)
    reader = _LineReader(find_habits(lines), plan, report)
    for line in lines.lines:
        if isinstance(line, Heading):
            sections.add(line)
        else:
            sections.open(line)
            reader.read(line)
    sections.finish()
    find_dues(plan, report)
    return plan


class _LineReader:
    """Puts each line into the task that it belongs to, as a measure or as a part of the one above."""

    def __init__(self, habits: Habits, plan: PrintedPlan, report: Report) -> None:
        self._habits, self._plan, self._report = habits, plan, report
        self._rest = RestReader(habits, plan, report)
        self._tasks = TaskReader(habits, plan, self._rest, report)

    def read(self, line: Line) -> None:
        is_new_task = self._tasks.open(line)
        task = self._tasks.task
        assert task
        text = self._habits.slot(line, Kind.MEASURE)
        last = task.measures[-1] if task.measures else None
        if last and not is_new_task and (text.is_above or not text.text):
            self._rest.add_units(line, last)
            return
        if last and not is_new_task and self._rest.is_rest(line, last):
            self._rest.join(line, last)
            return
        self._plan.row_count += 1
        own = Report()
        measure = MeasureReader(self._habits, self._plan, own).read(line, task)
        twin = next((other for other in task.measures if self._is_same(other, measure, own)), None)
        if twin is None:
            task.measures.append(measure)
            self._report.merge(own)
        else:
            self._report.merge(own.without_added())  # the plan does not get what merged cells say again
            self._merge_twin(line, twin, measure)

    def _merge_twin(self, line: Line, twin: PrintedMeasure, measure: PrintedMeasure) -> None:
        twin.rows += measure.rows
        twin.notes.append(f"原表第{measure.rows[0]}行把这一条又印了一遍，本站只登一次。")
        self._report.decide(line.place, f"和{twin.place}一字不差，是重复印出的，不另登一条。")
        printed = [measure.text, *(line.slots[i].text for i in self._habits.dues), *self._texts_of_roles(line)]
        others = [measure.id or "", *(words for _, words in measure.extras)]
        self._report.drop(line.place, "\n".join([*printed, *others]), "重复印出的一行")

    def _texts_of_roles(self, line: Line) -> list[str]:
        """Each cell once, even if it goes over several columns."""
        first = min(line.shared, default=-1)
        return [line.slots[i].text for i in self._habits.roles if i not in line.shared or i == first]

    def _is_same(self, other: PrintedMeasure, measure: PrintedMeasure, report: Report) -> bool:
        is_same_text = squeeze(other.text) == squeeze(measure.text)
        if is_same_text and (squeeze(other.due), other.cells) != (squeeze(measure.due), measure.cells):
            report.ask(measure.place, f"和{other.place}的措施一样，时限或单位不同，作为两条导入，请核对。")
            return False
        return is_same_text
