"""Tasks of the printed plan: which line opens one, and which prints one again."""

from __future__ import annotations

from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.habits import Habits
from macros.imports.table.heads import Kind
from macros.imports.table.line import Line, Slot
from macros.imports.table.printed import PrintedPlan, PrintedTask
from macros.imports.table.rest import RestReader


class TaskReader:
    """Puts tasks into the last section of a plan."""

    def __init__(self, habits: Habits, plan: PrintedPlan, rest: RestReader, report: Report) -> None:
        self._habits, self._plan, self._rest, self._report = habits, plan, rest, report

    @property
    def task(self) -> PrintedTask | None:
        """The task that is open, under the last heading."""
        section = self._plan.sections[-1] if self._plan.sections else None
        return section.tasks[-1] if section and section.tasks else None

    def open(self, line: Line) -> bool:
        """Whether a line opens a task."""
        no, title = self._habits.slot(line, Kind.NO), self._habits.slot(line, Kind.TASK)
        number, words = squeeze(no.text).rstrip("、.．"), join_lines(title.text)
        task = self.task
        has_titles = bool(self._habits.head.of(Kind.TASK))
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
        text = self._habits.slot(line, Kind.MEASURE)
        is_cut = not text.text and not text.is_above
        return not is_again and bool(task.measures) and (is_cut or self._rest.is_rest(line, task.measures[-1]))

    def _starts_task(self, number: str, words: str, title: Slot, task: PrintedTask, *, has_titles: bool) -> bool:
        if not has_titles:  # every numbered row is a piece of work by itself
            return bool(number) and not (number == task.no and not task.measures)
        if title.is_above or not words:
            return bool(number) and number != task.no
        if number:
            return (number, squeeze(words)) != (task.no, squeeze(task.title))
        return squeeze(words) != squeeze(task.title)

    def _note_repeat(self, line: Line, no: Slot, title: Slot, task: PrintedTask) -> None:
        if not self._habits.is_flat:
            self._report.decide(line.place, f"序号{task.no}和“{task.title}”重复印出（多半是换页），还是同一项任务。")
        self._report.drop(line.place, f"{no.text}\n{title.text}", "重复印出的序号、任务")
